"""Limits: the numbers of each rule, by level and age column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from toolkit.models.fields import Line, Model, Sources, Text, at_place
from toolkit.models.numbers import DECIMAL, WHOLE, Number
from toolkit.models.vocabulary import COLUMNS, LEVELS, AgeColumn, Level, Strength
from toolkit.problems import shorten, unknown

LIMITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hours-between-hard": ("moderate", "strides"),
        "hard-units": (),
        "weekly-ramp": ("small_base", "small_base_step"),
        "weekly-ramp-most": ("small_base", "small_base_step"),
        "single-run-spike": ("days", "small_step", "small_below", "race", "first"),
        "fast-volume-spike": ("days", "step"),
        "new-kind-minutes": (),
        "no-skipped-rung": (),
        "reset-weeks": (),
        "reset-cut": ("fast_cut", "fast_most", "shortest_run"),
        "fast-share": ("full",),
        "fast-week-step": ("step",),
        "same-main-set": (),
        "first-dose": (),
        "track-step": (),
        "threshold-share": ("floor",),
        "vo2max-share": ("floor",),
        "repetition-share": ("floor",),
        "long-run-share": ("three_runs", "four_runs", "half"),
        "weeks-before-strides": (),
        "weeks-before-hard": ("trained",),
        "weeks-before-repetitions": ("trained",),
        "warm-up-before-fast": ("sprint", "cold"),
        "after-race": ("week_1", "week_2", "week_3", "week_4", "half_week_1", "half_week_2", "half_week_3", "half_week_4"),
        "taper-cut": ("week_before", "frequency"),
        "zero-impact-days": ("impact",),
        "tissue-load": ("small_base", "small_base_step"),
        "strength-twice": (),
        "strength-before-hard": (),
        "hamstring-before-fast": ("weight", "moderate"),
        "calf-before-fast": ("weight",),
        "exposure-before-all-out": (),
        "free-day": (),
        "plyometric-contacts": ("sessions",),
        "taper-days": (),
        "last-hard-before-race": (),
        "hard-after-race": (),
        "trial-gap": (),
        "static-stretch": (),
        "equivalent-time": (),
        "tired-time": (),
    }
)
"""The limits that `templates/limits.yaml` must hold, each with the further numbers it needs under `also`."""
LIMIT_RACES: Mapping[str, int] = MappingProxyType({"5k": 5_000, "10k": 10_000, "half-marathon": 21_100})
"""The races of a limit in days by race, with the metres up to which each value holds."""
_FORMS = {
    "range of percent": ("a range such as 30-40", rf"{DECIMAL}-{DECIMAL}"),
    "days by race": ("days after 5 km, 10 km and a half-marathon, such as 5/7/12", rf"{WHOLE}/{WHOLE}/{WHOLE}"),
}
"""How values of a unit are written that are more than a number."""
_MOST: Mapping[str, int] = MappingProxyType(
    {"hours": 336, "units": 7, "percent": 200, "rungs": 40, "days": 366, "weeks": 52, "minutes": 480, "seconds": 600}
    | {"sessions": 14, "contacts": 500, "range of percent": 100, "days by race": 60}
)
"""The most that a value of each unit can be; above it, it is a slip."""


@cache
def _numbers_in(text: str) -> list[float]:
    """The numbers of a limit as it is written: `48`, `30-40`, `5/7/12`."""
    return [float(number) for number in text.replace("/", "-").split("-")]


def _value_is_wrong(value: str, unit: str) -> str | None:
    """What is wrong with a limit's value, or None."""
    wanted, form = _FORMS.get(unit, ("a number in plain decimals, such as 12 or 0.5", DECIMAL))
    if not re.fullmatch(form, value):
        return f"“{shorten(value)}” is not {wanted}."
    numbers = _numbers_in(value)
    if max(numbers) > _MOST[unit]:
        return f"“{value}” is more than {_MOST[unit]}, the most for a limit in {unit}."
    if unit == "range of percent" and numbers[0] >= numbers[1]:
        return f"“{value}” does not go from less to more. Write the lower number first: 30-40."
    return None


LimitUnit = Literal[
    "hours", "units", "percent", "rungs", "days", "weeks", "minutes", "seconds", "sessions", "contacts", "range of percent",
    "days by race",
]  # fmt: skip
"""What the values of a limit count."""
Values = dict[Level, Annotated[tuple[str, ...], Field(min_length=4, max_length=4)]]
"""The values of a limit: for each level one for every age column, as they are written."""
Further = dict[str, Annotated[Number, Field(ge=0, le=1000)]]
"""The further numbers of a limit, by name."""


def unknown_further(limit: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every name that is no further number of a limit, and what to write instead."""
    for name in names:
        if name not in LIMITS[limit]:
            instead = "" if LIMITS[limit] else " This limit has none: delete it."
            yield name, f"{limit}: also: {unknown('further number', name, LIMITS[limit])}{instead}"


def refuse_wrong_values(values: Values, unit: LimitUnit) -> None:
    """Raise at the first value of a limit that is not written as its unit wants it, or where a level has none."""
    for level, columns in values.items():
        for column, value in enumerate(columns):
            if message := _value_is_wrong(value, unit):
                raise at_place(("values", level, column), message)
    if missing := [level for level in LEVELS if level not in values]:
        raise at_place(("values",), f"{', '.join(missing)} is missing.")


class Limit(Model):
    """One rule's numbers, by level and age column, with how well they are supported."""

    rule: Line = Field(description="The rule in a sentence.")
    why: Text = Field(description="Why it is kind to joints, in a sentence or two.")
    unit: LimitUnit = Field(description="The unit of the values.")
    severity: Literal["error", "warning"] = Field(description="Whether a plan may break it with a reason (warning) or never.")
    strength: Strength = Field(description="How strong the evidence is.")
    evidence: Text = Field(description="What the evidence is.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")
    values: Values = Field(description="For each level, the values of the age columns 40-49, 50-59, 60-69 and 70+.")
    also: Further = Field(default_factory=dict, description="Further numbers the rule needs, by name.")
    loosened: Text | None = Field(
        default=None, description="Why it is looser than in baseline.yaml, for readers to see; only where it is."
    )

    @model_validator(mode="after")
    def _values_are_numbers(self) -> Self:
        refuse_wrong_values(self.values, self.unit)
        return self

    def span(self, levels: Iterable[Level], columns: Iterable[AgeColumn], races: Iterable[str]) -> tuple[float, float]:
        """The least and the most for some levels, age columns and, where it goes by race, races."""
        wanted = [list(LIMIT_RACES).index(race) for race in races] if self.unit == "days by race" else (0, -1)
        found = [self._numbers(level, column)[number] for level, column in product(levels, columns) for number in wanted]
        return min(found), max(found)

    def range(self, level: Level, column: AgeColumn) -> tuple[float, float]:
        """The least and the most for a level and an age column; the same number twice where there is but one."""
        numbers = self._numbers(level, column)
        return numbers[0], numbers[-1]

    def value(self, level: Level, column: AgeColumn, metres: float = 0.0) -> float:
        """The number for a level, an age column and, where it goes by race, a race of so many metres."""
        if self.unit == "days by race":
            lengths = [length for length in LIMIT_RACES.values() if length < metres]
            return self._numbers(level, column)[min(len(lengths), len(LIMIT_RACES) - 1)]
        return self.range(level, column)[0]

    def _numbers(self, level: Level, column: AgeColumn) -> list[float]:
        """All that is written for a level and an age column: a number, a least and a most, or one for each race."""
        return _numbers_in(self.values[level][COLUMNS.index(column)])
