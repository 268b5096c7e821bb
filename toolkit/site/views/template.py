"""The pages of exercises, assessments and habits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit import notation
from toolkit.library import Library
from toolkit.models import Assessment, Exercise, Habit, Session
from toolkit.site.page import Page, View, write_own_page


@dataclass(frozen=True, slots=True)
class ExerciseView(View):
    """What an exercise's page shows."""

    template = "exercise.md"
    exercise: Exercise
    used: tuple[Session, ...]
    """The sessions that use it, by title."""


@dataclass(frozen=True, slots=True)
class AssessmentView(View):
    """What an assessment's page shows."""

    template = "assessment.md"
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class HabitView(View):
    """What a habit's page shows."""

    template = "habit.md"
    habit: Habit


def exercise_pages(library: Library) -> Iterator[Page]:
    """The page of every exercise, with the sessions that use it."""
    users = _users(library)
    for exercise in library.exercises.values():
        used = sorted((library.sessions[name] for name in users.get(exercise.id, ())), key=lambda session: session.title)
        yield write_own_page(library, exercise, f"exercises/{exercise.id}.md", ExerciseView(exercise, tuple(used)))


def assessment_pages(library: Library) -> Iterator[Page]:
    """The page of every assessment."""
    for assessment in library.assessments.values():
        yield write_own_page(library, assessment, f"assessments/{assessment.id}.md", AssessmentView(assessment))


def habit_pages(library: Library) -> Iterator[Page]:
    """The page of every recovery habit."""
    for habit in library.habits.values():
        yield write_own_page(library, habit, f"habits/{habit.id}.md", HabitView(habit))


def _users(library: Library) -> dict[str, set[str]]:
    """By exercise, the ids of the sessions on offer that use it."""
    used: dict[str, set[str]] = {}
    for session in library.offered(library.sessions):
        for rung in session.rungs:
            for step in notation.mentioned(rung):
                if step.exercise:
                    used.setdefault(step.exercise, set()).add(session.id)
    return used
