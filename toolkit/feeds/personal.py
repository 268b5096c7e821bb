"""A calendar with a reader's wishes: the days on which a zone is asked for, and the bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.feeds.compiled import CompiledPlan
from toolkit.feeds.stamp import NO_OFFSETS, Calendar, DatedPlan, Stamper, stamp
from toolkit.feeds.wishes import Wishes
from toolkit.feeds.zones import offsets_of, read_zone, weekday_of


def offsets_for(parts: Sequence[DatedPlan], wishes: Wishes) -> Mapping[int, int]:
    """What a stamper has to know of the reader's zone: on every day of the plans that has an hour; nothing without hours."""
    if not wishes.timed or wishes.zone is None:
        return NO_OFFSETS
    first = min(part.plan.first_monday(part.anchor) for part in parts)
    last = max(part.plan.first_monday(part.anchor) + part.plan.plan.events[-1].day for part in parts)
    days = (day for day in range(first, last + 1) if wishes.hours[weekday_of(day)] is not None)
    return offsets_of(read_zone(wishes.zone), wishes.hours, days)


def personal_calendar(plan: CompiledPlan, anchor: int, wishes: Wishes, made: int) -> bytes:
    """A file for one reader, made at `made`, in seconds since 1970; `anchor` is in days since then. The errors of `stamp`."""
    parts = [DatedPlan(Stamper(plan), anchor)]
    return stamp(Calendar(parts, wishes, offsets_for(parts, wishes), made=made))
