"""`toolkit calendar`: one plan as an iCalendar file for any race day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import click

from toolkit.app.cli.dates import refuse_past_plan, refuse_past_races, warn_of_joining_late
from toolkit.app.cli.options import RESULTS, WEEKS, DayType, for_variant
from toolkit.app.cli.output import STANDARD_OUTPUT, write_output
from toolkit.app.cli.project import of_plan, results_asked, warn, weeks_asked
from toolkit.app.environment import modified, site_url, today, warn_of_shallow
from toolkit.checks.verdicts import judge_schedule
from toolkit.feeds.agenda import agenda_of, first_monday, thinned
from toolkit.feeds.calendar import Address, StartTime, write_calendar
from toolkit.library import Library
from toolkit.models import WEEKDAYS, Plan, Variant
from toolkit.problems import unknown
from toolkit.rules import adapt
from toolkit.schedule import SUNDAY, Schedule
from toolkit.text import commands
from toolkit.text.results import adapted_text

NO_PLACE = re.compile(r"localtime|posixrules|Factory|(?:posix|right)/.*", re.DOTALL)
"""Zones that a machine has for itself: in a calendar they would mean something else on each."""


class Wishes(TypedDict):
    """What a runner wants of a calendar, beside the plan and its variant."""

    race: date | None
    start: date | None
    weeks: int | None
    at: str | None
    zone: str | None
    remind: int | None
    key_days: bool


@click.command()
@click.argument("name", metavar="PLAN")
@for_variant
@RESULTS
@click.option("--race", type=DayType(), help="The day of your race, such as 2027-04-18.")
@click.option("--start", type=DayType(), help="The first Monday, for a plan without a race.")
@WEEKS
@click.option("--at", metavar="HH:MM", help="Put events at this time of day; without it they last all day. Needs --zone.")
@click.option("--zone", metavar="ZONE", help="Your time zone for --at, such as Europe/London.")
@click.option("--remind", type=click.IntRange(0, 1440), metavar="MINUTES", help="Remind me this long before. Needs --at.")
@click.option("--key-days", is_flag=True, help="Only the days that the plan depends on: hard and moderate ones, races, long runs.")
@click.option("--output", required=True, metavar="FILE", help="The file to write, such as my.ics; - writes to standard output.")
def calendar(name: str, variant: Variant, output: str, results: tuple[str, ...], **wishes: Unpack[Wishes]) -> None:
    """Write the calendar of PLAN for your race day, to import into your calendar program.

    Example: toolkit calendar 5k --level intermediate --rhythm standard --race 2027-04-18 --output my.ics
    """
    begins = _start_time(wishes["at"], wishes["zone"], wishes["remind"])
    library, plan = of_plan(name, variant)
    anchor = _anchor(plan, wishes["race"], wishes["start"])
    refuse_past_races([anchor] if plan.race else [], today())
    overlay, weeks = results_asked(library, plan, results), weeks_asked(plan, wishes["weeks"])
    adapted = adapt(plan, library, variant, overlay, anchor.weekday() if plan.race else SUNDAY, weeks)
    schedule = adapted.schedule
    monday = first_monday(schedule, anchor)
    refuse_past_plan(schedule, monday, today())
    agenda = agenda_of(schedule, library)
    agenda = thinned(agenda) if wishes["key_days"] else agenda
    address = Address(site_url(Path.cwd()))
    content = write_calendar(agenda, anchor, modified(Path.cwd()), address, begins)
    warn(warn_of_shallow(Path.cwd()))
    write_output(output, content)
    warn(warn_of_joining_late(plan.title, schedule.lead + 1 if plan.race else len(schedule.weeks), monday, today()))
    warn(_broken(adapted.plain, library))
    warn(adapted_text(adapted, library))
    if output != STANDARD_OUTPUT:
        warn(commands.calendar_written(output))


def _broken(schedule: Schedule, library: Library) -> str:
    """What a runner should know of a race day that plans are not checked for: every rule it breaks, in a line of its own."""
    if schedule.race_weekday is None:
        return ""
    return commands.broken_with_race_on(WEEKDAYS[schedule.race_weekday], judge_schedule(schedule, library))


def _anchor(plan: Plan, race: date | None, start: date | None) -> date:
    """The race day or the first Monday, whichever the plan needs; wrong usage otherwise."""
    if plan.race:
        if race is None or start:
            raise click.UsageError(f"{plan.title} leads to a race. Say when it is: --race 2027-04-18.")
        return race
    if start is None or race:
        raise click.UsageError(f"{plan.title} has no race. Say on which Monday you start: --start 2027-04-19.")
    if start.weekday():
        monday = start - timedelta(days=start.weekday())
        raise click.UsageError(f"{start} is not a Monday. Write --start {monday} or --start {monday + timedelta(weeks=1)}.")
    return start


def _start_time(at: str | None, zone: str | None, remind: int | None) -> StartTime | None:
    """The time of day that was asked for, if one was; wrong usage where half of it is missing."""
    if at is None:
        if zone is not None or remind is not None:
            raise click.UsageError("--zone and --remind need a time of day: --at 07:00.")
        return None
    if zone is None:
        raise click.UsageError("--at needs your time zone: --zone Europe/London.")
    try:
        time = datetime.strptime(at, "%H:%M").time()
    except ValueError:
        raise click.UsageError(f"“{at}” is not a time of day. Write hours and minutes: --at 07:00.") from None
    return StartTime(time, _zone(zone), remind)


def _zone(name: str) -> ZoneInfo:
    """The time zone of this name; wrong usage, with the nearest name, where there is none."""
    try:
        if not NO_PLACE.fullmatch(name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    known = {zone for zone in available_timezones() if not NO_PLACE.fullmatch(zone)}
    if not known:
        raise click.UsageError("this machine has no time zone data. Install it: .venv/bin/pip install tzdata")
    said = unknown("time zone", name, known)
    raise click.UsageError(said if "Did you mean" in said else f"{said} Write one such as Europe/London.")
