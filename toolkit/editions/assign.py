"""A plan laid out to its lock: each day with an id that it keeps and a revision that never falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from toolkit.dose import Doses
from toolkit.editions.lock import AFTER, DayContent, Layout, Lock, LockedDay, LockedSession, LockedVariant, LockedWeek
from toolkit.models import Plan, Session, Variant
from toolkit.schedule import SUNDAY, Placed, Schedule, Week, lay_out_each

_Highest = Mapping[int, tuple[int, DayContent]]
"""By id, the highest revision there was, and of what."""
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
    revised = max((one.revised for one in known), key=len, default=())
    variants = {}
    for name, laid in ((str(variant), laid) for variant, laid in schedules.items()):
        before = [one.variants[name] for one in known if name in one.variants]
        variants[name] = lock_variant(laid, before, len(revised) + 1)
    lock = Lock(plan.id, variants, plan.corrections, revised)
    newest = max((day.revision for _, _, layout in lock.layouts() for week in layout for day in week.days), default=0)
    return replace(lock, revised=(*revised, now)) if newest > len(revised) else lock


def lock_variant(schedules: Iterable[Schedule], known: Sequence[LockedVariant], revision: int = 1) -> LockedVariant:
    """A variant as its lock has it, laid out for the first weekday of its race and then for others.

    `known` are earlier locks of it, the newest last: days keep the ids that they have there. The days of a week are those that the
    week had with the same purpose on the same weekday, then with the same purpose, then with the same main session; all others get
    ids that were never used. Two weekdays of the race share the id of a day that is new in both. What has changed has `revision`.
    """
    first_new = max((one.next_id for one in known), default=1)
    ids = count(first_new)
    layouts: dict[int, Layout] = {}
    for schedule in schedules:
        weekday = schedule.race_weekday or 0
        before = [one.layouts[weekday] for one in known if weekday in one.layouts]
        weeks = {week.key: week for week in before[-1]} if before else {}
        highest, fresh = _find_highest(before), _find_fresh(next(iter(layouts.values()), ()), first_new)
        layouts[weekday] = tuple(
            replace(
                week,
                days=tuple(_days(week, _match(week, weeks.get(week.key), schedule.doses.library.sessions), highest, fresh, ids)),
            )
            for week in _bare_weeks(schedule, revision)
        )
    return LockedVariant(next(ids), layouts)


def _find_highest(layouts: Iterable[Layout]) -> _Highest:
    """The highest revision of each id; of equal ones the newest."""
    found: dict[int, tuple[int, DayContent]] = {}
    for day in (day for layout in layouts for week in layout for day in week.days):
        if day.revision >= found.get(day.id, (0, None))[0]:
            found[day.id] = day.revision, day.content
    return found


def _find_fresh(layout: Layout, first_new: int) -> _Fresh:
    return {(week.key, day.content): day for week in layout for day in week.days if day.id >= first_new}


def _days(
    week: LockedWeek, matched: Mapping[int, LockedDay], highest: _Highest, fresh: _Fresh, ids: Iterator[int]
) -> Iterator[LockedDay]:
    """The days of a week with their ids and revisions; `matched` has by weekday what they were before."""
    for day in week.days:
        if old := matched.get(day.weekday):
            revision, content = highest[old.id]
            yield replace(day, id=old.id, revision=revision if content == day.content else day.revision)
        else:
            shared = fresh.get((week.key, day.content))
            yield replace(day, id=shared.id if shared else next(ids))


def _match(week: LockedWeek, before: LockedWeek | None, sessions: Mapping[str, Session]) -> dict[int, LockedDay]:
    """By weekday, the day of the same week before that a day is."""
    left = {day.weekday: day for day in before.days} if before else {}
    matched: dict[int, LockedDay] = {}

    def same_purpose(one: LockedDay, other: LockedDay) -> bool:
        purpose = _main_purpose(one, sessions)
        return purpose is not None and purpose == _main_purpose(other, sessions)

    def same_day(one: LockedDay, other: LockedDay) -> bool:
        return one.weekday == other.weekday and same_purpose(one, other)

    def same_session(one: LockedDay, other: LockedDay) -> bool:
        return [session.session for session in one.sessions[:1]] == [session.session for session in other.sessions[:1]]

    for is_same in (same_day, same_purpose, same_session):
        for day in week.days:
            found = next((old for old in left.values() if is_same(day, old)), None) if day.weekday not in matched else None
            if found:
                matched[day.weekday] = left.pop(found.weekday)
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
        yield LockedWeek(week_key(schedule, week), week.kind, week.phase, tuple(days))


def _session(schedule: Schedule, placed: Placed) -> LockedSession:
    done = placed.workout
    dose = schedule.doses.texts(done.session)[done.rung]
    return LockedSession(done.session.id, done.rung + 1, dose, placed.track, placed.change, schedule.is_optional(placed))
