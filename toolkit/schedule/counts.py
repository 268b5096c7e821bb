"""What sessions count for at each of their rungs: the dose of their track, or what is fast or moderate in them."""

from __future__ import annotations

from toolkit.clockwork import FAST, Pieces
from toolkit.dose import Doses
from toolkit.models import Session, Variant
from toolkit.schedule.layout import ListedItem
from toolkit.schedule.slot import Slot

_QUALITY = ("steady", "marathon", *FAST)
"""The efforts that count where a plan lists a session itself."""


class Counts:
    """What counts for a variant in the tracks and ladders of quality; each ladder is put in order once."""

    def __init__(self, doses: Doses, variant: Variant) -> None:
        self._tracks, self._clock = doses.library.tracks, doses.clockwork(variant.level)
        self._ladders: dict[tuple[str, str], list[tuple[int, Pieces]]] = {}

    def pieces(self, name: str, session: Session, rung: int) -> Pieces:
        """What a session counts for at a rung, listed under the name of a track or under its own."""
        track = self._tracks.get(name)
        return self._clock.pieces(session.rungs[rung], track.counts if track and track.counts else _QUALITY)

    def pieces_of_track(self, name: str, session: Session, rung: int) -> Pieces | None:
        """What a session at a rung counts for in a track; None for what is no track, or has no dose."""
        track = self._tracks.get(name)
        return self.pieces(name, session, rung) if track and track.counts else None

    def seconds(self, slot: Slot) -> int:
        """The seconds that a slot counts for in its track, or in the ladder that the plan lists itself."""
        return self.pieces(slot.name, slot.session, slot.rung).seconds

    def ladder(self, item: ListedItem, session: Session) -> list[tuple[int, Pieces]]:
        """The rungs of a session, counted from 0, with what each counts for in a track, the gentlest dose first."""
        key = (item.name, session.id)
        if key not in self._ladders:
            rungs = [(rung, self.pieces(item.name, session, rung)) for rung in range(len(session.rungs))]
            self._ladders[key] = sorted(rungs, key=lambda rung: (rung[1].seconds, rung[1].longest, rung[0]))
        return self._ladders[key]
