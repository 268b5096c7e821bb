"""Tracks: how one purpose progresses over a season, through sessions of different shapes."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from toolkit.models.fields import Found, Id, Line, SessionId, at_place, listed
from toolkit.models.sessions import Units
from toolkit.models.vocabulary import Objective
from toolkit.notation import Effort

Stage = Annotated[tuple[SessionId, ...], BeforeValidator(listed), Field(min_length=1, max_length=6)]
"""The sessions of a stage, which take turns."""


class Track(Found):
    """Stages of one purpose, in order. A plan’s day names the track, and its phase names the stage.

    Its progress is counted in one currency, the dose: the minutes at the efforts that it counts. Without them its sessions only
    take turns, and each climbs its own rungs.
    """

    objective: Objective = Field(description="What it is for.")
    summary: Line = Field(description="How it progresses, in a sentence or two.")
    counts: Annotated[tuple[Effort, ...], BeforeValidator(listed)] = Field(
        default=(), description="The efforts whose minutes are its dose: [10k, 5k, 3k]; none for strength, mobility and long runs."
    )
    hard: Units | None = Field(
        default=None, description="The hard units that one session of it counts at most: 0.5 keeps its days moderate."
    )
    stages: Annotated[dict[Id, Stage], Field(min_length=1)] = Field(
        description="The stages in order, each with one to six sessions that take turns."
    )

    @model_validator(mode="after")
    def _turns_differ(self) -> Self:
        for stage, sessions in self.stages.items():
            for number, session in enumerate(sessions):
                if session in sessions[:number]:
                    raise at_place(("stages", stage, number), f"{session} is already in this stage. Name each session once.")
        return self
