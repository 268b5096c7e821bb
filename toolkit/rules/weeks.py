"""Rules on whole weeks: resets, taper and strength."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

from toolkit.figures import add, fixed
from toolkit.library import Library
from toolkit.load import metres
from toolkit.rules.measure import DAYS, Measure, first_place
from toolkit.schedule import SATURDAY, Schedule, Week


def reset_weeks(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A reset week, a taper or the race week comes often enough.

    The number counts the reset week itself. Source: limits.yaml; convention.
    """
    limit = library.limit("reset-weeks", schedule.variant)
    loads = 0
    for week in schedule.weeks:
        loads = loads + 1 if week.kind == "load" else 0
        message = f"{loads} loading weeks in a row, and no reset week. One in every {limit:g} must be a reset week."
        yield Measure(week.number, loads + 1 if loads else 0, limit, message, first_place(week))


def reset_cut(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A reset week is lighter, though not empty: minutes within a range, fast minutes well down, no run too short to matter.

    Running is compared with the mean of the loading weeks since the last reset; fast minutes, a trial's excepted, with the last
    loading week. Source: limits.yaml; convention.
    """
    least, most = library.limit_range("reset-cut", schedule.variant)
    also = library.limits["reset-cut"].also
    since: list[Week] = []
    for week in schedule.weeks:
        if week.kind == "load":
            since.append(week)
        if week.kind != "reset" or not any(load.running for load in since):
            continue  # a plan without running has nothing to cut
        mean = fmean(load.running for load in since)
        cut = 100 * (1 - week.running / mean)
        said = f"the reset week has {fixed(week.running)} minutes of running, {fixed(cut)} % less than the loading weeks before it."
        low, high = mean * (1 - most / 100), mean * (1 - least / 100)
        advice = f"Make it {fixed(low)} to {fixed(high)} minutes ({least:g} to {most:g} % less)."
        yield Measure(week.number, cut, least, f"{said} {advice}", first_place(week), least=True)
        yield Measure(week.number, cut, most, f"{said} {advice}", first_place(week))
        fast = add(placed.dose.fast_seconds for _, placed in week.placed() if not placed.all_out) / 60
        last = since[-1].fast
        allowed = max(last * (1 - also["fast_cut"] / 100), min(also["fast_most"], last))
        message = (
            f"the reset week has {fixed(fast, 1)} fast minutes after {fixed(last, 1)} in the last loading week. "
            f"Make it {fixed(allowed, 1)} at most."
        )
        yield Measure(week.number, fast, allowed, message, first_place(week))
        for weekday, sessions in enumerate(week.days):
            runs = [placed for placed in sessions if placed.dose.running]
            if runs:
                minutes, shortest = add(placed.dose.running_seconds for placed in runs) / 60, also["shortest_run"]
                message = f"the run on {DAYS[weekday]} has {fixed(minutes)} minutes. Make it {shortest:g}, or leave it out."
                yield Measure(week.number, minutes, shortest, message, runs[0].place, least=True)
        since = []


def taper_days(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Enough days before the race are lighter, more before a longer one (sources `bosquet_2007`, `wang_2023_taper`).

    They are counted from the last hard or moderate day of a loading week.
    """
    race = schedule.race_day
    if race is None:
        return
    raced = next(placed for day, placed in schedule.placed() if day == race and placed.session.kind == "race")
    limit = library.limit("taper-days", schedule.variant, metres(raced.workout.main))
    heavy = [
        day for day, placed in schedule.placed() if day < race and schedule.weeks[day // 7].kind == "load" and placed.dose.hard
    ]
    if heavy:
        week, days = race // 7 + 1, race - heavy[-1]
        message = f"the last hard or moderate day of full training is {days} days before the race. Leave {limit:g}."
        yield Measure(week, days, limit, message, first_place(schedule.weeks[week - 1]), least=True)


def taper_cut(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The race week has much less running than the three loading weeks before it, on nearly as many days.

    The race itself does not count as minutes, but as a run. Sources `bosquet_2007`, `wang_2023_taper`; strong for the pattern.
    """
    least, most = library.limit_range("taper-cut", schedule.variant)
    frequency = library.limits["taper-cut"].also["frequency"]
    race = schedule.race_day
    if race is None:
        return
    week = _before_race(schedule, race)
    loads = [before for before in schedule.weeks[: race // 7] if before.kind == "load"][-3:]
    if not loads:
        return
    mean = fmean(load.running for load in loads)
    cut = 100 * (1 - week.running / mean) if mean else 0.0
    low, high = mean * (1 - most / 100), mean * (1 - least / 100)
    message = (
        f"the race week has {fixed(week.running)} minutes of running besides the race, {fixed(cut)} % less than the loading weeks "
        f"before it. Make it {fixed(low)} to {fixed(high)} ({least:g} to {most:g} % less)."
    )
    yield Measure(week.number, cut, least, message, first_place(week), least=True)
    yield Measure(week.number, cut, most, message, first_place(week))
    usual = fmean(_runs(load) for load in loads)
    share = 100 * _runs(week) / usual if usual else 100.0
    message = f"the race week has {_runs(week)} runs where {fixed(usual, 1)} are usual. Keep {frequency:g} %."
    yield Measure(week.number, share, frequency, message, first_place(week), least=True)


def _before_race(schedule: Schedule, race: int) -> Week:
    """The race week: as it stands for a race at the weekend, for any other the seven days up to the race."""
    week = schedule.weeks[race // 7]
    if race % 7 >= SATURDAY or race < 7:
        return week
    before = schedule.weeks[race // 7 - 1]
    return replace(week, days=(*before.days[race % 7 + 1 :], *week.days[: race % 7 + 1]))


def _runs(week: Week) -> int:
    """The days of a week that hold a run."""
    return len({weekday for weekday, placed in week.placed() if placed.dose.running})


def strength_twice(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Every week of training holds enough strength sessions; race week and the week after may go without.

    Sources `llanos_lagos_2024`, `fragala_2019`, `toresdahl_2020`: good for economy, mixed for the prevention of injuries.
    """
    limit = library.limit("strength-twice", schedule.variant)
    races = {day // 7 + 1 for day, placed in schedule.placed() if placed.session.kind == "race"}
    for week in schedule.weeks:
        near_race = not races.isdisjoint({week.number, week.number - 1})
        least = 0.0 if near_race else limit
        found = sum(placed.session.mode == "strength" for _, placed in week.placed())
        message = f"the week has {found} strength sessions. Hold {least:g}."
        yield Measure(week.number, found, least, message, first_place(week), least=True)
