"""A plan laid out with what its days are known by, and where two of them may differ."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.editions import LockedVariant, lock_variant
from toolkit.feeds.compiled import CompiledPlan
from toolkit.feeds.identity import DayRecords, record_days
from toolkit.library import Library
from toolkit.rules import KnownMoves, OtherDays, other_days
from toolkit.schedule import Schedule, Week
from toolkit.text.events.plan import WEEKS_BACK


@dataclass(frozen=True, slots=True)
class LaidPlan:
    """A plan laid out, with what its days are known by."""

    schedule: Schedule
    records: DayRecords


def record_schedules(schedules: Sequence[Schedule], known: LockedVariant | None = None) -> list[LaidPlan]:
    """One variant as it is laid out for some weekdays, each once, with records as a lock after a `known` one would have them."""
    locked = lock_variant(schedules, [known] if known else [])
    return [LaidPlan(one, record_days(locked.layouts[one.race_weekday or 0])) for one in schedules]


class KnownPlan(NamedTuple):
    """A plan that is compiled already, and how it is laid out."""

    plan: CompiledPlan
    laid: LaidPlan


class Differences(NamedTuple):
    """Where a plan may differ from another."""

    moves: OtherDays
    """Its other days."""
    days: Set[int]
    """The days whose events may differ."""
    weeks: Set[int]
    """The numbers of the weeks that do."""


def compare_layouts(near: KnownPlan, other: LaidPlan, library: Library) -> Differences:
    """Where a plan may differ from one that is known."""
    first, schedule = near.laid, other.schedule
    known = {event.day: event.other_days for event in near.plan.events}
    pairs = list(zip(first.schedule.weeks, schedule.weeks, strict=False))
    alike = (len(first.schedule.weeks), first.schedule.lead) == (len(schedule.weeks), schedule.lead)
    weeks = {
        week.number for before, week in pairs if not alike or _what_is_done(before, first.schedule) != _what_is_done(week, schedule)
    }
    weeks |= {week.number for week in schedule.weeks[len(pairs) :]}
    moves = other_days(schedule, library, KnownMoves(known, weeks) if alike else None)
    affected = _affected_weeks(weeks, pairs)
    days = {
        day
        for day, instead in moves.items()
        if day // 7 + 1 in affected or instead != known.get(day) or first.records.get(day) != other.records[day]
    }
    return Differences(moves, days, weeks)


def _affected_weeks(changed: Set[int], pairs: Sequence[tuple[Week, Week]]) -> range:
    """The weeks whose events may say something of weeks that have changed: these, those by which who joins later is judged, and
    all that follow where the kind of a week is another, since reset weeks are counted.
    """
    if not changed:
        return range(0)
    all_kinds = all(before.kind == week.kind for before, week in pairs)
    return range(min(changed), max(changed) + WEEKS_BACK + 1 if all_kinds else len(pairs) + len(changed) + 1)


def _what_is_done(week: Week, schedule: Schedule) -> object:
    """All of a week that its events say, but for where it is in the plan's file."""
    done = [[(one.workout, one.change, one.track, schedule.is_optional(one)) for one in sessions] for sessions in week.days]
    return week.kind, week.phase, done
