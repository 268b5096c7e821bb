"""The conditions of a plan: what it expects, how far it grows, which warnings it accepts, whom it leaves out, what follows."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from toolkit.models.fields import AcceptedId, Line, MentionedPlanId, Minutes, Model, between, listed
from toolkit.models.keys import VariantKey, fits
from toolkit.models.vocabulary import Variant


class Entry(Model):
    """What a plan expects of the last 30 days."""

    week: Annotated[Minutes, between(0, 1440, "minutes")] = Field(
        description="Running minutes a week; none for a plan without running."
    )
    longest: Annotated[Minutes, between(0, 480, "minutes")] = Field(description="The longest run.")
    fast: Annotated[Minutes, between(0, 240, "minutes")] = Field(description="Fast minutes in the largest fast session.")
    fast_week: Annotated[Minutes, between(0, 480, "minutes")] = Field(
        default=0.0, description="Fast minutes a week; needed at entry trained."
    )


class Peak(Model):
    """Where minutes stop growing."""

    week: Annotated[Minutes, between(1, 1440, "minutes")] = Field(description="Running minutes a week, at most.")
    longest: Annotated[Minutes, between(1, 480, "minutes")] = Field(description="The longest run, at most.")


class Acceptance(Model):
    """A warning that a plan accepts, and why."""

    rule: AcceptedId = Field(description="The name of the rule, or of the figure in outcomes.yaml; or never-comes-in.")
    because: Line = Field(description="The reason, which readers see.")
    variants: Annotated[tuple[VariantKey, ...], BeforeValidator(listed)] = Field(
        default=(), alias="for", description="The levels or variants it applies to; without it, all."
    )

    def holds_for(self, variant: Variant) -> bool:
        """Whether the warning is accepted for a variant."""
        return not self.variants or any(fits(key, variant) for key in self.variants)


class LeftOut(Model):
    """A level or variant that a plan is not offered to, and why."""

    because: Line = Field(description="The reason, which readers see.")
    instead: MentionedPlanId | None = Field(default=None, description="The plan to take instead, by its id.")


class Next(Model):
    """What follows a plan."""

    plan: MentionedPlanId = Field(
        description="The plan to start on the Monday after the last week, by its id; it may be the same again."
    )
    because: Line = Field(description="Why this one, in a sentence, which readers see in the last event of the calendar.")
