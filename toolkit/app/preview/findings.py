"""What is wrong with content that is served: first what is found at once, then plan by plan what laying it out finds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from pathlib import Path

from toolkit.app.build import page_inputs
from toolkit.checks import check_without_layouts
from toolkit.checks.judging import Judged, join, judge_layout
from toolkit.checks.shortfalls import find_library_shortfalls
from toolkit.checks.verdicts import judge_library
from toolkit.library import Library
from toolkit.models import Plan, Season
from toolkit.problems import Problem


class Findings:
    """The problems of a project, as far as they are known."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._library: Library | None = None
        self._at_once: list[Problem] = []
        self._judged: dict[str, tuple[Hashable, Judged]] = {}
        """By the file of a plan or a season, what it was laid out from, and what was found."""
        self._inputs: dict[str, Hashable] = {}

    def read(self, today: date) -> Library | None:
        """Read the content and find what can be found at once; the library, or None where a central list is missing."""
        self._library, self._at_once = check_without_layouts(self.root, today)
        if self._library is not None:
            self._at_once += judge_library(self._library)
            contents = page_inputs(self._library)
            self._inputs = {self._library.path(thing): contents(self._library.path(thing)) for thing in self._things(self._library)}
        return self._library

    def judge_next(self) -> bool:
        """Lay out and judge one plan or season that has changed, and say whether there was one."""
        library = self._library
        for thing in self._things(library) if library else ():
            assert library is not None  # else there is nothing to go through
            path = library.path(thing)
            if self._is_judged(path):
                continue
            self._judged[path] = self._inputs[path], judge_layout(library, thing)
            return True
        return False

    def problems(self) -> list[Problem]:
        """Every problem that is known now, sorted."""
        judged = [self._judged[path][1] for path in self._inputs if self._is_judged(path)]
        found, placed = join(judged)
        whole = self._library is not None and len(judged) == len(self._inputs)
        shortfalls = find_library_shortfalls(self._library, placed) if whole and self._library else ()
        return sorted({*self._at_once, *found, *shortfalls})

    def _is_judged(self, path: str) -> bool:
        return path in self._judged and self._judged[path][0] == self._inputs[path]

    def _things(self, library: Library) -> Iterator[Plan | Season]:
        yield from library.plans.values()
        yield from library.seasons.values()
