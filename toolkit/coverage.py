"""What the library covers, as tables, and the reasons for their empty cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Any

from toolkit.least import impacts_by_rung
from toolkit.library import Library
from toolkit.models import EXERCISE_KINDS, LEVELS, OBJECTIVES, PARTS, Exercise, Session
from toolkit.problems import Problem, count, unknown

IMPACTS = ("0", "1", "2", "3", "4", "5")
_FILE = "templates/gaps.yaml"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, columns, what each cell holds, and for an empty cell why it holds nothing, if that is known."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Session | Exercise, ...]]
    reasons: Mapping[tuple[str, str], str]

    @property
    def unexplained(self) -> list[tuple[str, str]]:
        """The empty cells without a reason."""
        return [cell for cell in product(self.rows, self.columns) if not self.cells[cell] and cell not in self.reasons]

    def things_in(self, row: str) -> list[tuple[Session | Exercise, list[str]]]:
        """Everything that a row holds, and in which columns, by title."""
        found: dict[str, tuple[Session | Exercise, list[str]]] = {}
        for column in self.columns:
            for thing in self.cells[row, column]:
                found.setdefault(thing.id, (thing, []))[1].append(column)
        return sorted(found.values(), key=lambda pair: pair[0].title)


def build_tables(library: Library) -> tuple[Table, ...]:
    """Objective by level, objective by impact, and served part by kind of exercise."""
    return tuple(_table(library, name) for name in _TABLES)


def find_gaps(library: Library) -> Iterator[Problem]:
    """Every empty cell without a reason, every reason for a cell that is not empty, and every reason that leads nowhere.

    Without a file of reasons nothing is asked for, nor where a file was left out for its problems: its cells are not empty.
    """
    document = library.documents.get(_FILE)
    if document is None or not library.complete:
        return
    found = {table.name: table for table in build_tables(library)}
    for name, gap in library.gaps.items():
        table = found[gap.table]
        for field, given, known in (("rows", gap.rows, table.rows), ("columns", gap.columns, table.columns)):
            for number, value in enumerate(given):
                if value not in known:
                    yield document.problem((name, field, number), f"{field}[{number}]: {unknown(field[:-1], value, known)}")
        for cell in product(gap.rows, gap.columns):
            if things := table.cells.get(cell):
                message = f"{' × '.join(cell)} is not empty: {things[0].title} is in this cell. Remove the cell from this reason."
                yield document.problem((name,), message, at_key=True)
    for table in found.values():
        if missing := table.unexplained:
            cells = ", ".join(" × ".join(cell) for cell in missing[:6])
            more = f" and {len(missing) - 6} more" if len(missing) > 6 else ""
            said = f"{table.name}: {count(len(missing), 'empty cell')} without a reason: {cells}{more}"
            yield Problem(_FILE, 1, 1, f"{said}. Add a session, or say here why there is none.")


def _table(library: Library, name: str) -> Table:
    rows, columns, things, cells_of = _TABLES[name]
    cells: dict[tuple[str, str], list[Session | Exercise]] = {cell: [] for cell in product(rows, columns)}
    for thing in sorted(things(library), key=lambda thing: thing.title):
        for cell in cells_of(library, thing):
            cells[cell].append(thing)
    reasons = {cell: gap.because for gap in library.gaps.values() if gap.table == name for cell in product(gap.rows, gap.columns)}
    return Table(name, rows, columns, {cell: tuple(held) for cell, held in cells.items()}, reasons)


def _by_level(_: Library, session: Session) -> Iterator[tuple[str, str]]:
    return ((session.objective, level) for level in session.start)


def _by_impact(library: Library, session: Session) -> Iterator[tuple[str, str]]:
    yield session.objective, str(max(impacts_by_rung(library, session)))


def _by_part(_: Library, exercise: Exercise) -> Iterator[tuple[str, str]]:
    return ((part, exercise.kind) for part in exercise.serves)


def _sessions(library: Library) -> Sequence[Session]:
    return library.offered(library.sessions)


def _exercises(library: Library) -> Sequence[Exercise]:
    return library.offered(library.exercises)


_Row = tuple[
    tuple[str, ...], tuple[str, ...], Callable[[Library], Sequence[Any]], Callable[[Library, Any], Iterator[tuple[str, str]]]
]
_TABLES: Mapping[str, _Row] = MappingProxyType(
    {
        "objective-by-level": (OBJECTIVES, LEVELS, _sessions, _by_level),
        "objective-by-impact": (OBJECTIVES, IMPACTS, _sessions, _by_impact),
        "part-by-kind": (PARTS, EXERCISE_KINDS, _exercises, _by_part),
    }
)
"""Of each table: its rows, its columns, what it counts, and the cells that one thing belongs to."""
