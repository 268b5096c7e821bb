"""What must come out of plans: the numbers of `templates/outcomes.yaml`, by entry, level, rhythm and race."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeGuard, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from toolkit.models.fields import Id, Line, Model, OneLine, Sources, at_place, listed, wrong
from toolkit.models.numbers import Number, Whole
from toolkit.models.vocabulary import ENTRIES, LEVELS, RHYTHMS, Surface, Tissue, Variant
from toolkit.problems import unknown

OutcomeName = Literal[
    "fast-of-limit",
    "different-sessions",
    "race-effort-sessions",
    "race-effort-dose",
    "race-effort-largest",
    "weeks-of-one-set",
    "race-week-touch",
    "hills-before-hard",
    "single-leg-calf",
    "heavy-strength",
    "landing-drills",
    "running-drills",
    "cadence-minutes",
    "free-days",
    "runs-without-surface",
    "hardest-twice",
    "each-joint",
]
"""What comes out of a variant, and is measured."""
LibraryOutcomeName = Literal["sessions-placed", "ready-recoveries"]
"""What comes out of all plans together."""
MarkName = Literal["single-leg-calf", "heavy-strength", "landing-drills", "running-drills", "cadence-minutes"]
"""What a session is recognised by, where its efforts do not say it."""
OUTCOMES: tuple[OutcomeName, ...] = get_args(OutcomeName)


def is_outcome(name: str) -> TypeGuard[OutcomeName]:
    """Whether a name is that of a figure."""
    return name in OUTCOMES


NEVER_COMES_IN = "never-comes-in"
"""What a plan accepts that lists something for nothing: see `checks.vanished`."""
OutcomeRace = Literal["sprint", "mile", "5k", "10k", "half-marathon"]
OUTCOME_RACES: tuple[OutcomeRace, ...] = get_args(OutcomeRace)
ALL = "all"


def parts_of(key: str) -> tuple[str, ...]:
    """The words of a key, such as `trained-extended-half-marathon`; only a race has a hyphen of its own."""
    race = next((race for race in OUTCOME_RACES if "-" in race and key.endswith(race)), None)
    rest = key.removesuffix(race).strip("-") if race else key
    return (*(part for part in rest.split("-") if part), *([race] if race else ()))


def _key(key: str) -> str:
    groups = (LEVELS, RHYTHMS, ENTRIES, OUTCOME_RACES)
    known = [name for group in groups for name in group]
    for part in parts_of(key) if key != ALL else ():
        if part not in known:
            raise wrong(unknown("level, rhythm, entry or race", part, [*known, ALL]))
    for group in groups:
        if len({part for part in parts_of(key) if part in group}) > 1:
            raise wrong(f"“{key}” names two of {', '.join(group)}. Write one.")
    return key


OutcomeKey = Annotated[str, AfterValidator(_key)]
"""`all`, or a level, a rhythm, an entry, a race, or several joined by hyphens, the race last: `trained-extended-half-marathon`."""
OutcomeBounds = dict[OutcomeKey, Number]


def _most_specific(table: Mapping[str, float], variant: Variant, race: str | None) -> list[float]:
    """The numbers of the keys that fit a variant of a plan for a race, and name the most of it; none where no key fits."""
    true = {*variant, race}
    fitting = {key: 0 if key == ALL else len(parts_of(key)) for key in table if key == ALL or true.issuperset(parts_of(key))}
    most = max(fitting.values(), default=0)
    return [table[key] for key, parts in fitting.items() if parts == most]


class Outcome(Model):
    """One figure of a variant, and what it must be. Of two keys that are equally specific the gentler number holds."""

    title: Line = Field(description="What it is, in plain words.")
    short: Annotated[OneLine, Field(max_length=6)] = Field(description="Its heading in a table, six letters at most.")
    unit: Line = Field(description="What it is counted in.")
    plans: Literal["race", "running", "still", "all"] = Field(
        description="The plans it binds: those for a race, those with running, those without, or all."
    )
    least: OutcomeBounds = Field(default_factory=dict, description="The least it must be: {trained: 0.75, fresh: 0.5}.")
    most: OutcomeBounds = Field(default_factory=dict, description="The most it may be: {all: 2, patient: 4}.")
    weeks: dict[OutcomeKey, Whole] = Field(
        default_factory=dict, description="How many weeks a plan must have before the race for this to bind it: {mile: 11}."
    )

    @model_validator(mode="after")
    def _wants_something(self) -> Self:
        if not self.least and not self.most:
            raise at_place((), "it has no bound. Write least, most, or both.")
        return self

    def wanted(self, variant: Variant, race: str | None, weeks: int) -> tuple[float | None, float | None]:
        """The least and the most for a variant of a plan with so many weeks before the race; None where nothing is asked."""
        if weeks < max(_most_specific(self.weeks, variant, race), default=0):
            return None, None
        least, most = _most_specific(self.least, variant, race), _most_specific(self.most, variant, race)
        return min(least, default=None), max(most, default=None)


class LibraryOutcome(Model):
    """One figure of all plans together."""

    title: Line = Field(description="What it is, in plain words.")
    unit: Line = Field(description="What it is counted in.")
    least: Number = Field(description="The least it must be.")


class SessionMark(Model):
    """How sessions of a sort are recognised: by their ids, or by an exercise that they hold.

    The ids carry no `Ref`: `checks.shortfalls` reports unknown ones, and a file needs nothing that is only counted.
    """

    sessions: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(default=(), description="Sessions, by id.")
    exercises: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Exercises, by id: a session that holds one in its warm-up or main part is meant."
    )
    each: bool = Field(default=False, description="Whether the exercise must be done on each side.")


class Joints(Model):
    """What counts as work for a joint in a plan without running."""

    tissues: tuple[Tissue, ...] = Field(default=(), description="The joints and tissues that take their turn.")
    weight: Annotated[Whole, Field(ge=1, le=3)] = Field(
        default=2, description="The least weight that a strength session has for it."
    )


class Unplaced(Model):
    """A session, or a whole kind of session, that no plan holds, and why."""

    because: Line = Field(description="The reason.")


class Counting(Model):
    """What the figures count, where that is a number."""

    loading_weeks: Annotated[Whole, Field(ge=1, le=20)] = Field(
        default=5, description="The loading weeks before the taper in which race effort is counted."
    )
    touch_strides: Whole = Field(default=4, description="The strides that count as a touch where there is no room for one.")
    strides_for: tuple[OutcomeRace, ...] = Field(
        default=(), description="The races before which strides are touch enough, whatever room there is."
    )
    heavy_from: Annotated[Whole, Field(ge=1, le=52)] = Field(default=7, description="The week from which heavy strength counts.")


class OutcomesFile(Model):
    """`templates/outcomes.yaml`: what must come out of the plans. `checks.shortfalls` reports unknown keys of `unplaced`."""

    figures: dict[OutcomeName, Outcome] = Field(default_factory=dict, description="What comes out of a variant.")
    library: dict[LibraryOutcomeName, LibraryOutcome] = Field(
        default_factory=dict, description="What comes out of all plans together."
    )
    counting: Counting = Field(default=Counting(), description="What the figures count, where that is a number.")
    marks: dict[MarkName, SessionMark] = Field(default_factory=dict, description="How sessions of a sort are recognised.")
    surfaces: dict[Surface, Whole] = Field(default_factory=dict, description="How hard each surface is, the softest least.")
    joints: Joints = Field(default=Joints(), description="What counts as work for a joint in a plan without running.")
    unplaced: dict[Id, Unplaced] = Field(
        default_factory=dict, description="The sessions, or kinds of them, that are in no plan, each with its reason."
    )
    sources: Sources = Field(default=(), description="A list of source ids, or the word convention.")
