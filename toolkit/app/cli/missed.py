"""`toolkit missed`: what is left of a plan after days without running."""

from __future__ import annotations

import click

from toolkit.app.cli.options import RESULTS, for_variant
from toolkit.app.cli.project import of_plan, results_asked
from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.rules import Adapted, add_sessions, broken_rules
from toolkit.schedule import Conditions, lay_out_after_break, trace_progress
from toolkit.text import commands
from toolkit.text.results import adapted_text
from toolkit.text.terminal import missed_text


@click.command()
@click.argument("name", metavar="PLAN")
@for_variant
@RESULTS
@click.option("--week", type=click.IntRange(min=1), required=True, help="The week of the plan in which you run again.")
@click.option("--days", type=click.IntRange(1, 365), required=True, help="How many days before it you did not run.")
@click.option("--fever", is_flag=True, help="You had a fever or a chest illness.")
def missed(name: str, variant: Variant, results: tuple[str, ...], week: int, days: int, fever: bool) -> None:
    """Show what is left of PLAN after days without running, up to the same race.

    Example: toolkit missed 5k --level intermediate --rhythm standard --week 6 --days 10
    """
    library, plan = of_plan(name, variant)
    overlay = results_asked(library, plan, results)
    course = trace_progress(plan, library, variant, Conditions(overlay=overlay))
    last = next((one.planned.number for one in course if one.planned.kind == "race"), len(course))
    if week > last:
        raise click.UsageError(commands.week_out_of_range(week, plan.title, last, race=bool(plan.race)))
    rewritten = lay_out_after_break(course, library, week, days, fever=fever)
    if rewritten and overlay.results:
        plain = lay_out_after_break(trace_progress(plan, library, variant), library, week, days, fever=fever)
        rewritten, lacking = add_sessions(rewritten, library, overlay)
        click.echo(f"{adapted_text(Adapted(overlay, plain or rewritten, rewritten, lacking), library)}\n")
    click.echo(missed_text(plan, library, days, rewritten, week, fever=fever))
    if rewritten is None:
        click.echo("\n" + _way_back(library, plan, variant.rhythm))
        return
    step = library.missed.step(days)
    if plan.race and step.share + step.grow * (last - week) < 100:
        click.echo(f"\n{commands.RACE_BEFORE_YOU_ARE_BACK}")
    if broken := commands.broken_after_break([one for _, one in broken_rules(rewritten, library) if week <= one.week <= last]):
        click.echo(f"\n{broken}")


def _way_back(library: Library, plan: Plan, rhythm: str) -> str:
    """The plans that a returning runner may take, those for the same race first."""
    offered = [
        other.id
        for other in sorted(library.offered_plans, key=lambda other: (other.race != plan.race, other.id))
        if any(variant.level == "returning" and variant.rhythm == rhythm for variant in other.variants)
    ]
    return commands.plans_for_returning(offered)
