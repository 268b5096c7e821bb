"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

from toolkit.checks.assessments import assessments
from toolkit.checks.assets import bare
from toolkit.checks.baseline import loosened
from toolkit.checks.bounds import check_bounds
from toolkit.checks.chapters import chapters
from toolkit.checks.claims import claims
from toolkit.checks.exercises import exercises
from toolkit.checks.folders import misspelt
from toolkit.checks.glossary import glossary
from toolkit.checks.laid_out import laid_out
from toolkit.checks.links import check_links
from toolkit.checks.loads import declared
from toolkit.checks.menu import menu
from toolkit.checks.pages import check_pages
from toolkit.checks.pain import check_pain
from toolkit.checks.paths import in_the_way
from toolkit.checks.reviews import out_of_time
from toolkit.checks.sessions import sessions
from toolkit.checks.shortfalls import library_shortfalls
from toolkit.checks.touched import reported, touched, touches_all
from toolkit.checks.traffic_light import traffic_light
from toolkit.checks.twice import twice
from toolkit.checks.verdicts import judge_library
from toolkit.library import Library, load
from toolkit.problems import Problem

CHECKS: tuple[Callable[[Library], Iterable[Problem]], ...] = (
    assessments,
    chapters,
    check_bounds,
    claims,
    declared,
    exercises,
    glossary,
    loosened,
    sessions,
    traffic_light,
    twice,
)
"""What is asked of a library, beyond the rules."""


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
    problems += bare(root)
    problems += check_links(root, library, {problem.path for problem in problems})
    paths = touched(library, only) if only and not touches_all(only) else None
    problems += [problem for one in CHECKS for problem in one(library)]
    problems += [*in_the_way(root, library), *menu(root, library), *check_pain(root, library), *out_of_time(library, today)]
    of_plans, placed = laid_out(library, paths)
    problems += [*judge_library(library, paths), *of_plans]
    problems += library_shortfalls(library, placed) if paths is None else ()
    return library, sorted(set(problems)) if paths is None else reported(library, problems, paths)
