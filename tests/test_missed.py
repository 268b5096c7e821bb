"""Days without running: what is left of a plan, for all of them and in numbers."""

from __future__ import annotations

import pytest

from toolkit.library import Library
from toolkit.models import Variant
from toolkit.rules import broken_rules
from toolkit.schedule import Schedule, Week, missing, place, progress

STANDARD = Variant("intermediate", "standard")


def after(
    library: Library, week: int, days: int, *, fever: bool = False, plan: str = "5k", variant: Variant = STANDARD
) -> Schedule:
    found = missing(progress(library.plans[plan], library, variant), library, week, days, fever=fever)
    assert found is not None
    return found


def usual(library: Library, plan: str = "5k", variant: Variant = STANDARD) -> Schedule:
    return place(library.plans[plan], library, variant)


def hard(week: Week) -> list[str]:
    return [one.session.id for _, one in week.placed() if one.dose.hard and one.dose.running]


def rung(week: Week, session: str) -> int:
    return max(one.workout.rung for _, one in week.placed() if one.session.id == session)


@pytest.mark.parametrize("days", [1, 3])
def test_after_up_to_three_days_the_plan_goes_on_as_it_stands(days: int, club: Library) -> None:
    assert after(club, 7, days).weeks == usual(club).weeks


@pytest.mark.parametrize("days", [4, 7])
def test_after_up_to_a_week_the_hardest_session_is_left_out_once_and_no_ladder_is_ahead(days: int, club: Library) -> None:
    schedule, before = after(club, 10, days), usual(club)
    assert schedule.weeks[8].kind == "missed"
    assert "two-minutes" in hard(before.weeks[9])
    assert "two-minutes" not in hard(schedule.weeks[9])
    assert hard(schedule.weeks[9]) != []
    assert "two-minutes" in hard(schedule.weeks[10])
    assert rung(schedule.weeks[10], "two-minutes") <= rung(before.weeks[9], "two-minutes")


@pytest.mark.parametrize(("days", "share", "easy"), [(8, 0.7, 1), (14, 0.7, 1), (15, 0.5, 2), (28, 0.5, 2)])
def test_after_longer_the_running_comes_back_share_by_share_with_strides_first(
    days: int, share: float, easy: int, club: Library
) -> None:
    schedule, before = after(club, 5, days), usual(club)
    full = max(week.running for week in before.weeks[:4])
    assert schedule.weeks[4].running <= (share + 0.06) * full
    for week in schedule.weeks[4 : 4 + easy]:
        assert week.kind == "return"
        assert hard(week) == []
        assert {effort for _, one in week.placed() for effort in one.dose.efforts} <= {"stride"}
    minutes = [week.running for week in schedule.weeks[4:7]]
    assert minutes == sorted(minutes)


def test_the_race_keeps_its_day_and_its_week(club: Library) -> None:
    schedule, before = after(club, 6, 10), usual(club)
    assert schedule.race_day == before.race_day
    assert schedule.weeks[11].kind == "race"
    assert len(schedule.weeks) == len(before.weeks)


def test_ladders_step_back_and_climb_again(club: Library) -> None:
    schedule, before = after(club, 8, 8), usual(club)
    late = [rung(schedule.weeks[number], "two-minutes") for number in (8, 9, 10)]
    assert late == sorted(late)
    assert late[-1] < rung(before.weeks[10], "two-minutes")


def test_after_two_weeks_a_ladder_stands_where_it_stood_two_loading_weeks_before_the_break(club: Library) -> None:
    """Eight days before week 10: week 7 was the last that counts. The hard day comes back in week 11, at the rung of week 5."""
    schedule, before = after(club, 10, 8), usual(club)
    assert rung(before.weeks[6], "two-minutes") == 1
    assert rung(before.weeks[4], "two-minutes") == 0
    assert rung(schedule.weeks[10], "two-minutes") == 0


def test_weeks_before_the_break_stand_as_they_were_and_its_days_hold_nothing(club: Library) -> None:
    schedule, before = after(club, 8, 10), usual(club)
    assert schedule.weeks[:5] == before.weeks[:5]
    assert schedule.weeks[5].days[:4] == before.weeks[5].days[:4]
    assert [day for week in schedule.weeks[5:7] for day in week.days][4:] == [()] * 10


def test_after_more_than_four_weeks_one_begins_anew(club: Library) -> None:
    assert missing(progress(club.plans["5k"], club, STANDARD), club, 6, 29) is None


def test_after_a_fever_there_is_nothing_fast_for_as_many_days_as_it_lasted(club: Library) -> None:
    schedule = after(club, 7, 6, fever=True)
    early = [one for day, one in schedule.placed() if 42 <= day < 48 and one.dose.fast]
    assert early == []
    assert [one for day, one in schedule.placed() if 48 <= day < 62 and one.dose.fast]
    assert [one for day, one in after(club, 7, 6).placed() if 42 <= day < 48 and one.dose.fast]


def test_a_trial_is_left_out_on_the_way_back(club: Library) -> None:
    assert "five-minute-trial" in hard(usual(club).weeks[7])
    assert "five-minute-trial" not in hard(after(club, 6, 10).weeks[7])


@pytest.mark.parametrize("days", [5, 10, 14, 21, 28])
def test_no_rule_that_is_an_error_is_broken_on_the_way_to_the_race(days: int, club: Library) -> None:
    """Whatever the plan, the variant and the week; the race itself may now be too long, and then the reader is told."""
    for plan in club.plans.values():
        for variant in plan.variants:
            course = progress(plan, club, variant)
            last = next((one.planned.number for one in course if one.planned.kind == "race"), len(course))
            for week in {2, last // 2, last - 2}:
                schedule = missing(course, club, week, days)
                assert schedule is not None
                for rule, measure in broken_rules(schedule, club):
                    in_race_week = measure.week == last and plan.race is not None
                    if week <= measure.week <= last and not in_race_week:
                        assert club.limits[rule].severity == "warning", (plan.id, variant, week, measure.message)


def test_every_day_has_its_step(club: Library) -> None:
    for days in range(1, 100):
        first, last = club.missed.step(days).days
        assert first <= days <= (last or days)
