"""Everything that a build needs of the content, checked before it is built: what passes here builds.

A check is a function that takes what has been read and returns problems, each with its place and what to write instead. One that
needs only a schedule is a rule and belongs in `toolkit.rules`; one that needs only a file belongs in its model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from datetime import date
from pathlib import Path

from toolkit.checks.affected import affects_all, find_affected, keep_affected
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
from toolkit.checks.html_links import check_html_links
from toolkit.checks.judging import judge_layouts
from toolkit.checks.links import check_links
from toolkit.checks.loads import check_loads
from toolkit.checks.locks import check_locks
from toolkit.checks.menu import check_menu
from toolkit.checks.pages import check_pages
from toolkit.checks.pain import check_pain
from toolkit.checks.paths import check_paths
from toolkit.checks.retired import check_retired
from toolkit.checks.reviews import check_reviews
from toolkit.checks.sessions import check_sessions
from toolkit.checks.settings import check_settings
from toolkit.checks.shortfalls import find_library_shortfalls
from toolkit.checks.traffic_light import check_traffic_light
from toolkit.checks.verdicts import judge_library
from toolkit.dose import Doses
from toolkit.library import Library, Project, load_project, open_project
from toolkit.problems import Problem

CHECKS: tuple[Callable[[Library], Iterable[Problem]], ...] = (
    check_assessments,
    check_baseline,
    check_chapters,
    check_claims,
    check_duplicates,
    check_exercises,
    check_glossary,
    check_retired,
    check_traffic_light,
)
"""What is asked of a library, beyond the rules."""
DOSE_CHECKS: tuple[Callable[[Doses], Iterable[Problem]], ...] = (check_bounds, check_loads, check_sessions)
"""What is asked of what the sessions of a library cost."""


def check_project(root: Path, only: Collection[str] = (), today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """Read the project in `root` and return its library with every problem, sorted; no library where a central list is missing.

    With `only`, paths of files from `root`, no plan is laid out that these do not touch, and only the problems are returned of
    these files, of what uses them and of what is in their way. A central list touches everything. Without a day, dates of
    review are not compared with it.
    """
    project, wrong_settings = open_project(root)
    if project is None:
        return None, sorted(set(wrong_settings))
    missing = [Problem(path, 1, 1, "there is no such file. Name one that exists.") for path in only if not (root / path).is_file()]
    library, problems = _check_read(project, today, wrong_settings)
    problems += missing
    if library is None:
        return None, sorted({project.locate(problem) for problem in problems})
    paths = find_affected(library, only) if only and not affects_all(only) else None
    doses = Doses(library)
    of_plans, placed = judge_layouts(doses, paths)
    problems += [*check_doses(doses, paths), *of_plans]
    problems += find_library_shortfalls(doses, placed) if paths is None and library.complete else ()
    kept = problems if paths is None else keep_affected(library, problems, paths)
    return library, sorted({project.locate(problem) for problem in kept})


def check_read(root: Path, today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """The library of the project in `root`, and every problem found before a dose is worked out; as in `check_project`."""
    project, wrong_settings = open_project(root)
    if project is None:
        return None, wrong_settings
    library, problems = _check_read(project, today, wrong_settings)
    return library, list(map(project.locate, problems))


def _check_read(project: Project, today: date | None, wrong_settings: Iterable[Problem]) -> tuple[Library | None, list[Problem]]:
    library, problems = load_project(project, wrong_settings)
    problems += [*check_folders(project.root), *check_pages(project)]
    if library is None:
        return None, problems
    problems += _check_files(project, library, {problem.path for problem in problems})
    problems += [problem for one in CHECKS for problem in one(library)]
    problems += check_reviews(library, today)
    return library, problems


def check_doses(doses: Doses, only: Container[str] | None = None) -> list[Problem]:
    """Every problem of doses, ladders and lists that needs no layout; with `only`, as in `judge_library`."""
    problems = [problem for one in DOSE_CHECKS for problem in one(doses)]
    return [*problems, *judge_library(doses, only)]


def _check_files(project: Project, library: Library, unread: Collection[str]) -> Iterator[Problem]:
    """Every problem of a project besides its library: of its settings, its menu and docs/; `unread` as in `check_links`."""
    yield from check_assets(project)
    yield from check_settings(project, library)
    yield from check_links(project, library, unread)
    yield from check_html_links(project, library)
    yield from check_paths(project, library)
    yield from check_menu(project, library)
    yield from check_pain(project, library)
    yield from check_locks(project, library)
