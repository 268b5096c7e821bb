"""The rules of joint care: each judges a finished schedule, without trusting how it was made.

A rule is a function that measures a schedule and yields a Measure for each place it looked at; the numbers it measures against
stand in `templates/limits.yaml` under the rule's name. To add a rule: write the function in the room it belongs to, add it to
RULES in `every`, add its limit with evidence and sources, and add an example plan that breaks it to `tests/bad/rules/`.
"""

from __future__ import annotations

from toolkit.rules.added import TIMES, Adapted, Lacking, adapt, addable, days_wanted, with_added
from toolkit.rules.every import RULES
from toolkit.rules.joins import Known, joins, lengths, misjoins
from toolkit.rules.measure import Measure
from toolkit.rules.moves import other_days
from toolkit.rules.outcomes import Figure, figures
from toolkit.rules.report import Finding, report_on
from toolkit.rules.rule import Rule
from toolkit.rules.shortfalls import judged, library_shortfalls, of_library, placed_sessions, shortfalls
from toolkit.rules.vanished import vanished
from toolkit.rules.verdicts import broken_rules, judge, judge_library, judge_plan

__all__ = [
    "RULES",
    "TIMES",
    "Adapted",
    "Figure",
    "Finding",
    "Known",
    "Lacking",
    "Measure",
    "Rule",
    "adapt",
    "addable",
    "broken_rules",
    "days_wanted",
    "figures",
    "joins",
    "judge",
    "judge_library",
    "judge_plan",
    "judged",
    "lengths",
    "library_shortfalls",
    "misjoins",
    "of_library",
    "other_days",
    "placed_sessions",
    "report_on",
    "shortfalls",
    "vanished",
    "with_added",
]
