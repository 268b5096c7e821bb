"""What a rule finds: a value against a limit, at a place in the plan."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.schedule import Week
from toolkit.source import Place

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSE_ENOUGH = 1e-6
"""Sums of fractions of a minute are equal when they differ by less than this."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a rule found in one place: a value against a limit, what to say if it is broken, and where in the plan to say it."""

    week: int
    value: float
    limit: float
    message: str
    place: Place
    least: bool = False
    """Whether the limit is the least the value may be; else it is the most."""

    @property
    def kept(self) -> bool:
        """Whether the value keeps the limit."""
        return self.margin >= -CLOSE_ENOUGH

    @property
    def margin(self) -> float:
        """How far the value is from breaking the limit; negative where it does."""
        return self.value - self.limit if self.least else self.limit - self.value


def first_place(week: Week) -> Place:
    """Where in the plan the week's first session stands."""
    return next((placed.place for _, placed in week.placed()), ("phases", week.phase))


def said_day(day: int, week: int) -> str:
    """A day by its name, seen from a week: `Thursday`, or `Sunday of the week before`."""
    earlier = week - 1 - day // 7
    return DAYS[day % 7] + {0: "", 1: " of the week before"}.get(earlier, f" {earlier} weeks before")
