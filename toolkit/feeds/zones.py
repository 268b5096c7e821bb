"""Time zones: which there are, and how far they are from UTC on the days of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from toolkit.feeds.wishes import WishError
from toolkit.problems import unknown

NOON = 12 * 60
_NO_PLACE = re.compile(r"localtime|posixrules|Factory|(?:posix|right)/.*", re.DOTALL)
"""Zones that a machine has for itself: in a calendar they would mean something else on each."""


def read_zone(name: str) -> ZoneInfo:
    """The time zone of a name; WishError, with the nearest name, where there is none."""
    try:
        if not _NO_PLACE.fullmatch(name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    if not (known := _known_zones()):
        raise WishError("this machine has no time zone data. Install it: .venv/bin/pip install tzdata")
    said = unknown("time zone", name, known)
    raise WishError(said if "Did you mean" in said else f"{said} Write one such as Europe/London.")


@cache
def _known_zones() -> frozenset[str]:
    """The names of all zones: looked for once, since that reads many files."""
    return frozenset(zone for zone in available_timezones() if not _NO_PLACE.fullmatch(zone))


def offsets_of(zone: ZoneInfo, hours: tuple[int | None, ...], days: Iterable[int]) -> dict[int, int]:
    """By day since 1970: the minutes by which the zone is ahead of UTC at that weekday's hour, or at noon without one."""
    return {day: _offset(zone, day, hours[weekday_of(day)]) for day in days}


def _offset(zone: ZoneInfo, day: int, hour: int | None) -> int:
    minute = NOON if hour is None else hour
    wall = datetime.combine(date_of(day), time(minute // 60, minute % 60), zone)
    return (wall.replace(tzinfo=UTC) - wall.astimezone(UTC)) // timedelta(minutes=1)


def day_number(day: date) -> int:
    """A date as a number of days since 1970."""
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """The date that is so many days after the first of 1970."""
    return date.fromordinal(day + _EPOCH)


def weekday_of(day: int) -> int:
    """The weekday, Monday 0, of a number of days since 1970, which began on a Thursday."""
    return (day + 3) % 7


_EPOCH = date(1970, 1, 1).toordinal()
