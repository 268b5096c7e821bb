"""What a rung counts: what its efforts ask for by the table of `templates/loads.yaml`, or more where its session says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.library import Library
from toolkit.models import LoadBound, LoadsFile, Session
from toolkit.notation import Steps

SLACK = 1.0
"""Seconds by which rounding may lengthen what is written as a distance."""


class EffortTime(NamedTuple):
    """How long an effort lasts in a rung: in all, and its longest piece, in seconds."""

    whole: float
    longest: float


def time_efforts(steps: Steps, clock: Clockwork) -> dict[str, EffortTime]:
    """How long each effort of a rung lasts for a runner; what follows at the same effort without a pause is one piece."""
    found: dict[str, EffortTime] = {}
    last, running = "", 0.0
    for step in notation.unfold(steps):
        seconds = clock.seconds(step)
        running = running + seconds if step.what == last else seconds
        last = step.what
        if step.effort:
            before = found.get(step.effort, EffortTime(0.0, 0.0))
            found[step.effort] = EffortTime(before.whole + seconds, max(before.longest, running))
    return found


def least_hard(efforts: Mapping[str, EffortTime], bounds: Sequence[LoadBound]) -> float:
    """The fewest hard units that a rung with these efforts may count: 0, 0.5 or 1.

    What stays within a bound for 0 counts nothing. What is left is moderate if it stays within the bounds for 0.5 together: of two
    efforts, each may take only its share. All else is hard.
    """
    left = beyond_free(efforts, bounds)
    if not left:
        return 0.0
    moderate = [bound for bound in bounds if bound.hard == 0.5]
    bounded = {effort for bound in moderate for effort in bound.efforts}
    return 0.5 if left.keys() <= bounded and fsum(_share(bound, left) for bound in moderate) <= 1 else 1.0


def beyond_free(efforts: Mapping[str, EffortTime], bounds: Sequence[LoadBound]) -> dict[str, EffortTime]:
    """The efforts that do not stay within a bound for 0."""
    easy = [bound for bound in bounds if bound.hard == 0]
    free = {effort for bound in easy if _share(bound, efforts) <= 1 for effort in bound.efforts}
    return {effort: piece for effort, piece in efforts.items() if effort not in free}


def _share(bound: LoadBound, efforts: Mapping[str, EffortTime]) -> float:
    """How much of a bound some efforts take; beyond all bounds where a piece is too long."""
    pieces = [efforts[effort] for effort in bound.efforts if effort in efforts]
    if bound.pieces and any(piece.longest > bound.pieces + SLACK for piece in pieces):
        return float("inf")
    return max(0.0, fsum(piece.whole for piece in pieces) - SLACK) / bound.most if bound.most else 0.0


def least_impact(session: Session, steps: Steps, library: Library) -> int:
    """The least impact that a rung may count: of a run and of jumps by what lands hardest in it, of all else by its mode."""
    table: LoadsFile = library.loads
    said = notation.mentioned(steps)
    if session.mode == "plyometric":
        return max((library.exercises[step.exercise].impact for step in said if step.exercise), default=0)
    if session.mode != "run":
        return table.modes.get(session.mode, 0)
    lands = table.lands(uphill=session.grade is not None)
    return max((lands[step.effort or step.what] for step in said if not step.exercise), default=0)


def efforts_hard(library: Library, clock: Clockwork, session: Session, steps: Steps) -> float:
    """The hard units of a rung by its efforts alone: none for a touch, and no more than an exception allows."""
    if session.touch:
        return 0.0
    least, excepted = least_hard(time_efforts(steps, clock), library.loads.bounds), library.loads.exceptions.get(session.id)
    return least if excepted is None or excepted.hard is None else min(least, excepted.hard)


def efforts_impact(library: Library, session: Session, steps: Steps) -> int:
    """The impact of a rung by its efforts and its mode alone, no more than an exception allows."""
    least, excepted = least_impact(session, steps, library), library.loads.exceptions.get(session.id)
    return least if excepted is None or excepted.impact is None else min(least, excepted.impact)


def rung_hard(library: Library, clock: Clockwork, session: Session, steps: Steps) -> float:
    """The hard units that a rung counts; a session may raise them, never lower them."""
    return max(session.load.hard, efforts_hard(library, clock, session, steps))


def rung_impact(library: Library, session: Session, steps: Steps) -> int:
    """The impact that a rung counts; a session may raise it, never lower it."""
    return max(session.load.impact, efforts_impact(library, session, steps))


def impacts_by_rung(library: Library, session: Session) -> tuple[int, ...]:
    """The impact of every rung of a session, the same for all levels."""
    return tuple(rung_impact(library, session, steps) for steps in session.rungs)
