"""The words of the field: levels, rhythms, tissues, modes, kinds of session, and what a variant is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

Level = Literal["returning", "intermediate", "advanced"]
Rhythm = Literal["standard", "extended"]
Tissue = Literal["calf-achilles", "knee", "hip", "hamstring", "foot", "back"]
Mode = Literal["run", "walk", "bike", "pool", "elliptical", "strength", "mobility", "drill", "plyometric"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Objective = Literal[
    "warm-up", "cool-down", "recovery", "endurance", "threshold", "vo2max", "speed", "strength", "mobility", "race", "test"
]
Surface = Literal["track", "grass", "path", "trail", "road", "treadmill", "hill"]
Need = Literal["hill", "track", "pool", "bike", "gym", "step", "band", "grass", "mat", "dumbbells", "treadmill", "wall", "chair"]

AgeColumn = Literal["40-49", "50-59", "60-69", "70+"]

LEVELS: tuple[Level, ...] = get_args(Level)
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
COLUMNS: tuple[AgeColumn, ...] = get_args(AgeColumn)
WEEK_KINDS = ("first", "reset", "taper")
"""Kinds of week that an exception in a plan can name."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "warm-ups": "Warm-ups",
        "cool-downs": "Cool-downs",
        "easy": "Easy runs",
        "long": "Long runs",
        "walk-run": "Walk-run",
        "strides": "Strides",
        "hills": "Hills",
        "fartlek": "Fartlek",
        "ladders": "Ladders",
        "intervals": "Intervals",
        "threshold": "Threshold",
        "time-trials": "Checks and trials",
        "race": "Races",
        "strength": "Strength",
        "mobility": "Mobility",
        "cross-training": "Cross-training",
        "recovery": "Recovery",
    }
)
"""The kinds of session: a folder below `templates/` and its heading, in the order pages list them."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether a file's name without its ending can be an id: lower case, digits and single hyphens, at most 60 characters."""
    return len(name) <= 60 and _ID.fullmatch(name) is not None


class Variant(NamedTuple):
    """One level and one rhythm; with a plan, what a reader follows."""

    level: Level
    rhythm: Rhythm

    def __str__(self) -> str:
        return f"{self.level}-{self.rhythm}"


VARIANTS = tuple(Variant(level, rhythm) for level in LEVELS for rhythm in RHYTHMS)
