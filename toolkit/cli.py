"""The command line: `toolkit check`, `build`, `show`, `missed` and `calendar`, working on the current folder.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage. Every import that a command alone needs stands inside it, so that
`toolkit check` starts quickly.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from toolkit.characters import visible_lines
from toolkit.library import Library
from toolkit.models import LEVELS, RHYTHMS, WEEKDAYS, Plan, Season, Session, Variant, of_variant
from toolkit.problems import Problem, count, report, unknown

if TYPE_CHECKING:
    from toolkit.render.calendar import Clock
    from toolkit.schedule import Schedule

LEVEL = click.option("--level", type=click.Choice(LEVELS), required=True, help="Your level; `guide/efforts` says which fits.")
RHYTHM = click.option(
    "--rhythm",
    type=click.Choice(RHYTHMS),
    default="standard",
    show_default=True,
    help="How much recovery lies between hard days; extended is the default advice from 60.",
)
WEEKS = click.option(
    "--weeks", type=click.IntRange(1, 52), metavar="1-52", help="How many weeks, for a plan that repeats for as long as you like."
)


class RaceDay(click.ParamType[tuple[date, str]]):
    """A date and a race such as 2027-07-17=race-5k."""

    name = "YYYY-MM-DD=RACE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        """The date and the session; wrong usage where there is no equals sign, or no date before it."""
        day, equals, race = str(value).partition("=")
        if not equals:
            self.fail(f"“{value}” is not a race on a day. Write 2027-07-17=race-5k.", param, ctx)
        return Day().convert(day, param, ctx), race


class Day(click.ParamType[date]):
    """A date such as 2027-04-18."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that the text says; wrong usage where it says none."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a date. Write the year, month and day: 2027-04-18.", param, ctx)


@contextmanager
def _visible() -> Iterator[None]:
    """Whatever was typed comes back in an error only as characters that a terminal shows."""
    try:
        yield
    except click.ClickException as error:
        error.message = visible_lines(error.message)  # type: ignore[misc]  # said to be final; it is shown later
        raise


class Visible(click.Group):
    """Commands whose errors never send a terminal what moves its cursor, turns text or hides it."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the group’s own arguments."""
        with _visible():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _visible():
            return super().invoke(ctx)


@click.group("toolkit", cls=Visible, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lasting-speed", prog_name="toolkit")
def main() -> None:
    """Check what runners will follow, and turn it into pages and calendars.

    Run it in the project's folder: the one that holds templates/ and plans/.
    """


@main.command()
@click.option("--report", "form", type=click.Choice(["json"]), help="Print every rule’s verdict on each variant instead.")
def check(form: str | None) -> None:
    """Check every template and plan, and say what to mend.

    Reads templates/ and plans/ and lists every problem with its file, line and column. Nothing is written.
    """
    from toolkit.checks import check as check_project

    gc.disable()  # all of it lives to the end: looking for garbage would only cost time
    try:
        library, problems = check_project(Path.cwd(), today=_today())
    finally:
        gc.freeze()  # nor on the way out
        gc.enable()
    if form:
        _report(library, problems)
    if problems or library is None:
        click.echo(report(problems))
        sys.exit(1)
    _tell_sizes(library)
    variants = sum(len(plan.variants) for plan in library.plans.values())
    counted = (
        count(len(library.sessions), "session"),
        count(len(library.exercises), "exercise"),
        count(len(library.cues), "cue"),
        count(len(library.assessments), "assessment"),
        count(len(library.habits), "habit"),
        f"{count(len(library.plans), 'plan')} with {count(variants, 'variant')}",
        count(len(library.seasons), "season"),
        count(len(library.chapters), "chapter"),
    )
    click.echo(f"{', '.join(counted)}: no problems.")


def _tell_sizes(library: Library) -> None:
    """About what the calendars weigh, plan by plan; a warning changes no exit code."""
    from toolkit.checks.sizes import said
    from toolkit.surroundings import SurroundingsError, today

    try:
        for line in said(library, today()):
            click.echo(line)
    except SurroundingsError as error:
        click.echo(str(error), err=True)


def _report(library: Library | None, problems: list[Problem]) -> NoReturn:
    """Print every verdict and every problem as JSON; exit code 1 if there is a problem."""
    import json

    from toolkit.rules import report_on
    from toolkit.schedule import place

    variants = [
        {
            "plan": plan.id,
            "level": variant.level,
            "rhythm": variant.rhythm,
            "rules": [
                {"rule": found.rule, "verdict": found.verdict, "week": found.week, "value": found.value, "limit": found.limit}
                for found in report_on(place(plan, library, variant), library)
            ],
        }
        for plan in (library.plans.values() if library else ())
        for variant in plan.variants
        if library
    ]
    said = [
        {"path": problem.path, "line": problem.line, "column": problem.column, "message": problem.message}
        for problem in sorted(set(problems))
    ]
    click.echo(json.dumps({"variants": variants, "problems": said}, ensure_ascii=False, indent=1))
    sys.exit(1 if problems else 0)


@main.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, help="An empty folder, or one that does not exist yet."
)
def build(folder: Path) -> None:
    """Write the whole output as files: pages in Markdown, and calendars.

    Any site generator can build the pages; MkDocs is not needed. If anything is wrong, nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not an empty folder. Name one that is empty or does not exist yet.")
    from toolkit.build import Build, taken
    from toolkit.surroundings import SurroundingsError, edition, weigh, write

    root = Path.cwd()
    library = _sound(root)
    docs = [file.relative_to(root / "docs") for file in sorted((root / "docs").rglob("*")) if file.is_file()]
    try:
        made = Build(library, edition(root))
        files = [*made.pages(), *made.others()]
        if wrong := taken((path.as_posix() for path in docs), files):
            _fail(wrong)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as temporary:
            whole = Path(temporary) / "whole"
            whole.mkdir()
            for path in docs:
                (whole / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / "docs" / path, whole / path)
            with click.progressbar(chain(files, made.feeds()), label="Writing", file=sys.stderr, show_pos=True) as rows:
                written = write(rows, whole)
            weighed = weigh(whole)
            if folder.exists():
                folder.rmdir()
            whole.replace(folder)
    except SurroundingsError as error:
        _fail(str(error))
    click.echo(f"Wrote {count(written, 'file')} and the pages of docs/ to {folder}.")
    click.echo(f"{weighed}.")


@main.group()
def show() -> None:
    """Show a plan, a season or a session here, in plain text."""


@show.command("plan")
@click.argument("name", metavar="PLAN")
@LEVEL
@RHYTHM
@click.option("--week", type=click.IntRange(min=1), help="Only this week.")
@WEEKS
def show_plan(name: str, level: str, rhythm: str, week: int | None, weeks: int | None) -> None:
    """Show what stands on every day of PLAN, for a level and a rhythm.

    Example: toolkit show plan 5k --level intermediate --rhythm standard
    """
    from toolkit.render.terminal import plan_text
    from toolkit.schedule import place

    library, plan, variant = _variant(name, level, rhythm)
    schedule = place(plan, library, variant, weeks=_weeks(plan, weeks))
    if week and week > len(schedule.weeks):
        raise click.UsageError(f"week {week} is out of range: the plan has {count(len(schedule.weeks), 'week')}.")
    click.echo(plan_text(schedule, library, week))


@show.command("season")
@click.argument("name", metavar="SEASON")
@LEVEL
@RHYTHM
@click.option(
    "--race", "races", type=Day(), multiple=True, required=True, help="The day of each race, in order; give it once for each."
)
@click.option("--also", type=RaceDay(), help="A second race inside one of the plans: 2027-07-17=race-5k.")
@click.option("--part", type=click.IntRange(min=1), help="Only this part, day by day.")
def show_season(
    name: str, level: str, rhythm: str, races: tuple[date, ...], also: tuple[date, str] | None, part: int | None
) -> None:
    """Show when each plan of SEASON begins, and every week, for the days of your races.

    Example: toolkit show season spring-and-autumn --level intermediate --race 2027-05-16 --race 2027-10-17
    """
    from toolkit.render.terminal import plan_text, season_text
    from toolkit.schedule import laid_out, variants_of

    library = _sound(Path.cwd())
    season = _named(library.seasons, "season", name)
    variant = _as_variant(level, rhythm)
    offered = variants_of(season, library)
    if variant not in offered:
        raise click.UsageError(
            f"{season.title} is not offered as {level}, {rhythm}: not all of its plans are. "
            f"Write {' or '.join(f'--level {one.level} --rhythm {one.rhythm}' for one in offered)}."
        )
    weeks, weekdays = _fit(library, season, variant, races), [day.weekday() for day in races]
    parts = laid_out(season, library, variant, weeks, weekdays)
    first = next(number for number, one in enumerate(parts) if one.race_day is not None)
    start = races[0] - timedelta(days=races[0].weekday(), weeks=parts[first].weeks_to_race)
    start -= timedelta(weeks=sum(len(one.weeks) for one in parts[:first]))
    if also:
        second = _second(library, parts, start, *also)
        parts = laid_out(season, library, variant, weeks, weekdays, second)
        for number in second:
            _tell_broken(parts[number], library)
    if part and part > len(parts):
        raise click.UsageError(f"part {part} is out of range: {season.title} has {count(len(parts), 'part')}.")
    click.echo(plan_text(parts[part - 1], library) if part else season_text(season, parts, library, start))


def _second(library: Library, parts: Sequence[Schedule], start: date, day: date, race: str) -> dict[int, tuple[int, str]]:
    """A second race, by the part that it falls into: its day there, and its session; wrong usage where it cannot be."""
    races = {name: session for name, session in library.sessions.items() if session.kind == "race"}
    _named(races, "race", race)
    for number, part in enumerate(parts):
        last = start + timedelta(weeks=len(part.weeks))
        if start <= day < last:
            if part.weeks[(day - start).days // 7].kind not in ("load", "reset"):
                raise click.UsageError(f"{day} lies in the taper, the race week or the weeks after the race of {part.plan.title}.")
            return {number: ((day - start).days, race)}
        start = last
    raise click.UsageError(f"{day} lies outside the season, which ends before {start}.")


def _tell_broken(schedule: Schedule, library: Library) -> None:
    """On standard error, what a plan breaks with a second race in it."""
    from toolkit.rules import broken_rules

    if broken := list(broken_rules(schedule, library)):
        click.echo("With the second race this plan breaks these rules. Take another day, or run it easily:", err=True)
        for _, measure in broken:
            click.echo(f"- week {measure.week}: {measure.message}", err=True)


def _fit(library: Library, season: Season, variant: Variant, races: Sequence[date]) -> list[int | None]:
    """The weeks of each part that repeats, so that the races fall on their days; wrong usage where they cannot."""
    from toolkit.schedule import fewest, gaps, laid_out

    weeks = fewest(season)
    parts = laid_out(season, library, variant, weeks, [day.weekday() for day in races])
    wanted = [part.plan.title for part in parts if part.race_day is not None]
    if len(races) != len(wanted):
        raise click.UsageError(f"{season.title} has {count(len(wanted), 'race')}: {', '.join(wanted)}. Give --race once for each.")
    mondays = [day - timedelta(days=day.weekday()) for day in races]
    for number, gap in enumerate(gaps(season, parts)):
        apart = (mondays[number + 1] - mondays[number]).days // 7
        if not gap.least <= apart <= gap.most:
            first, last = (mondays[number] + timedelta(weeks=gap.least), mondays[number] + timedelta(weeks=gap.most, days=6))
            far = f"{gap.least}" if gap.least == gap.most else f"{gap.least} to {gap.most}"
            raise click.UsageError(
                f"these races lie {apart} weeks apart, where {season.title} wants {far}. "
                f"After {races[number]} race between {first} and {last}."
            )
        if gap.flexible is not None:
            weeks[gap.flexible] = apart - gap.fixed
    return weeks


@show.command("session")
@click.argument("name", metavar="SESSION")
@LEVEL
def show_session(name: str, level: str) -> None:
    """Show SESSION with its warm-up, every rung and its easier options, for a level.

    Example: toolkit show session minutes --level intermediate
    """
    from toolkit.render.terminal import session_text

    library = _sound(Path.cwd())
    session = _named(library.sessions, "session", name)
    if level not in session.start:
        raise click.UsageError(f"{session.title} is not offered to {level} runners; it is to {', '.join(session.start)}.")
    click.echo(session_text(session, library, _as_variant(level, "standard")))


@main.command()
@click.argument("name", metavar="PLAN")
@LEVEL
@RHYTHM
@click.option("--week", type=click.IntRange(min=1), required=True, help="The week of the plan in which you run again.")
@click.option("--days", type=click.IntRange(1, 365), required=True, help="How many days before it you did not run.")
@click.option("--fever", is_flag=True, help="You had a fever or a chest illness.")
def missed(name: str, level: str, rhythm: str, week: int, days: int, fever: bool) -> None:
    """Show what is left of PLAN after days without running, up to the same race.

    Example: toolkit missed 5k --level intermediate --rhythm standard --week 6 --days 10
    """
    from toolkit.render.terminal import missed_text
    from toolkit.rules import broken_rules
    from toolkit.schedule import missing, progress

    library, plan, variant = _variant(name, level, rhythm)
    course = progress(plan, library, variant)
    last = next((one.planned.number for one in course if one.planned.kind == "race"), len(course))
    if week > last:
        ends = "its race week" if plan.race else "its last"
        raise click.UsageError(f"week {week} is out of range: {plan.title} has {count(last, 'week')} up to {ends}.")
    rewritten = missing(course, library, week, days, fever=fever)
    click.echo(missed_text(plan, library, days, rewritten, week, fever=fever))
    if rewritten is None:
        click.echo(_way_back(library, plan, variant.rhythm))
        return
    step = library.missed.step(days)
    if plan.race and step.share + step.grow * (last - week) < 100:
        click.echo("\nThe race comes before you are back at your usual running. Run it easily, or choose a later one.")
    if broken := [measure.message for _, measure in broken_rules(rewritten, library) if week <= measure.week <= last]:
        click.echo("\nAfter this break the plan no longer keeps these rules. Race a shorter distance, or easily, or later:")
        for message in broken:
            click.echo(f"- {message}")


def _way_back(library: Library, plan: Plan, rhythm: str) -> str:
    """The plans that a returning runner may take, those for the same race first."""
    offered = [
        other.id
        for other in sorted(library.plans.values(), key=lambda other: (other.race != plan.race, other.id))
        if any(variant.level == "returning" and variant.rhythm == rhythm for variant in other.variants)
    ]
    return f"\nPlans for returning runners: {', '.join(offered)}."


@main.command()
@click.argument("name", metavar="PLAN")
@LEVEL
@RHYTHM
@click.option("--race", type=Day(), help="The day of your race, such as 2027-04-18.")
@click.option("--start", type=Day(), help="The first Monday, for a plan without a race.")
@WEEKS
@click.option("--at", metavar="HH:MM", help="Put events at this time of day; without it they last all day. Needs --zone.")
@click.option("--zone", metavar="ZONE", help="Your time zone for --at, such as Europe/London.")
@click.option("--remind", type=click.IntRange(0, 1440), metavar="MINUTES", help="Remind me this long before. Needs --at.")
@click.option("--key-days", is_flag=True, help="Only the days that the plan hangs on: hard and moderate ones, races, long runs.")
@click.option("--output", required=True, metavar="FILE", help="The file to write, such as my.ics; - writes to standard output.")
def calendar(
    name: str,
    level: str,
    rhythm: str,
    race: date | None,
    start: date | None,
    weeks: int | None,
    at: str | None,
    zone: str | None,
    remind: int | None,
    key_days: bool,
    output: str,
) -> None:
    """Write the calendar of PLAN for your race day, to import into your calendar program.

    Example: toolkit calendar 5k --level intermediate --rhythm standard --race 2027-04-18 --output my.ics
    """
    from toolkit.render import calendar as icalendar
    from toolkit.schedule import SUNDAY, place
    from toolkit.surroundings import SurroundingsError, modified, site_url

    clock = _clock(at, zone, remind)
    library, plan, variant = _variant(name, level, rhythm)
    anchor = _anchor(plan, race, start)
    schedule = place(plan, library, variant, anchor.weekday() if plan.race else SUNDAY, _weeks(plan, weeks))
    try:
        address = icalendar.Address(site_url(Path.cwd()))
        agenda = icalendar.agenda_of(schedule, library)
        agenda = icalendar.thinned(agenda) if key_days else agenda
        content = icalendar.calendar(agenda, anchor, modified(Path.cwd()), address, clock)
    except SurroundingsError as error:
        _fail(str(error))
    except OverflowError:
        raise click.UsageError(f"{anchor} is too early or too late for a calendar.") from None
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    _write(Path(output), content)
    for line in _broken(schedule, library):
        click.echo(line, err=True)
    click.echo(f"Wrote {output}. Open it in your calendar program, or import it there.", err=True)


def _broken(schedule: Schedule, library: Library) -> Iterator[str]:
    """What a runner should know of a race day that plans are not checked for: every rule it breaks, in a line of its own."""
    from toolkit.render.words import WEEKDAY_NAMES
    from toolkit.rules import judge

    problems = judge(schedule, library)
    if problems and schedule.race_weekday is not None:
        day = WEEKDAY_NAMES[WEEKDAYS[schedule.race_weekday]]
        yield f"With a race on a {day} the plan breaks these rules. A race on Saturday or Sunday keeps them all."
        yield from (f"- {problem.message}" for problem in problems)


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


def _weeks(plan: Plan, weeks: int | None) -> int | None:
    """How many weeks were asked for, if they were and the plan repeats; wrong usage where it does not."""
    if weeks and not plan.repeats:
        raise click.UsageError(f"{plan.title} has its own number of weeks. Leave out --weeks.")
    return weeks


def _clock(at: str | None, zone: str | None, remind: int | None) -> Clock | None:
    """The time of day that was asked for, if one was; wrong usage where half of it is missing."""
    if at is None:
        if zone or remind is not None:
            raise click.UsageError("--zone and --remind need a time of day: --at 07:00.")
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from toolkit.render.calendar import Clock

    if zone is None:
        raise click.UsageError("--at needs your time zone: --zone Europe/London.")
    try:
        return Clock(datetime.strptime(at, "%H:%M").time(), ZoneInfo(zone), remind)
    except (ZoneInfoNotFoundError, OSError):
        raise click.UsageError(f"there is no time zone “{zone}”. Write one such as Europe/London.") from None
    except ValueError:
        raise click.UsageError(f"“{at}” is not a time of day in “{zone}”. Write --at 07:00 --zone Europe/London.") from None


def _today() -> date:
    """Today, by which dates of review are checked; wrong usage where the environment says no day."""
    from toolkit.surroundings import SurroundingsError, today

    try:
        return today()
    except SurroundingsError as error:
        _fail(str(error))


def _sound(root: Path) -> Library:
    """The library of `root`, if nothing in it is wrong; else every problem on standard error, and exit code 1."""
    from toolkit.checks import check as check_project

    library, problems = check_project(root, today=_today())
    if library is None or problems:
        _fail(report(problems))
    return library


def _variant(name: str, level: str, rhythm: str) -> tuple[Library, Plan, Variant]:
    """A plan and a variant that it offers; wrong usage otherwise."""
    library = _sound(Path.cwd())
    plan = _named(library.plans, "plan", name)
    variant = _as_variant(level, rhythm)
    if variant not in plan.variants:
        offered = " or ".join(f"--level {one.level} --rhythm {one.rhythm}" for one in plan.variants)
        left = of_variant(plan.left_out, variant)
        why = f" {left.because}" if left else ""
        instead = f" Or take the plan {left.instead}." if left and left.instead else ""
        raise click.UsageError(f"{plan.title} is not offered as {level}, {rhythm}.{why} Write {offered}.{instead}")
    return library, plan, variant


def _as_variant(level: str, rhythm: str) -> Variant:
    return next(Variant(one, other) for one in LEVELS for other in RHYTHMS if (one, other) == (level, rhythm))


Thing = TypeVar("Thing", Plan, Season, Session)


def _named(things: Mapping[str, Thing], noun: str, name: str) -> Thing:
    """The plan, season or session of this name; wrong usage, with the nearest name, where there is none."""
    if name not in things:
        raise click.UsageError(unknown(noun, name, things))
    return things[name]


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; wrong usage where there is no place for it."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise click.UsageError(f"{target} cannot be written: {error.strerror}.") from None


def _fail(message: str) -> NoReturn:
    """A message on standard error, and exit code 1."""
    click.echo(visible_lines(message), err=True)
    sys.exit(1)
