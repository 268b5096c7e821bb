"""Rules: a good plan breaks none, and each is broken by a schedule that was spoilt for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from schedules import placed_as, with_day, with_week
from small import judge_all

from toolkit.checks.verdicts import judge_schedule
from toolkit.library import Library
from toolkit.models import Acceptance, Variant
from toolkit.rules import RULES, Measure, Rule
from toolkit.rules.measure import CLOSE_ENOUGH
from toolkit.schedule import RACE_WEEKDAYS, Conditions, Placed, Schedule, Week, lay_out

STANDARD = Variant("intermediate", "standard")
TRAINED = Variant("intermediate", "standard", "trained")
NOTHING_TO_MEASURE = {
    "calf-before-fast",
    "hamstring-before-fast",
    "hard-after-race",
    "plyometric-contacts",
    "static-stretch",
    "track-step",
    "trial-gap",
    "weeks-before-repetitions",
}
"""Rules on what the small plan does not hold: heavy strength, tracks, jumping, long stretches, mile effort, a second race."""


@pytest.fixture
def schedule(library: Library) -> Schedule:
    return lay_out(library.plans["small"], library, STANDARD)


def broken(schedule: Schedule, library: Library) -> set[str]:
    """The names of the rules that a schedule breaks."""
    return {problem.rule for problem in judge_schedule(schedule, library)}


def done(library: Library, session: str, rung: int = 0) -> Placed:
    return placed_as(library, STANDARD, session, rung)


@pytest.mark.parametrize("weekday", RACE_WEEKDAYS)
def test_a_good_plan_breaks_no_rule_on_the_race_days_that_are_judged(weekday: int, library: Library) -> None:
    assert judge_schedule(lay_out(library.plans["small"], library, STANDARD, Conditions(weekday)), library) == []


@pytest.mark.parametrize("weekday", range(7))
def test_a_good_plan_breaks_no_rule_that_is_an_error_whatever_the_day_of_the_race(weekday: int, library: Library) -> None:
    names = broken(lay_out(library.plans["small"], library, STANDARD, Conditions(weekday)), library)
    assert {name for name in names if library.limits[name].severity == "error"} == set()


def test_the_small_project_breaks_no_rule(library: Library) -> None:
    assert judge_all(library) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("weekday", range(7))
def test_a_measure_is_kept_where_its_margin_is_not_below_nothing(rule: Rule, weekday: int, library: Library) -> None:
    measures = list(rule.measure(lay_out(library.plans["small"], library, STANDARD, Conditions(weekday)), library))
    assert bool(measures) is (rule.id not in NOTHING_TO_MEASURE)
    for measure in measures:
        right_side = measure.value >= measure.limit if measure.least else measure.value <= measure.limit
        if abs(measure.margin) > CLOSE_ENOUGH:
            assert measure.kept == (measure.margin > 0) == right_side
        else:
            assert measure.kept


@pytest.mark.parametrize(
    ("value", "least", "kept"),
    [(9, False, True), (10, False, True), (11, False, False), (9, True, False), (10, True, True), (11, True, True),
     (10 + 1e-9, False, True), (10 - 1e-9, True, True), (10.001, False, False), (9.999, True, False)],
)  # fmt: skip
def test_a_limit_is_the_most_or_the_least_and_may_be_reached(value: float, least: bool, kept: bool) -> None:
    assert Measure(1, value, 10, "wrong", (), (), least).kept is kept


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_limit_and_says_why_it_is_there(rule: Rule, library: Library) -> None:
    assert rule.id in library.limits
    assert rule.why.count("\n") >= 2 or rule.why.strip().endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_measure_names_a_week_and_a_place_in_the_plan(rule: Rule, schedule: Schedule, library: Library) -> None:
    document = library.documents["plans/small.yaml"]
    for measure in rule.measure(schedule, library):
        assert 1 <= measure.week <= len(schedule.weeks)
        assert measure.place in document.values
        assert measure.message.endswith(".")


def test_a_week_that_should_reset_and_loads_breaks_the_rule_on_reset_weeks(schedule: Schedule, library: Library) -> None:
    spoilt = with_week(schedule, replace(schedule.weeks[3], kind="load"))
    assert "reset-weeks" in broken(spoilt, library)
    said = next(problem.message for problem in judge_schedule(spoilt, library) if problem.rule == "reset-weeks")
    assert said == (
        "week 4, intermediate, standard: 4 loading weeks in a row, and no reset week. One in every 4 must be a reset week. "
        "(rule reset-weeks)"
    )


def test_three_loading_weeks_before_a_reset_keep_the_rule_that_four_break(schedule: Schedule, library: Library) -> None:
    assert "reset-weeks" not in broken(schedule, library)


def test_a_reset_as_long_as_a_loading_week_breaks_the_rule_on_its_cut(schedule: Schedule, library: Library) -> None:
    assert broken(with_day(schedule, 4, 6, done(library, "long-run", 5)), library) == {"reset-cut"}


@pytest.mark.parametrize(
    ("weekday", "first", "is_broken"),
    [
        (0, False, True),  # Tuesday is moderate, with fast minutes
        (3, False, False),  # after the hard run on Thursday; the next fast one is on Tuesday
        (3, True, True),  # before it
        (4, False, False),  # Saturday, Sunday and Monday lie between
        (5, False, True),
    ],
)
def test_heavy_work_for_the_hamstrings_leaves_three_days_before_fast_running(
    weekday: int, first: bool, is_broken: bool, schedule: Schedule, library: Library
) -> None:
    session = library.sessions["strength-a"]
    heavy = session.model_copy(update={"load": session.load.model_copy(update={"tissues": {"hamstring": 3}})})
    strength = done(replace(library, sessions={**library.sessions, "strength-a": heavy}), "strength-a")
    others = [one for one in schedule.weeks[4].days[weekday] if one.session.mode != "strength"]
    assert [one.session.id for one in others] == [["hips-and-ankles"], [], [], ["two-minutes"], [], ["easy-run"]][weekday]
    spoilt = with_day(schedule, 5, weekday, *([strength, *others] if first else [*others, strength]))
    assert ("hamstring-before-fast" in broken(spoilt, library)) is is_broken


def test_an_empty_reset_week_breaks_the_rule_on_its_cut(schedule: Schedule, library: Library) -> None:
    assert "reset-cut" in broken(with_week(schedule, replace(schedule.weeks[3], days=((),) * 7)), library)


def test_a_ladder_without_impact_that_climbs_two_rungs_breaks_the_rule(schedule: Schedule, library: Library) -> None:
    assert "no-skipped-rung" in broken(with_day(schedule, 2, 1, done(library, "strength-a", 2)), library)
    assert "no-skipped-rung" not in broken(with_day(schedule, 2, 1, done(library, "strength-a", 1)), library)


def test_what_is_run_climbs_by_its_minutes_and_not_by_its_rungs(schedule: Schedule, library: Library) -> None:
    found = broken(with_day(schedule, 6, 3, done(library, "two-minutes", 3)), library)
    assert "fast-volume-spike" in found
    assert "no-skipped-rung" not in found


@pytest.mark.parametrize("variant", [STANDARD, TRAINED])
def test_a_plan_of_tracks_is_measured_by_the_rules_on_tracks_and_breaks_none(variant: Variant, library: Library) -> None:
    schedule = lay_out(library.plans["climb"], library, variant)
    measured = {rule.id for rule in RULES if list(rule.measure(schedule, library))}
    assert {"track-step", "same-main-set", "fast-week-step"} <= measured
    assert judge_schedule(schedule, library) == []


@pytest.mark.parametrize(("variant", "is_broken"), [(STANDARD, True), (TRAINED, False)])
def test_at_entry_trained_what_the_last_30_days_held_counts_as_weeks_before(
    variant: Variant, is_broken: bool, library: Library
) -> None:
    """Intermediate, standard: three weeks before a hard session, of which the entry gives four; one week before strides."""
    schedule = lay_out(library.plans["climb"], library, variant)
    spoilt = with_day(schedule, 1, 3, done(library, "two-minutes"))
    assert ({"weeks-before-hard", "weeks-before-strides"} <= broken(spoilt, library)) is is_broken


def test_the_same_main_set_in_a_third_loading_week_breaks_the_rule(library: Library) -> None:
    schedule = lay_out(library.plans["climb"], library, TRAINED)
    loads = [week.number for week in schedule.weeks if week.kind == "load"]
    for times, is_broken in ((2, False), (3, True)):
        spoilt = schedule
        for number in loads:
            spoilt = with_day(spoilt, number, 3, *([done(library, "minutes", 4)] if number in loads[:times] else []))
        assert ("same-main-set" in broken(spoilt, library)) is is_broken


def test_a_loading_week_with_something_on_every_day_has_no_free_day_but_for_what_is_optional(library: Library) -> None:
    """Mondays hold mobility, which is optional; Fridays nothing."""
    schedule = lay_out(library.plans["climb"], library, TRAINED)
    full = with_day(schedule, 1, 4, done(library, "easy-run"))
    assert "free-day" not in broken(full, library)
    assert "free-day" in broken(with_day(full, 1, 0, done(library, "march-easy")), library)


@pytest.mark.parametrize(("sessions", "is_broken"), [(2, True), (3, False)])
def test_before_the_first_race_enough_sessions_hold_its_effort(sessions: int, is_broken: bool, library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, STANDARD)
    hard = [day for day, placed in schedule.placed() if placed.session.id == "two-minutes"]
    for day in hard[sessions:]:
        schedule = with_day(schedule, day // 7 + 1, day % 7, done(library, "two-on-one-off"))
    assert len(hard) >= 3
    assert ("exposure-before-all-out" in broken(schedule, library)) is is_broken


def test_a_ladder_that_climbs_in_a_reset_week_breaks_the_rule(schedule: Schedule, library: Library) -> None:
    assert "no-skipped-rung" in broken(with_day(schedule, 4, 1, done(library, "strength-a", 1)), library)


def test_a_ladder_that_starts_above_its_level_breaks_the_rule(schedule: Schedule, library: Library) -> None:
    assert "no-skipped-rung" in broken(with_day(schedule, 5, 3, done(library, "two-minutes", 3)), library)


def test_an_easy_run_may_start_where_the_entry_says_that_one_was_run(schedule: Schedule, library: Library) -> None:
    """The small plan expects a longest run of 48 minutes; its level may start at 30."""
    assert "no-skipped-rung" not in broken(with_day(schedule, 1, 5, done(library, "easy-run", 4)), library)
    little = schedule.plan.model_copy(
        update={"entry": {key: entry.model_copy(update={"longest": 35.0}) for key, entry in schedule.plan.entry.items()}}
    )
    assert "no-skipped-rung" in broken(replace(with_day(schedule, 1, 5, done(library, "easy-run", 4)), plan=little), library)


@pytest.mark.parametrize(("weekday", "is_broken"), [(2, True), (3, True), (4, False), (5, False)])
def test_hard_days_lie_72_hours_apart(weekday: int, is_broken: bool, library: Library) -> None:
    """Hard on Tuesday; 72 hours for intermediate, standard: Friday will do, Thursday will not."""
    base = lay_out(library.plans["base"], library, STANDARD)
    spoilt = with_day(with_day(base, 1, 1, done(library, "two-minutes")), 1, weekday, done(library, "two-minutes"))
    assert ("hours-between-hard" in broken(spoilt, library)) is is_broken


def test_a_sunday_and_the_monday_after_are_one_day_apart(library: Library) -> None:
    base = lay_out(library.plans["base"], library, STANDARD)
    spoilt = with_day(with_day(base, 1, 6, done(library, "two-minutes")), 2, 0, done(library, "two-on-one-off"))
    said = [problem.message for problem in judge_schedule(spoilt, library) if problem.rule == "hours-between-hard"]
    assert said == [
        "week 2, intermediate, standard: Sunday of the week before and Monday are both hard or moderate, 24 hours apart. Leave 48. "
        "(rule hours-between-hard)"
    ]


def test_two_moderate_sessions_on_one_day_are_a_hard_day(library: Library) -> None:
    base = lay_out(library.plans["base"], library, STANDARD)
    twice = (done(library, "two-on-one-off"), done(library, "two-on-one-off"))
    spoilt = with_day(with_day(base, 1, 1, *twice), 1, 3, done(library, "two-minutes"))
    assert "hours-between-hard" in broken(spoilt, library)


def test_a_warning_that_the_plan_accepts_is_not_said_and_an_error_always_is(schedule: Schedule, library: Library) -> None:
    fast = tuple(done(library, "easy-run", 5) for _ in range(7))
    spoilt = with_week(schedule, replace(schedule.weeks[1], days=tuple((placed,) for placed in fast)))
    assert {"weekly-ramp", "weekly-ramp-most"} <= broken(spoilt, library)
    accepts = tuple(Acceptance(rule=rule, because="A test.") for rule in ("weekly-ramp", "weekly-ramp-most"))
    accepting = replace(spoilt, plan=spoilt.plan.model_copy(update={"accepts": accepts}))
    assert "weekly-ramp" not in broken(accepting, library)
    assert "weekly-ramp-most" in broken(accepting, library)


def test_a_problem_names_week_variant_and_rule_at_its_place_in_the_plan(schedule: Schedule, library: Library) -> None:
    problems = judge_schedule(with_week(schedule, replace(schedule.weeks[3], kind="load")), library)
    for problem in problems:
        assert problem.path == "plans/small.yaml"
        assert problem.line > 1
        assert problem.message.startswith("week ")


def test_a_week_without_running_is_judged_without_dividing_by_nothing(library: Library) -> None:
    rest = Week(1, "load", 0, ((),) * 7)
    base = lay_out(library.plans["base"], library, STANDARD)
    entry = base.entry.model_copy(update={"week": 0.0})
    plan = base.plan.model_copy(update={"entry": {"intermediate": entry}})
    judge_schedule(replace(base, plan=plan, weeks=(rest, *base.weeks[1:])), library)


def _on(library: Library, schedule: Schedule, day: int, session: str) -> Schedule:
    """The schedule with a session in place of what is on a day, counted from the first Monday as 0."""
    return with_day(schedule, day // 7 + 1, day % 7, placed_as(library, schedule.variant, session))


@pytest.mark.parametrize(("days", "is_broken"), [(6, True), (7, False)])
def test_after_10_km_a_hard_day_waits_longer_than_after_5_km(days: int, is_broken: bool, frozen: Library) -> None:
    """Intermediate, standard: five days after 5 km, seven after 10 km."""
    schedule = lay_out(frozen.plans["10k"], frozen, STANDARD)
    raced = _on(frozen, schedule, (schedule.race_day or 0) + days, "cruise-intervals")
    assert ("hard-after-race" in broken(raced, frozen)) == is_broken


@pytest.mark.parametrize(("days", "is_broken"), [(9, True), (10, False)])
def test_a_half_marathon_wants_more_days_of_lighter_training(days: int, is_broken: bool, frozen: Library) -> None:
    """Ten days before it, where a shorter race wants seven; counted from the last hard or moderate day of a loading week."""
    schedule = lay_out(frozen.plans["half-marathon"], frozen, STANDARD)
    race = schedule.race_day or 0
    full = with_week(schedule, replace(schedule.weeks[race // 7 - 1], kind="load", days=((),) * 7))
    assert ("taper-days" in broken(_on(frozen, full, race - days, "steady-run"), frozen)) == is_broken
