"""The easier options of hard sessions are easier: checked on every rung that a level can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.checks.ladders import levels_that_differ
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Mode, Session, Tissue
from toolkit.problems import Problem
from toolkit.rounding import fixed

EQUIVALENT_TIME = "equivalent-time"
"""The limit on how far the time at effort may differ without impact."""


def check_options(doses: Doses, sessions: Iterable[Session]) -> Iterator[Problem]:
    """Every hard session whose option for a tired or a sore day does not keep its promise.

    The tired option has at most half the fast work. The sore option has no impact: modes in which the same work can be done, and
    none of which has a session that names in its `avoid` the tissue that the hard session loads most (weight 2 or more). One of
    them, or the session's own, needs no facility. Its time at effort is that of the hard session, within the limit.
    """
    idle = _needing_nothing(doses.library)
    for session in sessions:
        if doses.most_hard_units(session) >= 1 and session.kind != "race":
            yield from _tired(doses, session)
            yield from _sore(doses, session, idle)


def _tired(doses: Doses, session: Session) -> Iterator[Problem]:
    """The first rung, for any level, whose option for a tired day is not easy enough."""
    library, document = doses.library, doses.library.documents[doses.library.path(session)]
    other = library.sessions[session.tired] if session.tired else None
    for level in levels_that_differ(session):
        clock = doses.clockwork(level)
        own = [clock.fast_minutes(rung) for rung in session.rungs]
        gentlest = min(clock.fast_minutes(rung) for rung in other.rungs) if other else None
        for number, fast in enumerate(own):
            least = min(own[:number], default=None) if gentlest is None else gentlest
            if least is not None and least <= fast / 2 + 1e-9:
                continue
            if other is None or least is None:
                message = f"on rung {number + 1} there is nothing gentler for a tired day. Name a session: tired: strides-on-grass."
            else:
                said = f"on rung {number + 1} {other.title}, for a tired day, has {fixed(least, 1)} fast minutes"
                message = f"{said}; half of {fixed(fast, 1)} is the most ({level}). Name a gentler session."
            yield document.problem(("tired",) if other else ("rungs", number), f"tired: {message}")
            return


def _sore(doses: Doses, session: Session, idle: frozenset[Mode]) -> Iterator[Problem]:
    library, document = doses.library, doses.library.documents[doses.library.path(session)]
    tissues = session.load.tissues
    most = max(tissues, key=lambda tissue: tissues[tissue], default=None)
    if not session.equivalent:
        advice = "Add equivalent: [pool, bike, elliptical, march]."
        yield document.problem(
            ("title",), f"equivalent: there is no option for a sore day that spares the {most or 'legs'}. {advice}"
        )
        return
    if not idle & {session.mode, *session.equivalent}:
        modes = ", ".join(sorted(idle)) or "march"
        yield document.problem(("equivalent",), f"equivalent: each of these needs a facility. Add one that needs none: {modes}.")
    for number, mode in enumerate(session.equivalent):
        where = ("equivalent", number)
        if mode == session.mode:
            yield document.problem(where, f"equivalent: the session is in this mode already ({mode}). Delete it.")
            continue
        against = _advised_against(library, mode, most) if most and tissues[most] > 1 else None
        if against:
            message = f"{against.title} is itself advised against with pain there: “{against.avoid}”. Name another mode."
            yield document.problem(where, f"equivalent: it must spare the {most}, but {message}")
    yield from _as_long(doses, session)


def _as_long(doses: Doses, session: Session) -> Iterator[Problem]:
    """The first rung, for any level, whose time at effort is another when it is done without impact."""
    library, document = doses.library, doses.library.documents[doses.library.path(session)]
    for level in levels_that_differ(session):
        clock = doses.clockwork(level)
        most = library.limits[EQUIVALENT_TIME].value(level, "50-59")
        for number, rung in enumerate(session.rungs):
            fast, timed = clock.exact_fast(rung), clock.exact_fast(clock.timed(rung))
            if fast and abs(timed - fast) > fast * most / 100:
                said = f"rung {number + 1} has {fixed(fast)} seconds at effort, and {fixed(timed)} without impact ({level})"
                most_said = f"{fixed(most)} percent is the most they may differ"
                advice = f"Write its distances as times, or make them longer. (rule {EQUIVALENT_TIME})"
                message = f"equivalent: {said}; {most_said}. {advice}"
                yield document.problem(("rungs", number), message, rule=EQUIVALENT_TIME)
                return


def _needing_nothing(library: Library) -> frozenset[Mode]:
    """The modes without impact that need no facility, as their sessions say."""
    return frozenset(
        session.mode for session in library.offered(library.sessions) if session.kind == "cross-training" and not session.needs
    )


def _advised_against(library: Library, mode: Mode, tissue: Tissue) -> Session | None:
    """A session of this mode whose `avoid` names the tissue."""
    words = tissue.split("-")
    return next(
        (
            other
            for other in library.offered(library.sessions)
            if other.mode == mode and other.kind == "cross-training" and any(word in other.avoid.lower() for word in words)
        ),
        None,
    )
