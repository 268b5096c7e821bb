"""What a lock holds: every day of every variant of a plan, as those live by it who have begun.

A layout is a variant laid out for one weekday of its race. Its days have ids that are assigned once and never used again, and
revisions that never fall. Wording is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from toolkit.schedule import WeekKind
from toolkit.schedule.values import Change

AFTER = 7
"""The weekday, Monday 0, of the day after a plan, which says what comes next: it belongs to the last week."""


@dataclass(frozen=True, slots=True)
class LockedSession:
    """A session on a day."""

    session: str
    rung: int
    """From 1, as the ladder was then."""
    dose: str
    """The main set in the notation, without notes, which are wording."""
    track: str = ""
    """The track whose turn it is; empty where the plan lists the session itself."""
    change: Change = ""
    optional: bool = False


class DayContent(NamedTuple):
    """What nobody may find changed who has begun: a weekday, and each session with its dose."""

    weekday: int
    sessions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LockedDay:
    """A day with sessions, or with none the day after a plan."""

    weekday: int
    """Monday 0, or AFTER."""
    id: int
    """What it is known by in its variant, whatever becomes of it."""
    revision: int
    """Which revision of the plan last changed its weekday, a session or a dose, from 1."""
    sessions: tuple[LockedSession, ...]

    @property
    def content(self) -> DayContent:
        """What a revision is of."""
        return DayContent(self.weekday, tuple((one.session, one.dose) for one in self.sessions))


@dataclass(frozen=True, slots=True)
class LockedWeek:
    """A week with its days."""

    key: int
    """Weeks to the race, 0 for that of the race and less after it; without a race its number from 1."""
    kind: WeekKind
    phase: str
    """What its phase was called when days or doses last changed: by that it is found in the plan as it is now."""
    days: tuple[LockedDay, ...]


Layout = tuple[LockedWeek, ...]


@dataclass(frozen=True, slots=True)
class LockedVariant:
    """A variant for every weekday of its race."""

    next_id: int
    """No id from here on was ever used."""
    layouts: Mapping[int, Layout]
    """By the weekday of the anchor: of the race, Sunday first, or Monday (0) alone for a plan without one."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A plan as its lock has it."""

    plan: str
    variants: Mapping[str, LockedVariant] = field(default_factory=dict)
    """By their names."""
    corrections: tuple[str, ...] = ()
    """What the plan says of changes that must reach runners who have begun."""
    revised: tuple[datetime, ...] = ()
    """When each revision was locked, in UTC to the second: the first of them is revision 1."""

    def layouts(self) -> Iterator[tuple[str, int, Layout]]:
        """Every layout, with its variant and the weekday of its anchor."""
        for name, variant in self.variants.items():
            yield from ((name, weekday, layout) for weekday, layout in variant.layouts.items())


def days_by_key(weeks: Iterable[LockedWeek]) -> dict[tuple[int, int], LockedDay]:
    """The days of weeks by the key of their week and their weekday."""
    return {(week.key, day.weekday): day for week in weeks for day in week.days}
