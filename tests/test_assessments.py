"""Assessments: norms are found by age and sex."""

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
def test_what_is_usual_at_an_age(assessment: str, who: str, age: int, usual: tuple[float, float] | None, frozen: Library) -> None:
    norms = frozen.assessments[assessment].norms
    assert norms is not None
    assert norms.usual(who, age) == usual
