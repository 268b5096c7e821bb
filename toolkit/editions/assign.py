"""A plan laid out to its lock: each day with an id that it keeps and a revision that never falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, zip_longest
from typing import NamedTuple

from toolkit.dose import Doses
from toolkit.editions.lock import AFTER, DayContent, Layout, Lock, LockedDay, LockedSession, LockedVariant, LockedWeek
from toolkit.models import Plan, Session, Variant
from toolkit.schedule import SUNDAY, Placed, Schedule, Week, lay_out_each

_EARLIEST = datetime.min.replace(tzinfo=UTC)


class _Past(NamedTuple):
    """What there was of the days of a layout."""

    highest: Mapping[int, tuple[int, DayContent | None]]
    """By id, the highest revision there was, and of what; None where two branches have it of different contents."""
    twofold: frozenset[int]
    """The ids that two branches gave to different days, neither of which may keep it."""


_Fresh = Mapping[tuple[int, DayContent], LockedDay]
"""Days that have just got their ids, by week and content."""


def purpose_of(session: Session) -> str:
    """What a session is for: its objective, which long runs share with easy ones."""
    return "long" if session.kind == "long" else session.objective


def week_key(schedule: Schedule, week: Week) -> int:
    """Weeks to the race, 0 for that of the race and less after it; without a race the number of the week."""
    return week.number if schedule.race_weekday is None else schedule.weeks_to_race + 1 - week.number


def lay_out_weekdays(plan: Plan, variant: Variant, doses: Doses) -> list[Schedule]:
    """A variant laid out for every weekday of its race, Sunday first; once for a plan without one."""
    weekdays = (SUNDAY, *range(SUNDAY)) if plan.race else (SUNDAY,)
    return list(lay_out_each(plan, doses.library, variant, weekdays, doses))


def lock_whole_plan(plan: Plan, doses: Doses, known: Sequence[Lock], now: datetime) -> Lock:
    """A plan laid out and locked, in all of its variants, as `lock_plan` does it."""
    return lock_plan(plan, {variant: lay_out_weekdays(plan, variant, doses) for variant in plan.variants}, known, now)


def lock_plan(plan: Plan, schedules: Mapping[Variant, Sequence[Schedule]], known: Sequence[Lock], now: datetime) -> Lock:
    """A plan as its lock has it, of its variants laid out for each weekday of the race, Sunday first.

    What has changed against the locks that are `known`, the newest last, is revised `now`.
    """
    revised = join_revised(known)
    variants = {}
    for name, laid in ((str(variant), laid) for variant, laid in schedules.items()):
        before = [one.variants[name] for one in known if name in one.variants]
        variants[name] = lock_variant(laid, before, len(revised) + 1)
    lock = Lock(plan.id, variants, plan.corrections, revised)
    newest = max((day.revision for _, _, layout in lock.layouts() for week in layout for day in week.days), default=0)
    return replace(lock, revised=(*revised, now)) if newest > len(revised) else lock


def join_revised(locks: Iterable[Lock]) -> tuple[datetime, ...]:
    """When each revision of a plan was locked; the later time where two branches have locked it."""
    return tuple(max(times) for times in zip_longest(*(one.revised for one in locks), fillvalue=_EARLIEST))


def join_locks(ours: Lock, theirs: Lock) -> Lock:
    """A lock that knows the days of two branches that are merged: all of ours, and those that only theirs has."""
    variants = {name: _join(ours.variants.get(name), one) for name, one in theirs.variants.items()}
    return replace(ours, variants={**ours.variants, **variants}, revised=join_revised((ours, theirs)))


def _join(ours: LockedVariant | None, theirs: LockedVariant) -> LockedVariant:
    if ours is None:
        return theirs
    layouts = {weekday: _join_layouts(ours.layouts.get(weekday, ()), layout) for weekday, layout in theirs.layouts.items()}
    return LockedVariant(max(ours.next_id, theirs.next_id), {**ours.layouts, **layouts})


def _join_layouts(ours: Layout, theirs: Layout) -> Layout:
    known, weeks = {day.id for week in ours for day in week.days}, {week.key: week for week in ours}
    for week in theirs:
        more = tuple(day for day in week.days if day.id not in known)
        there = weeks.get(week.key, replace(week, days=()))
        weeks[week.key] = replace(there, days=(*there.days, *more))
    return tuple(weeks.values())


def lock_variant(schedules: Iterable[Schedule], known: Sequence[LockedVariant], revision: int = 1) -> LockedVariant:
    """A variant as its lock has it, laid out for the first weekday of its race and then for others.

    `known` are earlier locks of it, the newest last: days keep the ids that they have there. The days of a week are those that the
    week had with the same purpose on the same weekday, then with the same purpose; all others get ids that were never used. Two
    weekdays of the race share the id of a day that is new in both. What has changed has `revision`.
    """
    first_new = max((one.next_id for one in known), default=1)
    ids = count(first_new)
    layouts: dict[int, Layout] = {}
    for schedule in schedules:
        weekday = schedule.race_weekday or 0
        before = [one.layouts[weekday] for one in known if weekday in one.layouts]
        weeks = {week.key: week for week in before[-1]} if before else {}
        past, fresh = _find_past(before), _find_fresh(next(iter(layouts.values()), ()), first_new)
        sessions, locked = schedule.doses.library.sessions, list[LockedWeek]()
        for week in _bare_weeks(schedule, revision):
            there = [day for day in weeks[week.key].days if day.id not in past.twofold] if week.key in weeks else []
            locked.append(replace(week, days=tuple(_days(week, _match(week, there, sessions), past, fresh, ids))))
        layouts[weekday] = tuple(locked)
    variant = LockedVariant(next(ids), layouts)
    return _with_known_phases(variant, known[-1]) if known else variant


def _with_known_phases(variant: LockedVariant, known: LockedVariant) -> LockedVariant:
    """A variant with its phases called as in one that is known, where they only have other names: these are wording."""
    names, now = (
        tuple(dict.fromkeys(week.phase for layout in one.layouts.values() for week in layout)) for one in (known, variant)
    )
    if len(names) != len(now):
        return variant
    called = dict(zip(now, names, strict=True))
    layouts = {
        weekday: tuple(replace(week, phase=called[week.phase]) for week in layout) for weekday, layout in variant.layouts.items()
    }
    renamed = replace(variant, layouts=layouts)
    return renamed if renamed == known else variant


def _find_past(layouts: Iterable[Layout]) -> _Past:
    """What there was: the first and the last revision of each id, of which two branches may have different contents."""
    first: dict[int, tuple[int, set[DayContent]]] = {}
    last: dict[int, tuple[int, set[DayContent]]] = {}
    for day in (day for layout in layouts for week in layout for day in week.days):
        for found, sign in ((first, 1), (last, -1)):
            if day.id not in found or sign * day.revision < sign * found[day.id][0]:
                found[day.id] = day.revision, set()
            if day.revision == found[day.id][0]:
                found[day.id][1].add(day.content)
    return _Past(
        {id_: (revision, next(iter(said)) if len(said) == 1 else None) for id_, (revision, said) in last.items()},
        frozenset(id_ for id_, (_, said) in first.items() if len(said) > 1),
    )


def _find_fresh(layout: Layout, first_new: int) -> _Fresh:
    return {(week.key, day.content): day for week in layout for day in week.days if day.id >= first_new}


def _days(
    week: LockedWeek, matched: Mapping[int, LockedDay], past: _Past, fresh: _Fresh, ids: Iterator[int]
) -> Iterator[LockedDay]:
    """The days of a week with their ids and revisions; `matched` has by weekday what they were before."""
    for day in week.days:
        if old := matched.get(day.weekday):
            revision, content = past.highest[old.id]
            yield replace(day, id=old.id, revision=revision if content == day.content else day.revision)
        else:
            shared = fresh.get((week.key, day.content))
            yield replace(day, id=shared.id if shared else next(ids))


def _match(week: LockedWeek, before: Iterable[LockedDay], sessions: Mapping[str, Session]) -> dict[int, LockedDay]:
    """By weekday, the day of the same week before that a day is."""
    left = {day.id: day for day in before}
    matched: dict[int, LockedDay] = {}

    def same_purpose(one: LockedDay, other: LockedDay) -> bool:
        purpose = _main_purpose(one, sessions)
        return purpose is not None and purpose == _main_purpose(other, sessions)

    def same_day(one: LockedDay, other: LockedDay) -> bool:
        return one.weekday == other.weekday and same_purpose(one, other)

    for is_same in (same_day, same_purpose):
        for day in week.days:
            found = next((old for old in left.values() if is_same(day, old)), None) if day.weekday not in matched else None
            if found:
                matched[day.weekday] = left.pop(found.id)
    return matched


def _main_purpose(day: LockedDay, sessions: Mapping[str, Session]) -> str | None:
    """What the first session of a day is for, None where it is gone; the day after a plan has a purpose of its own."""
    if not day.sessions:
        return "after"
    main = sessions.get(day.sessions[0].session)
    return purpose_of(main) if main else None


def _bare_weeks(schedule: Schedule, revision: int) -> Iterator[LockedWeek]:
    """The weeks of a schedule, whose days have no ids yet and this revision; the last has the day after the plan too."""
    for week in schedule.weeks:
        days = [
            LockedDay(weekday, 0, revision, tuple(_session(schedule, one) for one in placed))
            for weekday, placed in enumerate(week.days)
            if placed
        ]
        if week is schedule.weeks[-1]:
            days.append(LockedDay(AFTER, 0, revision, ()))
        yield LockedWeek(week_key(schedule, week), week.kind, schedule.plan.phase(week.phase).name, tuple(days))


def _session(schedule: Schedule, placed: Placed) -> LockedSession:
    done = placed.workout
    dose = schedule.doses.texts(done.session)[done.rung]
    return LockedSession(done.session.id, done.rung + 1, dose, placed.track, placed.change, schedule.is_optional(placed))
