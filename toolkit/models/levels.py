"""Levels, rhythms and efforts: who they are for, and how they feel."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from toolkit import notation
from toolkit.models.bounds import Bounds, Shortest
from toolkit.models.fields import Clock, Line, Model, Text, Title, at_place, between, seconds_of
from toolkit.models.scales import Rpe, ends_of
from toolkit.models.vocabulary import LEVELS, RHYTHMS, AgeColumn, Level, Rhythm
from toolkit.notation import Effort


class EffortText(Model):
    """How an effort feels."""

    rpe: Rpe = Field(description="Effort on Borg's CR10 scale, such as 2–3.")
    talk: Line = Field(description="The talk test.")
    feel: Line = Field(description="What it is like and when it is used.")

    @property
    def middle(self) -> float:
        """Where it is on the scale, in the middle of a range."""
        return fmean(ends_of(self.rpe))


BRIEF = ("stride", "sprint")
"""Efforts that are over before they feel as hard as they are fast; all others feel harder the faster they are."""


class LevelText(Model):
    """Who a level is for, and the reference runner whose paces turn its metres into minutes."""

    title: Title = Field(description="What it is called.")
    who: Text = Field(description="Who it is for.")
    reference_5k: Annotated[Clock, between(720, 3600, "seconds for 5 km")] = Field(
        description="The reference runner's 5 km time, 27:00."
    )
    walk: Annotated[Clock, between(360, 1800, "seconds for a kilometre")] = Field(
        description="Minutes and seconds for a kilometre's walk, 10:30."
    )


class RhythmText(Model):
    """How much recovery lies between hard days."""

    title: Title = Field(description="What it is called.")
    who: Text = Field(description="Who it is for.")
    column: AgeColumn = Field(description="The age column of the limits that it takes.")


class LevelsFile(Model):
    """`templates/levels.yaml`: efforts, levels, rhythms."""

    efforts: dict[Effort, EffortText] = Field(description="How each effort feels.")
    levels: dict[Level, LevelText] = Field(description="Who each level is for.")
    rhythms: dict[Rhythm, RhythmText] = Field(description="Who each rhythm is for.")
    ready: Annotated[float, BeforeValidator(seconds_of), between(10, 900, "seconds")] = Field(
        description="Seconds that “until ready” counts as."
    )
    drill_pace: Annotated[Clock, between(180, 3600, "seconds for a kilometre")] = Field(
        description="Minutes and seconds that a kilometre of drills would take, 16:40."
    )

    bounds: dict[Level, Bounds] = Field(description="What no session of a level goes beyond.")
    shortest: Shortest = Field(default_factory=dict, description="The shortest session of a kind: {long: 20min}.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, table, wanted in (
            ("efforts", self.efforts, notation.EFFORTS),
            ("levels", self.levels, LEVELS),
            ("rhythms", self.rhythms, RHYTHMS),
            ("bounds", self.bounds, LEVELS),
        ):
            missing = [key for key in wanted if key not in table]
            if missing:
                raise at_place((name,), f"{', '.join(missing)} is missing.")
        return self

    @model_validator(mode="after")
    def _efforts_grow(self) -> Self:
        steady = [effort for effort in notation.EFFORTS if effort not in BRIEF and effort in self.efforts]
        for gentler, harder in pairwise(steady):
            below, above = (self.efforts[name].rpe for name in (gentler, harder))
            if any(high < low for low, high in zip(ends_of(below), ends_of(above), strict=True)):
                message = (
                    f"{above} is below the {below} of {gentler}, which is gentler. Neither end may fall from effort to effort."
                )
                raise at_place(("efforts", harder, "rpe"), message)
        return self
