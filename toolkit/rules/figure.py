"""A figure of a schedule: what it came to, beside what is wanted of it, and the weeks that figures are counted in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from toolkit.library import Library
from toolkit.models import OutcomeName
from toolkit.rounding import brief, nearest
from toolkit.schedule import Schedule, Week
from toolkit.yaml_reader import Place


class FigureValue(NamedTuple):
    """What a figure came to: its value, where in the plan's file it is decided, and what else there is to say of it."""

    value: float
    place: Place
    said: str = ""
    """The weeks or the joint that the value is of: `in weeks 9 and 11`."""
    slack: float = 0.0
    """By how much whole seconds may shift it."""


class Figure(NamedTuple):
    """A figure of a variant beside what is wanted of it; no bound where nothing is asked of such a plan."""

    name: OutcomeName
    measured: FigureValue
    least: float | None
    most: float | None
    accepted: bool

    @property
    def value(self) -> float:
        """What it came to."""
        return self.measured.value

    @property
    def rounded(self) -> float:
        """The value as it is shown."""
        return nearest(self.value, 2)

    @property
    def kept(self) -> bool:
        """Whether it is as wanted."""
        low = self.least is None or self.value >= self.least - self.measured.slack - 1e-9
        return low and (self.most is None or self.value <= self.most + self.measured.slack + 1e-9)

    @property
    def wanted(self) -> str:
        """What is asked of it: `at least 0.75 and at most 0.95`."""
        bounds = (("at least", self.least), ("at most", self.most))
        return " and ".join(f"{word} {brief(bound, 3)}" for word, bound in bounds if bound is not None)


MeasureFigure = Callable[[Schedule, Library], FigureValue | None]
"""Measures a figure on a schedule; None where there is nothing to measure."""


def list_loading_weeks(schedule: Schedule) -> list[Week]:
    """The loading weeks of a schedule."""
    return [week for week in schedule.weeks if week.kind == "load"]


def place_of_phase(schedule: Schedule, week: Week) -> Place:
    """Where the plan's file has the phase of a week."""
    return schedule.plan.placed_phases()[week.phase][0]


def describe_weeks(weeks: Sequence[int]) -> str:
    """`in week 3`, `in weeks 3, 5 and 6`; a run of weeks as `4 to 9`."""
    runs: list[list[int]] = []
    for number in weeks:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    listed = " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)
    return f"in week{'s' if len(weeks) > 1 else ''} {listed}" if weeks else ""


def find_fewest_in_loading_weeks(schedule: Schedule, count: Callable[[Week], int]) -> FigureValue | None:
    """The least that any loading week has of something, and which weeks these are."""
    counts = {week.number: count(week) for week in list_loading_weeks(schedule)}
    if not counts:
        return None
    least = min(counts.values())
    weeks = [number for number, found in counts.items() if found == least]
    return FigureValue(least, place_of_phase(schedule, schedule.week(weeks[0])), describe_weeks(weeks))
