"""A loading week while it is put together."""

from __future__ import annotations

from toolkit.schedule.ceiling import refuse_excess
from toolkit.schedule.fill import refuse_minutes
from toolkit.schedule.layout import Planned
from toolkit.schedule.options import Option, find_options
from toolkit.schedule.refusals import Refusal, refuse_day, refuse_week
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot


class Draft:
    """A loading week while it is put together: a slot for each number of a listed item, and what was raised, in order."""

    def __init__(self, runner: Runner, week: Planned, minutes: float) -> None:
        self.runner, self.week = runner, week
        self.minutes = minutes
        """The running minutes that the week is to have."""
        self.slots: dict[int, Slot] = {}
        self.raised: list[tuple[int, Slot | None]] = []
        """The numbers at which a slot was put, in order, with what was there before."""
        self.refused: dict[int, Refusal] = {}
        """By number, why the first slot that was tried there has no place."""
        self._options: dict[int, list[list[Option]]] = {}

    def in_order(self) -> list[Slot]:
        """The slots in the order in which the plan lists them."""
        return [self.slots[number] for number in range(len(self.week.listed)) if number in self.slots]

    def day(self, number: int) -> int:
        """The day of a listed item, counted from the first Monday as 0."""
        return (self.week.number - 1) * 7 + self.week.listed[number].weekday

    def holds_listed(self, number: int) -> bool:
        """Whether there is what the plan lists at a number, and not the stand-in or nothing."""
        slot = self.slots.get(number)
        return slot is not None and slot.name == self.week.listed[number].name

    def also_done(self, number: int) -> list[str]:
        """The sessions of the same track on other days of the week, in the order of its days."""
        name = self.week.listed[number].name
        return [slot.session.id for other, slot in sorted(self.slots.items()) if slot.name == name and other != number]

    def options(self, number: int) -> list[list[Option]]:
        """What may come at a number, as `find_options` has it; it stays as it was when it was first asked for."""
        if number not in self._options:
            item = self.week.listed[number]
            self._options[number] = find_options(self.runner, item, self.day(number), self.also_done(number))
        return self._options[number]

    def has_no_option(self, number: int) -> bool:
        """Whether options were asked for at a number, and there were none."""
        return self._options.get(number) == []

    def refuse(self, number: int, slot: Slot) -> Refusal | None:
        """The first limit that a slot would break at a number, seen with what else is in the week; None if there is none."""
        slots = [*(slot_there for other, slot_there in self.slots.items() if other != number), slot]
        if self.runner.costs.of(slot).dose.hard > self.week.most_hard:
            return Refusal("hard-units", self.week.most_hard)
        return (
            refuse_day(self.runner, self.week.number, slot, self.minutes)
            or refuse_week(self.runner, self.week.number, slots, self.minutes)
            or refuse_minutes(self.runner, slots, self.minutes)
            or refuse_excess(self.runner, self.week.number, slots)
        )

    def fits(self, number: int, slot: Slot) -> bool:
        """Whether a slot fits at a number; if not, the reason is kept, that of the first slot that was tried."""
        if (refusal := self.refuse(number, slot)) is not None:
            self.refused.setdefault(number, refusal)
        return refusal is None

    def put(self, number: int, slot: Slot) -> None:
        """Put a slot at a number."""
        self.raised.append((number, self.slots.get(number)))
        self.slots[number] = slot

    def put_stand_in(self, number: int) -> None:
        """Put the stand-in at a number, or nothing where its day lists that already; what was raised there is forgotten."""
        self.slots.pop(number, None)
        if not self.runner.lists_stand_in(self.week.listed[number], self.week.listed):
            self.slots[number] = self.runner.stand_in(self.week.listed[number])
        self.raised = [(other, before) for other, before in self.raised if other != number]

    def undo(self) -> tuple[int, Slot]:
        """Take the last raise back; where it was, and what had been put there."""
        number, before = self.raised.pop()
        raised = self.slots[number]
        if before is None:
            del self.slots[number]
        else:
            self.slots[number] = before
        return number, raised
