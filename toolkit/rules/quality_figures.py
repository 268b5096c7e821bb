"""Figures of quality: how much of it a schedule holds, how varied it is, and what it is run on."""

from __future__ import annotations

from collections import Counter

from toolkit.dose import ROUNDED
from toolkit.library import Library
from toolkit.models import MODERATE
from toolkit.rounding import add
from toolkit.rules.figure import FigureValue, describe_weeks, list_loading_weeks, place_of_phase
from toolkit.schedule import Placed, Schedule


def trains_quality(placed: Placed) -> bool:
    """Whether it is a moderate or hard run, or one with something fast besides strides.

    Races and all-out trials are none, nor is a touch.
    """
    return placed.is_quality and not (placed.all_out or placed.session.touch)


def measure_fast_of_limit(schedule: Schedule, library: Library) -> FigureValue | None:
    """The fast minutes of the loading week that comes nearest to the limit fast-share, as a share of it."""
    limit = library.limit("fast-share", schedule.variant) / 100
    loading = [week for week in list_loading_weeks(schedule) if week.running]
    if not loading:
        return None
    biggest = max(loading, key=lambda week: week.fast / week.running)
    most = biggest.running * limit
    return FigureValue(biggest.fast / most, place_of_phase(schedule, biggest), describe_weeks([biggest.number]), ROUNDED / most)


def measure_different_sessions(schedule: Schedule, library: Library) -> FigureValue:
    """How many different sessions of quality the plan holds up to the race."""
    weeks = schedule.weeks[: schedule.weeks_to_race + 1]
    return FigureValue(
        len({placed.session.id for week in weeks for _, placed in week.placed() if trains_quality(placed)}), ("phases",)
    )


def measure_weeks_of_one_set(schedule: Schedule, library: Library) -> FigureValue:
    """In how many loading weeks the most frequent main set comes; easy and long runs and strides apart."""
    sets: Counter[tuple[str, int]] = Counter()
    for week in list_loading_weeks(schedule):
        quality = [one for _, one in week.placed() if trains_quality(one) and one.session.kind != "long"]
        found = [(one.session.id, one.workout.rung) for one in quality]
        sets.update(dict.fromkeys(found).keys())  # each once, in the order of the days: of equally frequent ones the first is named
    if not sets:
        return FigureValue(0, ("phases",))
    (name, rung), weeks = sets.most_common(1)[0]
    return FigureValue(weeks, ("phases",), f"{name}, rung {rung + 1}")


def measure_hills_before_hard(schedule: Schedule, library: Library) -> FigureValue | None:
    """Days of uphill strides, or of a moderate hill session, before the first hard running day."""
    hard = [day for day, placed in schedule.placed() if placed.dose.hard >= 1 and placed.dose.running]
    if not hard:
        return None
    uphill = [
        day
        for day, placed in schedule.placed()
        if day < hard[0] and placed.session.grade and placed.dose.fast and placed.dose.hard <= MODERATE
    ]
    return FigureValue(len(set(uphill)), ("phases", 0), f"hard first {describe_weeks([hard[0] // 7 + 1])}")


def measure_runs_without_surface(schedule: Schedule, library: Library) -> FigureValue:
    """Runs of the plan whose session does not say where."""
    return FigureValue(
        add(placed.session.mode == "run" and not placed.session.surface for _, placed in schedule.placed()), ("phases",)
    )


def measure_hardest_twice(schedule: Schedule, library: Library) -> FigureValue | None:
    """How often a fast session is meant for the hardest surface, and the fast session before it was as well."""
    hardness = library.outcomes.surfaces
    if not hardness:
        return None
    hardest = max(hardness.values())
    fast = [(day, placed) for day, placed in schedule.placed() if trains_quality(placed)]
    on_it = [bool(placed.session.surface) and hardness.get(placed.session.surface[0]) == hardest for _, placed in fast]
    twice = [day // 7 + 1 for (day, _), before, now in zip(fast[1:], on_it, on_it[1:], strict=False) if before and now]
    place = place_of_phase(schedule, schedule.week(twice[0])) if twice else ("phases",)
    return FigureValue(len(twice), place, describe_weeks(sorted(set(twice))))
