"""What moves between two locks of a plan, in words: for a terminal, and as Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import fsum

from toolkit.editions import DayMove, LockedDay, PlanMoves, VariantMoves
from toolkit.models import WEEKDAYS
from toolkit.problems import count, shorten
from toolkit.rounding import add, fixed
from toolkit.text import dates
from toolkit.text import english as words

NOTHING_MOVES = "No day and no dose moves."
_MOST_MOVES = 12
"""How many days of a variant are listed; more are counted."""
_MOST_DOSE = 80
"""Characters of a dose."""
_MARKS = re.compile(r"[\\`*_\[\]<>#|~!]")
"""What Markdown would take for more than text, in corrections and in names."""


def next_monday(today: date) -> date:
    """The first Monday from which those who begin follow a lock that is published today."""
    return today + timedelta(days=-today.weekday() % len(WEEKDAYS))


def changes_text(plans: Sequence[PlanMoves], begins: date | None = None) -> str:
    """What moves, plan by plan; `begins` is the first Monday from which those who begin have it, where that is known."""
    found = [plan for plan in plans if plan]
    return "\n\n".join("\n".join(_plan_lines(plan, begins)) for plan in found) or NOTHING_MOVES


def changes_markdown(plans: Sequence[PlanMoves], begins: date | None = None) -> str:
    """The same as Markdown: a heading for each plan, and what moves as lists."""
    found = [plan for plan in plans if plan]
    if not found:
        return f"{NOTHING_MOVES}\n"
    parts = []
    for plan in found:
        head, *lines = (_MARKS.sub(r"\\\g<0>", line) for line in _plan_lines(plan, begins))
        listed = (f"- {line.strip()}" if line.startswith("    ") else f"\n{line.strip()}\n" for line in lines)
        parts.append("\n".join([f"### {head}", *listed]))
    return "\n\n".join(parts) + "\n"


def _plan_lines(plan: PlanMoves, begins: date | None) -> Iterator[str]:
    """What moves in a plan: a line for it, one for each group of variants in which the same moves, and one for each day."""
    if plan.new:
        yield f"plans/{plan.plan}.yaml: new, {count(len(plan.added), 'variant')}"
        return
    moved = add(len(one.moves) for one in plan.variants)
    yield f"plans/{plan.plan}.yaml: {count(moved, 'day')} in {count(len(plan.variants), 'variant')}"
    yield f"  {_for_whom(plan, begins)}"
    for said, variants in (("New", plan.added), ("Not offered any more", plan.withdrawn)):
        if variants:
            yield f"  {said}: {', '.join(variants)}."
    for alike in _group(plan.variants):
        yield f"  {', '.join(one.variant for one in alike)}: {_how_much(alike[0])}"
        yield from (f"    {line}" for line in _move_lines(plan, alike[0]))


def _group(variants: Sequence[VariantMoves]) -> list[list[VariantMoves]]:
    """Variants in groups in which the same moves."""
    alike: dict[tuple[tuple[DayMove, ...], tuple[int, ...]], list[VariantMoves]] = {}
    for one in variants:
        alike.setdefault((tuple(map(_bare, one.moves)), tuple(one.elsewhere)), []).append(one)
    return list(alike.values())


def _bare(move: DayMove) -> DayMove:
    """A move without ids and revisions, which are those of a variant."""
    before, after = (LockedDay(day.weekday, 0, 0, day.sessions) if day else None for day in (move.before, move.after))
    return DayMove(move.week, before, after, move.minutes)


def _for_whom(plan: PlanMoves, begins: date | None) -> str:
    """Who has what moves: those who begin later, or with a correction all."""
    when = f"on {dates.long_date(begins)} or later" if begins else "after it is published"
    if plan.corrections:
        said = " ".join(f"“{one}”" for one in plan.corrections)
        return f"For who begins {when}, and as a correction for all others in weeks that begin after that day: {said}"
    return f"For who begins {when}. Who has begun keeps every day and every dose."


def _how_much(one: VariantMoves) -> str:
    """`4 of 78 days, +12 min; with a race on a Saturday 6 days`."""
    minutes = fsum(move.minutes for move in one.moves)
    said = f"{len(one.moves)} of {count(one.days, 'day')}{_minutes(minutes)}" if one.moves else "no day with a race on a Sunday"
    elsewhere: dict[int, list[str]] = {}
    for day, number in one.elsewhere.items():
        elsewhere.setdefault(number, []).append(dates.WEEKDAY_NAMES[WEEKDAYS[day]])
    if elsewhere.keys() == {len(one.moves)} and len(one.elsewhere) == len(WEEKDAYS) - 1:
        return f"{said}, on whichever day the race is"
    others = [f"with a race on a {words.one_of(days)} {count(number, 'day')}" for number, days in elsewhere.items()]
    return "; ".join([said, *others])


def _move_lines(plan: PlanMoves, one: VariantMoves) -> Iterator[str]:
    for move in one.moves[:_MOST_MOVES]:
        days = dict.fromkeys(_day(day) for day in (move.before, move.after) if day)
        week = _week(move.week, has_race=plan.has_race)
        yield f"{week}, {' → '.join(days)}: {_done(move.before, move.after)}{_minutes(move.minutes)}"
    if len(one.moves) > _MOST_MOVES:
        yield f"and {count(len(one.moves) - _MOST_MOVES, 'more day')}"


def _week(key: int, *, has_race: bool) -> str:
    if not has_race:
        return f"week {key}"
    if key < 0:
        return f"{count(-key, 'week')} after the race"
    return f"{count(key, 'week')} before the race" if key else "the week of the race"


def _day(day: LockedDay) -> str:
    return dates.short_weekday(WEEKDAYS[day.weekday])


def _done(before: LockedDay | None, after: LockedDay | None) -> str:
    """What is done on a day and is not what was: `eight-hundreds 3x(…) → eight-hundreds 4x(…)`, or the same on another day."""
    old, new = (day.content.sessions if day else () for day in (before, after))
    gone, came = [one for one in old if one not in new], [one for one in new if one not in old]
    if not (gone or came):
        return f"{' + '.join(session for session, _ in new)} as before"
    return f"{_doses(gone)} → {_doses(came)}"


def _doses(sessions: Sequence[tuple[str, str]]) -> str:
    return " + ".join(f"{session} {shorten(dose, _MOST_DOSE)}" for session, dose in sessions) or "nothing"


def _minutes(minutes: float) -> str:
    return f", {'+' if minutes > 0 else '−'}{fixed(abs(minutes))} min" if abs(minutes) >= 1 else ""


def plain_changes(plans: Sequence[PlanMoves]) -> list[Mapping[str, object]]:
    """What moves as plain values for JSON: doses in the notation, weeks by their number before the race, weekdays from Monday 0."""
    return [
        {
            "plan": plan.plan,
            "added": plan.added,
            "withdrawn": plan.withdrawn,
            "corrections": plan.corrections,
            "variants": [
                {
                    "variant": one.variant,
                    "days": one.days,
                    "moves": [
                        {"week": move.week, "before": _plain(move.before), "after": _plain(move.after), "minutes": move.minutes}
                        for move in one.moves
                    ],
                    "with_a_race_on": {WEEKDAYS[day]: number for day, number in one.elsewhere.items()},
                }
                for one in plan.variants
            ],
        }
        for plan in plans
        if plan
    ]


def _plain(day: LockedDay | None) -> Mapping[str, object] | None:
    if day is None:
        return None
    return {
        "weekday": day.weekday,
        "id": day.id,
        "revision": day.revision,
        "sessions": [{"session": one.session, "dose": one.dose} for one in day.sessions],
    }
