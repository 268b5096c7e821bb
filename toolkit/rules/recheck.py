"""Whether rules are broken more often when one week of a schedule changes; only the weeks that they reach are judged again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from toolkit.library import Library
from toolkit.rules.rule import Rule
from toolkit.schedule import Schedule, Week


def group_rules(rules: Iterable[Rule], key: Callable[[Rule], Hashable]) -> tuple[tuple[Rule, ...], ...]:
    """Rules, those together that are alike in something, in the order in which they come."""
    groups: dict[Hashable, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(key(rule), []).append(rule)
    return tuple(map(tuple, groups.values()))


@dataclass(frozen=True, slots=True)
class Recheck:
    """What rules of the same reach judge when a day of one week changes, and how often each was broken there before."""

    near: Schedule
    judged: range
    broken: tuple[tuple[Rule, int], ...]

    def find_newly_broken(self, changed: Week, library: Library) -> Rule | None:
        """The first rule that is broken more often with another week in place of the one that has its number; None without one."""
        schedule = self.near.with_week(changed)
        return next((rule for rule, before in self.broken if _count(rule, schedule, library, self.judged) > before), None)


def prepare_recheck(alike: Sequence[Rule], schedule: Schedule, library: Library, number: int) -> Recheck:
    """Rules of the same reach, with how often each is broken in the weeks that it reaches from week `number`."""
    judged = alike[0].reached_from(number, schedule)
    near = alike[0].near(schedule, judged)
    return Recheck(near, judged, tuple((rule, _count(rule, near, library, judged)) for rule in alike))


def _count(rule: Rule, schedule: Schedule, library: Library, weeks: range) -> int:
    """How often some weeks of a schedule break a rule."""
    return len([None for measure in rule.measure(schedule, library) if not measure.kept and measure.week in weeks])
