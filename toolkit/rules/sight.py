"""What rules see of a schedule: of each session, whether it can have a part in a verdict. All others might as well not be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from toolkit.library import Library
from toolkit.schedule import Placed, Schedule, Week

Sight = Callable[[Placed, Library], bool]


def sees_all(placed: Placed, library: Library) -> bool:
    """Any session: what a rule sees that says nothing else."""
    return True


def sees_demanding(placed: Placed, library: Library) -> bool:
    """What is hard or moderate, and races."""
    return bool(placed.dose.hard) or placed.session.kind == "race"


def sees_demanding_or_fast(placed: Placed, library: Library) -> bool:
    """The same, and anything else that is fast, strides among it."""
    return bool(placed.dose.fast) or sees_demanding(placed, library)


def sees_fast_or_strength(placed: Placed, library: Library) -> bool:
    """The same, and strength."""
    return placed.session.mode == "strength" or sees_demanding_or_fast(placed, library)


def sees_impact(placed: Placed, library: Library) -> bool:
    """Running, jumping, and anything else with impact."""
    return placed.session.mode in ("run", "plyometric") or placed.dose.impact > 0


def sees_all_out(placed: Placed, library: Library) -> bool:
    """Races and all-out trials."""
    return placed.all_out


def sees_efforts(placed: Placed, library: Library) -> bool:
    """Races, trials, and what holds an effort besides strides."""
    return placed.all_out or bool(placed.dose.efforts.keys() - {"stride"})


def sees_running(placed: Placed, library: Library) -> bool:
    """What holds running, and races."""
    return bool(placed.dose.running) or placed.session.kind == "race"


def sees_fast(placed: Placed, library: Library) -> bool:
    """What holds fast running."""
    return bool(placed.dose.fast)


def sees_tracks(placed: Placed, library: Library) -> bool:
    """What is on a day because it is the turn of its track, where the track counts efforts."""
    return bool(placed.track) and placed.track in library.tracks and bool(library.tracks[placed.track].counts)


def seen_of_week(week: Week, sees: Sight, library: Library) -> Week:
    """A week with no more than is seen of it."""
    return replace(week, days=tuple(tuple(placed for placed in sessions if sees(placed, library)) for sessions in week.days))


def seen_of_schedule(schedule: Schedule, sees: Sight, library: Library) -> Schedule:
    """A schedule with no more than is seen of it."""
    return replace(schedule, weeks=tuple(seen_of_week(week, sees, library) for week in schedule.weeks))
