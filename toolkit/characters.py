"""Which characters text may hold: those that are seen, and that read the same everywhere. The lowest floor; every other may use it.

Refused are control characters, what turns or hides text (bidirectional overrides, what has no width), halves of surrogate pairs,
private use, and what is no character. The ranges are written out, so that every version of Python gives the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import is_normalized, normalize

_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, without tab and line feed
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d"
    "\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # without width, or turning what follows
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U0010ffff"  # halves, private use, tags, none at all
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0xE0000, 0x10000))
)
_PICTURED = "[\u2194\u2195\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_JOINERS = f"(?<![\u0600-\u0dff])\u200c|(?<![\u0600-\u0dff])(?!(?:(?<={_PICTURED})|(?<={_PICTURED}\ufe0f))\u200d{_PICTURED})\u200d"
"""Joiners are needed in the scripts of Arabic and of India, after a letter, and between pictures; elsewhere they only hide."""
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_PILED = f"[{_MARKS}]{{3}}"
"""Marks on marks, which run over the lines above and below."""
_USUAL = re.compile("[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]*+")
"""A text of letters, punctuation, arrows and signs as English has them: it passes at a hundredth of the time."""
_REFUSED = re.compile(f"[{_HIDDEN}]|\r(?!\n)|{_JOINERS}|{_PILED}")
_UNSEEN = re.compile(f"[{_HIDDEN}\t\n\r]|{_JOINERS}|{_PILED}")

KEY = re.compile(r"""(?:[^\s"'<>&=`{}()\[\]|\\]|(?<=\S)\ (?=\S))+""")
"""What a key of a mapping may be: it reaches ids, addresses and attributes."""
PATH = re.compile(r"[A-Za-z0-9_.-]+")
"""What one part of a path may be."""


class Refused(NamedTuple):
    """Something that text may not hold: where it begins, and what it is, with what to do instead."""

    at: int
    message: str


def refused(text: str, where: str = "text") -> Iterator[Refused]:
    """Everything in a text that may not be there, in its order; `where` ends the sentence “… is not allowed in”."""
    if _USUAL.fullmatch(text):
        return
    for found in _REFUSED.finditer(text):
        yield Refused(found.start(), f"the character {code(found[0])} is not allowed in {where}. Delete it.")
    if not is_normalized("NFC", text):
        composed = normalize("NFC", text)
        at = next((at for at, (one, other) in enumerate(zip(text, composed, strict=False)) if one != other), len(composed))
        yield Refused(
            at,
            "a letter and its accent are two characters here. Type the letter with its accent as one character (Unicode form NFC).",
        )


def code(text: str) -> str:
    """`U+001B`: the number of the first character."""
    return f"U+{ord(text[0]):04X}"


def visible(text: str) -> str:
    """Text on one line for a terminal: `[U+001B]` in place of what would move the cursor, turn or hide something."""
    return _UNSEEN.sub(lambda found: "".join(f"[{code(one)}]" for one in found[0]), text)


def visible_lines(text: str) -> str:
    """Text for a terminal as `visible` makes it, with its line feeds."""
    return "\n".join(map(visible, text.split("\n")))
