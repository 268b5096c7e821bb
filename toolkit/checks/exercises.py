"""Exercises: each is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit import notation
from toolkit.library import Library
from toolkit.models import Session
from toolkit.problems import Problem


def check_exercises(library: Library) -> Iterator[Problem]:
    """Every exercise that no session on offer uses: nobody would ever be asked to do it.

    Nothing is reported while a file is left out for its problems: that may be the session.
    """
    if not library.complete:
        return
    used, offered = _used(library.sessions.values()), _used(library.offered(library.sessions))
    for exercise in library.offered(library.exercises):
        document = library.documents[library.path(exercise)]
        if exercise.id not in used:
            message = f"no session uses {exercise.id}. Name it in a rung, such as 10 {exercise.id}, or remove this file."
            yield document.problem(("title",), message, at_key=True)
        elif exercise.id not in offered:
            message = f"only sessions that are no longer offered use {exercise.id}. Add “retired: true” here, or name it in a rung."
            yield document.problem(("title",), message, at_key=True)


def _used(sessions: Iterable[Session]) -> set[str]:
    """The exercises in the rungs of some sessions."""
    rungs = (rung for session in sessions for rung in session.rungs)
    return {step.exercise for rung in rungs for step in notation.mentioned(rung) if step.exercise}
