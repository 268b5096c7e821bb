"""The other days of a week on which a day may be done: worked out by the rules, and by all of them."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from schedules import with_day, with_week

from toolkit.library import Library
from toolkit.models import WEEKDAYS, Variant
from toolkit.rules import RULES, Verdicts, other_days
from toolkit.rules.moves import swapped
from toolkit.schedule import SUNDAY, Schedule, lay_out, lay_out_each


def broken(schedule: Schedule, library: Library) -> Counter[str]:
    """How often each rule is broken, also where the plan accepts it."""
    return Counter(rule.id for rule in RULES for measure in rule.measure(schedule, library) if not measure.kept)


@pytest.mark.parametrize(
    ("plan", "variant"),
    [
        pytest.param("5k", Variant("intermediate", "standard"), marks=pytest.mark.exhaustive),
        ("5k", Variant("returning", "extended")),
        pytest.param("half-marathon", Variant("advanced", "extended"), marks=pytest.mark.exhaustive),
        ("sprint-100-400", Variant("advanced", "standard")),
        ("speed-all-year", Variant("intermediate", "extended")),
        pytest.param("mile", Variant("advanced", "standard"), marks=pytest.mark.exhaustive),
    ],
    ids=str,
)
def test_a_day_may_move_just_where_every_rule_is_kept(plan: str, variant: Variant, frozen: Library) -> None:
    """Only rules on days are asked, near the week; judged by all rules over the whole plan, the answer is the same."""
    schedule = lay_out(frozen.plans[plan], frozen, variant)
    found = other_days(schedule, frozen)
    random, before, allowed = Random(plan), broken(schedule, frozen), 0
    weeks = [week for week in schedule.weeks if week.kind != "race"]
    for _ in range(150):
        week = random.choice(weeks)
        one, other = random.sample(range(7), 2)
        if not week.days[one]:
            continue
        keeps = broken(with_week(schedule, swapped(week, one, other)), frozen) <= before
        assert (other in found[(week.number - 1) * 7 + one]) == keeps, (week.number, one, other)
        allowed += keeps
    assert 10 < allowed < 140, "neither all nor none: else the comparison would prove little"


def test_the_race_week_stays_as_it_is(frozen: Library) -> None:
    schedule = lay_out(frozen.plans["5k"], frozen, Variant("intermediate", "standard"))
    week = next(week for week in schedule.weeks if week.kind == "race")
    found = other_days(schedule, frozen)
    assert [found[(week.number - 1) * 7 + day] for day, placed in enumerate(week.days) if placed] == [()] * 6


def test_every_day_with_sessions_has_an_answer_and_never_itself(frozen: Library) -> None:
    schedule = lay_out(frozen.plans["10k"], frozen, Variant("advanced", "extended"))
    found = other_days(schedule, frozen)
    assert found.keys() == {day for day, _ in schedule.placed()}
    assert all(day % 7 not in others and list(others) == sorted(set(others)) for day, others in found.items())


def test_what_rules_have_said_of_like_weeks_changes_no_answer(frozen: Library) -> None:
    """Of one race weekday, for another: a trial in week 6 may not move towards a race that is a day nearer. Of all variants too."""
    for name in ("5k", "10k"):
        verdicts = Verdicts()
        for variant in frozen.plans[name].variants[::4]:
            for schedule in lay_out_each(frozen.plans[name], frozen, variant, (SUNDAY, 5, 2, 0)):
                assert other_days(schedule, frozen, verdicts) == other_days(schedule, frozen)


@pytest.mark.parametrize("number", [2, 5, 9])
def test_a_week_that_differs_in_the_middle_changes_no_answer(frozen: Library, number: int) -> None:
    """Of one edition of a plan, for an earlier one: here without the second session of the week, and with a rest day."""
    for name in ("5k", "10k"):
        first = lay_out(frozen.plans[name], frozen, frozen.plans[name].variants[0])
        week = first.week(number)
        busiest = max(range(len(WEEKDAYS)), key=lambda day: sum(one.dose.seconds for one in week.days[day]))
        other = with_day(first, number, busiest)
        verdicts = Verdicts()
        assert other_days(first, frozen, verdicts) == other_days(first, frozen)
        assert other_days(other, frozen, verdicts) == other_days(other, frozen)
        assert other_days(first, frozen) != other_days(other, frozen)
