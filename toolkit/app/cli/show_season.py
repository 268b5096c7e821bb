"""`toolkit show season`: when each plan of a season begins, and every week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import click

from toolkit.app.cli.dates import refuse_past_races, warn_of_joining_late
from toolkit.app.cli.options import DayType, RaceDayType, for_variant
from toolkit.app.cli.project import find_sound, read_content, warn
from toolkit.app.environment import today
from toolkit.library import Library
from toolkit.models import Season, Variant
from toolkit.problems import count, unknown
from toolkit.rules import broken_rules
from toolkit.schedule import Schedule, find_race_gaps, find_season_variants, lay_out_season, list_fewest_weeks
from toolkit.text.commands import broken_with_second_race
from toolkit.text.english import command_options, short_variant
from toolkit.text.terminal import plan_text, season_text


@click.command("season")
@click.argument("name", metavar="SEASON")
@for_variant
@click.option(
    "--race", "races", type=DayType(), multiple=True, required=True, help="The day of each race, in order; give it once for each."
)
@click.option("--also", type=RaceDayType(), help="A second race inside one of the plans: 2027-07-17=race-5k.")
@click.option("--part", type=click.IntRange(min=1), help="Only this part, day by day.")
def show_season(name: str, variant: Variant, races: tuple[date, ...], also: tuple[date, str] | None, part: int | None) -> None:
    """Show when each plan of SEASON begins, and every week, for the days of your races.

    Example: toolkit show season spring-and-autumn --level intermediate --race 2027-05-16 --race 2027-10-17
    """
    content = read_content()
    library = content.library
    season = find_sound(content, library.seasons, "season", name)
    _refuse_unoffered(library, season, variant)
    refuse_past_races([*races, *([also[0]] if also else [])], today())
    weeks, weekdays = _fit(library, season, variant, races), [day.weekday() for day in races]
    parts = lay_out_season(season, library, variant, weeks, weekdays)
    start = _start(parts, races[0])
    if also:
        second = _second(library, parts, start, *also)
        alone, parts = parts, lay_out_season(season, library, variant, weeks, weekdays, second)
        for number in second:
            _warn_of_broken(parts[number], alone[number], library)
    if part and part > len(parts):
        raise click.UsageError(f"part {part} is out of range: {season.title} has {count(len(parts), 'part')}.")
    warn(warn_of_joining_late(season.title, sum(len(one.weeks) for one in parts), start, today()))
    click.echo(plan_text(parts[part - 1], library) if part else season_text(season, parts, library, start))


def _refuse_unoffered(library: Library, season: Season, variant: Variant) -> None:
    """Wrong usage for a variant that not all plans of a season are offered as."""
    offered = find_season_variants(season, library)
    if variant not in offered:
        raise click.UsageError(
            f"{season.title} is not offered as {short_variant(variant)}: not all of its plans are. "
            f"Write {' or '.join(map(command_options, offered))}."
        )


def _start(parts: Sequence[Schedule], race: date) -> date:
    """The first Monday of a season whose first race is on this day."""
    first = next(number for number, one in enumerate(parts) if one.race_day is not None)
    weeks = parts[first].weeks_to_race + sum(len(one.weeks) for one in parts[:first])
    return race - timedelta(days=race.weekday(), weeks=weeks)


def _second(library: Library, parts: Sequence[Schedule], start: date, day: date, race: str) -> dict[int, tuple[int, str]]:
    """A second race, by the part that it falls into: its day there, and its session; wrong usage where it cannot be."""
    races = {session.id: session for session in library.offered(library.sessions) if session.kind == "race"}
    if race not in races:
        raise click.UsageError(unknown("race", race, races))
    for number, part in enumerate(parts):
        last = start + timedelta(weeks=len(part.weeks))
        if start <= day < last:
            if part.weeks[(day - start).days // 7].kind not in ("load", "reset"):
                raise click.UsageError(f"{day} is in the taper, the race week or the weeks after the race of {part.plan.title}.")
            return {number: ((day - start).days, race)}
        start = last
    raise click.UsageError(f"{day} is outside the season, which ends before {start}.")


def _warn_of_broken(schedule: Schedule, alone: Schedule, library: Library) -> None:
    """On standard error, what a plan breaks with a second race in it, and not without: what came before a part is not seen here."""
    known = {(measure.week, measure.message) for _, measure in broken_rules(alone, library)}
    broken = [measure for _, measure in broken_rules(schedule, library) if (measure.week, measure.message) not in known]
    warn(broken_with_second_race(broken))


def _fit(library: Library, season: Season, variant: Variant, races: Sequence[date]) -> list[int | None]:
    """The weeks of each part that repeats, so that the races fall on their days; wrong usage where they cannot."""
    weeks = list_fewest_weeks(season)
    parts = lay_out_season(season, library, variant, weeks, [day.weekday() for day in races])
    wanted = [part.plan.title for part in parts if part.race_day is not None]
    if len(races) != len(wanted):
        raise click.UsageError(f"{season.title} has {count(len(wanted), 'race')}: {', '.join(wanted)}. Give --race once for each.")
    mondays = [day - timedelta(days=day.weekday()) for day in races]
    for number, gap in enumerate(find_race_gaps(season, parts)):
        apart = (mondays[number + 1] - mondays[number]).days // 7
        if not gap.least <= apart <= gap.most:
            first, last = (mondays[number] + timedelta(weeks=gap.least), mondays[number] + timedelta(weeks=gap.most, days=6))
            far = f"{gap.least}" if gap.least == gap.most else f"{gap.least} to {gap.most}"
            said = (
                f"are {count(apart, 'week')} apart" if races[number] < races[number + 1] else "are not in the order of their days"
            )
            raise click.UsageError(
                f"these races {said}, where {season.title} needs {far} weeks from one to the next. "
                f"After {races[number]} race between {first} and {last}."
            )
        if gap.flexible is not None:
            weeks[gap.flexible] = apart - gap.fixed
    return weeks
