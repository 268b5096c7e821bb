"""What the filters of the indexes of sessions and exercises say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class FilterText(NamedTuple):
    """A filter's title, what is chosen for any of all options, and what is said below the options."""

    title: str
    any_of_all: str = ""
    notes: tuple[str, ...] = ()


KIND_FILTER = FilterText("Kind", "Any kind")
PURPOSE_FILTER = FilterText("What for", "Anything")
LEVEL_FILTER = FilterText("Level", "Any level")
TIME_FILTER = FilterText("Time", "Any time")
PART_FILTER = FilterText("Good for", "Any part")
KIND_TO_FILTER = FilterText(
    "Kind to my …",
    notes=(
        "Kind to a part: no more impact than an easy run, and at most a light load on that part (1 of 3), by the loads that this "
        "library gives its sessions, warm-up and cool-down included. It is coaching convention, not medical advice.",
        "No session says how it loads a shin or an ankle: go by impact. Strength that builds a part up loads it on purpose and "
        "may be missing here: look for it under Kind.",
        "Sore today? Choose impact 1 at most as well.",
    ),
)
IMPACT_FILTER = FilterText("Impact, at most", "Any impact")
IMPACT_OPTIONS = (
    ("0", "0, none"),
    ("1", "1, as walking"),
    ("2", "2, as easy running"),
    ("3", "3, as faster running"),
    ("4", "4, as fast running on the flat"),
)
NEEDS_FILTER = FilterText(
    "I have only …",
    notes=(
        "Tick what you have. You find what needs nothing else. "
        "Every session and exercise says what can stand in for what it needs.",
    ),
)
NOTHING_SPECIAL_OPTION = "nothing special"
KIND_TO_AND_IMPACT_PANEL = "Kind to my …, and impact"
SESSIONS_FOUND, EXERCISES_FOUND = "sessions", "exercises"
"""What an index lists, after a number."""


def up_to_minutes(most: int) -> str:
    """The option of a filter by time: `Up to 20 min`."""
    return f"Up to {most} min"


def minutes_span(minutes: Sequence[int]) -> str:
    """How long a session takes at the rungs where levels start: `28–35 min`; nothing without any."""
    return "–".join(str(value) for value in sorted({min(minutes), max(minutes)})) + " min" if minutes else ""


def needed(titles: Sequence[str]) -> str:
    """What a session or an exercise needs: `needs a hill, a track`; nothing where it needs nothing."""
    return f"needs {', '.join(titles)}" if titles else ""
