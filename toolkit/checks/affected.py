"""What a change of some files affects: the files themselves and whatever uses them, near or far."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from toolkit.library import Library, build_file_graph, find_reachable, reverse_graph
from toolkit.models import RETIRED_FILE, SETTINGS_FILE
from toolkit.problems import Problem
from toolkit.things import GUIDE, key_of

GAPS = "templates/gaps.yaml"
"""The list that says which cells of the tables are empty: any session or exercise may fill one."""


def affects_all(only: Iterable[str]) -> bool:
    """Whether one of these files is a list that every file is read with, or the settings."""
    return any(path in (SETTINGS_FILE, RETIRED_FILE) or str(PurePosixPath(path).parent) == "templates" for path in only)


def find_affected(library: Library, only: Iterable[str]) -> frozenset[str]:
    """The paths of some files and of all that use them: of a warm-up its sessions, their plans, and the seasons of these."""
    users = reverse_graph(build_file_graph(library.documents, only))
    return frozenset(find_reachable(users, only))


def keep_affected(library: Library, problems: Collection[Problem], paths: frozenset[str]) -> list[Problem]:
    """Of all problems those of some files, those for which one of them could not be judged, and those in text about them.

    A file could not be judged if it needs another that was left out of the library for its problems. Text about files is
    the lines of chapters that name them, and the reasons for empty cells.
    """
    blocking = _find_blocking(library, problems, paths)
    names = {key[1] for path in paths if (key := key_of(path))}

    def concerns(problem: Problem) -> bool:
        said = problem.path.startswith(f"{GUIDE}/") and not names.isdisjoint(re.findall(r"[\w-]+", problem.source))
        filled = problem.path == GAPS and any(path.startswith("templates/") for path in paths)
        return problem.path in paths or problem.path in blocking or said or filled

    return sorted({problem for problem in problems if concerns(problem)})


def _find_blocking(library: Library, problems: Iterable[Problem], paths: Iterable[str]) -> set[str]:
    """The files that were left out of the library, and for which some of the given ones were left out too."""
    sound = {library.path(thing) for thing in library.things()}
    needs = build_file_graph(library.documents, {problem.path for problem in problems})
    return find_reachable({path: needed - sound for path, needed in needs.items()}, set(paths) - sound)
