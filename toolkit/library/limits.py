"""What the rules need of `templates/limits.yaml` beyond what its model says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.models import LIMITS, Limit, unknown_further
from toolkit.problems import Problem, unknown
from toolkit.yaml_reader import Document


def check_limits(document: Document, limits: Mapping[str, Limit]) -> Iterator[Problem]:
    """Every limit that is missing, lacks one of its further numbers, or is not known."""
    for name in sorted(LIMITS.keys() - document.data.keys()):
        yield Problem(document.path, 1, 1, f"the limit “{name}” is missing. The rules need it.")
    for name, limit in limits.items():
        if name not in LIMITS:
            yield document.problem((name,), unknown("limit", name, LIMITS), at_key=True)
        elif missing := set(LIMITS[name]) - limit.also.keys():
            yield document.problem((name,), f"{name}: also: {', '.join(sorted(missing))} is missing.", at_key=True)
        for one, message in unknown_further(name, limit.also) if name in LIMITS else ():
            yield document.problem((name, "also", one), message, at_key=True)
    if "reset-weeks" in limits:
        yield from _check_reset_weeks(document, limits["reset-weeks"])


def _check_reset_weeks(document: Document, limit: Limit) -> Iterator[Problem]:
    """Every number of weeks from reset to reset that leaves no loading week."""
    for level, values in limit.values.items():
        for column, value in enumerate(values):
            if float(value) < 2:
                message = f"reset-weeks.values.{level}[{column}]: “{value}” is less than 2, the least."
                yield document.problem(("reset-weeks", "values", level, column), message)
