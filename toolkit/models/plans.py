"""Plans: a race or a purpose in phases, and which variants it is offered to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from toolkit.models.calendars import RaceDays
from toolkit.models.conditions import Acceptance, Entry, LeftOut, Next, Peak
from toolkit.models.fields import Day, Found, Line, SessionId, Text, at_place, listed, wrong
from toolkit.models.keys import Qualifier, RaceDay, Shape, VariantKey, fits, key_naming, most_specific, of_variant
from toolkit.models.numbers import Whole
from toolkit.models.phases import DayList, Phase, SessionList
from toolkit.models.vocabulary import ENTRIES, LEVELS, RHYTHMS, VARIANTS, WEEK_KINDS, WEEKDAYS, Variant
from toolkit.problems import unknown
from toolkit.rounding import add
from toolkit.yaml_reader import Place


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
        default=None, description="What to watch when it is followed alongside another plan; without it, it cannot be."
    )
    repeats: bool = Field(
        default=False,
        description="Whether it goes on for as long as one likes: its phases come again, and it ends with a reset week.",
    )
    corrections: Annotated[tuple[Line, ...], BeforeValidator(listed), Field(max_length=20)] = Field(
        default=(),
        description="Changes that must reach runners who have begun, each in a sentence that they read.",
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
    accepts: tuple[Acceptance, ...] = Field(default=(), description="Warnings that are accepted, with the reason readers see.")

    @model_validator(mode="after")
    def _each_correction_is_new(self) -> Self:
        for number, said in enumerate(self.corrections):
            if said in self.corrections[:number]:
                message = f"“{said}” is there already, and reaches nobody again. Say in a sentence of its own what has changed now."
                raise at_place(("corrections", number), message)
        return self

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
            message = "the plan has no calendars for Saturdays that could end. Add race_days: [sun, sat], or delete this."
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
                true = self.conditions_of(variant)
                for kind in (None, *WEEK_KINDS):
                    for weekday in named:
                        keys = most_specific(phase.exceptions, {*true, kind}, weekday)
                        if len(keys) > 1:
                            both = "-".join(part for part in (*true, *WEEK_KINDS) if any(part in key.split("-") for key in keys))
                            raise at_place(
                                (*above, "except", keys[-1], weekday),
                                f"“{keys[0]}” and “{keys[1]}” both say what {weekday} holds, and neither is more specific. "
                                f"Write “{both}” too.",
                            )
        return self

    def conditions_of(self, variant: Variant) -> tuple[str, ...]:
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
        phase, true = self.phase(number), set(self.conditions_of(variant))
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
        key = key_naming(self.entry, variant)
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
