"""The stamper: a compiled plan, a day and a reader's wishes to the bytes of a calendar (RFC 5545, RFC 7986).

`docs/assets/js/calendar.js` is the same in JavaScript: the cases in `tests/stamps` run through both, and must give the same bytes.
So both work with whole numbers and prepared text only. All-day events by default; at a time of day on request, in UTC.

One rule of folding: a content line is cut into pieces of at most 74 bytes, never inside a character or an escape; each but the
first follows a line break and a space.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import NamedTuple

from toolkit.feeds.compiled import CompiledPlan, EventForm
from toolkit.feeds.wishes import Wishes
from toolkit.feeds.zones import date_of, weekday_of
from toolkit.models import WEEKDAYS
from toolkit.text.dates import WEEKDAY_NAMES

PRODID = "-//Lasting Speed//Training plans//EN"
REFRESH = "PT12H"
COLOR = "teal"
SEQUENCE_EPOCH = 1577836800
"""The first second of 2020, from which SEQUENCE counts minutes."""
EVENING_HOUR = 20 * 60
_DAY = 24 * 60
_END = b"END:VEVENT\r\n"
_LINE = 74
NO_OFFSETS: Mapping[int, int] = {}


class Event(NamedTuple):
    """The parts of an event that do not depend on its date."""

    id: bytes
    """Of its UID, folded, what follows the anchor, and the end of that line."""
    rest: bytes
    """Its version, its text and its end."""
    version: int
    """How many bytes of `rest` are the version."""
    title: bytes
    """The title, escaped, for a reminder."""


class Shown(NamedTuple):
    """An event that a calendar shows."""

    day: int
    form: EventForm
    event: Event


class DatedPlan(NamedTuple):
    """A plan in a calendar, and its race day or first Monday, in days since 1970."""

    plan: Stamper
    anchor: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar is made of: one plan, or several whose events come in the order of their days."""

    parts: Sequence[DatedPlan]
    wishes: Wishes = field(default_factory=Wishes)
    offsets: Mapping[int, int] = field(default_factory=dict)
    """By day since 1970, the minutes by which the reader's zone is ahead of UTC at the hour of that day, for every day with one."""
    feed: str = ""
    """The address of the file, for a feed."""
    made: int | None = None
    """When a file is made, in seconds since 1970, so that one made again is newer; None for what the events themselves say."""
    name: str = ""
    """What the calendar is called, where not by the first plan's name."""


class Stamper:
    """Stamps calendars of one compiled plan; the texts of its events are escaped and folded once, when they are first needed."""

    def __init__(self, plan: CompiledPlan) -> None:
        self.plan = plan
        variant = "-".join(part for part in (plan.level, plan.rhythm, plan.entry) if part != "fresh")
        self.uid = f"UID:{plan.plan}-{variant}-"
        self.changed = max([plan.changed, *(event.changed for event in plan.events)])
        self.size = 0
        """How many bytes of prepared text are kept."""
        self._events: dict[tuple[int, bool, int, bool], Event] = {}
        self._shown: dict[tuple[int, bool], list[Shown]] = {}

    def first_monday(self, anchor: int) -> int:
        """The first Monday of the plan, in days since 1970. ValueError for an anchor on another weekday than the plan's."""
        if weekday_of(anchor) != self.plan.weekday:
            raise ValueError(f"{date_of(anchor)} is not a {WEEKDAY_NAMES[WEEKDAYS[self.plan.weekday]]}")
        return anchor - self.plan.weekday - 7 * self.plan.lead

    def begin(self, anchor: str) -> bytes:
        """The beginning of the UID of every event, folded, for an anchor of eight digits."""
        return fold(f"{self.uid}{anchor}").removesuffix(b"\r\n")

    def shown(self, wishes: Wishes) -> list[Shown]:
        """The events that wishes ask for, in order; kept for the whole plan, and not for each week to begin with."""
        key = (wishes.selection, wishes.units == "mi")
        if wishes.from_week > 1 or key not in self._shown:
            shown = list(self._show(wishes))
            return shown if wishes.from_week > 1 else self._shown.setdefault(key, shown)
        return self._shown[key]

    def _show(self, wishes: Wishes) -> Iterator[Shown]:
        first, selection = wishes.from_week > 1, wishes.selection
        for number, event in enumerate(self.plan.events):
            shown = event.shown[selection]
            if shown is not None and event.day >= 7 * (wishes.from_week - 1):
                yield Shown(event.day, event.forms[shown], self.event(number, wishes, first=first))
                first = False

    def event(self, number: int, wishes: Wishes, *, first: bool) -> Event:
        """The parts of an event."""
        event, miles = self.plan.events[number], wishes.units == "mi"
        shown = event.shown[wishes.selection]
        assert shown is not None
        key = (number, miles, shown, first and event.forms[shown].first is not None)
        if key not in self._events:
            prepared = self._events[key] = self._prepare(*key)
            self.size += len(prepared.id) + len(prepared.rest) + len(prepared.title)
        return self._events[key]

    def _prepare(self, number: int, miles: bool, shown: int, first: bool) -> Event:
        event = self.plan.events[number]
        form = event.forms[shown]
        title = escape_text(self._line(form.title, miles))
        text = "\\n".join(escape_text(self._line(line, miles)) for line in ((form.first if first else None) or form.text))
        properties = [f"SUMMARY:{title}", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT"]
        if form.categories:
            properties.append(f"CATEGORIES:{','.join(map(escape_text, form.categories))}")
        properties += [f"URL:{self.plan.site}{form.link}", f"DESCRIPTION:{text}"]
        # the anchor in a UID is always eight digits long, so what follows it is folded alike for every anchor
        uid = fold(f"{self.uid}{'0' * 8}-{event.id}@{self.plan.uid_domain}")[len(self.begin("0" * 8)) :]
        version, said = _version(max(self.plan.changed, event.changed), event.revision), b"".join(map(fold, properties))
        return Event(uid, version + said + _END, len(version), fold(f"DESCRIPTION:{title}"))

    def _line(self, number: int, miles: bool) -> str:
        line = self.plan.lines[number]
        return line if isinstance(line, str) else line[miles]


def stamp(calendar: Calendar) -> bytes:
    """The bytes of a calendar. ValueError where the weekday of an anchor is not that of its plan."""
    pieces = [*_head(calendar)]
    several = len(calendar.parts) > 1
    events = [one for number, part in enumerate(calendar.parts) for one in _events(calendar, part, number)]
    for _, _, event in sorted(events, key=itemgetter(0, 1)) if several else events:
        pieces += event
    pieces.append(b"END:VCALENDAR\r\n")
    return b"".join(pieces)


def _head(calendar: Calendar) -> Iterator[bytes]:
    plan = calendar.parts[0].plan.plan
    names = plan.calendar
    name = escape_text(calendar.name or (names.key_days if calendar.wishes.only_key_days else names.whole))
    changed = max(part.plan.changed for part in calendar.parts) if calendar.made is None else calendar.made
    yield f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\n".encode()
    for key in ("NAME", "X-WR-CALNAME"):
        yield fold(f"{key}:{name}")
    for key in ("DESCRIPTION", "X-WR-CALDESC"):
        yield fold(f"{key}:{escape_text(names.about)}")
    yield f"LAST-MODIFIED:{moment(changed)}\r\n".encode()
    yield fold(f"URL:{plan.site}{names.page}")
    yield f"COLOR:{COLOR}\r\n".encode()
    if calendar.feed:
        yield fold(f"SOURCE;VALUE=URI:{calendar.feed}")
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}\r\nX-PUBLISHED-TTL:{REFRESH}\r\n".encode()


def _events(calendar: Calendar, part: DatedPlan, number: int) -> Iterator[tuple[int, int, tuple[bytes, ...]]]:
    """The events of a part, each with its day and the number of the part; the shortest way for who wishes nothing of each."""
    plan, wishes = part.plan.plan, calendar.wishes
    monday, shown = part.plan.first_monday(part.anchor), part.plan.shown(wishes)
    uid = b"BEGIN:VEVENT\r\n" + part.plan.begin(_digits(part.anchor))
    days = {} if wishes.timed else _whole_days(monday, plan.events[-1].day)
    if days and calendar.made is None and wishes.remind is None:
        for day, _, event in shown:
            yield monday + day, number, (uid, event.id, days[day], event.rest)
        return
    made = _version(calendar.made, minutes_since_2020(calendar.made)) if calendar.made is not None else None
    for day, form, event in shown:
        time, alarm = days.get(day) or _time(calendar, monday + day, form), _alarm(calendar, monday + day, form, event.title)
        version, said = event.rest[: event.version], event.rest[event.version : -len(_END)]
        yield monday + day, number, (uid, event.id, time, made or version, said, alarm, _END)


def _whole_days(monday: int, last: int) -> dict[int, bytes]:
    """By day of a plan, the lines that say that an event lasts the whole of it."""
    written = [_digits(monday + day) for day in range(last + 2)]
    return {day: _all_day(written[day], written[day + 1]) for day in range(last + 1)}


def _all_day(day: str, following: str) -> bytes:
    return f"DTSTART;VALUE=DATE:{day}\r\nDTEND;VALUE=DATE:{following}\r\n".encode()


def _hour(calendar: Calendar, day: int, form: EventForm) -> int | None:
    """The minute of the day at which an event begins; None for the whole day."""
    return calendar.wishes.hours[weekday_of(day)] if form.minutes else None


def _time(calendar: Calendar, day: int, form: EventForm) -> bytes:
    """A whole day, or from a time of day for as long as the sessions take."""
    hour = _hour(calendar, day, form)
    if hour is None:
        return _all_day(_digits(day), _digits(day + 1))
    begins = day * _DAY + hour - calendar.offsets[day]
    return f"DTSTART:{moment(begins * 60)}\r\nDTEND:{moment((begins + form.minutes) * 60)}\r\n".encode()


def _alarm(calendar: Calendar, day: int, form: EventForm, title: bytes) -> bytes:
    """A reminder, if one is wished for and there is something to do."""
    remind = calendar.wishes.remind
    if remind is None or not form.minutes:
        return b""
    if isinstance(remind, str):
        remind = (_hour(calendar, day, form) or 0) + _DAY - EVENING_HOUR  # after a night in which clocks change, an hour off
    hours, minutes = divmod(remind, 60)
    before = f"-PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}" if remind else "PT0S"
    return b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n" + title + f"TRIGGER:{before}\r\nEND:VALARM\r\n".encode()


def minutes_since_2020(made: int) -> int:
    """The SEQUENCE of events in a file that was made then, in seconds since 1970: one that is made again has a higher one."""
    return max(0, made - SEQUENCE_EPOCH) // 60


def _version(changed: int, sequence: int) -> bytes:
    """When an event last changed, and how often, so that programs replace what they have by what is newer."""
    return f"DTSTAMP:{moment(changed)}\r\nLAST-MODIFIED:{moment(changed)}\r\nSEQUENCE:{sequence}\r\n".encode()


def moment(seconds: int) -> str:
    """Seconds since 1970 as a date and time in UTC: `20270418T073000Z`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%dT%H%M%SZ}"


def _digits(day: int) -> str:
    """A day since 1970 as eight digits."""
    return date_of(day).isoformat().replace("-", "")


def escape_text(text: str) -> str:
    """Text as iCalendar writes it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A content line in pieces that are short enough, with its end."""
    content = line.encode()
    pieces, start = [], 0
    while len(content) - start > _LINE:
        end = start + _LINE
        while content[end] & 0xC0 == 0x80:  # a byte inside a character
            end -= 1
        escapes = len(content[start:end]) - len(content[start:end].rstrip(b"\\"))
        end -= escapes % 2
        pieces.append(content[start:end])
        start = end
    pieces.append(content[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
