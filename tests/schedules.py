"""Schedules that no plan gives: a week or a day of one exchanged, any session at any rung, and weeks by chance."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.schedule import Conditions, Placed, Schedule, Week, lay_out
from toolkit.yaml_reader import Place

PLACE: Place = ("phases", 0, "days", "mon", 0)
"""Where a session is said to be written that no plan lists."""


def placed_as(library: Library, variant: Variant, session: str, rung: int = 0, track: str = "") -> Placed:
    """A session at a rung, as if a plan listed it on its first Monday."""
    return Placed(Doses(library).workout(variant, library.sessions[session], rung), PLACE, track=track)


def with_week(schedule: Schedule, week: Week) -> Schedule:
    """A schedule with this week in place of the one of the same number."""
    return replace(schedule, weeks=(*schedule.weeks[: week.number - 1], week, *schedule.weeks[week.number :]))


def with_day(schedule: Schedule, number: int, weekday: int, *sessions: Placed) -> Schedule:
    """A schedule with these sessions on a weekday, Monday 0, of the week of a number, in place of all that was there."""
    week = schedule.weeks[number - 1]
    return with_week(schedule, replace(week, days=(*week.days[:weekday], sessions, *week.days[weekday + 1 :])))


def mixed_schedule(library: Library, variant: Variant, weeks: int, chance: Random) -> Schedule:
    """Weeks of the small plan in any order, one of them the race week, with other sessions on about every second day."""
    laid_out = lay_out(library.plans["small"], library, variant, Conditions(chance.randrange(7)))
    race = next(week for week in laid_out.weeks if week.kind == "race")
    chosen = [chance.choice(laid_out.weeks[: race.number - 1]) for _ in range(weeks)]
    chosen[chance.randrange(weeks // 2, weeks)] = race
    days = [[any_day(library, variant, chance) if chance.random() < 0.5 else day for day in week.days] for week in chosen]
    numbered = zip(chosen, days, range(1, weeks + 1), strict=True)
    return replace(laid_out, weeks=tuple(replace(week, number=number, days=tuple(days)) for week, days, number in numbered))


def any_day(library: Library, variant: Variant, chance: Random) -> tuple[Placed, ...]:
    """Up to two sessions at any rung; those of a track count for it."""
    track_of = {session: track.id for track in library.tracks.values() for stage in track.stages.values() for session in stage}
    chosen = [library.sessions[chance.choice(sorted(library.sessions))] for _ in range(chance.choice([0, 1, 1, 2]))]
    return tuple(
        placed_as(library, variant, session.id, chance.randrange(len(session.rungs)), track_of.get(session.id, ""))
        for session in chosen
    )
