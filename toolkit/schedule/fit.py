"""A draft with the minutes of its long and easy runs: what was raised gives way where a limit on the whole week is broken."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.schedule.ceiling import find_too_moderate
from toolkit.schedule.draft import Draft
from toolkit.schedule.fill import fill, week_is_allowed
from toolkit.schedule.slot import Slot


def fit(draft: Draft, *, grow: bool) -> list[Slot]:
    """The filled week, with the stand-in for what an overlay made one moderate day too many."""
    fitted = _fit(draft, grow=grow)
    while (excess := find_too_moderate(draft.runner, draft.week.number, fitted)) is not None:
        draft.put_stand_in(next(index for index, slot in draft.slots.items() if slot.place == fitted[excess].place))
        fitted = _fit(draft, grow=grow)
    return fitted


def _fit(draft: Draft, *, grow: bool) -> list[Slot]:
    """The week with its long and easy runs; what was raised last comes down again where a limit on the whole week is broken.

    Where that is not enough, the long run holds nothing fast. Of what came down, each goes up again as far as there is room.
    """
    filled = _filled(draft, grow=grow)
    undone: list[tuple[int, Slot]] = []
    while draft.undo_stack and not _is_allowed(draft, filled):
        undone.append(draft.undo())
        filled = _filled(draft, grow=grow)
    if not draft.undo_stack and not _is_allowed(draft, filled) and _take_first_long(draft):
        filled = _filled(draft, grow=grow)
    for index, slot in reversed(undone):
        filled = _raise_again(draft, index, slot, grow=grow) or filled
    return filled


def _filled(draft: Draft, *, grow: bool) -> list[Slot]:
    return fill(draft.runner, draft.week.number, draft.in_order(), grow=grow)


def _is_allowed(draft: Draft, slots: list[Slot]) -> bool:
    return week_is_allowed(draft.runner, draft.week.number, slots)


def _take_first_long(draft: Draft) -> bool:
    """Take the first long run of the track in place of one that holds something fast; whether there was one."""
    runner = draft.runner
    fast = [index for index, slot in draft.slots.items() if slot.session.kind == "long" and runner.costs.of(slot).dose.fast]
    for index in fast:
        draft.slots[index] = runner.first_long(draft.week.listed[index])
    return bool(fast)


def _raise_again(draft: Draft, index: int, slot: Slot, *, grow: bool) -> list[Slot] | None:
    """The filled week with the largest dose, up to that of a slot that came down, that it allows; None if it allows none."""
    for smaller in _doses_up_to(draft, index, slot):
        draft.put(index, smaller)
        filled = _filled(draft, grow=grow)
        if _is_allowed(draft, filled):
            return filled
        draft.undo()
    return None


def _doses_up_to(draft: Draft, index: int, slot: Slot) -> Iterator[Slot]:
    """The doses between what is at an index now and a slot that has a place by itself, the largest first."""
    now = draft.slots.get(index)
    for options in draft.options(index):
        doses = [option.slot for option in options if option.slot.session is slot.session]
        rungs = [dose.rung for dose in doses]
        first = rungs.index(now.rung) + 1 if now and now.session is slot.session and now.rung in rungs else 0
        last = rungs.index(slot.rung) + 1 if slot.rung in rungs else 0
        for dose in reversed(doses[first:last]):
            if draft.refuse(index, dose) is None:
                yield dose._replace(change=slot.change)
