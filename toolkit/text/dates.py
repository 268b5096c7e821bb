"""Days and dates in words, the same in every locale."""

from __future__ import annotations

from datetime import date

from toolkit.models import WEEKDAYS, Weekday

WEEKDAY_NAMES: dict[Weekday, str] = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def short_weekday(day: Weekday) -> str:
    """The first letters of a weekday: `Sun`."""
    return WEEKDAY_NAMES[day][:3]


def long_date(day: date) -> str:
    """`Sunday 18 April 2027`, in every locale."""
    return f"{WEEKDAY_NAMES[WEEKDAYS[day.weekday()]]} {short_date(day)}"


def short_date(day: date) -> str:
    """`18 April 2027`, in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
