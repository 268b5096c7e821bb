"""Figures of the race: what its last weeks hold at its own effort."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.dose import ROUNDED
from toolkit.library import Library
from toolkit.models import MODERATE
from toolkit.rounding import add
from toolkit.rules.figure import FigureValue, list_loading_weeks, place_of_phase
from toolkit.schedule import Placed, Schedule
from toolkit.yaml_reader import Place


class _Race(NamedTuple):
    """The race of a plan: its effort, the seconds at it, and what the last loading weeks before the taper hold."""

    effort: str
    seconds: int
    day: int
    done: Placed
    seconds_each: Sequence[int]
    """The seconds at race effort of each session of these weeks that holds any."""


def _race(schedule: Schedule, library: Library) -> _Race | None:
    day = schedule.race_day
    race = next((placed for on, placed in schedule.placed() if on == day and placed.session.kind == "race"), None)
    if day is None or race is None or not race.dose.effort_seconds:
        return None
    effort = max(race.dose.effort_seconds, key=lambda name: race.dose.effort_seconds[name])
    loading = list_loading_weeks(schedule)[-library.outcomes.counting.loading_weeks :]
    held = [placed.dose.effort_seconds.get(effort, 0) for week in loading for _, placed in week.placed() if not placed.all_out]
    return _Race(effort, race.dose.effort_seconds[effort], day, race, [seconds for seconds in held if seconds])


def _last_phase(schedule: Schedule) -> Place:
    """Where the plan's file has the phase that the race ends."""
    return place_of_phase(schedule, schedule.weeks[schedule.weeks_to_race - 1])


def measure_race_effort_sessions(schedule: Schedule, library: Library) -> FigureValue | None:
    """How many sessions of the last loading weeks hold the race's own effort."""
    race = _race(schedule, library)
    return FigureValue(len(race.seconds_each), _last_phase(schedule), f"at {race.effort} effort") if race else None


def measure_race_effort_dose(schedule: Schedule, library: Library) -> FigureValue | None:
    """The minutes at race effort of the last loading weeks, in durations of the race."""
    race = _race(schedule, library)
    return FigureValue(add(race.seconds_each) / race.seconds, _last_phase(schedule), f"at {race.effort} effort") if race else None


def measure_race_effort_largest(schedule: Schedule, library: Library) -> FigureValue | None:
    """The most minutes at race effort in one session of the last loading weeks, in durations of the race."""
    race = _race(schedule, library)
    if race is None:
        return None
    largest = max(race.seconds_each, default=0) / race.seconds
    # Three kilometres in whole seconds each may come to a second less than three tenths of ten.
    return FigureValue(largest, _last_phase(schedule), f"at {race.effort} effort", ROUNDED * 60 / race.seconds)


def measure_race_week_touch(schedule: Schedule, library: Library) -> FigureValue | None:
    """Days with a touch of race effort before the race.

    Strides will do for the races that say so, and where race and touch would exceed the hard units of a week.
    """
    race = _race(schedule, library)
    if race is None:
        return None
    full = race.done.dose.hard + MODERATE > library.limit("hard-units", schedule.variant)
    touch, counting = library.loads.touch, library.outcomes.counting
    strides_do = full or schedule.plan.race in counting.strides_for
    near = [placed for day, placed in schedule.placed() if touch.last <= race.day - day <= touch.first]
    found = [one for one in near if _is_touch(one, race.effort) or (strides_do and one.workout.strides >= counting.touch_strides)]
    return FigureValue(len(found), ("race_week",), "strides will do" if strides_do else f"at {race.effort} effort")


def _is_touch(placed: Placed, effort: str) -> bool:
    """Whether it is a touch, and at the effort of the race."""
    return placed.session.touch and effort in placed.dose.effort_seconds
