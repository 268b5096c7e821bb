"""The lines of an event's text, and how they become one text that is not too long and that every program shows alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_TEXT = 2048
"""Bytes of a text (the calendar contract)."""
ENOUGH = 30
"""Characters that an aim or a purpose has at least, where there is more to say."""

_UNSAFE = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\\\\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line of a text; an empty one separates paragraphs."""

    text: str
    spare: int = 0
    """How readily it goes where the text is too long: what has the most goes first, and what has 0 does not go."""
    fixed: bool = False
    """Whether it stays whole however long the text is: what to do, a sign to stop, when not to do it, the link."""
    short: str = ""
    """What it may say instead where the text is too long."""


BLANK = EventLine("")
LEAST = 20
"""Bytes that a line has at least after it was cut; of less it goes as a whole."""
CUT = " …"
"""How a line ends that was cut."""


def fit_text(said: Sequence[EventLine]) -> str:
    """Lines as one text that every calendar program shows alike; of one too long, what is spare goes first, then ends of lines.

    Of what is equally spare the last goes first; then lines say less that can, the last first too.

    Fixed lines stay whole. Where they alone are too long, so is the text: iCalendar sets no limit, ours is for easy reading, and
    half a sign to stop is worse than a long text.
    """
    kept = list(said)
    while (over := len((whole := safe("\n".join(line.text for line in kept))).encode()) - MOST_TEXT) > 0:
        if not (_let_go(kept) or _shorten(kept) or _cut(kept, over)):
            break
    return whole


def _let_go(kept: list[EventLine]) -> bool:
    """Leave out the line that goes most readily; False where none does."""
    spare = [(line.spare, number) for number, line in enumerate(kept) if line.spare and not line.fixed]
    if spare:
        del kept[max(spare)[1]]
    return bool(spare)


def _shorten(kept: list[EventLine]) -> bool:
    """Let the last line that can say less say less; False where none can."""
    long = [number for number, line in enumerate(kept) if line.short]
    if long:
        kept[long[-1]] = EventLine(kept[long[-1]].short, fixed=kept[long[-1]].fixed)
    return bool(long)


def _cut(kept: list[EventLine], over: int) -> bool:
    """Cut so many bytes off the end of the longest line, or leave it out where little would be left; False where all are fixed."""
    encoded = [b"" if line.fixed else safe(line.text).encode() for line in kept]
    longest = max(range(len(kept)), key=lambda number: len(encoded[number]))
    if not encoded[longest]:
        return False
    left = encoded[longest][: max(0, len(encoded[longest]) - over - len(CUT.encode()))]
    if len(left) < LEAST:
        del kept[longest]
    else:
        kept[longest] = EventLine(f"{left.decode(errors='ignore').rstrip()}{CUT}".strip())
    return True


def opening(text: str) -> str:
    """A text up to its first full stop that leaves enough said."""
    found = re.match(rf".{{{ENOUGH},}}?[.!?](?=\s|$)", text, re.DOTALL)
    return found[0] if found else text


def safe(text: str) -> str:
    """Text that every reader decodes alike: composed (NFC), with line feeds only, no control or bidi characters, no backslashes."""
    return _UNSAFE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))
