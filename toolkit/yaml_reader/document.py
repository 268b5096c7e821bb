"""The plain data of one file, with the line and column of every part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from toolkit.problems import Problem

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Place: TypeAlias = tuple[str | int, ...]
"""Where in the data: keys and list positions from the top, as in `("phases", 0, "days")`."""


class Mark(NamedTuple):
    """A position in a file: line and column count from 1; `exact` where offsets into a scalar can be added to the column."""

    line: int
    column: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of one file and the marks of its keys and values."""

    path: str
    data: dict[str, Plain]
    keys: Mapping[Place, Mark]
    values: Mapping[Place, Mark]
    lines: tuple[str, ...]

    def problem(self, place: Place, message: str, *, offset: int = 0, at_key: bool = False, rule: str = "") -> Problem:
        """A problem at a value, `offset` characters into it, or at its key; where the place is unknown, at what holds it.

        `rule` is the id of the rule or the figure that is broken.
        """
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        while place and place not in first and place not in second:
            place = place[:-1]
        mark = first.get(place) or second.get(place) or Mark(1, 1)
        column = mark.column + (offset if mark.exact else 0)
        return Problem(self.path, mark.line, column, message, line_at(self.lines, mark.line), rule)


def line_at(lines: tuple[str, ...], number: int) -> str:
    """The line with this number, counted from 1, or nothing."""
    return lines[number - 1] if 0 < number <= len(lines) else ""
