"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from toolkit.checks.baseline import loosened
from toolkit.checks.folders import misspelt
from toolkit.checks.loads import too_light
from toolkit.checks.pages import in_the_way
from toolkit.checks.reviews import out_of_time
from toolkit.checks.twice import twice
from toolkit.library import Library, load
from toolkit.problems import Problem
from toolkit.rules import judge_all


def check(root: Path, today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing.

    Without a day, dates of review are not compared with it.
    """
    library, problems = load(root)
    problems += misspelt(root)
    if library is None:
        return None, sorted(set(problems))
    problems += [*in_the_way(root, library), *twice(library), *loosened(library), *too_light(library)]
    problems += out_of_time(library, today)
    return library, sorted({*problems, *judge_all(library)})
