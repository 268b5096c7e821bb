"""Seasons: whether what one plan leaves behind is what the next one expects, judged like weeks of one plan.

`toolkit check` looks at the fewest weeks of the parts that repeat, where joins are tightest; the tests look at all numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.figures import fixed
from toolkit.library import Library
from toolkit.models import Season, Variant
from toolkit.problems import Problem
from toolkit.rules import progress, spacing, weeks
from toolkit.rules.measure import Measure, Rule, name_of
from toolkit.schedule import Schedule, chained, fewest, laid_out, variants_of

LOOK_BACK = 10
"""Weeks before a join that the rules see, more than any of them looks back."""
LOOK_AHEAD = 5
"""Weeks of the later plan in which a rule can still see the earlier one."""

RULES: tuple[Rule, ...] = (
    spacing.hours_between_hard,
    spacing.hard_units,
    spacing.zero_impact_days,
    spacing.strength_before_hard,
    spacing.hard_after_race,
    spacing.trial_gap,
    progress.single_run_spike,
    progress.fast_volume_spike,
    weeks.reset_weeks,
)
"""The rules that look from one week back at others; every part keeps them and all others by itself."""


def joins(library: Library) -> Iterator[Problem]:
    """Every season that cannot be followed as it is written."""
    for season in library.seasons.values():
        document = library.documents[library.path(season)]
        found = list(_misfits(season, library))
        for place, message in found:
            yield document.problem(("parts", *place), message)
        if found:
            continue
        for variant in variants_of(season, library):
            for number, message in misjoins(season, library, variant, fewest(season)):
                yield document.problem(("parts", number, "plan"), f"{', '.join(variant)}: {message}")


def misjoins(season: Season, library: Library, variant: Variant, weeks: Sequence[int | None]) -> Iterator[tuple[int, str]]:
    """What is wrong where one part of a season follows another: the later part, from 0, and what; for one number of weeks each."""
    parts = laid_out(season, library, variant, weeks)
    for number in range(1, len(parts)):
        for message in _join(parts, number, library):
            yield number, message


def _misfits(season: Season, library: Library) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """What is wrong with a season before anything is laid out: where among its parts, and what."""
    flexible = 0
    for number, part in enumerate(season.parts):
        plan = library.plans[part.plan]
        if part.weeks and not plan.repeats:
            yield (number, "weeks"), f"{plan.id} has its own number of weeks. Leave out “weeks”."
        if plan.repeats and not part.weeks:
            yield (number, "plan"), f"{plan.id} repeats. Say how many weeks it may fill: “weeks: 2-6”."
        flexible = 0 if plan.race else flexible + part.flexible
        if flexible > 1:
            yield (number, "weeks"), "two parts between the same races may be longer or shorter. Leave out one of them."
            flexible = 1
    if not any(library.plans[part.plan].race for part in season.parts):
        yield (), "none of these plans leads to a race. A season needs one at least."
    if not variants_of(season, library):
        yield (), f"no variant is offered by all of these plans: {', '.join(part.plan for part in season.parts)}."


def lengths(season: Season) -> list[list[int | None]]:
    """The weeks of every part that repeats, from the fewest to the most, all of them together."""
    spread = max((part.weeks[1] - part.weeks[0] for part in season.parts if part.weeks), default=0)
    return [
        [min(part.weeks[0] + more, part.weeks[1]) if part.weeks else None for part in season.parts] for more in range(spread + 1)
    ]


def _join(parts: Sequence[Schedule], number: int, library: Library) -> Iterator[str]:
    """What is wrong where part `number` follows the ones before it."""
    later = parts[number]
    before = [week for part in parts[:number] for week in part.weeks]
    full = next(
        (week.running for week in reversed(before) if week.kind in ("load", "recovery") and week.running), parts[0].entry.week
    )
    allowed = full * (1 + library.limit("weekly-ramp", later.variant) / 100)
    if later.entry.week > allowed + 1e-6:
        yield (
            f"{later.plan.id} expects {fixed(later.entry.week)} minutes of running a week, and the last full week before it has "
            f"{fixed(full)}. It may expect {fixed(allowed)} at most: put a plan between them that builds."
        )
    chain = chained([*parts[:number], later])
    start = max(0, len(before) - LOOK_BACK)
    seen = chained([_slice(chain, start, len(before) + LOOK_AHEAD)])
    accepted = {acceptance.rule for acceptance in later.plan.accepts if acceptance.holds_for(later.variant)}
    for rule in RULES:
        name = name_of(rule)
        if name not in accepted:
            yield from (
                _said(later, measure, len(before) - start, name) for measure in _after(rule, seen, library, len(before) - start)
            )


def _slice(schedule: Schedule, first: int, last: int) -> Schedule:
    """Some of a schedule's weeks, from `first` to before `last`, both counted from 0."""
    return Schedule(schedule.plan, schedule.variant, None, schedule.weeks[first:last])


def _after(rule: Rule, schedule: Schedule, library: Library, join: int) -> Iterator[Measure]:
    """What a rule finds broken behind a join, which lies after so many weeks."""
    return (measure for measure in rule(schedule, library) if measure.week > join and not measure.kept)


def _said(later: Schedule, measure: Measure, join: int, rule: str) -> str:
    """A broken rule by the week of the later plan."""
    return f"week {measure.week - join} of {later.plan.id}: {measure.message} (rule {rule})"
