"""Every variant of a plan holds something to do: a calendar without a single day is none."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.models import WEEKDAYS, Plan, Variant, day_of, of_variant
from toolkit.problems import Problem
from toolkit.schedule import place


def empty(library: Library) -> Iterator[Problem]:
    """Every plan that holds no session for a variant it is offered to."""
    for plan in library.plans.values():
        for variant in plan.variants:
            if not _lists_something(plan, variant) and not any(place(plan, library, variant).placed()):
                message = f"phases: the plan holds no session for {variant}. List one on some day, or leave the variant out."
                yield library.documents[library.path(plan)].problem(("phases",), message, at_key=True)


def _lists_something(plan: Plan, variant: Variant) -> bool:
    """Whether a plan has a race, or lists a session for a week of no kind in particular; else it has to be laid out to be seen."""
    phases = (number for number, phase in enumerate(plan.phases) if of_variant(phase.weeks, variant))
    days = (day_of(plan, number, variant, None, weekday) for number in phases for weekday in WEEKDAYS)
    return plan.race is not None or any(day.sessions for day in days)
