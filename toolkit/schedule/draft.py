"""A loading week while it is put together."""

from __future__ import annotations

from toolkit.schedule.ceiling import refuse_excess
from toolkit.schedule.fill import refuse_minutes
from toolkit.schedule.layout import PlannedWeek
from toolkit.schedule.options import Option, find_options
from toolkit.schedule.refusals import Refusal, refuse_day, refuse_week
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot


class Draft:
    """A loading week while it is put together: a slot for each listed item, by its index, and the way back."""

    def __init__(self, runner: Runner, week: PlannedWeek, minutes: float) -> None:
        self.runner, self.week = runner, week
        self.minutes = minutes
        """The running minutes that the week is to have."""
        self.slots: dict[int, Slot] = {}
        self.undo_stack: list[tuple[int, Slot | None]] = []
        """What `undo` goes back by: the indexes at which a slot was put, in order, with the slot that was there before."""
        self.refused: dict[int, Refusal] = {}
        """By index, why the first slot that was tried there has no place."""
        self._options: dict[int, list[list[Option]]] = {}

    def in_order(self) -> list[Slot]:
        """The slots in the order in which the plan lists them."""
        return [self.slots[index] for index in range(len(self.week.listed)) if index in self.slots]

    def day(self, index: int) -> int:
        """The day of a listed item, counted from the first Monday as 0."""
        return (self.week.number - 1) * 7 + self.week.listed[index].weekday

    def has_listed(self, index: int) -> bool:
        """Whether there is what the plan lists at an index, and not the stand-in or nothing."""
        slot = self.slots.get(index)
        return slot is not None and slot.name == self.week.listed[index].name

    def also_done(self, index: int) -> list[str]:
        """The sessions of the same track on other days of the week, in the order of its days."""
        name = self.week.listed[index].name
        return [slot.session.id for other, slot in sorted(self.slots.items()) if slot.name == name and other != index]

    def options(self, index: int) -> list[list[Option]]:
        """What may come at an index, as `find_options` has it; it stays as it was when it was first asked for."""
        if index not in self._options:
            item = self.week.listed[index]
            self._options[index] = find_options(self.runner, item, self.day(index), self.also_done(index))
        return self._options[index]

    def has_no_option(self, index: int) -> bool:
        """Whether options were asked for at an index, and there were none."""
        return self._options.get(index) == []

    def refuse(self, index: int, slot: Slot) -> Refusal | None:
        """The first limit that a slot would break at an index, seen with what else is in the week; None if there is none."""
        slots = [*(slot_there for other, slot_there in self.slots.items() if other != index), slot]
        if self.runner.costs.of(slot).dose.hard > self.week.most_hard:
            return Refusal("hard-units", self.week.most_hard)
        return (
            refuse_day(self.runner, self.week.number, slot, self.minutes)
            or refuse_week(self.runner, self.week.number, slots, self.minutes)
            or refuse_minutes(self.runner, slots, self.minutes)
            or refuse_excess(self.runner, self.week.number, slots)
        )

    def fits(self, index: int, slot: Slot) -> bool:
        """Whether a slot fits at an index; if not, the reason is kept, that of the first slot that was tried."""
        if (refusal := self.refuse(index, slot)) is not None:
            self.refused.setdefault(index, refusal)
        return refusal is None

    def put(self, index: int, slot: Slot) -> None:
        """Put a slot at an index."""
        self.undo_stack.append((index, self.slots.get(index)))
        self.slots[index] = slot

    def put_stand_in(self, index: int) -> None:
        """Put the stand-in at an index, or nothing where its day lists that already; what was put there before cannot be undone."""
        self.slots.pop(index, None)
        if not self.runner.lists_stand_in(self.week.listed[index], self.week.listed):
            self.slots[index] = self.runner.stand_in(self.week.listed[index])
        self.undo_stack = [(other, before) for other, before in self.undo_stack if other != index]

    def undo(self) -> tuple[int, Slot]:
        """Take the last slot that was put back out: its index, and the slot."""
        index, before = self.undo_stack.pop()
        taken = self.slots[index]
        if before is None:
            del self.slots[index]
        else:
            self.slots[index] = before
        return index, taken
