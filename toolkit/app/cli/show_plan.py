"""`toolkit show plan`: every week of a plan, as a draft with its problems in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.app.cli.dates import refuse_missing_week
from toolkit.app.cli.options import RESULTS, WEEKS, for_variant
from toolkit.app.cli.project import Content, find_sound, read_content, refuse_unoffered, results_asked, weeks_asked
from toolkit.app.environment import read_history, site_url
from toolkit.app.locks import find_locked
from toolkit.feeds.compile import Compiler
from toolkit.feeds.compiled import compiled_plans
from toolkit.feeds.identity import EventInputs
from toolkit.feeds.laid import record_schedules
from toolkit.library import Library
from toolkit.models import WEEKDAYS, Plan, Variant
from toolkit.problems import unknown
from toolkit.rules import adapt, broken_rules
from toolkit.schedule import RACE_WEEKDAYS, SUNDAY, Overlay, Schedule
from toolkit.text.commands import broken_rule
from toolkit.text.results import adapted_text
from toolkit.text.summary import compared_text, summary_text
from toolkit.text.terminal import NO_WEEK, Notes, plan_text

IN_A_WEEK = re.compile(r"week \d+, ")
"""How the message of a rule begins that is broken in a week of one variant."""


@click.command("plan")
@click.argument("name", metavar="PLAN")
@for_variant
@RESULTS
@click.option("--week", type=click.IntRange(min=1), help="Only this week.")
@WEEKS
@click.option("--summary", is_flag=True, help="One screen: a line for each week, and the main set of each quality day.")
@click.option(
    "--compare",
    metavar="VARIANT",
    help="Beside another variant of the plan, such as intermediate-extended: the figures of each week, and all main sets.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="json: the compiled plan, with every week, day and event, for programs.",
)
@click.option("--draft", is_flag=True, help="Show the plan even if it has problems: each below the week it is in.")
def show_plan(  # one parameter for each option
    name: str,
    variant: Variant,
    results: tuple[str, ...],
    week: int | None,
    weeks: int | None,
    summary: bool,
    compare: str | None,
    form: str,
    draft: bool,
) -> None:
    """Show every day of PLAN, for a level and a rhythm.

    Example: toolkit show plan 5k --level intermediate --rhythm standard
    """
    content = read_content()
    library = content.library
    drafted = draft and name in library.plans
    plan = library.plans[name] if drafted else find_sound(content, library.plans, "plan", name)
    refuse_unoffered(plan, variant)
    length = weeks_asked(plan, weeks)
    overlay = results_asked(library, plan, results)
    adapted = adapt(plan, library, variant, overlay, weeks=length)
    schedule = adapted.schedule
    refuse_missing_week(schedule, week or 1)
    if form == "json" and (week or summary or compare):
        raise click.UsageError("JSON has all of it: leave out --week, --summary and --compare.")
    results_said = adapted_text(adapted, library)
    if summary or compare:
        shown = _in_short(schedule, library, week, length, compare, overlay)
        click.echo(f"{results_said}\n\n{shown}" if results_said else shown)
        return
    if form == "json":
        compiler = Compiler(library, site_url(Path.cwd()), read_history(Path.cwd()), EventInputs(library))
        (laid,) = record_schedules([schedule], find_locked(Path.cwd(), plan.id, str(variant)))
        click.echo(compiled_plans.dump_json(compiler.compile(laid), indent=1))
        return
    notes = _notes(content, plan, variant, length, overlay) if drafted else {}
    if results_said:
        click.echo(f"{results_said}\n")
    click.echo(plan_text(schedule, library, week, notes))
    if notes:
        sys.exit(1)


def _in_short(
    schedule: Schedule, library: Library, week: int | None, weeks: int | None, compare: str | None, overlay: Overlay
) -> str:
    """A plan in one screen, alone or beside another variant; wrong usage for a variant or a week that it cannot show."""
    if week:
        raise click.UsageError("a summary has all weeks: leave out --week.")
    if compare is None:
        return summary_text(schedule)
    others = {str(variant): variant for variant in schedule.plan.variants}
    if compare not in others:
        raise click.UsageError(unknown("variant", compare, others))
    return compared_text(schedule, adapt(schedule.plan, library, others[compare], overlay, weeks=weeks).schedule)


def _notes(content: Content, plan: Plan, variant: Variant, weeks: int | None, overlay: Overlay) -> Notes:
    """The problems of a variant by the week they are in; those that are in none, of the plan or what it needs, under NO_WEEK."""
    notes: dict[int, list[str]] = {}
    for week, said in _broken(content, plan, variant, weeks, overlay):
        notes.setdefault(week, []).append(said)
    path = content.library.path(plan)
    rest = [problem for problem in content.find_problems_of(path) if problem.path != path or not IN_A_WEEK.match(problem.message)]
    if rest:
        notes[NO_WEEK] = [
            f"{problem.shown_path}:{problem.line}:{problem.column}: {problem.message}" for problem in sorted(set(rest))
        ]
    return notes


def _broken(content: Content, plan: Plan, variant: Variant, weeks: int | None, overlay: Overlay) -> Iterator[tuple[int, str]]:
    """Every rule that a variant breaks, with its week; what only a race on a Saturday breaks says so."""
    seen: set[tuple[int, str, str]] = set()
    for weekday in RACE_WEEKDAYS if plan.race else RACE_WEEKDAYS[:1]:
        schedule = adapt(plan, content.library, variant, overlay, weekday, weeks).schedule
        race_day = None if weekday == SUNDAY else WEEKDAYS[weekday]
        for rule, measure in broken_rules(schedule, content.library):
            broken = (measure.week, rule, measure.message)
            if broken not in seen:
                yield measure.week, broken_rule(measure.message, rule, race_day)
            seen.add(broken)
