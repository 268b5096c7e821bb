"""No session declares a smaller load than its efforts allow; authors may raise it, never lower it (decision 55)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from pathlib import PurePosixPath
from typing import NamedTuple

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.figures import brief
from toolkit.library import Library
from toolkit.load import clockwork
from toolkit.models import Level, LoadBound, LoadsFile, Session
from toolkit.notation import Steps
from toolkit.problems import Problem, unknown
from toolkit.source import Document

TABLE = "templates/loads.yaml"
SLACK = 1.0
"""Seconds by which rounding may lengthen what is written as a distance."""


class Piece(NamedTuple):
    """How long an effort lasts in a rung: in all, and its longest piece, in seconds."""

    whole: float
    longest: float


def pieces_of(steps: Steps, clock: Clockwork) -> dict[str, Piece]:
    """How long each effort of a rung lasts for a runner; what follows at the same effort without a pause is one piece."""
    found: dict[str, Piece] = {}
    last, running = "", 0.0
    for step in notation.unfold(steps):
        seconds = clock.seconds(step)
        running = running + seconds if step.what == last else seconds
        last = step.what
        if step.effort:
            before = found.get(step.effort, Piece(0.0, 0.0))
            found[step.effort] = Piece(before.whole + seconds, max(before.longest, running))
    return found


def least_hard(efforts: Mapping[str, Piece], bounds: Sequence[LoadBound]) -> float:
    """The fewest hard units that a rung with these efforts may count: 0, 0.5 or 1.

    What stays within a bound for 0 counts nothing. What is left is moderate if it stays within the bounds for 0.5 together: of two
    efforts, each may take only its share. All else is hard.
    """
    easy = [bound for bound in bounds if bound.hard == 0]
    free = {effort for bound in easy if _share(bound, efforts) <= 1 for effort in bound.efforts}
    left = {effort: piece for effort, piece in efforts.items() if effort not in free}
    moderate = [bound for bound in bounds if bound.hard == 0.5]
    if not left:
        return 0.0
    bounded = {effort for bound in moderate for effort in bound.efforts}
    return 0.5 if left.keys() <= bounded and fsum(_share(bound, left) for bound in moderate) <= 1 else 1.0


def _share(bound: LoadBound, efforts: Mapping[str, Piece]) -> float:
    """How much of a bound some efforts take; beyond all bounds where a piece is too long."""
    pieces = [efforts[effort] for effort in bound.efforts if effort in efforts]
    if bound.pieces and any(piece.longest > bound.pieces + SLACK for piece in pieces):
        return float("inf")
    return max(0.0, fsum(piece.whole for piece in pieces) - SLACK) / bound.most if bound.most else 0.0


def least_impact(session: Session, steps: Steps, table: LoadsFile) -> int:
    """The least impact that a rung may count: of a run by what is hardest to land in it, of all else by its mode."""
    if session.mode != "run":
        return table.modes.get(session.mode, 0)
    lands = table.lands(uphill=session.grade is not None)
    return max((lands[step.effort or step.what] for step in notation.mentioned(steps) if not step.exercise), default=0)


class Least(NamedTuple):
    """The least load that some rung of a session allows, that rung (from 0), and what asks for it."""

    value: float
    rung: int
    why: str


def too_light(library: Library) -> Iterator[Problem]:
    """Every session that declares less than it may, and every exception that is not needed."""
    table, document = library.loads, library.documents[TABLE]
    files = {PurePosixPath(path).stem for path in library.documents}  # a session with another problem is there all the same
    for name in table.exceptions:
        if name not in files:
            yield document.problem(("exceptions", name), unknown("session", name, library.sessions), at_key=True)
    for session in library.sessions.values():
        if session.load.hard < 1 or session.id in table.exceptions:
            yield from _judge(library, session, "hard", hardest(library, session), document)
        yield from _judge(library, session, "impact", heaviest(library, session), document)


def _judge(library: Library, session: Session, field: str, least: Least, table: Document) -> Iterator[Problem]:
    """One of the two numbers that a session declares, against the least, and its exception, if it has one."""
    declared = float(getattr(session.load, field))
    excepted = library.loads.exceptions.get(session.id)
    allowed = getattr(excepted, field) if excepted else None
    if allowed is not None and declared >= least.value:
        message = f"{session.id} declares {field}: {declared:g}, as its efforts ask. Delete this exception."
        yield table.problem(("exceptions", session.id, field), message, at_key=True)
    elif declared < least.value and (allowed is None or declared < float(allowed)):
        message = (
            f"load.{field}: {declared:g} is too little: {least.why}. Write {field}: {least.value:g}, or make the rungs smaller."
        )
        yield library.documents[library.path(session)].problem(("load", field), message)


def hardest(library: Library, session: Session) -> Least:
    """The hard units of the hardest rung, for whoever runs its distances slowest."""
    found = Least(0.0, 0, "")
    far = any(step.effort and step.amount and step.amount.metres for rung in session.rungs for step in notation.mentioned(rung))
    for level in list(session.start)[: None if far else 1]:  # times are the same for all
        clock = clockwork(library, level)
        for rung, steps in enumerate(session.rungs):
            efforts = pieces_of(steps, clock)
            value = least_hard(efforts, library.loads.bounds)
            if value > found.value:
                found = Least(value, rung, _why(rung, efforts, level, library.loads.bounds, value))
    return found


def _why(rung: int, efforts: Mapping[str, Piece], level: Level, bounds: Sequence[LoadBound], value: float) -> str:
    """What a rung holds that makes it moderate or hard, in words."""
    free = {effort for bound in bounds if bound.hard == 0 for effort in bound.efforts if _share(bound, efforts) <= 1}
    held = {effort: piece for effort, piece in efforts.items() if effort not in free}
    said = ", ".join(f"{brief(piece.whole / 60)} min @{effort}" for effort, piece in held.items())
    most = [f"@{effort} {bound.said}" for effort in held for bound in bounds if bound.hard == 0.5 and effort in bound.efforts]
    reason = "" if value < 1 else f", and moderate is {'; '.join(most)}" if most else ", which is never moderate"
    return f"rung {rung + 1} holds {said} for {level} runners{reason}"


def heaviest(library: Library, session: Session) -> Least:
    """The impact of the rung that lands hardest."""
    found = Least(0.0, 0, "")
    for rung, steps in enumerate(session.rungs):
        if (value := least_impact(session, steps, library.loads)) > found.value:
            what = f"what rung {rung + 1} holds" if session.mode == "run" else session.mode
            found = Least(float(value), rung, f"{what} lands with {value} at the least")
    return found
