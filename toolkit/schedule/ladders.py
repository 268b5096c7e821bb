"""Where each ladder is: the rungs that loading weeks held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy

from toolkit.schedule.slot import Slot


class Ladders:
    """The rungs of the sessions that loading weeks held, by the id of the session and counted from 0."""

    def __init__(self) -> None:
        self.rungs: dict[str, int] = {}
        """The rung of each ladder in the last loading week that held it."""
        self.highest: dict[str, int] = {}
        """The highest rung of each ladder in any loading week."""
        self.sets: Counter[tuple[str, int]] = Counter()
        """In how many loading weeks each rung of a session was done; a plan that repeats counts from zero in each round."""
        self.supporting_is_due = False
        """Whether ladders without running may climb: once between two resets."""
        self._before: list[dict[str, int]] = []
        """The rungs as they were before each loading week."""

    def copy(self) -> Ladders:
        """The same rungs, which may go on in another way."""
        other = copy(self)
        other.rungs, other.highest = dict(self.rungs), dict(self.highest)
        other.sets, other._before = Counter(self.sets), list(self._before)
        return other

    def remember(self, slots: Sequence[Slot]) -> None:
        """Keep the rungs of a loading week; a ladder on several days of it is at its highest rung."""
        self._before.append(dict(self.rungs))
        for slot in sorted(slots, key=lambda slot: slot.rung):
            self.rungs[slot.session.id] = slot.rung
            self.highest[slot.session.id] = max(self.highest.get(slot.session.id, 0), slot.rung)
        self.sets.update({(slot.session.id, slot.rung) for slot in slots})

    def step_back(self, weeks: int, first: Callable[[str], int]) -> None:
        """Let every ladder be no higher than it was so many loading weeks ago; on its `first` rung where it was new since."""
        earlier = self._before[-weeks] if len(self._before) >= weeks else {}
        for name, rung in self.rungs.items():
            self.rungs[name] = min(rung, earlier.get(name, first(name)))
