"""The next week of somebody who follows a plan, by what kind of week it is."""

from __future__ import annotations

from dataclasses import replace

from toolkit.schedule.ceiling import is_unprepared
from toolkit.schedule.climb import fill_loading_week
from toolkit.schedule.layout import ListedItem, PlannedWeek, replace_with_stand_in
from toolkit.schedule.lighter_weeks import fill_recovery_week, fill_reset_week, fill_return_week, fill_taper_week
from toolkit.schedule.runner import Runner
from toolkit.schedule.values import Week


def next_week(runner: Runner, week: PlannedWeek) -> Week:
    """A week at the rungs that follow from what the runner has done; the runner has done it then.

    Under an overlay a week stays as it is without it where nothing before it changed. A trial for which too little that is fast has
    been left gives way to the stand-in.
    """
    if runner.ceiling is None:
        return _fill_week(runner, week)
    week = replace(week, listed=tuple(kept for item in week.listed for kept in _replace_unprepared(runner, week, item)))
    with (other := runner.copy()).without_ceiling():
        free = _fill_week(other, week)
    if free == runner.ceiling.weeks.get(week.number):
        with runner.without_ceiling():
            return _fill_week(runner, week)
    return _fill_week(runner, week)


def _fill_week(runner: Runner, week: PlannedWeek) -> Week:
    """A week by its kind; the runner has done it then."""
    match week.kind:
        case "load":
            slots, replaced = fill_loading_week(runner, week)
            return runner.do_week(week, slots, replaced)
        case "reset":
            slots = fill_reset_week(runner, week.number, week.listed)
        case "recovery":
            slots = fill_recovery_week(runner, week.number, week.listed)
        case "return":
            slots = fill_return_week(runner, week, 1 - runner.limits.also("taper-cut", "week_before") / 100)
        case _:
            slots = fill_taper_week(runner, week.number, week.kind, week.listed)
    return runner.do_week(week, slots)


def _replace_unprepared(runner: Runner, week: PlannedWeek, item: ListedItem) -> list[ListedItem]:
    """What a day lists, or the stand-in for a trial before which the overlay leaves too little; races stay."""
    session, day = runner.session(item), (week.number - 1) * 7 + item.weekday
    if session.all_out and session.kind != "race" and is_unprepared(runner, session, day):
        return replace_with_stand_in(item, week.listed, runner.plan.stand_in)
    return [item]
