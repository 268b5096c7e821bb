"""Assessments: norms are found by age and sex, and every result changes something."""

from __future__ import annotations

import pytest

from toolkit.library import Library


@pytest.mark.parametrize(
    ("assessment", "who", "age", "usual"),
    [
        ("single-leg-heel-raises", "men", 40, (28, 28)),
        ("single-leg-heel-raises", "women", 59, (21, 21)),
        ("single-leg-heel-raises", "women", 79, (16, 16)),
        ("single-leg-heel-raises", "men", 80, None),
        ("chair-stand", "men", 62, (14, 19)),
        ("chair-stand", "women", 71, (10, 15)),
        ("chair-stand", "women", 58, None),
        ("single-leg-stance", "women", 64, (26.9, 26.9)),
        ("single-leg-stance", "men", 64, (26.9, 26.9)),
    ],
)
def test_what_is_usual_at_an_age(assessment: str, who: str, age: int, usual: tuple[float, float] | None, real: Library) -> None:
    norms = real.assessments[assessment].norms
    assert norms is not None
    assert norms.usual(who, age) == usual


def test_a_result_that_asks_for_care_changes_the_week(real: Library) -> None:
    """A session to add or to leave out, or a rung to start on; what is fine may go on as planned."""
    for assessment in real.assessments.values():
        assert any(result.add or result.leave_out or result.start for result in assessment.results), assessment.id


def test_the_gates_before_repetitions_and_sprints_stand_in_the_assessments(real: Library) -> None:
    for name in ("single-leg-heel-raises", "hop-test"):
        left_out = {session for result in real.assessments[name].results for session in result.leave_out}
        assert {"two-hundreds", "accelerations"} <= left_out, name
