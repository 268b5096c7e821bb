"""Days without running: what is left of a plan, for all of them and in numbers."""

from __future__ import annotations

import pytest

from toolkit.library import Library
from toolkit.models import Variant
from toolkit.rules import broken_rules
from toolkit.schedule import Schedule, Week, lay_out, lay_out_after_break, trace_progress

STANDARD = Variant("intermediate", "standard")
TRAINED = Variant("intermediate", "standard", "trained")


def after(
    library: Library, week: int, days: int, *, fever: bool = False, plan: str = "5k", variant: Variant = STANDARD
) -> Schedule:
    found = lay_out_after_break(trace_progress(library.plans[plan], library, variant), library, week, days, fever=fever)
    assert found is not None
    return found


def usual(library: Library, plan: str = "5k", variant: Variant = STANDARD) -> Schedule:
    return lay_out(library.plans[plan], library, variant)


def hard(week: Week) -> list[str]:
    return [one.session.id for _, one in week.placed() if one.dose.hard and one.dose.running]


def units(week: Week) -> set[float]:
    """The hard units of the sessions of a week that count any."""
    return {one.dose.hard for _, one in week.placed() if one.dose.hard and one.dose.running}


def dose(week: Week, track: str = "speed-5k") -> float:
    """The fast minutes of a track in a week."""
    return sum(one.dose.fast for _, one in week.placed() if one.track == track)


@pytest.mark.parametrize("days", [1, 3])
def test_after_up_to_three_days_the_plan_goes_on_as_it_is(days: int, frozen: Library) -> None:
    assert after(frozen, 7, days).weeks == usual(frozen).weeks


@pytest.mark.parametrize("days", [4, 7])
def test_after_up_to_a_week_the_hardest_session_is_left_out_once_and_no_ladder_is_ahead(days: int, frozen: Library) -> None:
    schedule, before = after(frozen, 10, days), usual(frozen)
    assert schedule.weeks[8].kind == "missed"
    assert [units(week) for week in before.weeks[9:11]] == [{0.5, 1}] * 2
    assert units(schedule.weeks[9]) == {0.5}
    assert dose(schedule.weeks[9]) == 0
    assert units(schedule.weeks[10]) == {0.5, 1}
    assert dose(schedule.weeks[10]) <= dose(before.weeks[10])


@pytest.mark.parametrize(("days", "share", "easy"), [(8, 0.7, 1), (14, 0.7, 1), (15, 0.5, 2), (28, 0.5, 2)])
def test_after_longer_the_running_comes_back_share_by_share_with_strides_first(
    days: int, share: float, easy: int, frozen: Library
) -> None:
    schedule, before = after(frozen, 5, days), usual(frozen)
    full = max(week.running for week in before.weeks[:4])
    assert schedule.weeks[4].running <= (share + 0.06) * full
    for week in schedule.weeks[4 : 4 + easy]:
        assert week.kind == "return"
        assert hard(week) == []
        assert {effort for _, one in week.placed() for effort in one.dose.efforts} <= {"stride"}
    minutes = [week.running for week in schedule.weeks[4:7]]
    assert minutes == sorted(minutes)


def test_the_race_keeps_its_day_and_its_week(frozen: Library) -> None:
    schedule, before = after(frozen, 6, 10), usual(frozen)
    assert schedule.race_day == before.race_day
    assert schedule.weeks[11].kind == "race"
    assert len(schedule.weeks) == len(before.weeks)


def test_tracks_step_back_and_climb_again(frozen: Library) -> None:
    schedule, before = after(frozen, 7, 8, variant=TRAINED), usual(frozen, variant=TRAINED)
    late = [dose(week) for week in schedule.weeks[6:11] if week.kind == "load" and dose(week)]
    assert len(late) >= 2
    assert late[0] < late[-1] < max(dose(week) for week in before.weeks[6:11])


def test_weeks_before_the_break_stand_as_they_were_and_its_days_hold_nothing(frozen: Library) -> None:
    schedule, before = after(frozen, 8, 10), usual(frozen)
    assert schedule.weeks[:5] == before.weeks[:5]
    assert schedule.weeks[5].days[:4] == before.weeks[5].days[:4]
    assert [day for week in schedule.weeks[5:7] for day in week.days][4:] == [()] * 10


def test_after_more_than_four_weeks_one_starts_again(frozen: Library) -> None:
    assert lay_out_after_break(trace_progress(frozen.plans["5k"], frozen, STANDARD), frozen, 6, 29) is None


def test_after_a_fever_there_is_nothing_fast_for_as_many_days_as_it_lasted(frozen: Library) -> None:
    schedule = after(frozen, 7, 6, fever=True)
    early = [one for day, one in schedule.placed() if 42 <= day < 48 and one.dose.fast]
    assert early == []
    assert [one for day, one in schedule.placed() if 48 <= day < 62 and one.dose.fast]
    assert [one for day, one in after(frozen, 7, 6).placed() if 42 <= day < 48 and one.dose.fast]


def test_a_trial_is_left_out_on_the_way_back(frozen: Library) -> None:
    assert "five-minute-trial" in hard(usual(frozen, variant=TRAINED).weeks[7])
    assert "five-minute-trial" not in hard(after(frozen, 6, 10, variant=TRAINED).weeks[7])


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("days", [5, 10, 14, 21, 28])
def test_no_rule_that_is_an_error_is_broken_on_the_way_to_the_race(days: int, every: int, frozen: Library) -> None:
    """Whatever the plan, the variant and the week; the race itself may now be too long, and then the reader is informed."""
    for number, plan in enumerate(frozen.plans.values()):
        for variant in plan.variants[(days + number) % min(every, len(plan.variants)) :: every]:
            course = trace_progress(plan, frozen, variant)
            last = next((one.planned.number for one in course if one.planned.kind == "race"), len(course))
            for week in {2, last // 2, last - 2}:
                schedule = lay_out_after_break(course, frozen, week, days)
                assert schedule is not None
                for rule, measure in broken_rules(schedule, frozen):
                    in_race_week = measure.week == last and plan.race is not None
                    if week <= measure.week <= last and not in_race_week:
                        assert frozen.limits[rule].severity == "warning", (plan.id, variant, week, measure.message)


def test_every_day_has_its_step(frozen: Library) -> None:
    for days in range(1, 100):
        first, last = frozen.missed.step(days).days
        assert first <= days <= (last or days)
