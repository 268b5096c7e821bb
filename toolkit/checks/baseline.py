"""No limit gets looser without a word: what is looser than the baseline needs a reason that readers see (decision 56)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.models import LIMITS, Baseline, Limit, unknown_further
from toolkit.models.baseline import looser_of
from toolkit.problems import Problem, unknown
from toolkit.yaml_reader import Document, Place

_BASELINE, _LIMITS = "templates/baseline.yaml", "templates/limits.yaml"


def check_baseline(library: Library) -> Iterator[Problem]:
    """Every limit that is looser than its baseline for no reason, or has a reason for nothing, and every gap in the baseline."""
    baseline, limits = library.documents.get(_BASELINE), library.documents[_LIMITS]
    if baseline is None:  # it is missing or cannot be read, which is a problem of its own
        return
    for name in library.baseline.keys() - LIMITS.keys():
        yield baseline.problem((name,), unknown("limit", name, LIMITS), at_key=True)
    for name, limit in library.limits.items():
        if name not in baseline.data:
            message = f"the limit “{name}” is missing. Copy its severity, unit, values and further numbers from limits.yaml."
            yield Problem(_BASELINE, 1, 1, message)
        elif (before := library.baseline.get(name)) is not None:
            yield from _further(name, before, baseline)
            yield from _of_one(name, limit, before, limits)


def _further(name: str, before: Baseline, document: Document) -> Iterator[Problem]:
    """Every further number that the baseline of a limit lacks, and every one that is not known."""
    if missing := [one for one in LIMITS[name] if one not in before.also]:
        yield document.problem((name,), f"{name}: also: {', '.join(missing)} is missing. Copy it from limits.yaml.", at_key=True)
    for one, message in unknown_further(name, before.also):
        yield document.problem((name, "also", one), message, at_key=True)


def _of_one(name: str, limit: Limit, before: Baseline, document: Document) -> Iterator[Problem]:
    """What is looser in one limit."""
    found = list(_looser(name, limit, before))
    if limit.loosened and not found:
        message = f"{name}: loosened: nothing here is looser than the baseline. Delete the field."
        yield document.problem((name, "loosened"), message, at_key=True)
    for place, message in found if not limit.loosened else ():
        said = f"{message} Write it back, or add “loosened: …” to {name}: why, for readers to see."
        yield document.problem((name, *place), f"{name}: {said}")


def _looser(name: str, limit: Limit, before: Baseline) -> Iterator[tuple[Place, str]]:
    """Every part of a limit that is looser than before: where, and how."""
    if limit.severity == "warning" and before.severity == "error":
        yield ("severity",), "severity: a warning is looser than an error, the baseline."
    if limit.unit != before.unit:
        yield ("unit",), f"unit: the baseline is in {before.unit}, so the two cannot be compared. Change baseline.yaml too."
        return
    for level, values in limit.values.items():
        for column, value in enumerate(values):
            then = before.values[level][column]
            if _less_strict(name, limit.unit, value, then):
                yield ("values", level, column), f"values.{level}[{column}]: {value} is looser than {then}, the baseline."
    for also, number in before.also.items():
        if also in limit.also and _beyond(limit.also[also], number, smaller=looser_of(name, also) == "smaller"):
            yield ("also", also), f"also.{also}: {limit.also[also]:g} is looser than {number:g}, the baseline."


def _less_strict(name: str, unit: str, value: str, then: str) -> bool:
    """Whether a value is looser than another of the same form."""
    separator = "/" if unit == "days by race" else "-"
    now, before = ([float(part) for part in text.split(separator)] for text in (value, then))
    if len(now) != len(before):
        return True
    if unit == "range of percent":
        return _beyond(now[0], before[0], smaller=True) or _beyond(now[1], before[1], smaller=False)
    smaller = looser_of(name) == "smaller"
    return any(_beyond(one, other, smaller=smaller) for one, other in zip(now, before, strict=True))


def _beyond(value: float, then: float, *, smaller: bool) -> bool:
    return value < then if smaller else value > then
