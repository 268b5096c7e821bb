"""On which other days of its week a day's sessions may be done: those with which the day can change places and break no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from toolkit.library import Library
from toolkit.rules.every import RULES
from toolkit.rules.rule import Rule
from toolkit.schedule import Schedule, Week


def other_days(schedule: Schedule, library: Library) -> dict[int, tuple[int, ...]]:
    """For each day with sessions, counted from the first Monday as 0: the weekdays (Monday 0) with which it may change places.

    Days change places whole, so that no day holds more than was planned. A race stays on its day, and in the race week all does.
    Only the weeks are judged again that a rule reaches from the two days, and not by rules to which a week counts as a whole.
    """
    found: dict[int, list[int]] = {}
    asked = [(rule, _broken(rule, schedule, library)) for rule in RULES if not rule.whole_weeks]
    for week in schedule.weeks:
        monday = (week.number - 1) * 7
        found.update({monday + weekday: [] for weekday, sessions in enumerate(week.days) if sessions})
        if week.kind == "race":
            continue
        looks = [_Look.at(week, schedule, rule, broken) for rule, broken in asked]
        for one, other in _pairs(week):
            changed = swapped(week, one, other)
            if all(look.keeps(changed, library) for look in looks):
                for weekday, instead in ((one, other), (other, one)):
                    if week.days[weekday]:
                        found[monday + weekday].append(instead)
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


def _broken(rule: Rule, schedule: Schedule, library: Library) -> Counter[int]:
    """How often a rule is broken, by the number of the week."""
    return Counter(measure.week for measure in rule.measure(schedule, library) if not measure.kept)


@dataclass(frozen=True, slots=True)
class _Look:
    """A rule that is asked about changes of one week: the weeks that it judges then, and how often they broke it before."""

    rule: Rule
    judged: range
    near: Schedule
    broken: int

    @classmethod
    def at(cls, week: Week, schedule: Schedule, rule: Rule, broken: Counter[int]) -> _Look:
        """The look of a rule at one week of a schedule, of which is known how often each week breaks the rule."""
        judged = rule.reached_from(week.number, schedule)
        return cls(rule, judged, rule.near(schedule, judged), sum(broken[number] for number in judged))

    def keeps(self, changed: Week, library: Library) -> bool:
        """Whether the rule is broken no more often with another week in place of the one that has its number."""
        weeks = tuple(changed if week.number == changed.number else week for week in self.near.weeks)
        broken = _broken(self.rule, replace(self.near, weeks=weeks), library)
        return sum(broken[number] for number in self.judged) <= self.broken
