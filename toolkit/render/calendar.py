"""A schedule and its anchor to an iCalendar file (RFC 5545, RFC 7986), the same bytes for the same input.

All-day events by default; at a time of day on request, in UTC, worked out from the wall clock of the reader's zone day by day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDatetime, vDuration, vText, vUri

from toolkit.library import Library
from toolkit.load import clockwork, easier
from toolkit.models import WEEKDAYS, Variant
from toolkit.render import words
from toolkit.schedule import Placed, Schedule, Week

PRODID = "-//Lasting Speed//Training plans//EN"
REFRESH = timedelta(hours=12)
COLOR = "teal"
MOST_SUMMARY = 120
MOST_DESCRIPTION = 2048
"""Octets of a description (the calendar contract)."""
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

_EVENT_DATE = re.compile(rb"(?<=;VALUE=DATE:)\d{8}(?=\r\n)")
_UNSAFE = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\\\\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the site is, and, for a feed, where this file is: both without which events could not link."""

    site: str
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in the reader's zone, and minutes before it to be reminded, if any."""

    at: time
    zone: ZoneInfo
    remind: int | None = None


def first_monday(schedule: Schedule, anchor: date) -> date:
    """The Monday on which a schedule starts: the anchor is the race day, or that Monday itself.

    ValueError where the anchor's weekday is not the one that the schedule was laid out for.
    """
    expected = 0 if schedule.race_weekday is None else schedule.race_weekday
    if anchor.weekday() != expected:
        raise ValueError(f"{anchor} is not a {words.WEEKDAY_NAMES[WEEKDAYS[expected]]}")
    weeks = 0 if schedule.race_weekday is None else schedule.weeks_to_race
    return anchor - timedelta(days=anchor.weekday(), weeks=weeks)


def calendar(
    schedule: Schedule, library: Library, anchor: date, modified: datetime, address: Address, clock: Clock | None = None
) -> bytes:
    """The calendar of a schedule whose race day, or first Monday, is `anchor`; last changed at `modified` (UTC)."""
    plan, variant = schedule.plan, schedule.variant
    name = f"{plan.title} · {variant.level}, {variant.rhythm}"
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    for key, value in (("name", name), ("x-wr-calname", name), ("description", plan.summary), ("x-wr-caldesc", plan.summary)):
        calendar.add(key, vText(safe(value)))
    calendar.add("last-modified", vDatetime(modified))
    calendar.add("url", vUri(f"{address.site}plans/{plan.id}/{variant}/"))
    calendar.add("color", COLOR)
    if address.feed:
        calendar.add("source", vUri(address.feed), parameters={"value": "URI"})
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    monday = first_monday(schedule, anchor)
    for day, week, placed, count in _days(schedule):
        event = _event(library, variant, placed)
        event.add(
            "uid", f"{plan.id}-{variant}-{anchor:%Y%m%d}-{_to_go(schedule, week)}-{placed[0].session.id}-{count}@lasting-speed"
        )
        event.add("dtstamp", vDatetime(modified))
        event.add("last-modified", vDatetime(modified))
        event.add("sequence", int((modified - EPOCH).total_seconds() // 60))
        event.add("url", vUri(_link(placed[0], address)))
        description = [*_description(library, schedule, week, placed), _link(placed[0], address)]
        event.add("description", vText(_fit(description)))
        _when(event, monday + timedelta(days=day), clock, sum(one.dose.minutes for one in placed))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def feeds(
    schedule: Schedule, library: Library, anchors: Iterable[date], modified: datetime, site: str
) -> Iterator[tuple[str, bytes]]:
    """The feed of a schedule for each of its anchors, with its path: as `calendar` makes it, byte for byte.

    Only dates differ from one anchor to the next, and each is as long as the other: so the first is made in full, and the others
    are stamped from it. Where a fold falls into a date, a feed is made in full too.
    """
    first: tuple[date, bytes] | None = None
    for anchor in anchors:
        path = f"calendars/{schedule.plan.id}/{schedule.variant}/{anchor.isoformat()}.ics"
        stamped = _stamped(*first, anchor) if first else None
        if stamped is None:
            stamped = calendar(schedule, library, anchor, modified, Address(site, f"{site}{path}"))
            first = first or (anchor, stamped)
        yield path, stamped


def _stamped(model: date, content: bytes, anchor: date) -> bytes | None:
    """The feed of another anchor from the one made for `model`; None where a date of it is folded."""
    uid, source = f"-{model:%Y%m%d}-".encode(), f"/{model.isoformat()}.ics\r\n".encode()
    events = content.count(b"BEGIN:VEVENT\r\n")
    if content.count(uid) != events or content.count(source) != 1 or len(_EVENT_DATE.findall(content)) != 2 * events:
        return None
    moved: dict[bytes, bytes] = {}
    for found in set(_EVENT_DATE.findall(content)):
        day = date(int(found[:4]), int(found[4:6]), int(found[6:])) + (anchor - model)
        moved[found] = f"{day:%Y%m%d}".encode()
    dated = _EVENT_DATE.sub(lambda match: moved[match[0]], content)
    return dated.replace(uid, f"-{anchor:%Y%m%d}-".encode()).replace(source, f"/{anchor.isoformat()}.ics\r\n".encode())


def _days(schedule: Schedule) -> Iterator[tuple[int, Week, tuple[Placed, ...], int]]:
    """Every day that is not a rest day: its number, its week, its sessions, and how often the first has stood in that week."""
    for week in schedule.weeks:
        seen: Counter[str] = Counter()
        for weekday, placed in enumerate(week.days):
            if placed:
                seen[placed[0].session.id] += 1
                yield (week.number - 1) * 7 + weekday, week, placed, seen[placed[0].session.id]


def _to_go(schedule: Schedule, week: Week) -> str:
    """Weeks to the race, `after1` and on for those behind it; for a plan without a race, the number of the week."""
    if schedule.race_weekday is None:
        return str(week.number)
    to_go = schedule.weeks_to_race + 1 - week.number
    return str(to_go) if to_go >= 0 else f"after{-to_go}"


def _event(library: Library, variant: Variant, placed: tuple[Placed, ...]) -> Event:
    """What an event is about; who and when is added by its calendar."""
    event = Event()
    event.add("summary", vText(summary(placed)))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    kinds = ["Lasting Speed", *(words.hard_word(one.session) for one in placed[:1]), *(one.session.objective for one in placed)]
    event.add("categories", list(dict.fromkeys(kind.capitalize() if kind.islower() else kind for kind in kinds)))
    return event


def summary(placed: Sequence[Placed]) -> str:
    """How hard and how long, then what: `Hard · 48 min · Minutes 4×1 min`; at most 120 characters."""
    hardest = max(placed, key=lambda one: (one.session.load.hard, one.session.mode == "run")).session
    total = words.minutes(sum(one.dose.minutes for one in placed))
    names = [f"{one.session.title} {words.short(one.workout.main)}".strip() for one in placed]
    said = safe(f"{words.hard_word(hardest)} · {total} · {' + '.join(names)}")
    return said if len(said) <= MOST_SUMMARY else f"{said[: MOST_SUMMARY - 1]}…"


def _description(library: Library, schedule: Schedule, week: Week, placed: tuple[Placed, ...]) -> list[str]:
    """The paragraphs of an event: the main set first, then all else that one needs without a signal."""
    said: list[str] = []
    for number, one in enumerate(placed):
        parts = _part(library, schedule.variant, one)
        said.append("\n".join([f"Then: {one.session.title} ({words.minutes(one.dose.minutes)})", *parts] if number else parts))
    readiness = library.readiness
    if any(one.session.load.hard for one in placed):
        said.append(readiness.stop)
    else:
        said.append("Pain above 5 of 10 or a limp ends the day.")
    kind = {"reset": ", a reset week", "taper": ", taper", "race": ", race week"}.get(week.kind, "")
    phase = "" if week.kind == "race" else f" · {schedule.plan.placed_phases()[week.phase][1].name}"
    said.append(f"Week {week.number} of {len(schedule.weeks)}{kind}{phase}")
    return said


def _part(library: Library, variant: Variant, placed: Placed) -> list[str]:
    """The lines of one session."""
    done, session, exercise = placed.workout, placed.session, words.titles(library)
    clock = clockwork(library, variant.level)
    lines = [words.sentence(done.main, exercise)]
    lines.append(f"Aim: {session.summary}")
    if done.warm_up:
        lines.append(
            f"Warm-up ({words.minutes(clock.minutes(done.warm_up_steps))}): {words.sentence(done.warm_up_steps, exercise)}"
        )
    if done.cool_down:
        minutes = words.minutes(clock.minutes(done.cool_down_steps))
        lines.append(f"Cool-down ({minutes}): {words.sentence(done.cool_down_steps, exercise)}")
    lines.append(f"Cues: {' · '.join(library.cues[cue].text for cue in session.cues)}")
    tired = easier(library, variant, session, done.rung)
    if tired:
        title = "" if tired.session.id == session.id else f"{tired.session.title}: "
        dose = words.sentence(tired.main, exercise) if tired.session.mode != "mobility" else "one round"
        lines.append(f"Tired: {title}{dose}")
    if session.equivalent:
        lines.append(f"Sore: the same minutes and efforts {words.stands(session)}, without the drills and the impact.")
    lines.append(f"Not with: {session.avoid.rstrip('.')}.")
    return lines


def _fit(paragraphs: list[str]) -> str:
    """Paragraphs as one text; if it is too long, the one before the last two gives up its end."""
    text = safe("\n\n".join(paragraphs))
    while len(text.encode()) > MOST_DESCRIPTION and len(paragraphs) > 2:
        over = len(text.encode()) - MOST_DESCRIPTION
        longest = max(range(len(paragraphs) - 1), key=lambda number: len(paragraphs[number]))
        kept = paragraphs[longest].encode()[: -(over + 8)].decode(errors="ignore").rsplit(" ", 1)[0]
        paragraphs = [*paragraphs[:longest], f"{kept} …", *paragraphs[longest + 1 :]]
        text = safe("\n\n".join(paragraphs))
    return text


def _link(placed: Placed, address: Address) -> str:
    return f"{address.site}sessions/{placed.session.id}/"


def _when(event: Event, day: date, clock: Clock | None, minutes: float) -> None:
    """A whole day, or from a time of day for as long as the sessions take."""
    if clock is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return
    start = datetime.combine(day, clock.at, clock.zone).astimezone(UTC)
    event.add("dtstart", vDatetime(start))
    event.add("dtend", vDatetime(start + timedelta(minutes=max(5, round(minutes)))))
    if clock.remind is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", vText(str(event["summary"])))
        alarm.add("trigger", vDuration(-timedelta(minutes=clock.remind)))
        event.add_component(alarm)


def safe(text: str) -> str:
    """Text that every reader decodes alike: composed (NFC), with line feeds only, no control or bidi characters, no backslashes."""
    return _UNSAFE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))
