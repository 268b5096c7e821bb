"""What is left of a plan after days without running: the weeks up to the same race, laid out again from where the ladders are.

The days missed hold nothing. Weeks that they touch do not count as done, so every ladder is where it was before; what the
last 30 days allow has shrunk by itself. `templates/missed.yaml` says how the way back goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import fmean

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import MODERATE, Missed, Plan, Variant
from toolkit.schedule.conditions import AS_PLANNED, Conditions
from toolkit.schedule.costs import most_hard_units
from toolkit.schedule.lay_out import begin_plan
from toolkit.schedule.layout import ListedItem, PlannedWeek, replace_with_stand_in
from toolkit.schedule.lighter_weeks import fill_return_week
from toolkit.schedule.runner import Runner
from toolkit.schedule.values import Schedule, Week
from toolkit.schedule.week import next_week


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan as it goes without a break: each week as planned, the runner before it, and the week as done."""

    planned: PlannedWeek
    before: Runner
    week: Week


def trace_progress(
    plan: Plan, library: Library, variant: Variant, conditions: Conditions = AS_PLANNED, doses: Doses | None = None
) -> list[Progress]:
    """Every week of a plan with the runner who comes to it, from which breaks are worked out; parameters, errors of `lay_out`."""
    runner, course = begin_plan(plan, doses or Doses(library), variant, conditions)
    return [Progress(week, runner.copy(), next_week(runner, week)) for week in course]


def _lay_out_after(course: Sequence[Progress], step: Missed, week: int, days: int, *, fever: bool = False) -> Iterator[Week]:
    """The weeks of a plan from the first, for somebody who missed the `days` before week `week`, from 1, and runs again in it.

    Weeks that the break touches are of kind `missed` and hold what was done before it; those on the way back are of kind `return`.
    After so few days that nothing changes, the plan goes on unchanged.
    """
    break_starts = (week - 1) * 7 - (days if step.changes else 0)
    full = max(0, break_starts // 7)
    yield from (one.week for one in course[: min(full, week - 1)])
    runner = course[min(full, week - 1)].before.copy()
    for one in course[full : week - 1]:
        yield _interrupt(runner, one, break_starts)
    runner.step_back(step.back)
    for one in course[week - 1 :]:
        since = one.planned.number - week
        listed = _replace_unsuited(runner, one.planned, since, step, days if fever else 0)
        most_hard = MODERATE if step.without_hardest and not since else one.planned.most_hard
        share = (step.share + step.grow * since) / 100
        if share >= 1 or one.planned.kind in ("race", "recovery"):
            yield next_week(runner, replace(one.planned, listed=listed, most_hard=most_hard))
        else:
            slots = fill_return_week(runner, replace(one.planned, listed=listed), min(share, _share_of(runner, one.planned)))
            yield runner.do_week(replace(one.planned, kind="return"), slots)


def _interrupt(runner: Runner, one: Progress, break_starts: int) -> Week:
    """What was done of a week before the break: it is remembered, though the week as a whole does not count."""
    monday = (one.planned.number - 1) * 7
    days = tuple(sessions if monday + day < break_starts else () for day, sessions in enumerate(one.week.days))
    week = replace(one.week, kind="missed", days=days)
    runner.weeks_done.interrupted.append(week)
    for day, placed in week.sessions_by_day:
        if not placed.all_out:
            runner.allowance.remember(day, placed.dose)
        runner.tracks.remember(placed.track, day, runner.counts.pieces_of_track(placed.track, placed.session, placed.workout.rung))
    return week


def _share_of(runner: Runner, week: PlannedWeek) -> float:
    """The share of the usual minutes that a reset or a taper week has anyway."""
    if week.kind == "reset":
        return 1 - fmean(runner.limits.range_of("reset-cut")) / 100
    return 1 - runner.limits.also("taper-cut", "week_before") / 100 if week.kind == "taper" else 1.0


def _replace_unsuited(runner: Runner, week: PlannedWeek, since: int, step: Missed, ill: int) -> tuple[ListedItem, ...]:
    """What a week lists, with the stand-in for what has no place in it, `since` weeks after coming back."""
    hardest = _find_hardest(runner, week) if step.without_hardest and not since and week.kind == "load" else None
    listed = []
    for item in week.listed:
        session = runner.session(item)
        too_hard = since < step.easy_weeks and session.mode == "run" and most_hard_units(item, runner.doses, runner.variant) > 0
        too_soon = since * 7 + item.weekday < ill and runner.lists_quality(item)
        untrained = session.all_out and (
            step.share < 100
            or not runner.allowance.fast_may_be(runner.costs.workout(session, 0).dose.fast, (week.number - 1) * 7 + item.weekday)
        )
        if session.kind == "race" or not (too_hard or too_soon or untrained or item == hardest):
            listed.append(item)
        else:
            listed += replace_with_stand_in(item, week.listed, runner.plan.stand_in)
    return tuple(listed)


def _find_hardest(runner: Runner, week: PlannedWeek) -> ListedItem | None:
    """The hardest session of a week that the runner knows, by its load and then its fast minutes; None where nothing is hard.

    A track is as hard as it may be, with the minutes that it holds.
    """

    def hardness(item: ListedItem) -> tuple[float, float]:
        if item.is_track and runner.current_seconds_of_track(item, week.number):
            return most_hard_units(item, runner.doses, runner.variant), runner.current_seconds_of_track(item, week.number) / 60
        session = runner.session(item)
        dose = runner.costs.workout(session, runner.ladders.rungs.get(session.id, 0)).dose
        return dose.hard, dose.fast

    introduced = [item for item in week.listed if item.name in runner.quality.introduced]
    return max((item for item in introduced if hardness(item)[0]), key=hardness, default=None)


def lay_out_first_week_back(course: Sequence[Progress], library: Library, week: int, days: int) -> Week:
    """Week `week` of a plan for somebody who missed the `days` before it, fewer than those after which one starts again."""
    return next(islice(_lay_out_after(course, library.missed.step(days), week, days), week - 1, None))


def lay_out_after_break(
    course: Sequence[Progress], library: Library, week: int, days: int, *, fever: bool = False
) -> Schedule | None:
    """A plan for somebody who missed the `days` before week `week` and runs again in it; None where one starts again as returning.

    With `fever` each day missed asks for an easy day more.
    """
    step = library.missed.step(days)
    if step.restart:
        return None
    runner = course[0].before
    race = next((day for one in course for day, placed in one.week.placed() if placed.session.kind == "race"), None)
    return Schedule(runner.plan, runner.variant, race, tuple(_lay_out_after(course, step, week, days, fever=fever)), runner.doses)
