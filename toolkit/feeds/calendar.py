"""What a calendar says day by day, and its anchor, to an iCalendar file (RFC 5545, RFC 7986): the same bytes for the same input.

All-day events by default; at a time of day on request, in UTC, worked out from the wall clock of the reader's zone day by day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDatetime, vDuration, vText, vUri

from toolkit.feeds.agenda import Agenda, EventDay, first_monday
from toolkit.feeds.event_text import event_address, event_lines
from toolkit.rounding import add, whole
from toolkit.schedule import Schedule, Week
from toolkit.text.events.lines import fit_text, safe
from toolkit.text.events.title import event_categories, event_title

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
class StartTime:
    """A time of day in the reader's zone, and minutes before it to be reminded, if any."""

    at: time
    zone: ZoneInfo
    remind: int | None = None


def write_calendar(agenda: Agenda, anchor: date, modified: datetime, address: Address, start: StartTime | None = None) -> bytes:
    """The calendar of an agenda whose race day, or first Monday, is `anchor`; last changed at `modified` (UTC).

    ValueError where the anchor's weekday is not the one that the schedule was laid out for.
    """
    calendar = _calendar(agenda, modified, address)
    monday = first_monday(agenda.schedule, anchor)
    for event_day in agenda.days:
        event = Event()
        event.add("uid", uid(agenda.schedule, anchor, event_day, agenda.library.settings.uid_domain))
        _add_time(event, event_day, monday + timedelta(days=event_day.day), start)
        _add_version(event, modified)
        _add_text(event, event_day, agenda, address)
        if start and start.remind is not None:
            event.add_component(_alarm(start.remind, str(event["summary"])))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _calendar(agenda: Agenda, modified: datetime, address: Address) -> Calendar:
    """A calendar that has a name and an address, and no events yet."""
    plan, variant = agenda.schedule.plan, agenda.schedule.variant
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(safe(agenda.name)))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(safe(plan.summary)))
    calendar.add("last-modified", vDatetime(modified))
    calendar.add("url", vUri(f"{address.site}plans/{plan.id}/{variant}/"))
    calendar.add("color", COLOR)
    if address.feed:
        calendar.add("source", vUri(address.feed), parameters={"value": "URI"})
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _add_version(event: Event, modified: datetime) -> None:
    """When an event last changed, so that programs replace what they have by what is newer."""
    event.add("dtstamp", vDatetime(modified))
    event.add("last-modified", vDatetime(modified))
    event.add("sequence", int((modified - EPOCH).total_seconds() // 60))


def _add_text(event: Event, event_day: EventDay, agenda: Agenda, address: Address) -> None:
    """What an event says, and where the day is read on the site."""
    schedule, library = agenda.schedule, agenda.library
    event.add("summary", vText(event_title(event_day.placed)))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("categories", event_categories(event_day.placed))
    event.add("url", vUri(event_address(event_day, schedule, address.site)))
    event.add("description", vText(fit_text(event_lines(event_day, schedule, library, address.site))))


def uid(schedule: Schedule, anchor: date, event_day: EventDay, domain: str) -> str:
    """What an event is known by: plan, variant, anchor, week, first session, and which time in that week it is.

    Neither its date nor its weekday, so that a session that is moved stays the same event.
    """
    parts = (schedule.plan.id, schedule.variant, f"{anchor:%Y%m%d}", _to_go(schedule, event_day.week))
    return f"{'-'.join(map(str, parts))}-{event_day.placed[0].session.id}-{event_day.count}@{domain}"


def _to_go(schedule: Schedule, week: Week) -> str:
    """Weeks to the race, `after1` and on for those behind it; for a plan without a race, the number of the week."""
    if schedule.race_weekday is None:
        return str(week.number)
    to_go = schedule.weeks_to_race + 1 - week.number
    return str(to_go) if to_go >= 0 else f"after{-to_go}"


def _add_time(event: Event, event_day: EventDay, day: date, start: StartTime | None) -> None:
    """A whole day, or from a time of day for as long as the sessions take."""
    if start is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return
    minutes = whole(add(one.dose.seconds for one in event_day.placed) / 60)
    begins = datetime.combine(day, start.at, start.zone).astimezone(UTC)
    event.add("dtstart", vDatetime(begins))
    event.add("dtend", vDatetime(begins + timedelta(minutes=max(5, minutes))))


def _alarm(minutes: int, text: str) -> Alarm:
    """A reminder so many minutes before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", vText(text))
    alarm.add("trigger", vDuration(-timedelta(minutes=minutes)))
    return alarm
