"""Each plan and each season, laid out and judged by itself: several at a time where the machine can."""

from __future__ import annotations

from collections.abc import Container, Sequence, Set
from functools import partial
from typing import NamedTuple

from toolkit.checks.breach import Breach
from toolkit.checks.joins import check_joins
from toolkit.checks.plans import check_plan
from toolkit.checks.retired import find_empty
from toolkit.checks.shortfalls import find_placed_sessions, find_shortfalls
from toolkit.checks.vanished import find_vanished
from toolkit.checks.verdicts import judge_plan
from toolkit.cores import each
from toolkit.dose import Doses
from toolkit.models import Plan, Season
from toolkit.problems import Problem
from toolkit.schedule import Schedules


class Judged(NamedTuple):
    """What laying out a plan or a season finds."""

    problems: list[tuple[Problem, Breach | None]]
    """Problems; of a season each with what it would be if a plan broke the rule by itself."""
    breaches: Set[Breach] = frozenset()
    """The rules that a plan breaks by itself."""
    placed: Set[str] = frozenset()
    """The sessions that a plan holds."""


def judge_layouts(doses: Doses, only: Container[str] | None = None) -> tuple[list[Problem], set[str]]:
    """Every problem that is found by laying plans and seasons out, and the sessions that these plans hold.

    A season does not repeat what its plans break by themselves. With `only`, the paths of some files, nothing else is laid out.
    """
    library = doses.library
    largest_first = sorted(library.plans.values(), key=lambda plan: len(plan.variants), reverse=True)
    things: list[Plan | Season] = [*largest_first, *library.seasons.values()]
    found = each(partial(judge_layout, doses), [thing for thing in things if only is None or library.path(thing) in only])
    return join(found)


def join(found: Sequence[Judged]) -> tuple[list[Problem], set[str]]:
    """Every problem of some plans and seasons, and the sessions that the plans hold."""
    breaches = {breach for one in found for breach in one.breaches}
    problems = [problem for one in found for problem, breach in one.problems if breach not in breaches]
    return problems, {name for one in found for name in one.placed}


def judge_layout(doses: Doses, thing: Plan | Season) -> Judged:
    """Lay a plan or a season out, and judge it; of a retired plan only that its calendars hold something, and its race."""
    library, schedules = doses.library, Schedules(doses.library, doses)
    if isinstance(thing, Season):
        return Judged([] if library.is_retired(thing) else list(check_joins(doses, thing)))  # what it names is a problem by itself
    if library.is_retired(thing):
        return Judged([(problem, None) for problem in find_empty(library, schedules, thing)])
    problems, breaches = judge_plan(library, schedules, thing)
    for find in (check_plan, find_vanished, find_shortfalls):
        problems += find(library, schedules, thing)
    return Judged([(problem, None) for problem in problems], breaches, find_placed_sessions(schedules, [thing]))
