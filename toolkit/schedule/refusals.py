"""The limits as the scheduler keeps them while it puts a loading week together; the rules judge the week without trusting this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from toolkit.dose import EFFORT_GROUPS, ROUNDED, Dose
from toolkit.rounding import add
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot

TOLERANCE = 1e-9
"""By how many minutes, or hard units, a sum of fractions may exceed a limit and still keep it."""


class Refusal(NamedTuple):
    """Why something has no place: the rule, and the number that would fit."""

    rule: str
    allowed: float


def refuse_day(runner: Runner, week_number: int, slot: Slot, minutes: float) -> Refusal | None:
    """The first limit on one session that a slot breaks in week `number` of so many running minutes; None if there is none."""
    dose, day = runner.costs.of(slot).dose, (week_number - 1) * 7 + slot.weekday
    if early := refuse_early(runner, week_number, dose):
        return early
    if slot.session.needs_before and not runner.is_ready(slot.session):
        return Refusal("needs-before", slot.session.needs_before.least)
    if not runner.allowance.fast_may_be(dose.fast, day):
        return Refusal("fast-volume-spike", runner.allowance.most_fast(day))
    if not runner.allowance.run_may_be(dose.running, day):
        return Refusal("single-run-spike", runner.allowance.longest_run(day))
    for rule, efforts in EFFORT_GROUPS.items():
        most = max(minutes * runner.limits.of(rule) / 100, runner.limits.also(rule, "floor"))
        if add(dose.effort_seconds.get(effort, 0) for effort in efforts) / 60 > most + TOLERANCE:
            return Refusal(rule, most)
    return None


def refuse_early(runner: Runner, week_number: int, dose: Dose) -> Refusal | None:
    """The first limit on the weeks before a dose that it breaks in week `number`; None if there is none."""
    return next((Refusal(rule, least) for rule, least in _weeks_before(runner, dose) if week_number - 1 < least), None)


def _weeks_before(runner: Runner, dose: Dose) -> Iterator[tuple[str, float]]:
    """The weeks that must lie before a dose; at entry trained the last 30 days count too (plan-rules, reading 11)."""
    trained = runner.trained
    if dose.fast and not trained:
        yield "weeks-before-strides", runner.limits.of("weeks-before-strides")
    if dose.hard >= 1:
        yield "weeks-before-hard", _less_trained(runner, "weeks-before-hard")
    if {"mile", "sprint"} & dose.effort_seconds.keys():
        yield "weeks-before-repetitions", _less_trained(runner, "weeks-before-repetitions")


def _less_trained(runner: Runner, rule: str) -> float:
    return runner.limits.of(rule) - (runner.limits.also(rule, "trained") if runner.trained else 0.0)


def refuse_week(runner: Runner, week_number: int, slots: Sequence[Slot], minutes: float) -> Refusal | None:
    """The first limit that the sessions of a week of so many running minutes break together; None if there is none."""
    fast = runner.costs.fast(slots)
    for refusal in (
        Refusal("fast-share", most_fast(runner, minutes)),
        Refusal("fast-week-step", most_fast_of_week(runner, week_number)),
    ):
        if fast > refusal.allowed + ROUNDED:
            return refusal
    return refuse_spacing(runner, week_number, slots)


def most_fast(runner: Runner, minutes: float) -> float:
    """The fast minutes of a week of so many running minutes, a little less than the limit so that it is never full."""
    return minutes * runner.limits.of("fast-share") / 100 * runner.limits.also("fast-share", "full") / 100


def most_fast_of_week(runner: Runner, week_number: int) -> float:
    """The most fast minutes of a loading week: a share, or some minutes, above the largest one of the last 30 days."""
    since = week_number - runner.limits.also("fast-volume-spike", "days") / 7
    recent = [week.fast for week in (*runner.weeks_done.loading, *runner.weeks_done.interrupted) if week.number >= since]
    if not runner.weeks_done.loading or runner.weeks_done.loading[0].number + 4 > week_number:
        recent.append(runner.entry.fast_week)
    most = max(recent, default=0.0)
    return max(most * (1 + runner.limits.of("fast-week-step") / 100), most + runner.limits.also("fast-week-step", "step"))


def refuse_spacing(runner: Runner, week_number: int, slots: Sequence[Slot]) -> Refusal | None:
    """The first limit on the hours between hard days, and on the units of seven days, that a week breaks with those before it."""
    monday = (week_number - 1) * 7
    hard = {day: units for day, units in runner.days_done.hard.items() if monday - 7 <= day < monday}
    for slot in slots:
        if units := runner.costs.of(slot).dose.hard:
            day = monday + slot.weekday
            hard[day] = hard.get(day, 0.0) + units
    days = sorted(hard)
    for among, hours in (
        (days, runner.limits.also("hours-between-hard", "moderate")),
        ([day for day in days if hard[day] >= 1], runner.limits.of("hours-between-hard")),
    ):
        if any(24 * (other - one) < hours for one, other in pairwise(among)):
            return Refusal("hours-between-hard", hours)
    most = runner.limits.of("hard-units")
    if any(fsum(hard[one] for one in days if last - 7 < one <= last) > most + TOLERANCE for last in days if last >= monday):
        return Refusal("hard-units", most)
    strides = runner.limits.also("hours-between-hard", "strides")
    for slot in slots:
        if hard.get(monday + slot.weekday + 1, 0.0) >= 1 and runner.costs.of(slot).strides > strides:
            return Refusal("hours-between-hard", strides)
    return None
