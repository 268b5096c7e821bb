"""What a change of some files touches: the files themselves and whatever uses them, near or far."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from toolkit.library import Library, names_in
from toolkit.models import KINDS, LISTABLE, SETTINGS_FILE
from toolkit.problems import Problem
from toolkit.things import GUIDE, key_of

Key = tuple[str, str]
"""A sort of thing, and an id."""
GAPS = "templates/gaps.yaml"
"""The list that says which cells of the tables are empty: any session or exercise may fill one."""


def touches_all(only: Iterable[str]) -> bool:
    """Whether one of these files is a list that every file is read with, or the settings."""
    return any(path == SETTINGS_FILE or str(PurePosixPath(path).parent) == "templates" for path in only)


def find_touched(library: Library, only: Iterable[str]) -> frozenset[str]:
    """The paths of some files and of all that use them: of a warm-up its sessions, their plans, and the seasons of these."""
    users: dict[Key, set[str]] = {}
    for path in library.documents:
        for named in _named(library, path):
            users.setdefault(named, set()).add(path)
    found, new = set[str](), set(only)
    while new:
        found |= new
        new = {user for path in new if (key := key_of(path)) for user in users.get(key, ())} - found
    return frozenset(found)


def keep_touched(library: Library, problems: Collection[Problem], paths: frozenset[str]) -> list[Problem]:
    """Of all problems those of some files, those for which one of them could not be judged, and those in text about them.

    A file could not be judged if it needs another that was left out of the library for its problems. Text about files is
    the lines of chapters that name them, and the reasons for empty cells.
    """
    hindered = _hindering(library, problems, paths)
    names = {key[1] for path in paths if (key := key_of(path))}

    def concerns(problem: Problem) -> bool:
        said = problem.path.startswith(f"{GUIDE}/") and not names.isdisjoint(re.findall(r"[\w-]+", problem.source))
        filled = problem.path == GAPS and any(path.startswith("templates/") for path in paths)
        return problem.path in paths or problem.path in hindered or said or filled

    return sorted({problem for problem in problems if concerns(problem)})


def _hindering(library: Library, problems: Iterable[Problem], paths: Iterable[str]) -> set[str]:
    """The files that were left out of the library, and for which some of the given ones were left out too."""
    all_paths = {*library.documents, *(problem.path for problem in problems)}
    files = {key: path for path in all_paths if (key := key_of(path))}
    sound = _sound(library)
    found, new = set[str](), set(paths) - sound
    while new:
        found |= new
        named = {files[key] for path in new for key in _named(library, path) if key in files}
        new = named - sound - found
    return found


def _sound(library: Library) -> set[str]:
    """The paths of all that is in the library."""
    return {library.path(thing) for thing in library.things()}


def _named(library: Library, path: str) -> Iterator[Key]:
    """What a file names; the plan to take instead of another, or next, is not needed to judge it."""
    for noun, name in names_in(library.documents[path]) if path in library.documents else ():
        if noun == LISTABLE:
            yield from (("session", name), ("track", name))
        elif noun != "plan" or path.startswith("plans/seasons/"):
            yield ("session" if noun in KINDS else noun), name
