"""Rules on whole weeks: resets, taper and strength."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from toolkit.clockwork import metres
from toolkit.library import Library
from toolkit.problems import count
from toolkit.rounding import add
from toolkit.rules.measure import DAY_NAMES, Measure, compare, describe_minutes, first_place
from toolkit.rules.rule import rule
from toolkit.rules.sight import sees_demanding, sees_running
from toolkit.schedule import SATURDAY, Schedule, Week


@rule("reset-weeks", back=56, whole_weeks=True)
def reset_weeks(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A reset week, a taper or the race week comes often enough.

    The number counts the reset week itself. Source: limits.yaml; convention.
    """
    limit = library.limit("reset-weeks", schedule.variant)
    loading = 0
    for week in schedule.weeks:
        loading = loading + 1 if week.kind == "load" else 0
        text = "{} loading weeks in a row, and no reset week. One in every {:g} must be a reset week."
        yield Measure(week.number, loading + 1 if loading else 0, limit, text, (loading, limit), first_place(week))


@rule("reset-cut", back=None, whole_weeks=True)
def reset_cut(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A reset week is lighter, though not empty: minutes within a range, fast minutes well down, no run too short to matter.

    Running is compared with the mean of the loading weeks since the last reset; fast minutes, a trial's excepted, with the last
    loading week. After a break a reset week may be lighter: the weeks before it are. Source: limits.yaml; convention.
    """
    minutes, also = library.limit_range("reset-cut", schedule.variant), library.limits["reset-cut"].also
    since: list[Week] = []
    after_break = False
    for week in schedule.weeks:
        after_break = after_break or week.kind == "missed"
        if week.kind == "load":
            since.append(week)
        if week.kind != "reset" or not any(load.running for load in since):
            continue  # a plan without running has nothing to cut
        yield from _less_running(week, since, *minutes, after_break=after_break)
        yield _less_fast(week, since[-1].fast, also)
        yield from _no_short_run(week, also["shortest_run"])
        since, after_break = [], False


def _less_running(week: Week, since: Sequence[Week], least: float, most: float, *, after_break: bool) -> Iterator[Measure]:
    """By how many percent a reset week runs less than the loading weeks since the last one, against the least and the most.

    Nothing is too little after a break.
    """
    mean = fmean(load.running for load in since)
    cut = 100 * (1 - week.running / mean)
    low, high = mean * (1 - most / 100), mean * (1 - least / 100)
    text = "the reset week has {}, {} the loading weeks before it. Make it {:0} to {:0} minutes ({:g} to {:g} % less)."
    words = (describe_minutes(week), compare(week.running, mean), low, high, least, most)
    yield Measure(week.number, cut, least, text, words, first_place(week), least=True)
    if not after_break:
        yield Measure(week.number, cut, most, text, words, first_place(week))


def _less_fast(week: Week, last: float, also: Mapping[str, float]) -> Measure:
    """The fast minutes of a reset week, a trial's excepted, against those of the last loading week."""
    fast = add(placed.dose.fast_seconds for _, placed in week.placed() if not placed.all_out) / 60
    allowed = max(last * (1 - also["fast_cut"] / 100), min(also["fast_most"], last))
    text = "the reset week has {:1} fast minutes after {:1} in the last loading week. Make it {:1} at most."
    return Measure(week.number, fast, allowed, text, (fast, last, allowed), first_place(week))


def _no_short_run(week: Week, shortest: float) -> Iterator[Measure]:
    """The running minutes of each day of a reset week that holds any, against the fewest that matter."""
    for weekday, sessions in enumerate(week.days):
        runs = [placed for placed in sessions if placed.dose.running]
        if runs:
            minutes = add(placed.dose.running_seconds for placed in runs) / 60
            text = "the run on {} has {:0} minutes. Make it {:g}, or leave it out."
            yield Measure(week.number, minutes, shortest, text, (DAY_NAMES[weekday], minutes, shortest), runs[0].place, least=True)


@rule("taper-days", back=21, sees=sees_demanding)
def taper_days(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Enough days before the race are lighter, more before a longer one (sources `bosquet_2007`, `wang_2023_taper`).

    They are counted from the last hard or moderate day of a loading week.
    """
    race = schedule.race_day
    if race is None:
        return
    raced = next(placed for day, placed in schedule.placed() if day == race and placed.session.kind == "race")
    limit = library.limit("taper-days", schedule.variant, metres(raced.workout.main_steps))
    heavy = [
        day for day, placed in schedule.placed() if day < race and placed.dose.hard and schedule.week(day // 7 + 1).kind == "load"
    ]
    if heavy:
        week, days = schedule.week(race // 7 + 1), race - heavy[-1]
        text = "the last hard or moderate day of full training is {} days before the race. Leave {:g}."
        yield Measure(week.number, days, limit, text, (days, limit), first_place(week), least=True)


@rule("taper-cut", back=70, sees=sees_running)
def taper_cut(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The race week has much less running than the three loading weeks before it, on nearly as many days.

    The race itself does not count as minutes, but as a run. Sources `bosquet_2007`, `wang_2023_taper`; strong for the pattern.
    """
    race = schedule.race_day
    if race is None:
        return
    week = _before_race(schedule, race)
    loading = [before for before in schedule.weeks if before.number < week.number and before.kind == "load"][-3:]
    if any(load.running for load in loading):  # without running there is nothing to cut
        yield from _less_before_race(week, loading, *library.limit_range("taper-cut", schedule.variant))
        yield _as_frequent(week, loading, library.limits["taper-cut"].also["frequency"])


def _less_before_race(week: Week, loading: Sequence[Week], least: float, most: float) -> Iterator[Measure]:
    """By how many percent the race week runs less than the last loading weeks, against the least and the most."""
    mean = fmean(load.running for load in loading)
    cut = 100 * (1 - week.running / mean)
    low, high = mean * (1 - most / 100), mean * (1 - least / 100)
    text = (
        "the race week has {} besides the race, {} the loading weeks before it. Make it {:0} to {:0} minutes ({:g} to {:g} % less)."
    )
    words = (describe_minutes(week), compare(week.running, mean), low, high, least, most)
    yield Measure(week.number, cut, least, text, words, first_place(week), least=True)
    yield Measure(week.number, cut, most, text, words, first_place(week))


def _as_frequent(week: Week, loading: Sequence[Week], frequency: float) -> Measure:
    """The days on which the race week runs, in percent of those that are usual, against the fewest."""
    usual = fmean(_runs(load) for load in loading)
    text, words = "the race week has {} where {:1} are usual. Keep {:g} %.", (count(_runs(week), "run"), usual, frequency)
    return Measure(week.number, 100 * _runs(week) / usual, frequency, text, words, first_place(week), least=True)


def _before_race(schedule: Schedule, race: int) -> Week:
    """The race week: as it is for a race at the weekend, for any other the seven days up to the race."""
    week = schedule.week(race // 7 + 1)
    if race % 7 >= SATURDAY or week is schedule.weeks[0]:
        return week
    before = schedule.week(week.number - 1)
    return replace(week, days=(*before.days[race % 7 + 1 :], *week.days[: race % 7 + 1]))


def _runs(week: Week) -> int:
    """The days of a week that hold a run."""
    return len({weekday for weekday, placed in week.placed() if placed.dose.running})


@rule("strength-twice", back=7, whole_weeks=True)
def strength_twice(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Every week of training holds enough strength sessions; race week and the week after may go without.

    Sources `llanos_lagos_2024`, `fragala_2019`, `toresdahl_2020`: good for economy, mixed for the prevention of injuries.
    """
    limit = library.limit("strength-twice", schedule.variant)
    races = {day // 7 + 1 for day, placed in schedule.placed() if placed.session.kind == "race"}
    for week in schedule.weeks:
        near_race = not races.isdisjoint({week.number, week.number - 1})
        least = 0.0 if near_race else limit
        found = add(placed.session.mode == "strength" for _, placed in week.placed())
        words = (count(found, "strength session"), least)
        yield Measure(week.number, found, least, "the week has {}. Hold {:g}.", words, first_place(week), least=True)


@rule("free-day", back=7, whole_weeks=True)
def free_day(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Every loading week has days on which nothing must be done: they hold nothing, or only what the plan calls optional.

    Convention; see the plan's `optional`.
    """
    limit = library.limit("free-day", schedule.variant)
    for week in schedule.weeks:
        if week.kind == "load":
            free = add(map(schedule.is_free, week.days))
            text = "on {} of the week there is something that must be done. Leave {:g} free, or make its sessions optional."
            yield Measure(week.number, free, limit, text, (count(7 - free, "day"), limit), first_place(week), least=True)
