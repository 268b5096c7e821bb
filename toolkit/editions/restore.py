"""A layout of a lock to a schedule: days and doses as they were locked, with today's sessions and words."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit import notation
from toolkit.dose import Doses, Workout
from toolkit.editions.lock import AFTER, Layout, LockedSession, LockedWeek
from toolkit.models import WEEKDAYS, Phase, Plan, Variant
from toolkit.notation import NotationError, Steps
from toolkit.schedule import Placed, Schedule, Week


class RestoreError(ValueError):
    """A layout names what the library has no more, or a dose that the notation does not read; its text says which."""


def restore(layout: Layout, plan: Plan, variant: Variant, weekday: int, doses: Doses) -> Schedule:
    """The schedule of a layout for a weekday of the anchor. RestoreError."""
    sessions = [one for week in layout for day in week.days for one in day.sessions]
    names = {one.track or one.session for one in sessions if one.optional}
    phases = _phases(layout, plan)
    known = plan.model_copy(update={"optional": tuple(sorted(names)), "phases": [*phases.values()], "after": []})
    places = {name: place for place, name in enumerate(phases)}
    weeks = tuple(_week(number, week, variant, doses, places[week.phase]) for number, week in enumerate(layout, start=1))
    return Schedule(known, variant, weekday if plan.race else None, weeks, doses)


def _phases(layout: Layout, plan: Plan) -> dict[str, Phase]:
    """By name, the phases of a plan as it is now, and those of a layout that it has no more, of which only the name is known."""
    found = {phase.name: phase for _, phase in plan.placed_phases()}
    gone = dict.fromkeys(week.phase for week in layout if week.phase not in found)
    return found | {name: found[next(iter(found))].model_copy(update={"name": name, "purpose": ""}) for name in gone}


def _week(number: int, week: LockedWeek, variant: Variant, doses: Doses, phase: int) -> Week:
    days: Mapping[int, tuple[Placed, ...]] = {
        day.weekday: tuple(_placed(one, variant, doses) for one in day.sessions) for day in week.days if day.weekday != AFTER
    }
    return Week(number, week.kind, phase, tuple(days.get(weekday, ()) for weekday in range(len(WEEKDAYS))))


def _placed(one: LockedSession, variant: Variant, doses: Doses) -> Placed:
    return Placed(find_workout(one, variant, doses), (), one.change, one.track)


def find_workout(one: LockedSession, variant: Variant, doses: Doses) -> Workout:
    """A session at its locked dose: with the notes of its ladder where the ladder still has that dose. RestoreError."""
    session = doses.library.sessions.get(one.session)
    if session is None:
        raise RestoreError(f"there is no session “{one.session}” any more")
    texts, rung = doses.texts(session), one.rung - 1
    if rung < len(texts) and texts[rung] == one.dose:
        return doses.workout(variant, session, rung)
    if one.dose in texts:
        return doses.workout(variant, session, texts.index(one.dose))
    return doses.workout(variant, session, min(rung, len(texts) - 1), _read(one))


def _read(one: LockedSession) -> Steps:
    try:
        return notation.read_steps(one.dose)
    except NotationError as error:
        raise RestoreError(f"the notation does not read “{one.dose}” of {one.session} any more: {error}") from None
