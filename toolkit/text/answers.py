"""What an application that computes calendars says where it cannot follow an address, with what to write instead."""

from __future__ import annotations

from datetime import date, timedelta

from toolkit.models import WEEKDAYS
from toolkit.text.dates import WEEKDAY_NAMES

NOTHING_HERE = (
    "There is nothing at this address. calendars/index.json lists every plan and how to write the address of its calendar."
)
NO_PLAN = "There is no such plan. calendars/index.json lists every plan and how to write the address of its calendar."
NO_PLANS = "This site has no compiled plans. Build it with toolkit site, and name its folder in LASTING_SPEED_SITE."
UNREADABLE = "The plans of this site were written by another version of the toolkit. Build the site again."
ONLY_READ = "A calendar can only be read. Ask with GET or HEAD."
LONG_QUERY = "This address is too long. Write each wish once."
NOT_TEXT = "The wishes in this address are no text in UTF-8. Write them as in hours=tue,thu=18:30&zone=Europe/London."
NO_REMINDERS = "Reminders are for files only, since programs remove them from feeds. Leave remind out."


def far_away(years: range) -> str:
    """For a day in a year that no calendar is made for."""
    return f"No calendar is made for that year. Write a day from {years[0]} to {years[-1]}."


def repeated(name: str) -> str:
    """For a wish that is written twice."""
    return f"“{name}” is there twice. Write each wish once."


def empty(name: str) -> str:
    """For a wish without a value."""
    return f"“{name}” has no value. Give it one, such as units=mi, or leave it out."


def wrong_weekday(anchor: date, weekday: int | None) -> str:
    """For an anchor on a weekday that a plan has no calendar for; `weekday` is the one that it has, None for any race day."""
    is_on = f"{anchor} is a {_name(anchor.weekday())}"
    if weekday is None:
        return f"{is_on}, and this plan is not laid out for a race on that weekday. Write a Sunday, such as {_on(anchor, 6)}."
    return f"{is_on}, and this plan begins on a {_name(weekday)}. Write {_on(anchor, weekday)}."


def beyond(weeks: int) -> str:
    """For a first week that a plan has not."""
    return f"This plan has {weeks} weeks. Write a number of a week from 1 to {weeks}, such as from={weeks}."


def _name(weekday: int) -> str:
    return WEEKDAY_NAMES[WEEKDAYS[weekday]]


def _on(anchor: date, weekday: int) -> date:
    """The day of the same week that is on a weekday."""
    return anchor + timedelta(days=weekday - anchor.weekday())
