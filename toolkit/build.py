"""A library to every output: pages and calendars, path and bytes, one after the other. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toolkit.library import Library
from toolkit.models import Plan
from toolkit.render.calendar import feeds
from toolkit.render.page import Offer, pages
from toolkit.schedule import Schedule, place_each

WEEKENDS = 8
"""Weekends (or Mondays) for which there is a calendar, beyond those that a plan needs to be done in full."""
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Edition:
    """What a build depends on besides the library: where the site will be, when its content last changed, and the day it is for."""

    site: str
    modified: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its path from the top of the site, its bytes, and the file one edits to change it, if there is one."""

    path: str
    content: bytes
    source: str | None = None


def outputs(library: Library, edition: Edition) -> Iterator[Output]:
    """Every file of the site that comes from the library, in the same order for the same input."""
    offers = [(plan, offers_of(library, plan, edition)) for plan in library.plans.values()]
    for page in pages(library, offers):
        yield Output(page.path, page.text.encode(), page.source)
    for _, variants in offers:
        for offer in variants:
            for schedule in offer.schedules:
                days = (day for day in offer.anchors if schedule.race_weekday in (None, day.weekday()))
                yield from (Output(*feed) for feed in feeds(schedule, library, days, edition.modified, edition.site))


def offers_of(library: Library, plan: Plan, edition: Edition) -> list[Offer]:
    """Every variant of a plan laid out for a Sunday and a Saturday race, with the days that get a calendar."""
    offers = []
    for variant in plan.variants:
        weekdays = (SUNDAY, SATURDAY) if plan.race else (SUNDAY,)
        schedules = tuple(place_each(plan, library, variant, weekdays))
        offers.append(Offer(schedules, tuple(anchors(schedules[0], edition.today)), edition.today))
    return offers


def anchors(schedule: Schedule, today: date) -> Iterator[date]:
    """The Saturdays and Sundays from today on, up to the eighth weekend of a race for which the whole plan can be done.

    For a plan without a race, the next eight Mondays.
    """
    monday = today + timedelta(days=-today.weekday() % 7)
    if schedule.race_weekday is None:
        yield from (monday + timedelta(weeks=week) for week in range(WEEKENDS))
        return
    last = monday + timedelta(weeks=schedule.weeks_to_race + WEEKENDS)
    for ahead in range((last - today).days):
        day = today + timedelta(days=ahead)
        if day.weekday() in (SATURDAY, SUNDAY):
            yield day
