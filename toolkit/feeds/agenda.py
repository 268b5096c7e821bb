"""Which days of a schedule go into a calendar, by what a reader wants to see, and what is said of each besides its sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from toolkit.editions import Correction
from toolkit.models import WEEKDAYS
from toolkit.rules import OtherDays
from toolkit.schedule import Placed, Schedule, Week, find_key_days
from toolkit.text import dates


@dataclass(frozen=True, slots=True)
class EventDay:
    """A day with sessions, and what a calendar has to say of it besides them."""

    day: int
    """Counted from the plan's first Monday as 0."""
    week: Week
    placed: tuple[Placed, ...]
    other_days: tuple[int, ...] = ()
    """The weekdays of its week (Monday 0) with which the day may change places."""
    opens_week: bool = False
    opens_plan: bool = False
    """Whether it is the first event of the calendar, which says what to see to before one starts."""
    correction: Correction | None = None
    """What has changed the day for who had begun."""
    films: bool = False
    """Whether it is the first easy run of a week in which runners look at their own running."""

    @property
    def strains(self) -> bool:
        """Whether heart and breath have work to do, as in all but mobility."""
        return any(one.session.mode != "mobility" for one in self.placed)


class Selection(NamedTuple):
    """Which of the sessions a reader wants to see."""

    only_key_days: bool = False
    optional: bool = True
    """Whether what may be left out is there too."""


WHOLE_PLAN = Selection()
SELECTIONS = (WHOLE_PLAN, Selection(only_key_days=True), Selection(optional=False), Selection(only_key_days=True, optional=False))
"""All selections, in the order in which a compiled plan has them."""


def select_days(schedule: Schedule, other_days: OtherDays, selection: Selection = WHOLE_PLAN) -> list[EventDay]:
    """The days with sessions that a reader wants to see; what a week's first event says is said by the first that is there."""
    films, key_days = set(_film_days(schedule)), find_key_days(schedule)
    days = []
    for week in schedule.weeks:
        for weekday, placed in enumerate(week.days):
            day = (week.number - 1) * 7 + weekday
            kept = placed if selection.optional else tuple(one for one in placed if not schedule.is_optional(one))
            if kept and (day in key_days or not selection.only_key_days):
                days.append(EventDay(day, week, kept, other_days[day], films=day in films))
    return list(_opened(days))


def first_monday(schedule: Schedule, anchor: date) -> date:
    """The Monday on which a schedule starts: the anchor is the race day, or that Monday itself.

    ValueError where the anchor's weekday is not the one that the schedule was laid out for.
    """
    expected = 0 if schedule.race_weekday is None else schedule.race_weekday
    if anchor.weekday() != expected:
        raise ValueError(f"{anchor} is not a {dates.WEEKDAY_NAMES[WEEKDAYS[expected]]}")
    return anchor - timedelta(days=anchor.weekday(), weeks=schedule.lead)


def _opened(days: Sequence[EventDay]) -> Iterator[EventDay]:
    """Days with the first of each week, and the first of all, marked as such."""
    week = None
    for one in days:
        yield replace(one, opens_week=one.week.number != week, opens_plan=week is None)
        week = one.week.number


def _film_days(schedule: Schedule) -> Iterator[int]:
    """The days of the first easy run of week 1 and of every second reset week: runners look at their running. Convention."""
    resets = [week for week in schedule.weeks if week.kind == "reset"]
    for week in [*schedule.weeks[:1], *resets[1::2]]:
        easy = (weekday for weekday, placed in week.placed() if placed.session.mode == "run" and placed.session.kind == "easy")
        yield from ((week.number - 1) * 7 + weekday for weekday in [*easy][:1])
