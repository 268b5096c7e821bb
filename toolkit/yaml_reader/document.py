"""The plain data of one file, with the line and column of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    parts: Mapping[Place, Document] = field(default_factory=dict)
    """By the place of an entry that comes from another file, the document of that file."""

    def problem(self, place: Place, message: str, *, offset: int = 0, at_key: bool = False, rule: str = "") -> Problem:
        """A problem at a value, `offset` characters into it, or at its key; where the place is unknown, at what holds it.

        `rule` is the id of the rule or the figure that is broken.
        """
        if other := next((self.parts[place[:depth]] for depth in range(1, len(place) + 1) if place[:depth] in self.parts), None):
            return other.problem(place, message, offset=offset, at_key=at_key, rule=rule)
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        while place and place not in first and place not in second:
            place = place[:-1]
        mark = first.get(place) or second.get(place) or Mark(1, 1)
        column = mark.column + (offset if mark.exact else 0)
        return Problem(self.path, mark.line, column, message, line_at(self.lines, mark.line), rule, self.file)


def lay_over(own: Document, base: Document, depth: int) -> Document:
    """A file laid over that of the base: entries so many levels down are added, or take the place of those of the same name."""
    parts = dict.fromkeys(_find_missing(own.data, base.data, depth, ()), base)
    return replace(own, data=_merge(own.data, base.data, depth), lines=(*own.lines, *base.lines), parts=parts)


def _merge(own: dict[str, Plain], base: dict[str, Plain], depth: int) -> dict[str, Plain]:
    """Fields of the base, with those of one's own in their place or after them."""
    merged = base | own
    for name, above in own.items():
        below = base.get(name)
        if depth > 1 and isinstance(above, dict) and isinstance(below, dict):
            merged[name] = _merge(above, below, depth - 1)
    return merged


def _find_missing(own: dict[str, Plain], base: dict[str, Plain], depth: int, place: Place) -> Iterator[Place]:
    """The place of every entry that only the base has."""
    for name, below in base.items():
        above = own.get(name)
        if name not in own:
            yield (*place, name)
        elif depth > 1 and isinstance(above, dict) and isinstance(below, dict):
            yield from _find_missing(above, below, depth - 1, (*place, name))


def line_at(lines: tuple[str, ...], number: int) -> str:
    """The line with this number, counted from 1, or nothing."""
    return lines[number - 1] if 0 < number <= len(lines) else ""
