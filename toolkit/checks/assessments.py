"""Assessments: what is measured changes something, and plan pages show few results."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.problems import Problem

MOST_COMMON = 4
"""The results that plan pages show, at most: more would not be read on a phone. Convention."""


def assessments(library: Library) -> Iterator[Problem]:
    """Every assessment none of whose results changes the week (why would one do it?), and every common result too many."""
    for assessment in library.assessments.values():
        if not any(result.add or result.leave_out or result.start or result.stop for result in assessment.results):
            message = (
                "results: none of them changes the week. Say for one what to add, what to leave_out, or on which rung to start."
            )
            yield library.documents[library.path(assessment)].problem(("results",), message, at_key=True)
    yield from _common(library)


def _common(library: Library) -> Iterator[Problem]:
    """Every common result after the most that plan pages show, in the order of the assessments."""
    common = [
        (assessment, number)
        for assessment in library.assessments.values()
        for number, result in enumerate(assessment.results)
        if result.common
    ]
    for assessment, number in common[MOST_COMMON:]:
        message = f"common: {MOST_COMMON} other results are common already, and plan pages show no more. Leave it out here."
        yield library.documents[library.path(assessment)].problem(("results", number, "common"), message)
