"""`toolkit check`: every problem of the project, or every rule's verdict."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from toolkit.checks import check as check_project
from toolkit.library import Library
from toolkit.problems import Problem, count, report
from toolkit.rules import report_on
from toolkit.schedule import place


@click.command()
@click.option("--report", "form", type=click.Choice(["json"]), help="Print every rule’s verdict on each variant instead.")
def check(form: str | None) -> None:
    """Check every template and plan, and say what to mend.

    Reads templates/ and plans/ and lists every problem with its file, line and column. Nothing is written.
    """
    gc.disable()  # all of it lives to the end: looking for garbage would only cost time
    try:
        library, problems = check_project(Path.cwd())
    finally:
        gc.freeze()  # nor on the way out
        gc.enable()
    if form:
        _report(library, problems)
    if problems or library is None:
        click.echo(report(problems))
        sys.exit(1)
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


def _report(library: Library | None, problems: list[Problem]) -> NoReturn:
    """Print every verdict and every problem as JSON; exit code 1 if there is a problem."""

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
