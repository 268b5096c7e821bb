"""A calendar that changes: what somebody who subscribed to it sees go, come and change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from feeding import MODIFIED, compiler_of, stamped
from readers import Seen, by_icalendar
from schedules import with_day, with_week

from toolkit.dose import Doses
from toolkit.editions import LockedVariant, lock_variant
from toolkit.feeds.agenda import first_monday
from toolkit.feeds.identity import History, record_days
from toolkit.feeds.laid import lay
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.rules.moves import swapped
from toolkit.schedule import SUNDAY, Schedule, lay_out


class Subscriber:
    """What a program shows that reads a feed again: the new file replaces the old one, and events are known by their UID."""

    def __init__(self, schedule: Schedule, library: Library) -> None:
        self.library = library
        self.locked: list[LockedVariant] = []
        self.seen: Mapping[str, Seen] = self._read(schedule, MODIFIED)

    def refresh(self, schedule: Schedule) -> tuple[set[str], set[str], dict[str, tuple[Seen, Seen]]]:
        """The UIDs that went, those that came, and what changed of the others."""
        old, new = self.seen, self._read(schedule, MODIFIED + timedelta(days=1))
        changed = {uid: (old[uid], new[uid]) for uid in old.keys() & new.keys() if old[uid] != new[uid]}
        self.seen = new
        return old.keys() - new.keys(), new.keys() - old.keys(), changed

    def _read(self, schedule: Schedule, modified: datetime) -> dict[str, Seen]:
        self.locked = [*self.locked, lock_variant([schedule], self.locked, len(self.locked) + 1)]
        laid = lay(schedule, record_days(self.locked[-1].layouts[SUNDAY]))
        content = stamped(compiler_of(self.library, History(modified)).compile(laid), date(2027, 4, 18))
        return {one.uid: one for one in by_icalendar(content)}


@pytest.fixture(scope="module")
def schedule(frozen: Library) -> Schedule:
    return lay_out(frozen.plans["5k"], frozen, Variant("intermediate", "standard"))


@pytest.fixture(scope="module")
def first(frozen: Library, schedule: Schedule) -> Subscriber:
    """Somebody who has read the calendar of the schedule once."""
    return Subscriber(schedule, frozen)


@pytest.fixture
def subscriber(first: Subscriber) -> Subscriber:
    """The same, for a test to go on with."""
    return copy(first)


def test_a_moved_session_moves_instead_of_doubling(subscriber: Subscriber, schedule: Schedule) -> None:
    week = schedule.weeks[4]
    gone, new, changed = subscriber.refresh(with_week(schedule, swapped(week, 1, 2)))
    assert not gone
    assert not new
    moved = {uid: (old.start, seen.start) for uid, (old, seen) in changed.items() if old.start != seen.start}
    tuesday = date(2027, 2, 23)
    assert sorted(moved.values()) == [(tuesday, tuesday + timedelta(days=1)), (tuesday + timedelta(days=1), tuesday)]
    assert all(old.summary == seen.summary for old, seen in changed.values())


def test_a_session_with_a_new_title_keeps_its_identity(frozen: Library, subscriber: Subscriber, schedule: Schedule) -> None:
    named = frozen.sessions["long-run"].model_copy(update={"title": "Far run"})
    renamed = replace(frozen, sessions={**frozen.sessions, "long-run": named})
    subscriber.library = renamed
    gone, new, changed = subscriber.refresh(lay_out(renamed.plans["5k"], renamed, schedule.variant))
    assert not gone
    assert not new
    assert {old.summary.replace("Long run", "Far run") for old, _ in changed.values()} == {
        seen.summary for _, seen in changed.values()
    }
    assert any(old.summary != seen.summary for old, seen in changed.values())
    assert all(old.start == seen.start for old, seen in changed.values())


def test_another_session_for_the_same_purpose_is_the_same_event(
    frozen: Library, subscriber: Subscriber, schedule: Schedule
) -> None:
    """Another session takes its turn, or its file is renamed: a runner’s notes and reminders stay with what it is for."""
    before = {one.start: one.summary for one in subscriber.seen.values()}
    session = frozen.sessions["long-run"].model_copy(update={"id": "far-run"})
    weeks = []
    for week in schedule.weeks:
        days = tuple(
            tuple(
                replace(one, workout=replace(one.workout, session=session)) if one.session.id == "long-run" else one
                for one in placed
            )
            for placed in week.days
        )
        weeks.append(replace(week, days=days))
    library = replace(frozen, sessions={**frozen.sessions, session.id: session})
    gone, new, changed = subscriber.refresh(replace(schedule, weeks=tuple(weeks), doses=Doses(library)))
    assert not gone
    assert not new
    assert len(changed) == sum("Long run" in summary for summary in before.values()), "their links lead to the new page"
    assert {one.start: one.summary for one in subscriber.seen.values()} == before


def test_an_easy_run_that_is_replaced_gives_its_identity_to_no_other(subscriber: Subscriber, schedule: Schedule) -> None:
    monday = first_monday(schedule, date(2027, 4, 18))
    days = {7 * 4 + day for day, placed in enumerate(schedule.weeks[4].days) if placed and placed[0].session.id == "easy-run"}
    easy = [uid for uid, one in subscriber.seen.items() if (one.start - monday).days in days]
    assert len(easy) > 1
    before = {uid: subscriber.seen[uid].start for uid in easy}
    first = min(easy, key=lambda uid: before[uid])
    day = (before[first] - first_monday(schedule, date(2027, 4, 18))).days
    strength = next(one for _, one in schedule.placed() if one.session.id == "strength-a")
    gone, new, _ = subscriber.refresh(with_day(schedule, day // 7 + 1, day % 7, strength))
    assert gone == {first}
    assert len(new) == 1
    assert {uid: subscriber.seen[uid].start for uid in easy if uid != first} == {
        uid: start for uid, start in before.items() if uid != first
    }


def test_a_removed_session_goes_and_nothing_else_changes(subscriber: Subscriber, schedule: Schedule) -> None:
    friday = (4 * 7) + 4
    day = first_monday(schedule, date(2027, 4, 18)) + timedelta(days=friday)
    there = {uid for uid, one in subscriber.seen.items() if one.start == day}
    assert len(there) == 1
    gone, new, changed = subscriber.refresh(with_day(schedule, 5, 4))
    assert gone == there
    assert not new
    assert first_monday(schedule, date(2027, 4, 18)) + timedelta(days=friday) not in {one.start for one in subscriber.seen.values()}
    texts = [(old.description, seen.description) for old, seen in changed.values()]
    assert all(re.sub(r"May swap with:.*", "", old) == re.sub(r"May swap with:.*", "", seen) for old, seen in texts)
    assert all((old.start, old.summary) == (seen.start, seen.summary) for old, seen in changed.values())


def test_a_week_added_in_front_leaves_every_other_event_on_its_day(subscriber: Subscriber, schedule: Schedule) -> None:
    """Weeks count back from the race: a plan that starts a week earlier has seven days more, and moves nothing."""
    dates = {uid: one.start for uid, one in subscriber.seen.items()}
    weeks = [replace(schedule.weeks[0], number=1), *(replace(week, number=week.number + 1) for week in schedule.weeks)]
    gone, new, changed = subscriber.refresh(replace(schedule, weeks=tuple(weeks)))
    assert not gone
    assert {one.start for uid, one in subscriber.seen.items() if uid in new} <= {
        date(2027, 1, 18) + timedelta(days=day) for day in range(7)
    }
    assert len(new) == sum(bool(day) for day in schedule.weeks[0].days)
    assert {uid: one.start for uid, one in subscriber.seen.items() if uid not in new} == dates
    texts = {uid: one for uid, one in changed.items() if "of 16" in one[0].description}
    assert len(texts) == len(changed) - 1, "all but the last"
    assert all("of 16" in old.description and "of 17" in seen.description for old, seen in texts.values())
