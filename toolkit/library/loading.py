"""Read the folders of a project into a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from toolkit.library.following import drop_broken
from toolkit.library.layers import open_project
from toolkit.library.library import Library
from toolkit.library.limits import check_limits
from toolkit.library.names import is_lock
from toolkit.library.project import Project
from toolkit.library.reading import Reading
from toolkit.models import LIMITS, Settings
from toolkit.problems import Problem
from toolkit.things import CONTENT_FOLDERS, GUIDE, LISTS, LISTS_BY_NAME, SORTS


def load(root: Path) -> tuple[Library | None, list[Problem]]:
    """The library of the project in a folder, and every problem, as `load_project` gives them."""
    project, problems = open_project(root)
    if project is None:
        return None, problems
    library, others = load_project(project, problems)
    return library, list(map(project.locate, others))


def load_project(project: Project, problems: Iterable[Problem] = ()) -> tuple[Library | None, list[Problem]]:
    """Read `templates/`, `plans/` and, if it is there, `docs/guide/`: the library, and every problem, after those of the settings.

    The library leaves out what has problems; without the lists that are essential, there is none.
    """
    reading = _read(project)
    reading.problems += problems
    document = reading.documents.get(LISTS_BY_NAME["limits"].path)
    wrong_limits = list(check_limits(document, reading.lists["limits"])) if document else []
    reading.problems += wrong_limits
    reading.problems += list(_missing_lists(reading))
    drop_broken(reading)
    essential = {one.name for one in LISTS if one.presence == "essential"}
    if wrong_limits or not reading.lists.keys() >= essential or LIMITS.keys() - reading.lists["limits"].keys():
        return None, reading.problems
    return _library(reading, project.settings), reading.problems


def _read(project: Project) -> Reading:
    """Every file of a project, with the problems that each has by itself."""
    reading = Reading(project)
    for top in CONTENT_FOLDERS:
        if project.find(top) is None:
            reading.problems.append(Problem(top, 1, 1, f"there is no folder {top}/ here. Run this in the project's folder."))
    for file in (found for top in CONTENT_FOLDERS for found in project.list_files(top)):
        if isinstance(file, Problem):
            reading.problems.append(file)
        elif not is_lock(file.path):
            reading.add_file(file)
    for file in project.list_files(GUIDE):
        if isinstance(file, Problem):
            reading.problems.append(file)
        elif file.path.endswith(".md"):
            reading.add_chapter(file)
    return reading


def _missing_lists(reading: Reading) -> Iterator[Problem]:
    """Every list that is missing, and about which no problem is reported yet."""
    reported = {problem.path for problem in reading.problems}
    for one in LISTS:
        if one.name not in reading.lists and one.presence != "optional" and one.path not in reported:
            yield Problem(one.path, 1, 1, "this file is missing.")


def _library(reading: Reading, settings: Settings) -> Library:
    """The library of what is sound, with the settings of its site; a list that is not there is empty."""
    things: dict[str, Any] = {sort.table: reading.things[sort.noun] for sort in SORTS}
    lists: dict[str, Any] = {one.name: reading.lists.get(one.name) or (one.model() if one.whole else {}) for one in LISTS}
    return Library(
        **things,
        **lists,
        settings=settings,
        chapters=reading.chapters,
        documents=reading.documents,
        complete=not reading.problems,
    )
