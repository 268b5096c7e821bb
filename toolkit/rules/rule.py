"""A rule: its id, how many days it reaches, what it sees of them, and the function that measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from toolkit.library import Library
from toolkit.rules.measure import Measure
from toolkit.rules.sight import Sight, sees_all
from toolkit.schedule import Schedule

MeasureRule = Callable[[Schedule, Library], Iterator[Measure]]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of joint care, how far it looks, and at what.

    Its verdict on a week depends on the days of that week, on the `back` days before its Monday and on the `ahead` days after its
    Sunday, and on no other. Without a number of days it looks at the whole plan, from its first day on. On these days it depends on
    what it sees of each session: without those that it does not see, and with others that it sees alike, its measures are the same.
    """

    id: str
    """Its name in limits.yaml and in a plan's `accepts`."""
    measure: MeasureRule
    """Measures a schedule, and yields a Measure for each place that it looked at."""
    back: int | None = 0
    ahead: int = 0
    whole_weeks: bool = False
    """Whether a week counts as a whole, so that its days may change places and the verdict stays."""
    sees: Sight = sees_all
    """What of each session has a part in its verdict."""

    @property
    def why(self) -> str:
        """Why the rule is there."""
        return self.measure.__doc__ or ""

    @property
    def reach(self) -> tuple[int | None, int]:
        """The weeks that it looks back at and ahead."""
        return self.weeks_back, self.weeks_ahead

    @property
    def weeks_back(self) -> int | None:
        """The weeks before a week that hold the days it looks back at; None for all."""
        return None if self.back is None else -(-self.back // _WEEK)

    @property
    def weeks_ahead(self) -> int:
        """The weeks after a week that hold the days it looks ahead at."""
        return -(-self.ahead // _WEEK)

    def reached_from(self, number: int, schedule: Schedule) -> range:
        """The numbers of the weeks whose verdict can change with a day of one week."""
        last = schedule.weeks[-1].number if self.weeks_back is None else number + self.weeks_back
        return range(number - self.weeks_ahead, last + 1)

    def looked_at(self, schedule: Schedule, weeks: range) -> range:
        """The numbers of the weeks on whose days the verdicts on some weeks depend; there need not be all of them."""
        first = schedule.weeks[0].number if self.weeks_back is None else weeks.start - self.weeks_back
        return range(first, weeks.stop + self.weeks_ahead)

    def near(self, schedule: Schedule, weeks: range) -> Schedule:
        """The part of a schedule, with its numbers, that holds all days on which the verdicts on some weeks depend."""
        seen = self.looked_at(schedule, weeks)
        return replace(
            schedule, weeks=tuple(week for week in schedule.weeks if week.number in seen), since=(weeks.start - 1) * _WEEK
        )


def rule(
    name: str, *, back: int | None = 0, ahead: int = 0, whole_weeks: bool = False, sees: Sight = sees_all
) -> Callable[[MeasureRule], Rule]:
    """Make a rule of a function that measures.

    `back` and `ahead` are the days it reaches, and `sees` says which sessions have a part in its verdict, as `Rule` says.
    """
    return lambda measure: Rule(name, measure, back, ahead, whole_weeks, sees)
