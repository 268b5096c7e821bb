"""A season as one compiled plan: its parts one after the other, counted from the first race, for races on Sundays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from toolkit.dose import Doses
from toolkit.feeds import addresses
from toolkit.feeds.compile import Compiler, Lines, compile_week
from toolkit.feeds.compiled import CompiledEvent, CompiledPlan, CompiledWeek, compiled_plans, take_fingerprint
from toolkit.feeds.laid import record_schedules
from toolkit.models import Season, Variant
from toolkit.rules import OtherDays, other_days
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


def season_files(compiler: Compiler, season: Season, doses: Doses, only: str = "") -> Iterator[tuple[str, bytes]]:
    """Every compiled season of a season: for each variant, or for the `only` one by its name, and each choice of weeks."""
    for variant in (one for one in find_season_variants(season, compiler.library) if only in ("", str(one))):
        known: dict[Lengths, OtherDays] = {}
        for lengths in list_part_lengths(season):
            parts = lay_out_season(season, compiler.library, variant, lengths, doses=doses)
            for number, part in enumerate(parts, start=1):  # a part follows from those before it and from its own length
                if lengths[:number] not in known:
                    known[lengths[:number]] = other_days(part, compiler.library)
            moves = [known[lengths[:number]] for number in range(1, len(parts) + 1)]
            yield season_path(season, variant, lengths), compiled_plans.dump_json(compile_season(compiler, season, parts, moves))


def compile_season(compiler: Compiler, season: Season, parts: Sequence[Schedule], moves: Sequence[OtherDays]) -> CompiledPlan:
    """A season whose parts are laid out, each with its other days."""
    lines, weeks, events = Lines(), list[CompiledWeek](), list[CompiledEvent]()
    laid = [record_schedules([part])[0] for part in parts]
    for number, (part, days) in enumerate(zip(laid, moves, strict=True), start=1):
        before = len(weeks)
        events += (_shifted(event, 7 * before, number) for event in compiler.events(part, days, lines))
        weeks += (replace(compile_week(part.schedule, week), number=before + week.number) for week in part.schedule.weeks)
    events.append(_shifted(compiler.closing_event(laid[-1], lines), 7 * before, len(parts)))
    lead = next(number for number, week in enumerate(weeks) if week.kind == "race")
    compiled = CompiledPlan(
        **compiler.head(season, parts[0].variant),
        race=next(part.plan.race for part in parts if part.plan.race),
        weekday=SUNDAY,
        lead=lead,
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
