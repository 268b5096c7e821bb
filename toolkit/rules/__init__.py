"""The rules of joint care: each judges a finished schedule, without trusting how it was made.

A rule is a function that measures a schedule and yields a Measure for each place it looked at; the numbers it measures against
stand in `templates/limits.yaml` under the rule's name. To add a rule: write the function in the room it belongs to, add it to
RULES, add its limit with evidence and sources, and add an example plan that breaks it to `tests/bad/rules/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.coverage import gaps
from toolkit.library import Library
from toolkit.problems import Problem
from toolkit.rules.every import RULES
from toolkit.rules.joins import joins, lengths, misjoins
from toolkit.rules.ladders import ladders
from toolkit.rules.measure import Measure
from toolkit.rules.moves import other_days
from toolkit.rules.options import options
from toolkit.rules.reach import too_far
from toolkit.rules.report import Finding, findings, gentler
from toolkit.rules.rule import Rule
from toolkit.schedule import Schedule, place_each
from toolkit.source import Place

__all__ = [
    "RACE_WEEKDAYS",
    "RULES",
    "Finding",
    "Measure",
    "Rule",
    "broken_rules",
    "gentler",
    "judge",
    "judge_all",
    "lengths",
    "misjoins",
    "other_days",
    "report_on",
]

RACE_WEEKDAYS = (6, 5)
"""The race days that every variant is judged for: Sunday and Saturday."""


def report_on(schedule: Schedule, library: Library) -> list[Finding]:
    """Every rule's verdict on a schedule, with its tightest week."""
    return list(findings(schedule, library, RULES))


def judge(schedule: Schedule, library: Library) -> list[Problem]:
    """Every broken rule of a schedule, week by week, at its place in the plan's file; a warning that the plan accepts is none."""
    return [_problem(library, schedule, name, [measure]) for name, measure in broken_rules(schedule, library)]


def broken_rules(schedule: Schedule, library: Library) -> Iterator[tuple[str, Measure]]:
    """The name of every rule that a schedule breaks and does not accept, with what was measured."""
    accepted = {acceptance.rule for acceptance in schedule.plan.accepts if acceptance.holds_for(schedule.variant)}
    for rule in RULES:
        if rule.id not in accepted or library.limits[rule.id].severity == "error":
            yield from ((rule.id, measure) for measure in rule.measure(schedule, library) if not measure.kept)


def _problem(library: Library, schedule: Schedule, rule: str, measures: Sequence[Measure]) -> Problem:
    """One problem for all that a rule found at one place of a plan: the first week in full, the others by number."""
    first = min(measures, key=lambda measure: measure.week)
    weeks = sorted({measure.week for measure in measures} - {first.week})
    others = f" The same in week{'s' if len(weeks) > 1 else ''} {', '.join(map(str, weeks))}." if weeks else ""
    message = f"week {first.week}, {', '.join(schedule.variant)}: {first.message}{others} (rule {rule})"
    return library.documents[library.path(schedule.plan)].problem(first.place, message)


def judge_all(library: Library) -> list[Problem]:
    """Every broken rule of every variant of every plan, every ladder that cannot be climbed, every easier option that is none,
    every gap without a reason, every variant without a session, and every season that does not join.

    A rule that is broken at one place of a plan is one problem for a variant, however many its weeks; race days that come to the
    same are told once.
    """
    problems: set[Problem] = {*ladders(library), *options(library), *gaps(library), *too_far(library)}
    for plan in library.plans.values():
        problems.update(_accepts(library, plan.id))
        for variant in plan.variants:
            for schedule in place_each(plan, library, variant, RACE_WEEKDAYS if plan.race else RACE_WEEKDAYS[:1]):
                if not any(schedule.placed()):
                    problems.add(_without_sessions(library, schedule))
                    continue
                found: dict[tuple[str, Place], list[Measure]] = {}
                for name, measure in broken_rules(schedule, library):
                    found.setdefault((name, measure.place), []).append(measure)
                problems.update(_problem(library, schedule, name, measures) for (name, _), measures in found.items())
    problems.update(joins(library))
    return sorted(problems)


def _without_sessions(library: Library, schedule: Schedule) -> Problem:
    """A variant that holds nothing is none: there would be nothing to show, and no event for a calendar."""
    said = f"{', '.join(schedule.variant)}: no day of the plan holds a session. List some, or leave the variant out: left_out."
    return library.documents[library.path(schedule.plan)].problem(("phases", 0, "days"), said)


def _accepts(library: Library, plan_id: str) -> Iterator[Problem]:
    """A plan can accept warnings; errors never, and nothing that is not a rule."""
    plan = library.plans[plan_id]
    document = library.documents[library.path(plan)]
    rules = {rule.id for rule in RULES}
    for number, acceptance in enumerate(plan.accepts):
        where: Place = ("accepts", number, "rule")
        if acceptance.rule not in rules:
            yield document.problem(where, f"“{acceptance.rule}” is a limit, not a rule. Accept one of: {', '.join(sorted(rules))}.")
        elif library.limits[acceptance.rule].severity == "error":
            yield document.problem(where, f"the rule {acceptance.rule} cannot be accepted: only warnings can. Mend the plan.")
