"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from toolkit.checks.baseline import loosened
from toolkit.checks.bounds import check_bounds
from toolkit.checks.folders import misspelt
from toolkit.checks.loads import too_light
from toolkit.checks.pages import check_pages
from toolkit.checks.pain import check_pain
from toolkit.checks.paths import in_the_way
from toolkit.checks.reviews import out_of_time
from toolkit.checks.touched import reported, touched, touches_all
from toolkit.checks.twice import twice
from toolkit.library import Library, load
from toolkit.problems import Problem
from toolkit.rules import judge_all


def check(root: Path, only: Collection[str] = (), today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing.

    With `only`, paths of files from `root`, no plan is laid out that these do not touch, and only the problems are returned of
    these files, of what uses them and of what stands in their way. A central list touches everything. Without a day, dates of
    review are not compared with it.
    """
    missing = [Problem(path, 1, 1, "there is no such file here. Name one that is.") for path in only if not (root / path).is_file()]
    library, problems = load(root)
    problems += [*missing, *misspelt(root), *check_pages(root)]
    if library is None:
        return None, sorted(set(problems))
    paths = touched(library, only) if only and not touches_all(only) else None
    problems += [*in_the_way(root, library), *twice(library), *loosened(library), *too_light(library)]
    problems += [*check_bounds(library), *check_pain(root, library), *out_of_time(library, today)]
    problems += judge_all(library, paths)
    return library, sorted(set(problems)) if paths is None else reported(library, problems, paths)
