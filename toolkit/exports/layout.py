"""A plan laid out, as JSON for programs: a working format, which may change with the toolkit."""

from __future__ import annotations

import json

from toolkit import notation
from toolkit.rounding import nearest
from toolkit.schedule import Placed, Schedule, Week


def layout_json(schedule: Schedule, week: int | None = None) -> str:
    """Every week of a schedule, or one of them: its figures, and seven lists of the sessions of its days, Monday first.

    Minutes are rounded to tenths; a rung counts from 1; a dose is the main set in the notation.
    """
    weeks = [_week(schedule, one) for one in schedule.weeks if week in (None, one.number)]
    plan, variant = schedule.plan, schedule.variant
    head = {"plan": plan.id, "level": variant.level, "rhythm": variant.rhythm, "entry": variant.entry}
    return json.dumps({**head, "race": plan.race, "weeks": weeks}, ensure_ascii=False, indent=1)


def _week(schedule: Schedule, week: Week) -> dict[str, object]:
    return {
        "number": week.number,
        "kind": week.kind,
        "phase": schedule.plan.phase(week.phase).name,
        "running": nearest(week.running, 1),
        "fast": nearest(week.fast, 1),
        "hard": week.hard,
        "days": [[_placed(schedule, placed) for placed in sessions] for sessions in week.days],
    }


def _placed(schedule: Schedule, placed: Placed) -> dict[str, object]:
    return {
        "session": placed.session.id,
        "track": placed.track or None,
        "rung": placed.workout.rung + 1,
        "dose": notation.write_steps(placed.workout.main_steps),
        "minutes": nearest(placed.dose.minutes, 1),
        "hard": placed.dose.hard,
        "impact": placed.dose.impact,
        "change": placed.change or None,
        "optional": schedule.is_optional(placed),
    }
