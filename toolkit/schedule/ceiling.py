"""The ceiling of a week that is laid out under an overlay: what the plan holds in the same week without it."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from toolkit.models import MODERATE, Session
from toolkit.notation import EFFORTS, quicker
from toolkit.rounding import add
from toolkit.schedule.layout import ListedItem
from toolkit.schedule.overlay import Ceiling
from toolkit.schedule.refusals import TOLERANCE, Refusal
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot
from toolkit.schedule.values import Week

CEILING = "overlay"
"""Takes the place of a rule’s name where a slot is refused; reports leave it out, since no rule is broken."""


def _week_without(runner: Runner, week_number: int) -> Week | None:
    """A week as the plan has it without the overlay; None where there is no ceiling."""
    return runner.ceiling.weeks.get(week_number) if runner.ceiling else None


def refuse_excess(runner: Runner, week_number: int, slots: Sequence[Slot]) -> Refusal | None:
    """The refusal of sessions that hold more that is fast or hard, or a higher rung, than week `number` without the overlay."""
    return Refusal(CEILING, 0.0) if _find_excess(runner, week_number, slots) is not None else None


def _find_excess(runner: Runner, week_number: int, slots: Sequence[Slot]) -> int | None:
    """Which of the slots, from 0, has to be lower first, so that the week exceeds its ceiling in nothing; None if it does not."""
    week = _week_without(runner, week_number)
    if week is None:
        return None
    most: dict[str, int] = {}
    for _, placed in week.placed():
        most[placed.session.id] = max(placed.workout.rung, most.get(placed.session.id, 0))
    doses = [runner.costs.of(slot).dose for slot in slots]
    for index, slot in enumerate(slots):
        if doses[index].fast and slot.rung > most.get(slot.session.id, slot.rung):
            return index
    fast = add(dose.fast_seconds for slot, dose in zip(slots, doses, strict=True) if slot.session.kind != "race") / 60
    hard = fsum(dose.hard for dose in doses)
    lowered = [index for index, slot in enumerate(slots) if not slot.session.all_out]
    if fast > week.fast + TOLERANCE and (quick := [index for index in lowered if doses[index].fast]):
        return max(quick, key=lambda index: doses[index].fast)
    if hard > week.hard + TOLERANCE and (demanding := [index for index in lowered if doses[index].hard]):
        return max(demanding, key=lambda index: doses[index].hard)
    return None


def find_too_moderate(runner: Runner, week_number: int, slots: Sequence[Slot]) -> int | None:
    """Which slot is the lightest moderate one, where a hard one that became moderate makes too many beside heavy hamstring work.

    For the finished loading week `number`: while it is put together a hard session is moderate until it is raised.
    """
    week, weight = _week_without(runner, week_number), runner.limits.also("hamstring-before-fast", "weight")
    if week is None or not any(slot.session.strengthens("hamstring", weight) for slot in slots):
        return None
    runs = [(index, runner.costs.of(slot).dose) for index, slot in enumerate(slots) if slot.session.mode == "run"]
    moderate = [(index, dose) for index, dose in runs if dose.hard == MODERATE]
    before = len([1 for _, placed in week.placed() if placed.session.mode == "run" and placed.dose.hard == MODERATE])
    if len(moderate) <= max(before, runner.limits.also("hamstring-before-fast", "moderate")):
        return None
    return min(moderate, key=lambda found: found[1].fast)[0]


def is_unprepared(runner: Runner, trial: Session, day: int) -> bool:
    """Whether an overlay leaves too little before a trial on a day, where there is enough without it.

    That is fast minutes in the last 30 days, and hard sessions at 5 km effort or quicker, or at the trial's own if that is gentler.
    """
    dose = runner.costs.workout(trial, 0).dose
    if runner.ceiling is None:
        return False
    if runner.ceiling.allowed.fast_may_be(dose.fast, day) and not runner.allowance.fast_may_be(dose.fast, day):
        return True
    first = min(map(EFFORTS.index, {"5k", *dose.efforts} & {*EFFORTS}))
    quick, least = quicker(first), runner.limits.of("exposure-before-all-out")
    own = add(bool(quick & efforts) for efforts in runner.days_done.hard_efforts)
    return own < least <= add(bool(quick & efforts) for efforts in _hard_before(runner.ceiling, day))


def _hard_before(ceiling: Ceiling, day: int) -> list[frozenset[str]]:
    """The efforts of each hard session before a day without the overlay."""
    before = [placed for week in ceiling.weeks.values() for one, placed in week.sessions_by_day if one < day]
    return [frozenset(placed.dose.efforts) for placed in before if placed.dose.hard >= 1]


def count_extra_days(runner: Runner, week_number: int, slots: Sequence[Slot]) -> int:
    """On how many more days the slots of week `number` run than it does without the overlay; 0 where it has no ceiling."""
    week = _week_without(runner, week_number)
    if week is None:
        return 0
    before = {weekday for weekday, placed in week.placed() if placed.dose.running}
    return max(0, len({slot.weekday for slot in slots if runner.costs.of(slot).dose.running}) - len(before))


def lower_to_ceiling(runner: Runner, week_number: int, slots: Sequence[Slot], listed: Sequence[ListedItem]) -> list[Slot]:
    """The slots of a lighter week stepped down to its ceiling; what is too much on its lowest rung gives way to the stand-in."""
    kept = list(slots)
    while (index := _find_excess(runner, week_number, kept)) is not None:
        slot = kept[index]
        if slot.rung:
            kept[index] = slot._replace(rung=slot.rung - 1)
            continue
        item = next(item for item in listed if item.place == slot.place)
        kept[index : index + 1] = [] if runner.lists_stand_in(item, listed) else [_at_its_lowest(runner, item)]
    return kept


def _at_its_lowest(runner: Runner, item: ListedItem) -> Slot:
    """The stand-in on its lowest rung, from which the minutes of the week raise it."""
    return runner.stand_in(item)._replace(rung=0)
