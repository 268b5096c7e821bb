"""Lighter weeks: the rungs of long and easy runs that bring a week between two bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.schedule.ceiling import count_extra_days
from toolkit.schedule.easy_runs import fill_easy, is_easy
from toolkit.schedule.refusals import TOLERANCE
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot

_LONGEST = 0.75
"""The share of the last long run that one of a lighter week has at the most, where the week does not say more. Convention."""


def lighten(
    runner: Runner, week_number: int, slots: list[Slot], least: float, most: float, *, aim: float | None = None
) -> list[Slot]:
    """Long run and easy runs at rungs that bring the week's minutes between two bounds, near what they aim at, or their middle.

    If there is no way otherwise, what follows straight after a run, such as strides, is left out.
    """
    middle = (least + most) / 2 if aim is None else aim
    lightened = _lighten(runner, week_number, slots, least, most, middle)
    if not _between(least, runner.costs.minutes(lightened), most):
        shorter = _lighten(runner, week_number, [slot for slot in slots if not slot.session.after], least, most, middle)
        if _between(least, runner.costs.minutes(shorter), most):
            return shorter
    return lightened


def _between(least: float, minutes: float, most: float) -> bool:
    return least - TOLERANCE <= minutes <= most + TOLERANCE


def _lighten(runner: Runner, week_number: int, slots: list[Slot], least: float, most: float, middle: float) -> list[Slot]:
    """Slots whose minutes lie between two bounds, near the middle; the nearest that there is if none do."""
    last = runner.weeks_done.loading[-1].running if runner.weeks_done.loading else middle
    best: list[Slot] | None = None
    for longest, tried in _lighter(runner, week_number, slots, middle / last if last else 1.0):
        filled = fill_easy(runner, week_number, tried, middle, climb=0)
        total = runner.costs.minutes(filled)
        if _between(least, total, most):
            return filled
        nearer = best is None or abs(total - middle) < abs(runner.costs.minutes(best) - middle)
        if longest == _LONGEST and nearer:
            best = filled
    return best if best is not None else slots


def _lighter(runner: Runner, week_number: int, slots: list[Slot], share: float) -> Iterator[tuple[float, list[Slot]]]:
    """The slots in the ways in which a week may be lighter, what is changed least first, with the share of its long run.

    If there is no way with all easy runs, the last of those that are alone on their day are left out; and if there is none with a
    short long run, it may be as long as the last.
    """
    runs = [slot.weekday for slot in slots if slot.session.mode == "run"]
    easy = [slot for slot in slots if is_easy(runner, slot) and runs.count(slot.weekday) == 1]
    fewest = min(len(easy), count_extra_days(runner, week_number, slots))
    for longest, part in ((_LONGEST, 3), (_LONGEST, 1), (1.0, 1)):  # rather one easy run less than a long run that is none
        rungs = _long_rungs(runner, week_number, slots, share, longest)
        for dropped in range(fewest, len(easy) + 1):
            kept = [slot for slot in slots if slot not in easy[len(easy) - dropped :]]
            for rung in rungs[: max(1, len(rungs) // part)]:
                yield longest, [slot._replace(rung=rung) if slot.session.kind == "long" else slot for slot in kept]


def _long_rungs(runner: Runner, week_number: int, slots: Sequence[Slot], share: float, longest: float) -> list[int]:
    """Rungs of the long run for a lighter week, from the one at its share of the last long run downwards, then upwards.

    Only those that the last 30 days allow, and up to the longest share of the last one that is wanted, or the lowest.
    """
    long = next((slot for slot in slots if slot.session.kind == "long"), None)
    if long is None:
        return [0]
    minutes = {rung: runner.costs.minutes([long._replace(rung=rung)]) for rung in range(len(long.session.rungs))}
    full = runner.weeks_done.last_long() or minutes[runner.start_rung(long.session)]
    day = (week_number - 1) * 7 + long.weekday
    most = full * max(share, longest) + TOLERANCE
    allowed = [rung for rung in minutes if minutes[rung] <= most and runner.may_do(day, long.session, rung)] or [0]
    under = [rung for rung in reversed(allowed) if minutes[rung] <= full * share + TOLERANCE]
    return (under or [0]) + [rung for rung in allowed if rung not in under]
