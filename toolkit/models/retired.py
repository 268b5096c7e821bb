"""Plans that are no longer offered: since when, why, and what to take instead."""

from __future__ import annotations

from pydantic import Field

from toolkit.models.fields import Day, Line, MentionedPlanId, Model

RETIRED_FILE = "plans/retired.yaml"
"""The central list of them, by the id of each plan."""


class RetiredPlan(Model):
    """A plan that was offered once: its file, its pages and its calendars stay."""

    on: Day = Field(description="The last day on which it was offered, 2027-03-31.")
    instead: MentionedPlanId | None = Field(default=None, description="The plan to take instead, which is offered.")
    because: Line = Field(description="Why it is no longer offered, in a sentence that its readers see.")
