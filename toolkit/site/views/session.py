"""The page of a session: its ladder for each level, and the efforts and exercises that it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit import notation
from toolkit.clockwork import FAST, Clockwork
from toolkit.dose import Doses, Workout
from toolkit.least import impacts_by_rung
from toolkit.library import Library
from toolkit.models import LEVELS, Exercise, Level, Session, Variant
from toolkit.site.charts import Picture, profile
from toolkit.site.page import Page, View, write_own_page


@dataclass(frozen=True, slots=True)
class RungView:
    """A row of a session's ladder for a level."""

    number: int
    """From 1."""
    done: Workout
    start: bool
    """Whether a runner of the level starts here at the highest."""
    tired: Workout | None
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class SessionView(View):
    """What a session's page shows."""

    template = "session.md"
    session: Session
    clocks: Mapping[Level, Clockwork]
    hards: tuple[float, ...]
    """The hard units of each rung."""
    impacts: tuple[int, ...]
    """The impact of each rung."""
    ladders: tuple[tuple[Level, tuple[RungView, ...]], ...]
    """The rungs of each level that it is offered to."""
    efforts: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    quick: bool
    """Whether some of it is at a fast effort."""
    fast: bool
    """Whether some of it is fast running."""
    kilometres: bool
    """Whether a distance is in kilometres, which the page then shows in miles too."""
    metres: bool
    """Whether a distance has to be known, as on a track."""


def session_pages(library: Library, session: Session) -> Iterator[Page]:
    """The page of a session."""
    yield write_own_page(library, session, f"sessions/{session.id}.md", _view_session(library, session))


def _view_session(library: Library, session: Session) -> SessionView:
    doses = Doses(library)
    steps = [step for rung in session.rungs for step in notation.mentioned(rung)]
    efforts = {step.effort for step in steps if step.effort}
    quick = any(effort in FAST for effort in efforts)
    return SessionView(
        session=session,
        clocks={level: doses.clockwork(level) for level in LEVELS},
        hards=doses.most_hard_units_by_rung(session),
        impacts=impacts_by_rung(library, session),
        ladders=tuple((level, tuple(_view_rungs(doses, session, level))) for level in LEVELS if level in session.start),
        efforts=tuple(effort for effort in notation.EFFORTS if effort in efforts),
        exercises=tuple(library.exercises[name] for name in dict.fromkeys(step.exercise for step in steps) if name),
        quick=quick,
        fast=session.mode == "run" and quick,
        kilometres=any(step.amount and step.amount.unit == "km" for step in steps),
        metres=any(step.effort and step.amount and step.amount.metres is not None for step in steps),
    )


def _view_rungs(doses: Doses, session: Session, level: Level) -> Iterator[RungView]:
    """The ladder of a session for a level, gentlest rung first."""
    variant = Variant(level, "standard")
    for index in range(len(session.rungs)):
        number, done = index + 1, doses.workout(variant, session, index)
        tired = doses.find_easier(variant, doses.workout(variant, session, index)) if session.mode == "run" else None
        picture = profile(doses.library, done, level, f"profile-{level}-{number}")
        yield RungView(number, done, number == session.start[level], tired, picture)
