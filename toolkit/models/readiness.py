"""Readiness: what to do on the day, and when to stop."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from toolkit.models.fields import Line, Model, Sources, Text


class ReadinessFile(Model):
    """`templates/readiness.yaml`: what to do on the day, and when to stop."""

    green: Text = Field(description="When to do the session as written.")
    tired: Text = Field(description="When to take the tired option.")
    sore: Text = Field(description="When to take the sore option.")
    red: Text = Field(description="When not to run, and when to see a clinician.")
    pain: Text = Field(description="What each number of pain means, from 0 to 10, in one sentence for every page and event.")
    emergency: Text = Field(description="The signs to stop for and get help, on every hard session.")
    health_check: Text = Field(description="What to have cleared before a plan is started.")
    before_start: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="What to see a clinician about before a plan is started, each to be ticked."
    )
    reset_early: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="The signs for which to bring the reset week forward, each to be ticked."
    )
    bone: Text = Field(description="When to suspect a bone and not run.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")
