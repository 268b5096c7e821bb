"""What each day of a plan lists for a variant, and at which place in the plan."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.models.keys import most_specific
from toolkit.models.plans import Plan
from toolkit.models.vocabulary import Variant, Weekday
from toolkit.yaml_reader import Place


class DayPlan(NamedTuple):
    """What a phase lists on a weekday, and at which place in the plan."""

    sessions: tuple[str, ...]
    place: Place
    for_kind: bool
    """Whether it is from an exception for this kind of week."""


def day_of(plan: Plan, phase: int, variant: Variant, kind: str | None, weekday: Weekday) -> DayPlan:
    """What a phase, counted through `placed_phases`, holds on a weekday for a variant and a kind of week (WEEK_KINDS, or none)."""
    before = len(plan.phases)
    above: Place = ("phases", phase) if phase < before else ("after", phase - before)
    found = plan.phase(phase)
    for key in most_specific(found.exceptions, {*plan.conditions_of(variant), kind}, weekday):
        return DayPlan(
            found.exceptions[key][weekday], (*above, "except", key, weekday), kind is not None and kind in key.split("-")
        )
    return DayPlan(found.days.get(weekday, ()), (*above, "days", weekday), False)


def race_day_of(plan: Plan, variant: Variant, offset: int) -> tuple[Place, tuple[str, ...]]:
    """The place in the plan, and the sessions, of the day `offset` days from race day for a variant; the most specific wins."""
    true = set(plan.conditions_of(variant))
    keys = [key for key, days in plan.race_week_except.items() if offset in days and true.issuperset(key.split("-"))]
    if keys:
        key = max(keys, key=lambda name: name.count("-"))
        return ("race_week_except", key, str(offset)), plan.race_week_except[key][offset]
    return ("race_week", str(offset)), plan.race_week.get(offset, ())
