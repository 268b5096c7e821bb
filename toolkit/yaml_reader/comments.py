"""Comments of YAML that may cut text: `avoid: pain #1 of all kinds` says only “pain” (decision 54)."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """A place in a file; the line and the column count from 0."""

    line: int
    column: int


class CutText(str):
    """The text of a value that a comment may have cut: `comment` is what readers would miss."""

    __slots__ = ("comment",)
    comment: str

    @classmethod
    def of(cls, text: str, comment: str) -> CutText:
        """The text with its comment."""
        cut = cls(text)
        cut.comment = comment
        return cut


class Comments:
    """The comments of one file, by the text that they may cut."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        self._indents = [len(line) - len(line.lstrip()) for line in lines] if any("#" in line for line in lines) else []

    def at(self, start: Spot, end: Spot, *, plain: bool, holder: int) -> str:
        """The comment that may cut the text from `start` to `end`, or nothing; quoted text cannot be cut at its end.

        `holder` is the column of its key, or of its dash.
        """
        if not self._indents or end.line >= len(self._lines):
            return ""
        return self._before(start) or (self._after(end, holder) if plain else "")

    def _after(self, end: Spot, holder: int) -> str:
        """The comment right after text: on its line, or on the next one where it is indented so that text could go on there."""
        line, column = self._lines[end.line], end.column
        while column < len(line) and line[column] in " \t,":
            column += 1
        if column < len(line):
            return line[column:] if line[column] == "#" else ""
        number = end.line + 1
        while number < len(self._lines) and not self._lines[number].strip():
            number += 1
        deeper = number < len(self._lines) and self._indents[number] > holder
        return self._lines[number].strip() if deeper and self._is_comment(number) else ""

    def _before(self, start: Spot) -> str:
        """The comment between a key, or a dash, and its text on a later line."""
        if self._indents[start.line] != start.column:
            return ""
        number = start.line - 1
        while number >= 0 and (not self._lines[number].strip() or self._is_comment(number)):
            number -= 1
        opening, _, comment = self._lines[number].partition(" #") if number >= 0 else ("", "", "")
        return f"#{comment}" if comment and opening.rstrip().endswith((":", "-")) else ""

    def _is_comment(self, number: int) -> bool:
        return self._lines[number].startswith("#", self._indents[number])
