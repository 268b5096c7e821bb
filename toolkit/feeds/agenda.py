"""Which days of a schedule go into a calendar, and what there is to say of each besides its sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.feeds import addresses
from toolkit.library import Library
from toolkit.models import WEEKDAYS
from toolkit.rules import other_days
from toolkit.schedule import Placed, Schedule, Week, find_key_days
from toolkit.text import dates
from toolkit.text.calendars import calendar_name


@dataclass(frozen=True, slots=True)
class EventDay:
    """A day with sessions, and what a calendar has to say of it besides them."""

    day: int
    """Counted from the plan's first Monday as 0."""
    week: Week
    placed: tuple[Placed, ...]
    count: int
    """Which time in its week the first of its sessions is the first of a day, from 1."""
    other_days: tuple[int, ...] = ()
    """The weekdays of its week (Monday 0) with which the day may change places."""
    opens_week: bool = False
    opens_plan: bool = False
    ends_plan: bool = False
    films: bool = False
    """Whether it is the first easy run of a week in which runners look at their own running."""

    @property
    def strains(self) -> bool:
        """Whether heart and breath have work to do, as in all but mobility."""
        return any(one.session.mode != "mobility" for one in self.placed)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A schedule and those of its days that go into a calendar."""

    schedule: Schedule
    library: Library
    days: tuple[EventDay, ...]
    only_key_days: bool = False

    @property
    def name(self) -> str:
        """What the calendar is called: `A faster 5 km · intermediate, standard`."""
        plan, variant = self.schedule.plan, self.schedule.variant
        return calendar_name(plan.title, variant, only_key_days=self.only_key_days)

    def path(self, anchor: date) -> str:
        """Where the feed for a race day, or a first Monday, lies."""
        return addresses.feed(self.schedule.plan, self.schedule.variant, anchor, only_key_days=self.only_key_days)


def agenda_of(schedule: Schedule, library: Library) -> Agenda:
    """Every day of a schedule that is not a rest day."""
    moves = other_days(schedule, library)
    films = set(_film_days(schedule))
    days = (EventDay(day, week, week.days[day % 7], count, moves[day], films=day in films) for day, week, count in _days(schedule))
    return Agenda(schedule, library, tuple(_opened(list(days))))


def thinned(whole: Agenda) -> Agenda:
    """Only the key days of an agenda; what the week's first event says is now said by the first that is left."""
    kept = find_key_days(whole.schedule)
    return replace(whole, days=tuple(_opened([one for one in whole.days if one.day in kept])), only_key_days=True)


def first_monday(schedule: Schedule, anchor: date) -> date:
    """The Monday on which a schedule starts: the anchor is the race day, or that Monday itself.

    ValueError where the anchor's weekday is not the one that the schedule was laid out for.
    """
    expected = 0 if schedule.race_weekday is None else schedule.race_weekday
    if anchor.weekday() != expected:
        raise ValueError(f"{anchor} is not a {dates.WEEKDAY_NAMES[WEEKDAYS[expected]]}")
    return anchor - timedelta(days=anchor.weekday(), weeks=schedule.lead)


def _days(schedule: Schedule) -> Iterator[tuple[int, Week, int]]:
    """Every day that is not a rest day: its number, its week, and its count among the days of the week with that session first."""
    for week in schedule.weeks:
        seen: Counter[str] = Counter()
        for weekday, placed in enumerate(week.days):
            if placed:
                seen[placed[0].session.id] += 1
                yield (week.number - 1) * 7 + weekday, week, seen[placed[0].session.id]


def _opened(days: Sequence[EventDay]) -> Iterator[EventDay]:
    """Occasions with the first of each week, and the first and the last of all, marked as such."""
    week = None
    for number, one in enumerate(days, start=1):
        yield replace(one, opens_week=one.week.number != week, opens_plan=week is None, ends_plan=number == len(days))
        week = one.week.number


def _film_days(schedule: Schedule) -> Iterator[int]:
    """The days of the first easy run of week 1 and of every second reset week: runners look at their running. Convention."""
    resets = [week for week in schedule.weeks if week.kind == "reset"]
    for week in [*schedule.weeks[:1], *resets[1::2]]:
        easy = (weekday for weekday, placed in week.placed() if placed.session.mode == "run" and placed.session.kind == "easy")
        yield from ((week.number - 1) * 7 + weekday for weekday in [*easy][:1])
