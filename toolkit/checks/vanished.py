"""Nothing vanishes: what a plan's file lists for nobody, and what a phase promises and does not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from toolkit.checks.shortfalls import describe_variants
from toolkit.library import Library
from toolkit.models import NEVER_COMES_IN, WEEK_KINDS, WEEKDAYS, Plan, Variant, day_of, of_variant, race_day_of
from toolkit.problems import Problem, count
from toolkit.rounding import brief
from toolkit.rules.measure import name_variants
from toolkit.schedule import Schedule, Schedules, list_week_kinds
from toolkit.schedule.layout import plan_weeks
from toolkit.schedule.values import Replaced, WeekKind
from toolkit.yaml_reader import Place

ALLOWED = MappingProxyType(
    {
        "weeks-before-strides": "it after {} weeks",
        "weeks-before-hard": "it after {} weeks",
        "weeks-before-repetitions": "it after {} weeks",
        "hours-between-hard": "it {} hours from the next hard or moderate day",
        "needs-before": "it after {} of what it needs",
        "hard-units": "{} hard units in seven days",
        "weekly-ramp": "{} minutes of running in the week",
        "same-main-set": "each main set {} times",
        "track-step": "{} minutes at an effort that is new",
    }
)
"""What a limit allows, in words; any other allows so many minutes."""
NO_LIMIT = MappingProxyType(
    {"load": "other things come in before it, one new thing a week", "recovery": "the weeks after the race ease it"}
)
"""Why something gives way in a kind of week where no limit refused it; in any other week it is eased as well."""


RACE_WEEK = -1
"""The number of a phase that means the race week's own list."""


class _Listing(NamedTuple):
    """A name, and the phase that lists it, or RACE_WEEK."""

    phase: int
    name: str


@dataclass
class _Fate:
    """Where a phase lists a name first, in how many weeks, and what refused it."""

    place: Place
    weeks: dict[int, WeekKind] = field(default_factory=dict)
    refused: list[Replaced] = field(default_factory=list)
    comes_in: bool = False
    offered: bool = True
    """Whether the level is offered what is listed, or something of the track’s stage."""


def find_vanished(library: Library, schedules: Schedules, plan: Plan) -> Iterator[Problem]:
    """Whatever a phase lists for a variant and never holds in any of its weeks, a race above all; dead parts of a plan's file;
    and phases that do not hold what they say.
    """
    yield from _never(library, schedules, plan)
    yield from _dead(library, plan)
    yield from _not_held(library, schedules, plan)


def _never(library: Library, schedules: Schedules, plan: Plan) -> Iterator[Problem]:
    """What never comes in: one problem for each name at a place, with the reason for each variant."""
    document = library.documents[library.path(plan)]
    found: dict[tuple[Place, _Listing], dict[Variant, str]] = {}
    raceless: list[Variant] = []
    for variant in plan.variants:
        for schedule in schedules.of(plan, variant):
            if plan.race and schedule.race_day is None:
                raceless += [variant] * (variant not in raceless)
            for listing, fate in _fates(schedule, library).items():
                if not fate.comes_in:
                    found.setdefault((fate.place, listing), {}).setdefault(variant, _why(library, variant, fate))
    if raceless:
        said = f"{name_variants(raceless)}: the race never comes in. A plan without its race cannot be accepted: list it as day 0."
        yield document.problem(("race_week",), said)
    for (place, listing), said_of in found.items():
        said_of = {variant: said for variant, said in said_of.items() if NEVER_COMES_IN not in plan.accepted(variant)}
        if said_of:
            when = "the race week" if listing.phase == RACE_WEEK else f"the phase “{plan.phase(listing.phase).name}”"
            what = f"{listing.name} never comes in during {when}: {describe_variants(plan, said_of)}"
            message = f"{what}. List it later, at a gentler stage or not at all. ({NEVER_COMES_IN})"
            yield document.problem(place, message, rule=NEVER_COMES_IN)


def _fates(schedule: Schedule, library: Library) -> dict[_Listing, _Fate]:
    """What became of every name that a phase lists, or the race week."""
    fates: dict[_Listing, _Fate] = {}
    level, weekday = schedule.variant.level, schedule.race_weekday
    course = plan_weeks(schedule.plan, library, schedule.variant, *(() if weekday is None else (weekday,)))
    for listed, week in zip(course, schedule.weeks, strict=False):
        held = {placed.name for _, placed in week.placed()}
        for item in listed.listed:
            phase = RACE_WEEK if week.kind == "race" else week.phase
            fate = fates.setdefault(_Listing(phase, item.name), _Fate(item.place))
            fate.weeks[week.number] = week.kind
            fate.offered = any(level in library.sessions[name].start for name in item.sessions)
            fate.comes_in = fate.comes_in or (item.name in held and (fate.offered or not item.is_track))
            fate.refused += [one for one in week.replaced if one.place == item.place and one.name == item.name]
    return fates


def _why(library: Library, variant: Variant, fate: _Fate) -> str:
    """Why something never came in: the level is not offered it, or a limit, with the number that would fit."""
    if not fate.offered:
        return f"nothing of it is offered to {variant.level} runners"
    weeks = count(len(fate.weeks), "week")
    if not fate.refused:
        kind = "load" if "load" in fate.weeks.values() else next(iter(fate.weeks.values()))
        return f"{NO_LIMIT.get(kind, f'a {kind} week eases it')}, in {weeks}"
    rule, times = Counter(one.rule for one in fate.refused).most_common(1)[0]
    allowed = max(one.allowed for one in fate.refused if one.rule == rule)
    return f"{rule} prevents it in {times} of {weeks}, and allows {_allowed(library, rule, allowed)}"


def _allowed(library: Library, rule: str, allowed: float) -> str:
    if rule == "hours-between-hard" and allowed == library.limits[rule].also.get("strides"):
        return f"{brief(allowed)} strides the day before"
    return ALLOWED.get(rule, "{} minutes").format(brief(allowed))


def _dead(library: Library, plan: Plan) -> Iterator[Problem]:
    """Phases without weeks for anybody, exceptions that apply to no week of any variant, and stages of tracks that no day lists."""
    document, used = library.documents[library.path(plan)], _used(library, plan)
    for above, phase in plan.placed_phases():
        where = f"the phase “{phase.name}”"
        if not any(of_variant(phase.weeks, variant) for variant in plan.variants):
            yield document.problem((*above, "weeks"), f"{where} has no week for any variant. Delete it.", at_key=True)
            continue
        for key in phase.exceptions:
            if (*above, "except", key) not in used:
                said = f"except.{key}: no week of any variant uses it in {where}. Delete it."
                yield document.problem((*above, "except", key), said, at_key=True)
        for name in phase.stages:
            if name not in phase.listed:
                said = f"stages.{name}: no day of {where} lists it. Delete it."
                yield document.problem((*above, "stages", name), said, at_key=True)
    for key in plan.race_week_except:
        if ("race_week_except", key) not in used:
            said = f"race_week_except.{key}: no variant uses it. Delete it."
            yield document.problem(("race_week_except", key), said, at_key=True)


def _used(library: Library, plan: Plan) -> set[Place]:
    """The places of the exceptions that some variant takes in some week."""
    used: set[Place] = set()
    for variant in plan.variants:
        for number, kind in _kinds(library, plan, variant):
            used.update(day_of(plan, number, variant, kind, weekday).place[:-1] for weekday in WEEKDAYS)
        used.update(race_day_of(plan, variant, offset)[0][:-1] for offset in range(-6, 7))
    return used


def _kinds(library: Library, plan: Plan, variant: Variant) -> set[tuple[int, str | None]]:
    """The phases of a variant, each with the kinds of week that an exception can name, races at the weekend."""
    kinds = (
        (phase, "first" if number == 1 and kind == "load" else kind)
        for number, kind, phase in list_week_kinds(plan, library, variant)
    )
    return {(phase, kind if kind in WEEK_KINDS else None) for phase, kind in kinds if kind != "race"}


def _not_held(library: Library, schedules: Schedules, plan: Plan) -> Iterator[Problem]:
    """Phases that say what is the hardest they hold, and hold something harder, or nothing so hard, for some variant."""
    document = library.documents[library.path(plan)]
    for number, (above, phase) in enumerate(plan.placed_phases()):
        found: dict[Variant, str] = {}
        for variant in plan.variants if phase.holds else ():
            for schedule in schedules.of(plan, variant):
                hardest = _hardest(schedule, number)
                if hardest and hardest != phase.holds:
                    found.setdefault(variant, hardest)
        if found:
            said = describe_variants(plan, {variant: f"its hardest is {hardest}" for variant, hardest in found.items()})
            yield document.problem((*above, "holds"), f"the phase “{phase.name}” holds: {phase.holds}, and {said}.")


HARDEST: Sequence[str] = ("easy", "strides", "moderate", "hard")


def _hardest(schedule: Schedule, phase: int) -> str:
    """The hardest running of a phase: `hard`, `moderate`, `strides` or `easy`; nothing where it has no week."""
    weeks = [week for week in schedule.weeks if week.phase == phase and week.kind != "race"]
    found = [
        3 if one.dose.hard >= 1 else 2 if one.dose.hard else 1 if one.dose.fast else 0
        for week in weeks
        for _, one in week.placed()
        if one.dose.running
    ]
    return HARDEST[max(found, default=0)] if weeks else ""
