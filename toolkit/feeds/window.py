"""Which days have a calendar, by the settings and never by weight; windows are whole weeks from Monday.

A build on any day of a week therefore holds the same feeds. A day that a row offered keeps its feed until the weeks that this row
keeps one after the plan's end are over, whatever later rows say: settings that become narrower take nobody's calendar away.
A plan that is no longer offered keeps the feeds of runners who may have begun while it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.library import Library
from toolkit.models import CalendarRow, Plan, Variant, row_on
from toolkit.schedule import SATURDAY, SUNDAY, list_week_kinds

MONDAY = 0
_RACE_DAY_NUMBERS = {"sun": SUNDAY, "sat": SATURDAY}
"""By the word in the settings, the weekday, Monday 0."""


@dataclass(frozen=True, slots=True)
class Span:
    """How many weeks of a plan lie before and after the week of its race day; for a plan without a race, of its first Monday."""

    before: int
    after: int
    last_start: date | None = None
    """The last day on which a first Monday may be, for a plan that is no longer offered."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The race days, or first Mondays, of a variant, each in order."""

    whole: tuple[date, ...]
    """Those that have a feed."""
    key_days: tuple[date, ...]
    """Those that have a feed of key days."""
    offered: tuple[date, ...]
    """Those from today on that somebody may still choose."""
    offers_key_days: bool
    """Whether they may choose the key days alone."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time in which a row offers days: from `begins`, or since always, to the day before `ends`."""

    row: CalendarRow
    begins: date | None
    ends: date


def dates(plan: Plan, variant: Variant, library: Library, today: date) -> Dates:
    """The days of a variant that have a feed on a day, and those that are offered on it; for a trained variant there are none.

    Files for the second entry would double what a static host has to hold; the toolkit makes one for any day.
    """
    if variant.trained:
        return Dates((), (), (), row_on(library.settings.calendars, today).key_days)
    span = span_of(plan, variant, library)
    return dates_of(library.settings.calendars, plan, span, today)


def dates_of(rows: tuple[CalendarRow, ...], plan: Plan, span: Span, today: date) -> Dates:
    """As `dates`, by other rows than those of a library’s settings."""
    row, periods = row_on(rows, today), list(_periods(rows, today))
    whole = {day for period in periods for day in _kept(period, plan, span, today)}
    key_days = {day for period in periods if period.row.key_days for day in _kept(period, plan, span, today)}
    offered = () if span.last_start else _offered(Period(row, today, _tomorrow(today)), plan, span, today)
    return Dates(tuple(sorted(whole)), tuple(sorted(key_days)), tuple(sorted(offered)), row.key_days)


def span_of(plan: Plan, variant: Variant, library: Library) -> Span:
    """The weeks of a variant before and after its anchor's week, and when the plan was offered last, if it no longer is."""
    kinds = [kind for _, kind, _ in list_week_kinds(plan, library, variant)]
    before = kinds.index("race") if plan.race else 0
    retired = library.retired.get(plan.id)
    return Span(before, len(kinds) - before - 1, retired.on if retired else None)


def monday(day: date) -> date:
    """The Monday of a day’s week."""
    return day - timedelta(days=day.weekday())


def _periods(rows: tuple[CalendarRow, ...], today: date) -> Iterator[Period]:
    """The period of every row up to today; the first row holds since always."""
    for number, row in enumerate(rows):
        if number and row.begins > today:
            return
        following = [other.begins for other in rows[number + 1 : number + 2]]
        yield Period(row, row.begins if number else None, min([_tomorrow(today), *following]))


def _kept(period: Period, plan: Plan, span: Span, today: date) -> Iterator[date]:
    """The days that were offered in a period and whose feed still stays."""
    return _offered(period, plan, span, monday(today) - timedelta(weeks=span.after + period.row.weeks_kept))


def _offered(period: Period, plan: Plan, span: Span, oldest: date) -> Iterator[date]:
    """The days from `oldest` on that somebody could choose on some day of a period, as long as the day had not passed."""
    ahead = timedelta(weeks=span.before + period.row.weeks_ahead)
    for weekday in _weekdays(period.row, plan):
        ends = period.ends
        if weekday == SATURDAY and plan.saturdays_until:
            ends = min(ends, plan.saturdays_until)
        if ends <= (period.begins or date.min):
            continue
        first = max(oldest, period.begins or oldest)
        week, last = monday(first), monday(ends - timedelta(days=1)) + ahead
        while week <= last:
            day = week + timedelta(days=weekday)
            if day >= first and (span.last_start is None or week - timedelta(weeks=span.before) <= span.last_start):
                yield day
            week += timedelta(weeks=1)


def _weekdays(row: CalendarRow, plan: Plan) -> list[int]:
    """The weekdays that a row and a plan have calendars for."""
    return [_RACE_DAY_NUMBERS[name] for name in row.race_days if name in plan.race_days] if plan.race else [MONDAY]


def _tomorrow(today: date) -> date:
    return today + timedelta(days=1)
