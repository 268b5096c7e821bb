"""On which other days of its week a day's sessions may be done: those with which the day can change places and break no rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from toolkit.library import Library
from toolkit.rules import progress, spacing, weeks
from toolkit.rules.measure import Measure, Rule
from toolkit.schedule import Schedule, Week

NEAR: tuple[Rule, ...] = (
    spacing.hours_between_hard,
    spacing.strength_before_hard,
    spacing.hamstring_before_fast,
    spacing.hard_units,
    spacing.zero_impact_days,
    spacing.last_hard_before_race,
    spacing.hard_after_race,
)
"""The rules that look at days no more than REACH weeks apart."""
REACH = 2
FAR: tuple[Rule, ...] = (
    progress.fast_volume_spike,
    progress.single_run_spike,
    spacing.trial_gap,
    weeks.taper_days,
    weeks.taper_cut,
)
"""The rules that look at days further apart. Every other rule judges a week or a session, whatever its day."""


def other_days(schedule: Schedule, library: Library) -> dict[int, tuple[int, ...]]:
    """For each day with sessions, counted from the first Monday as 0: the weekdays (Monday 0) with which it may change places.

    Days change places whole, so that no day holds more than was planned. A race stays on its day, and in the race week all does.
    """
    found: dict[int, list[int]] = {}
    for number, week in enumerate(schedule.weeks):
        found.update({number * 7 + weekday: [] for weekday, sessions in enumerate(week.days) if sessions})
        if week.kind == "race":
            continue
        near = _around(schedule, number)
        looks = [*((rule, near, min(number, REACH)) for rule in NEAR), *((rule, schedule, number) for rule in FAR)]
        for one, other in _pairs(week):
            changed = swapped(week, one, other)
            if all(_keeps(rule, library, within, at, changed) for rule, within, at in looks):
                for weekday, instead in ((one, other), (other, one)):
                    if week.days[weekday]:
                        found[number * 7 + weekday].append(instead)
    return {day: tuple(sorted(instead)) for day, instead in found.items()}


def swapped(week: Week, one: int, other: int) -> Week:
    """A week in which two days have changed places."""
    days = list(week.days)
    days[one], days[other] = days[other], days[one]
    return replace(week, days=tuple(days))


def _pairs(week: Week) -> Iterator[tuple[int, int]]:
    """Two weekdays at a time of which one at least has sessions, and neither a race."""
    free = [weekday for weekday, placed in enumerate(week.days) if all(one.session.kind != "race" for one in placed)]
    yield from ((one, other) for one, other in combinations(free, 2) if week.days[one] or week.days[other])


def _around(schedule: Schedule, number: int) -> Schedule:
    """The weeks around the one with this index, as a schedule of their own."""
    near = schedule.weeks[max(number - REACH, 0) : number + REACH + 1]
    return replace(schedule, weeks=tuple(replace(week, number=place) for place, week in enumerate(near, start=1)))


def _keeps(rule: Rule, library: Library, schedule: Schedule, at: int, week: Week) -> bool:
    """Whether a rule is broken no more often with another week in place of the one that has this index."""
    weeks = list(schedule.weeks)
    weeks[at] = replace(week, number=weeks[at].number)
    broken = _broken(rule(replace(schedule, weeks=tuple(weeks)), library))
    return not broken or broken <= _broken(rule(schedule, library))


def _broken(measures: Iterator[Measure]) -> int:
    return sum(not measure.kept for measure in measures)
