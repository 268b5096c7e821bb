"""The files of a plan for programs: its compiled plans, and its calendars for the days that have one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from toolkit.dose import Doses
from toolkit.editions import Edition, FollowedEdition, find_followed_now, lay_out_weekdays, restore
from toolkit.feeds import addresses
from toolkit.feeds.compile import Compiler
from toolkit.feeds.compiled import (
    CompiledPlan,
    EarlierEdition,
    PlanDifference,
    choose_edition,
    compiled_plans,
    merge,
    plan_differences,
)
from toolkit.feeds.identity import record_days
from toolkit.feeds.laid import LaidPlan, lay
from toolkit.feeds.stamp import Calendar, DatedPlan, Stamper, stamp
from toolkit.feeds.window import Dates
from toolkit.feeds.wishes import Wishes
from toolkit.feeds.zones import day_number
from toolkit.models import Plan, Variant
from toolkit.rules import Verdicts
from toolkit.schedule import Schedule

_WEEK = timedelta(weeks=1)
File = tuple[str, bytes]
"""A path from the top of the site, and what is there."""


class CompiledVariant(NamedTuple):
    """A variant compiled for a race on Sunday, and what differs on other weekdays and in earlier editions."""

    plan: CompiledPlan
    differences: Mapping[tuple[str, int], PlanDifference]
    """By the name of an earlier edition, or none, and the weekday of the anchor."""

    def for_anchor(self, anchor: date) -> tuple[str, int]:
        """Which difference a calendar follows: that of none, and the plan's own weekday, is the plan itself."""
        edition = choose_edition(self.plan, day_number(anchor))
        return edition.name if edition else "", anchor.weekday()

    def at(self, edition: str, weekday: int) -> CompiledPlan:
        """The plan in an edition for a weekday of the anchor."""
        other = self.differences.get((edition, weekday))
        return merge(self.plan, other) if other else self.plan


def compile_variant(
    compiler: Compiler, plan: Plan, variant: Variant, doses: Doses, editions: Sequence[Edition] = ()
) -> CompiledVariant:
    """A variant compiled for every weekday of its race, as it is now and in the `editions` that still live."""
    first, *others = schedules = lay_out_weekdays(plan, variant, doses)
    *earlier, newest = followed = find_followed_now(plan, variant, schedules, editions, compiler.history.modified)
    verdicts = Verdicts()

    def laid(schedule: Schedule, edition: FollowedEdition) -> LaidPlan:
        weekday = schedule.race_weekday or 0
        records = record_days(edition.layouts[weekday], edition.revised, edition.corrected.get(weekday, {}))
        return lay(schedule, records, verdicts)

    weekdays = [one.race_weekday or 0 for one in others]
    compiled = compiler.compile(laid(first, newest), weekdays, [_describe(one, later) for one, later in pairwise(followed)])
    differences = {("", one.race_weekday or 0): compiler.compile_difference(compiled, laid(one, newest)) for one in others}
    for edition, described in zip(earlier, compiled.editions, strict=True):
        for weekday, layout in edition.layouts.items():
            restored = laid(restore(layout, plan, variant, weekday, doses), edition)
            differences[described.name, weekday] = compiler.compile_difference(compiled, restored)
    return CompiledVariant(compiled, differences)


def _describe(one: FollowedEdition, later: FollowedEdition) -> EarlierEdition:
    """An edition as a compiled plan lists it: by first Mondays as the `later` one has them."""
    before = one.before or date.max
    return EarlierEdition(day_number(before - later.lead * _WEEK), one.lead, f"before-{before}")


def compiled_files(plan: Plan, variant: Variant, compiled: CompiledVariant) -> Iterator[File]:
    """A compiled plan and what differs from it as JSON."""
    yield addresses.compiled(plan, variant), compiled_plans.dump_json(compiled.plan)
    for (edition, weekday), other in compiled.differences.items():
        yield addresses.compiled(plan, variant, weekday, edition), plan_differences.dump_json(other)


def plan_files(
    compiler: Compiler, plan: Plan, dates: Mapping[Variant, Dates], doses: Doses, editions: Sequence[Edition] = ()
) -> Iterator[File]:
    """Every compiled plan of a plan, and every calendar of the days in `dates`, one variant after the other."""
    for variant in plan.variants:
        compiled = compile_variant(compiler, plan, variant, doses, editions)
        yield from compiled_files(plan, variant, compiled)
        if variant in dates:
            yield from _calendars(compiler, plan, variant, compiled, dates[variant])


def _calendars(compiler: Compiler, plan: Plan, variant: Variant, compiled: CompiledVariant, dates: Dates) -> Iterator[File]:
    """The calendars of a variant, those that follow the same edition for the same weekday together."""
    for key in sorted({compiled.for_anchor(day) for day in (*dates.whole, *dates.key_days)}):
        stamper = Stamper(compiled.at(*key))
        for days, wishes in ((dates.whole, Wishes()), (dates.key_days, Wishes(only_key_days=True))):
            for anchor in (day for day in days if compiled.for_anchor(day) == key):
                path = addresses.feed(plan, variant, anchor, only_key_days=wishes.only_key_days)
                yield path, stamp(Calendar([DatedPlan(stamper, day_number(anchor))], wishes, feed=f"{compiler.site}{path}"))


def schema_files() -> Iterator[File]:
    """The JSON Schemas of a compiled plan and of what differs from one."""
    for name, form in (("compiled-plan", compiled_plans), ("plan-difference", plan_differences)):
        yield f"{addresses.API}{name}.schema.json", json.dumps(form.json_schema(), ensure_ascii=False, indent=1).encode()


def feed_paths(plan: Plan, dates: Mapping[Variant, Dates]) -> Iterator[str]:
    """Where the calendars of a plan are for the days in `dates`."""
    for variant, found in dates.items():
        for days, only_key_days in ((found.whole, False), (found.key_days, True)):
            yield from (addresses.feed(plan, variant, day, only_key_days=only_key_days) for day in days)
