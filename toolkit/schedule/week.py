"""The next week of somebody who follows a plan, by what kind of week it is."""

from __future__ import annotations

from dataclasses import replace

from toolkit.schedule.ceiling import is_unprepared
from toolkit.schedule.climb import load_week
from toolkit.schedule.layout import Listed, Planned, give_way
from toolkit.schedule.lighter_weeks import recovery_week, reset_week, return_week, taper_week
from toolkit.schedule.runner import Runner
from toolkit.schedule.values import Week


def next_week(runner: Runner, week: Planned) -> Week:
    """A week at the rungs that follow from what the runner has done; the runner has done it then.

    Under an overlay a week stays as it is without it where nothing before it changed. A trial for which too little that is fast has
    been left gives way to the stand-in.
    """
    if runner.ceiling is None:
        return _laid(runner, week)
    week = replace(week, listed=tuple(kept for item in week.listed for kept in _prepared(runner, week, item)))
    with (other := runner.copy()).without_ceiling():
        free = _laid(other, week)
    if free == runner.ceiling.weeks.get(week.number):
        with runner.without_ceiling():
            return _laid(runner, week)
    return _laid(runner, week)


def _laid(runner: Runner, week: Planned) -> Week:
    """A week by its kind; the runner has done it then."""
    match week.kind:
        case "load":
            slots, replaced = load_week(runner, week)
            return runner.does(week, slots, replaced)
        case "reset":
            slots = reset_week(runner, week.number, week.listed)
        case "recovery":
            slots = recovery_week(runner, week.number, week.listed)
        case "return":
            slots = return_week(runner, week, 1 - runner.limits.also("taper-cut", "week_before") / 100)
        case _:
            slots = taper_week(runner, week.number, week.kind, week.listed)
    return runner.does(week, slots)


def _prepared(runner: Runner, week: Planned, item: Listed) -> list[Listed]:
    """What a day lists, or the stand-in for a trial before which the overlay leaves too little; races stay."""
    session, day = runner.session(item), (week.number - 1) * 7 + item.weekday
    if session.all_out and session.kind != "race" and is_unprepared(runner, session, day):
        return give_way(item, week.listed, runner.plan.stand_in)
    return [item]
