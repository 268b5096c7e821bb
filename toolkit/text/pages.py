"""The titles of pages that list things, and of the kinds of things on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAGE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "subscribe.md": "Put a plan into your calendar",
        "paces.md": "How fast to run each effort",
        "log.md": "A log to print",
        "plans/index.md": "Plans",
        "sessions/index.md": "Sessions",
        "exercises/index.md": "Exercises",
        "assessments/index.md": "Assessments",
        "habits/index.md": "Recovery",
        "guide/sources.md": "Sources",
        "guide/coverage.md": "What the library covers",
        "guide/efforts.md": "Efforts, levels and rhythms",
        "guide/cues.md": "Cues",
        "guide/kind-to-your-joints.md": "Why these plans are kind to your joints",
        "guide/glossary.md": "Glossary",
    }
)
"""By the path of a page that lists things, its title."""
BACK_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "sessions": "All sessions",
        "exercises": "All exercises",
        "assessments": "All assessments",
        "habits": "Recovery",
        "plans": "All plans",
        "seasons": "All plans",
    }
)
"""By folder, the title of the link from what is in it to the page that lists it."""
KIND_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "warm-ups": "Warm-ups",
        "cool-downs": "Cool-downs",
        "easy": "Easy runs",
        "long": "Long runs",
        "walk-run": "Walk-run",
        "drills": "Drills",
        "strides": "Strides",
        "hills": "Hills",
        "fartlek": "Fartlek",
        "ladders": "Ladders",
        "intervals": "Intervals",
        "threshold": "Threshold",
        "repetitions": "Repetitions",
        "sprints": "Sprints",
        "time-trials": "Checks and trials",
        "race": "Races",
        "strength": "Strength",
        "jumping": "Jumping and throwing",
        "mobility": "Mobility",
        "cross-training": "Cross-training",
        "recovery": "Recovery",
    }
)
"""By kind of session, its heading on the page that lists sessions."""


def variant_title(plan: str, variant: str) -> str:
    """The title of the page of a variant, from the title of its plan and the variant in words."""
    return f"{plan}: {variant}"
