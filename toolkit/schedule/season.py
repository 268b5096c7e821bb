"""A season: its plans laid out one after the other, and how many weeks lie between its races. No dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Season, Variant
from toolkit.schedule.conditions import Conditions
from toolkit.schedule.lay_out import lay_out
from toolkit.schedule.values import SUNDAY, Schedule


@dataclass(frozen=True, slots=True)
class RaceGap:
    """What lies between the race weeks of two races: so many weeks in all, of which one part may be longer or shorter."""

    fixed: int
    flexible: int | None
    """The number of the part that fills the gap, from 0; None where nothing gives."""
    least: int
    most: int


def find_season_variants(season: Season, library: Library) -> tuple[Variant, ...]:
    """The variants that every plan of a season is offered as; a season begins fresh, and its later plans go on from there."""
    offered = [library.plans[part.plan].variants for part in season.parts]
    return tuple(one for one in offered[0] if not one.trained and all(one in others for others in offered[1:]))


def find_race_gaps(season: Season, parts: Sequence[Schedule]) -> Iterator[RaceGap]:
    """The gap after each race but the last, in the order of the races, whatever number of weeks the flexible parts have here."""
    races = [number for number, part in enumerate(parts) if part.race_day is not None]
    for first, second in pairwise(races):
        between = range(first + 1, second)
        flexible = next((number for number in between if season.parts[number].flexible), None)
        fixed = len(parts[first].weeks) - parts[first].weeks_to_race + parts[second].weeks_to_race
        fixed += sum(len(parts[number].weeks) for number in between if number != flexible)
        least, most = (season.parts[flexible].weeks or (0, 0)) if flexible is not None else (0, 0)
        yield RaceGap(fixed, flexible, fixed + least, fixed + most)


def lay_out_season(
    season: Season,
    library: Library,
    variant: Variant,
    weeks: Sequence[int | None],
    weekdays: Sequence[int] = (),
    second: Mapping[int, tuple[int, str]] = MappingProxyType({}),
    doses: Doses | None = None,
) -> list[Schedule]:
    """Every part as a schedule: the weeks of each part that repeats, and the weekdays of the races, Sunday if none are given.

    `second` has a second race for some of the parts, counted from 0: its day in the part and its session.
    """
    days, parts, doses = iter(weekdays), list[Schedule](), doses or Doses(library)
    for number, (part, length) in enumerate(zip(season.parts, weeks, strict=True)):
        plan = library.plans[part.plan]
        weekday = next(days, SUNDAY) if plan.race else SUNDAY
        parts.append(lay_out(plan, library, variant, Conditions(weekday, length, tuple(parts), second.get(number)), doses))
    return parts


def list_fewest_weeks(season: Season) -> list[int | None]:
    """The weeks of every part that repeats, as few as may be."""
    return [part.least for part in season.parts]


def chain_schedules(parts: Sequence[Schedule]) -> Schedule:
    """Schedules as one, their weeks numbered on, as somebody would go through them who starts the first."""
    weeks = [week for part in parts for week in part.weeks]
    numbered = tuple(replace(week, number=number) for number, week in enumerate(weeks, start=1))
    return replace(parts[0], weeks=numbered, race_weekday=None)
