"""What a phone keeps of a plan, so that every session opens where there is no signal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from toolkit.dose import Workout
from toolkit.library import Library
from toolkit.notation import mentioned
from toolkit.schedule import Schedule

ON_THE_DAY = ("guide/readiness.md", "guide/pain.md")
"""The chapters that one may need beside the track."""


def pages_to_keep(library: Library, schedule: Schedule) -> Markup:
    """The addresses from the top of the site of every page that a variant's days lead to, as JSON."""
    names = _sessions(library, schedule)
    steps = [step for name in names for rung in library.sessions[name].rungs for step in mentioned(rung)]
    pages = {f"sessions/{name}/" for name in names} | {f"exercises/{step.exercise}/" for step in steps if step.exercise}
    chapters = [f"{path.removesuffix('.md')}/" for path in ON_THE_DAY if path in library.chapters]
    return Markup(json.dumps([*sorted(pages), *chapters, "guide/efforts/"], separators=(",", ":")))


def _sessions(library: Library, schedule: Schedule) -> set[str]:
    """Every session of the plan, with what comes before and after it and the one for a tired day."""
    return {name for _, placed in schedule.placed() for name in _with(library, schedule, placed.workout)}


def _with(library: Library, schedule: Schedule, workout: Workout) -> Iterator[str]:
    tired = schedule.doses.find_easier(schedule.variant, workout)
    for session in (workout.session, workout.warm_up, workout.cool_down, tired.session if tired else None):
        if session:
            yield session.id
            yield from session.instead.values()
