"""`toolkit show plan`: every week of a plan."""

from __future__ import annotations

import click

from toolkit.cli.options import LEVEL, RHYTHM, WEEKS
from toolkit.cli.project import of_plan, weeks_asked
from toolkit.problems import count
from toolkit.render.terminal import plan_text
from toolkit.schedule import place


@click.command("plan")
@click.argument("name", metavar="PLAN")
@LEVEL
@RHYTHM
@click.option("--week", type=click.IntRange(min=1), help="Only this week.")
@WEEKS
def show_plan(name: str, level: str, rhythm: str, week: int | None, weeks: int | None) -> None:
    """Show what stands on every day of PLAN, for a level and a rhythm.

    Example: toolkit show plan 5k --level intermediate --rhythm standard
    """
    library, plan, variant = of_plan(name, level, rhythm)
    schedule = place(plan, library, variant, weeks=weeks_asked(plan, weeks))
    if week and week > len(schedule.weeks):
        raise click.UsageError(f"week {week} is out of range: the plan has {count(len(schedule.weeks), 'week')}.")
    click.echo(plan_text(schedule, library, week))
