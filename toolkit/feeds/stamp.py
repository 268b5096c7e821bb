"""Calendars of one agenda for many anchors: they differ in dates only, so one is written, and the others are stamped.

Byte for byte what `write_calendar` writes for each anchor; a test and `make bench` compare them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter

from toolkit.feeds.agenda import Agenda
from toolkit.feeds.calendar import Address, write_calendar

MODEL_MONDAY = date(2024, 1, 1)
"""The first Monday of the calendar that is written in full; any Monday would do."""
FOLD = b"\r\n "


@dataclass(frozen=True, slots=True)
class Stamp:
    """A calendar cut at its dates: between the pieces go the dates that `pick` takes from a table of the plan's days."""

    path: Callable[[date], str]
    """Where the calendar of an anchor lies, from the top of the site: the same from build to build."""
    lead: timedelta
    """From the first Monday to the anchor."""
    head: bytes
    """All before the anchor in the line that says where the file is."""
    fold: int
    """How many characters of that anchor come before the fold of its line; all of them where the fold is elsewhere."""
    pieces: tuple[bytes, ...]
    pick: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    days: int
    """How many days the table has to have."""

    def write(self, anchor: date, table: Sequence[bytes]) -> bytes:
        """The calendar of an anchor; `table` has the dates from the first Monday on, as iCalendar writes them."""
        pieces = list(self.pieces)
        pieces[1::2] = self.pick(table)
        day = anchor.isoformat().encode()
        fold = FOLD if self.fold < len(day) else b""
        return b"".join((self.head, day[: self.fold], fold, day[self.fold :], *pieces))


def cut(agenda: Agenda, modified: datetime, site: str) -> Stamp:
    """Write the calendar of an agenda in full once, and cut it at its dates. ValueError where a date cannot be distinguished."""
    schedule = agenda.schedule
    lead = timedelta(weeks=schedule.lead, days=schedule.race_weekday or 0)
    anchor = MODEL_MONDAY + lead
    content = write_calendar(agenda, anchor, modified, Address(site, f"{site}{agenda.path(anchor)}"))
    day = _folded(anchor.isoformat()).search(content, content.index(b"\r\nSOURCE;"))
    assert day  # it was given as the file's address
    uid = re.escape(f"UID:{schedule.plan.id}-{schedule.variant}-".encode())
    dates = re.compile(rb"(?:(?<=\r\n" + uid + rb")|(?<=\r\nDTSTART;VALUE=DATE:)|(?<=\r\nDTEND;VALUE=DATE:))(\d{8})(?=[-\r])")
    pieces = dates.split(content[day.end() :])
    found = [date(int(day[:4]), int(day[4:6]), int(day[6:])) for day in pieces[1::2]]
    if len(found) != 3 * len(agenda.days):
        raise ValueError(f"{schedule.plan.id}: a date of its calendar is folded, since the plan's name is too long")
    offsets = [(day - MODEL_MONDAY).days for day in found]
    fold = day[0].find(FOLD) if FOLD in day[0] else len(day[0])
    return Stamp(agenda.path, lead, content[: day.start()], fold, tuple(pieces), itemgetter(*offsets), max(offsets) + 1)


def _folded(text: str) -> re.Pattern[bytes]:
    """Finds a text even where a fold falls into it."""
    return re.compile(rb"(?:\r\n )?".join(re.escape(character.encode()) for character in text))


def stamped(stamp: Stamp, anchors: Iterable[date]) -> Iterator[tuple[str, bytes]]:
    """The path and the calendar of each anchor, which are to be days of the weekday that the stamp was cut for."""
    wanted = sorted(anchors)
    if not wanted:
        return
    first = wanted[0] - stamp.lead
    table = [
        (first + timedelta(days=day)).isoformat().replace("-", "").encode()
        for day in range((wanted[-1] - wanted[0]).days + stamp.days)
    ]
    for anchor in wanted:
        start = (anchor - wanted[0]).days
        yield stamp.path(anchor), stamp.write(anchor, table[start : start + stamp.days])
