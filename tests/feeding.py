"""Plans compiled, calendars stamped, and the same calendars written by the icalendar library, as an independent reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDatetime, vDuration, vText, vUri

from toolkit.app.build import Build
from toolkit.feeds import stamp
from toolkit.feeds.agenda import WHOLE_PLAN, EventDay, Selection, select_days
from toolkit.feeds.compile import Compiler
from toolkit.feeds.compiled import CompiledEvent, CompiledPlan, EventForm, merge
from toolkit.feeds.identity import TEXT_REVISION, EventInputs, History
from toolkit.feeds.laid import record_schedules
from toolkit.feeds.personal import offsets_for
from toolkit.feeds.stamp import DatedPlan, Stamper
from toolkit.feeds.wishes import Wishes
from toolkit.feeds.zones import day_number
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.rules import other_days
from toolkit.schedule import SUNDAY, Conditions, Schedule, lay_out, lay_out_each

SITE = "https://lasting-speed.example/"
MODIFIED = TEXT_REVISION + timedelta(days=3, hours=12, minutes=30)
HISTORY = History(MODIFIED)
MADE = int(datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp())


def compiler_of(library: Library, history: History = HISTORY, site: str = SITE) -> Compiler:
    """What compiles the plans of a library for a site, all of them last changed at the same time."""
    return Compiler(library, site, history, EventInputs(library))


def compiled(library: Library, plan: str, variant: Variant, weekday: int = SUNDAY) -> CompiledPlan:
    """A variant compiled by itself for a race on a weekday."""
    return compile_alone(lay_out(library.plans[plan], library, variant, Conditions(weekday)), compiler_of(library))


def compile_alone(schedule: Schedule, compiler: Compiler) -> CompiledPlan:
    """A schedule compiled as if it had never been locked."""
    return compiler.compile(*record_schedules([schedule]))


def compiled_for_all(library: Library, plan: str, variant: Variant, site: str = SITE) -> list[CompiledPlan]:
    """A variant for a race on Sunday, then on each other weekday from Monday, by its differences; alone without a race."""
    compiler, found = compiler_of(library, site=site), library.plans[plan]
    weekdays = (SUNDAY, *range(SUNDAY)) if found.race else (SUNDAY,)
    first, *others = record_schedules(list(lay_out_each(found, library, variant, weekdays)))
    base = compiler.compile(first, weekdays[1:])
    return [base, *(merge(base, compiler.compile_difference(base, other)) for other in others)]


def feeds_of(build: Build) -> dict[str, bytes]:
    """Every calendar of a build by its path."""
    return {file.path: file.content for make in build.files_for_programs() for file in make() if file.path.endswith(".ics")}


def days_of(schedule: Schedule, library: Library, selection: Selection = WHOLE_PLAN) -> tuple[EventDay, ...]:
    """The days of a schedule that a calendar shows."""
    return tuple(select_days(schedule, other_days(schedule, library), selection))


def stamped(
    plan: CompiledPlan | Schedule | Sequence[tuple[CompiledPlan, date]],
    anchor: date | None = None,
    wishes: Wishes | None = None,
    *,
    feed: str = "",
    made: int | None = None,
) -> bytes:
    """The calendar of a compiled plan for an anchor, or of several with their own."""
    wanted = [(plan, anchor)] if isinstance(plan, CompiledPlan) else plan
    parts = [DatedPlan(Stamper(one), day_number(day)) for one, day in wanted]  # type: ignore[union-attr,arg-type]
    wishes = wishes or Wishes()
    return stamp.stamp(stamp.Calendar(parts, wishes, offsets_for(parts, wishes), feed=feed, made=made))


def reference(plan: CompiledPlan, anchor: date, wishes: Wishes, *, feed: str = "", made: int | None = None) -> bytes:
    """The calendar of a compiled plan as the icalendar library writes it, from dates and zones of the standard library."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Lasting Speed//Training plans//EN")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(plan.calendar.key_days if wishes.only_key_days else plan.calendar.whole))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(plan.calendar.about))
    calendar.add("last-modified", vDatetime(_moment(made or max(plan.changed, *(event.changed for event in plan.events)))))
    calendar.add("url", vUri(f"{plan.site}{plan.calendar.page}"))
    calendar.add("color", "teal")
    if feed:
        calendar.add("source", vUri(feed), parameters={"value": "URI"})
        calendar.add("refresh-interval", vDuration(timedelta(hours=12)), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(timedelta(hours=12)))
    first = wishes.from_week > 1
    for event in plan.events:
        shown = event.shown[wishes.selection]
        if shown is not None and event.day // 7 + 1 >= wishes.from_week:
            calendar.add_component(_event(plan, event, event.forms[shown], anchor, wishes, made, first=first))
            first = False
    return bytes(calendar.to_ical(sorted=False))


def _event(
    plan: CompiledPlan, said: CompiledEvent, form: EventForm, anchor: date, wishes: Wishes, made: int | None, *, first: bool
) -> Event:
    event, changed = Event(), _moment(made or max(plan.changed, said.changed))
    variant = Variant(plan.level, plan.rhythm, plan.entry)  # type: ignore[arg-type]
    event.add("uid", f"{plan.plan}-{variant}-{anchor:%Y%m%d}-{said.id}@{plan.uid_domain}")
    monday = anchor - timedelta(days=anchor.weekday(), weeks=plan.lead)
    begins = _add_time(event, monday + timedelta(days=said.day), form, wishes)
    event.add("dtstamp", vDatetime(changed))
    event.add("last-modified", vDatetime(changed))
    event.add("sequence", int((changed - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds() // 60) if made else said.revision)
    title = _line(plan, form.title, wishes)
    event.add("summary", vText(title))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if form.categories:
        event.add("categories", list(form.categories))
    event.add("url", vUri(f"{plan.site}{form.link}"))
    text = form.first if first and form.first else form.text
    event.add("description", vText("\n".join(_line(plan, line, wishes) for line in text)))
    if wishes.remind is not None and form.minutes:
        event.add_component(_alarm(title, wishes, begins))
    return event


def said_in(plan: CompiledPlan, form: EventForm) -> str:
    """The text of a form of an event, with kilometres."""
    return "\n".join(_line(plan, line, Wishes()) for line in form.text)


def _line(plan: CompiledPlan, number: int, wishes: Wishes) -> str:
    line = plan.lines[number]
    return line if isinstance(line, str) else line[wishes.units == "mi"]


def _add_time(event: Event, day: date, form: EventForm, wishes: Wishes) -> datetime:
    """Add when an event begins and ends, and return when it begins: in the reader's zone, or at midnight of no zone."""
    hour = wishes.hours[day.weekday()] if form.minutes else None
    if hour is None or wishes.zone is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return datetime.combine(day, time())
    begins = datetime.combine(day, time(hour // 60, hour % 60), ZoneInfo(wishes.zone))
    event.add("dtstart", vDatetime(begins.astimezone(UTC)))
    event.add("dtend", vDatetime(begins.astimezone(UTC) + timedelta(minutes=form.minutes)))
    return begins


def _alarm(title: str, wishes: Wishes, begins: datetime) -> Alarm:
    before = wishes.remind
    if before == "evening":
        evening = datetime.combine(begins.date() - timedelta(days=1), time(20))
        before = int((begins.replace(tzinfo=None) - evening).total_seconds() // 60)  # on the wall
    assert isinstance(before, int)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", vText(title))
    hours, minutes = divmod(before, 60)
    said = f"-PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}" if before else "PT0S"
    alarm.add("trigger", vDuration(-timedelta(minutes=before)))
    assert vDuration.from_ical(said) == -timedelta(minutes=before), "a trigger says another time"
    alarm["trigger"] = vText(said)
    return alarm


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
