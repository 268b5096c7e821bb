"""What sessions cost a runner of a variant at each of their rungs: minutes, fast minutes and hard units."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.dose import Doses, Workout
from toolkit.library import Library
from toolkit.models import Session, Variant
from toolkit.rounding import add
from toolkit.schedule.layout import ListedItem
from toolkit.schedule.slot import Slot
from toolkit.schedule.values import count_running_seconds


class Costs:
    """The workouts of a variant; each is worked out once, since a week is tried many times."""

    def __init__(self, doses: Doses, variant: Variant) -> None:
        self._doses, self._variant = doses, variant
        self._workouts: dict[tuple[str, int], Workout] = {}
        self._seconds: dict[str, tuple[int, ...]] = {}
        self._quality: dict[str, bool] = {}

    def workout(self, session: Session, rung: int) -> Workout:
        """The workout of a session at a rung, counted from 0."""
        key = (session.id, rung)
        workout = self._workouts.get(key)
        if workout is None:
            workout = self._workouts[key] = self._doses.workout(self._variant, session, rung)
        return workout

    def of(self, slot: Slot) -> Workout:
        """The workout of a slot."""
        return self._workouts.get((slot.session.id, slot.rung)) or self.workout(slot.session, slot.rung)

    def minutes(self, slots: Sequence[Slot]) -> float:
        """Running minutes of slots, a race’s own left out."""
        return self.seconds(slots) / 60

    def seconds(self, slots: Sequence[Slot]) -> int:
        """Seconds of running of slots, a race’s own left out; asked for most often of all."""
        total, rung_seconds = 0, self._seconds
        for slot in slots:
            total += (rung_seconds.get(slot.session.id) or self.rung_seconds(slot.session))[slot.rung]
        return total

    def rung_seconds(self, session: Session) -> tuple[int, ...]:
        """Seconds of running of every rung of a session."""
        if session.id not in self._seconds:
            self._seconds[session.id] = tuple(
                count_running_seconds(self.workout(session, rung)) for rung in range(len(session.rungs))
            )
        return self._seconds[session.id]

    def fast(self, slots: Sequence[Slot]) -> float:
        """Fast minutes of slots, races and trials left out."""
        return add(self.of(slot).dose.fast_seconds for slot in slots if not slot.session.all_out) / 60

    def is_quality(self, session: Session) -> bool:
        """Whether a session is more than easy running."""
        if session.id not in self._quality:
            self._quality[session.id] = is_quality(session, self._doses, self._variant)
        return self._quality[session.id]


def is_quality(session: Session, doses: Doses, variant: Variant) -> bool:
    """Whether a session is more than easy running: moderate or hard, or with fast running on any rung; never one by steps."""
    if session.by_steps:
        return False
    hard = session.mode == "run" and doses.most_hard_units(session, variant.level) > 0
    return hard or doses.workout(variant, session, len(session.rungs) - 1).dose.fast > 0


def most_hard_units(item: ListedItem, doses: Doses, variant: Variant) -> float:
    """The most hard units that what a day lists may count: those of its sessions, as far as its track lets them."""
    most = max(doses.most_hard_units(doses.library.sessions[name], variant.level) for name in item.sessions)
    return min(most, most_of_track(item, doses.library))


def most_of_track(item: ListedItem, library: Library) -> float:
    """The hard units that a track lets one of its sessions count; 1 where it says nothing, or a session is listed itself."""
    track = library.tracks.get(item.name)
    return 1.0 if track is None or track.hard is None else track.hard
