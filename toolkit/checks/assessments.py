"""Assessments: what is measured changes something, and plan pages show few results."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.problems import Problem

MOST_COMMON = 4
"""The results that plan pages show, at most: more would not be read on a phone. Convention."""


def check_assessments(library: Library) -> Iterator[Problem]:
    """Every assessment none of whose results changes the week (why would one do it?), and every result that cannot be followed."""
    for assessment in library.assessments.values():
        document = library.documents[library.path(assessment)]
        if not any(one.add or one.leave_out or one.start or one.stop or one.tracks for one in assessment.results):
            message = (
                "results: none of them changes the week. Say for one what to add, what to leave_out, on which rung to start, "
                "or what the tracks do."
            )
            yield document.problem(("results",), message, at_key=True)
        for number, result in enumerate(assessment.results):
            if result.tracks and not assessment.session:
                message = "tracks: no session says after which week. Name the session of the assessment, or delete this."
                yield document.problem(("results", number, "tracks"), message, at_key=True)
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
