"""A track's progress: what was done of it in the last 30 days, and what may follow (plan-rules, tracks and the climb, 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from toolkit.clockwork import Pieces
from toolkit.dose import ROUNDED

UNKNOWN = 24 * 3600
"""Takes the place of a longest piece, and of an effort, where nothing is known of them but that they were done."""


class DoneOfTrack(NamedTuple):
    """What was done of a track on a day, counted from the first Monday as 0."""

    day: int
    pieces: Pieces


class Tracks:
    """What was done of each track, by its id, and whose turn it is."""

    def __init__(self) -> None:
        self.history: dict[str, list[DoneOfTrack]] = {}
        """What was done of each track that counts a dose, in the order of the days."""
        self.turns: dict[str, list[str]] = {}
        """The sessions of each track, in the order in which they were done."""
        self.paused = False
        """Whether a result says that no track grows in the next loading week."""

    def copy(self) -> Tracks:
        """The same history, which may go on in another way."""
        other = copy(self)
        other.history = {name: list(history) for name, history in self.history.items()}
        other.turns = {name: list(turns) for name, turns in self.turns.items()}
        return other

    def remember(self, name: str, day: int, pieces: Pieces | None) -> None:
        """Keep the dose of a track that was done on a day; nothing for None."""
        if pieces is not None:
            self.history.setdefault(name, []).append(DoneOfTrack(day, pieces))

    def remember_turn(self, name: str, session: str) -> None:
        """Keep which session of a track was done last."""
        self.turns.setdefault(name, []).append(session)

    def step_back(self, since: int) -> None:
        """Let every track be where it was before a day, on the day on which it was last done; else at its smallest dose."""
        for name, history in self.history.items():
            smallest = min(history, key=lambda done: done.pieces.seconds)
            kept = [done for done in history if done.day < since] or [smallest]
            self.history[name] = [*kept, kept[-1]._replace(day=history[-1].day)]


class IntroducedQuality:
    """The quality that has come in, by what the plan lists: a track, or a session itself."""

    def __init__(self) -> None:
        self.introduced: set[str] = set()
        """What has come in."""
        self.stepped: dict[str, int] = {}
        """The last week in which each stepped up."""
        self.last_seconds: dict[str, int] = {}
        """The dose of each in the last loading week that held it."""

    def copy(self) -> IntroducedQuality:
        """The same, which may go on in another way."""
        other = copy(self)
        other.introduced, other.stepped, other.last_seconds = set(self.introduced), dict(self.stepped), dict(self.last_seconds)
        return other


def find_best(history: Sequence[DoneOfTrack], day: int, days: float) -> Pieces | None:
    """The largest dose, the longest piece and the quickest effort of the last `days` before a day; None where there was nothing."""
    recent = [done.pieces for done in history if day - days <= done.day < day]
    if not recent:
        return None
    return Pieces(*(max(values) for values in zip(*recent, strict=True)))


def most_seconds(best: Pieces, percent: float, step: float) -> float:
    """The largest next dose in seconds: a share above the largest of 30 days, or so many minutes more, but at most double."""
    return max(best.seconds * (1 + percent / 100), min(best.seconds + step * 60, best.seconds * 2)) + ROUNDED * 60


def may_follow(pieces: Pieces, best: Pieces) -> bool:
    """Whether at most two of effort, dose and longest piece grow, and effort only when the dose does not."""
    return pieces.effort <= best.effort or pieces.seconds <= best.seconds + ROUNDED * 60
