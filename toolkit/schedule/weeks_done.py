"""The weeks that were done, against whose minutes and loads the next ones are measured."""

from __future__ import annotations

from copy import copy
from statistics import fmean

from toolkit.models import Tissue
from toolkit.schedule.values import Week

_RECENT = 3
"""The loading weeks that a week is compared with."""


class WeeksDone:
    """The loading weeks so far and those that a break cut short; what the entry expects counts as a week before the plan."""

    def __init__(self, entry_minutes: float) -> None:
        self._entry_minutes = entry_minutes
        self.loading: list[Week] = []
        """The loading weeks so far, the last one last."""
        self.since_reset: list[Week] = []
        """The loading weeks since the last reset week."""
        self.interrupted: list[Week] = []
        """Weeks that a break cut short, with what was done of them."""
        self.recoveries = 0
        """Weeks since the race."""
        self.tissues: dict[Tissue, float] = {}
        """The mean load on each tissue in the last three loading weeks."""

    def copy(self) -> WeeksDone:
        """The same weeks, to which others can be added."""
        other = copy(self)
        other.loading, other.since_reset, other.interrupted = list(self.loading), list(self.since_reset), list(self.interrupted)
        return other

    def remember(self, week: Week) -> None:
        """Keep a week by its kind."""
        if week.kind == "load":
            self.loading.append(week)
            self.since_reset.append(week)
            recent = [week.tissues for week in self.loading[-_RECENT:]]
            self.tissues = {name: fmean(week.get(name, 0.0) for week in recent) for week in recent for name in week}
        elif week.kind == "reset":
            self.since_reset = []
        elif week.kind == "recovery":
            self.recoveries += 1

    def recent_minutes(self) -> list[float]:
        """Running minutes of up to three loading weeks, the last one last; the entry counts as one."""
        return [self._entry_minutes, *(week.running for week in self.loading)][-_RECENT:]

    def usual_minutes(self) -> float:
        """Running minutes of a usual week: the mean of the last three loading weeks, or what the entry says."""
        return fmean(week.running for week in self.loading[-_RECENT:]) if self.loading else self._entry_minutes

    def last_long(self) -> float | None:
        """The minutes of the long run in the last loading week; None where there was none."""
        runs = (
            (placed.dose.running for _, placed in self.loading[-1].placed() if placed.session.kind == "long")
            if self.loading
            else ()
        )
        return max(runs, default=None)
