"""Figures of care: strength for each joint, calf work, drills, and free days."""

from __future__ import annotations

from collections.abc import Callable

from toolkit import notation
from toolkit.library import Library
from toolkit.models import MarkName, Tissue
from toolkit.rounding import add
from toolkit.rules.figure import (
    FigureValue,
    MeasureFigure,
    describe_weeks,
    find_fewest_in_loading_weeks,
    list_loading_weeks,
    place_of_phase,
)
from toolkit.schedule import Placed, Schedule, Week


def _is_marked(placed: Placed, library: Library, name: MarkName) -> bool:
    """Whether a session is of a sort: named itself, or holding one of the exercises."""
    mark = library.outcomes.marks.get(name)
    if mark is None:
        return False
    if placed.session.id in mark.sessions or not mark.exercises:
        return placed.session.id in mark.sessions
    steps = (*placed.workout.warm_up_steps, *placed.workout.main_steps)
    return any(step.exercise in mark.exercises and (step.each or not mark.each) for step in notation.mentioned(steps))


def _marked_days(week: Week, library: Library, name: MarkName) -> int:
    return len({day for day, placed in week.placed() if _is_marked(placed, library, name)})


def measure_single_leg_calf(schedule: Schedule, library: Library) -> FigureValue | None:
    """Days with calf work on one leg, in the loading week with the fewest."""
    return find_fewest_in_loading_weeks(schedule, lambda week: _marked_days(week, library, "single-leg-calf"))


def measure_heavy_strength(schedule: Schedule, library: Library) -> FigureValue:
    """Loading weeks with heavy strength that names a light version, from the week on in which it may begin."""
    late = [week for week in list_loading_weeks(schedule) if week.number >= library.outcomes.counting.heavy_from]
    heavy = [
        week
        for week in late
        if any(_is_marked(placed, library, "heavy-strength") and placed.session.tired for _, placed in week.placed())
    ]
    return FigureValue(len(heavy), ("phases",), describe_weeks([week.number for week in heavy]))


def measure_in_first_phase(name: MarkName) -> MeasureFigure:
    """A figure that counts the days of the first phase with sessions of a sort."""

    def measure(schedule: Schedule, library: Library) -> FigureValue:
        first = [week for week in schedule.weeks if week.phase == schedule.weeks[0].phase]
        return FigureValue(add(_marked_days(week, library, name) for week in first), place_of_phase(schedule, schedule.weeks[0]))

    return measure


def measure_free_days(schedule: Schedule, library: Library) -> FigureValue | None:
    """Days that hold nothing, or only what the plan calls optional, in the loading week with the fewest."""
    return find_fewest_in_loading_weeks(schedule, lambda week: add(map(schedule.is_free, week.days)))


def measure_each_joint(schedule: Schedule, library: Library) -> FigureValue | None:
    """Strength sessions for the joint with the fewest, in the loading week with the fewest."""
    joints = library.outcomes.joints
    found = {tissue: find_fewest_in_loading_weeks(schedule, _sessions_for(tissue, joints.weight)) for tissue in joints.tissues}
    fewest = [came._replace(said=f"{tissue}, {came.said}") for tissue, came in found.items() if came is not None]
    return min(fewest, key=lambda came: came.value, default=None)


def _sessions_for(tissue: Tissue, weight: int) -> Callable[[Week], int]:
    """Counts the strength sessions of a week that load a tissue with at least this weight."""

    def count(week: Week) -> int:
        loads = [one.session.load.tissues for _, one in week.placed() if one.session.mode == "strength"]
        return add(load.get(tissue, 0) >= weight for load in loads)

    return count
