"""Missed days: what to do after days without running."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from toolkit.models.fields import Line, Model, Sources, at_place, wrong
from toolkit.models.numbers import Whole


def _days_missed(value: object) -> tuple[int, int | None]:
    match = re.fullmatch(r"([1-9][0-9]{0,2})-([1-9][0-9]{0,2})?", str(value))
    if not match or (match[2] and int(match[2]) < int(match[1])):
        raise wrong(f"“{value}” is not a number of days. Write a range such as 8-14, or 29- for 29 and more.")
    return int(match[1]), int(match[2]) if match[2] else None


class Missed(Model):
    """What to do after so many days without running."""

    days: Annotated[tuple[int, int | None], BeforeValidator(_days_missed)] = Field(
        description="The days missed, 8-14, or 29- and more."
    )
    advice: Line = Field(description="What to do, in a sentence or two.")
    brief: Line | None = Field(default=None, description="The same in a few words, for the calendar; without it, not there.")
    without_hardest: bool = Field(default=False, description="Whether the first week leaves out its hardest session.")
    back: Whole = Field(default=0, ge=0, le=8, description="Loading weeks that every ladder steps back, besides those missed.")
    share: Whole = Field(default=100, ge=10, le=100, description="Percent of the usual running minutes in the first week.")
    grow: Whole = Field(default=0, ge=0, le=50, description="Percent by which that share grows from week to week.")
    easy_weeks: Whole = Field(default=0, ge=0, le=8, description="Weeks with strides at the most.")
    restart: bool = Field(default=False, description="Whether one begins again as a returning runner.")

    @model_validator(mode="after")
    def _it_ends(self) -> Self:
        if self.share < 100 and not self.grow:
            raise at_place(("share",), "a share of less than 100 must grow. Add “grow: 15”.")
        return self

    @property
    def changes(self) -> bool:
        """Whether the plan does not simply go on as it is."""
        return self.without_hardest or self.restart or self.back > 0 or self.share < 100 or self.easy_weeks > 0

    @property
    def said(self) -> str:
        """The days in words: `8–14 days`, or `29 days and more`."""
        first, last = self.days
        return f"{first}–{last} days" if last else f"{first} days and more"


class MissedFile(Model):
    """`templates/missed.yaml`: what to do after days without running."""

    steps: Annotated[tuple[Missed, ...], Field(min_length=1)] = Field(description="By how many days were missed, from one on.")
    fever: Line = Field(description="What to do besides after a fever or a chest illness.")
    rest: Line = Field(description="What training without impact counts for meanwhile.")
    thin: Line = Field(description="What to do in a week after weeks with much less running than planned.")
    race: Line = Field(description="What the last 30 days must have held for the race to be raced.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")

    @model_validator(mode="after")
    def _no_day_is_left_out(self) -> Self:
        expected: int | None = 1
        for number, step in enumerate(self.steps):
            if expected is None:
                raise at_place(
                    ("steps", number, "days"), "the step before has no end, so nothing can come after it. Give it an end."
                )
            if step.days[0] != expected:
                message = f"each step begins where the one before ends. Begin with {expected} here."
                raise at_place(("steps", number, "days"), message)
            if step.restart and number + 1 < len(self.steps):
                message = "after these days one starts again from the beginning, so no step can follow. Make this the last one."
                raise at_place(("steps", number, "restart"), message)
            expected = None if step.days[1] is None else step.days[1] + 1
        if expected is not None:
            raise at_place(
                ("steps", len(self.steps) - 1, "days"), "the last step has no end. Write its first day and a hyphen: 29-."
            )
        return self

    def step(self, days: int) -> Missed:
        """What to do after so many days, at least one."""
        return next(step for step in self.steps if step.days[0] <= days and (step.days[1] is None or days <= step.days[1]))
