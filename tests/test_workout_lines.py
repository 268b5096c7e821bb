"""Lines as coaches write them: each is understood rightly or refused, and none is accepted with another meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.library import Library
from toolkit.notation import NotationError, mentioned, read_steps, write_steps

FILE = Path(__file__).parent / "workout-lines.tsv"
LINES = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
"""Each with what becomes of it: P read, X refused with both meanings, any other letter refused."""


def lines(*states: str) -> list[str]:
    """The lines in one of these states."""
    return [line for state, line in LINES if state in states]


@pytest.mark.parametrize("line", lines("P"))
def test_a_line_with_one_meaning_is_read(line: str) -> None:
    assert read_steps(write_steps(read_steps(line))) == read_steps(line)


@pytest.mark.parametrize("line", lines("X"))
def test_a_line_that_reads_as_something_else_is_answered_with_both_meanings(line: str) -> None:
    amount = line.split()[0]
    with pytest.raises(NotationError, match=f"Write {amount}in for minutes, or [0-9]+m and more for metres"):
        read_steps(line)


@pytest.mark.parametrize("line", lines("A", "B", "C"))
def test_a_line_that_is_not_of_the_notation_is_refused(line: str, library: Library) -> None:
    try:
        named = {step.exercise for step in mentioned(read_steps(line)) if step.exercise}
    except NotationError:
        return
    assert named - library.exercises.keys()  # no such exercise, which is said at its place


def test_every_line_is_tried() -> None:
    assert {state for state, _ in LINES} == {"P", "X", "A", "B", "C"}
    assert len(lines("P")) > 15
