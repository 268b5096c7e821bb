"""What every command needs of the project in the current folder, and how a command ends where something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from toolkit.app.environment import made_at, require_history, today
from toolkit.app.locking import find_locks
from toolkit.app.locks import has_locks
from toolkit.characters import visible_lines
from toolkit.checks import check_project
from toolkit.checks.locks import find_lost_in
from toolkit.checks.needed_files import find_problems_of
from toolkit.dose import Doses
from toolkit.editions import Edition
from toolkit.library import Library
from toolkit.models import SETTINGS_FILE, Plan, Season, Session, Variant, of_variant
from toolkit.problems import Problem, report, shorten, unknown
from toolkit.schedule import Overlay, build_overlay
from toolkit.text.changes import changes_text, next_monday
from toolkit.text.commands import locks_stale, problems_elsewhere
from toolkit.text.english import command_options, short_variant
from toolkit.things import CONTENT_FOLDERS, SORTS, TEMPLATES

CONTENT = (*CONTENT_FOLDERS, "docs", "overrides", "toolkit")
"""Folders that hold what is written by hand, and no output."""
Thing = TypeVar("Thing", Plan, Season, Session)


@dataclass(frozen=True)
class Content:
    """What a project holds, and its problems."""

    library: Library
    problems: list[Problem]

    def find_problems_of(self, path: str) -> list[Problem]:
        """The problems of a file and of all that it needs."""
        return find_problems_of(self.library, self.problems, path)


def project_folder() -> Path:
    """The current folder; wrong usage where the project is a folder above it, and this is none."""
    here = Path.cwd()
    if not (here / SETTINGS_FILE).is_file() and not any((here / part).is_dir() for part in CONTENT_FOLDERS):
        for folder in here.parents:
            if all((folder / part).is_dir() for part in CONTENT_FOLDERS):
                raise click.UsageError(f"the project is not here but in a folder above. Go there first: cd {folder}")
    return here


def folder_by_hand(target: Path) -> str:
    """The folder of the project, written by hand, in which a path lies; nothing where it lies in none."""
    return next((part for part in CONTENT if target.is_relative_to((Path.cwd() / part).resolve())), "")


def read_content() -> Content:
    """The content of the project in the current folder; where a central list is missing, every problem, and exit code 1."""
    library, problems = check_project(project_folder(), today=today())
    if library is None:
        fail(report(problems))
    return Content(library, problems)


def sound(but: str = "") -> Library:
    """The library of the project, if nothing in it is wrong; else every problem on standard error, and exit code 1.

    With `but`, problems whose message ends so do not matter.
    """
    content = read_content()
    if problems := [problem for problem in content.problems if not (but and problem.message.endswith(but))]:
        fail(report(problems))
    return content.library


def require_locked(root: Path, library: Library, *, strict: bool) -> None:
    """Say what moves where locks are out of date, and which they are.

    If it is `strict`, exit code 1 for them, and 2 for a shallow clone, which does not know what runners live by. A project without
    any lock is not published yet, and hears of locks only then.
    """
    if strict or has_locks(root):
        require_history(root, whole=strict)
    locks = find_locks(root, library, made_at())
    if locks.lost:
        fail(report(locks.lost))
    if not locks.stale or not (strict or locks.published):
        return
    said = f"{changes_text(locks.moves, next_monday(today()))}\n\n{locks_stale(locks.stale)}"
    if strict:
        fail(said)
    click.echo(said)


def require_living(library: Library, editions: Mapping[str, Sequence[Edition]]) -> None:
    """Exit code 1 where runners live by what is there no more, with every problem."""
    if lost := find_lost_in(editions, Doses(library)):
        fail(report(lost))


def find_sound(content: Content, things: Mapping[str, Thing], noun: str, name: str) -> Thing:
    """The plan, season or session of this name, if nothing is wrong with it or what it needs; problems elsewhere are a line.

    Wrong usage, with the nearest name, where there is none; its problems, and exit code 1, where there are any.
    """
    path = _path(content, noun, name)
    if name not in things and not path:
        raise click.UsageError(unknown(noun, name, things))
    own = content.find_problems_of(path)
    if own or name not in things:
        fail(report(own or content.problems))
    if content.problems:
        warn(problems_elsewhere(len(content.problems)))
    return things[name]


def _path(content: Content, noun: str, name: str) -> str:
    """The file of a thing, readable or not; nothing where there is none."""
    files = {*content.library.documents, *(problem.path for problem in content.problems)}
    folders = {"plan": "plans/", "season": "plans/seasons/", "session": "templates/"}
    fitting = (path for path in files if path.startswith(folders[noun]) and path.endswith(f"/{name}.yaml"))
    depth = 1 if noun == "plan" else 2
    templates = (folder for sort in SORTS if sort.noun != "session" for folder in sort.folders if folder.startswith(TEMPLATES))
    others = tuple(f"{folder}/" for folder in templates)  # exercises and the like are no sessions
    return next((path for path in sorted(fitting) if path.count("/") == depth and not path.startswith(others)), "")


def of_plan(name: str, variant: Variant) -> tuple[Library, Plan]:
    """A plan without problems that is offered as a variant; wrong usage otherwise."""
    content = read_content()
    plan = find_sound(content, content.library.plans, "plan", name)
    refuse_unoffered(plan, variant)
    return content.library, plan


def results_asked(library: Library, plan: Plan, results: Sequence[str]) -> Overlay:
    """The results of tests with which a plan is to be laid out; wrong usage, with every problem, where there is any."""
    problems, wanted = [], []
    for text in results:
        name, equals, result = text.partition("=")
        assessment = library.assessments.get(name)
        if not equals:
            problems.append(f"“{shorten(text)}” is not a result. Write a test and its result: single-leg-heel-raises=fail.")
        elif assessment is None:
            problems.append(unknown("assessment", name, library.assessments))
        elif result not in (names := [one.name for one in assessment.results]):
            problems.append(unknown("result", result, names, f" of {name}"))
        else:
            wanted.append((name, result))
    overlay = build_overlay(library, wanted)
    problems += [f"{asked.key}: {plan.title} is not for you now. {asked.result.then}" for asked in overlay.refusals(plan)]
    if problems:
        raise click.UsageError("\n".join(problems))
    return overlay


def refuse_unoffered(plan: Plan, variant: Variant) -> None:
    """Wrong usage, with why not and what to take instead, for a variant that a plan does not offer."""
    if variant not in plan.variants:
        others = " or ".join(map(command_options, plan.variants))
        left = of_variant(plan.left_out, variant)
        why = f" {left.because}" if left else ""
        instead = f" Or take the plan {left.instead}." if left and left.instead else ""
        raise click.UsageError(f"{plan.title} is not offered as {short_variant(variant)}.{why} Write {others}.{instead}")


def weeks_asked(plan: Plan, weeks: int | None) -> int | None:
    """How many weeks were asked for, if they were and the plan repeats; wrong usage where it does not."""
    if weeks and not plan.repeats:
        raise click.UsageError(f"{plan.title} has its own number of weeks. Leave out --weeks.")
    return weeks


def warn(message: str) -> None:
    """A message on standard error, where there is one."""
    if message:
        click.echo(visible_lines(message), err=True)


def fail(message: str) -> NoReturn:
    """A message on standard error, and exit code 1."""
    click.echo(visible_lines(message), err=True)
    sys.exit(1)
