"""Which problems concern a file: its own and those of all that it needs, so that one mistake does not close everything else."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.library import Library, build_file_graph, find_reachable
from toolkit.problems import Problem
from toolkit.things import LISTS

LISTS_FOR_ALL = frozenset(one.path for one in LISTS if one.presence != "optional" and one.name != "sources")
"""Lists that every plan and session is read or judged with; pages alone need the others."""


def find_problems_of(library: Library, problems: Iterable[Problem], path: str) -> list[Problem]:
    """The problems of a file, of every file that it needs, and of the lists that all need."""
    found = list(problems)
    needs = build_file_graph(library.documents, {problem.path for problem in found})
    needed = find_reachable(needs, {path}) | LISTS_FOR_ALL
    return [problem for problem in found if problem.path in needed]
