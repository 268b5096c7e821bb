"""Session, exercise, plan and the lists: the one truth about every field, its type, its limits and its help.

Every value arrives as text (`toolkit.source`); the models give it a type. Schemas and messages derive from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from toolkit import notation
from toolkit.notation import Effort, NotationError, Steps
from toolkit.problems import Problem, shorten, unknown
from toolkit.source import Document, Place

Level = Literal["returning", "intermediate", "advanced"]
Rhythm = Literal["standard", "extended"]
Tissue = Literal["calf-achilles", "knee", "hip", "hamstring", "foot", "back"]
Mode = Literal["run", "walk", "bike", "pool", "elliptical", "strength", "mobility", "drill", "plyometric"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Objective = Literal[
    "warm-up", "cool-down", "recovery", "endurance", "threshold", "vo2max", "speed", "strength", "mobility", "race", "test"
]
Surface = Literal["track", "grass", "path", "trail", "road", "treadmill", "hill"]
Need = Literal["hill", "track", "pool", "bike", "gym", "step", "band", "grass", "mat", "dumbbells", "treadmill", "wall", "chair"]

AgeColumn = Literal["40-49", "50-59", "60-69", "70+"]

LEVELS: tuple[Level, ...] = get_args(Level)
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
COLUMNS: tuple[AgeColumn, ...] = get_args(AgeColumn)
WEEK_KINDS = ("reset", "taper")
"""Kinds of week that an exception in a plan can name."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "warm-ups": "Warm-ups",
        "cool-downs": "Cool-downs",
        "easy": "Easy runs",
        "long": "Long runs",
        "walk-run": "Walk-run",
        "strides": "Strides",
        "hills": "Hills",
        "fartlek": "Fartlek",
        "ladders": "Ladders",
        "intervals": "Intervals",
        "threshold": "Threshold",
        "time-trials": "Time trials",
        "race": "Races",
        "strength": "Strength",
        "mobility": "Mobility",
        "cross-training": "Cross-training",
        "recovery": "Recovery",
    }
)
"""The kinds of session: a folder below `templates/` and its heading, in the order pages list them."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether a file's name without its ending can be an id: lower case, digits and single hyphens, at most 60 characters."""
    return len(name) <= 60 and _ID.fullmatch(name) is not None


class Variant(NamedTuple):
    """One level and one rhythm; with a plan, what a reader follows."""

    level: Level
    rhythm: Rhythm

    def __str__(self) -> str:
        return f"{self.level}-{self.rhythm}"


VARIANTS = tuple(Variant(level, rhythm) for level in LEVELS for rhythm in RHYTHMS)


# Types of fields ------------------------------------------------------------------------------------------------------


def _wrong(message: str, offset: int = 0) -> PydanticCustomError:
    """An error whose message is ours, `offset` characters into the value."""
    return PydanticCustomError("ours", "{message}", {"message": message, "offset": offset})


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _printable(text: str) -> str:
    for offset, character in enumerate(text):
        if character == "\\" or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            name = "a backslash" if character == "\\" else f"the character U+{ord(character):04X}"
            raise _wrong(f"{name} cannot stand in text: some calendars misread it. Leave it out.", offset)
    return text


def _as_text(value: object) -> object:
    if isinstance(value, str):
        return _one_line(value)
    raise _wrong("this should be text on one line.")


OneLine = Annotated[str, BeforeValidator(_as_text), Field(min_length=1), AfterValidator(_printable)]
Title = Annotated[OneLine, Field(max_length=60)]
Line = Annotated[OneLine, Field(max_length=200)]
Text = Annotated[OneLine, Field(max_length=600)]
Id = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=60)]


def _steps(value: object) -> Steps:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise _wrong("this should be one line of notation, such as 4x(1min @5k, 90s jog).")
    try:
        return notation.read(value)
    except NotationError as error:
        raise _wrong(str(error), error.offset) from None


Rung = Annotated[Any, BeforeValidator(_steps)]
"""One dose in the notation, kept as steps."""


def _minutes(value: object) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    try:
        amount = notation.read_amount(str(value))
    except NotationError:
        amount = None
    if amount is None or amount.unit != "s" or amount.low != amount.high:
        raise _wrong(f"“{shorten(str(value))}” is not a time. Write 95min or 1:35:00.")
    return float(amount.low / 60)


Minutes = Annotated[float, BeforeValidator(_minutes)]
"""A duration in minutes, written as in the notation: `95min`; `0min` is allowed."""


def _pace(value: object) -> float:
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", str(value))
    if not match:
        raise _wrong(f"“{shorten(str(value))}” is not minutes and seconds. Write 27:00.")
    return int(match[1]) * 60.0 + int(match[2])


Clock = Annotated[float, BeforeValidator(_pace)]
"""Minutes and seconds, `27:00`, kept as seconds."""


def _listed(value: object) -> object:
    """An empty value where a list is meant reads as a list without anything in it."""
    return [] if value == "" else value


def _sources(value: object) -> object:
    if value == "convention":
        return ()
    if isinstance(value, str):
        raise _wrong("write a list of source ids, [daniels_book], or the word convention.")
    if value == []:
        raise _wrong("no source is named. Write the word convention where that is what it is.")
    return value


Sources = Annotated[tuple[Id, ...], BeforeValidator(_sources)]
"""Ids in `templates/sources.yaml`; empty for `convention`."""

Item = TypeVar("Item")


class Model(BaseModel):
    """Frozen, and strict about the names of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# Sessions and exercises ----------------------------------------------------------------------------------------------


class SessionLoad(Model):
    """What a session costs."""

    hard: Annotated[float, AfterValidator(lambda value: _hard_units(value))] = Field(
        description="Hard units: 1 hard, 0.5 moderate, 0 easy."
    )
    impact: int = Field(ge=0, le=5, description="0 none, 1 walking, 2 easy running, 3 quality, 4 fast and flat, 5 all-out.")
    tissues: dict[Tissue, Annotated[int, Field(ge=1, le=3)]] = Field(
        default_factory=dict, description="The tissues it loads, with weights 1 to 3."
    )


def _hard_units(value: float) -> float:
    if value not in (0.0, 0.5, 1.0):
        raise _wrong(f"“{value:g}” is not a number of hard units. Write 0, 0.5 or 1.")
    return value


def _number(value: object) -> object:
    try:
        return float(str(value))
    except ValueError:
        return value


class Session(Model):
    """Something done on one day; its rungs form a ladder, from the gentlest dose to the hardest."""

    id: Id = Field(description="The file's name.")
    kind: str = Field(description="The file's folder.")
    title: Title = Field(description="What it is called.")
    objective: Objective = Field(description="What it is for.")
    summary: Line = Field(description="What it is and why it is done, in a sentence or two.")
    mode: Mode = Field(default="run", description="How one moves.")
    load: SessionLoad = Field(description="Hard units, impact and tissues: {hard: 1, impact: 3, tissues: {calf-achilles: 2}}.")
    surface: Annotated[tuple[Surface, ...], BeforeValidator(_listed)] = Field(default=(), description="Where it can be run.")
    warm_up: Id | None = Field(default=None, description="A session in warm-ups/, done first.")
    cool_down: Id | None = Field(default=None, description="A session in cool-downs/, done last.")
    cues: Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(max_length=3)] = Field(
        default=(), description="Two or three cues to think of."
    )
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1, max_length=40)] = Field(
        description="The ladder, gentlest first; neighbours differ in one thing."
    )
    start: dict[Level, Annotated[int, Field(ge=1)]] = Field(
        default_factory=lambda: dict.fromkeys(LEVELS, 1),
        description="The highest rung a level may start on, counted from 1; a level that is absent is not offered this session.",
    )
    tired: Id | None = Field(
        default=None, description="The session for a tired day; without it, the hardest rung with at most half the fast work."
    )
    equivalent: Literal["bike", "pool", "elliptical"] | None = Field(
        default=None, description="The mode in which the same minutes and efforts are done without impact."
    )
    avoid: Line = Field(description="When not to do it.")
    needs: Annotated[tuple[Need, ...], BeforeValidator(_listed)] = Field(default=(), description="What it needs.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")

    @model_validator(mode="after")
    def _start_is_on_the_ladder(self) -> Self:
        for level, rung in self.start.items():
            if rung > len(self.rungs):
                raise _at(("start", level), f"there is no rung {rung}: the ladder has {len(self.rungs)}.")
        return self

    @model_validator(mode="after")
    def _rungs_differ(self) -> Self:
        for number, (one, other) in enumerate(zip(self.rungs, self.rungs[1:], strict=False), start=1):
            if one == other:
                raise _at(("rungs", number), "this rung is the same as the one before. Change one thing, or delete it.")
        return self


def _at(place: Place, message: str) -> PydanticCustomError:
    """An error of ours at a place below the model that raises it."""
    return PydanticCustomError("ours", "{message}", {"message": message, "offset": 0, "place": place})


class Exercise(Model):
    """One movement, used in circuits, drills and warm-ups."""

    id: Id = Field(description="The file's name.")
    title: Title = Field(description="What it is called.")
    kind: Literal["mobility", "strength", "drill", "balance", "plyometric"] = Field(description="What sort of movement it is.")
    summary: Line = Field(description="What it does, in one sentence.")
    start: Text = Field(description="The starting position.")
    movement: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)] = Field(description="What to do, step by step.")
    feel: Text = Field(description="What you should feel.")
    fault: Text = Field(description="The common fault, and how to mend it.")
    easier: Text = Field(description="An easier variant.")
    harder: Text = Field(description="A harder variant.")
    serves: Annotated[tuple[Tissue, ...], Field(min_length=1)] = Field(description="The tissues it serves.")
    impact: int = Field(default=0, ge=0, le=5, description="0 none to 5 all-out jumping.")
    rep_time: Annotated[float, BeforeValidator(lambda value: _minutes(value) * 60)] | None = Field(
        default=None, description="Seconds one repetition takes on one side, 3s; needed where it is counted in repetitions."
    )
    needs: Annotated[tuple[Need, ...], BeforeValidator(_listed)] = Field(default=(), description="What it needs.")
    avoid: Text = Field(description="When not to do it.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")


# Plans ---------------------------------------------------------------------------------------------------------------


class Entry(Model):
    """What a plan expects of the last 30 days."""

    week: Minutes = Field(description="Running minutes a week.")
    longest: Minutes = Field(description="The longest run.")
    fast: Minutes = Field(description="Fast minutes in the largest fast session.")


class Peak(Model):
    """Where minutes stop growing."""

    week: Minutes = Field(description="Running minutes a week, at most.")
    longest: Minutes = Field(description="The longest run, at most.")


def _of_variant(key: str) -> str:
    if key not in LEVELS and key not in map(str, VARIANTS):
        raise _wrong(unknown("level or variant", key, [*LEVELS, *map(str, VARIANTS)]))
    return key


def _qualifier(key: str) -> str:
    parts = key.split("-")
    known = (*LEVELS, *RHYTHMS, *WEEK_KINDS)
    for part in parts:
        if part not in known:
            raise _wrong(unknown("level, rhythm or kind of week", part, known))
    for group in (LEVELS, RHYTHMS, WEEK_KINDS):
        if sum(part in group for part in parts) > 1:
            raise _wrong(f"“{key}” names two of {', '.join(group)}. Write one.")
    return key


VariantKey = Annotated[str, AfterValidator(_of_variant)]
"""A level (`intermediate`), or a level and a rhythm (`intermediate-extended`), which wins over the level alone."""
Qualifier = Annotated[str, AfterValidator(_qualifier)]
"""A level, a rhythm, a kind of week (`reset`, `taper`), or several joined by hyphens; the most specific wins."""
DayList = Annotated[tuple[Id, ...], BeforeValidator(_listed)]


class Phase(Model):
    """Weeks with one purpose, and what each of their days holds."""

    name: Title = Field(description="What the phase is called.")
    purpose: Line = Field(description="What it is for.")
    weeks: dict[VariantKey, Annotated[int, Field(ge=0, le=52)]] = Field(description="How many weeks, by level or variant.")
    days: dict[Weekday, DayList] = Field(description="The sessions of each day, in the order of the day.")
    exceptions: dict[Qualifier, dict[Weekday, DayList]] = Field(
        default_factory=dict, alias="except", description="Days that differ for a level, a rhythm or a kind of week."
    )


class Acceptance(Model):
    """A warning that stands, and why."""

    rule: Id = Field(description="The rule's name.")
    because: Line = Field(description="The reason, which readers see.")


class Plan(Model):
    """A race or a purpose, phases, and what each day holds."""

    id: Id = Field(description="The file's name.")
    title: Title = Field(description="What it is called.")
    summary: Line = Field(description="What it is for, in a sentence or two.")
    who: Text = Field(description="Who it is for, and who should not start it.")
    race: Literal["mile", "5k", "10k", "half-marathon"] | None = Field(default=None, description="The race it leads to.")
    entry: dict[VariantKey, Entry] = Field(description="What it expects of the last 30 days, by level or variant.")
    peak: dict[VariantKey, Peak] = Field(default_factory=dict, description="Where minutes stop growing, by level or variant.")
    stand_in: Id = Field(description="The session that takes the place of a fast one until the rules allow it.")
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)] = Field(description="The phases, in order.")
    taper_weeks: int = Field(default=0, ge=0, le=3, description="Weeks of taper before the race week.")
    race_week: dict[Annotated[int, Field(ge=-6, le=6)], DayList] = Field(
        default_factory=dict, description="The sessions of the race week, by days from race day."
    )
    accepts: tuple[Acceptance, ...] = Field(default=(), description="Warnings that stand, with the reason readers see.")

    @model_validator(mode="after")
    def _race_week_goes_with_a_race(self) -> Self:
        if bool(self.race) != bool(self.race_week):
            missing = "race_week" if self.race else "race"
            raise _wrong(f"a plan with a race needs both race and race_week; {missing} is missing.")
        if self.race and 0 not in self.race_week:
            raise _at(("race_week",), "the race itself is missing. Write it as day 0: {0: [race-5k]}.")
        return self

    @model_validator(mode="after")
    def _exceptions_do_not_tie(self) -> Self:
        for number, phase in enumerate(self.phases):
            for variant in VARIANTS:
                for kind in (None, *WEEK_KINDS):
                    for weekday in WEEKDAYS:
                        keys = _most_specific(phase.exceptions, variant, kind, weekday)
                        if len(keys) > 1:
                            both = "-".join(part for part in (*variant, *WEEK_KINDS) if any(part in key.split("-") for key in keys))
                            raise _at(
                                ("phases", number, "except", keys[-1], weekday),
                                f"“{keys[0]}” and “{keys[1]}” both say what {weekday} holds, and neither is more specific. "
                                f"Write “{both}” too.",
                            )
        return self

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The variants this plan offers: those with an entry and a number of weeks in every phase."""
        return tuple(
            variant
            for variant in VARIANTS
            if of_variant(self.entry, variant) and all(of_variant(phase.weeks, variant) is not None for phase in self.phases)
        )


def of_variant(table: Mapping[str, Item], variant: Variant) -> Item | None:
    """What a table keyed by level or variant holds for a variant; the variant's own entry wins."""
    return table.get(str(variant), table.get(variant.level))


def _most_specific(
    exceptions: Mapping[str, Mapping[Weekday, tuple[str, ...]]], variant: Variant, kind: str | None, weekday: Weekday
) -> list[str]:
    """The keys of the exceptions that apply to a day and name the most qualifiers."""
    true = {*variant, kind}
    keys = [key for key, days in exceptions.items() if weekday in days and true.issuperset(key.split("-"))]
    most = max((key.count("-") for key in keys), default=0)
    return [key for key in keys if key.count("-") == most]


class DayPlan(NamedTuple):
    """The sessions a phase gives a weekday, and where in the plan it says so."""

    sessions: tuple[str, ...]
    place: Place
    for_kind: bool
    """Whether an exception for this kind of week says so."""


def day_of(plan: Plan, phase: int, variant: Variant, kind: str | None, weekday: Weekday) -> DayPlan:
    """What a plan's phase holds on a weekday, for a variant and a kind of week (`reset`, `taper` or none)."""
    exceptions = plan.phases[phase].exceptions
    for key in _most_specific(exceptions, variant, kind, weekday):
        place = ("phases", phase, "except", key, weekday)
        return DayPlan(exceptions[key][weekday], place, kind is not None and kind in key.split("-"))
    return DayPlan(plan.phases[phase].days.get(weekday, ()), ("phases", phase, "days", weekday), False)


# The lists -----------------------------------------------------------------------------------------------------------


class Cue(Model):
    """A short phrase to think of while moving."""

    text: Title = Field(description="The phrase.")
    category: Literal[
        "posture", "landing", "turnover", "upper body", "pacing", "recoveries", "hills", "breathing", "strength",
        "plyometric", "decision", "race",
    ] = Field(description="What it is about.")  # fmt: skip


class Source(Model):
    """A study, a review or a book that the content rests on."""

    authors: Text = Field(description="Who wrote it.")
    title: Text = Field(description="Its title.")
    year: Annotated[int, Field(ge=1900, le=2100)] | None = Field(default=None, description="When it came out.")
    source: Text = Field(description="Where it came out.")
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/[-._;()/:a-zA-Z0-9]+$")] | None = Field(default=None, description="Its DOI.")
    url: Annotated[str, Field(pattern=r"^https?://[^\s\"'<>\\]+$")] | None = Field(default=None, description="Its address.")
    finding: Text = Field(description="What it found, in our words.")

    @property
    def link(self) -> str | None:
        """Where to read it, if we know."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class EffortText(Model):
    """How an effort feels."""

    rpe: Annotated[str, Field(pattern=r"^\d+(–\d+)?$")] = Field(description="Effort on Borg's CR10 scale, such as 2–3.")
    talk: Line = Field(description="The talk test.")
    feel: Line = Field(description="What it is like and when it is used.")


class LevelText(Model):
    """Who a level is for, and the reference runner whose paces turn its metres into minutes."""

    title: Title
    who: Text = Field(description="Who it is for.")
    reference_5k: Clock = Field(description="The reference runner's 5 km time, 27:00.")
    walk: Clock = Field(description="Minutes and seconds for a kilometre's walk, 10:30.")


class RhythmText(Model):
    """How much recovery lies between hard days."""

    title: Title
    who: Text = Field(description="Who it is for.")
    column: AgeColumn = Field(description="The age column of the limits that it takes.")


class LevelsFile(Model):
    """`templates/levels.yaml`: efforts, levels, rhythms."""

    efforts: dict[Effort, EffortText]
    levels: dict[Level, LevelText]
    rhythms: dict[Rhythm, RhythmText]
    ready: Annotated[float, BeforeValidator(lambda value: _minutes(value) * 60)] = Field(
        description="Seconds that “until ready” is reckoned as."
    )
    drill_pace: Clock = Field(description="Minutes and seconds that a kilometre of drills would take, 16:40.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, table, wanted in (
            ("efforts", self.efforts, notation.EFFORTS),
            ("levels", self.levels, LEVELS),
            ("rhythms", self.rhythms, RHYTHMS),
        ):
            missing = [key for key in wanted if key not in table]
            if missing:
                raise _at((name,), f"{', '.join(missing)} is missing.")
        return self


class Limit(Model):
    """One rule's numbers, by level and age column, with how well they are supported."""

    rule: Line = Field(description="The rule in a sentence.")
    why: Text = Field(description="Why it is kind to joints, in a sentence or two.")
    unit: Literal["hours", "units", "percent", "rungs", "weeks", "minutes", "range of percent"] = Field(
        description="The unit of the values."
    )
    severity: Literal["error", "warning"] = Field(description="Whether a plan may break it with a reason (warning) or never.")
    strength: Literal["strong", "moderate", "weak", "convention"] = Field(description="How strong the evidence is.")
    evidence: Text = Field(description="What the evidence is.")
    sources: Sources
    values: dict[Level, Annotated[tuple[str, ...], Field(min_length=4, max_length=4)]] = Field(
        description="For each level, the values of the age columns 40-49, 50-59, 60-69 and 70+."
    )
    also: dict[str, Annotated[float, BeforeValidator(_number)]] = Field(
        default_factory=dict, description="Further numbers the rule needs, by name."
    )

    @model_validator(mode="after")
    def _values_are_numbers(self) -> Self:
        form = r"\d+(\.\d+)?-\d+(\.\d+)?" if self.unit == "range of percent" else r"\d+(\.\d+)?"
        for level, values in self.values.items():
            for column, value in enumerate(values):
                if not re.fullmatch(form, value):
                    raise _at(("values", level, column), f"“{value}” is not a {self.unit}.")
        if missing := [level for level in LEVELS if level not in self.values]:
            raise _at(("values",), f"{', '.join(missing)} is missing.")
        return self

    def range(self, level: Level, column: AgeColumn) -> tuple[float, float]:
        """The least and the most for a level and an age column; the same number twice where there is but one."""
        low, _, high = self.values[level][COLUMNS.index(column)].partition("-")
        return float(low), float(high or low)

    def value(self, level: Level, column: AgeColumn) -> float:
        """The number for a level and an age column."""
        return self.range(level, column)[0]


class ReadinessFile(Model):
    """`templates/readiness.yaml`: what to do on the day, and when to stop."""

    green: Text
    tired: Text
    sore: Text
    red: Text
    stop: Text = Field(description="The signs to stop for, on every hard session.")
    health_check: Text = Field(description="What to have cleared before a plan is started.")
    bone: Text = Field(description="When to suspect a bone and not run.")
    sources: Sources


# From data to a model, or problems ------------------------------------------------------------------------------------

Checked = TypeVar("Checked", bound=BaseModel)


def validate(model: type[Checked], document: Document, **given: str) -> Checked | list[Problem]:
    """The model of a document's data, or every problem in it; `given` fields come from the file's path, not from the data."""
    problems = [
        document.problem((name,), _no_such_field(model, name, given), at_key=True) for name in given if name in document.data
    ]
    try:
        checked = model.model_validate({**document.data, **given})
    except ValidationError as error:
        details = error.errors(include_url=False)
        return problems + [_problem(model, document, detail, given) for detail in details]
    return problems or checked


def validate_list(model: type[Checked], document: Document) -> tuple[dict[str, Checked], list[Problem]]:
    """The entries of a file that maps ids to models, and every problem in it."""
    entries: dict[str, Checked] = {}
    problems: list[Problem] = []
    for name, data in document.data.items():
        try:
            entries[name] = model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                detail["loc"] = (name, *detail["loc"])
                problems.append(_problem(model, document, detail, {}, depth=1))
    return entries, problems


def _problem(model: type[BaseModel], document: Document, detail: ErrorDetails, given: Mapping[str, str], depth: int = 0) -> Problem:
    """One of pydantic's errors at its place in the file, in words that say what to write instead."""
    context = detail.get("ctx", {})
    place = tuple(part for part in detail["loc"] if part != "[key]") + tuple(context.get("place", ()))
    at_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    message = _message(model, detail, place[depth:], given)
    field = ".".join(str(part) for part in place if not isinstance(part, int)) if place else ""
    if place and isinstance(place[-1], int):
        field += f"[{place[-1]}]"
    if field and detail["type"] not in ("extra_forbidden", "missing"):
        message = f"{field}: {message}"
    return document.problem(place, message, offset=int(context.get("offset", 0)), at_key=at_key)


def _message(model: type[BaseModel], detail: ErrorDetails, place: Place, given: Mapping[str, str]) -> str:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    shown = f"“{shorten(str(value))}”" if isinstance(value, (str, int, float)) else "this"
    if kind == "ours":
        return str(context["message"])
    if kind == "extra_forbidden":
        return _no_such_field(_model_at(model, place[:-1]), str(place[-1]), given)
    if kind == "missing":
        holder = _model_at(model, place[:-1])
        info = next((info for name, info in holder.model_fields.items() if place[-1] in (name, info.alias)), None)
        return f"“{place[-1]}” is missing. Add it: {info.description if info and info.description else 'it is needed.'}"
    if kind == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ")
        return unknown("choice", str(value), choices.split(", ")) if isinstance(value, str) else f"write one of: {choices}."
    if value == "":
        return "the value is missing. Write one, or delete the field."
    plain = {
        "string_too_long": "{shown} is longer than {max_length} characters. Make it shorter.",
        "too_long": "there are {actual_length} here; {max_length} is the most.",
        "too_short": "there are {actual_length} here; {min_length} is the least.",
        "greater_than_equal": "{shown} is less than {ge}, the least.",
        "less_than_equal": "{shown} is more than {le}, the most.",
        "int_parsing": "{shown} is not a whole number.",
        "float_parsing": "{shown} is not a number.",
        "float_type": "this should be a number.",
        "int_type": "this should be a whole number.",
        "string_type": "this should be text.",
        "tuple_type": "{shown} should be a list. Write [one, two], or a line “- one” for each.",
        "dict_type": "{shown} should be fields. Write them below, indented: “name: value”.",
        "model_type": "{shown} should be fields. Write them below, indented: “name: value”.",
        "model_attributes_type": "{shown} should be fields. Write them below, indented: “name: value”.",
        "string_pattern_mismatch": "{shown} is not of the form it should have ({pattern}).",
    }.get(kind)
    if plain:
        return plain.format(shown=shown, **context)
    return f"{shown} cannot stand here: {detail['msg']}."


def _no_such_field(model: type[BaseModel], name: str, given: Mapping[str, str]) -> str:
    return unknown("field", name, [info.alias or field for field, info in model.model_fields.items() if field not in given])


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """The model that describes what stands at a place inside another."""
    for part in place:
        info = next((info for name, info in model.model_fields.items() if part in (name, info.alias)), None)
        inner = next(_models_in(info.annotation), None) if info else None
        model = inner or model
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
