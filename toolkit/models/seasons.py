"""Seasons: plans one after the other, without dates; the reader gives the days of the races."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from toolkit.models.fields import Found, Line, Model, PlanId, Text, wrong
from toolkit.models.numbers import span


def _weeks(value: object) -> tuple[int, int]:
    if (found := span(value, most=52, whole=True)) is None or not found[0]:
        raise wrong(f"“{value}” is not a number of weeks. Write 4, or a range such as 2-6.")
    return int(found[0]), int(found[1])


class SeasonPart(Model):
    """A plan within a season."""

    plan: PlanId = Field(description="The plan, by its id.")
    weeks: Annotated[tuple[int, int], BeforeValidator(_weeks)] | None = Field(
        default=None, description="For a plan that repeats: how many weeks it may fill, 2-6."
    )

    @property
    def flexible(self) -> bool:
        """Whether it may be longer or shorter."""
        return self.weeks is not None and self.weeks[0] < self.weeks[1]

    @property
    def least(self) -> int | None:
        """The fewest weeks it may fill; None for a plan with its own number of weeks."""
        return self.weeks[0] if self.weeks else None


class Season(Found):
    """Plans in a row, joined like weeks."""

    summary: Line = Field(description="What it is for, in a sentence or two.")
    who: Text = Field(description="Who it is for, and who should not start it.")
    parts: Annotated[tuple[SeasonPart, ...], Field(min_length=2, max_length=12)] = Field(description="The plans, in order.")
