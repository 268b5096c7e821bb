"""Whether rules are broken more often when one week of a schedule changes; only the weeks that they reach are judged again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.library import Library
from toolkit.rules.rule import Rule
from toolkit.schedule import Schedule, Week


def group_rules(rules: Iterable[Rule], key: Callable[[Rule], Hashable]) -> tuple[tuple[Rule, ...], ...]:
    """Rules, those together that are alike in something, in the order in which they come."""
    groups: dict[Hashable, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(key(rule), []).append(rule)
    return tuple(map(tuple, groups.values()))


@dataclass(frozen=True)
class Recheck:
    """What rules of the same reach judge when a day of one week changes.

    How often a rule was broken before is counted when something breaks it, once; most changes break nothing.
    """

    near: Schedule
    judged: range
    rules: Sequence[Rule]
    _before: dict[str, int] = field(default_factory=dict)

    def find_newly_broken(self, changed: Week, library: Library) -> Rule | None:
        """The first rule that is broken more often with another week in place of the one that has its number; None without one."""
        schedule = self.near.with_week(changed)
        for rule in self.rules:
            broken = _count(rule, schedule, library, self.judged)
            if broken and broken > self._count_before(rule, library):
                return rule
        return None

    def _count_before(self, rule: Rule, library: Library) -> int:
        if rule.id not in self._before:
            self._before[rule.id] = _count(rule, self.near, library, self.judged)
        return self._before[rule.id]


def prepare_recheck(alike: Sequence[Rule], schedule: Schedule, number: int) -> Recheck:
    """Rules of the same reach, with the weeks that they reach from week `number` and all that they look at for these."""
    judged = alike[0].reached_from(number, schedule)
    return Recheck(alike[0].near(schedule, judged), judged, alike)


def _count(rule: Rule, schedule: Schedule, library: Library, weeks: range) -> int:
    """How often some weeks of a schedule break a rule."""
    return len([None for measure in rule.measure(schedule, library) if not measure.kept and measure.week in weeks])
