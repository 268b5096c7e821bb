"""Seasons: whether what one plan leaves behind is what the next one expects, judged like weeks of one plan.

`toolkit check` looks at the fewest weeks of the parts that repeat, where joins are tightest; the tests look at all numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.checks.breach import Breach
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Season, Variant
from toolkit.problems import Problem
from toolkit.rounding import fixed
from toolkit.rules.every import RULES
from toolkit.rules.measure import Measure, name_variants
from toolkit.rules.rule import Rule
from toolkit.schedule import Schedule, chain_schedules, find_season_variants, lay_out_season, list_fewest_weeks
from toolkit.yaml_reader import Place


class Misjoin(NamedTuple):
    """What is wrong where one part of a season follows another: the later part, from 0, and what."""

    part: int
    message: str
    breach: Breach | None = None
    """What it would be if the plan broke the rule by itself."""

    @property
    def rule(self) -> str:
        """The id of the rule that is broken where the two meet; empty where the later expects too much."""
        return self.breach.rule if self.breach else ""


def check_joins(doses: Doses, season: Season) -> Iterator[tuple[Problem, Breach | None]]:
    """Why a season cannot be followed as it is written, each with what it would be if the later plan broke the rule by itself."""
    library = doses.library
    document = library.documents[library.path(season)]
    found = list(_misfits(season, library))
    for place, message in found:
        yield document.problem(("parts", *place), message), None
    if found:
        return
    said: dict[Misjoin, list[Variant]] = {}
    for variant in find_season_variants(season, library):
        for misjoin in find_misjoins(season, library, variant, list_fewest_weeks(season), doses):
            said.setdefault(misjoin, []).append(variant)
    for misjoin, variants in said.items():
        where: Place = ("parts", misjoin.part, "plan")
        yield document.problem(where, f"{name_variants(variants)}: {misjoin.message}", rule=misjoin.rule), misjoin.breach


def find_misjoins(
    season: Season, library: Library, variant: Variant, weeks: Sequence[int | None], doses: Doses | None = None
) -> Iterator[Misjoin]:
    """What is wrong where one part of a season follows another, for one number of weeks each."""
    parts = lay_out_season(season, library, variant, weeks, doses=doses)
    for number in range(1, len(parts)):
        yield from _join(parts, number, library)


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
    if not find_season_variants(season, library):
        yield (), f"no variant is offered by all of these plans: {', '.join(part.plan for part in season.parts)}."


def list_lengths(season: Season) -> list[list[int | None]]:
    """The weeks of every part that repeats, from the fewest to the most, all of them together."""
    spread = max((part.weeks[1] - part.weeks[0] for part in season.parts if part.weeks), default=0)
    return [
        [min(part.weeks[0] + more, part.weeks[1]) if part.weeks else None for part in season.parts] for more in range(spread + 1)
    ]


def _join(parts: Sequence[Schedule], number: int, library: Library) -> Iterator[Misjoin]:
    """What is wrong where part `number` follows the ones before it."""
    later = parts[number]
    before = [week for part in parts[:number] for week in part.weeks]
    full = next(
        (week.running for week in reversed(before) if week.kind in ("load", "recovery") and week.running), parts[0].entry.week
    )
    allowed = full * (1 + library.limit("weekly-ramp", later.variant) / 100)
    if later.entry.week > allowed + 1e-6:
        message = (
            f"{later.plan.id} expects {fixed(later.entry.week)} minutes of running a week, and the last full week before it has "
            f"{fixed(full)}. It may expect {fixed(allowed)} at most: put a plan between them that builds."
        )
        yield Misjoin(number, message)
    chain = chain_schedules(parts[: number + 1])
    for rule in RULES:
        if rule.id in later.plan.accepted(later.variant):
            continue
        for measure in _across(rule, chain, library, len(before)):
            after = measure.week - len(before)
            week, part = (after, later) if after > 0 else (after + len(parts[number - 1].weeks), parts[number - 1])
            if rule.id not in part.plan.accepted(part.variant):
                message = f"week {week} of {part.plan.id}: {measure.message} (rule {rule.id})"
                yield Misjoin(number, message, Breach(part.plan.id, rule.id, measure.place))


def _across(rule: Rule, chain: Schedule, library: Library, join: int) -> Iterator[Measure]:
    """What a rule finds broken where it looks from one plan into the other; the earlier ends with week `join` of the chain.

    A rule that looks at a whole plan starts again with each, so it looks into no other.
    """
    if rule.weeks_back is None:
        return
    judged = range(join + 1 - rule.weeks_ahead, join + 1 + rule.weeks_back)
    near = rule.near(chain, judged)
    yield from (measure for measure in rule.measure(near, library) if measure.week in judged and not measure.kept)
