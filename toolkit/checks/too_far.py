"""Limits that a rule can see: none asks about days further away than its rule looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from toolkit.library import Library
from toolkit.problems import Problem
from toolkit.rules.every import RULES
from toolkit.yaml_reader import Place

DAYS_IN: Mapping[str, float] = MappingProxyType({"hours": 1 / 24, "days": 1, "days by race": 1, "weeks": 7})
"""The units of limits that are a distance between days, each in days."""
FURTHER_DISTANCES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("hours-between-hard", "moderate"): "hours",
        ("single-run-spike", "days"): "days",
        ("fast-volume-spike", "days"): "days",
    }
)
"""Which further numbers of a rule are a distance between days as well, and their unit."""


def check_distances(library: Library) -> Iterator[Problem]:
    """Every limit that is further away than its rule reaches: the rule would keep it without having looked."""
    document = library.documents["templates/limits.yaml"]
    for rule in RULES:
        if rule.back is None:
            continue
        most = max(rule.back, rule.ahead)
        for place, text, unit in _distances(library, rule.id):
            number = max(float(part) for part in text.split("/"))
            if number * DAYS_IN[unit] > most:
                noun = unit.removesuffix(" by race")
                said = f"“{text}” is further than the rule looks, {most} days. Write {most / DAYS_IN[unit]:g} {noun} at most."
                yield document.problem((rule.id, *place), f"{rule.id}: {said}")


def _distances(library: Library, name: str) -> Iterator[tuple[Place, str, str]]:
    """Every number of a limit that is a distance between days: its place, its text and its unit."""
    limit = library.limits[name]
    if limit.unit in DAYS_IN:
        for level, values in limit.values.items():
            yield from ((("values", level, column), value, limit.unit) for column, value in enumerate(values))
    for key, number in limit.also.items():
        if (name, key) in FURTHER_DISTANCES:
            yield ("also", key), f"{number:g}", FURTHER_DISTANCES[name, key]
