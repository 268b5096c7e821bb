"""The way back from a break in any week of any plan that is shipped: no limit that is an error is broken on it."""

from __future__ import annotations

from itertools import product

import pytest
from project import ROOT

from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.rules import broken_rules
from toolkit.schedule import lay_out_after_break, trace_progress

PLANS = sorted(file.stem for file in (ROOT / "plans").glob("*.yaml"))


def broken(library: Library, plan: Plan, variant: Variant) -> set[str]:
    """The errors on the ways back of a variant, from the week after a break on, but for a race that is now too long."""
    course = trace_progress(plan, library, variant)
    found = set()
    breaks = [days for step in library.missed.steps if not step.restart for days in step.days if days]
    for week, days in product(range(2, len(course) + 1), breaks):
        schedule = lay_out_after_break(course, library, week, days)
        assert schedule is not None
        races = {one.week.number for one in course for _, placed in one.week.placed() if placed.session.kind == "race"}
        for rule, measure in broken_rules(schedule, library):
            too_long = rule == "single-run-spike" and measure.week in races
            if library.limits[rule].severity == "error" and measure.week >= week and not too_long:
                found.add(f"{variant}, {days} days before week {week}: week {measure.week}: {measure.message} ({rule})")
    return found


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", PLANS)
def test_no_way_back_breaks_an_error(name: str, real: Library) -> None:
    plan = real.plans[name]
    assert {message for variant in plan.variants for message in broken(real, plan, variant)} == set()


def test_where_no_week_may_hold_a_hard_day_none_comes_after_a_break(real: Library) -> None:
    gentle = [
        (plan, variant)
        for plan in real.plans.values()
        for variant in plan.variants
        if variant.trained and real.limit("hard-units", variant) < 1
    ]
    assert gentle
    assert {message for plan, variant in gentle for message in broken(real, plan, variant)} == set()
