"""What a rung costs at the least, by its efforts, and what a touch is: the table of `templates/loads.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from toolkit.models.fields import Id, Line, Model, Sources, at_place, minutes_of
from toolkit.models.numbers import Whole
from toolkit.models.sessions import Units
from toolkit.models.vocabulary import Mode
from toolkit.notation import EFFORTS, MOVEMENTS, Effort, Movement

Seconds = Annotated[float, BeforeValidator(lambda value: minutes_of(value) * 60)]
Impact = Annotated[Whole, Field(ge=0, le=5)]


class LoadBound(Model):
    """How much of some efforts a rung may hold and still count so little."""

    efforts: Annotated[tuple[Effort, ...], Field(min_length=1)] = Field(description="The efforts, whose time adds up.")
    hard: Units = Field(description="The hard units a rung counts within this bound: 0 or 0.5.")
    most: Seconds | None = Field(default=None, description="The most time at these efforts, 12min; without it, any.")
    pieces: Seconds | None = Field(default=None, description="The longest piece, 60s; without it, any.")

    @property
    def said(self) -> str:
        """The bound in words: `up to 6 min in pieces of 60 s or less`."""
        parts = [
            f"up to {self.most / 60:g} min" if self.most else "",
            f"in pieces of {self.pieces:g} s or less" if self.pieces else "",
        ]
        return " ".join(part for part in parts if part) or "any amount"


class TouchBound(Model):
    """How long a touch is at one of some efforts."""

    efforts: Annotated[tuple[Effort, ...], Field(min_length=1)] = Field(description="The race efforts; a touch has one of them.")
    least: Seconds = Field(description="The least time at it, 3min.")
    most: Seconds = Field(description="The most, 6min.")
    pieces: Seconds = Field(description="The longest piece, 2min.")

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if not 0 < self.pieces <= self.most or self.least > self.most:
            raise at_place(("most",), "no touch can be so long: least and pieces are at most as long as most.")
        return self


class Touches(Model):
    """What a touch of race effort is, and on which days of a plan it may be."""

    first: Annotated[Whole, Field(ge=1, le=6)] = Field(description="The most days before the race on which it may be listed.")
    last: Annotated[Whole, Field(ge=1, le=6)] = Field(description="The fewest.")
    alone: Annotated[Whole, Field(ge=1, le=14)] = Field(
        description="The days before the race that hold nothing else moderate or hard."
    )
    bounds: Annotated[tuple[TouchBound, ...], Field(min_length=1)] = Field(description="How long it is, by effort.")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.last > self.first:
            raise at_place(("last",), f"it comes after the first day: {self.first} days before the race or fewer.")
        return self


class LoadException(Model):
    """A session whose efforts count less than the table says, and why."""

    hard: Units | None = Field(default=None, description="The most hard units that its efforts count.")
    impact: Impact | None = Field(default=None, description="The most impact that its efforts count.")
    because: Line = Field(description="The reason.")


class LoadsFile(Model):
    """`templates/loads.yaml`: the least load that efforts allow, what a touch is, and the sessions that are excepted.

    `checks.loads` reports unknown keys of `exceptions`.
    """

    bounds: Annotated[tuple[LoadBound, ...], Field(min_length=1)] = Field(
        description="How much of which efforts counts 0 or 0.5; all else is hard."
    )
    running: dict[Effort | Movement, Impact] = Field(description="The least impact of a run, by effort and movement.")
    uphill: dict[Effort | Movement, Impact] = Field(default_factory=dict, description="The same where the session has a slope.")
    modes: dict[Mode, Impact] = Field(default_factory=dict, description="The least impact of other modes, whatever the effort.")
    touch: Touches = Field(description="What a touch of race effort is, and on which days it may be listed.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")
    exceptions: dict[Id, LoadException] = Field(default_factory=dict, description="Sessions whose efforts count less, by id.")

    @model_validator(mode="after")
    def _every_effort_lands(self) -> Self:
        if missing := [name for name in (*EFFORTS, *MOVEMENTS) if name not in self.running]:
            raise at_place(("running",), f"{', '.join(missing)} is missing.")
        return self

    @model_validator(mode="after")
    def _no_effort_is_bounded_twice(self) -> Self:
        seen: set[tuple[str, float]] = set()
        for number, bound in enumerate(self.bounds):
            for place, effort in enumerate(bound.efforts):
                if (effort, bound.hard) in seen:
                    message = f"{effort} has a bound for {bound.hard:g} already. Write each once."
                    raise at_place(("bounds", number, "efforts", place), message)
                seen.add((effort, bound.hard))
        return self

    def lands(self, *, uphill: bool) -> Mapping[str, int]:
        """The least impact of a run by effort and movement."""
        return {name: self.uphill.get(name, impact) if uphill else impact for name, impact in self.running.items()}
