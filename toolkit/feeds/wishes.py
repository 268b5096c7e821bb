"""What a reader wishes of a calendar, beside the plan and the day: the same words on the command line and in an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.feeds.agenda import SELECTIONS, Selection
from toolkit.models import WEEKDAYS

DistanceUnits = Literal["km", "mi"]
EVENING: Literal["evening"] = "evening"
"""A reminder at eight in the evening of the day before."""
NO_HOURS: tuple[int | None, ...] = (None,) * len(WEEKDAYS)
MOST_REMIND = 7 * 24 * 60
"""Minutes before an event for which one may be reminded: a week."""
_DAYS = "|".join(WEEKDAYS)
_HOUR = re.compile(rf"(?P<days>(?:{_DAYS})(?:,(?:{_DAYS}))*)=(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
_REMIND = re.compile(r"(?P<number>[0-9]{1,5})(?P<unit>min|h|d)")
_MINUTES = {"min": 1, "h": 60, "d": 24 * 60}


class WishError(ValueError):
    """A wish that cannot be followed; its text is a sentence that says what to write instead."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader wishes of a calendar; the default is the whole plan, in kilometres, with events that last all day."""

    only_key_days: bool = False
    optional: bool = True
    hours: tuple[int | None, ...] = NO_HOURS
    """By weekday, Monday first, the minute of the day at which events begin; None for the whole day."""
    zone: str | None = None
    """The reader's time zone; there if there are hours."""
    units: DistanceUnits = "km"
    from_week: int = 1
    """The first week that is shown, for who joins late."""
    remind: int | Literal["evening"] | None = None
    """Minutes before an event to be reminded, or the evening before; for files only, since programs strip it from feeds."""

    @property
    def selection(self) -> int:
        """Which of `SELECTIONS` they ask for."""
        return SELECTIONS.index(Selection(self.only_key_days, self.optional))

    @property
    def timed(self) -> bool:
        """Whether any event begins at a time of day."""
        return any(hour is not None for hour in self.hours)


def read_hours(text: str) -> tuple[int | None, ...]:
    """`tue,thu=18:30; sun=09:00` as minutes of the day by weekday; WishError for anything else."""
    hours = list(NO_HOURS)
    for part in text.replace(" ", "").strip(";").split(";"):
        found = _HOUR.fullmatch(part)
        if not found:
            raise WishError(f"“{text}” is not a list of hours. Write days and a time, such as tue,thu=18:30;sun=09:00.")
        for day in found["days"].split(","):
            if hours[WEEKDAYS.index(day)] is not None:
                raise WishError(f"{day} has two hours in “{text}”. Write each day once.")
            hours[WEEKDAYS.index(day)] = int(found["hour"]) * 60 + int(found["minute"])
    return tuple(hours)


def write_hours(hours: tuple[int | None, ...]) -> str:
    """Hours in the one form that addresses have: days of the same hour together, in the order of the week."""
    times: dict[int, list[str]] = {}
    for day, hour in zip(WEEKDAYS, hours, strict=True):
        if hour is not None:
            times.setdefault(hour, []).append(day)
    return ";".join(f"{','.join(days)}={hour // 60:02}:{hour % 60:02}" for hour, days in times.items())


def read_remind(text: str) -> int | Literal["evening"]:
    """`30min`, `12h`, `1d` as minutes, or `evening`; WishError for anything else."""
    if text == EVENING:
        return EVENING
    found = _REMIND.fullmatch(text)
    minutes = int(found["number"]) * _MINUTES[found["unit"]] if found else MOST_REMIND + 1
    if minutes > MOST_REMIND:
        raise WishError(f"“{text}” is not a time to be reminded. Write 30min, 12h, 1d (seven days at most) or evening.")
    return minutes


def query_of(wishes: Wishes) -> str:
    """The wishes as the query of an address, in their one order; nothing for the default. Key days are in the path."""
    return "&".join(f"{name}={value}" for name, value in _parts(wishes))


def _parts(wishes: Wishes) -> Iterator[tuple[str, str]]:
    if wishes.timed:
        yield "hours", write_hours(wishes.hours)
        yield "zone", (wishes.zone or "").replace("+", "%2B")  # as it is, a plus would be read as a space
    if wishes.units != "km":
        yield "units", wishes.units
    if not wishes.optional:
        yield "without", "optional"
    if wishes.from_week > 1:
        yield "from", str(wishes.from_week)


NAMES = ("hours", "zone", "units", "without", "from")
"""The wishes that an address may have, in their order."""


def read_query(query: Mapping[str, str], *, only_key_days: bool = False) -> Wishes:
    """The wishes of an address, from its decoded query; WishError with a sentence for whatever cannot be followed.

    Whether the zone is one is for `zones` to say.
    """
    unknown = [name for name in query if name not in NAMES]
    if unknown:
        raise WishError(f"“{unknown[0]}” is not a wish. There are: {', '.join(NAMES)}.")
    if ("hours" in query) != ("zone" in query):
        raise WishError("hours and zone belong together. Write both, such as hours=tue,thu=18:30&zone=Europe/London.")
    return Wishes(
        only_key_days=only_key_days,
        optional="without" not in query or _is_without(query["without"]),
        hours=read_hours(query["hours"]) if "hours" in query else NO_HOURS,
        zone=query.get("zone"),
        units=read_units(query.get("units", "km")),
        from_week=read_week(query.get("from", "1")),
    )


def read_units(text: str) -> DistanceUnits:
    """`km` or `mi`; WishError for anything else."""
    if text not in ("km", "mi"):
        raise WishError(f"“{text}” are no units. Write km or mi.")
    return "mi" if text == "mi" else "km"


def read_week(text: str) -> int:
    """The number of a week, from 1; WishError for anything else."""
    if not re.fullmatch(r"[1-9][0-9]?", text):
        raise WishError(f"“{text}” is not the number of a week. Write one from 1 on, such as from=5.")
    return int(text)


def _is_without(text: str) -> bool:
    """False, since what is optional is left out; WishError where something else should be."""
    if text != "optional":
        raise WishError(f"“{text}” cannot be left out. Write without=optional.")
    return False
