"""Ways of spoiling a good plan, each with the rule that is meant to object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from schedules import placed_as, with_day, with_week

from toolkit.library import Library
from toolkit.schedule import Placed, Schedule, Week

Spoil = Callable[[Schedule, Library], Schedule | None]
"""Spoils a schedule, or says None where there is nothing of the kind to spoil."""


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


def with_session(schedule: Schedule, where: tuple[Week, int, int, Placed] | None, new: Placed) -> Schedule | None:
    if where is None:
        return None
    week, weekday, position, _ = where
    day = week.days[weekday]
    return with_day(schedule, week.number, weekday, *day[:position], new, *day[position + 1 :])


def hard_run(week: Week, placed: Placed) -> bool:
    return week.kind == "load" and placed.dose.hard >= 1 and not placed.all_out


def hard_day_beside_another(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    return where and with_day(schedule, where[0].number, (where[1] + 1) % 7, placed_as(library, schedule.variant, "two-minutes"))


def a_second_hard_day(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    return where and with_day(schedule, where[0].number, 6, placed_as(library, schedule.variant, "two-minutes"))


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
    return with_session(schedule, where, placed_as(library, schedule.variant, "strength-b", where[3].workout.rung + 2))


def a_ladder_begun_above_its_start(schedule: Schedule, library: Library) -> Schedule | None:
    return with_session(schedule, find(schedule, hard_run), placed_as(library, schedule.variant, "two-minutes", 4))


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
    longer = [rung for rung in range(len(rungs)) if placed_as(library, schedule.variant, "long-run", rung).dose.minutes >= full]
    return with_session(schedule, where, placed_as(library, schedule.variant, "long-run", min(longer, default=len(rungs) - 1)))


def an_easy_run_longer_than_the_longest(schedule: Schedule, library: Library) -> Schedule | None:
    """No easy run has a rung as long as that, so its dose grows by hand."""
    where = find(schedule, lambda week, placed: week.kind == "load" and placed.session.id == "easy-run", last=True)
    if where is None:
        return None
    longest = max(placed.dose.running for _, placed in schedule.placed() if placed.session.kind == "long")
    minutes = longest * 1.2
    dose = replace(where[3].dose, seconds=round(minutes * 60), running_seconds=round(minutes * 60))
    return with_session(schedule, where, replace(where[3], workout=replace(where[3].workout, dose=dose)))


def strides_in_the_first_week(schedule: Schedule, library: Library) -> Schedule | None:
    if schedule.variant.level != "returning":
        return None
    week = schedule.weeks[0]
    return with_day(schedule, week.number, 1, *week.days[1], placed_as(library, schedule.variant, "strides-after-a-run"))


def the_warm_up_left_out(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run)
    bare = library.sessions["two-minutes"].model_copy(update={"warm_up": None})
    other = replace(library, sessions={**library.sessions, "two-minutes": bare})
    return with_session(schedule, where, placed_as(other, schedule.variant, "two-minutes")) if where else None


def fast_in_the_first_week(schedule: Schedule, library: Library) -> Schedule | None:
    return with_day(schedule, 1, 1, placed_as(library, schedule.variant, "two-minutes"))


def too_few_days_without_impact(schedule: Schedule, library: Library) -> Schedule | None:
    """Easy runs on days that have none, in the last full week, until one day too few is left; what is there stays."""
    week = [week for week in schedule.weeks if week.kind == "load"][-1]
    free = [day for day, there in enumerate(week.days) if all(one.session.mode != "run" for one in there)]
    run = placed_as(library, schedule.variant, "easy-run")
    more = free[: len(free) - int(library.limit("zero-impact-days", schedule.variant)) + 1]
    days = tuple((run, *there) if day in more else there for day, there in enumerate(week.days))
    return with_week(schedule, replace(week, days=days))


def a_rest_day_run(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[-1]
    runs = tuple((placed_as(library, schedule.variant, "easy-run"),) for _ in range(7))
    return with_week(schedule, replace(week, days=runs))


def many_strides_the_day_before_the_hard_day(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    last = len(library.sessions["strides-on-grass"].rungs) - 1
    return where and with_day(
        schedule, where[0].number, where[1] - 1, placed_as(library, schedule.variant, "strides-on-grass", last)
    )


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
    return with_day(schedule, week.number, weekday, *day[:position], *day[position + 1 :])


def strength_the_day_before_the_hard_day(schedule: Schedule, library: Library) -> Schedule | None:
    where = find(schedule, hard_run, last=True)
    if where is None:
        return None
    week, weekday, _, _ = where
    return with_day(schedule, week.number, weekday - 1, *week.days[weekday - 1], placed_as(library, schedule.variant, "strength-a"))


def hard_two_days_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[schedule.weeks_to_race]
    return with_day(schedule, week.number, 4, placed_as(library, schedule.variant, "two-minutes"))


def hard_the_day_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[schedule.weeks_to_race]
    return with_day(schedule, week.number, 5, placed_as(library, schedule.variant, "two-minutes"))


def hard_two_days_after_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    week = schedule.weeks[schedule.weeks_to_race + 1]
    return with_day(schedule, week.number, 1, placed_as(library, schedule.variant, "two-minutes"))


def a_trial_two_weeks_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    if schedule.variant.level == "returning":
        return None
    week = schedule.weeks[schedule.weeks_to_race - 2]
    return with_day(schedule, week.number, 3, placed_as(library, schedule.variant, "five-minute-trial"))


def a_trial_three_weeks_before_the_race(schedule: Schedule, library: Library) -> Schedule | None:
    """A second trial, on the Sunday three weeks before the race."""
    if schedule.variant.level == "returning":
        return None
    week = schedule.weeks[schedule.weeks_to_race - 3]
    return with_day(schedule, week.number, 6, placed_as(library, schedule.variant, "five-minute-trial"))


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
    return with_session(schedule, where, replace(placed, workout=replace(placed.workout, dose=dose)))


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
