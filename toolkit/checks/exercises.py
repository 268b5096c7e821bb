"""Exercises: each is used."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit import notation
from toolkit.library import Library
from toolkit.problems import Problem


def check_exercises(library: Library) -> Iterator[Problem]:
    """Every exercise that no session uses: nobody would ever be asked to do it.

    Nothing is reported while a file is left out for its problems: that may be the session.
    """
    if not library.complete:
        return
    rungs = (rung for session in library.sessions.values() for rung in session.rungs)
    used = {step.exercise for rung in rungs for step in notation.mentioned(rung)}
    for name, exercise in library.exercises.items():
        if name not in used:
            message = f"no session uses {name}. Name it in a rung, such as 10 {name}, or remove this file."
            yield library.documents[library.path(exercise)].problem(("title",), message, at_key=True)
