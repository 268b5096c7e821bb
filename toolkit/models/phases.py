"""Phases of a plan: how many weeks they have, and what each day of them lists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from toolkit.models.fields import Id, Line, ListedId, Model, SessionId, Title, TrackId, listed
from toolkit.models.keys import Qualifier, VariantKey
from toolkit.models.numbers import Whole
from toolkit.models.vocabulary import Weekday

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
