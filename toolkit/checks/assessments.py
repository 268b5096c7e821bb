"""Assessments: what is measured changes something."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.problems import Problem


def assessments(library: Library) -> Iterator[Problem]:
    """Every assessment none of whose results changes the week: why would one do it?"""
    for assessment in library.assessments.values():
        if not any(result.add or result.leave_out or result.start for result in assessment.results):
            message = (
                "results: none of them changes the week. Say for one what to add, what to leave_out, or on which rung to start."
            )
            yield library.documents[library.path(assessment)].problem(("results",), message, at_key=True)
