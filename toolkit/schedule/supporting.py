"""Strength, mobility and cross-training: ladders without running, which climb seldom."""

from __future__ import annotations

from toolkit.dose import contacts
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot


def climb_supporting(runner: Runner, slots: list[Slot]) -> list[Slot]:
    """The slots with ladders without running a rung higher, once between two resets: the first week asked for that may."""
    if not runner.ladders.supporting_is_due:
        return slots
    runner.ladders.supporting_is_due = False
    return [slot._replace(rung=slot.rung + 1, change="up") if _may_climb(runner, slot) else slot for slot in slots]


def _may_climb(runner: Runner, slot: Slot) -> bool:
    """Whether a ladder without running has a rung above that asks for no more landings than the limit allows."""
    if slot.session.mode == "run" or slot.session.by_steps or slot.session.id not in runner.ladders.rungs:
        return False
    if slot.rung + 1 >= len(slot.session.rungs):
        return False
    return contacts(runner.library, slot.session.rungs[slot.rung + 1]) <= runner.limits.of("plyometric-contacts")
