"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from toolkit.checks.bounds import check_bounds
from toolkit.checks.pain import check_pain
from toolkit.checks.touched import reported, touched, touches_all
from toolkit.library import Library, load
from toolkit.problems import Problem
from toolkit.rules import judge_all


def check(root: Path, only: Collection[str] = ()) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing.

    With `only`, paths of files from `root`, no plan is laid out that these do not touch, and only the problems are returned of
    these files, of what uses them and of what stands in their way. A central list touches everything.
    """
    missing = [Problem(path, 1, 1, "there is no such file here. Name one that is.") for path in only if not (root / path).is_file()]
    library, problems = load(root)
    problems += missing
    if library is None:
        return None, sorted(set(problems))
    paths = touched(library, only) if only and not touches_all(only) else None
    problems += judge_all(library, paths)
    problems += check_bounds(library)
    problems += check_pain(root, library)
    return library, sorted(set(problems)) if paths is None else reported(library, problems, paths)
