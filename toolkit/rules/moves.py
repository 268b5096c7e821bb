"""On which other days of its week a day's sessions may be done: those with which the day can change places and break no rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from toolkit.library import Library
from toolkit.rules.every import RULES
from toolkit.rules.recheck import group_by_reach, prepare_recheck
from toolkit.schedule import Schedule, Week

_DAY_RULES = group_by_reach(rule for rule in RULES if not rule.whole_weeks)
"""The rules that ask on which day of a week something is done, those of the same reach together."""


def other_days(schedule: Schedule, library: Library, first_week: int = 1) -> dict[int, tuple[int, ...]]:
    """For each day with sessions, counted from the first Monday as 0: the weekdays (Monday 0) with which it may change places.

    With `first_week`, only for the days from that week on. Days change places whole, so that no day holds more than was planned.
    A race stays on its day, and in the race week all does.
    Only the weeks are judged again that a rule reaches from the two days, and not by rules to which a week counts as a whole.
    """
    return {
        (week.number - 1) * 7 + weekday: instead
        for week in schedule.weeks
        if week.number >= first_week
        for weekday, instead in other_days_in(week, schedule, library).items()
    }


def other_days_in(week: Week, schedule: Schedule, library: Library) -> dict[int, tuple[int, ...]]:
    """The same for one week of a schedule, by weekday."""
    found: dict[int, list[int]] = {weekday: [] for weekday, sessions in enumerate(week.days) if sessions}
    if week.kind != "race":
        rechecks = [prepare_recheck(alike, schedule, library, week.number) for alike in _DAY_RULES]
        for one, other in _pairs(week):
            changed = swapped(week, one, other)
            if all(recheck.find_newly_broken(changed, library) is None for recheck in rechecks):
                for weekday, instead in ((one, other), (other, one)):
                    if week.days[weekday]:
                        found[weekday].append(instead)
    return {weekday: tuple(sorted(instead)) for weekday, instead in found.items()}


def swapped(week: Week, one: int, other: int) -> Week:
    """A week in which two days have changed places."""
    days = list(week.days)
    days[one], days[other] = days[other], days[one]
    return replace(week, days=tuple(days))


def _pairs(week: Week) -> Iterator[tuple[int, int]]:
    """Two weekdays at a time of which one at least has sessions, and neither a race."""
    free = [weekday for weekday, placed in enumerate(week.days) if all(one.session.kind != "race" for one in placed)]
    yield from ((one, other) for one, other in combinations(free, 2) if week.days[one] or week.days[other])
