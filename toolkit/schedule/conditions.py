"""Under which conditions a plan is laid out for a variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.schedule.overlay import NO_RESULTS, Overlay
from toolkit.schedule.values import SUNDAY, Schedule


@dataclass(frozen=True, slots=True)
class Conditions:
    """What varies in the layout of one variant: race weekday, weeks, what was done before it, a second race, and results."""

    race_weekday: int = SUNDAY
    """The weekday of the race, Monday 0."""
    weeks: int | None = None
    """As many weeks as one likes, of a plan that repeats; None for as many as it has."""
    after: Sequence[Schedule] = ()
    """The plans of a season before it: the last 30 days are what they hold, and not what the entry expects."""
    second: tuple[int, str] | None = None
    """A second race: its day, counted from the first Monday as 0, and the session raced on it."""
    overlay: Overlay = NO_RESULTS
    """Results of assessments. What they leave out is not in the plan, and nothing starts higher than they say."""


AS_PLANNED = Conditions()
"""As the plan has it: the race on Sunday, and nothing else."""
