"""What the calendars of a site weigh, estimated without making one; a weight is reported, and warned of, but never refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.feeds.window import Span, dates_of, span_of
from toolkit.library import Library
from toolkit.models import SETTINGS_FILE, CalendarRow, Plan, Variant
from toolkit.problems import count
from toolkit.rounding import add, fixed
from toolkit.schedule.layout import plan_weeks

EVENT_BYTES, KEY_DAYS_BYTES = 1850, 545
"""What a day with sessions adds to a feed, and to one of key days, on average: measured on the shipped plans."""
MOST_TOTAL = 600e6
"""Bytes of calendars above which narrower settings are named: convention, with room for pages on hosts that take a gigabyte."""
_ROWS = tuple[CalendarRow, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How many feeds a plan has, and about how many bytes."""

    plan: str
    feeds: int
    bytes: int


def estimate_sizes(library: Library, today: date) -> list[Size]:
    """About what the feeds of each plan come to on a day, the heaviest plan first.

    A plan is within a fifth of its real weight, or a third where there are key days; all together are within a twentieth.
    """
    return _sizes(library.settings.calendars, _variants(library), today)


def describe_sizes(library: Library, today: date) -> list[str]:
    """The weight of the calendars by plan in a line, and, where it is large, settings with which it is not."""
    variants = _variants(library)
    found = _sizes(library.settings.calendars, variants, today)
    if not found:
        return []
    plans = ", ".join(f"{size.plan} {_megabytes(size.bytes)}" for size in found)
    feeds = count(add(size.feeds for size in found), "file")
    lines = [f"Calendars: about {_megabytes(_total(found))} MB in {feeds}. In MB by plan: {plans}."]
    if _total(found) > MOST_TOTAL:
        lines += _warning(library, variants, today)
    return lines


@dataclass(frozen=True, slots=True)
class _Variant:
    """What the size of a variant's feeds follows from."""

    plan: Plan
    span: Span
    days: int
    """Days that hold a session, so far as the plan's file says."""


def _variants(library: Library) -> list[_Variant]:
    return [
        _Variant(plan, span_of(plan, variant, library), _days(library, plan, variant))
        for plan in library.answered_plans
        for variant in plan.variants
        if not variant.trained  # it has no feeds: see `window.dates`
    ]


def _days(library: Library, plan: Plan, variant: Variant) -> int:
    return add(len({listed.weekday for listed in week.listed}) for week in plan_weeks(plan, library, variant))


def _sizes(rows: _ROWS, variants: list[_Variant], today: date) -> list[Size]:
    feeds: dict[str, int] = {}
    weights: dict[str, int] = {}
    for one in variants:
        found = dates_of(rows, one.plan, one.span, today)
        whole, key_days = len(found.whole), len(found.key_days)
        feeds[one.plan.id] = feeds.get(one.plan.id, 0) + whole + key_days
        weights[one.plan.id] = weights.get(one.plan.id, 0) + one.days * (whole * EVENT_BYTES + key_days * KEY_DAYS_BYTES)
    return sorted((Size(plan, feeds[plan], weights[plan]) for plan in feeds), key=lambda size: (-size.bytes, size.plan))


def _total(found: list[Size]) -> int:
    return add(size.bytes for size in found)


def _megabytes(number: int) -> str:
    return fixed(number / 1e6)


def _warning(library: Library, variants: list[_Variant], today: date) -> Iterator[str]:
    """What to do about calendars that weigh a lot: to wait, to add a row, or to have fewer plans."""
    rows, written = library.settings.calendars, "calendars" in library.settings.model_fields_set
    yield f"Warning: calendars of more than {_megabytes(int(MOST_TOTAL))} MB need a host that accepts them."
    newest = rows[-1]
    if _alone(newest, variants, today) <= MOST_TOTAL:
        fits = _first_day_below(rows, variants, max(today, newest.begins))
        yield f"By the last row of {SETTINGS_FILE} they weigh less once the calendars of earlier rows have gone: from {fits} on."
        return
    begins = max(today, newest.begins + timedelta(days=1)) if written else today + timedelta(days=1)
    for row in _narrower(newest, begins):
        if _alone(row, variants, today) <= MOST_TOTAL:
            before = rows if written else (newest.model_copy(update={"begins": today}),)
            fits = _first_day_below((*before, row), variants, begins)
            weight = _megabytes(_alone(row, variants, today))
            yield (
                f"With this row at the end of {SETTINGS_FILE} they come to about {weight} MB, "
                f"and to less than that limit from {fits} on:"
            )
            yield from ([] if written else ["calendars:", _written(before[0])])
            yield _written(row)
            return
    least = _megabytes(_alone(row, variants, today))
    yield f"Even the narrowest settings leave about {least} MB. Offer fewer plans or variants, or choose such a host."


def _alone(row: CalendarRow, variants: list[_Variant], today: date) -> int:
    """About what all calendars weigh in the long run by one row."""
    return _total(_sizes((row,), variants, today))


def _first_day_below(rows: _ROWS, variants: list[_Variant], day: date) -> date:
    """The first day, week by week, on which the calendars weigh no more than MOST_TOTAL: there is one by the newest row."""
    while _total(_sizes(rows, variants, day)) > MOST_TOTAL:
        day += timedelta(weeks=1)
    return day


def _narrower(row: CalendarRow, begins: date) -> Iterator[CalendarRow]:
    """Rows with ever fewer calendars: first without key days, then less far ahead, then without Saturdays."""
    usual = CalendarRow(begins=begins)
    now = row.model_copy(update={"begins": begins, "key_days": False})
    yield now
    for ahead in range(now.weeks_ahead - 1, usual.weeks_ahead - 1, -1):
        now = now.model_copy(update={"weeks_ahead": ahead})
        yield now
    now = now.model_copy(update={"weeks_kept": usual.weeks_kept})
    yield now
    now = now.model_copy(update={"race_days": ("sun",)})
    yield now
    for ahead in range(now.weeks_ahead - 1, -1, -1):
        yield now.model_copy(update={"weeks_ahead": ahead})


def _written(row: CalendarRow) -> str:
    """A row as one writes it into the file."""
    days, key_days = ", ".join(row.race_days), str(row.key_days).lower()
    return (
        f"  - {{from: {row.begins}, race_days: [{days}], weeks_ahead: {row.weeks_ahead}, weeks_kept: {row.weeks_kept}, "
        f"key_days: {key_days}}}"
    )
