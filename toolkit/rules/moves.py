"""On which other days of its week a day's sessions may be done: those with which the day can change places and break no rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

from toolkit.library import Library
from toolkit.rules.every import RULES
from toolkit.rules.recheck import Recheck, group_rules, prepare_recheck
from toolkit.rules.sight import seen_of_schedule, seen_of_week
from toolkit.schedule import Schedule, Week

_DAY_RULES = [
    (alike[0].sees, group_rules(alike, lambda rule: rule.reach))
    for alike in group_rules((rule for rule in RULES if not rule.whole_weeks), lambda rule: rule.sees)
]
"""The rules that ask on which day of a week something is done, by what they see and then by their reach."""


OtherDays = Mapping[int, tuple[int, ...]]
"""By day, counted from the first Monday as 0: the weekdays of its week (Monday 0) with which it may change places."""


@dataclass(frozen=True, slots=True)
class KnownMoves:
    """The other days of a schedule some of whose weeks are those of another schedule too, of as many weeks."""

    days: OtherDays
    changed: Set[int]
    """The numbers of the weeks that the two have not in common."""

    def allow(self, day: int, other: int) -> bool:
        """Whether two days may change places in the first schedule."""
        return other % 7 in self.days.get(day, ()) or day % 7 in self.days.get(other, ())


@dataclass(frozen=True, slots=True)
class _Seen:
    """A week as rules see it that see the same, and what they judge when two of its days change places."""

    week: Week
    rechecks: Sequence[Recheck]

    def looks_at(self, weeks: Set[int]) -> bool:
        """Whether rules look at one of some weeks when a day of this one changes."""
        return any(_looks_at(one, weeks) for one in self.rechecks)

    def allows(self, one: int, other: int, library: Library, weeks: Set[int] | None = None) -> bool:
        """Whether two days may change places, as all rules see it, or those that look at one of some weeks.

        They may where neither holds anything that the rules see.
        """
        if not (self.week.days[one] or self.week.days[other]):
            return True
        changed = swapped(self.week, one, other)
        asked = (recheck for recheck in self.rechecks if weeks is None or _looks_at(recheck, weeks))
        return all(recheck.find_newly_broken(changed, library) is None for recheck in asked)


def _looks_at(recheck: Recheck, weeks: Set[int]) -> bool:
    return any(week.number in weeks for week in recheck.near.weeks)


def other_days(schedule: Schedule, library: Library, known: KnownMoves | None = None) -> OtherDays:
    """For each day with sessions, counted from the first Monday as 0: the weekdays (Monday 0) with which it may change places.

    Days change places whole, so that no day holds more than was planned. A race stays on its day, and in the race week all does.
    Only the weeks are judged again that a rule reaches from the two days, not by rules to which a week counts as a whole, nor
    by those that see nothing on either day; of weeks that are known, only by rules that look at one that has changed.
    """
    seen = _see(schedule, library)
    return {
        (week.number - 1) * 7 + weekday: instead
        for week in schedule.weeks
        for weekday, instead in _judge(week, seen, library, known).items()
    }


def other_days_in(week: Week, schedule: Schedule, library: Library) -> OtherDays:
    """The same for one week of a schedule, by weekday."""
    return _judge(week, _see(schedule, library), library)


def _see(schedule: Schedule, library: Library) -> list[Schedule]:
    """A schedule as each group of rules sees it."""
    return [seen_of_schedule(schedule, sees, library) for sees, _ in _DAY_RULES]


def _judge(
    week: Week, schedules: Sequence[Schedule], library: Library, known: KnownMoves | None = None
) -> dict[int, tuple[int, ...]]:
    """For each weekday with sessions those with which it may change places."""
    found: dict[int, list[int]] = {weekday: [] for weekday, sessions in enumerate(week.days) if sessions}
    if week.kind != "race":
        seen, monday = list(_prepare(week, schedules, library)), (week.number - 1) * 7
        shared = known if known and week.number not in known.changed else None
        if shared and not any(by_rules.looks_at(shared.changed) for by_rules in seen):
            return {weekday: shared.days[monday + weekday] for weekday in found}
        for one, other in _pairs(week):
            weeks = shared.changed if shared and shared.allow(monday + one, monday + other) else None
            if all(by_rules.allows(one, other, library, weeks) for by_rules in seen):
                for weekday, instead in ((one, other), (other, one)):
                    if week.days[weekday]:
                        found[weekday].append(instead)
    return {weekday: tuple(sorted(instead)) for weekday, instead in found.items()}


def _prepare(week: Week, schedules: Sequence[Schedule], library: Library) -> Iterator[_Seen]:
    """A week as each group of rules sees it that sees any of it."""
    for (sees, groups), schedule in zip(_DAY_RULES, schedules, strict=True):
        seen = seen_of_week(week, sees, library)
        if any(seen.days):
            yield _Seen(seen, [prepare_recheck(alike, schedule, week.number) for alike in groups])


def swapped(week: Week, one: int, other: int) -> Week:
    """A week in which two days have changed places."""
    days = list(week.days)
    days[one], days[other] = days[other], days[one]
    return replace(week, days=tuple(days))


def _pairs(week: Week) -> Iterator[tuple[int, int]]:
    """Two weekdays at a time of which one at least has sessions, and neither a race."""
    free = [weekday for weekday, placed in enumerate(week.days) if all(one.session.kind != "race" for one in placed)]
    yield from ((one, other) for one, other in combinations(free, 2) if week.days[one] or week.days[other])
