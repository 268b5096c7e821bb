"""`toolkit calendar`: one plan as an iCalendar file for any race day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict, Unpack

import click

from toolkit.app.cli.dates import refuse_missing_week, refuse_past_plan, refuse_past_races, warn_of_joining_late
from toolkit.app.cli.options import RESULTS, WEEKS, DayType, for_variant
from toolkit.app.cli.output import STANDARD_OUTPUT, write_output
from toolkit.app.cli.project import of_plan, results_asked, warn, weeks_asked
from toolkit.app.environment import local_zone, made_at, site_url, today
from toolkit.app.locks import find_locked
from toolkit.checks.verdicts import judge_schedule
from toolkit.feeds.agenda import first_monday
from toolkit.feeds.compile import Compiler
from toolkit.feeds.identity import EventInputs, History
from toolkit.feeds.laid import record_schedules
from toolkit.feeds.personal import personal_calendar
from toolkit.feeds.wishes import WishError, Wishes, read_query, read_remind
from toolkit.feeds.zones import day_number, read_zone
from toolkit.library import Library
from toolkit.models import WEEKDAYS, Plan, Variant
from toolkit.rules import adapt
from toolkit.schedule import SUNDAY, Schedule
from toolkit.text import commands
from toolkit.text.results import adapted_text


class Asked(TypedDict):
    """What a runner asks for, beside the plan and its variant, as it was written."""

    race: date | None
    start: date | None
    weeks: int | None
    hours: str | None
    zone: str | None
    remind: str | None
    units: str
    without: str | None
    from_week: int
    key_days: bool


@click.command()
@click.argument("name", metavar="PLAN")
@for_variant
@RESULTS
@click.option("--race", type=DayType(), help="The day of your race, such as 2027-04-18.")
@click.option("--start", type=DayType(), help="The first Monday, for a plan without a race.")
@WEEKS
@click.option(
    "--hours", metavar="HOURS", help="When events begin, such as “tue,thu=18:30; sun=09:00”; on other days they last all day."
)
@click.option("--zone", metavar="ZONE", help="Your time zone, such as Europe/London; without it, that of this machine.")
@click.option(
    "--remind",
    metavar="TIME",
    help="Remind me so long before, 30min or 12h, or “evening”: the evening before. All day begins at 0:00.",
)
@click.option("--units", type=click.Choice(("km", "mi")), default="km", show_default=True, help="Distances in kilometres or miles.")
@click.option("--without", type=click.Choice(("optional",)), help="Leave out the sessions that are optional.")
@click.option(
    "--from", "from_week", type=click.IntRange(1, 99), default=1, metavar="WEEK", help="Begin with this week, to join late."
)
@click.option("--key-days", is_flag=True, help="Only the days that the plan depends on: hard and moderate ones, races, long runs.")
@click.option("--output", required=True, metavar="FILE", help="The file to write, such as my.ics; - writes to standard output.")
def calendar(name: str, variant: Variant, output: str, results: tuple[str, ...], **asked: Unpack[Asked]) -> None:
    """Write the calendar of PLAN for your race day, to import into your calendar program.

    Example: toolkit calendar 5k --level intermediate --rhythm standard --race 2027-04-18 --output my.ics
    """
    wishes = _wishes(asked)
    library, plan = of_plan(name, variant)
    anchor = _anchor(plan, asked["race"], asked["start"])
    refuse_past_races([anchor] if plan.race else [], today())
    overlay, weeks = results_asked(library, plan, results), weeks_asked(plan, asked["weeks"])
    adapted = adapt(plan, library, variant, overlay, anchor.weekday() if plan.race else SUNDAY, weeks)
    schedule = adapted.schedule
    monday = first_monday(schedule, anchor)
    refuse_past_plan(schedule, monday, today())
    refuse_missing_week(schedule, wishes.from_week)
    made = made_at()
    compiler = Compiler(library, site_url(Path.cwd()), History(made), EventInputs(library))
    (laid,) = record_schedules([schedule], find_locked(Path.cwd(), plan.id, str(variant)))
    content = personal_calendar(compiler.compile(laid), day_number(anchor), wishes, int(made.timestamp()))
    write_output(output, content)
    warn(warn_of_joining_late(plan.title, schedule.lead + 1 if plan.race else len(schedule.weeks), monday, today()))
    warn(_broken(adapted.plain, library))
    warn(adapted_text(adapted, library))
    if output != STANDARD_OUTPUT:
        warn(commands.calendar_written(output))


def _wishes(asked: Asked) -> Wishes:
    """The wishes that were asked for; wrong usage for one that cannot be followed."""
    try:
        zone = _zone(asked["hours"], asked["zone"])
        given = {"hours": asked["hours"], "zone": zone, "units": asked["units"]}
        query = {name: value for name, value in given.items() if value is not None}
        found = read_query(query, only_key_days=asked["key_days"])
        if found.zone is not None:
            read_zone(found.zone)
        remind = read_remind(asked["remind"]) if asked["remind"] is not None else None
    except WishError as error:
        raise click.UsageError(str(error)) from None
    return replace(found, optional=asked["without"] is None, from_week=asked["from_week"], remind=remind)


def _zone(hours: str | None, zone: str | None) -> str | None:
    """The zone that was asked for, or that of this machine where hours need one; wrong usage for a zone without hours."""
    if hours is None:
        if zone is not None:
            raise click.UsageError("--zone needs hours: --hours tue,thu=18:30.")
        return None
    found = zone if zone is not None else local_zone()
    if found is None:
        raise click.UsageError("--hours needs your time zone, which this machine does not say: --zone Europe/London.")
    return found


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
