"""Which days have a calendar: settings in dated rows, so that narrower ones take nobody's calendar away."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from toolkit.models.fields import Day, Model, at_place, listed, wrong
from toolkit.models.numbers import Whole

RaceWeekday = Literal["sun", "sat"]


def _race_days(days: tuple[RaceWeekday, ...]) -> tuple[RaceWeekday, ...]:
    if "sun" not in days:
        raise wrong("a race always has calendars for Sundays. Write [sun] or [sun, sat].")
    if len(set(days)) < len(days):
        raise wrong("a day is listed twice. Write [sun] or [sun, sat].")
    return days


RaceDays = Annotated[tuple[RaceWeekday, ...], BeforeValidator(listed), AfterValidator(_race_days)]
"""The weekdays of a race that have calendars: Sunday, and perhaps Saturday."""


class CalendarRow(Model):
    """Which days have a calendar, from one day on."""

    begins: Day = Field(
        alias="from", description="The day from which the row holds, 2026-11-28. The first row holds before it too."
    )
    race_days: RaceDays = Field(
        default=("sun", "sat"), description="The weekdays of a race that may have calendars; each plan says which of them it has."
    )
    weeks_ahead: Whole = Field(
        default=4,
        ge=0,
        le=52,
        description="Weeks within which a plan may begin: so far ahead there are first Mondays; race days, by its length more.",
    )
    weeks_kept: Whole = Field(default=5, ge=5, le=52, description="Weeks for which a calendar stays after its last event.")
    key_days: bool = Field(default=False, description="Whether each calendar has a second one, with only its key days.")


def _in_order(rows: tuple[CalendarRow, ...]) -> tuple[CalendarRow, ...]:
    for number in range(1, len(rows)):
        before, begins = rows[number - 1].begins, rows[number].begins
        if begins <= before:
            message = f"{begins} does not come after {before}, the day of the row before. Put the newest row last."
            raise at_place((number, "from"), message)
    return rows


CalendarRows = Annotated[tuple[CalendarRow, ...], Field(min_length=1), AfterValidator(_in_order)]
"""Which days have a calendar: rows, each from a day on, the newest last."""
USUAL_ROWS = (CalendarRow(begins=date.min),)
"""Which days have a calendar where nobody says so."""


def row_on(rows: tuple[CalendarRow, ...], day: date) -> CalendarRow:
    """The row that holds on a day."""
    return next((row for row in reversed(rows) if row.begins <= day), rows[0])
