"""The next week of somebody who follows a plan, by what kind of week it is."""

from __future__ import annotations

from toolkit.schedule.climb import load_week
from toolkit.schedule.ease import recovery_week, reset_week, return_week, taper_week
from toolkit.schedule.layout import Planned
from toolkit.schedule.runner import Runner
from toolkit.schedule.values import Week


def next_week(runner: Runner, week: Planned) -> Week:
    """A week at the rungs that follow from what the runner has done; the runner has done it then."""
    match week.kind:
        case "load":
            slots, replaced = load_week(runner, week)
            return runner.does(week, slots, replaced)
        case "reset":
            slots = reset_week(runner, week.number, week.listed)
        case "recovery":
            slots = recovery_week(runner, week.number, week.listed)
        case "return":
            slots = return_week(runner, week, 1 - runner.also("taper-cut", "week_before") / 100)
        case _:
            slots = taper_week(runner, week.number, week.kind, week.listed)
    return runner.does(week, slots)
