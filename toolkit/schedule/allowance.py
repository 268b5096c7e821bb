"""What the last 30 days allow: how long a run may be, and how much of one session may be fast."""

from __future__ import annotations

from copy import copy

from toolkit.library import Library
from toolkit.load import ROUNDED, Dose
from toolkit.models import Entry, Variant


class Allowance:
    """The runs so far, against which the next ones are measured; the entry stands for the days before the plan."""

    def __init__(self, entry: Entry, library: Library, variant: Variant) -> None:
        self._entry = entry
        self._runs: list[tuple[int, float, float]] = []
        self._most: dict[int, tuple[float, float]] = {}
        """By day, the longest run and the most fast minutes before it; asked for again and again while a week is put together."""
        self._run_percent = library.limit("single-run-spike", variant)
        self._fast_percent = library.limit("fast-volume-spike", variant)
        self._run = library.limits["single-run-spike"].also
        self._fast = library.limits["fast-volume-spike"].also

    def remember(self, day: int, dose: Dose) -> None:
        """Keep a run; one must not tell of races and trials, which never raise later allowances."""
        if dose.running:
            self._runs.append((day, dose.running, dose.fast))
            self._most = {}

    def copy(self) -> Allowance:
        """The same runs, to which others can be added."""
        other = copy(self)
        other._runs, other._most = list(self._runs), {}
        return other

    def run_may_be(self, minutes: float, day: int) -> bool:
        """Whether one run may be this long on this day."""
        longest, _ = self._before(day)
        step = self._run["small_step"] if longest < self._run["small_below"] else 0.0
        first = 0.0 if longest else self._run["first"]
        return minutes <= max(longest * (1 + self._run_percent / 100), longest + step, first) + 1e-9

    def fast_may_be(self, minutes: float, day: int) -> bool:
        """Whether one session may hold this many fast minutes on this day."""
        _, most = self._before(day)
        return minutes <= max(most * (1 + self._fast_percent / 100), most + self._fast["step"]) + ROUNDED

    def _before(self, day: int) -> tuple[float, float]:
        """The longest run, and the most fast minutes of one session, of the days that still count on this one."""
        if day not in self._most:
            longest = self._entry.longest if day < self._run["days"] else 0.0
            fast = self._entry.fast if day < self._fast["days"] else 0.0
            for when, minutes, quick in reversed(self._runs):
                if when < day - max(self._run["days"], self._fast["days"]):
                    break  # runs are kept in the order of their days
                if day - self._run["days"] <= when < day:
                    longest = max(longest, minutes)
                if day - self._fast["days"] <= when < day:
                    fast = max(fast, quick)
            self._most[day] = longest, fast
        return self._most[day]
