"""A plan laid out with results of assessments: what they add is put on days on which no rule is broken more often than without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.dose import Doses, Workout
from toolkit.library import Library
from toolkit.models import Plan, Session, Variant
from toolkit.rules.every import RULES
from toolkit.rules.recheck import group_rules, prepare_recheck
from toolkit.schedule import SUNDAY, Conditions, Overlay, Placed, Schedule, Week, WeekKind, lay_out

_RULES_BY_REACH = group_rules(RULES, lambda rule: rule.reach)
ADDED_DAYS: dict[WeekKind, int] = {"load": 2, "reset": 1}
"""On how many days of a week an added session comes, by the kind of week; other weeks have none of it. Convention."""


@dataclass(frozen=True, slots=True)
class AdditionNotPlaced:
    """Weeks in which an added session has not found all of its days, and the rule that was in the way most often."""

    session: Session
    weeks: tuple[int, ...]
    rule: str
    """Empty where every day held the session or something that it must not be beside."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """A plan laid out with results: without them, with them, and what could not be added."""

    overlay: Overlay
    plain: Schedule
    schedule: Schedule
    not_placed: tuple[AdditionNotPlaced, ...]


def adapt(
    plan: Plan, library: Library, variant: Variant, overlay: Overlay, race_weekday: int = SUNDAY, weeks: int | None = None
) -> Adapted:
    """A plan laid out with and without an overlay; ValueError as `lay_out` raises it."""
    doses = Doses(library)
    plain = lay_out(plan, library, variant, Conditions(race_weekday, weeks), doses)
    if not overlay.results:
        return Adapted(overlay, plain, plain, ())
    spared = lay_out(plan, library, variant, Conditions(race_weekday, weeks, overlay=overlay), doses)
    return Adapted(overlay, plain, *add_sessions(spared, library, overlay))


def add_sessions(schedule: Schedule, library: Library, overlay: Overlay) -> tuple[Schedule, tuple[AdditionNotPlaced, ...]]:
    """A schedule with what an overlay adds to it, and what has not found its days.

    Each addition comes twice a week, or as often as `TIMES` says, what the plan lists of it included. It stays on the rung on
    which the level starts.
    """
    not_placed: list[AdditionNotPlaced] = []
    for session in list_additions(schedule, overlay):
        missed: list[int] = []
        refused: Counter[str] = Counter()
        for number in [week.number for week in schedule.weeks]:
            for _ in range(days_wanted(schedule.week(number), session)):
                changed, rules = _add(schedule, library, number, session)
                if changed is None:
                    missed.append(number)
                    refused.update(rules)
                    break
                schedule = schedule.with_week(changed)
        if missed:
            not_placed.append(AdditionNotPlaced(session, tuple(missed), next((rule for rule, _ in refused.most_common(1)), "")))
    return schedule, tuple(not_placed)


def list_additions(schedule: Schedule, overlay: Overlay) -> list[Session]:
    """What an overlay adds to a schedule: never running, and nothing hard or fast, for a result only adds care."""
    sessions = [schedule.doses.library.sessions[name] for name in overlay.add]
    return [session for session in sessions if session.mode != "run" and not _dose_counts(schedule, session)]


def _dose_counts(schedule: Schedule, session: Session) -> bool:
    dose = _first_workout(schedule, session).dose
    return bool(dose.hard or dose.fast or dose.running)


def _first_workout(schedule: Schedule, session: Session) -> Workout:
    """A session on the rung on which the level starts; on the lowest where the level is not offered the session."""
    return schedule.doses.workout(schedule.variant, session, session.start.get(schedule.variant.level, 1) - 1)


def days_wanted(week: Week, session: Session) -> int:
    """On how many more days a week is to hold a session."""
    return max(0, ADDED_DAYS.get(week.kind, 0) - len(week.days_of(session)))


def _add(schedule: Schedule, library: Library, number: int, session: Session) -> tuple[Week | None, list[str]]:
    """Week `number` with a session on the best day that breaks no rule more often; else None, and the rules in the way."""
    week = schedule.week(number)
    added = Placed(_first_workout(schedule, session), ("phases", week.phase), "")
    rechecks = [prepare_recheck(alike, schedule, number) for alike in _RULES_BY_REACH]
    rules: list[str] = []
    for weekday in _order_days(week, session):
        days = list(week.days)
        days[weekday] = (*days[weekday], added)
        changed = replace(week, days=tuple(days))
        rule = next((rule for recheck in rechecks if (rule := recheck.find_newly_broken(changed, library))), None)
        if rule is None:
            return changed, []
        rules.append(rule.id)
    return None, rules


def _order_days(week: Week, session: Session) -> Iterator[int]:
    """The weekdays on which a session may be added, the best first.

    They are apart from the days that hold it; then come those with strength before others, those before nothing hard, and days
    without anything last. A day on which one races, or goes all out, is none.
    """

    def order(weekday: int) -> tuple[bool, bool, bool, bool, int]:
        today, tomorrow = week.days[weekday], week.days[weekday + 1] if weekday < SUNDAY else ()
        beside = bool({weekday - 1, weekday + 1} & held)
        strength = any(placed.session.mode == "strength" for placed in today)
        hard_after = any(placed.dose.hard or placed.dose.fast for placed in tomorrow)
        return beside, not today, not strength, hard_after, weekday

    held = week.days_of(session)
    free = [day for day, placed in enumerate(week.days) if day not in held and not any(one.all_out for one in placed)]
    yield from sorted(free, key=order)
