"""Sessions and exercises."""

from __future__ import annotations

from typing import Annotated, Self, cast, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator

from toolkit import notation
from toolkit.models.fields import (
    CoolDownId,
    CueId,
    Line,
    Model,
    NeedId,
    Rung,
    SessionId,
    Template,
    Text,
    WarmUpId,
    at_place,
    between,
    listed,
    seconds_of,
    wrong,
)
from toolkit.models.numbers import Number, Whole, span
from toolkit.models.vocabulary import (
    LEVELS,
    MODES,
    MODES_TO_NAME,
    BodyPart,
    ExerciseKind,
    Level,
    Mode,
    Objective,
    Occasion,
    Stand,
    Surface,
    Tissue,
)
from toolkit.notation import Effort

MODE_NAMES: tuple[str, ...] = get_args(Mode)
UNGATED = ("easy", "long", "warm-ups", "cool-downs", "race", "time-trials")
"""Kinds that cannot go by steps: what fills a week's minutes, what goes with something else, and what is done once."""


def _hard_units(value: float) -> float:
    if value not in (0.0, 0.5, 1.0):
        raise wrong(f"“{value:g}” is not a number of hard units. Write 0, 0.5 or 1.")
    return value


Units = Annotated[Number, AfterValidator(_hard_units)]
"""Hard units: 0, 0.5 or 1."""
MODERATE = 0.5
"""The hard units of a moderate session."""


class SessionLoad(Model):
    """What a session costs beyond what the efforts of its rungs ask for, and which tissues it loads."""

    hard: Units = Field(default=0.0, description="The least hard units of any rung: 0.5 moderate, 1 hard.")
    impact: Whole = Field(
        default=0,
        ge=0,
        le=5,
        description="The least impact of any rung: 1 walking, 2 easy running, 3 quality, 4 fast and flat, 5 all-out.",
    )
    tissues: dict[Tissue, Annotated[Whole, Field(ge=1, le=3)]] = Field(
        default_factory=dict, description="The tissues it loads, with weights 1 to 3."
    )


def _grade(value: object) -> tuple[float, float]:
    if (found := span(value, most=45, whole=True)) is None:
        raise wrong(f"“{value}” is not a slope in percent. Write 5, or a range such as 4-6.")
    return found


Grade = Annotated[tuple[float, float], BeforeValidator(_grade)]
"""A slope in percent, from and to; equal without a range."""


class NeedsBefore(Model):
    """What must come before a session: so many of some sessions, or so many weeks that held an effort."""

    sessions: Annotated[tuple[SessionId, ...], BeforeValidator(listed)] = Field(
        default=(), description="The sessions that count, [accelerations, flat-sprints]; with `times`."
    )
    times: Annotated[Whole, Field(ge=1, le=40)] | None = Field(default=None, description="How many of them, in all.")
    weeks: Annotated[Whole, Field(ge=1, le=52)] | None = Field(
        default=None, description="How many weeks that held an effort; with `of`."
    )
    of: Effort | None = Field(default=None, description="The effort of these weeks, sprint.")

    @property
    def least(self) -> int:
        """How many there must be, of sessions or of weeks."""
        return self.times or self.weeks or 0

    def __str__(self) -> str:
        return f"{self.times} times {' or '.join(self.sessions)}" if self.sessions else f"{self.weeks} weeks with {self.of}"

    @model_validator(mode="after")
    def _is_of_one_sort(self) -> Self:
        whole = (bool(self.sessions), self.times is not None, self.weeks is not None, self.of is not None)
        if whole not in ((True, True, False, False), (False, False, True, True)):
            raise wrong("write either {sessions: [accelerations], times: 4} or {weeks: 8, of: sprint}.")
        return self


def _mode(value: object, info: ValidationInfo) -> object:
    """The mode as it is written, if the folder allows it; without one, that of the folder."""
    kind = str(info.data.get("kind"))
    asked = MODES_TO_NAME.get(kind, ())
    allowed = asked or MODES.get(kind, ("run",))
    if value is None and asked:
        raise wrong(f"a session in {kind}/ says how one moves. Add “mode: {allowed[0]}”, or another of {', '.join(allowed)}.")
    if value in MODE_NAMES and value not in allowed:
        only = f"“mode: {allowed[0]}”" if len(allowed) == 1 else f"one of {', '.join(allowed)}"
        raise wrong(f"“{value}” does not belong in {kind}/. Write {only}, or move the file to the folder of its kind.")
    return allowed[0] if value is None else value


class Session(Template):
    """Something done on one day; its rungs form a ladder, from the gentlest dose to the hardest."""

    kind: str = Field(description="The file's folder.")
    objective: Objective = Field(description="What it is for.")
    summary: Line = Field(description="What it is and why it is done, in a sentence or two.")
    mode: Annotated[Mode, BeforeValidator(_mode)] = Field(
        default=cast(Mode, None), validate_default=True, description="How one moves; without it, as the folder says."
    )
    load: SessionLoad = Field(
        description="The tissues it loads, {tissues: {calf-achilles: 2}}, and what raises the count of its efforts."
    )
    surface: Annotated[tuple[Surface, ...], BeforeValidator(listed)] = Field(default=(), description="Where it can be run.")
    warm_up: WarmUpId | None = Field(default=None, description="A session in warm-ups/, done first.")
    after: SessionId | None = Field(default=None, description="The session it is done straight after, which is its warm-up.")
    cool_down: CoolDownId | None = Field(default=None, description="A session in cool-downs/, done last.")
    grade: Grade | None = Field(default=None, description="The slope in percent, 4-6; needed where a hill is.")
    instead: dict[Occasion, WarmUpId] = Field(
        default_factory=dict, description="For a warm-up: the warm-up for a cold or hot day, stiff joints or sore ones."
    )
    cues: Annotated[tuple[CueId, ...], BeforeValidator(listed), Field(min_length=2, max_length=3)] = Field(
        description="Two or three cues to think of."
    )
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1, max_length=40)] = Field(
        description="The ladder, gentlest first; neighbours differ in one thing."
    )
    start: dict[Level, Annotated[Whole, Field(ge=1, le=40)]] = Field(
        default_factory=lambda: dict.fromkeys(LEVELS, 1),
        description="The highest rung a level may start on, counted from 1; a level that is absent is not offered this session.",
    )
    tired: SessionId | None = Field(
        default=None, description="The session for a tired day; without it, the hardest rung with at most half the fast work."
    )
    equivalent: Annotated[tuple[Stand, ...], BeforeValidator(listed)] = Field(
        default=(), description="The modes in which the same minutes and efforts can be done without impact, the best first."
    )
    avoid: Line = Field(description="When not to do it.")
    needs: Annotated[tuple[NeedId, ...], BeforeValidator(listed)] = Field(default=(), description="What it needs.")
    needs_before: NeedsBefore | None = Field(
        default=None,
        description="What a plan must hold before it: {sessions: [accelerations], times: 4} or {weeks: 8, of: sprint}.",
    )
    touch: bool = Field(
        default=False, description="true for a short touch at race effort in the race week, which counts no hard units."
    )
    gate: Line | None = Field(
        default=None,
        description="How to tell that a step has passed. With it the rungs are steps: no calendar moves anybody on.",
    )
    gates: dict[Whole, Line] = Field(
        default_factory=dict, description="What single steps ask besides, by their numbers: {8: Twice a week at most.}."
    )

    @property
    def by_steps(self) -> bool:
        """Whether its rungs are steps that are repeated until a gate holds; a schedule is then always at the first."""
        return self.gate is not None

    def strengthens(self, tissue: Tissue, weight: float) -> bool:
        """Whether it is strength work that loads a tissue with this weight or more."""
        return self.mode == "strength" and self.load.tissues.get(tissue, 0) >= weight

    @property
    def all_out(self) -> bool:
        """Whether it is a race or an all-out trial; a submaximal check, which declares no hard unit, is neither."""
        return self.kind in ("race", "time-trials") and self.load.hard >= 1

    @model_validator(mode="after")
    def _needs_others_before(self) -> Self:
        if self.needs_before and self.id in self.needs_before.sessions:
            raise at_place(("needs_before", "sessions"), "a session cannot need itself before it. Name what leads up to it.")
        return self

    @model_validator(mode="after")
    def _start_is_on_the_ladder(self) -> Self:
        for level, rung in self.start.items():
            if rung > len(self.rungs):
                raise at_place(("start", level), f"there is no rung {rung}: the ladder has {len(self.rungs)}.")
        return self

    @model_validator(mode="after")
    def _steps_begin_at_the_first(self) -> Self:
        if not self.by_steps:
            if self.gates:
                raise at_place(
                    ("gates",), "single steps have gates, but all steps together have none. Add “gate: …”: when a step has passed."
                )
            return self
        if self.kind in UNGATED:
            raise at_place(("gate",), f"a session in {self.kind}/ cannot go by steps. Put it into the folder of another kind.")
        for level, rung in self.start.items():
            if rung > 1:
                raise at_place(("start", level), "with a gate everybody begins at the first step. Write 1.")
        for number in self.gates:
            if not 1 <= number <= len(self.rungs):
                raise at_place(("gates", str(number)), f"there is no step {number}: there are {len(self.rungs)}.")
        return self

    @model_validator(mode="after")
    def _warm_up_has_none_of_its_own(self) -> Self:
        if self.kind in ("warm-ups", "cool-downs") and (self.warm_up or self.cool_down):
            field = "warm_up" if self.warm_up else "cool_down"
            raise at_place((field,), f"a session in {self.kind}/ has no warm-up or cool-down of its own. Delete the field.")
        return self

    @model_validator(mode="after")
    def _only_a_warm_up_gives_way(self) -> Self:
        if self.instead and self.kind != "warm-ups":
            raise at_place(("instead",), "only a session in warm-ups/ names others for the day. Delete the field.")
        return self

    @model_validator(mode="after")
    def _a_run_has_a_surface(self) -> Self:
        if self.mode == "run" and not self.surface:
            raise at_place((), "“surface” is missing. Add “surface: [path, grass]”: where it can be run.")
        return self

    @model_validator(mode="after")
    def _a_hill_has_a_slope(self) -> Self:
        if "hill" in self.needs and self.grade is None:
            raise at_place(("needs",), "a session that needs a hill says how steep. Add “grade: 4-6”, in percent.")
        return self

    @model_validator(mode="after")
    def _rungs_differ(self) -> Self:
        for number, (one, other) in enumerate(zip(self.rungs, self.rungs[1:], strict=False), start=1):
            if one == other:
                raise at_place(("rungs", number), "this rung is the same as the one before. Change one thing, or delete it.")
        return self


class Exercise(Template):
    """One movement, used in circuits, drills and warm-ups."""

    kind: ExerciseKind = Field(description="What sort of movement it is.")
    summary: Line = Field(description="What it does, in one sentence.")
    start: Text = Field(description="The starting position.")
    movement: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)] = Field(description="What to do, step by step.")
    feel: Text = Field(description="What you should feel.")
    fault: Text = Field(description="The common fault, and how to correct it.")
    easier: Text = Field(description="An easier variant.")
    harder: Text = Field(description="A harder variant.")
    dose: dict[Level, Rung] = Field(
        description="How much of it, for each level it is for: {returning: 2x(10 heel-raise, 60s rest)}."
    )
    serves: Annotated[tuple[BodyPart, ...], Field(min_length=1)] = Field(description="What it serves, the most served first.")
    impact: Whole = Field(default=0, ge=0, le=5, description="0 none to 5 all-out jumping.")
    rep_time: Annotated[float, BeforeValidator(seconds_of), between(0.1, 120, "seconds")] | None = Field(
        default=None, description="Seconds one repetition takes on one side, 3s; needed where it is counted in repetitions."
    )
    needs: Annotated[tuple[NeedId, ...], BeforeValidator(listed)] = Field(default=(), description="What it needs.")
    avoid: Text = Field(description="When not to do it.")

    @model_validator(mode="after")
    def _dose_is_of_itself(self) -> Self:
        for level, steps in self.dose.items():
            named = {step.exercise for step in notation.mentioned(steps) if step.exercise}
            if named != {self.id}:
                raise at_place(("dose", level), f"this is the dose of “{self.id}” alone. Write 2x(10 {self.id}, 60s rest).")
            counted = any(step.exercise and step.amount and step.amount.unit == "times" for step in notation.mentioned(steps))
            if counted and not self.rep_time:
                raise at_place(("dose", level), "it is counted in repetitions, but has no rep_time. Add rep_time: 3s.")
        return self
