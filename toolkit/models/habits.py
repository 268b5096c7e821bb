"""Habits: what helps between sessions, and how well that is known."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from toolkit.models.fields import Line, SessionId, Template, Text, listed
from toolkit.models.vocabulary import HabitKind, Strength


class Habit(Template):
    """Something one does between sessions to recover, or to find out what helps."""

    kind: HabitKind = Field(description="What sort of habit it is.")
    summary: Line = Field(description="What it does for you, in a sentence or two; no more than is known.")
    do: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)] = Field(description="What to do, step by step.")
    when: Line = Field(description="When to do it, or how often.")
    effect: Text = Field(description="What to expect of it, and what not.")
    in_resets: bool = Field(
        default=True, description="Whether events of reset weeks may name it; no where it fits only after a race."
    )
    strength: Strength = Field(description="How strong the evidence is.")
    evidence: Text = Field(description="What the evidence is.")
    sessions: Annotated[tuple[SessionId, ...], BeforeValidator(listed)] = Field(default=(), description="Sessions that go with it.")
    avoid: Text = Field(description="When not to do it, or when to ask a clinician.")
