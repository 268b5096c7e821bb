"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.checks.assessments import assessments
from toolkit.checks.chapters import chapters
from toolkit.checks.claims import claims
from toolkit.checks.exercises import exercises
from toolkit.checks.glossary import glossary
from toolkit.checks.menu import menu
from toolkit.checks.pain import pain
from toolkit.checks.plans import plans
from toolkit.checks.sessions import sessions
from toolkit.library import Library, load
from toolkit.problems import Problem
from toolkit.rules import judge_all

CHECKS: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    assessments,
    chapters,
    claims,
    exercises,
    glossary,
    pain,
    plans,
    sessions,
)
"""What is asked of a library, beyond the rules."""


def check(root: Path) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing."""
    library, problems = load(root)
    if library is None:
        return None, sorted(set(problems))
    found = (problem for one in CHECKS for problem in one(library))
    return library, sorted({*problems, *judge_all(library), *found, *menu(root, library)})
