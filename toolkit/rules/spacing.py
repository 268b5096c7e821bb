"""Rules on the hours and days between sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import fsum

from toolkit import notation
from toolkit.clockwork import metres
from toolkit.library import Library
from toolkit.models import MODERATE
from toolkit.problems import count
from toolkit.rounding import add
from toolkit.rules.measure import DAY_NAMES, Measure, describe_day, first_place
from toolkit.rules.rule import rule
from toolkit.rules.sight import (
    sees_all_out,
    sees_demanding,
    sees_demanding_or_fast,
    sees_efforts,
    sees_fast_or_strength,
    sees_impact,
)
from toolkit.schedule import Placed, Schedule


@rule("hours-between-hard", back=7, ahead=1, sees=sees_demanding_or_fast)
def hours_between_hard(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Hard days lie far enough apart for muscle and tendon to recover, and a moderate day keeps two days from either.

    Hours are 24 times the days between; hard sessions without impact count as well. The day before a hard day holds few strides.
    Source: limits.yaml.
    """
    limit, also = library.limit("hours-between-hard", schedule.variant), library.limits["hours-between-hard"].also
    days: dict[int, tuple[float, Placed]] = {}
    for day, placed in schedule.placed():
        if placed.dose.hard:
            days[day] = (days[day][0] if day in days else 0.0) + placed.dose.hard, placed
    hard = {day: found for day, found in days.items() if found[0] >= 1}
    yield from _hours_between({day: placed for day, (_, placed) in days.items()}, also["moderate"], "are both hard or moderate")
    yield from _hours_between({day: placed for day, (_, placed) in hard.items()}, limit, "are both hard")
    for day, placed in schedule.placed():
        before_hard = day + 1 in hard and hard[day + 1][1].session.kind != "race"
        if before_hard and (strides := placed.workout.strides):
            text = "{} on {} has {} strides the day before a hard day. Make it {:g} at most."
            said = (placed.session.title, DAY_NAMES[day % 7], strides, also["strides"])
            yield Measure(day // 7 + 1, strides, also["strides"], text, said, placed.place)


def _hours_between(days: Mapping[int, Placed], least: float, what: str) -> Iterator[Measure]:
    """The hours between one day and the next, each with its last demanding session, against the fewest."""
    for (one, _), (other, placed) in pairwise(days.items()):
        hours = 24.0 * (other - one)
        earlier = "" if one // 7 == other // 7 else " of the week before"
        said = (DAY_NAMES[one % 7], earlier, DAY_NAMES[other % 7], what, hours, least)
        text = "{}{} and {} {}, {:g} hours apart. Leave {:g}."
        yield Measure(other // 7 + 1, hours, least, text, said, placed.place, least=True)


@rule("hard-units", back=6, sees=sees_demanding)
def hard_units(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """In any seven days the hard units add up to little enough: 1 for a hard session, 0.5 for a moderate one.

    Zero-impact sessions count in full, races and trials as 1. Weak evidence; the numbers are convention.
    """
    limit = library.limit("hard-units", schedule.variant)
    days = [(day, placed) for day, placed in schedule.placed() if placed.dose.hard]
    for last, placed in days:
        if last < schedule.since:
            continue
        units = fsum(one.dose.hard for day, one in days if last - 7 < day <= last)
        text = "the seven days up to {} hold {:g} hard units. Make it {:g} at most."
        yield Measure(last // 7 + 1, units, limit, text, (DAY_NAMES[last % 7], units, limit), placed.place)


@rule("zero-impact-days", back=7, sees=sees_impact)
def zero_impact_days(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """In any seven days enough have no running and no jumping (source `mckean_2006`; weak).

    A day without impact has only sessions of impact 1 at the most, and none of running or jumping.
    """
    limit = library.limit("zero-impact-days", schedule.variant)
    most = library.limits["zero-impact-days"].also["impact"]
    loaded = {day for day, placed in schedule.placed() if placed.session.mode in ("run", "plyometric") or placed.dose.impact > most}
    text = "the seven days up to {} hold {} without impact. Leave {:g}."
    start = (schedule.weeks[0].number - 1) * 7
    resting = [day not in loaded for day in range(start - 6, start + 7 * len(schedule.weeks))]
    for week in schedule.weeks:
        monday, place = (week.number - 1) * 7, first_place(week)
        for last in range(max(monday, 6, schedule.since), monday + 7):
            free = add(resting[last - start : last - start + 7])
            yield Measure(week.number, free, limit, text, (DAY_NAMES[last % 7], free, limit), place, least=True)


@rule("strength-before-hard", ahead=7, sees=sees_fast_or_strength)
def strength_before_hard(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Heavy legs lie long enough before the next hard run; on the day of a hard run they come after it. Convention."""
    limit = library.limit("strength-before-hard", schedule.variant)
    runs = [day for day, placed in schedule.placed() if placed.dose.hard >= 1 and placed.session.mode == "run"]
    for day, placed in schedule.placed():
        if placed.session.mode != "strength":
            continue
        after = next((run for run in runs if run > day), None)
        if after is not None and after - day <= 7:
            hours = 24.0 * (after - day)
            text = "{} on {} is {:g} hours before hard running. Leave {:g}."
            said: tuple[object, ...] = (placed.session.title, DAY_NAMES[day % 7], hours, limit)
            yield Measure(day // 7 + 1, hours, limit, text, said, placed.place, least=True)
        if day in runs:
            week = schedule.week(day // 7 + 1)
            order = [one.session.mode for one in week.days[day % 7] if one.dose.hard >= 1 or one.session.mode == "strength"]
            first = float(order[0] != "strength")
            text, said = "{} comes before the hard run on {}. List it after the run.", (placed.session.title, DAY_NAMES[day % 7])
            yield Measure(day // 7 + 1, first, 1.0, text, said, placed.place, least=True)


@rule("hamstring-before-fast", ahead=7, sees=sees_fast_or_strength)
def hamstring_before_fast(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Heavy work for the hamstrings leaves whole days before the next fast run, strides included; on such a day it comes after it.

    Lowering a weight slowly leaves hamstrings sore for some days, and fast running stretches them most. Convention.
    """
    limit = library.limit("hamstring-before-fast", schedule.variant)
    heavy = library.limits["hamstring-before-fast"].also["weight"]
    course = list(schedule.placed())
    for number, (day, placed) in enumerate(course):
        if not placed.session.strengthens("hamstring", heavy):
            continue
        run = next((other for other, later in course[number + 1 :] if later.dose.fast), None)
        if run is None or run - day > 7:
            continue
        free = max(0, run - day - 1)
        text = "{} on {} leaves {} before fast running. Leave {:g}."
        if run == day:
            text = "{} comes before the fast run on {}. List it after the run."
        said = (placed.session.title, DAY_NAMES[day % 7], count(free, "day"), limit)
        yield Measure(day // 7 + 1, free, limit, text, said, placed.place, least=True)
    yield from _moderate_beside_heavy(schedule, library)


def _moderate_beside_heavy(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The moderate days of loading weeks that hold heavy work for the hamstrings."""
    also = library.limits["hamstring-before-fast"].also
    for week in schedule.weeks:
        heavy = [placed for _, placed in week.placed() if placed.session.strengthens("hamstring", also["weight"])]
        if heavy and week.kind == "load":
            moderate = len({day for day, placed in week.placed() if placed.dose.hard == MODERATE and placed.dose.running})
            text = "{} is in a week with {}. Keep {:g} at most beside heavy work for the hamstrings."
            said = (heavy[0].session.title, count(moderate, "moderate day"), also["moderate"])
            yield Measure(week.number, moderate, also["moderate"], text, said, heavy[0].place)


@rule("calf-before-fast", ahead=1, sees=sees_fast_or_strength)
def calf_before_fast(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The day after heavy work for the calves holds no strides, and no moderate or hard running. Convention."""
    limit = library.limit("calf-before-fast", schedule.variant)
    heavy = library.limits["calf-before-fast"].also["weight"]
    quick = {day for day, placed in schedule.placed() if placed.dose.running and (placed.dose.fast or placed.dose.hard)}
    for day, placed in schedule.placed():
        if placed.session.strengthens("calf-achilles", heavy):
            free = 0.0 if day + 1 in quick else limit
            text = "{} on {} is heavy for the calves, and the day after holds fast, moderate or hard running. Keep that day easy."
            yield Measure(day // 7 + 1, free, limit, text, (placed.session.title, DAY_NAMES[day % 7]), placed.place, least=True)


@rule("last-hard-before-race", back=7, sees=sees_demanding)
def last_hard_before_race(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The last hard session lies long enough before the race. Convention (`herbert_2015` for the direction)."""
    limit = library.limit("last-hard-before-race", schedule.variant)
    hard = [(day, placed) for day, placed in schedule.placed() if placed.dose.hard >= 1]
    for (one, _), (race, placed) in pairwise(hard):
        if placed.session.kind == "race":
            hours = 24.0 * (race - one)
            said = (describe_day(one, race // 7 + 1), hours, limit)
            yield Measure(
                race // 7 + 1, hours, limit, "{} is hard, {:g} hours before the race. Leave {:g}.", said, placed.place, least=True
            )


@rule("hard-after-race", back=21, sees=sees_demanding)
def hard_after_race(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Enough days pass after a race before the next hard session, more after a longer one.

    Convention (`easthope_2010` for the direction).
    """
    hard = [(day, placed) for day, placed in schedule.placed() if placed.dose.hard >= 1]
    for (race, raced), (next_day, placed) in pairwise(hard):
        if raced.session.kind == "race":
            limit = library.limit("hard-after-race", schedule.variant, metres(raced.workout.main_steps))
            days = next_day - race
            text, said = "{} is hard, {} days after the race. Leave {:g}.", (DAY_NAMES[next_day % 7], days, limit)
            yield Measure(next_day // 7 + 1, days, limit, text, said, placed.place, least=True)


@rule("trial-gap", back=56, sees=sees_all_out)
def trial_gap(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Between two races or all-out trials lie enough weeks. Convention."""
    limit = library.limit("trial-gap", schedule.variant)
    trials = [(day, placed) for day, placed in schedule.placed() if placed.all_out]
    for (one, _), (other, placed) in pairwise(trials):
        weeks = (other - one) / 7
        text, said = "{} comes {:1} weeks after the last race or trial. Leave {:g}.", (placed.session.title, weeks, limit)
        yield Measure(other // 7 + 1, weeks, limit, text, said, placed.place, least=True)


@rule("exposure-before-all-out", back=None, sees=sees_efforts)
def exposure_before_all_out(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Before the first race or trial enough sessions have held its effort, or a quicker one; strides do not count.

    Before a trial they are hard sessions at 5 km effort or quicker. Convention.
    """
    limit = library.limit("exposure-before-all-out", schedule.variant)
    all_out = ((day, placed) for day, placed in schedule.placed() if placed.all_out and placed.dose.running)
    first = next(((day, placed) for day, placed in all_out if _efforts(placed)), None)
    if first is None:
        return
    day, placed = first
    least = 0.0 if placed.session.kind == "race" else 1.0
    quick = _as_quick(placed)
    prepared = len(
        {one for one, other in schedule.placed() if one < day and other.dose.hard >= least and quick & other.dose.efforts.keys()}
    )
    text = "{} comes after {} at its effort or quicker. Leave {:g} before it."
    said = (placed.session.title, count(prepared, "session" if not least else "hard session"), limit)
    yield Measure(day // 7 + 1, prepared, limit, text, said, placed.place, least=True)


def _as_quick(placed: Placed) -> frozenset[str]:
    """The effort of a race and those that are quicker; for a trial from 5 km effort on, or from its own where that is gentler."""
    first = max(map(notation.EFFORTS.index, _efforts(placed)))
    if placed.session.kind != "race":
        first = min(first, notation.EFFORTS.index("5k"))
    return notation.quicker(first)


def _efforts(placed: Placed) -> list[str]:
    """The efforts of the main part of a session; none where it only floats or walks."""
    return [step.effort for step in notation.unfold(placed.workout.main_steps) if step.effort]
