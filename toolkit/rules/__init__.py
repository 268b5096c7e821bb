"""The rules of joint care: each judges a finished schedule, without trusting how it was made.

A rule is a function that measures a schedule and yields a Measure for each place it looked at; the numbers it measures against
are in `templates/limits.yaml` under the rule's name. To add a rule: write the function in the room it belongs to, add it to
RULES in `every`, add its limit with evidence and sources, and add an example plan that breaks it to `tests/bad/rules/`.
"""

from __future__ import annotations

from toolkit.rules.added import ADDED_DAYS, Adapted, AdditionNotPlaced, adapt, add_sessions, days_wanted, list_additions
from toolkit.rules.every import RULES
from toolkit.rules.figure import Figure
from toolkit.rules.measure import Measure
from toolkit.rules.moves import OtherDays, Verdicts, other_days
from toolkit.rules.outcomes import measure_figures
from toolkit.rules.report import Finding, broken_rules, report_on
from toolkit.rules.rule import Rule

__all__ = [
    "ADDED_DAYS",
    "RULES",
    "Adapted",
    "AdditionNotPlaced",
    "Figure",
    "Finding",
    "Measure",
    "OtherDays",
    "Rule",
    "Verdicts",
    "adapt",
    "add_sessions",
    "broken_rules",
    "days_wanted",
    "list_additions",
    "measure_figures",
    "other_days",
    "report_on",
]
