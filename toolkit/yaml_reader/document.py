"""The plain data of one file, with the line and column of every part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    file: str = ""
    """Where the file is, from the project's folder, if that is not its path."""
    parts: Mapping[str, Document] = field(default_factory=dict)
    """By the name of an entry that comes from another file, the document of that file."""

    def problem(self, place: Place, message: str, *, offset: int = 0, at_key: bool = False, rule: str = "") -> Problem:
        """A problem at a value, `offset` characters into it, or at its key; where the place is unknown, at what holds it.

        `rule` is the id of the rule or the figure that is broken.
        """
        if place and (other := self.parts.get(str(place[0]))):
            return other.problem(place, message, offset=offset, at_key=at_key, rule=rule)
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        while place and place not in first and place not in second:
            place = place[:-1]
        mark = first.get(place) or second.get(place) or Mark(1, 1)
        column = mark.column + (offset if mark.exact else 0)
        return Problem(self.path, mark.line, column, message, line_at(self.lines, mark.line), rule, self.file)


def lay_over(own: Document, base: Document) -> Document:
    """A list laid over that of the base: its entries are added, or take the place of those of the same name."""
    parts = {name: base.parts.get(name, base) for name in base.data if name not in own.data}
    return replace(own, data=base.data | own.data, lines=(*own.lines, *base.lines), parts=parts)


def line_at(lines: tuple[str, ...], number: int) -> str:
    """The line with this number, counted from 1, or nothing."""
    return lines[number - 1] if 0 < number <= len(lines) else ""
