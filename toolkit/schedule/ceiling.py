"""The ceiling of a week that is laid out under an overlay: what the plan holds in the same week without it."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from toolkit.models import MODERATE, Session
from toolkit.notation import EFFORTS, quicker
from toolkit.rounding import add
from toolkit.schedule.layout import Listed
from toolkit.schedule.limits import CLOSE, Refusal
from toolkit.schedule.runner import Runner, Slot

CEILING = "overlay"
"""Takes the place of a rule’s name where a slot is refused; reports leave it out, since no rule is broken."""


def refuse_excess(runner: Runner, number: int, slots: Sequence[Slot]) -> Refusal | None:
    """The refusal of sessions that hold more that is fast or hard, or a higher rung, than week `number` without the overlay."""
    return Refusal(CEILING, 0.0) if find_excess(runner, number, slots) is not None else None


def find_excess(runner: Runner, number: int, slots: Sequence[Slot]) -> int | None:
    """Which of the slots, from 0, has to be lower first, so that the week exceeds its ceiling in nothing; None if it does not."""
    week = runner.ceiling.get(number)
    if week is None:
        return None
    most: dict[str, int] = {}
    for _, placed in week.placed():
        most[placed.session.id] = max(placed.workout.rung, most.get(placed.session.id, 0))
    doses = [runner.work(slot).dose for slot in slots]
    for place, slot in enumerate(slots):
        if doses[place].fast and slot.rung > most.get(slot.session.id, slot.rung):
            return place
    fast = add(dose.fast_seconds for slot, dose in zip(slots, doses, strict=True) if slot.session.kind != "race") / 60
    hard = fsum(dose.hard for dose in doses)
    lowered = [place for place, slot in enumerate(slots) if not slot.session.all_out]
    if fast > week.fast + CLOSE and (quick := [place for place in lowered if doses[place].fast]):
        return max(quick, key=lambda place: doses[place].fast)
    if hard > week.hard + CLOSE and (demanding := [place for place in lowered if doses[place].hard]):
        return max(demanding, key=lambda place: doses[place].hard)
    return None


def one_too_moderate(runner: Runner, number: int, slots: Sequence[Slot]) -> int | None:
    """Which slot is the lightest moderate one, where a hard one that became moderate makes too many beside heavy hamstring work.

    For the finished loading week `number`: while it is put together a hard session is moderate until it is raised.
    """
    week, weight = runner.ceiling.get(number), runner.also("hamstring-before-fast", "weight")
    if week is None or not any(slot.session.strengthens("hamstring", weight) for slot in slots):
        return None
    moderate = [place for place, slot in enumerate(slots) if slot.session.mode == "run" and runner.work(slot).dose.hard == MODERATE]
    before = len([1 for _, placed in week.placed() if placed.session.mode == "run" and placed.dose.hard == MODERATE])
    if len(moderate) <= max(before, runner.also("hamstring-before-fast", "moderate")):
        return None
    return min(moderate, key=lambda place: runner.work(slots[place]).dose.fast)


def is_unprepared(runner: Runner, trial: Session, day: int) -> bool:
    """Whether an overlay leaves too little before a trial on a day, where there is enough without it.

    That is fast minutes in the last 30 days, and hard sessions at 5 km effort or quicker, or at the trial's own if that is gentler.
    """
    dose = runner.done(trial, 0).dose
    if not runner.ceiling:
        return False
    if runner.allowed.fast_may_be(dose.fast, day) and not runner.allowance.fast_may_be(dose.fast, day):
        return True
    first = min(map(EFFORTS.index, {"5k", *dose.efforts} & {*EFFORTS}))
    quick, least = quicker(first), runner.limit("exposure-before-all-out")
    own, plain = (len([1 for efforts in done if quick & efforts]) for done in (runner.hard_efforts, _hard_before(runner, day)))
    return own < least <= plain


def _hard_before(runner: Runner, day: int) -> list[frozenset[str]]:
    """The efforts of each hard session before a day without the overlay."""
    before = [placed for week in runner.ceiling.values() for one, placed in week.dated if one < day]
    return [frozenset(placed.dose.efforts) for placed in before if placed.dose.hard >= 1]


def days_too_many(runner: Runner, number: int, slots: Sequence[Slot]) -> int:
    """On how many more days the slots of week `number` run than it does without the overlay; 0 where it has no ceiling."""
    if number not in runner.ceiling:
        return 0
    before = {weekday for weekday, placed in runner.ceiling[number].placed() if placed.dose.running}
    return max(0, len({slot.weekday for slot in slots if runner.work(slot).dose.running}) - len(before))


def kept_below(runner: Runner, number: int, slots: Sequence[Slot], listed: Sequence[Listed]) -> list[Slot]:
    """The slots of a lighter week stepped down to its ceiling; what is too much on its lowest rung gives way to the stand-in."""
    kept = list(slots)
    while (place := find_excess(runner, number, kept)) is not None:
        slot = kept[place]
        if slot.rung:
            kept[place] = slot._replace(rung=slot.rung - 1)
            continue
        item = next(item for item in listed if item.place == slot.place)
        kept[place : place + 1] = [] if runner.stands_already(item, listed) else [_at_its_lowest(runner, item)]
    return kept


def _at_its_lowest(runner: Runner, item: Listed) -> Slot:
    """The stand-in on its lowest rung, from which the minutes of the week raise it."""
    return runner.stand_in(item)._replace(rung=0)
