"""A plan laid out with what its days are known by, and on which other days of its week each may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.editions import LockedVariant, lock_variant
from toolkit.feeds.identity import DayRecords, record_days
from toolkit.rules import OtherDays, Verdicts, other_days
from toolkit.schedule import Schedule


@dataclass(frozen=True, slots=True)
class LaidPlan:
    """A plan laid out, with what its days are known by."""

    schedule: Schedule
    records: DayRecords
    moves: OtherDays
    """With which other days of its week each may change places."""


def record_schedules(
    schedules: Sequence[Schedule], known: LockedVariant | None = None, verdicts: Verdicts | None = None
) -> list[LaidPlan]:
    """One variant as it is laid out for some weekdays, each once, with records as a lock after a `known` one would have them."""
    locked, verdicts = lock_variant(schedules, [known] if known else []), verdicts or Verdicts()
    return [lay(one, record_days(locked.layouts[one.race_weekday or 0]), verdicts) for one in schedules]


def lay(schedule: Schedule, records: DayRecords, verdicts: Verdicts | None = None) -> LaidPlan:
    """A schedule with its records; `verdicts` are those on schedules much like it."""
    return LaidPlan(schedule, records, other_days(schedule, schedule.doses.library, verdicts))
