"""On which other days of its week a day's sessions may be done: those with which the day can change places and break no rule."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from toolkit.library import Library
from toolkit.rules.every import RULES
from toolkit.rules.recheck import Recheck, group_rules, prepare_recheck
from toolkit.rules.rule import Rule
from toolkit.rules.sight import Sight, seen_of_schedule
from toolkit.schedule import Schedule, Week

_DAY_RULES = [
    (alike[0].sees, group_rules(alike, lambda rule: rule.reach))
    for alike in group_rules((rule for rule in RULES if not rule.whole_weeks), lambda rule: rule.sees)
]
"""The rules that ask on which day of a week something is done, by what they see and then by their reach."""


OtherDays = Mapping[int, tuple[int, ...]]
"""By day, counted from the first Monday as 0: the weekdays of its week (Monday 0) with which it may change places."""


class Verdicts:
    """What rules have said of days that change places, for where they see the same weeks of a like runner again."""

    def __init__(self) -> None:
        self._weeks: dict[Hashable, int] = {}
        self._known: dict[Hashable, dict[tuple[int, int], bool]] = {}

    def number(self, seen: Hashable) -> int:
        """A number for what is seen of a week, the same for the same."""
        return self._weeks.setdefault(seen, len(self._weeks))

    def on(self, what: Hashable) -> dict[tuple[int, int], bool]:
        """Whether two weekdays may change places, as far as it is known of something."""
        return self._known.setdefault(what, {})


@dataclass(slots=True)
class _Judge:
    """Rules of the same sight and reach, which say whether days of a week may change places; only what is not known is judged."""

    rules: Sequence[Rule]
    schedule: Schedule
    number: int
    known: dict[tuple[int, int], bool]
    recheck: Recheck | None = None

    def allow(self, one: int, other: int, library: Library) -> bool:
        """Whether two weekdays may change places."""
        if (one, other) not in self.known:
            self.recheck = self.recheck or prepare_recheck(self.rules, self.schedule, self.number)
            changed = swapped(self.schedule.week(self.number), one, other)
            self.known[one, other] = self.recheck.find_newly_broken(changed, library) is None
        return self.known[one, other]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A schedule as rules see it that see the same."""

    place: int
    """That of these rules in `_DAY_RULES`."""
    schedule: Schedule
    weeks: Sequence[int]
    """A number for what is seen of each week."""

    def judges(self, number: int, verdicts: Verdicts) -> Iterator[_Judge]:
        """Those who say whether days of a week may change places."""
        first, runner = self.schedule.weeks[0].number, (self.schedule.variant, *dict(self.schedule.entry).values())
        for rules in _DAY_RULES[self.place][1]:
            near = rules[0].looked_at(self.schedule, rules[0].reached_from(number, self.schedule))
            weeks = tuple(self.weeks[max(near.start - first, 0) : near.stop - first])
            yield _Judge(rules, self.schedule, number, verdicts.on((self.place, rules[0].reach, runner, number, weeks)))


def other_days(schedule: Schedule, library: Library, verdicts: Verdicts | None = None) -> OtherDays:
    """For each day with sessions, counted from the first Monday as 0: the weekdays (Monday 0) with which it may change places.

    Days change places whole, so that no day holds more than was planned. A race stays on its day, and in the race week all does.
    Only the weeks are judged again that a rule reaches from the two days, not by rules to which a week counts as a whole, nor
    by those that see nothing on either day. `verdicts` of the same library are not asked for again.
    """
    verdicts = verdicts or Verdicts()
    seen = _see(schedule, library, verdicts)
    return {
        (week.number - 1) * 7 + weekday: instead
        for week in schedule.weeks
        for weekday, instead in _judge(week, seen, library, verdicts).items()
    }


def other_days_in(week: Week, schedule: Schedule, library: Library) -> OtherDays:
    """The same for one week of a schedule, by weekday."""
    verdicts = Verdicts()
    return _judge(week, _see(schedule, library, verdicts), library, verdicts)


def _see(schedule: Schedule, library: Library, verdicts: Verdicts) -> list[_Seen]:
    """A schedule as each group of rules sees it."""
    found = []
    for place, (sees, _) in enumerate(_DAY_RULES):
        seen = seen_of_schedule(schedule, sees, library)
        found.append(_Seen(place, seen, [verdicts.number(_what_is_seen(week, sees, library)) for week in seen.weeks]))
    return found


def _what_is_seen(week: Week, sees: Sight, library: Library) -> Hashable:
    days = tuple(tuple(sees(placed, library) for placed in sessions) for sessions in week.days)
    return week.number, week.kind, days


def _judge(week: Week, schedules: Sequence[_Seen], library: Library, verdicts: Verdicts) -> dict[int, tuple[int, ...]]:
    """For each weekday with sessions those with which it may change places."""
    found: dict[int, list[int]] = {weekday: [] for weekday, sessions in enumerate(week.days) if sessions}
    if week.kind != "race":
        asked = [(seen.schedule.week(week.number).days, list(seen.judges(week.number, verdicts))) for seen in schedules]
        for one, other in _pairs(week):
            if all(judge.allow(one, other, library) for days, judges in asked if days[one] or days[other] for judge in judges):
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
