"""The easier options of hard sessions are easier: checked on every rung that a level can reach."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.load import easier, workout
from toolkit.models import LEVELS, Session, Tissue, Variant
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
    document = library.documents[library.path(session)]
    for level in LEVELS:
        if level not in session.start:
            continue
        variant = Variant(level, "standard")
        for rung in range(len(session.rungs)):
            fast = workout(library, variant, session, rung).dose.fast
            option = easier(library, variant, session, rung)
            if option is None:
                message = f"on rung {rung + 1} there is nothing gentler for a tired day. Name a session: tired: strides-on-grass."
            elif option.dose.fast > fast / 2 + 1e-9:
                said = f"on rung {rung + 1} {option.session.title}, for a tired day, has {option.dose.fast:.1f} fast minutes"
                message = f"{said}; half of {fast:.1f} is the most ({level}). Name a gentler session."
            else:
                continue
            yield document.problem(("tired",) if session.tired else ("rungs", rung), f"tired: {message}")
            break


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
