"""`toolkit check`: every problem of the project, as text, as annotations on GitHub or as JSON."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from toolkit.app.cli.project import project_folder, require_locked
from toolkit.app.environment import today
from toolkit.checks import check_project
from toolkit.checks.shortfalls import find_placed_sessions, judge_figures, measure_library
from toolkit.checks.sizes import describe_sizes
from toolkit.library import Library
from toolkit.models import SETTINGS_FILE
from toolkit.problems import Problem, report
from toolkit.rounding import nearest
from toolkit.rules import Figure, report_on
from toolkit.schedule import Schedules
from toolkit.text import commands
from toolkit.text.outcomes import library_text, table_text

FORMATS = ("text", "github", "json", "table")
CHECKED = (("templates",), ("plans",), ("docs",), (SETTINGS_FILE,))
"""The first parts of paths that are checked."""


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help=(
        "github: annotations on the lines of a pull request. json: the problems, and every rule’s verdict and every figure of each"
        " variant. table: what comes out of each variant, with a star at what falls short."
    ),
)
@click.option("--locked", is_flag=True, help="Refuse locks that are out of date, and a shallow clone: for what is published.")
@click.argument("files", metavar="[FILE]...", nargs=-1)
def check(form: str, files: tuple[str, ...], *, locked: bool) -> None:
    """Check every template and plan, and say what to fix.

    Reads settings.yaml, templates/, plans/ and docs/ and lists every problem with its file, line and column. Nothing is written.
    With FILEs, or folders, only what they touch is judged. Where nothing is wrong, it says what moves for whom against the locks.
    """
    root = project_folder()
    only = _files_asked_for(root, files)
    gc.disable()  # all of it lives to the end: looking for garbage would only cost time
    try:
        library, problems = judge(root, only)
    finally:
        gc.freeze()  # nor on the way out
        gc.enable()
    if library and form == "text" and not (problems or only):
        click.echo("\n".join(describe_sizes(library, today())))
    reports = {"text": text_report, "github": github_report, "json": json_report, "table": table_report}
    click.echo(reports[form](library, problems, only))
    if problems or library is None:
        sys.exit(1)
    if not only and form in ("text", "github"):
        require_locked(root, library, strict=locked)


def judge(root: Path, only: Collection[str]) -> tuple[Library | None, list[Problem]]:
    """The library of a project, and its problems: all, or what some files or folders touch.

    Where a central list is missing nothing else can be judged: then every problem is listed.
    """
    return check_project(root, _files(root, only), today())


def _files(root: Path, only: Collection[str]) -> list[str]:
    """The paths of files, and of all files in folders, as problems name them."""
    return [
        file.relative_to(root).as_posix()
        for one in only
        for file in (
            sorted(found for found in (root / one).rglob("*") if found.is_file()) if (root / one).is_dir() else [root / one]
        )
    ]


def _files_asked_for(root: Path, files: Sequence[str]) -> list[str]:
    """The paths of files and folders as problems name them; none where the whole project is asked for. Wrong usage."""
    if any(file and Path(file).resolve() == root.resolve() for file in files):
        return []
    return [_asked_for(root, file) for file in files]


def _asked_for(root: Path, file: str) -> str:
    """The path of a file or a folder as problems name it; wrong usage where it is not there, or lies outside the project."""
    path = Path(file)
    if not file or not path.exists():
        raise click.UsageError(f"there is no file “{file}”.")
    found = os.path.relpath(os.path.normpath(path), root)
    if Path(found).parts[:1] not in CHECKED:
        raise click.UsageError(
            f"“{file}” is neither {SETTINGS_FILE} nor in templates/, plans/ or docs/. Name files of these, or none for all."
        )
    return Path(found).as_posix()


def text_report(library: Library | None, problems: Sequence[Problem], only: Sequence[str]) -> str:
    """Every problem with its line, or how much was read."""
    if problems or library is None:
        return report(problems)
    return commands.no_problems(", ".join(only) or summary(library))


def summary(library: Library) -> str:
    """How much of everything a library holds."""
    return commands.library_counts(library)


def github_report(library: Library | None, problems: Sequence[Problem], only: Sequence[str]) -> str:
    """Every problem as an annotation of GitHub Actions, which shows it on its line; and the last line of the text."""
    return "\n".join([*map(annotation, sorted(set(problems))), text_report(library, problems, only).splitlines()[-1]])


def annotation(problem: Problem) -> str:
    """A problem as a command of GitHub's workflows."""
    values = {"file": problem.shown_path, "line": problem.line, "col": problem.column}
    fields = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items())
    return f"::error {fields}::{_escaped(problem.message)}"


def _escaped(text: str, also: str = "") -> str:
    """Text without what would end a message, or with `also` a value before it."""
    return "".join(f"%{ord(character):02X}" if character in f"%\r\n{also}" else character for character in text)


def json_report(library: Library | None, problems: Sequence[Problem], only: Sequence[str]) -> str:
    """Every verdict and every problem as JSON; the verdicts are those of all plans, whichever files are asked for."""
    said = [
        {"path": problem.shown_path, "line": problem.line, "column": problem.column, "message": problem.message}
        for problem in sorted(set(problems))
    ]
    schedules = Schedules(library) if library else None
    found: dict[str, object] = {
        "variants": _verdicts(library, schedules) if library and schedules else [],
        "library": _of_library(library, schedules) if library and schedules else [],
        "problems": said,
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _verdicts(library: Library, schedules: Schedules) -> list[dict[str, object]]:
    """Every rule's verdict on every variant of every plan, and every figure of it."""
    return [
        {
            "plan": plan.id,
            "level": variant.level,
            "rhythm": variant.rhythm,
            "entry": variant.entry,
            "rules": [
                {"rule": found.rule, "verdict": found.verdict, "week": found.week, "value": found.value, "limit": found.limit}
                for found in report_on(schedules.of(plan, variant)[0], library)
            ],
            "figures": [_figure(figure) for figure in judge_figures(library, schedules, plan, variant)],
        }
        for plan in library.current_plans
        for variant in plan.variants
    ]


def _figure(figure: Figure) -> dict[str, object]:
    """One figure of a variant."""
    return {
        "figure": figure.name,
        "value": figure.rounded,
        "said": figure.measured.said,
        "least": figure.least,
        "most": figure.most,
        "kept": figure.kept,
        "accepted": figure.accepted,
    }


def _of_library(library: Library, schedules: Schedules) -> list[dict[str, object]]:
    """Every figure of all plans together."""
    wanted = library.outcomes.library
    return [
        {"figure": name, "value": nearest(value, 2), "least": wanted[name].least if name in wanted else None}
        for name, value in measure_library(schedules.doses, find_placed_sessions(schedules, library.current_plans)).items()
    ]


def table_report(library: Library | None, problems: Sequence[Problem], only: Sequence[str]) -> str:
    """What comes out of each variant of each plan, or of those that are asked for; the problems where there is no library."""
    if library is None:
        return report(problems)
    schedules = Schedules(library)
    plans = [plan for plan in library.current_plans if not only or any(_lies_in(library.path(plan), one) for one in only)]
    tables = [
        table_text(library, plan, {variant: judge_figures(library, schedules, plan, variant) for variant in plan.variants})
        for plan in plans
    ]
    if not only:
        tables.append(
            library_text(library, measure_library(schedules.doses, find_placed_sessions(schedules, library.current_plans)))
        )
    return "\n\n".join(tables)


def _lies_in(path: str, folder: str) -> bool:
    """Whether a path is a file, or lies in a folder."""
    return path == folder or path.startswith(f"{folder}/")
