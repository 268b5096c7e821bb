"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

from toolkit.checks.affected import find_touched, keep_touched, touches_all
from toolkit.checks.assessments import check_assessments
from toolkit.checks.assets import check_assets
from toolkit.checks.baseline import check_baseline
from toolkit.checks.bounds import check_bounds
from toolkit.checks.chapters import check_chapters
from toolkit.checks.claims import check_claims
from toolkit.checks.duplicates import check_duplicates
from toolkit.checks.exercises import check_exercises
from toolkit.checks.folders import check_folders
from toolkit.checks.glossary import check_glossary
from toolkit.checks.judging import judge_layouts
from toolkit.checks.links import check_links
from toolkit.checks.loads import check_loads
from toolkit.checks.menu import check_menu
from toolkit.checks.pages import check_pages
from toolkit.checks.pain import check_pain
from toolkit.checks.paths import check_paths
from toolkit.checks.reviews import check_reviews
from toolkit.checks.sessions import check_sessions
from toolkit.checks.shortfalls import find_library_shortfalls
from toolkit.checks.traffic_light import check_traffic_light
from toolkit.checks.verdicts import judge_library
from toolkit.library import Library, load
from toolkit.problems import Problem

CHECKS: tuple[Callable[[Library], Iterable[Problem]], ...] = (
    check_assessments,
    check_baseline,
    check_bounds,
    check_chapters,
    check_claims,
    check_duplicates,
    check_exercises,
    check_glossary,
    check_loads,
    check_sessions,
    check_traffic_light,
)
"""What is asked of a library, beyond the rules."""


def check_project(root: Path, only: Collection[str] = (), today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing.

    With `only`, paths of files from `root`, no plan is laid out that these do not touch, and only the problems are returned of
    these files, of what uses them and of what is in their way. A central list touches everything. Without a day, dates of
    review are not compared with it.
    """
    missing = [Problem(path, 1, 1, "there is no such file. Name one that exists.") for path in only if not (root / path).is_file()]
    library, problems = load(root)
    problems += [*missing, *check_folders(root), *check_pages(root)]
    if library is None:
        return None, sorted(set(problems))
    problems += check_assets(root)
    problems += check_links(root, library, {problem.path for problem in problems})
    paths = find_touched(library, only) if only and not touches_all(only) else None
    problems += [problem for one in CHECKS for problem in one(library)]
    problems += [*check_paths(root, library), *check_menu(root, library), *check_pain(root, library)]
    problems += check_reviews(library, today)
    of_plans, placed = judge_layouts(library, paths)
    problems += [*judge_library(library, paths), *of_plans]
    problems += find_library_shortfalls(library, placed) if paths is None else ()
    return library, sorted(set(problems)) if paths is None else keep_touched(library, problems, paths)
