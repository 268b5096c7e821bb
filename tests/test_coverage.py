"""Coverage: what the tables count, and that gaps have reasons."""

from __future__ import annotations

from pathlib import Path

from toolkit.coverage import build_tables, find_gaps
from toolkit.least import impacts_by_rung
from toolkit.library import Library, load
from toolkit.models import EXERCISE_KINDS, LEVELS, OBJECTIVES, PARTS


def test_every_session_is_in_each_table_once_for_every_level_it_is_offered_to(frozen: Library) -> None:
    by_level, by_impact, _ = build_tables(frozen)
    for session in frozen.sessions.values():
        assert [column for column in LEVELS if session in by_level.cells[session.objective, column]] == [
            level for level in LEVELS if level in session.start
        ]
        assert [cell for cell, standing in by_impact.cells.items() if session in standing] == [
            (session.objective, str(max(impacts_by_rung(frozen, session))))
        ]


def test_every_exercise_is_there_once_for_each_part_it_serves(frozen: Library) -> None:
    by_part = build_tables(frozen)[2]
    for exercise in frozen.exercises.values():
        assert {cell for cell, standing in by_part.cells.items() if exercise in standing} == {
            (part, exercise.kind) for part in exercise.serves
        }


def test_every_part_and_every_objective_is_served_and_every_empty_cell_has_a_reason(frozen: Library) -> None:
    by_level, by_impact, by_part = build_tables(frozen)
    assert [row for row in OBJECTIVES if not by_level.things_in(row) or not by_impact.things_in(row)] == []
    assert [row for row in PARTS if not by_part.things_in(row)] == []
    assert {column for row in PARTS for _, columns in by_part.things_in(row) for column in columns} == set(EXERCISE_KINDS)
    assert [table.unexplained for table in (by_level, by_impact, by_part)] == [[], [], []]
    assert list(find_gaps(frozen)) == []


def test_a_library_without_reasons_is_asked_for_none(library: Library) -> None:
    assert "templates/gaps.yaml" not in library.documents
    assert any(table.unexplained for table in build_tables(library))
    assert list(find_gaps(library)) == []


def test_a_reason_covers_all_cells_of_its_rows_and_columns(small: Path) -> None:
    file = small / "templates" / "gaps.yaml"
    file.write_text("all: {table: part-by-kind, rows: [shin, trunk], columns: [balance, drill], because: Not yet.}\n", "utf-8")
    library, problems = load(small)
    assert library is not None
    assert problems == []
    by_part = build_tables(library)[2]
    assert {cell: by_part.reasons[cell] for cell in by_part.reasons} == {
        (row, column): "Not yet." for row in ("shin", "trunk") for column in ("balance", "drill")
    }
    assert ("shin", "balance") not in by_part.unexplained
    assert ("shin", "mobility") in by_part.unexplained
