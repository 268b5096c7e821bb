"""Rules on how early anything may begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.library import Library
from toolkit.problems import count
from toolkit.rules.measure import Measure
from toolkit.rules.rule import rule
from toolkit.schedule import Placed, Schedule


@rule("weeks-before-strides", back=None, whole_weeks=True)
def weeks_before_strides(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Strides, and anything else that is fast, begin after enough weeks of easy running. Convention."""
    yield from _begins(schedule, library, "weeks-before-strides", lambda placed: placed.dose.fast > 0, "fast running")


@rule("weeks-before-hard", back=None, whole_weeks=True)
def weeks_before_hard(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Hard sessions begin after enough weeks of the plan. Convention (`runclever_2018` prepared its runners for eight weeks)."""
    yield from _begins(schedule, library, "weeks-before-hard", lambda placed: placed.dose.hard >= 1, "hard running")


@rule("weeks-before-repetitions", back=None, whole_weeks=True)
def weeks_before_repetitions(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Repetitions at mile effort and sprints begin after enough weeks of the plan. Convention."""
    yield from _begins(
        schedule,
        library,
        "weeks-before-repetitions",
        lambda placed: bool({"mile", "sprint"} & placed.dose.efforts.keys()),
        "running at mile effort or quicker",
    )


def _begins(schedule: Schedule, library: Library, rule: str, counts: Callable[[Placed], bool], what: str) -> Iterator[Measure]:
    """The first session that counts, against the weeks that must lie before it."""
    limit = library.limit(rule, schedule.variant)
    if schedule.variant.trained:  # what the last 30 days held counts as weeks of the plan
        limit = max(0.0, limit - library.limits[rule].also.get("trained", limit))
    for day, placed in schedule.placed():
        if counts(placed):
            text = "{} is {} after {} of the plan. Leave {:g} weeks before it."
            words = (placed.session.title, what, count(day // 7, "week"), limit)
            yield Measure(day // 7 + 1, day // 7, limit, text, words, placed.place, least=True)
            return
