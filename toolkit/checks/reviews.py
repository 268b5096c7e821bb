"""Dates that cannot be: of a review or a withdrawal on a day to come, and of sources of a year to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from toolkit.library import Library
from toolkit.models import RETIRED_FILE
from toolkit.problems import Problem

FIRST = date(2000, 1, 1)
"""Nothing here was read over before this day."""
AHEAD = timedelta(days=1)
"""By how much a date may be ahead, since somewhere on earth it is tomorrow already."""


def check_reviews(library: Library, today: date | None) -> Iterator[Problem]:
    """Every date of review before 2000 or after today, every plan retired later, and every source of a later year.

    Without a day, nothing is after it.
    """
    for table in (library.sessions, library.exercises, library.assessments, library.habits):
        for thing in table.values():
            if said := _wrong(thing.reviewed, today):
                yield library.documents[library.path(thing)].problem(("reviewed",), f"reviewed: {said}")
    for name, entry in library.retired.items():
        if today and entry.on > today + AHEAD:
            message = f"on: “{entry.on}” is still to come; today is {today}. Add the plan once it is no longer offered."
            yield library.documents[RETIRED_FILE].problem((name, "on"), message)
    for name, source in library.sources.items():
        if today and source.year and source.year > today.year + 1:
            message = f"year: {source.year} is still to come. Write the year in which it came out."
            yield library.documents["templates/sources.yaml"].problem((name, "year"), message)


def _wrong(reviewed: date, today: date | None) -> str:
    """What is wrong with a date of review; nothing where it can be."""
    if reviewed < FIRST:
        return f"“{reviewed}” is long before this project. Write the day somebody last read it against its sources."
    if today and reviewed > today + AHEAD:
        return f"“{reviewed}” is still to come; today is {today}. Write the day somebody last read it against its sources."
    return ""
