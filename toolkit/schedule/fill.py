"""Minutes: the rungs of long and easy runs that bring a week to its running time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean

from toolkit.dose import ROUNDED
from toolkit.models import Tissue
from toolkit.schedule.easy_runs import fill_easy, is_easy
from toolkit.schedule.refusals import TOLERANCE, Refusal, most_fast, most_fast_of_week, refuse_day
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot

_LONG_KEPT = 0.9
"""The share of the last long run that quality leaves it. Convention."""
_EASY_STEP = 5.0
"""Minutes by which easy running gives way at a time."""


def most_minutes(runner: Runner) -> float:
    """Running minutes that this loading week may have at the most."""
    if not runner.weeks_done.loading:
        return runner.entry.week
    highest = max(week.running for week in runner.weeks_done.loading[-3:])
    grown = min(
        max(runner.weeks_done.loading[-1].running * (1 + runner.limits.of("new-kind-minutes") / 100), highest),
        _ramp_minutes(runner),
    )
    return min(grown, runner.peak.week) if runner.peak else grown


def _ramp_minutes(runner: Runner) -> float:
    """Running minutes that the weekly ramp allows over the mean of up to three loading weeks; the entry counts as one."""
    mean = fmean(runner.weeks_done.recent_minutes())
    ramped = mean * (1 + runner.limits.of("weekly-ramp") / 100)
    if mean < runner.limits.also("weekly-ramp", "small_base"):
        return max(ramped, mean + runner.limits.also("weekly-ramp", "small_base_step"))
    return ramped


def last_minutes(runner: Runner) -> float:
    """Running minutes of a loading week that holds them: the most of the last three, as far as the last one allows it."""
    recent = runner.weeks_done.recent_minutes()
    last = recent[-1] * (1 + runner.limits.of("new-kind-minutes") / 100)
    return min(max(recent), last, most_minutes(runner))


def refuse_minutes(runner: Runner, slots: Sequence[Slot], minutes: float) -> Refusal | None:
    """The refusal of a week in which there is not room for the long run beside quality, with the easy runs as short as can be."""
    easy = [slot for slot in slots if is_easy(runner, slot)]
    long = [slot for slot in slots if slot.session.kind == "long"]
    others = [slot for slot in slots if slot not in easy and slot not in long]
    least = runner.costs.minutes(others) + runner.costs.minutes([slot._replace(rung=0) for slot in easy])
    if long:
        least += (runner.weeks_done.last_long() or runner.entry.longest) * _LONG_KEPT
    return Refusal("weekly-ramp", minutes) if least > minutes else None


def week_is_allowed(runner: Runner, week_number: int, slots: Sequence[Slot]) -> bool:
    """Whether a week that has been filled keeps the limits that depend on all of its minutes."""
    total = runner.costs.minutes(slots)
    longest = max((runner.costs.of(slot).dose.running for slot in slots if slot.session.kind != "race"), default=0.0)
    return (
        total <= most_minutes(runner) + TOLERANCE
        and runner.costs.fast(slots) <= min(most_fast(runner, total), most_fast_of_week(runner, week_number)) + ROUNDED
        and longest <= _long_share(runner, slots) * total + TOLERANCE
        and all(
            refuse_day(runner, week_number, slot, total) is None for slot in slots if slot.name and runner.costs.of(slot).dose.fast
        )
        and _spares_tissues(runner, slots)
    )


def fill(runner: Runner, week_number: int, slots: list[Slot], *, grow: bool) -> list[Slot]:
    """A loading week with its long and easy runs, which give way, as far as they can, where a tissue would bear too much."""
    full = _fill_up_to(runner, most_minutes(runner) if grow else last_minutes(runner), week_number, slots, grow=grow)
    filled, total = full, runner.costs.minutes(full)
    while not _spares_tissues(runner, filled):
        filled = _fill_up_to(runner, total - _EASY_STEP, week_number, slots, grow=False)
        if runner.costs.minutes(filled) >= total:
            return full
        total = runner.costs.minutes(filled)
    return filled


def _spares_tissues(runner: Runner, slots: Sequence[Slot]) -> bool:
    """Whether no tissue bears much more than in the last loading weeks."""
    if not runner.weeks_done.loading:
        return True
    percent = runner.limits.of("tissue-load")
    base, step = runner.limits.also("tissue-load", "small_base"), runner.limits.also("tissue-load", "small_base_step")
    loads: Counter[Tissue] = Counter()
    for slot in slots:
        loads.update(runner.costs.of(slot).dose.tissue_seconds)
    for tissue, seconds in loads.items():
        load = seconds / 60
        mean = runner.weeks_done.tissues.get(tissue, 0.0)
        if load > max(mean * (1 + percent / 100), mean + step if mean < base else 0.0) + TOLERANCE:
            return False
    return True


def _fill_up_to(runner: Runner, most: float, week_number: int, slots: list[Slot], *, grow: bool) -> list[Slot]:
    """Long run and easy runs at the rungs that bring the week nearest to its minutes, without going over the most.

    The long run climbs a rung if the week may grow and the limits allow it; else it holds, or steps down.
    """
    target = most if grow else min(most, last_minutes(runner))
    long = next((slot for slot in slots if slot.session.kind == "long"), None)
    if long is None:
        return fill_easy(runner, week_number, slots, target)
    for long_option in _long_options(runner, week_number, long, grow=grow):
        tried = [long_option if slot is long else slot for slot in slots]
        minutes = runner.costs.minutes([long_option])
        for minutes_meant in (target, most):
            filled = fill_easy(runner, week_number, tried, minutes_meant)
            total = runner.costs.minutes(filled)
            if total <= most + TOLERANCE and minutes <= _long_share(runner, filled) * total + TOLERANCE:
                return filled
    return fill_easy(runner, week_number, [slot._replace(rung=0) if slot is long else slot for slot in slots], target)


def _long_options(runner: Runner, week_number: int, long: Slot, *, grow: bool) -> Iterator[Slot]:
    """The doses of a long run that the last 30 days and the plan's peak allow, the longest first.

    Without growth none is above the last. The first long run is no longer than the level may start with, or than the longest run of
    the entry.
    """
    day, last = (week_number - 1) * 7 + long.weekday, runner.weeks_done.last_long()
    for rung in range(len(long.session.rungs) - 1, -1, -1):
        slot = long._replace(rung=rung)
        minutes = runner.costs.minutes([slot])
        if (runner.peak and minutes > runner.peak.longest) or not runner.may_do(day, long.session, rung):
            continue
        if last is None and rung > runner.start_rung(long.session) and minutes > runner.entry.longest:
            continue
        if last is not None and not grow and minutes > last:
            continue
        yield slot._replace(change="up" if last is not None and minutes > last else "")


def _long_share(runner: Runner, slots: Sequence[Slot]) -> float:
    """The share of the week that its longest run may have, by how many runs the week holds."""
    runs = len({slot.weekday for slot in slots if runner.costs.of(slot).dose.running})
    name = {1: "three_runs", 2: "three_runs", 3: "three_runs", 4: "four_runs"}.get(runs)
    share = runner.limits.of("long-run-share") if name is None else runner.limits.also("long-run-share", name)
    return max(share, runner.limits.also("long-run-share", "half")) / 100 if runner.plan.race == "half-marathon" else share / 100
