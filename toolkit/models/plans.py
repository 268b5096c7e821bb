"""Plans: entry, phases, exceptions and the race week, and what each day of them holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from toolkit.models.calendars import RaceDays
from toolkit.models.fields import (
    AcceptedId,
    Day,
    Found,
    Id,
    Line,
    ListedId,
    Minutes,
    Model,
    PlanId,
    SessionId,
    Text,
    Title,
    TrackId,
    at_place,
    between,
    listed,
    wrong,
)
from toolkit.models.numbers import Whole
from toolkit.models.vocabulary import ENTRIES, LEVELS, RHYTHMS, VARIANTS, WEEK_KINDS, WEEKDAYS, Variant, Weekday
from toolkit.problems import unknown
from toolkit.rounding import add
from toolkit.yaml_reader import Place

Item = TypeVar("Item")


class Entry(Model):
    """What a plan expects of the last 30 days."""

    week: Annotated[Minutes, between(0, 1440, "minutes")] = Field(
        description="Running minutes a week; none for a plan without running."
    )
    longest: Annotated[Minutes, between(0, 480, "minutes")] = Field(description="The longest run.")
    fast: Annotated[Minutes, between(0, 240, "minutes")] = Field(description="Fast minutes in the largest fast session.")
    fast_week: Annotated[Minutes, between(0, 480, "minutes")] = Field(
        default=0.0, description="Fast minutes a week; needed at entry trained."
    )


class Peak(Model):
    """Where minutes stop growing."""

    week: Annotated[Minutes, between(1, 1440, "minutes")] = Field(description="Running minutes a week, at most.")
    longest: Annotated[Minutes, between(1, 480, "minutes")] = Field(description="The longest run, at most.")


def _of_variant(key: str) -> str:
    parts = key.split("-")
    forms = [
        level + rhythm + entry
        for level in LEVELS
        for rhythm in ("", *(f"-{name}" for name in RHYTHMS))
        for entry in ("", "-trained")
    ]
    if parts[0] not in LEVELS or key not in forms:
        raise wrong(unknown("level or variant", key, forms))
    return key


def _qualifier(key: str) -> str:
    for group in (LEVELS, RHYTHMS, ENTRIES, WEEK_KINDS):
        if sum(part in group for part in key.split("-")) > 1:
            raise wrong(f"“{key}” names two of {', '.join(group)}. Write one.")
    return key


def _shape(name: str) -> str:
    if not re.fullmatch("[a-z]+", name) or name in (*LEVELS, *RHYTHMS, *ENTRIES, *WEEK_KINDS):
        raise wrong(f"“{name}” cannot name a shape. Write one word of small letters, such as four.")
    return name


def _race_day(key: object) -> object:
    if isinstance(key, str) and not re.fullmatch(r"0|-?[1-6]", key):
        raise wrong(f"“{key}” is not a day from race day. Write -6 to 6; 0 is the race.")
    return key


VariantKey = Annotated[str, AfterValidator(_of_variant)]
"""A level (`intermediate`), with a rhythm, an entry or both (`intermediate-extended-trained`); the most specific wins."""
Qualifier = Annotated[str, AfterValidator(_qualifier)]
"""A level, a rhythm, an entry, a shape, a kind of week (`reset`, `taper`), or several joined by hyphens; the most specific wins."""
Shape = Annotated[str, AfterValidator(_shape)]
"""A name for a week with so many runs: `four`."""
RaceDay = Annotated[int, BeforeValidator(_race_day)]
"""Days from race day, from -6 to 6; 0 is the race."""
DayList = Annotated[tuple[ListedId, ...], BeforeValidator(listed)]
"""The tracks and sessions of a day."""
SessionList = Annotated[tuple[SessionId, ...], BeforeValidator(listed)]

WeeksByVariant = Annotated[dict[VariantKey, Annotated[Whole, Field(ge=0, le=52)]], Field(min_length=1)]


class Phase(Model):
    """Weeks with one purpose, and what each of their days holds."""

    name: Title = Field(description="What the phase is called.")
    purpose: Line = Field(description="What it is for.")
    weeks: WeeksByVariant = Field(description="How many weeks, by level or variant.")
    holds: Literal["strides", "moderate", "hard"] | None = Field(
        default=None, description="The hardest running that it holds, for every variant: strides, moderate or hard."
    )
    stages: dict[TrackId, Id] = Field(
        default_factory=dict,
        description="The stage of each track, those first that go first where there is not room for all: {speed-5k: hills}.",
    )
    stages_except: dict[Qualifier, dict[TrackId, Id]] = Field(
        default_factory=dict,
        description="Stages that differ for a level, a rhythm, an entry or a shape: {trained: {speed-5k: rhythm}}.",
    )
    days: dict[Weekday, DayList] = Field(description="The tracks and sessions of each day, in the order of the day.")
    exceptions: dict[Qualifier, dict[Weekday, DayList]] = Field(
        default_factory=dict, alias="except", description="Days that differ for a level, a rhythm or a kind of week."
    )

    @property
    def listed(self) -> tuple[str, ...]:
        """The tracks and sessions that its days list, for whomever, each once, in their order."""
        tables = (self.days, *self.exceptions.values())
        return tuple(dict.fromkeys(name for days in tables for names in days.values() for name in names))


class Acceptance(Model):
    """A warning that stands, and why."""

    rule: AcceptedId = Field(description="The name of the rule, or of the figure in outcomes.yaml; or never-comes-in.")
    because: Line = Field(description="The reason, which readers see.")
    variants: Annotated[tuple[VariantKey, ...], BeforeValidator(listed)] = Field(
        default=(), alias="for", description="The levels or variants it stands for; without it, all."
    )

    def holds_for(self, variant: Variant) -> bool:
        """Whether the warning stands for a variant."""
        return not self.variants or any(fits(key, variant) for key in self.variants)


class LeftOut(Model):
    """A level or variant that a plan is not offered to, and why."""

    because: Line = Field(description="The reason, which readers see.")
    instead: PlanId | None = Field(default=None, description="The plan to take instead, by its id.")


class Next(Model):
    """What follows a plan."""

    plan: PlanId = Field(description="The plan to start on the Monday after the last week, by its id; it may be the same again.")
    because: Line = Field(description="Why this one, in a sentence, which readers see in the last event of the calendar.")


class Plan(Found):
    """A race or a purpose, phases, and what each day holds."""

    summary: Line = Field(description="What it is for, in a sentence or two.")
    who: Text = Field(description="Who it is for, and who should not start it.")
    race: Literal["sprint", "mile", "5k", "10k", "half-marathon"] | None = Field(default=None, description="The race it leads to.")
    entry: dict[VariantKey, Entry] = Field(description="What it expects of the last 30 days, by level or variant.")
    peak: dict[VariantKey, Peak] = Field(default_factory=dict, description="Where minutes stop growing, by level or variant.")
    stand_in: SessionId = Field(description="The session that takes the place of a fast one until the rules allow it.")
    optional: DayList = Field(
        default=(), description="The tracks and sessions that may be left out: a day that holds nothing else is a free day."
    )
    shapes: dict[Shape, Annotated[tuple[VariantKey, ...], BeforeValidator(listed), Field(min_length=1)]] = Field(
        default_factory=dict,
        description="Names for weeks of another shape, and the levels or variants that have them: {four: [intermediate-extended]}.",
    )
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)] = Field(description="The phases, in order.")
    after: tuple[Phase, ...] = Field(default=(), description="The phases after the race: weeks of recovery.")
    beside: Line | None = Field(
        default=None, description="What to mind where it stands beside another plan; without it, it does not."
    )
    repeats: bool = Field(
        default=False,
        description="Whether it goes on for as long as one likes: its phases come again, and it ends with a reset week.",
    )
    taper_weeks: Whole = Field(default=0, ge=0, le=3, description="Weeks of taper before the race week.")
    race_days: RaceDays = Field(
        default=("sun",), description="The weekdays of the race that have calendars: [sun, sat] for Saturdays too."
    )
    saturdays_until: Day | None = Field(
        default=None, description="The day from which there are no new calendars for Saturdays; those there are stay to their end."
    )
    race_week: dict[RaceDay, SessionList] = Field(
        default_factory=dict, description="The sessions of the race week, by days from race day."
    )
    race_week_except: dict[Qualifier, dict[RaceDay, SessionList]] = Field(
        default_factory=dict, description="Days of the race week that differ for a level or a rhythm."
    )
    left_out: dict[VariantKey, LeftOut] = Field(
        default_factory=dict,
        description="The levels or variants it is not offered to, each with the reason and a plan to take instead.",
    )
    next: Next | None = Field(
        default=None,
        description="The plan that follows, which the last event of a calendar names; a plan by steps must reach what it expects.",
    )
    accepts: tuple[Acceptance, ...] = Field(default=(), description="Warnings that stand, with the reason readers see.")

    @model_validator(mode="after")
    def _race_week_goes_with_a_race(self) -> Self:
        if bool(self.race) != bool(self.race_week):
            missing = "race_week" if self.race else "race"
            raise wrong(f"a plan with a race needs both race and race_week; {missing} is missing.")
        if self.after and not self.race:
            raise at_place(("after",), "only a plan with a race has weeks after it. Write them as phases.")
        if self.repeats and self.race:
            raise at_place(("repeats",), "a plan that leads to a race does not repeat. Leave out one of the two.")
        if self.race and not self.race_week.get(0):
            raise at_place(("race_week",), "the race itself is missing. Write it as day 0: {0: [race-5k]}.")
        return self

    @model_validator(mode="after")
    def _calendars_go_with_a_race(self) -> Self:
        if "race_days" in self.model_fields_set and not self.race:
            raise at_place(("race_days",), "a plan without a race has calendars for first Mondays. Leave race_days out.")
        if self.saturdays_until and "sat" not in self.race_days:
            message = (
                "the plan has no calendars for Saturdays that could end. Write race_days: [sun, sat] besides, or leave this out."
            )
            raise at_place(("saturdays_until",), message)
        return self

    @model_validator(mode="after")
    def _trained_says_what_that_is(self) -> Self:
        for key, entry in self.entry.items():
            if "trained" in key.split("-") and not entry.fast_week:
                message = "“fast_week” is missing. Add “fast_week: …”: fast minutes a week, which is what makes somebody trained."
                raise at_place(("entry", key), message)
        return self

    @model_validator(mode="after")
    def _somebody_is_offered_it(self) -> Self:
        if not self.variants:
            message = "the plan is offered to nobody: no level or variant has an entry and, in every phase, a number of weeks."
            raise at_place(("entry",), message)
        return self

    @model_validator(mode="after")
    def _nobody_is_forgotten(self) -> Self:
        forgotten = [
            str(variant)
            for variant in VARIANTS
            if not variant.trained and variant not in self.variants and not of_variant(self.left_out, variant)
        ]
        if forgotten:
            said = f"it is neither offered to {', '.join(forgotten)} nor left out for a reason"
            raise at_place((), f"left_out: {said}. Add “left_out: {{{forgotten[0]}: {{because: …}}}}”.")
        for key in self.left_out:
            if all(
                of_variant(self.entry, variant) is None or self.weeks_of(variant) == 0 for variant in VARIANTS if fits(key, variant)
            ):
                continue
            if key in self.entry:
                raise at_place(("left_out", key), f"the plan has an entry for {key} too. Delete one of the two.")
        return self

    @model_validator(mode="after")
    def _taper_fits(self) -> Self:
        for variant in self.variants:
            if self.weeks_of(variant) <= self.taper_weeks:
                raise at_place(("taper_weeks",), f"{variant} has {self.weeks_of(variant)} weeks in all: too few for the taper.")
        return self

    @model_validator(mode="after")
    def _qualifiers_are_known(self) -> Self:
        known = (*LEVELS, *RHYTHMS, *ENTRIES, *WEEK_KINDS, *self.shapes)
        tables: list[tuple[Place, Iterable[str]]] = [
            ((*above, "except"), phase.exceptions) for above, phase in self.placed_phases()
        ]
        for above, keys in [*tables, (("race_week_except",), self.race_week_except)]:
            for key in keys:
                for part in key.split("-"):
                    if part not in known:
                        raise at_place((*above, key, "[key]"), unknown("level, rhythm, entry, shape or kind of week", part, known))
        return self

    @model_validator(mode="after")
    def _exceptions_do_not_tie(self) -> Self:
        for above, phase in self.placed_phases():
            named = [day for day in WEEKDAYS if sum(day in days for days in phase.exceptions.values()) > 1]
            for variant in self.variants if named else ():
                true = self.true_of(variant)
                for kind in (None, *WEEK_KINDS):
                    for weekday in named:
                        keys = _most_specific(phase.exceptions, {*true, kind}, weekday)
                        if len(keys) > 1:
                            both = "-".join(part for part in (*true, *WEEK_KINDS) if any(part in key.split("-") for key in keys))
                            raise at_place(
                                (*above, "except", keys[-1], weekday),
                                f"“{keys[0]}” and “{keys[1]}” both say what {weekday} holds, and neither is more specific. "
                                f"Write “{both}” too.",
                            )
        return self

    def true_of(self, variant: Variant) -> tuple[str, ...]:
        """The qualifiers that hold for a variant: its level, rhythm and entry, and its shapes."""
        return self._true[variant]

    @cached_property
    def _true(self) -> Mapping[Variant, tuple[str, ...]]:
        return {
            variant: (*variant, *(name for name, keys in self.shapes.items() if any(fits(key, variant) for key in keys)))
            for variant in VARIANTS
        }

    def stages_of(self, number: int, variant: Variant) -> Mapping[str, str]:
        """The stage of each track in a phase, counted through `placed_phases`, for a variant; the most specific exception wins."""
        phase, true = self.phase(number), set(self.true_of(variant))
        fitting = [key for key in phase.stages_except if true.issuperset(key.split("-"))]
        stages = dict(phase.stages)
        for key in sorted(fitting, key=lambda key: key.count("-")):
            stages |= phase.stages_except[key]
        return stages

    def phase(self, number: int) -> Phase:
        """A phase, counted through `placed_phases`."""
        before = len(self.phases)
        return self.phases[number] if number < before else self.after[number - before]

    def placed_phases(self) -> list[tuple[Place, Phase]]:
        """Every phase, those after the race last, with its place in the file."""
        before: list[tuple[Place, Phase]] = [(("phases", number), phase) for number, phase in enumerate(self.phases)]
        return before + [(("after", number), phase) for number, phase in enumerate(self.after)]

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """The variants this plan offers: those with an entry and a number of weeks in every phase that are not left out.

        One is offered as trained only where an entry says what that is.
        """
        return tuple(variant for variant in VARIANTS if self._offers(variant))

    def _offers(self, variant: Variant) -> bool:
        key = _key_of(self.entry, variant)
        if key is None or (variant.trained and "trained" not in key.split("-")):
            return False
        return self.weeks_of(variant) > 0 and not of_variant(self.left_out, variant)

    def weeks_of(self, variant: Variant) -> int:
        """How many weeks its phases have for a variant; none where a phase does not say."""
        weeks = [of_variant(phase.weeks, variant) for phase in self.phases]
        return 0 if None in weeks else add(number or 0 for number in weeks)

    def accepted(self, variant: Variant) -> frozenset[str]:
        """The rules and figures that the plan accepts for a variant."""
        return frozenset(acceptance.rule for acceptance in self.accepts if acceptance.holds_for(variant))

    def rounds_before(self, number: int, variant: Variant) -> int:
        """How often the phases of a plan that repeats have ended before week `number`, counted from 1; else 0."""
        return (number - 1) // self.weeks_of(variant) if self.repeats else 0


def fits(key: str, variant: Variant) -> bool:
    """Whether a key, a level with perhaps a rhythm and an entry, names a variant among others."""
    return set(variant).issuperset(key.split("-"))


def _key_of(table: Mapping[str, object], variant: Variant) -> str | None:
    """The most specific key of a table that names a variant; a rhythm is more specific than an entry."""
    level, rhythm, entry = variant
    forms = (f"{level}-{rhythm}-{entry}", f"{level}-{rhythm}", f"{level}-{entry}", level)
    return next((form for form in forms if form in table), None)


def of_variant(table: Mapping[str, Item], variant: Variant) -> Item | None:
    """What a table keyed by level or variant holds for a variant; the most specific key wins."""
    key = _key_of(table, variant)
    return None if key is None else table[key]


def _most_specific(
    exceptions: Mapping[str, Mapping[Weekday, tuple[str, ...]]], true: set[str | None], weekday: Weekday
) -> list[str]:
    """The keys of the exceptions that apply to a day, where some qualifiers are true, and name the most of them."""
    keys = [key for key, days in exceptions.items() if weekday in days]
    keys = [key for key in keys if true.issuperset(key.split("-"))]
    most = max((key.count("-") for key in keys), default=0)
    return [key for key in keys if key.count("-") == most]


class DayPlan(NamedTuple):
    """The sessions a phase gives a weekday, and where in the plan it says so."""

    sessions: tuple[str, ...]
    place: Place
    for_kind: bool
    """Whether an exception for this kind of week says so."""


def day_of(plan: Plan, phase: int, variant: Variant, kind: str | None, weekday: Weekday) -> DayPlan:
    """What a phase, counted through `placed_phases`, holds on a weekday for a variant and a kind of week (WEEK_KINDS, or none)."""
    before = len(plan.phases)
    above: Place = ("phases", phase) if phase < before else ("after", phase - before)
    found = plan.phase(phase)
    for key in _most_specific(found.exceptions, {*plan.true_of(variant), kind}, weekday):
        return DayPlan(
            found.exceptions[key][weekday], (*above, "except", key, weekday), kind is not None and kind in key.split("-")
        )
    return DayPlan(found.days.get(weekday, ()), (*above, "days", weekday), False)


def race_day_of(plan: Plan, variant: Variant, offset: int) -> tuple[Place, tuple[str, ...]]:
    """Where the plan says what the day `offset` days from race day holds for a variant, and what; the most specific wins."""
    true = set(plan.true_of(variant))
    keys = [key for key, days in plan.race_week_except.items() if offset in days and true.issuperset(key.split("-"))]
    if keys:
        key = max(keys, key=lambda name: name.count("-"))
        return ("race_week_except", key, str(offset)), plan.race_week_except[key][offset]
    return ("race_week", str(offset)), plan.race_week.get(offset, ())
