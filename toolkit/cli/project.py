"""What every command needs of the project in the current folder, and how a command ends where something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from toolkit.checks import check as check_project
from toolkit.library import Library
from toolkit.models import LEVELS, RHYTHMS, Plan, Season, Session, Variant, of_variant
from toolkit.problems import report, unknown


def sound(root: Path) -> Library:
    """The library of `root`, if nothing in it is wrong; else every problem on standard error, and exit code 1."""
    library, problems = check_project(root)
    if library is None or problems:
        fail(report(problems))
    return library


def of_plan(name: str, level: str, rhythm: str) -> tuple[Library, Plan, Variant]:
    """A plan and a variant that it offers; wrong usage otherwise."""
    library = sound(Path.cwd())
    plan = named(library.plans, "plan", name)
    variant = as_variant(level, rhythm)
    if variant not in plan.variants:
        offered = " or ".join(f"--level {one.level} --rhythm {one.rhythm}" for one in plan.variants)
        left = of_variant(plan.left_out, variant)
        why = f" {left.because}" if left else ""
        instead = f" Or take the plan {left.instead}." if left and left.instead else ""
        raise click.UsageError(f"{plan.title} is not offered as {level}, {rhythm}.{why} Write {offered}.{instead}")
    return library, plan, variant


def as_variant(level: str, rhythm: str) -> Variant:
    """The variant of a level and a rhythm that the options have let through."""
    return next(Variant(one, other) for one in LEVELS for other in RHYTHMS if (one, other) == (level, rhythm))


Thing = TypeVar("Thing", Plan, Season, Session)


def named(things: Mapping[str, Thing], noun: str, name: str) -> Thing:
    """The plan, season or session of this name; wrong usage, with the nearest name, where there is none."""
    if name not in things:
        raise click.UsageError(unknown(noun, name, things))
    return things[name]


def weeks_asked(plan: Plan, weeks: int | None) -> int | None:
    """How many weeks were asked for, if they were and the plan repeats; wrong usage where it does not."""
    if weeks and not plan.repeats:
        raise click.UsageError(f"{plan.title} has its own number of weeks. Leave out --weeks.")
    return weeks


def fail(message: str) -> NoReturn:
    """A message on standard error, and exit code 1."""
    click.echo(message, err=True)
    sys.exit(1)
