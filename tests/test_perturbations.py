"""Good plans, spoilt on purpose: the rule that is meant to object does.

Run as a script it prints what every rule said to every spoilt plan, and which of them none noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from small import CLUB

from toolkit.checks.verdicts import judge_schedule
from toolkit.dose import workout
from toolkit.library import Library, load
from toolkit.models import Variant
from toolkit.schedule import Placed, Schedule, Week, place

Spoil = Callable[[Schedule, Library], Schedule | None]
"""Spoils a schedule, or says None where there is nothing of the kind to spoil."""


@cache
def real() -> Library:
    library, problems = load(CLUB)
    assert library is not None
    assert problems == []
    return library


def made(library: Library, schedule: Schedule, session: str, rung: int) -> Placed:
    return Placed(workout(library, schedule.variant, library.sessions[session], rung), ("phases", 0, "days", "mon", 0))


def with_day(schedule: Schedule, week: Week, weekday: int, sessions: tuple[Placed, ...]) -> Schedule:
    days = (*week.days[:weekday], sessions, *week.days[weekday + 1 :])
    return with_week(schedule, replace(week, days=days))


def with_week(schedule: Schedule, week: Week) -> Schedule:
    return replace(schedule, weeks=(*schedule.weeks[: week.number - 1], week, *schedule.weeks[week.number :]))


def find(schedule: Schedule, wanted: Callable[[Week, Placed], bool], *, last: bool = False) -> tuple[Week, int, int, Placed] | None:
    """The first (or last) session of its kind: its week, weekday, position on the day, and itself."""
    found = [
        (week, weekday, position, placed)
        for week in schedule.weeks
        for weekday, day in enumerate(week.days)
        for position, placed in enumerate(day)
        if wanted(week, placed)
    ]
    return (found[-1] if last else found[0]) if found else None


def swapped(schedule: Schedule, where: tuple[Week, int, int, Placed] | None, new: Placed) -> Schedule | None:
    if where is None:
        return None
    week, weekday, position, _ = where
    day = week.days[weekday]
    return with_day(schedule, week, weekday, (*day[:position], new, *day[position + 1 :]))


def hard_run(week: Week, placed: Placed) -> bool:
    return week.kind == "load" and placed.dose.hard >= 1 and not placed.all_out


def hard_day_beside_another(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    return where and with_day(schedule, where[0], (where[1] + 1) % 7, (made(library, schedule, "two-minutes", 0),))


def a_second_hard_day(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    return where and with_day(schedule, where[0], 6, (made(library, schedule, "two-minutes", 0),))


def a_hard_day_moved_beside_a_moderate_one(schedule: Schedule, library: Library) -> Schedule | None:
    """The days after the moderate one and of the hard run change places."""
    hard = find(schedule, hard_run, last=True)
    moderate = hard and find(schedule, lambda week, placed: week is hard[0] and placed.dose.hard == 0.5)
    if hard is None or moderate is None:
        return None
    week, here, there = hard[0], hard[1], moderate[1] + 1
    days = list(week.days)
    days[here], days[there] = days[there], days[here]
    return with_week(schedule, replace(week, days=tuple(days)))


def two_rungs_at_once(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, lambda week, placed: week.kind == "load" and placed.session.id == "strength-b", last=True)
    if where is None or where[3].workout.rung + 2 >= len(where[3].session.rungs):
        return None
    return swapped(schedule, where, made(library, schedule, "strength-b", where[3].workout.rung + 2))


def a_ladder_begun_above_its_start(schedule: Schedule, library: Library) -> Schedule | None:
    return swapped(schedule, find(schedule, hard_run), made(library, schedule, "two-minutes", 4))


def a_reset_week_dropped(schedule: Schedule, library: Library) -> Schedule | None:
    reset = next(week for week in schedule.weeks if week.kind == "reset")
    return with_week(schedule, replace(schedule.weeks[reset.number - 2], number=reset.number))


def a_reset_week_as_heavy_as_any(schedule: Schedule, library: Library) -> Schedule | None:
    reset = next(week for week in schedule.weeks if week.kind == "reset")
    return with_week(schedule, replace(schedule.weeks[reset.number - 2], number=reset.number, kind="reset"))


def a_long_run_a_third_longer(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, lambda week, placed: week.kind == "load" and placed.session.kind == "long", last=True)
    if where is None:
        return None
    full = where[3].dose.minutes * 1.3
    rungs = library.sessions["long-run"].rungs
    longer = [rung for rung in range(len(rungs)) if made(library, schedule, "long-run", rung).dose.minutes >= full]
    return swapped(schedule, where, made(library, schedule, "long-run", min(longer, default=len(rungs) - 1)))


def an_easy_run_longer_than_the_longest(schedule: Schedule, library: Library) -> Schedule | None:
    """No easy run has a rung as long as that, so its dose grows by hand."""
    where = find(schedule, lambda week, placed: week.kind == "load" and placed.session.id == "easy-run", last=True)
    if where is None:
        return None
    longest = max(placed.dose.running for _, placed in schedule.placed() if placed.session.kind == "long")
    minutes = longest * 1.2
    dose = replace(where[3].dose, seconds=round(minutes * 60), running_seconds=round(minutes * 60))
    return swapped(schedule, where, replace(where[3], workout=replace(where[3].workout, dose=dose)))


def strides_in_the_first_week(schedule: Schedule, library: Library) -> Schedule | None:
    if schedule.variant.level != "returning":
        return None
    week = schedule.weeks[0]
    return with_day(schedule, week, 1, (*week.days[1], made(library, schedule, "strides-after-a-run", 0)))


def the_warm_up_left_out(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run)
    bare = library.sessions["two-minutes"].model_copy(update={"warm_up": None})
    other = replace(library, sessions={**library.sessions, "two-minutes": bare})
    return swapped(schedule, where, made(other, schedule, "two-minutes", 0)) if where else None


def fast_in_the_first_week(schedule: Schedule, library: Library) -> Schedule | None:
    return with_day(schedule, schedule.weeks[0], 1, (made(library, schedule, "two-minutes", 0),))


def too_few_days_without_impact(schedule: Schedule, library: Library) -> Schedule | None:
    """Easy runs on days that have none, in the last full week, until one day too few is left; what is there stays."""
    week = [week for week in schedule.weeks if week.kind == "load"][-1]
    free = [day for day, there in enumerate(week.days) if all(one.session.mode != "run" for one in there)]
    run = made(library, schedule, "easy-run", 0)
    more = free[: len(free) - int(library.limit("zero-impact-days", schedule.variant)) + 1]
    days = tuple((run, *there) if day in more else there for day, there in enumerate(week.days))
    return with_week(schedule, replace(week, days=days))


def a_rest_day_run(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[-1]
    runs = tuple((made(library, schedule, "easy-run", 0),) for _ in range(7))
    return with_week(schedule, replace(week, days=runs))


def many_strides_the_day_before_the_hard_day(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    last = len(library.sessions["strides-on-grass"].rungs) - 1
    return where and with_day(schedule, where[0], where[1] - 1, (made(library, schedule, "strides-on-grass", last),))


def strength_left_out(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[0]
    days = tuple(tuple(placed for placed in day if placed.session.mode != "strength") for day in week.days)
    return with_week(schedule, replace(week, days=days))


def one_strength_session_left_out(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, lambda week, placed: week.kind == "load" and placed.session.mode == "strength", last=True)
    if where is None:
        return None
    week, weekday, position, _ = where
    day = week.days[weekday]
    return with_day(schedule, week, weekday, (*day[:position], *day[position + 1 :]))


def strength_the_day_before_the_hard_day(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    if where is None:
        return None
    week, weekday, _, _ = where
    return with_day(schedule, week, weekday - 1, (*week.days[weekday - 1], made(library, schedule, "strength-a", 0)))


def hard_two_days_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[schedule.weeks_to_race]
    return with_day(schedule, week, 4, (made(library, schedule, "two-minutes", 0),))


def hard_the_day_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[schedule.weeks_to_race]
    return with_day(schedule, week, 5, (made(library, schedule, "two-minutes", 0),))


def hard_two_days_after_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[schedule.weeks_to_race + 1]
    return with_day(schedule, week, 1, (made(library, schedule, "two-minutes", 0),))


def a_trial_two_weeks_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    if schedule.variant.level == "returning":
        return None
    week = schedule.weeks[schedule.weeks_to_race - 2]
    return with_day(schedule, week, 3, (made(library, schedule, "five-minute-trial", 0),))


def a_trial_three_weeks_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    """A second trial, on the Sunday three weeks before the race."""
    if schedule.variant.level == "returning":
        return None
    week = schedule.weeks[schedule.weeks_to_race - 3]
    return with_day(schedule, week, 6, (made(library, schedule, "five-minute-trial", 0),))


def a_race_week_without_runs(schedule: Schedule, library: Library) -> Schedule | None:
    race = schedule.weeks[schedule.weeks_to_race]
    days = tuple(tuple(one for one in day if one.session.mode != "run" or one.session.kind == "race") for day in race.days)
    return with_week(schedule, replace(race, days=days))


def a_race_week_like_any_other(schedule: Schedule, library: Library) -> Schedule | None:
    race, before = schedule.weeks[schedule.weeks_to_race], schedule.weeks[schedule.weeks_to_race - 1]
    return with_week(schedule, replace(race, days=(*before.days[:6], race.days[6])))


def twice_the_fast_minutes_of_a_week(schedule: Schedule, library: Library) -> Schedule | None:
    """Every fast minute of the last loading week twice; running stays as long as it was."""
    week = [week for week in schedule.weeks if week.kind == "load"][-1]

    def doubled(placed: Placed) -> Placed:
        efforts = {effort: 2 * seconds for effort, seconds in placed.dose.effort_seconds.items()}
        return replace(
            placed,
            workout=replace(
                placed.workout, dose=replace(placed.dose, fast_seconds=2 * placed.dose.fast_seconds, effort_seconds=efforts)
            ),
        )

    return with_week(schedule, replace(week, days=tuple(tuple(map(doubled, day)) for day in week.days)))


def three_times_the_fast_minutes(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    if where is None:
        return None
    placed = where[3]
    efforts = {effort: 3 * seconds for effort, seconds in placed.dose.effort_seconds.items()}
    dose = replace(placed.dose, fast_seconds=3 * placed.dose.fast_seconds, effort_seconds=efforts)
    return swapped(schedule, where, replace(placed, workout=replace(placed.workout, dose=dose)))


MEANT: dict[Spoil, str] = {
    hard_day_beside_another: "hours-between-hard",
    many_strides_the_day_before_the_hard_day: "hours-between-hard",
    a_second_hard_day: "hard-units",
    two_rungs_at_once: "no-skipped-rung",
    a_ladder_begun_above_its_start: "no-skipped-rung",
    a_reset_week_dropped: "reset-weeks",
    a_reset_week_as_heavy_as_any: "reset-cut",
    a_long_run_a_third_longer: "single-run-spike",
    the_warm_up_left_out: "warm-up-before-fast",
    fast_in_the_first_week: "weeks-before-hard",
    a_rest_day_run: "zero-impact-days",
    strength_left_out: "strength-twice",
    strength_the_day_before_the_hard_day: "strength-before-hard",
    hard_two_days_before_the_race: "last-hard-before-race",
    hard_two_days_after_the_race: "hard-after-race",
    a_trial_two_weeks_before_the_race: "trial-gap",
    a_race_week_like_any_other: "taper-cut",
    three_times_the_fast_minutes: "fast-volume-spike",
    twice_the_fast_minutes_of_a_week: "fast-volume-spike",
    a_hard_day_moved_beside_a_moderate_one: "hours-between-hard",
    an_easy_run_longer_than_the_longest: "single-run-spike",
    strides_in_the_first_week: "weeks-before-strides",
    too_few_days_without_impact: "zero-impact-days",
    one_strength_session_left_out: "strength-twice",
    hard_the_day_before_the_race: "last-hard-before-race",
    a_trial_three_weeks_before_the_race: "trial-gap",
    a_race_week_without_runs: "taper-cut",
}
"""What is done to a good plan, and the rule that is meant to object."""

UNNOTICED: tuple[tuple[str, Variant], ...] = (
    ("strength_the_day_before_the_hard_day", Variant("intermediate", "quick")),  # 24 hours are enough by the limit of 40-49
    ("strength_the_day_before_the_hard_day", Variant("advanced", "standard")),  # 24 hours are enough by the limit of 50-59
)
"""What no rule notices, and why."""


@cache
def good(variant: Variant) -> tuple[Schedule, frozenset[str]]:
    """The plan as it is, and what is said of it, accepted warnings included."""
    schedule = place(real().plans["5k"], real(), variant)
    return schedule, frozenset(problem.message for problem in judge_schedule(accepting_nothing(schedule), real()))


def accepting_nothing(schedule: Schedule) -> Schedule:
    return replace(schedule, plan=schedule.plan.model_copy(update={"accepts": ()}))


@cache
def objections(spoil: Spoil, variant: Variant) -> set[str] | None:
    """The rules that object to a spoilt plan, accepted warnings included; None where there was nothing to spoil."""
    library = real()
    schedule, known = good(variant)
    spoilt = spoil(schedule, library)
    if spoilt is None:
        return None
    return {problem.rule for problem in judge_schedule(accepting_nothing(spoilt), library) if problem.message not in known}


def unnoticed() -> tuple[tuple[str, Variant], ...]:
    """Every way of spoiling, by variant, to which no rule objects."""
    return tuple((spoil.__name__, variant) for spoil, variant in every() if objections(spoil, variant) == set())


def every() -> Iterator[tuple[Spoil, Variant]]:
    for variant in fresh():
        for spoil in MEANT:
            yield spoil, variant


def fresh() -> list[Variant]:
    """What the plan is offered as at entry fresh: at entry trained its first weeks may hold what they are spoilt with here."""
    return [variant for variant in real().plans["5k"].variants if not variant.trained]


@pytest.mark.parametrize(("spoil", "variant"), list(every()), ids=lambda part: str(getattr(part, "__name__", part)))
def test_the_rule_that_is_meant_objects(spoil: Spoil, variant: Variant) -> None:
    objected = objections(spoil, variant)
    if objected is not None and (spoil.__name__, variant) not in UNNOTICED:
        assert MEANT[spoil] in objected


def test_each_way_of_spoiling_applies_to_some_variant() -> None:
    for spoil in MEANT:
        assert any(objections(spoil, variant) is not None for variant in fresh()), spoil.__name__


def test_no_spoilt_plan_goes_unnoticed() -> None:
    assert unnoticed() == UNNOTICED


if __name__ == "__main__":
    for how, whom in every():
        rules = objections(how, whom)
        said = "nothing to spoil" if rules is None else ", ".join(sorted(rules)) or "UNNOTICED"
        missed = "" if rules is None or MEANT[how] in rules else f" (meant: {MEANT[how]})"
        print(f"{whom!s:24} {how.__name__:42} {said}{missed}")
    print(f"\nunnoticed: {', '.join(f'{name} ({whom})' for name, whom in unnoticed()) or 'none'}")
