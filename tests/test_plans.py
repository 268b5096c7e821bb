"""The plans that are shipped: what each promises, beyond the rules that judge them all."""

from __future__ import annotations

from itertools import pairwise

import pytest

from toolkit.checks.verdicts import judge_schedule
from toolkit.dose import ROUNDED, Doses
from toolkit.library import Library
from toolkit.models import VARIANTS, Variant, of_variant
from toolkit.notation import read_steps
from toolkit.rules import report_on
from toolkit.schedule import Conditions, Placed, Schedule, lay_out
from toolkit.schedule.values import count_running_seconds

FRESH = tuple(variant for variant in VARIANTS if not variant.trained)
COPIED = tuple(variant for variant in FRESH if variant.rhythm in ("standard", "extended"))
"""What most plans of the frozen project are offered as; what else they were offered as is left out of the copy."""


def test_every_plan_offers_each_variant_or_says_why_not_and_what_to_take(frozen: Library) -> None:
    for plan in frozen.plans.values():
        for variant in FRESH:
            left = of_variant(plan.left_out, variant)
            assert (variant in plan.variants) != (left is not None), (plan.id, variant)
            if left and left.because != "Not in this copy.":
                assert left.instead in frozen.plans, (plan.id, variant)
                assert variant in frozen.plans[left.instead].variants, (plan.id, variant)


def test_no_rule_is_broken_and_no_warning_is_accepted_without_a_reason(frozen: Library) -> None:
    for plan in frozen.plans.values():
        for variant in plan.variants:
            findings = report_on(lay_out(plan, frozen, variant), frozen)
            assert [found for found in findings if found.verdict == "broken"] == [], (plan.id, variant)


def test_a_race_counts_with_what_is_round_it_even_where_its_first_half_is_not_fast(frozen: Library) -> None:
    """At marathon effort nothing is fast; those minutes are the race’s own all the same."""
    rungs = (read_steps("16km @marathon, 5.1km @threshold"),)
    race = frozen.sessions["race-half-marathon"].model_copy(update={"id": "race-begun-calmly", "rungs": rungs})
    done = Doses(frozen).workout(Variant("intermediate", "standard"), race, 0)
    assert done.dose.main_minutes > done.dose.fast + 30
    assert 15 < count_running_seconds(done) / 60 < 35


def test_the_way_back_to_speed_has_strides_and_no_hard_day(frozen: Library) -> None:
    plan = frozen.plans["return-to-speed"]
    assert {variant.level for variant in plan.variants} == {"returning"}
    for variant in plan.variants:
        weeks = lay_out(plan, frozen, variant).weeks
        assert len(weeks) == 8
        assert max(week.hard for week in weeks) == 0
        assert max(week.fast for week in weeks[:4]) == 0
        assert weeks[-1].fast > 0
        assert {effort for week in weeks for _, one in week.placed() for effort in one.dose.efforts} == {"stride"}
        assert max(week.running for week in weeks) <= 110


def test_joint_care_holds_no_running_and_can_be_laid_over_any_plan(frozen: Library) -> None:
    plan = frozen.plans["joint-care"]
    assert plan.variants == FRESH
    served = set()
    for variant in plan.variants:
        for week in lay_out(plan, frozen, variant).weeks:
            assert week.running == 0
            assert week.hard == 0
            assert sum(one.session.kind == "strength" for _, one in week.placed()) >= 2
            served |= {tissue for _, one in week.placed() for tissue in one.session.load.tissues}
    assert served >= {"calf-achilles", "knee", "hip", "hamstring", "foot", "back"}


def test_joint_care_keeps_every_rule_at_seventy_too(frozen: Library) -> None:
    plan = frozen.plans["joint-care"]
    for variant in (Variant("returning", "patient"), Variant("intermediate", "patient")):
        assert [found.rule for found in report_on(lay_out(plan, frozen, variant), frozen) if found.verdict == "broken"] == []


def test_speed_foundation_climbs_hills_after_strides_and_returning_runners_keep_to_uphill_strides(frozen: Library) -> None:
    plan = frozen.plans["speed-foundation"]
    assert plan.variants == COPIED
    for variant in plan.variants:
        weeks = lay_out(plan, frozen, variant).weeks
        first = {one.session.id: week.number for week in reversed(weeks) for _, one in week.placed()}
        hills = "uphill-strides" if variant.level == "returning" else "hill-repeats"
        assert first["strides-after-a-run"] < first[hills], variant
        doses = [one.dose.fast for week in weeks if week.kind == "load" for _, one in week.placed() if one.session.id == hills]
        assert doses == sorted(doses)
        assert len(set(doses)) > 2
        assert max(week.hard for week in weeks) in ([0] if variant.level == "returning" else [0.5, 1])


def test_10_km_is_for_runners_whose_longest_run_can_carry_it_and_varies_its_quality(frozen: Library) -> None:
    plan = frozen.plans["10k"]
    assert {variant.level for variant in plan.variants} == {"intermediate", "advanced"}
    for variant in plan.variants:
        schedule = lay_out(plan, frozen, variant)
        race = next(one for week in schedule.weeks for _, one in week.placed() if one.session.kind == "race")
        longest = max(one.dose.running for week in schedule.weeks[:12] for _, one in week.placed() if one.session.id == "long-run")
        assert race.dose.main_minutes <= longest * 1.3
        quality = {one.session.objective for week in schedule.weeks for _, one in week.placed() if one.dose.hard > 0}
        assert quality >= {"threshold", "test", "race"}


def _runs(schedule: Schedule, kind: str) -> list[Placed]:
    return [one for week in schedule.weeks for _, one in week.placed() if one.session.kind == kind]


def test_a_half_marathon_has_long_runs_that_can_carry_the_race_and_two_light_weeks_before_it(frozen: Library) -> None:
    plan = frozen.plans["half-marathon"]
    assert {variant.level for variant in plan.variants} == {"intermediate", "advanced"}
    for variant in plan.variants:
        schedule = lay_out(plan, frozen, variant)
        before = schedule.weeks_to_race
        assert before == (12 if variant == Variant("intermediate", "extended") else 13)
        race = _runs(schedule, "race")[0]
        longest = max(one.dose.running for one in _runs(schedule, "long"))
        assert longest * 1.3 >= race.dose.main_minutes
        assert schedule.weeks[0].running > 0.95 * schedule.entry.week
        loads, taper, last = (week.running for week in schedule.weeks[before - 2 : before + 1])
        assert 0.65 * loads < taper < 0.85 * loads
        assert last < 0.6 * loads
        assert schedule.weeks[before + 1].running < 0.45 * loads
        hard = [day for day, one in schedule.placed() if one.dose.hard >= 1 and day > (schedule.race_day or 0)]
        assert hard == []


def test_sessions_without_fast_minutes_climb_too(frozen: Library) -> None:
    schedule = lay_out(frozen.plans["half-marathon"], frozen, Variant("advanced", "standard"))
    rungs = [one.workout.rung for week in schedule.weeks for _, one in week.placed() if one.session.id == "steady-run"]
    assert max(rungs) > rungs[0]


def test_every_reset_week_of_a_plan_with_running_holds_a_recheck_of_strength_and_mobility(frozen: Library) -> None:
    for plan in frozen.plans.values():
        for variant in plan.variants:
            for week in lay_out(plan, frozen, variant).weeks:
                if week.kind == "reset":
                    assert any(one.session.id.startswith("re-check") for _, one in week.placed()), (plan.id, variant, week.number)


def test_after_a_race_strength_is_light_first_and_a_moderate_day_comes_before_a_hard_one(frozen: Library) -> None:
    """In the first week no full strength session and nothing fast; what is moderate or hard comes back one at a time."""
    late = set()
    for plan in frozen.plans.values():
        if not plan.race:
            continue
        for variant in plan.variants:
            schedule = lay_out(plan, frozen, variant)
            first, second, third, fourth = schedule.weeks[schedule.weeks_to_race + 1 :]
            assert {one.session.id for _, one in first.placed() if one.session.mode == "strength"} == {"short-strength"}
            assert first.fast == second.hard == 0
            moderate = any(one.dose.hard == 0.5 for week in schedule.weeks if week.kind == "load" for _, one in week.placed())
            if moderate:
                assert third.hard <= 0.5, (plan.id, variant)
                assert third.hard == 0.5 or fourth.hard <= 0.5, "what is hard comes after what is moderate"
                late |= {(plan.id, variant.level, variant.rhythm)} if fourth.hard > third.hard == 0 else set()
            assert fourth.hard <= 1
    assert late == {("5k", "intermediate", "patient")}, "there what is moderate comes in the fourth week"


def test_a_mile_and_sprints_come_late_and_few(frozen: Library) -> None:
    for name, quick, most in (("mile", "mile", 6), ("sprint-100-400", "sprint", 2)):
        plan = frozen.plans[name]
        assert "returning" not in {variant.level for variant in plan.variants}
        for variant in plan.variants:
            schedule = lay_out(plan, frozen, variant)
            assert schedule.weeks_to_race == 9
            early = frozen.limit("weeks-before-repetitions", variant)
            found = [(day, one) for day, one in schedule.placed() if quick in one.dose.efforts and one.session.kind != "race"]
            assert found, (name, variant)
            assert min(day for day, _ in found) >= early * 7
            assert max(one.dose.efforts[quick] for _, one in found) <= most
    assert Variant("intermediate", "extended") not in frozen.plans["sprint-100-400"].variants


def test_easy_running_gives_way_where_a_tissue_would_bear_too_much(frozen: Library) -> None:
    """Accelerations weigh heavily on calf and Achilles: the week that brings them in has less easy running."""
    schedule = lay_out(frozen.plans["sprint-100-400"], frozen, Variant("advanced", "standard"))
    before = [week for week in schedule.weeks[:7] if week.kind == "load"]
    week = schedule.weeks[7]
    easy = [sum(one.dose.running for _, one in found.placed() if not one.dose.hard) for found in (before[-1], week)]
    assert easy[1] < easy[0]
    mean = sum(found.tissues["calf-achilles"] for found in before[-3:]) / 3
    assert week.tissues["calf-achilles"] <= mean * 1.3


@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 5, 6, 12, 17, 40, 52])
def test_speed_all_year_keeps_every_rule_for_as_long_as_one_likes_and_ends_with_a_reset(weeks: int, frozen: Library) -> None:
    plan = frozen.plans["speed-all-year"]
    assert plan.variants == COPIED
    for variant in plan.variants:
        schedule = lay_out(plan, frozen, variant, Conditions(weeks=weeks))
        assert len(schedule.weeks) == weeks
        assert schedule.weeks[-1].kind == "reset"
        assert judge_schedule(schedule, frozen) == [], (variant, weeks)


def test_speed_all_year_keeps_the_running_level_and_varies_what_is_quick(frozen: Library) -> None:
    plan = frozen.plans["speed-all-year"]
    for variant in plan.variants:
        schedule = lay_out(plan, frozen, variant)
        loads = [week.running for week in schedule.weeks if week.kind == "load"]
        assert max(loads) <= 1.15 * schedule.entry.week
        quick = {one.session.id for week in schedule.weeks for _, one in week.placed() if one.dose.fast}
        assert len(quick) >= 3, variant


def test_only_a_plan_that_repeats_can_be_asked_for_so_many_weeks(frozen: Library) -> None:
    with pytest.raises(ValueError, match="5k has its own number of weeks"):
        lay_out(frozen.plans["5k"], frozen, COPIED[0], Conditions(weeks=8))


def test_what_has_not_been_run_for_a_month_comes_back_lower(frozen: Library) -> None:
    """Two on, one off is in one phase in three: when it comes again, it steps down to what the last 30 days allow."""
    schedule = lay_out(frozen.plans["speed-all-year"], frozen, Variant("advanced", "standard"), Conditions(weeks=40))
    rungs = [
        (week.number, one.workout.rung) for week in schedule.weeks for _, one in week.placed() if one.session.id == "two-on-one-off"
    ]
    back = [(before, after) for before, after in pairwise(rungs) if after[0] - before[0] > 5]
    assert back
    assert any(after[1] < before[1] for before, after in back)


def test_a_loading_week_leaves_a_part_of_its_fast_share_free(frozen: Library) -> None:
    """The part is measured on the minutes that the week has in the end, not on those it was meant to have."""
    full = frozen.limits["fast-share"].also["full"] / 100
    for plan in frozen.plans.values():
        for variant in plan.variants:
            share = frozen.limit("fast-share", variant) / 100 * full
            for week in lay_out(plan, frozen, variant).weeks:
                if week.kind == "load" and week.running and any(placed.track for _, placed in week.placed()):
                    assert week.fast <= week.running * share + ROUNDED * 2, (plan.id, variant, week.number)
