"""A track's progress: what was done of it in the last 30 days, and what may follow (plan-rules, tracks and the climb, 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.clockwork import Pieces
from toolkit.dose import ROUNDED

UNKNOWN = 24 * 3600
"""What stands for a longest piece, and for an effort, where nothing is known of them but that they were done."""


class Done(NamedTuple):
    """What was done of a track on a day, counted from the first Monday as 0."""

    day: int
    pieces: Pieces


def best(history: Sequence[Done], day: int, days: float) -> Pieces | None:
    """The largest dose, the longest piece and the quickest effort of the last `days` before a day; None where there was nothing."""
    recent = [done.pieces for done in history if day - days <= done.day < day]
    if not recent:
        return None
    return Pieces(*(max(values) for values in zip(*recent, strict=True)))


def most_seconds(known: Pieces, percent: float, step: float) -> float:
    """The largest next dose in seconds: a share above the largest of 30 days, or so many minutes more, but at most double."""
    return max(known.seconds * (1 + percent / 100), min(known.seconds + step * 60, known.seconds * 2)) + ROUNDED * 60


def may_follow(pieces: Pieces, known: Pieces) -> bool:
    """Whether at most two of effort, dose and longest piece grow, and effort only when the dose does not."""
    return pieces.effort <= known.effort or pieces.seconds <= known.seconds + ROUNDED * 60
