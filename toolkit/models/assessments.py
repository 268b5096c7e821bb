"""Assessments: what is measured, what is usual, and what each result changes."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from toolkit.models.fields import Id, Line, Model, NeedId, SessionId, Sources, Template, Text, at_place, listed, wrong
from toolkit.models.numbers import Number, Whole, span
from toolkit.models.vocabulary import Level, Strength, is_id
from toolkit.problems import shorten


def _usual(value: object) -> tuple[float, float]:
    if (found := span(value, most=9999)) is None:
        raise wrong(f"“{value}” is neither a number nor a range such as 14-19.")
    return found


Usual = Annotated[tuple[float, float], BeforeValidator(_usual)]
"""What is usual: from and to; equal where it is one number."""


def _ages(band: str) -> str:
    if not (found := span(band, most=99, whole=True)) or found[0] < 10 or "-" not in band:
        raise wrong(f"“{shorten(band)}” is not an age band. Write two ages of two digits, the lower first: 60-69.")
    return band


AgeBand = Annotated[str, AfterValidator(_ages)]
Who = Literal["men", "women", "all"]
AfterTrial = Literal["hold", "lower"]
"""What tracks do in the loading week after a trial: hold their dose, or go back to that of a loading week before."""


class Norms(Model):
    """What is usual at an age, for men and women or for all."""

    kind: Literal["median", "mean", "middle half"] = Field(description="What the numbers are; a middle half is a range.")
    values: dict[Who, dict[AgeBand, Usual]] = Field(description="By who and age band: {men: {60-69: 19}, women: {60-69: 19}}.")
    strength: Strength = Field(description="How strong the evidence is.")
    evidence: Line = Field(description="Where the numbers come from, and how they were measured.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")

    @model_validator(mode="after")
    def _say_who(self) -> Self:
        if not self.values or ("all" in self.values) == bool({"men", "women"} & self.values.keys()):
            raise at_place(("values",), "write norms for men and women, or for all.")
        return self

    def usual(self, who: Literal["men", "women"], age: int) -> tuple[float, float] | None:
        """What is usual for somebody; None where there is no norm for the age."""
        for band, value in self.values.get(who, self.values.get("all", {})).items():
            low, _, high = band.partition("-")
            if int(low) <= age <= int(high):
                return value
        return None


def _norm_or_number(value: object) -> object:
    if value == "norm" or not isinstance(value, str):
        return value
    found = span(value, most=9999)
    if not found or "-" in value:
        raise wrong(f"“{shorten(value)}” is neither norm nor a number. Write plain decimals, such as 12 or 0.5.")
    return found[0]


def _result_name(name: str) -> str:
    if not is_id(name):
        raise wrong(
            f"“{shorten(name)}” is not a name for a result. Write lower-case letters, digits and single hyphens: below-usual."
        )
    return name


class AssessmentResult(Model):
    """One result of an assessment and what it changes; exactly one of below, at_least, differ and seen says which."""

    name: Annotated[Id, AfterValidator(_result_name)] = Field(
        description="A short name, its own among the results of the assessment: fail, pass, uneven."
    )
    common: bool = Field(default=False, description="Whether plan pages show what it changes; at most four results in all.")
    stop: bool = Field(
        default=False,
        description="Whether running waits, for somebody to look or a test to be repeated: no plan is laid out with it.",
    )
    below: Annotated[float | Literal["norm"] | None, BeforeValidator(_norm_or_number)] = Field(
        default=None, description="Less than this, or less than what is usual (norm)."
    )
    at_least: Annotated[Number, Field(ge=0, le=9999)] | None = Field(default=None, description="This much or more.")
    differ: Annotated[Number, Field(ge=0, le=9999)] | None = Field(
        default=None, description="The sides differ by this much or more."
    )
    seen: Line | None = Field(default=None, description="What was seen or felt, where nothing is counted.")
    means: Text = Field(description="What it tells you, and how sure that is.")
    start: Annotated[Whole, Field(ge=1, le=40)] | None = Field(
        default=None, description="The highest rung on which to start every fast ladder, counted from 1."
    )
    add: Annotated[tuple[SessionId, ...], BeforeValidator(listed)] = Field(default=(), description="Sessions to add to the week.")
    leave_out: Annotated[tuple[SessionId, ...], BeforeValidator(listed)] = Field(
        default=(), description="Sessions to leave out for now."
    )
    tracks: AfterTrial | None = Field(
        default=None,
        description="What every track does in the loading week after the session of the assessment: it holds its dose, or goes "
        "back to where it was a loading week before and holds that. Without it the tracks go on.",
    )
    then: Text = Field(description="What to do next, in a sentence.")

    @model_validator(mode="after")
    def _one_of_four(self) -> Self:
        given = [name for name in ("below", "at_least", "differ", "seen") if getattr(self, name) is not None]
        if len(given) != 1:
            raise at_place((), "say which result this is with one of below, at_least, differ and seen.")
        return self


class Assessment(Template):
    """Something one measures or looks at, to choose rungs and circuits by."""

    summary: Line = Field(description="What it shows, in a sentence.")
    measures: Literal[
        "repetitions", "seconds", "centimetres", "metres", "minutes and seconds", "steps a minute", "points", "what is seen"
    ] = Field(description="What is counted.")
    how: Annotated[tuple[Line, ...], Field(min_length=2, max_length=10)] = Field(description="How to do it, step by step.")
    session: SessionId | None = Field(default=None, description="The session in which it is done, if it is one.")
    aim: dict[Level, Line] = Field(default_factory=dict, description="What each level does or should manage.")
    in_plans: bool = Field(
        default=False, description="Whether calendars name it: on the first easy run of week 1 and of every second reset week."
    )
    error: Text = Field(description="How far two tries of the same person differ by chance, and what change to believe.")
    again: Line = Field(description="When to do it again.")
    norms: Norms | None = Field(default=None, description="What is usual, by age and sex.")
    no_norms: Line | None = Field(default=None, description="Why there are no norms, and what to compare with instead.")
    results: Annotated[tuple[AssessmentResult, ...], Field(min_length=1)] = Field(description="What each result changes.")
    needs: Annotated[tuple[NeedId, ...], BeforeValidator(listed)] = Field(default=(), description="What it needs.")
    avoid: Text = Field(description="When not to do it.")

    @property
    def bounds(self) -> dict[str, float]:
        """The first number of each kind that a result goes by: below, at_least and differ."""
        found: dict[str, float] = {}
        for result in self.results:
            for name in ("below", "at_least", "differ"):
                if isinstance(number := getattr(result, name), float):
                    found.setdefault(name, number)
        return found

    @model_validator(mode="after")
    def _norms_or_a_reason(self) -> Self:
        if (self.norms is None) == (self.no_norms is None):
            raise at_place((), "write norms, or no_norms: why there are none.")
        return self

    @model_validator(mode="after")
    def _results_have_names_of_their_own(self) -> Self:
        names = [result.name for result in self.results]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise at_place(("results", number, "name"), f"“{name}” is the name of another result above. Give each its own.")
        return self

    @model_validator(mode="after")
    def _norm_is_known(self) -> Self:
        for number, result in enumerate(self.results):
            if result.below == "norm" and self.norms is None:
                raise at_place(("results", number, "below"), "there are no norms here. Write a number.")
        return self
