"""The files of a plan for programs: its compiled plans, and its calendars for the days that have one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from toolkit.dose import Doses
from toolkit.feeds import addresses
from toolkit.feeds.compile import Compiler
from toolkit.feeds.compiled import CompiledPlan, OtherRaceDay, compiled_plans, merge, other_race_days
from toolkit.feeds.stamp import Calendar, DatedPlan, Stamper, stamp
from toolkit.feeds.window import Dates
from toolkit.feeds.wishes import Wishes
from toolkit.feeds.zones import day_number
from toolkit.models import WEEKDAYS, Plan, Variant
from toolkit.schedule import SUNDAY, lay_out_each

OTHER_WEEKDAYS = tuple(day for day in range(len(WEEKDAYS)) if day != SUNDAY)
File = tuple[str, bytes]
"""A path from the top of the site, and what is there."""


def compile_variant(compiler: Compiler, plan: Plan, variant: Variant, doses: Doses) -> tuple[CompiledPlan, list[OtherRaceDay]]:
    """A variant compiled for a race on Sunday, and what differs on every other weekday; nothing differs without a race."""
    others = OTHER_WEEKDAYS if plan.race else ()
    first, *schedules = lay_out_each(plan, compiler.library, variant, (SUNDAY, *others), doses)
    compiled = compiler.compile(first, others)
    return compiled, [compiler.compile_race_day(compiled, first, schedule) for schedule in schedules]


def compiled_files(plan: Plan, variant: Variant, compiled: CompiledPlan, others: Sequence[OtherRaceDay]) -> Iterator[File]:
    """A compiled plan and its other race days as JSON."""
    yield addresses.compiled(plan, variant), compiled_plans.dump_json(compiled)
    for other in others:
        yield addresses.compiled(plan, variant, other.weekday), other_race_days.dump_json(other)


def plan_files(compiler: Compiler, plan: Plan, dates: Mapping[Variant, Dates], doses: Doses) -> Iterator[File]:
    """Every compiled plan of a plan, and every calendar of the days in `dates`, one variant after the other."""
    for variant in plan.variants:
        compiled, others = compile_variant(compiler, plan, variant, doses)
        yield from compiled_files(plan, variant, compiled, others)
        if variant in dates:
            weekdays = [compiled, *(merge(compiled, other) for other in others)]
            yield from _calendars(compiler, plan, variant, weekdays, dates[variant])


def _calendars(compiler: Compiler, plan: Plan, variant: Variant, compiled: Sequence[CompiledPlan], dates: Dates) -> Iterator[File]:
    """The calendars of a variant, those of the same weekday together."""
    for weekday in compiled:
        stamper = Stamper(weekday)
        for days, wishes in ((dates.whole, Wishes()), (dates.key_days, Wishes(only_key_days=True))):
            for anchor in days:
                if anchor.weekday() == weekday.weekday:
                    path = addresses.feed(plan, variant, anchor, only_key_days=wishes.only_key_days)
                    yield path, stamp(Calendar([DatedPlan(stamper, day_number(anchor))], wishes, feed=f"{compiler.site}{path}"))


def schema_files() -> Iterator[File]:
    """The JSON Schemas of a compiled plan and of another race day of one."""
    for name, form in (("compiled-plan", compiled_plans), ("other-race-day", other_race_days)):
        yield f"{addresses.API}{name}.schema.json", json.dumps(form.json_schema(), ensure_ascii=False, indent=1).encode()


def feed_paths(plan: Plan, dates: Mapping[Variant, Dates]) -> Iterator[str]:
    """Where the calendars of a plan are for the days in `dates`."""
    for variant, found in dates.items():
        for days, only_key_days in ((found.whole, False), (found.key_days, True)):
            yield from (addresses.feed(plan, variant, day, only_key_days=only_key_days) for day in days)
