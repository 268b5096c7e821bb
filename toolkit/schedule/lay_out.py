"""A plan laid out for a variant, week after week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.schedule.conditions import AS_PLANNED, Conditions
from toolkit.schedule.layout import PlannedWeek, plan_weeks
from toolkit.schedule.overlay import NO_RESULTS, leave_out_sessions
from toolkit.schedule.runner import Runner
from toolkit.schedule.second_race import insert_race
from toolkit.schedule.values import SATURDAY, SUNDAY, Schedule
from toolkit.schedule.week import next_week


def lay_out(
    plan: Plan, library: Library, variant: Variant, conditions: Conditions = AS_PLANNED, doses: Doses | None = None
) -> Schedule:
    """Lay a plan out for a variant that it offers; ValueError for another one, or for conditions that the plan does not allow.

    A plan without `repeats` has its own number of weeks, and some results stop a plan. What results add is placed afterwards
    (`toolkit.rules.added`). Whoever lays several plans out passes the doses of the library, so that they are worked out once.
    """
    runner, course = begin_plan(plan, doses or Doses(library), variant, conditions)
    laid = tuple(next_week(runner, week) for week in course)
    return Schedule(plan, variant, conditions.race_weekday if plan.race else None, laid, runner.doses)


def begin_plan(
    plan: Plan, doses: Doses, variant: Variant, conditions: Conditions = AS_PLANNED
) -> tuple[Runner, Iterator[PlannedWeek]]:
    """The runner who comes to a plan, and its weeks as they are listed; the errors of `lay_out`."""
    _refuse(plan, variant, conditions)
    library, runner = doses.library, Runner(plan, doses, variant)
    if conditions.after:
        runner.start_after([week for schedule in conditions.after for week in schedule.weeks])
    course = plan_weeks(plan, library, variant, conditions.race_weekday, conditions.weeks)
    if conditions.second:
        course = insert_race(course, plan, doses, variant, conditions.second[0], library.sessions[conditions.second[1]])
    if conditions.overlay.results:
        plain = lay_out(plan, library, variant, replace(conditions, overlay=NO_RESULTS), doses)
        runner.follow_overlay(conditions.overlay, plain.weeks)
        course = leave_out_sessions(course, plan, library, conditions.overlay)
    return runner, course


def _refuse(plan: Plan, variant: Variant, conditions: Conditions) -> None:
    """ValueError for a variant or conditions that a plan does not allow."""
    if variant not in plan.variants:
        raise ValueError(f"{plan.id} is not offered as {variant}")
    if conditions.weeks is not None and not plan.repeats:
        raise ValueError(f"{plan.id} has its own number of weeks")
    if refusals := conditions.overlay.refusals(plan):
        raise ValueError(f"{plan.id} is not laid out with {refusals[0].key}")


def lay_out_each(
    plan: Plan, library: Library, variant: Variant, race_weekdays: Sequence[int], doses: Doses | None = None
) -> Iterator[Schedule]:
    """A plan laid out for each of several weekdays of its race, as `lay_out` does it; what they share is laid out once."""
    courses = [list(plan_weeks(plan, library, variant, weekday)) for weekday in race_weekdays]
    shared = len(list(takewhile(lambda weeks: weeks.count(weeks[0]) == len(weeks), zip(*courses, strict=True))))
    runner = Runner(plan, doses or Doses(library), variant)
    head = [next_week(runner, week) for week in courses[0][:shared]]
    for weekday, course in zip(race_weekdays, courses, strict=True):
        own = runner.copy()
        tail = [next_week(own, week) for week in course[shared:]]
        yield Schedule(plan, variant, weekday if plan.race else None, (*head, *tail), runner.doses)


RACE_WEEKDAYS = (SUNDAY, SATURDAY)
"""The race days that every variant is judged for."""


class Schedules:
    """The plans of a library for each race day that is judged. A variant is laid out once, when it is first asked for."""

    def __init__(self, library: Library, doses: Doses | None = None) -> None:
        self._library, self.doses = library, doses or Doses(library)
        self._known: dict[tuple[str, Variant], tuple[Schedule, ...]] = {}

    def of(self, plan: Plan, variant: Variant) -> tuple[Schedule, ...]:
        """A variant of a plan for a race on Sunday, then on Saturday; one schedule where there is no race."""
        key = (plan.id, variant)
        if key not in self._known:
            weekdays = RACE_WEEKDAYS if plan.race else RACE_WEEKDAYS[:1]
            self._known[key] = tuple(lay_out_each(plan, self._library, variant, weekdays, self.doses))
        return self._known[key]
