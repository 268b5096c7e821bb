"""What the last 30 days allow: how long a run may be, and how much of one session may be fast."""

from __future__ import annotations

from bisect import bisect_left
from copy import copy

from toolkit.dose import ROUNDED, Dose
from toolkit.library import Library
from toolkit.models import Entry, Variant


class Allowance:
    """The runs so far, against which the next ones are measured; the entry counts for the days before the plan."""

    def __init__(self, entry: Entry, library: Library, variant: Variant) -> None:
        self._entry = entry
        self._days: list[int] = []
        self._minutes: list[float] = []
        self._fast_minutes: list[float] = []
        self._most: dict[int, tuple[float, float]] = {}
        """By day, what is allowed on it; asked for again and again while a week is put together."""
        self._run_percent = library.limit("single-run-spike", variant)
        self._fast_percent = library.limit("fast-volume-spike", variant)
        self._run = library.limits["single-run-spike"].also
        self._fast = library.limits["fast-volume-spike"].also

    def remember(self, day: int, dose: Dose) -> None:
        """Keep a run; not to be called for races and trials, which never raise later allowances."""
        if dose.running:
            self._days.append(day)
            self._minutes.append(dose.running)
            self._fast_minutes.append(dose.fast)
            self._most = {}

    def copy(self) -> Allowance:
        """The same runs, to which others can be added."""
        other = copy(self)
        other._days, other._minutes, other._fast_minutes = list(self._days), list(self._minutes), list(self._fast_minutes)
        other._most = {}
        return other

    def run_may_be(self, minutes: float, day: int) -> bool:
        """Whether one run may be this long on this day."""
        return minutes <= self._allowed(day)[0] + 1e-9

    def fast_may_be(self, minutes: float, day: int) -> bool:
        """Whether one session may hold this many fast minutes on this day."""
        return minutes <= self._allowed(day)[1] + ROUNDED

    def longest_run(self, day: int) -> float:
        """The minutes that one run may have on a day."""
        return self._allowed(day)[0]

    def most_fast(self, day: int) -> float:
        """The fast minutes that one session may have on a day."""
        return self._allowed(day)[1]

    def _allowed(self, day: int) -> tuple[float, float]:
        """How long one run may be on a day, and how many minutes of one session may be fast."""
        if day not in self._most:
            longest, fast = self._before(day)
            step = self._run["small_step"] if longest < self._run["small_below"] else 0.0
            first = 0.0 if longest else self._run["first"]
            self._most[day] = (
                max(longest * (1 + self._run_percent / 100), longest + step, first),
                max(fast * (1 + self._fast_percent / 100), fast + self._fast["step"]),
            )
        return self._most[day]

    def _before(self, day: int) -> tuple[float, float]:
        """The longest run, and the most fast minutes of one session, of the days that still count on this one."""
        today = bisect_left(self._days, day)  # runs are kept in the order of their days
        first, first_fast = (bisect_left(self._days, day - also["days"]) for also in (self._run, self._fast))
        longest = self._entry.longest if day < self._run["days"] else 0.0
        fast = self._entry.fast if day < self._fast["days"] else 0.0
        return max([longest, *self._minutes[first:today]]), max([fast, *self._fast_minutes[first_fast:today]])
