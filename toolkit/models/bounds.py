"""Bounds: what no session and no exercise of a level goes beyond. They refuse slips, not ambition, and are convention."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from toolkit.models.fields import Minutes, Model, at_place, between
from toolkit.models.numbers import Whole
from toolkit.notation import EFFORTS, Effort, Movement

Length = Annotated[Minutes, between(0.1, 480, "minutes")]


class Bounds(Model):
    """The bounds of one level."""

    session: Length = Field(description="The longest session, warm-up and cool-down apart.")
    piece: dict[Effort | Movement, Length] = Field(description="The longest piece at an effort, or of a movement, without a break.")
    total: dict[Effort, Length] = Field(description="The most time at an effort in one session.")
    set: Annotated[Whole, Field(ge=1, le=1000)] = Field(description="The most repetitions of an exercise in a row, on each side.")
    repetitions: Annotated[Whole, Field(ge=1, le=5000)] = Field(
        description="The most repetitions of one exercise in one session, both sides together."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, table in (("piece", self.piece), ("total", self.total)):
            if missing := [effort for effort in EFFORTS if effort not in table]:
                raise at_place((name,), f"{', '.join(missing)} is missing.")
        return self


Shortest = dict[Literal["easy", "long"], Length]
"""By kind, the minutes below which a session is a slip."""
