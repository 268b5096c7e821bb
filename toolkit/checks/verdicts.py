"""From measures to problems: what a schedule, a plan, and the ladders and options of a library break."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit.checks.breach import Breach
from toolkit.checks.ladders import check_ladders
from toolkit.checks.options import check_options
from toolkit.checks.too_far import check_distances
from toolkit.coverage import find_gaps
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import NEVER_COMES_IN, Plan, Variant
from toolkit.problems import Problem
from toolkit.rules import RULES, Measure, broken_rules
from toolkit.rules.measure import name_variants
from toolkit.schedule import Schedule, Schedules
from toolkit.yaml_reader import Document, Place


class BrokenRule(NamedTuple):
    """A rule that is broken at a place of a plan's file: the first week and its message; no rule where the plan holds nothing."""

    place: Place
    rule: str
    week: int
    said: str


_VariantsByBroken = dict[BrokenRule, dict[Variant, None]]
"""What is broken, and the variants, in their order, that break it with the same message."""


def judge_schedule(schedule: Schedule, library: Library) -> list[Problem]:
    """Every broken rule of a schedule, week by week, at its place in the plan's file; a warning that the plan accepts is none."""
    document = library.documents[library.path(schedule.plan)]
    found = (BrokenRule(measure.place, rule, *_summarise([measure])) for rule, measure in broken_rules(schedule, library))
    return [_problem(document, broken, [schedule.variant]) for broken in found]


def judge_library(doses: Doses, only: Container[str] | None = None) -> list[Problem]:
    """Every ladder that cannot be climbed, every easier option that is none, every gap without a reason, every variant without a
    session, and every limit that its rule cannot see.

    With `only`, the paths of some files, no other sessions are judged.
    """
    library = doses.library
    sessions = [session for session in library.sessions.values() if only is None or library.path(session) in only]
    return [*check_ladders(doses, sessions), *check_options(doses, sessions), *find_gaps(library), *check_distances(library)]


def judge_plan(library: Library, schedules: Schedules, plan: Plan) -> tuple[list[Problem], set[Breach]]:
    """Every broken rule of every variant of a plan, and which rules it breaks where.

    A rule that is broken at one place of a plan is one problem for all variants with the same message, however many its
    weeks; race days with the same result are reported once.
    """
    document, found = library.documents[library.path(plan)], _find_broken(plan, library, schedules)
    problems = [_problem(document, broken, variants) for broken, variants in found.items()]
    return [*problems, *_accepts(library, plan)], {Breach(plan.id, broken.rule, broken.place) for broken in found}


def _find_broken(plan: Plan, library: Library, schedules: Schedules) -> _VariantsByBroken:
    """What the variants of a plan break."""
    found: _VariantsByBroken = {}
    for variant in plan.variants:
        for schedule in schedules.of(plan, variant):
            for broken in _broken(schedule, library):
                found.setdefault(broken, {})[variant] = None
    return found


def _broken(schedule: Schedule, library: Library) -> Iterator[BrokenRule]:
    """What one schedule breaks: a rule at one place once, with all of its weeks."""
    if not any(schedule.placed()):
        yield BrokenRule(
            ("phases", 0, "days"), "", 0, "no day of the plan holds a session. List some, or leave the variant out: left_out."
        )
        return
    found: dict[tuple[Place, str], list[Measure]] = {}
    for rule, measure in broken_rules(schedule, library):
        found.setdefault((measure.place, rule), []).append(measure)
    for (place, rule), measures in found.items():
        yield BrokenRule(place, rule, *_summarise(measures))


def _summarise(measures: Sequence[Measure]) -> tuple[int, str]:
    """The first week, and its message in full, followed by the numbers of the others."""
    first = min(measures, key=lambda measure: measure.week)
    weeks = sorted({measure.week for measure in measures} - {first.week})
    others = f" The same in week{'s' if len(weeks) > 1 else ''} {', '.join(map(str, weeks))}." if weeks else ""
    return first.week, f"{first.message}{others}"


def _problem(document: Document, broken: BrokenRule, variants: Iterable[Variant]) -> Problem:
    """What some variants of a plan break, at its place in the plan's file."""
    message = f"{name_variants(variants)}: {broken.said}"
    if broken.rule:
        message = f"week {broken.week}, {message} (rule {broken.rule})"
    return document.problem(broken.place, message, rule=broken.rule)


def _accepts(library: Library, plan: Plan) -> Iterator[Problem]:
    """A plan can accept warnings and figures that fall short; errors never, and nothing that is neither."""
    document = library.documents[library.path(plan)]
    rules = {rule.id for rule in RULES}
    figures = {*library.outcomes.figures, NEVER_COMES_IN}
    for number, acceptance in enumerate(plan.accepts):
        where: Place = ("accepts", number, "rule")
        if acceptance.rule in figures:
            continue
        if acceptance.rule not in rules:
            yield document.problem(where, f"“{acceptance.rule}” is a limit, not a rule. Accept one of: {', '.join(sorted(rules))}.")
        elif library.limits[acceptance.rule].severity == "error":
            yield document.problem(where, f"the rule {acceptance.rule} cannot be accepted: only warnings can. Fix the plan.")
