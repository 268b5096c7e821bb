"""What a calendar says day by day, and its anchor, to an iCalendar file (RFC 5545, RFC 7986): the same bytes for the same input.

All-day events by default; at a time of day on request, in UTC, worked out from the wall clock of the reader's zone day by day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDatetime, vDuration, vText, vUri

from toolkit.feeds import addresses
from toolkit.feeds import event_text as events
from toolkit.feeds.event_text import Occasion, safe
from toolkit.library import Library
from toolkit.models import WEEKDAYS
from toolkit.rounding import add, whole
from toolkit.rules import other_days
from toolkit.schedule import Schedule, Week, key_days
from toolkit.text import dates
from toolkit.text import english as words

PRODID = "-//Lasting Speed//Training plans//EN"
REFRESH = timedelta(hours=12)
COLOR = "teal"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class Agenda:
    """A schedule and those of its days that go into a calendar."""

    schedule: Schedule
    library: Library
    occasions: tuple[Occasion, ...]
    only_key_days: bool = False

    @property
    def name(self) -> str:
        """What the calendar is called: `A faster 5 km · intermediate, standard`."""
        plan, variant = self.schedule.plan, self.schedule.variant
        return f"{plan.title} · {words.short_variant(variant)}{' · key days' if self.only_key_days else ''}"

    def path(self, anchor: date) -> str:
        """Where the feed for a race day, or a first Monday, lies."""
        return addresses.feed(self.schedule.plan, self.schedule.variant, anchor, only_key_days=self.only_key_days)


def agenda_of(schedule: Schedule, library: Library) -> Agenda:
    """Every day of a schedule that is not a rest day."""
    moves = other_days(schedule, library)
    films = set(_film_days(schedule))
    days = (Occasion(day, week, week.days[day % 7], count, moves[day], films=day in films) for day, week, count in _days(schedule))
    return Agenda(schedule, library, tuple(_opened(list(days))))


def thinned(whole: Agenda) -> Agenda:
    """Only the key days of an agenda; what the week's first event says is now said by the first that is left."""
    kept = key_days(whole.schedule)
    return replace(whole, occasions=tuple(_opened([one for one in whole.occasions if one.day in kept])), only_key_days=True)


def first_monday(schedule: Schedule, anchor: date) -> date:
    """The Monday on which a schedule starts: the anchor is the race day, or that Monday itself.

    ValueError where the anchor's weekday is not the one that the schedule was laid out for.
    """
    expected = 0 if schedule.race_weekday is None else schedule.race_weekday
    if anchor.weekday() != expected:
        raise ValueError(f"{anchor} is not a {dates.WEEKDAY_NAMES[WEEKDAYS[expected]]}")
    return anchor - timedelta(days=anchor.weekday(), weeks=schedule.lead)


def calendar(agenda: Agenda, anchor: date, modified: datetime, address: Address, clock: Clock | None = None) -> bytes:
    """The calendar of an agenda whose race day, or first Monday, is `anchor`; last changed at `modified` (UTC)."""
    schedule, library = agenda.schedule, agenda.library
    plan, variant = schedule.plan, schedule.variant
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    for key, value in (
        *(("name", agenda.name), ("x-wr-calname", agenda.name)),
        *(("description", plan.summary), ("x-wr-caldesc", plan.summary)),
    ):
        calendar.add(key, vText(safe(value)))
    calendar.add("last-modified", vDatetime(modified))
    calendar.add("url", vUri(f"{address.site}plans/{plan.id}/{variant}/"))
    calendar.add("color", COLOR)
    if address.feed:
        calendar.add("source", vUri(address.feed), parameters={"value": "URI"})
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    monday = first_monday(schedule, anchor)
    for occasion in agenda.occasions:
        event = Event()
        event.add("uid", uid(schedule, anchor, occasion))
        _when(event, occasion, monday + timedelta(days=occasion.day), clock)
        event.add("dtstamp", vDatetime(modified))
        event.add("last-modified", vDatetime(modified))
        event.add("sequence", int((modified - EPOCH).total_seconds() // 60))
        event.add("summary", vText(events.title(occasion.placed)))
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("categories", events.kinds(occasion.placed))
        event.add("url", vUri(events.link(occasion, schedule, address.site)))
        event.add("description", vText(events.text(events.lines(occasion, schedule, library, address.site))))
        if clock and clock.remind is not None:
            event.add_component(_alarm(clock.remind, str(event["summary"])))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def uid(schedule: Schedule, anchor: date, occasion: Occasion) -> str:
    """What an event is known by: plan, variant, anchor, week, first session, and which time in that week it is.

    Neither its date nor its weekday, so that a session that is moved stays the same event.
    """
    parts = (schedule.plan.id, schedule.variant, f"{anchor:%Y%m%d}", _to_go(schedule, occasion.week))
    return f"{'-'.join(map(str, parts))}-{occasion.placed[0].session.id}-{occasion.count}@lasting-speed"


def _days(schedule: Schedule) -> Iterator[tuple[int, Week, int]]:
    """Every day that is not a rest day: its number, its week, and how often its first session has stood in that week."""
    for week in schedule.weeks:
        seen: Counter[str] = Counter()
        for weekday, placed in enumerate(week.days):
            if placed:
                seen[placed[0].session.id] += 1
                yield (week.number - 1) * 7 + weekday, week, seen[placed[0].session.id]


def _opened(occasions: Sequence[Occasion]) -> Iterator[Occasion]:
    """Occasions with the first of each week, and the first and the last of all, marked as such."""
    week = None
    for number, one in enumerate(occasions, start=1):
        yield replace(one, opens_week=one.week.number != week, opens_plan=week is None, ends_plan=number == len(occasions))
        week = one.week.number


def _film_days(schedule: Schedule) -> Iterator[int]:
    """The days of the first easy run of week 1 and of every second reset week, on which one looks at one's running. Convention."""
    resets = [week for week in schedule.weeks if week.kind == "reset"]
    for week in [*schedule.weeks[:1], *resets[1::2]]:
        easy = (weekday for weekday, placed in week.placed() if placed.session.mode == "run" and placed.session.kind == "easy")
        yield from ((week.number - 1) * 7 + weekday for weekday in [*easy][:1])


def _to_go(schedule: Schedule, week: Week) -> str:
    """Weeks to the race, `after1` and on for those behind it; for a plan without a race, the number of the week."""
    if schedule.race_weekday is None:
        return str(week.number)
    to_go = schedule.weeks_to_race + 1 - week.number
    return str(to_go) if to_go >= 0 else f"after{-to_go}"


def _when(event: Event, occasion: Occasion, day: date, clock: Clock | None) -> None:
    """A whole day, or from a time of day for as long as the sessions take."""
    if clock is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return
    minutes = whole(add(one.dose.seconds for one in occasion.placed) / 60)
    start = datetime.combine(day, clock.at, clock.zone).astimezone(UTC)
    event.add("dtstart", vDatetime(start))
    event.add("dtend", vDatetime(start + timedelta(minutes=max(5, minutes))))


def _alarm(minutes: int, text: str) -> Alarm:
    """A reminder so many minutes before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", vText(text))
    alarm.add("trigger", vDuration(-timedelta(minutes=minutes)))
    return alarm
