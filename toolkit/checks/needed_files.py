"""Which problems concern a file: its own and those of all that it needs, so that one mistake does not close everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.library import Library, names_in
from toolkit.models import KINDS
from toolkit.problems import Problem
from toolkit.things import LISTS, SORTS_BY_FOLDER

LISTS_FOR_ALL = frozenset(one.path for one in LISTS if one.presence != "optional" and one.name != "sources")
"""Lists that every plan and session is read or judged with; pages alone need the others."""


def problems_of(library: Library, problems: Iterable[Problem], path: str) -> list[Problem]:
    """The problems of a file, of every file that it needs, and of the lists that all need."""
    found = list(problems)
    files = _files(library, found)
    needed, new = set(LISTS_FOR_ALL), {path}
    while new:
        needed |= new
        documents = (library.documents[one] for one in new if one in library.documents)
        names = {_key(noun, name) for document in documents for noun, name in names_in(document) if not _is_not_needed(path, noun)}
        new = {files[key] for key in names if key in files} - needed
    return [problem for problem in found if problem.path in needed]


def _files(library: Library, problems: Iterable[Problem]) -> Mapping[tuple[str, str], str]:
    """By sort and id, the file of each thing, also of those that could not be read."""
    found = {}
    for path in {*library.documents, *(problem.path for problem in problems)}:
        folder, _, file = path.removesuffix(".yaml").rpartition("/")
        sort = SORTS_BY_FOLDER.get(folder)
        found[sort.noun if sort else "", file] = path
    return found


def _key(noun: str, name: str) -> tuple[str, str]:
    return ("session" if noun in KINDS else noun), name


def _is_not_needed(path: str, noun: str) -> bool:
    """Whether a plan can be judged without something that it names: the plan to take instead, or next."""
    return noun == "plan" and not path.startswith("plans/seasons/")
