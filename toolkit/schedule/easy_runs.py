"""Easy runs: the rungs that bring a week to its running time."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from toolkit.models import Session
from toolkit.rounding import add
from toolkit.schedule.refusals import TOLERANCE
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot


def is_easy(runner: Runner, slot: Slot) -> bool:
    """Whether a slot is an easy run without quality, whose minutes are free."""
    return slot.session.kind == "easy" and not runner.costs.is_quality(slot.session)


def fill_easy(runner: Runner, week_number: int, slots: list[Slot], target: float, *, climb: int = 1) -> list[Slot]:
    """Raise the easy runs from their lowest rung, shortest first, while the week stays within its minutes.

    None goes more than `climb` rungs above where its ladder is, or above its start where that is higher; without a climb,
    none goes above where it ever was. None is longer than the last 30 days allow, or than the long run.
    """
    highest = _highest_rungs(runner, week_number, slots, climb)
    costs = {index: runner.costs.rung_seconds(slots[index].session) for index in highest}
    rungs = dict.fromkeys(highest, 0)
    total = runner.costs.seconds([slot for index, slot in enumerate(slots) if index not in rungs])
    total += add(cost[0] for cost in costs.values())
    growing = list(highest)
    while growing:
        index = min(growing, key=lambda index: (rungs[index], index))
        rung = rungs[index]
        more = costs[index][rung + 1] - costs[index][rung] if rung < highest[index] else 0
        if more and (total + more) / 60 <= target + TOLERANCE:
            rungs[index] = rung + 1
            total += more
        else:
            growing.remove(index)
    return [slot._replace(rung=rungs[index]) if index in rungs else slot for index, slot in enumerate(slots)]


def _highest_rungs(runner: Runner, week_number: int, slots: Sequence[Slot], climb: int) -> dict[int, int]:
    """The index of each easy run among the slots, and the highest rung that it may have in week `number`."""
    longest = max((runner.costs.seconds([slot]) for slot in slots if slot.session.kind == "long"), default=None) or inf
    highest: dict[int, int] = {}
    for index, slot in enumerate(slots):
        if is_easy(runner, slot):
            day = (week_number - 1) * 7 + slot.weekday
            most = min(runner.allowance.longest_run(day) * 60 + 1e-6, longest)
            seconds = runner.costs.rung_seconds(slot.session)
            allowed = (rung for rung in range(_find_highest_rung(runner, slot.session, climb), 0, -1) if seconds[rung] <= most)
            highest[index] = next(allowed, 0)
    return highest


def _find_highest_rung(runner: Runner, session: Session, climb: int) -> int:
    """The highest rung of an easy run in a week that may climb by so many rungs, or by none."""
    start = runner.start_rung(session)
    highest = runner.ladders.highest.get(session.id, start)
    if climb:
        highest = max(start, runner.ladders.rungs.get(session.id, start - climb) + climb)
    return min(highest, len(session.rungs) - 1)
