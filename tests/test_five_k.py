"""What the 5 km plan promises, for every variant and any day of the race."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FROZEN, sound

from toolkit.checks.verdicts import judge_schedule
from toolkit.library import Library
from toolkit.models import ENTRIES, LEVELS, RHYTHMS, Variant
from toolkit.schedule import Conditions, Schedule, lay_out

VARIANTS = [
    Variant(level, rhythm, entry)
    for level in LEVELS
    for rhythm in RHYTHMS
    for entry in ENTRIES
    if rhythm in ("standard", "extended") or level == "intermediate"
]
FRESH = [variant for variant in VARIANTS if not variant.trained]
SATURDAY, SUNDAY = 5, 6
MIDWEEK: dict[str, dict[str, tuple[int, ...]]] = {
    # The race week's list reaches back into the week before, and its one strength session with it.
    "strength-twice": {
        str(variant): (0,) if four else (0, 1, 2)
        for variant in VARIANTS
        if variant.level != "returning"
        for four in (variant.level == "intermediate" and variant.rhythm in ("extended", "patient"),)
    },
    # The seven days up to the race take in days of the week before; the plan accepts it for the other variants.
    "taper-cut": {
        "intermediate-quick": (0, 1, 2, 3),
        "intermediate-standard": (0, 1, 2, 3),
    },
    # The trial is on its day of a reset week; an earlier race comes nearer to it.
    "trial-gap": dict.fromkeys(
        (
            "intermediate-quick-trained",
            "intermediate-standard-trained",
            "advanced-standard-trained",
            "advanced-extended-trained",
        ),
        (0, 1, 2),
    ),
}
"""The warnings that a race in the middle of a week leaves, by rule and variant, with its weekdays; the calendar tells them."""


@pytest.fixture(scope="module")
def again() -> Library:
    """The same project, read a second time."""
    return sound(FROZEN)


_LAID_OUT: dict[tuple[Variant, int], Schedule] = {}
"""By the variant and the weekday of the race: the frozen project’s plan. Nothing changes a schedule, so each is laid out once."""


def laid_out(frozen: Library, variant: Variant, race_weekday: int = SUNDAY) -> Schedule:
    if (variant, race_weekday) not in _LAID_OUT:
        _LAID_OUT[variant, race_weekday] = lay_out(frozen.plans["5k"], frozen, variant, Conditions(race_weekday))
    return _LAID_OUT[variant, race_weekday]


def weekdays(*always: int, most: int = SUNDAY) -> list[object]:
    """All weekdays up to one; those that are not named here only in the exhaustive suite."""
    return [day if day in always else pytest.param(day, marks=pytest.mark.exhaustive) for day in range(most + 1)]


def test_it_is_offered_at_both_entries(frozen: Library) -> None:
    assert list(frozen.plans["5k"].variants) == VARIANTS


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("weekday", weekdays(0, 4, SUNDAY))
def test_every_session_is_there_once_and_in_the_order_of_the_file(weekday: int, variant: Variant, frozen: Library) -> None:
    """Each place in the file is used at most once a week, days are in order, and what a day lists is done in that order."""
    schedule = laid_out(frozen, variant, weekday)
    assert [week.number for week in schedule.weeks] == list(range(1, len(schedule.weeks) + 1))
    for week in schedule.weeks:
        places = [placed.place for _, placed in week.placed()]
        assert len(set(places)) == len(places)
        for day in week.days:
            assert [placed.place for placed in day] == sorted((placed.place for placed in day), key=lambda where: where[-1])
    races = [day for day, placed in schedule.placed() if placed.session.kind == "race"]
    assert races == [schedule.weeks_to_race * 7 + weekday]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("weekday", [SATURDAY, SUNDAY])
def test_no_rule_is_broken_for_a_race_at_the_weekend(weekday: int, variant: Variant, frozen: Library) -> None:
    assert judge_schedule(laid_out(frozen, variant, weekday), frozen) == []


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("weekday", weekdays(0, 2, 4, most=SATURDAY - 1))
def test_no_rule_that_is_an_error_is_broken_for_a_race_on_any_other_day(weekday: int, variant: Variant, frozen: Library) -> None:
    broken = {problem.rule for problem in judge_schedule(laid_out(frozen, variant, weekday), frozen)}
    assert {name for name in broken if frozen.limits[name].severity == "error"} == set()
    assert broken == {name for name, where in MIDWEEK.items() if weekday in where.get(str(variant), ())}


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_saturday_and_sunday_races_differ_only_from_the_race_week_on(variant: Variant, frozen: Library) -> None:
    saturday, sunday = laid_out(frozen, variant, SATURDAY), laid_out(frozen, variant, SUNDAY)
    before = sunday.weeks_to_race
    assert saturday.weeks[:before] == sunday.weeks[:before]
    assert [week.kind for week in saturday.weeks] == [week.kind for week in sunday.weeks]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_the_first_week_holds_nothing_hard_but_what_was_there_before(variant: Variant, frozen: Library) -> None:
    first = laid_out(frozen, variant).weeks[0]
    assert [placed.session.id for _, placed in first.placed() if placed.session.objective == "test"] == []
    assert (first.hard > 0) == variant.trained


@pytest.mark.parametrize("variant", FRESH, ids=str)
def test_what_is_fast_comes_in_from_the_gentlest_to_the_hardest(variant: Variant, frozen: Library) -> None:
    """Strides first, then a moderate day where there is one, then the hard day; with three runs a week no strides come before."""
    first: dict[float, int] = {}
    for day, placed in laid_out(frozen, variant).placed():
        if placed.dose.fast and not placed.all_out and (placed.dose.hard or variant.level != "returning"):
            first.setdefault(placed.dose.hard, day // 7)
    assert list(first) == sorted(first)
    assert len(set(first.values())) == len(first), "one new thing in a week"


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_trial_is_only_where_hard_sessions_come_before_it(variant: Variant, frozen: Library) -> None:
    trials = [day for day, placed in laid_out(frozen, variant).placed() if placed.session.kind == "time-trials" and placed.all_out]
    assert len(trials) == ("tested" in frozen.plans["5k"].conditions_of(variant))


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_four_weeks_follow_the_race_and_grow(variant: Variant, frozen: Library) -> None:
    schedule = laid_out(frozen, variant)
    after = schedule.weeks[schedule.weeks_to_race + 1 :]
    assert [week.kind for week in after] == ["recovery"] * 4
    minutes = [week.running for week in after]
    assert all(later > earlier - 5 for earlier, later in pairwise(minutes)), "runs are whole rungs"
    assert minutes[0] <= minutes[1] < minutes[2], "the shortest runs of three are as short in both weeks"
    assert after[0].hard == after[1].hard == 0


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_minutes_and_the_hard_day_have_grown_by_the_last_loading_week(variant: Variant, frozen: Library) -> None:
    loads = [week for week in laid_out(frozen, variant).weeks if week.kind == "load"]
    assert max(week.running for week in loads[-3:]) > loads[0].running, "the last one holds them"
    assert loads[0].fast < loads[-1].fast
    assert loads[-1].fast > 0.75 * max(week.fast for week in loads), "turns differ a little"


@settings(deadline=None, max_examples=settings.default.max_examples // 3)
@given(variant=st.sampled_from(VARIANTS), weekday=st.integers(0, 6))
def test_the_same_input_gives_an_equal_schedule(frozen: Library, again: Library, variant: Variant, weekday: int) -> None:
    """Also from a library that was loaded on its own, so nothing is left over from what was laid out before."""
    one, other = (lay_out(library.plans["5k"], library, variant, Conditions(weekday)) for library in (frozen, again))
    assert one == other


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("weekday", weekdays(0, 4, SUNDAY))
def test_no_seven_days_hold_more_hard_units_than_the_limit(weekday: int, variant: Variant, frozen: Library) -> None:
    """Added up here, not by the rule."""
    schedule = laid_out(frozen, variant, weekday)
    units = [0.0] * (7 * len(schedule.weeks))
    for day, placed in schedule.placed():
        units[day] += placed.dose.hard
    assert max(sum(units[day : day + 7]) for day in range(len(units) - 6)) <= frozen.limit("hard-units", variant)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("weekday", weekdays(0, 4, SUNDAY))
def test_each_reset_week_is_lighter_than_the_weeks_round_it(weekday: int, variant: Variant, frozen: Library) -> None:
    weeks = laid_out(frozen, variant, weekday).weeks
    resets = [number for number, week in enumerate(weeks) if week.kind == "reset"]
    assert resets
    for number in resets:
        for beside in (weeks[number - 1], weeks[number + 1]):
            if beside.kind == "load":
                assert weeks[number].running < beside.running
