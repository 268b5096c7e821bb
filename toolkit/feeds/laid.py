"""A plan laid out with what its days are known by, and on which other days of its week each may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.editions import LockedVariant, lock_variant
from toolkit.feeds.identity import DayRecords, record_days
from toolkit.rules import KnownMoves, OtherDays, other_days
from toolkit.schedule import Schedule, Week


@dataclass(frozen=True, slots=True)
class LaidPlan:
    """A plan laid out, with what its days are known by."""

    schedule: Schedule
    records: DayRecords
    moves: OtherDays
    """With which other days of its week each may change places."""


def record_schedules(
    schedules: Sequence[Schedule], known: LockedVariant | None = None, near: LaidPlan | None = None
) -> list[LaidPlan]:
    """One variant as it is laid out for some weekdays, each once, with records as a lock after a `known` one would have them.

    The first may be like one that is `near`.
    """
    locked, found = lock_variant(schedules, [known] if known else []), list[LaidPlan]()
    for one in schedules:
        found.append(lay(one, record_days(locked.layouts[one.race_weekday or 0]), found[0] if found else near))
    return found


def lay(schedule: Schedule, records: DayRecords, near: LaidPlan | None = None) -> LaidPlan:
    """A schedule with its records. The more it is like one that is `near`, the less is judged again; what comes out is the same."""
    return LaidPlan(schedule, records, other_days(schedule, schedule.doses.library, _known_moves(near, schedule) if near else None))


def _known_moves(near: LaidPlan, schedule: Schedule) -> KnownMoves | None:
    """What is known of the other days of a schedule from one of as many weeks; None where theirs are others."""
    first = near.schedule
    if (len(first.weeks), first.lead) != (len(schedule.weeks), schedule.lead):
        return None
    pairs = zip(first.weeks, schedule.weeks, strict=True)
    return KnownMoves(near.moves, {week.number for before, week in pairs if _what_is_done(before) != _what_is_done(week)})


def _what_is_done(week: Week) -> object:
    """All of a week that rules judge, but for where it is in the plan's file."""
    return week.kind, week.phase, [[(one.workout, one.change, one.track) for one in sessions] for sessions in week.days]
