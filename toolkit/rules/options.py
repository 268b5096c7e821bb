"""The easier options of hard sessions are easier: checked on every rung that a level can reach."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit import notation
from toolkit.library import Library
from toolkit.load import clockwork
from toolkit.models import LEVELS, Level, Session, Tissue
from toolkit.problems import Problem


def options(library: Library) -> Iterator[Problem]:
    """Every hard session whose option for a tired or a sore day does not keep its promise.

    The tired option has at most half the fast work. The sore option has no impact, and no session of its mode names the tissue that
    the hard session loads most (weight 2 or more) in its `avoid`; where a session has no equivalent, its tired option must load
    that tissue less.
    """
    for session in library.sessions.values():
        if session.load.hard >= 1 and session.mode == "run" and session.kind != "race":
            yield from _tired(library, session)
            yield from _sore(library, session)


def _tired(library: Library, session: Session) -> Iterator[Problem]:
    """The first rung, for any level, whose option for a tired day is not easy enough."""
    document = library.documents[library.path(session)]
    other = library.sessions[session.tired] if session.tired else None
    for level in _levels(session):
        clock = clockwork(library, level)
        own = [clock.fast_minutes(rung) for rung in session.rungs]
        gentlest = min(clock.fast_minutes(rung) for rung in other.rungs) if other else None
        for number, fast in enumerate(own):
            least = min(own[:number], default=None) if gentlest is None else gentlest
            if least is not None and least <= fast / 2 + 1e-9:
                continue
            if other is None:
                message = f"on rung {number + 1} there is nothing gentler for a tired day. Name a session: tired: strides-on-grass."
            else:
                said = f"on rung {number + 1} {other.title}, for a tired day, has {least:.1f} fast minutes"
                message = f"{said}; half of {fast:.1f} is the most ({level}). Name a gentler session."
            yield document.problem(("tired",) if other else ("rungs", number), f"tired: {message}")
            return


def _levels(session: Session) -> list[Level]:
    """The levels a session is offered to; one of them where no distance makes a difference between them."""
    offered = [level for level in LEVELS if level in session.start]
    steps = (step for rung in session.rungs for step in notation.mentioned(rung))
    return offered if any(step.amount and step.amount.metres is not None for step in steps) else offered[:1]


def _sore(library: Library, session: Session) -> Iterator[Problem]:
    document = library.documents[library.path(session)]
    tissues = session.load.tissues
    most = max(tissues, key=lambda tissue: tissues[tissue], default=None)
    if session.equivalent:
        against = _advised_against(library, session.equivalent, most) if most and tissues[most] > 1 else None
        if against:
            message = f"{against.title} is itself advised against with pain there: “{against.avoid}”. Name another mode."
            yield document.problem(("equivalent",), f"equivalent: it is to spare the {most}, but {message}")
        return
    other = library.sessions[session.tired] if session.tired else None
    if other is None or (most is not None and other.load.tissues.get(most, 0) >= tissues[most]):
        advice = "Add equivalent: pool, bike or elliptical."
        yield document.problem(
            ("title",), f"equivalent: there is no option for a sore day that spares the {most or 'legs'}. {advice}"
        )


def _advised_against(library: Library, mode: str, tissue: Tissue) -> Session | None:
    """A session of this mode whose `avoid` names the tissue."""
    words = tissue.split("-")
    return next(
        (other for other in library.sessions.values() if other.mode == mode and any(word in other.avoid.lower() for word in words)),
        None,
    )
