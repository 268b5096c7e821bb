"""Which kind of week comes when, and what a plan's file lists for each of its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from math import inf

from toolkit.library import Library
from toolkit.models import WEEKDAYS, Plan, Variant, day_of, of_variant, race_day_of
from toolkit.schedule.values import SATURDAY, SUNDAY, WeekKind
from toolkit.yaml_reader import Place

_RACE_LIST_DAYS = 6
"""Days before a race in the middle of a week that the race week's list governs, even where they fall into the week before."""


def _is_midweek(race_weekday: int | None) -> bool:
    """Whether a race falls on Monday to Friday, so that the week before it has to be one of taper."""
    return race_weekday is not None and race_weekday < SATURDAY


def list_week_kinds(
    plan: Plan, library: Library, variant: Variant, race_weekday: int = SUNDAY, weeks: int | None = None
) -> list[tuple[int, WeekKind, int]]:
    """Number, kind and phase of every week: race week, taper and resets are counted back from the race, or the end.

    Between them lie as few resets as keep each block of loading weeks within the rule, and the blocks are as even as may be, the
    longer ones first. A plan that repeats ends with a reset week, and lasts as many `weeks` as one likes.
    """
    phases = [number for number, phase in enumerate(plan.phases) for _ in range(of_variant(phase.weeks, variant) or 0)]
    phases = list(islice(cycle(phases), weeks)) if weeks else phases
    taper = max(plan.taper_weeks, int(_is_midweek(race_weekday))) if plan.race else 0
    building = len(phases) - taper - plan.repeats
    kinds = _list_building_kinds(building, most_loading=int(library.limit("reset-weeks", variant)) - 1)
    kinds.extend("reset" for _ in range(plan.repeats))
    kinds.extend("taper" for _ in range(taper))
    if plan.race:
        counted = [(len(plan.phases) + number, of_variant(phase.weeks, variant) or 0) for number, phase in enumerate(plan.after)]
        after = [number for number, weeks in counted for _ in range(weeks)]
        kinds.append("race")
        kinds.extend("recovery" for _ in after)
        phases += [phases[-1], *after]
    return [(number, kind, phase) for number, (kind, phase) in enumerate(zip(kinds, phases, strict=True), start=1)]


def _list_building_kinds(weeks: int, most_loading: int) -> list[WeekKind]:
    """The kinds of so many weeks before the taper, with at most so many loading weeks between two resets."""
    resets = next(number for number in range(weeks + 1) if weeks - number <= (number + 1) * most_loading)
    blocks = [(weeks - resets + later) // (resets + 1) for later in range(resets, -1, -1)]
    kinds: list[WeekKind] = []
    for number, block in enumerate(blocks):
        kinds.extend("load" for _ in range(block))
        if number < resets:
            kinds.append("reset")
    return kinds


@dataclass(frozen=True, slots=True)
class ListedItem:
    """What the plan gives a weekday: a session, or a track with the sessions of its stage, which take turns.

    It is `fixed` where the plan says so for this very kind of week, and then never waits; `rank` tells which goes first where there
    is not room for all, 0 the first.
    """

    weekday: int
    name: str
    """The session or the track, by its id."""
    sessions: tuple[str, ...]
    """What may be done here: the session, or those of the stage."""
    place: Place
    fixed: bool
    rank: int = 0

    @property
    def is_track(self) -> bool:
        """Whether a track is listed, and not a session."""
        return self.sessions != (self.name,)


def lists_stand_in(item: ListedItem, listed: Sequence[ListedItem], stand_in: str) -> bool:
    """Whether the day of a session lists the stand-in besides."""
    return any(other.weekday == item.weekday and other.name == stand_in for other in listed)


def replace_with_stand_in(item: ListedItem, listed: Sequence[ListedItem], stand_in: str) -> list[ListedItem]:
    """The stand-in in place of a session, or nothing where its day lists that already."""
    return [] if lists_stand_in(item, listed, stand_in) else [replace(item, name=stand_in, sessions=(stand_in,))]


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A week as the plan's file has it: nothing says yet at which rung anything is done."""

    number: int
    kind: WeekKind
    phase: int
    listed: tuple[ListedItem, ...]
    before_race: bool = False
    """Whether the next week is the race week. A loading week there holds its minutes."""
    most_hard: float = inf
    """The hard units that a day of a loading week may have."""


def plan_weeks(
    plan: Plan, library: Library, variant: Variant, race_weekday: int = SUNDAY, weeks: int | None = None
) -> Iterator[PlannedWeek]:
    """Every week of a plan for a variant, with what its days list."""
    calendar = list_week_kinds(plan, library, variant, race_weekday, weeks)
    race = next((number for number, kind, _ in calendar if kind == "race"), None)
    lists_by_phase: dict[tuple[int, str | None], list[ListedItem]] = {}
    for number, kind, phase in calendar:
        if number == race:
            listed = _list_race_days(plan, variant, race_weekday)
        else:
            named = kind if kind in ("reset", "taper") else "first" if number == 1 else None
            if (phase, named) not in lists_by_phase:
                lists_by_phase[phase, named] = _list_days(plan, library, variant, named, phase)
            listed = lists_by_phase[phase, named]
            if race and number == race - 1 and _is_midweek(race_weekday):
                listed = _keep_days_before_race_list(listed, race_weekday) + _list_race_days(
                    plan, variant, race_weekday, weeks_before=1
                )
        yield PlannedWeek(number, kind, phase, tuple(listed), before_race=bool(race) and number + 1 == race)


def _list_days(plan: Plan, library: Library, variant: Variant, kind: str | None, phase: int) -> list[ListedItem]:
    """What the plan’s file gives each weekday of a phase, for one of WEEK_KINDS or for none; race weeks apart."""
    stages = plan.stages_of(phase, variant)
    ranks = {name: rank for rank, name in enumerate(stages)}
    listed = []
    for weekday, name in enumerate(WEEKDAYS):
        day = day_of(plan, phase, variant, kind, name)
        listed += [
            ListedItem(
                weekday,
                each,
                _list_sessions_of(each, stages, library),
                (*day.place, number),
                day.for_kind,
                ranks.get(each, len(ranks)),
            )
            for number, each in enumerate(day.sessions)
        ]
    return listed


def _list_sessions_of(name: str, stages: Mapping[str, str], library: Library) -> tuple[str, ...]:
    """The sessions that may be done where a plan lists a name: itself, or those of the stage of the phase, else of the first."""
    track = library.tracks.get(name)
    if track is None:
        return (name,)
    first = next(iter(track.stages))
    return track.stages[stages.get(name, first)]


def _list_race_days(plan: Plan, variant: Variant, race_weekday: int, weeks_before: int = 0) -> list[ListedItem]:
    """What the race week's list gives the days of the race week, or of the week before it, as far as the list reaches there."""
    first, last = -race_weekday - 7 * weeks_before, SUNDAY - race_weekday - 7 * weeks_before
    return [
        ListedItem(offset - first, session, (session,), (*place, number), True)
        for offset in range(max(first, -_RACE_LIST_DAYS), last + 1)
        for place, sessions in [race_day_of(plan, variant, offset)]
        for number, session in enumerate(sessions)
    ]


def _keep_days_before_race_list(listed: list[ListedItem], race_weekday: int) -> list[ListedItem]:
    """What is left of the week before a race in the middle of a week: the days that the race week's list does not reach."""
    return [item for item in listed if item.weekday - race_weekday - 7 < -_RACE_LIST_DAYS]
