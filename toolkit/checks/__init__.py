"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.checks.docs import check_docs
from toolkit.library import Library, load
from toolkit.problems import Problem
from toolkit.rules import judge_all


def check(root: Path) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing."""
    library, problems = load(root)
    problems = [*problems, *check_docs(root)]
    if library is None:
        return None, sorted(set(problems))
    return library, sorted({*problems, *judge_all(library)})
