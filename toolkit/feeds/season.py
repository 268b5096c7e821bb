"""A season as one compiled plan: its parts one after the other, counted from the first race, for races on Sundays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from toolkit.dose import Doses
from toolkit.feeds import addresses
from toolkit.feeds.compile import Compiler, Lines, compile_week
from toolkit.feeds.compiled import CompiledEvent, CompiledPlan, CompiledText, CompiledWeek, compiled_plans, take_fingerprint
from toolkit.feeds.laid import LaidPlan, record_schedules
from toolkit.models import Season, Variant
from toolkit.rules import Verdicts
from toolkit.schedule import SUNDAY, Schedule, find_season_variants, lay_out_season

Lengths = tuple[int | None, ...]
"""The weeks of each part of a season; None for one that has its own."""


def list_part_lengths(season: Season) -> list[Lengths]:
    """Every choice of weeks for the parts of a season that may be longer or shorter."""
    return list(product(*([None] if part.weeks is None else range(part.weeks[0], part.weeks[1] + 1) for part in season.parts)))


def season_path(season: Season, variant: Variant, lengths: Lengths) -> str:
    """Where a compiled season lies, from the top of the site."""
    weeks = "-".join(str(weeks) for part, weeks in zip(season.parts, lengths, strict=True) if part.flexible)
    return addresses.COMPILED_SEASON.format(season=season.id, variant=variant, weeks=weeks or "0")


class CompiledPart(NamedTuple):
    """A part of a season by itself: it follows from the parts before it and from its own length, and not from those after it."""

    laid: LaidPlan
    weeks: tuple[CompiledWeek, ...]
    events: tuple[CompiledEvent, ...]
    lines: tuple[CompiledText, ...]


def compile_part(compiler: Compiler, schedule: Schedule, verdicts: Verdicts | None = None) -> CompiledPart:
    """A part of a season, laid out, with the texts of its events; `verdicts` are those on parts much like it."""
    (laid,), lines = record_schedules([schedule], verdicts=verdicts), Lines()
    events = tuple(compiler.events(laid, lines))
    return CompiledPart(laid, tuple(compile_week(schedule, week) for week in schedule.weeks), events, lines.new)


def season_files(compiler: Compiler, season: Season, doses: Doses, only: str = "") -> Iterator[tuple[str, bytes]]:
    """Every compiled season of a season: for each variant, or for the `only` one by its name, and each choice of weeks."""
    for variant in (one for one in find_season_variants(season, compiler.library) if only in ("", str(one))):
        known, verdicts = dict[Lengths, CompiledPart](), Verdicts()
        for lengths in list_part_lengths(season):
            parts = lay_out_season(season, compiler.library, variant, lengths, doses=doses)
            for number, part in enumerate(parts, start=1):
                if lengths[:number] not in known:
                    known[lengths[:number]] = compile_part(compiler, part, verdicts)
            chosen = [known[lengths[:number]] for number in range(1, len(parts) + 1)]
            yield season_path(season, variant, lengths), compiled_plans.dump_json(compile_season(compiler, season, chosen))


def compile_season(compiler: Compiler, season: Season, parts: Sequence[CompiledPart]) -> CompiledPlan:
    """A season of its parts."""
    lines, weeks, events = Lines(), list[CompiledWeek](), list[CompiledEvent]()
    for number, part in enumerate(parts, start=1):
        before, numbers = len(weeks), [lines.add_compiled(text) for text in part.lines]
        events += (_renumbered(_shifted(event, 7 * before, number), numbers) for event in part.events)
        weeks += (replace(week, number=before + week.number) for week in part.weeks)
    first, last = parts[0].laid.schedule, parts[-1].laid
    events.append(_shifted(compiler.closing_event(last, lines), 7 * before, len(parts)))
    lead = next(number for number, week in enumerate(weeks) if week.kind == "race")
    compiled = CompiledPlan(
        **compiler.head(season, first.variant),
        race=next(part.laid.schedule.plan.race for part in parts if part.laid.schedule.plan.race),
        weekday=SUNDAY,
        lead=lead,
        changed=max(compiler.changed(part.laid) for part in parts),
        other_weekdays=(),
        editions=(),
        breaks=(),
        weeks=tuple(weeks),
        events=tuple(events),
        lines=lines.new,
    )
    return take_fingerprint(compiled)


def _shifted(event: CompiledEvent, days: int, part: int) -> CompiledEvent:
    """An event of a part, so many days later, and known by the number of the part too."""
    return replace(event, day=event.day + days, id=f"{part}-{event.id}")


def _renumbered(event: CompiledEvent, numbers: Sequence[int]) -> CompiledEvent:
    """An event with other numbers for its lines."""

    def changed(text: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(numbers[number] for number in text)

    forms = (
        replace(form, title=numbers[form.title], text=changed(form.text), first=form.first and changed(form.first))
        for form in event.forms
    )
    return replace(event, forms=tuple(forms))
