"""What rules see of a schedule: of each session, all that has a part in a verdict. A session that is not seen might as well not be
there, and two that are seen alike are as one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from toolkit.library import Library
from toolkit.schedule import Placed, Schedule, Week

Sight = Callable[[Placed, Library], Hashable]
"""What is seen of a session; None where it is not seen at all."""


def sees_all(placed: Placed, library: Library) -> Hashable:
    """Any session, by all that it holds: what a rule sees that says nothing else."""
    done = placed.workout
    return done.session.id, done.rung, done.main_steps, done.warm_up_steps, placed.track, placed.change


def sees_demanding(placed: Placed, library: Library) -> Hashable:
    """What is hard or moderate, by how hard it is; and races, by how long they are."""
    if placed.session.kind == "race":
        return placed.dose.hard, placed.workout.main_steps
    return (placed.dose.hard, None) if placed.dose.hard else None


def sees_demanding_or_fast(placed: Placed, library: Library) -> Hashable:
    """What is hard, moderate or fast, strides among it, and races: by how hard it is, and the number of its strides."""
    raced = placed.session.kind == "race"
    return (placed.dose.hard, placed.workout.strides, raced) if placed.dose.hard or placed.dose.fast or raced else None


def sees_fast_or_strength(placed: Placed, library: Library) -> Hashable:
    """The same, and strength: by the session, how hard it is, and whether it holds running and anything fast."""
    if placed.session.mode == "strength" or sees_demanding_or_fast(placed, library):
        return placed.session.id, placed.dose.hard, bool(placed.dose.fast), bool(placed.dose.running)
    return None


def sees_impact(placed: Placed, library: Library) -> Hashable:
    """Running, jumping, and anything else with impact."""
    moves = placed.session.mode in ("run", "plyometric")
    return (moves, placed.dose.impact) if moves or placed.dose.impact > 0 else None


def sees_all_out(placed: Placed, library: Library) -> Hashable:
    """That there is a race or an all-out trial."""
    return placed.all_out or None


def sees_efforts(placed: Placed, library: Library) -> Hashable:
    """Races, trials, and what holds an effort besides strides: by its efforts and how hard it is."""
    efforts = frozenset(placed.dose.efforts)
    if not placed.all_out and not efforts - {"stride"}:
        return None
    all_out = (placed.session.kind, bool(placed.dose.running), placed.workout.main_steps) if placed.all_out else None
    return efforts, placed.dose.hard, all_out


def sees_running(placed: Placed, library: Library) -> Hashable:
    """What holds running, by how much that is; and races."""
    raced = placed.session.kind == "race"
    if not placed.dose.running and not raced:
        return None
    return placed.dose.running_seconds, placed.all_out, placed.dose.main_seconds if raced else None


def sees_fast(placed: Placed, library: Library) -> Hashable:
    """What holds fast running, by how much that is."""
    return (placed.dose.fast_seconds, placed.all_out, placed.session.kind == "race") if placed.dose.fast else None


def sees_tracks(placed: Placed, library: Library) -> Hashable:
    """What is on a day because it is the turn of its track, where the track counts efforts: by its main part."""
    track = library.tracks.get(placed.track)
    return (track.id, placed.workout.main_steps) if track and track.counts else None


def seen_of_week(week: Week, sees: Sight, library: Library) -> Week:
    """A week with no more than is seen of it."""
    days = (tuple(placed for placed in sessions if sees(placed, library) is not None) for sessions in week.days)
    return replace(week, days=tuple(days))


def seen_of_schedule(schedule: Schedule, sees: Sight, library: Library) -> Schedule:
    """A schedule with no more than is seen of it."""
    return replace(schedule, weeks=tuple(seen_of_week(week, sees, library) for week in schedule.weeks))
