"""A problem is a value: where it is, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from toolkit.characters import visible


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to fix, at a place in a file; lines and columns count from 1.

    `source` is the line of the file that it is in, shown below the message. `rule` is the id of the rule or the figure that is
    broken, or empty. Neither plays a part in comparisons. `file` is where the file is, from the project's folder, if that is not
    its path: in the folder of the base.
    """

    path: str
    line: int
    column: int
    message: str
    source: str = field(default="", compare=False)
    rule: str = field(default="", compare=False)
    file: str = ""

    @property
    def shown_path(self) -> str:
        """The file as the user can open it."""
        return self.file or self.path

    def __str__(self) -> str:
        """`path:line:column: message`, then the line itself with a caret under the column, where it is known.

        Whatever the file and its name hold, nothing in it moves a terminal’s cursor, turns text or hides it.
        """
        text = f"{visible(self.shown_path)}:{self.line}:{self.column}: {visible(self.message)}"
        if not self.source.strip():
            return text
        indent = len(self.source) - len(self.source.lstrip())
        shown = "".join(character if character.isprintable() else "\ufffd" for character in self.source.strip())
        caret = self.column - 1 - indent
        if len(shown) > 100:  # a window round the place, so that the caret stays on the screen
            first = max(0, min(caret - 40, len(shown) - 100))
            shown, caret = shown[first : first + 100], caret - first
        return f"{text}\n    {shown}\n    {' ' * max(0, caret)}^"


def report(problems: Iterable[Problem]) -> str:
    """Every problem in the order of the files, and a last line that counts them."""
    ordered = sorted(set(problems))
    files = len({problem.shown_path for problem in ordered})
    return "\n".join([*map(str, ordered), "", f"{count(len(ordered), 'problem')} in {count(files, 'file')}"])


def count(number: int, noun: str) -> str:
    """`1 problem`, `3 problems`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def unknown(noun: str, name: str, known: Iterable[str], where: str = "") -> str:
    """`there is no cue “sof-landings”. Did you mean “soft-landings”?`; without a near match, what there is to choose from."""
    names = sorted(known)
    sentence = f"there is no {noun} “{shorten(name)}”{where}."
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"{sentence} Did you mean “{visible(near[0])}”?"
    if 0 < len(names) <= 27:
        return f"{sentence} Write one of: {visible(', '.join(names))}."
    return sentence


def shorten(text: str, most: int = 60) -> str:
    """Text on one line, cut with an ellipsis where it is longer than `most` characters; what hides or turns text is shown."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"
