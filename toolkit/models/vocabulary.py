"""The words of the field: levels, rhythms, tissues, modes, kinds of session, and what a variant is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

Level = Literal["returning", "intermediate", "advanced"]
Rhythm = Literal["quick", "standard", "extended", "patient"]
EntryName = Literal["fresh", "trained"]
"""What the last 30 days held: no fast running, or some in every week."""
Tissue = Literal["calf-achilles", "knee", "hip", "hamstring", "foot", "back"]
BodyPart = Literal["calf-achilles", "ankle", "shin", "foot", "knee", "hip", "groin", "hamstring", "back", "trunk"]
"""What an exercise serves: the tissues that running loads, and their neighbours."""
HabitKind = Literal["sleep", "food", "drink", "movement", "comfort", "test"]
ExerciseKind = Literal["mobility", "strength", "drill", "balance", "plyometric"]
Mode = Literal[
    "run", "walk", "bike", "pool", "elliptical", "row", "ski", "swim", "march", "strength", "mobility", "drill", "plyometric"
]
Stand = Literal["bike", "pool", "elliptical", "march"]
"""The modes in which the minutes and efforts of a run can be done without impact."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Objective = Literal[
    "warm-up", "cool-down", "recovery", "endurance", "threshold", "vo2max", "speed", "technique", "power", "strength", "balance",
    "mobility", "race", "test",
]  # fmt: skip
Surface = Literal["track", "grass", "path", "trail", "road", "treadmill", "hill"]
Occasion = Literal["cold", "hot", "stiff", "sore"]
"""When a warm-up gives way to another."""
Strength = Literal["strong", "moderate", "weak", "convention"]
"""How strong evidence is."""

AgeColumn = Literal["40-49", "50-59", "60-69", "70+"]

LEVELS: tuple[Level, ...] = get_args(Level)
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
ENTRIES: tuple[EntryName, ...] = get_args(EntryName)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
HABITS: tuple[HabitKind, ...] = get_args(HabitKind)
EXERCISE_KINDS: tuple[ExerciseKind, ...] = get_args(ExerciseKind)
PARTS: tuple[BodyPart, ...] = get_args(BodyPart)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
COLUMNS: tuple[AgeColumn, ...] = get_args(AgeColumn)
WEEK_KINDS = ("first", "reset", "taper")
"""Kinds of week that an exception in a plan can name."""

KINDS = (
    "warm-ups", "cool-downs", "easy", "long", "walk-run", "drills", "strides", "hills", "fartlek",
    "ladders", "intervals", "threshold", "repetitions", "sprints", "time-trials", "race", "strength", "jumping",
    "mobility", "cross-training", "recovery",
)  # fmt: skip
"""The kinds of session: folders below `templates/`, in the order in which pages list them."""

MODES: Mapping[str, tuple[Mode, ...]] = MappingProxyType(
    {
        "warm-ups": ("run", "walk", "bike", "pool", "elliptical", "row", "march", "mobility", "drill"),
        "cool-downs": ("run", "walk", "bike", "pool", "elliptical", "row", "march", "mobility"),
        "walk-run": ("run", "walk"),
        "hills": ("run", "walk"),
        "sprints": ("run", "strength"),
        "time-trials": ("run", "walk"),
        "strength": ("strength",),
        "jumping": ("plyometric",),
        "mobility": ("mobility",),
    }
)
"""The modes that a folder of sessions allows, that of a session that names none first; a folder that is not here holds runs."""
MODES_TO_NAME: Mapping[str, tuple[Mode, ...]] = MappingProxyType(
    {
        "drills": ("drill", "run"),
        "cross-training": ("bike", "pool", "elliptical", "row", "ski", "swim", "march", "walk"),
        "recovery": ("walk", "run", "bike", "pool", "elliptical", "row", "swim", "march", "mobility"),
    }
)
"""The same for folders in which every session says its mode, since none is the usual one."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether a file's name without its ending can be an id: lower case, digits and single hyphens, at most 60 characters."""
    return len(name) <= 60 and _ID.fullmatch(name) is not None


class Variant(NamedTuple):
    """A level, a rhythm and an entry; with a plan, what a reader follows. Its text leaves out the entry where it is fresh."""

    level: Level
    rhythm: Rhythm
    entry: EntryName = "fresh"

    def __str__(self) -> str:
        return f"{self.level}-{self.rhythm}" + ("" if self.entry == "fresh" else f"-{self.entry}")

    @property
    def trained(self) -> bool:
        """Whether the last 30 days held fast running."""
        return self.entry == "trained"

    @property
    def named(self) -> tuple[str, ...]:
        """The words that name it, as its text has them: the entry only where it is trained."""
        return (self.level, self.rhythm) if self.entry == "fresh" else tuple(self)

    @property
    def fresh(self) -> Variant:
        """The same level and rhythm at entry fresh."""
        return self._replace(entry="fresh")


VARIANTS = tuple(Variant(level, rhythm, entry) for level in LEVELS for rhythm in RHYTHMS for entry in ENTRIES)
BY_NAME: Mapping[str, Variant] = MappingProxyType({str(variant): variant for variant in VARIANTS})
"""Every variant by its text: `intermediate-standard`, `intermediate-standard-trained`."""
