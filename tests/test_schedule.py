"""Schedules: which week is what, what comes in when, and what gives way round a reset and a race."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import change
from small import SMALL, changed

from toolkit.library import Library, load
from toolkit.models import Plan, Variant
from toolkit.problems import Problem
from toolkit.schedule import Conditions, Placed, Schedule, Week, lay_out, lay_out_each, list_week_kinds

STANDARD = Variant("intermediate", "standard")
EXTENDED = Variant("intermediate", "extended")
KINDS = {"L": "load", "R": "reset", "T": "taper", "!": "race"}


@cache
def small_library() -> tuple[Library | None, list[Problem]]:
    """The small project, whose plan ends here with the race week; for tests by Hypothesis, which takes no fixtures that change."""
    found, problems = load(SMALL)
    assert found is not None
    small = found.plans["small"].model_copy(update={"after": ()})
    return replace(found, plans={**found.plans, "small": small}), problems


@pytest.fixture(scope="module")
def library() -> Library:
    found, _ = small_library()
    assert found is not None
    return found


def with_weeks(plan: Plan, variant: Variant, *weeks: int, taper: int = 0) -> Plan:
    """The plan with these many weeks in its phases."""
    phases = tuple(
        phase.model_copy(update={"weeks": {str(variant): number}}) for phase, number in zip(plan.phases, weeks, strict=True)
    )
    return plan.model_copy(update={"phases": phases, "taper_weeks": taper, "entry": {"intermediate": plan.entry["intermediate"]}})


def kinds(plan: Plan, library: Library, variant: Variant) -> str:
    letters = {kind: letter for letter, kind in KINDS.items()}
    return "".join(letters[kind] for _, kind, _ in list_week_kinds(plan, library, variant))


@pytest.mark.parametrize(
    ("variant", "weeks", "taper", "layout"),
    [
        (STANDARD, (4, 5), 0, "LLLRLLRLL!"),
        (STANDARD, (4, 7), 0, "LLLRLLLRLLL!"),
        (STANDARD, (4, 6), 0, "LLLRLLLRLL!"),
        (STANDARD, (5, 7), 1, "LLLRLLLRLLLT!"),
        (STANDARD, (4, 8), 0, "LLLRLLRLLRLL!"),
        (STANDARD, (2, 1), 0, "LLL!"),
        (STANDARD, (2, 2), 0, "LLRL!"),
        (STANDARD, (1, 0), 0, "L!"),
        (STANDARD, (1, 2), 2, "LTT!"),
        (EXTENDED, (4, 4), 0, "LLRLLRLL!"),
        (EXTENDED, (4, 7), 0, "LLRLLRLLRLL!"),
        (EXTENDED, (4, 6), 0, "LLRLLRLLRL!"),
        (EXTENDED, (2, 0), 0, "LL!"),
    ],
)
def test_resets_lie_between_blocks_as_even_as_may_be_counted_back_from_the_race(
    variant: Variant, weeks: tuple[int, int], taper: int, layout: str, library: Library
) -> None:
    """A reset week every fourth week at most for intermediate, standard; every third for extended."""
    assert kinds(with_weeks(library.plans["small"], variant, *weeks, taper=taper), library, variant) == layout


@given(st.integers(1, 40), st.integers(0, 2), st.sampled_from([STANDARD, EXTENDED]))
def test_no_block_of_loading_weeks_is_longer_than_the_rule_and_no_two_differ_by_more_than_one(
    building: int, taper: int, variant: Variant
) -> None:
    library, _ = small_library()
    assert library is not None
    layout = kinds(with_weeks(library.plans["small"], variant, building, taper, taper=taper), library, variant)
    assert layout.endswith("T" * taper + "!")
    blocks = [len(block) for block in layout.rstrip("T!").split("R")]
    assert len(layout) == building + taper + 1
    assert max(blocks) <= library.limit("reset-weeks", variant) - 1
    assert max(blocks) - min(blocks) <= 1
    assert blocks == sorted(blocks, reverse=True)
    assert min(blocks) >= 1


def names(week: Week) -> dict[int, list[str]]:
    """The sessions of a week by weekday, empty days left out."""
    return {day: [placed.session.id for placed in sessions] for day, sessions in enumerate(week.days) if sessions}


@pytest.mark.parametrize("weekday", range(7))
def test_the_race_falls_on_its_weekday_and_its_own_list_goes_round_it(weekday: int, library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, STANDARD, Conditions(weekday))
    race = schedule.weeks[-1]
    assert [day for day, placed in race.placed() if placed.session.kind == "race"] == [weekday]
    listed = {weekday + offset: list(sessions) for offset, sessions in library.plans["small"].race_week.items()}
    left = names(race)
    for day in range(7):
        meant, is_there = listed.get(day, []), left.get(day, [])
        easy_left_out = [name for name in meant if name != "easy-run"]
        assert is_there in (meant, easy_left_out), day


@pytest.mark.parametrize("weekday", range(7))
def test_a_race_in_mid_week_makes_the_week_before_it_taper_and_takes_its_last_days(weekday: int, library: Library) -> None:
    """From six days before the race its own list holds; a race at the weekend leaves the week before as it is."""
    plan = library.plans["small"]
    usual = lay_out(plan, library, STANDARD, Conditions(6)).weeks[-2]
    before = lay_out(plan, library, STANDARD, Conditions(weekday)).weeks[-2]
    assert before.kind == ("taper" if weekday < 5 else "load")
    for day in range(7):
        offset = day - 7 - weekday
        if weekday < 5 and offset >= -6:
            meant = list(plan.race_week.get(offset, ()))
            assert names(before).get(day, []) in (meant, [name for name in meant if name != "easy-run"]), day
        elif weekday >= 5:
            assert names(before).get(day, []) == names(usual).get(day, []), day


def test_weeks_before_the_race_week_are_the_same_for_saturday_and_sunday(library: Library) -> None:
    plan = library.plans["small"]
    assert lay_out(plan, library, STANDARD, Conditions(5)).weeks[:-1] == lay_out(plan, library, STANDARD, Conditions(6)).weeks[:-1]


@pytest.mark.parametrize("weekday", range(5))
def test_a_race_in_mid_week_changes_no_number_of_weeks_and_leaves_the_first_block_alone(weekday: int, library: Library) -> None:
    plan = library.plans["small"]
    midweek, sunday = lay_out(plan, library, STANDARD, Conditions(weekday)), lay_out(plan, library, STANDARD, Conditions(6))
    assert len(midweek.weeks) == len(sunday.weeks)
    assert midweek.weeks[:2] == sunday.weeks[:2]


@pytest.mark.parametrize("weekday", range(7))
def test_no_run_in_the_race_week_is_longer_than_a_ladder_was_before(weekday: int, library: Library) -> None:
    """In a week that does not load nothing climbs, least of all the run on the day before a race."""
    schedule = lay_out(library.plans["small"], library, STANDARD, Conditions(weekday))
    assert list(climbs_outside_loading_weeks(schedule)) == []


def test_no_run_in_a_reset_week_is_longer_than_its_ladder_was_before(library: Library) -> None:
    """Returning, four runs a week: the reset drops a run and must not make up for it with a longer one."""
    base = library.plans["base"]
    entry = base.entry["intermediate"].model_copy(update={"week": 110.0, "longest": 36.0})
    phase = base.phases[0].model_copy(update={"weeks": {"returning": 6}, "exceptions": {}})
    plan = changed(base, entry={"returning": entry}, phases=(phase,), left_out={})
    assert list(climbs_outside_loading_weeks(lay_out(plan, library, Variant("returning", "standard")))) == []


def climbs_outside_loading_weeks(schedule: Schedule) -> Iterator[str]:
    reached: dict[str, int] = {}
    for week in schedule.weeks:
        for _, placed in week.placed():
            name, rung = placed.session.id, placed.workout.rung
            if week.kind != "load" and rung > reached.get(name, rung):
                yield f"week {week.number}, {week.kind}: {name} from rung {reached[name]} to {rung}"
        if week.kind == "load":
            for _, placed in week.placed():
                name = placed.session.id
                reached[name] = max(placed.workout.rung, reached.get(name, 0))


def first_week(schedule: Schedule, session: str) -> int:
    return next(week.number for week in schedule.weeks if any(placed.session.id == session for _, placed in week.placed()))


def test_strides_come_in_before_the_moderate_day_and_that_before_the_hard_day(library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, STANDARD)
    order = [first_week(schedule, name) for name in ("easy-run", "easy-with-strides", "two-on-one-off", "two-minutes")]
    assert order == sorted(set(order))


def test_where_all_of_them_may_come_in_at_once_they_still_come_one_by_one_the_gentlest_first(library: Library) -> None:
    now = dict.fromkeys(("returning", "intermediate", "advanced"), ("0",) * 4)
    limits = {
        name: limit.model_copy(update={"values": now}) if name.startswith("weeks-before-") else limit
        for name, limit in library.limits.items()
    }
    plan = library.plans["small"]
    entry = plan.entry["intermediate"].model_copy(update={"week": 190.0, "fast": 20.0})
    building = plan.phases[1].model_copy(update={"weeks": {"intermediate": 9}})
    ready = plan.model_copy(update={"entry": {"intermediate": entry}, "phases": (building,), "peak": {}})
    schedule = lay_out(ready, replace(library, limits=limits), STANDARD)
    assert [first_week(schedule, name) for name in ("easy-with-strides", "two-on-one-off", "two-minutes")] == [1, 2, 3]


def test_nothing_fast_comes_in_before_the_weeks_that_its_rule_asks_for(library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, STANDARD)
    assert first_week(schedule, "easy-with-strides") > library.limit("weeks-before-strides", STANDARD)
    assert first_week(schedule, "two-minutes") > library.limit("weeks-before-hard", STANDARD)


def test_until_it_may_come_in_the_stand_in_takes_the_place_of_what_is_fast(library: Library) -> None:
    first = lay_out(library.plans["small"], library, STANDARD).weeks[0]
    assert names(first)[1] == ["easy-run", "strength-a"]
    assert names(first)[2] == ["easy-run"]
    assert first.fast == 0


def test_at_most_one_new_kind_of_fast_running_comes_in_a_week(library: Library) -> None:
    weeks = [week for week in lay_out(library.plans["small"], library, STANDARD).weeks if week.kind == "load"]
    new = [{placed.session.id for _, placed in week.placed() if placed.change == "new" and placed.dose.fast} for week in weeks]
    assert [found for found in new if found] == [{"easy-with-strides"}, {"two-on-one-off"}, {"two-minutes"}]


def test_several_ladders_may_climb_in_one_week(library: Library) -> None:
    weeks = lay_out(library.plans["small"], library, STANDARD).weeks
    risen = [{placed.session.id for _, placed in week.placed() if placed.change == "up" and placed.dose.hard} for week in weeks]
    assert {"two-on-one-off", "two-minutes"} in risen


def test_a_reset_week_has_nothing_hard(library: Library) -> None:
    for week in lay_out(library.plans["small"], library, STANDARD).weeks:
        if week.kind == "reset":
            assert week.hard < 1


def test_a_hard_session_that_is_listed_for_the_reset_week_itself_stays_in_it(library: Library) -> None:
    plan = library.plans["small"]
    building = plan.phases[1]
    reset = {**building.exceptions["reset"], "thu": ("two-minutes",)}
    changed = building.model_copy(update={"exceptions": {"reset": reset}})
    schedule = lay_out(plan.model_copy(update={"phases": (plan.phases[0], changed)}), library, STANDARD)
    (week,) = (week for week in schedule.weeks if week.kind == "reset" and week.phase == 1)
    assert names(week)[3] == ["two-minutes"]


def test_a_hard_session_that_is_only_listed_for_the_phase_gives_way_in_a_reset_week(library: Library) -> None:
    plan = library.plans["small"]
    changed = plan.phases[1].model_copy(update={"exceptions": {}})
    schedule = lay_out(plan.model_copy(update={"phases": (plan.phases[0], changed)}), library, STANDARD)
    (week,) = (week for week in schedule.weeks if week.kind == "reset" and week.phase == 1)
    assert names(week)[3] in (["easy-run", "strength-a"], ["strength-a"])


def rung_of(week: Week, session: str) -> int | None:
    return max((placed.workout.rung for _, placed in week.placed() if placed.session.id == session), default=None)


def test_after_a_reset_a_ladder_resumes_where_it_was_or_one_rung_above(library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, STANDARD)
    for reset in (week for week in schedule.weeks if week.kind == "reset"):
        before, after = schedule.weeks[reset.number - 2], schedule.weeks[reset.number]
        for name in ("easy-with-strides", "two-on-one-off", "two-minutes", "long-run", "strength-a"):
            left, resumes = rung_of(before, name), rung_of(after, name)
            if left is not None:
                assert resumes in (left, left + 1), (reset.number, name)


def test_in_a_reset_week_what_is_fast_is_a_rung_down_or_more(library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, STANDARD)
    reset = schedule.weeks[3]
    left = rung_of(schedule.weeks[2], "easy-with-strides")
    now = rung_of(reset, "easy-with-strides")
    assert left is not None
    assert now is not None
    assert now < left


def test_the_hard_day_climbs_to_the_top_of_its_ladder_and_holds_there(library: Library) -> None:
    plan = with_weeks(library.plans["small"], STANDARD, 4, 20)
    loads = [week for week in lay_out(plan, library, STANDARD).weeks if week.kind == "load"]
    rungs = [rung for week in loads if (rung := rung_of(week, "two-minutes")) is not None]
    assert rungs == sorted(rungs)
    assert rungs[-2:] == [3, 3]
    assert all(later - earlier <= 1 for earlier, later in pairwise(rungs))


def test_minutes_stop_growing_at_the_peak(library: Library) -> None:
    plan = with_weeks(library.plans["small"], STANDARD, 4, 30)
    weeks = lay_out(plan, library, STANDARD).weeks
    peak = plan.peak["intermediate"]
    assert max(week.running for week in weeks) <= peak.week
    assert (
        max(placed.dose.running for week in weeks for _, placed in week.placed() if placed.session.kind == "long") <= peak.longest
    )


def test_the_first_week_is_no_longer_than_the_entry_and_its_long_run_no_longer_than_the_rule_allows(library: Library) -> None:
    plan = library.plans["base"]
    entry = plan.entry["intermediate"].model_copy(update={"week": 140.0, "longest": 36.0})
    first = lay_out(plan.model_copy(update={"entry": {"intermediate": entry}}), library, STANDARD).weeks[0]
    assert first.running <= 140
    assert max(placed.dose.running for _, placed in first.placed()) <= 36 * 1.1


def test_where_even_the_least_is_more_than_the_entry_the_long_run_is_still_no_spike(library: Library) -> None:
    """Five runs of 20 minutes and a long run of 33 do not fit into 100 minutes; the rules say so, but nothing grows beyond need."""
    plan = library.plans["base"]
    entry = plan.entry["intermediate"].model_copy(update={"week": 100.0, "longest": 33.0})
    first = lay_out(plan.model_copy(update={"entry": {"intermediate": entry}}), library, STANDARD).weeks[0]
    assert max(placed.dose.running for _, placed in first.placed()) <= 33 * 1.1 + 5


@pytest.mark.parametrize("variant", [STANDARD, EXTENDED])
def test_the_same_plan_is_laid_out_the_same_every_time(variant: Variant, small: Path, library: Library) -> None:
    again, _ = load(small)
    assert again is not None
    one, other = (lay_out(at.plans["base"], at, variant) for at in (library, again))
    assert one == other
    assert one == lay_out(library.plans["base"], library, variant)


def test_every_placed_session_knows_where_the_plan_lists_it(library: Library) -> None:
    plan = library.plans["small"]
    document = library.documents["plans/small.yaml"]
    for weekday in range(7):
        for _, placed in lay_out(plan, library, STANDARD, Conditions(weekday)).placed():
            value: object = document.data
            for part in placed.place:
                value = value[part]  # type: ignore[index]
            assert value == placed.session.id or placed.session.id == plan.stand_in


def test_a_variant_that_is_not_offered_is_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="small is not offered as advanced-standard"):
        lay_out(library.plans["small"], library, Variant("advanced", "standard"))


def test_a_race_counts_for_the_week_only_with_what_is_round_it(library: Library) -> None:
    week = lay_out(library.plans["small"], library, STANDARD).weeks[-1]
    (race,) = (placed for _, placed in week.placed() if placed.session.kind == "race")
    assert race.dose.fast == pytest.approx(27, abs=0.01)
    assert week.running == pytest.approx(sum(placed.dose.running for _, placed in week.placed()) - race.dose.fast)


def test_a_plan_without_a_race_has_neither_race_nor_taper(library: Library) -> None:
    plan = library.plans["base"].model_copy(update={"taper_weeks": 2})
    schedule = lay_out(plan, library, STANDARD)
    assert schedule.race_weekday is None
    assert {week.kind for week in schedule.weeks} == {"load", "reset"}


def test_in_a_taper_week_the_hard_day_stays_and_the_minutes_go(library: Library) -> None:
    plan = with_weeks(library.plans["small"], STANDARD, 4, 6, taper=1)
    *_, fill_loading_week, taper, _ = lay_out(plan, library, STANDARD).weeks
    assert taper.kind == "taper"
    assert rung_of(taper, "two-minutes") is not None
    assert taper.running < 0.85 * fill_loading_week.running


def test_strength_climbs_once_between_two_resets(library: Library) -> None:
    weeks = [week for week in lay_out(library.plans["small"], library, STANDARD).weeks if week.kind == "load"]
    rungs = [rung_of(week, "strength-a") for week in weeks]
    assert rungs == sorted(rungs)  # type: ignore[type-var]
    assert rungs[0] == 0
    assert 1 <= max(rung or 0 for rung in rungs) <= 2


def test_a_schedule_cannot_be_changed_but_a_changed_copy_can_be_made(library: Library) -> None:
    schedule = lay_out(library.plans["base"], library, STANDARD)
    with pytest.raises(AttributeError):
        schedule.weeks = ()  # type: ignore[misc]
    assert replace(schedule, weeks=()).weeks == ()
    assert all(isinstance(placed, Placed) for _, placed in schedule.placed())


def test_a_ladder_of_one_rung_is_climbed_by_holding(small: Path) -> None:
    for rung in ("3x", "4x", "5x"):
        change(small / "templates/intervals/two-minutes.yaml", f"  - {rung}(2min @5k, 2min jog)\n", "")
    change(small / "templates/intervals/two-minutes.yaml", "advanced: 2", "advanced: 1")
    library, problems = load(small)
    assert problems == []
    assert library is not None
    rungs = {rung_of(week, "two-minutes") for week in lay_out(library.plans["small"], library, STANDARD).weeks}
    assert rungs == {0, None}


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_laid_out_for_several_race_days_at_once_a_plan_is_as_laid_out_for_each(every: int, frozen: Library) -> None:
    for plan in frozen.plans.values():
        for variant in plan.variants[::every]:
            weekdays = range(7) if plan.race else [6]
            assert list(lay_out_each(plan, frozen, variant, weekdays)) == [
                lay_out(plan, frozen, variant, Conditions(weekday)) for weekday in weekdays
            ]
