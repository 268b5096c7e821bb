"""What is wrong with content that is served: first what is found at once, then plan by plan what laying it out finds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from pathlib import Path

from toolkit.app.build import page_inputs
from toolkit.checks import check_doses, check_read
from toolkit.checks.judging import Judged, join, judge_layout
from toolkit.checks.shortfalls import find_library_shortfalls
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Plan, Season
from toolkit.problems import Problem
from toolkit.things import path_of


class Findings:
    """The problems of a project, as far as they are known."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._library: Library | None = None
        self._at_once: list[Problem] = []
        self._of_doses: list[Problem] | None = None
        self._judged: dict[str, tuple[Hashable, Judged]] = {}
        """By the file of a plan or a season, what it was laid out from, and what was found."""
        self._inputs: dict[str, Hashable] = {}

    def read(self, today: date) -> Library | None:
        """Read the content and find what can be found at once; the library, or None where a central list is missing."""
        self._library, self._at_once = check_read(self.root, today)
        self._of_doses, self._inputs = None, {}
        if self._library is not None:
            self._doses = Doses(self._library)
            contents = page_inputs(self._library)
            self._inputs = {self._library.path(thing): contents(self._library.path(thing)) for thing in self._things()}
        return self._library

    def find_next(self) -> bool:
        """Work out doses, or lay out and judge one plan or season that has changed, and say whether there was anything to do."""
        if self._library is None:
            return False
        if self._of_doses is None:
            self._of_doses = check_doses(self._doses)
            return True
        for thing in self._things():
            path = path_of(thing)
            if not self._is_judged(path):
                self._judged[path] = self._inputs[path], judge_layout(self._doses, thing)
                return True
        return False

    def problems(self) -> list[Problem]:
        """Every problem that is known now, sorted."""
        judged = [self._judged[path][1] for path in self._inputs if self._is_judged(path)]
        found, placed = join(judged)
        whole = self._library is not None and len(judged) == len(self._inputs)
        shortfalls = find_library_shortfalls(self._doses, placed) if whole and self._library and self._library.complete else ()
        return sorted({*self._at_once, *(self._of_doses or ()), *found, *shortfalls})

    def _is_judged(self, path: str) -> bool:
        return path in self._judged and self._judged[path][0] == self._inputs[path]

    def _things(self) -> Iterator[Plan | Season]:
        if self._library is not None:
            yield from self._library.plans.values()
            yield from self._library.seasons.values()
