"""Which kind of week comes when, and what a plan's file lists for each of its days."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.library import Library
from toolkit.models import WEEKDAYS, Plan, Variant, day_of, of_variant, race_day_of
from toolkit.schedule.values import SUNDAY, WeekKind
from toolkit.source import Place


def calendar_of(plan: Plan, library: Library, variant: Variant) -> list[tuple[int, WeekKind, int]]:
    """Number, kind and phase of every week: race week, taper and resets are counted back from the race, or the end.

    Between them lie as few resets as keep each block of loading weeks within the rule, and the blocks are as even as may be, the
    longer ones first.
    """
    phases = [number for number, phase in enumerate(plan.phases) for _ in range(of_variant(phase.weeks, variant) or 0)]
    taper = plan.taper_weeks if plan.race else 0
    building = len(phases) - taper
    most = int(library.limit("reset-weeks", variant)) - 1
    resets = next(number for number in range(building + 1) if building - number <= (number + 1) * most)
    blocks = [(building - resets + later) // (resets + 1) for later in range(resets, -1, -1)]
    kinds: list[WeekKind] = []
    for number, block in enumerate(blocks):
        kinds.extend("load" for _ in range(block))
        if number < resets:
            kinds.append("reset")
    kinds.extend("taper" for _ in range(taper))
    if plan.race:
        kinds.append("race")
        phases.append(phases[-1])
        counted = [(len(plan.phases) + number, of_variant(phase.weeks, variant) or 0) for number, phase in enumerate(plan.after)]
        after = [number for number, weeks in counted for _ in range(weeks)]
        kinds.extend("recovery" for _ in after)
        phases += after
    return [(number, kind, phase) for number, (kind, phase) in enumerate(zip(kinds, phases, strict=True), start=1)]


@dataclass(frozen=True, slots=True)
class Listed:
    """A session that the plan gives a weekday; `fixed` where it says so for this very kind of week."""

    weekday: int
    session: str
    place: Place
    fixed: bool


def days_of(plan: Plan, variant: Variant, number: int, kind: WeekKind, phase: int, race_weekday: int | None) -> list[Listed]:
    """What the plan's file gives each weekday of a week."""
    named = kind if kind in ("reset", "taper") else "first" if number == 1 else None
    if race_weekday is not None:
        return [
            Listed(race_weekday + offset, session, (*place, number), True)
            for offset in range(-race_weekday, SUNDAY - race_weekday + 1)
            for place, sessions in [race_day_of(plan, variant, offset)]
            for number, session in enumerate(sessions)
        ]
    listed = []
    for weekday, name in enumerate(WEEKDAYS):
        day = day_of(plan, phase, variant, named, name)
        listed += [Listed(weekday, session, (*day.place, number), day.for_kind) for number, session in enumerate(day.sessions)]
    return listed
