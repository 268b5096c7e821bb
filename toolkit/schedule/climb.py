"""The climb: a loading week, with one change in its quality and then its minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from toolkit.figures import add
from toolkit.load import EFFORT_GROUPS, most_hard
from toolkit.schedule.fill import fill, long_share, most_minutes, tissues_kept
from toolkit.schedule.layout import Listed
from toolkit.schedule.runner import Runner, Slot


def load_week(runner: Runner, number: int, listed: Sequence[Listed]) -> list[Slot]:
    """One change in the quality running, if the limits allow any; then minutes."""
    waiting = [
        item for item in listed if runner.is_quality(runner.session(item)) and item.session not in runner.rungs and not item.fixed
    ]
    held = runner.within(number, [slot for item in listed if (slot := runner.slot(item, waiting, listed))])
    for candidate in candidates(runner, number, held, waiting, listed):
        new = any(slot.change == "new" for slot in candidate)
        filled = fill(runner, number, candidate, grow=not new)
        if allowed(runner, number, filled):
            return filled if new else climb_supporting(runner, filled)
    return climb_supporting(runner, fill(runner, number, held, grow=True))


def climb_supporting(runner: Runner, slots: list[Slot]) -> list[Slot]:
    """Strength, mobility and cross-training climb a rung once between two resets, in the first week that brings in nothing."""
    if not runner.supporting_is_due:
        return slots
    runner.supporting_is_due = False
    return [
        slot._replace(rung=slot.rung + 1, change="up")
        if slot.session.mode != "run" and slot.session.id in runner.rungs and slot.rung + 1 < len(slot.session.rungs)
        else slot
        for slot in slots
    ]


def candidates(
    runner: Runner, number: int, held: list[Slot], waiting: Sequence[Listed], listed: Sequence[Listed]
) -> Iterator[list[Slot]]:
    """Weeks with one change in the quality running, the most wanted first: bring something in, or climb one rung."""
    known = [runner.done(runner.session(item), runner.rungs[item.session]) for item in listed if item.session in runner.rungs]
    moderate = any(done.dose.hard == 0.5 for done in known)

    def turn(item: Listed) -> tuple[int, int]:
        hard = most_hard(runner.library, runner.variant.level, runner.session(item))
        return {0.0: 0, 0.5: 3 if moderate else 1, 1.0: 2}[hard], item.weekday

    for item in sorted(waiting, key=turn):
        if (rung := first_rung(runner, number, item)) is not None:
            new = Slot(item.weekday, runner.session(item), item.place, rung, "new")
            places = [other.place for other in listed]
            others = [slot for slot in held if slot.place != item.place]
            yield sorted([*others, new], key=lambda slot: places.index(slot.place))
    quality = {slot.session.id: slot for slot in held if runner.is_quality(slot.session) and slot.session.id in runner.rungs}
    for slot in sorted(quality.values(), key=lambda slot: -runner.work(slot).dose.hard):
        if slot.rung + 1 < len(slot.session.rungs):
            yield [
                other._replace(rung=other.rung + 1, change="up") if other.session.id == slot.session.id else other for other in held
            ]


def first_rung(runner: Runner, number: int, item: Listed) -> int | None:
    """The rung at which a quality session may come in this week, or None where the rules do not allow it yet."""
    session, day = runner.session(item), (number - 1) * 7 + item.weekday
    if runner.variant.level not in session.start:
        return None
    for rung in range(runner.start(session), -1, -1):
        dose = runner.done(session, rung).dose
        before = [runner.limit("weeks-before-strides")] if dose.fast else [0.0]
        before += [runner.limit("weeks-before-hard")] if dose.hard >= 1 else []
        before += [runner.limit("weeks-before-repetitions")] if {"mile", "sprint"} & dose.efforts.keys() else []
        if number - 1 >= max(before) and runner.allowance.fast_may_be(dose.fast, day):
            return rung
    return None


def allowed(runner: Runner, number: int, slots: Sequence[Slot]) -> bool:
    """Whether a loading week keeps the limits on minutes, hard units, shares, spikes and the load on each tissue."""
    total, doses = runner.minutes(slots), [runner.work(slot).dose for slot in slots]
    if total > most_minutes(runner) + 1e-9:
        return False
    if fsum(dose.hard for dose in doses) > runner.limit("hard-units"):
        return False
    if runner.fast(slots) > total * runner.limit("fast-share") / 100:
        return False
    if (
        max((runner.work(slot).dose.running for slot in slots if slot.session.kind != "race"), default=0.0)
        > long_share(runner, slots) * total + 1e-9
    ):
        return False
    for slot, dose in zip(slots, doses, strict=True):
        if slot.change and runner.is_quality(slot.session):
            for rule, efforts in EFFORT_GROUPS.items():
                most = max(total * runner.limit(rule) / 100, runner.also(rule, "floor"))
                if add(dose.effort_seconds.get(effort, 0) for effort in efforts) / 60 > most + 1e-9:
                    return False
            day = (number - 1) * 7 + slot.weekday
            if not runner.allowance.fast_may_be(dose.fast, day) or not runner.allowance.run_may_be(dose.running, day):
                return False
    return tissues_kept(runner, slots)
