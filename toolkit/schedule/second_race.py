"""A second race inside a plan: it takes the place of its day, counts as a hard one, and takes its recovery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.clockwork import metres
from toolkit.dose import Doses
from toolkit.models import Plan, Session, Variant
from toolkit.schedule.costs import is_quality, most_hard_units
from toolkit.schedule.layout import ListedItem, PlannedWeek, replace_with_stand_in
from toolkit.yaml_reader import Place

_WITHOUT_STRENGTH = 2
"""Days before a second race without strength. Convention."""
_HARD_APART = 7
"""Days from a second race to the next hard day, and to the one before it, at least: no seven days then hold both."""
_WEEK = 7


class _Apart(NamedTuple):
    """The days that something keeps from a second race: quality before and after it, and trials on either side."""

    before: int
    after: int
    trials: int


def insert_race(
    weeks: Iterable[PlannedWeek], plan: Plan, doses: Doses, variant: Variant, day: int, race: Session
) -> Iterator[PlannedWeek]:
    """The weeks of a plan with another race on a day, counted from the first Monday as 0.

    Its week is a lighter one. For a week before it nothing else is hard, and nothing moderate or fast for as long as before any
    race; after it, for as long as after one of its length, a week at least. The days beside it hold no running. A trial that lies
    too near gives way to it.
    """
    library = doses.library
    apart = _Apart(
        before=int(library.limit("last-hard-before-race", variant)) // 24,
        after=max(_HARD_APART, int(library.limit("hard-after-race", variant, metres(race.rungs[0])))),
        trials=int(library.limit("trial-gap", variant)) * _WEEK,
    )
    for week in weeks:
        listed: list[ListedItem] = []
        for item in week.listed:
            away = (week.number - 1) * _WEEK + item.weekday - day
            if _must_give_way(item, away, apart, doses, variant):
                listed += replace_with_stand_in(item, week.listed, plan.stand_in)
            elif not _must_go(library.sessions[item.sessions[0]], away):
                listed.append(item)
        yield _with_race_day(week, listed, day, race) if week.number - 1 == day // _WEEK else replace(week, listed=tuple(listed))


def _must_go(session: Session, away: int) -> bool:
    """Whether a session, so many days after the race, is left out."""
    strength = session.mode == "strength" and -_WITHOUT_STRENGTH <= away <= 1
    return away == 0 or strength or (_is_run(session) and abs(away) == 1)


def _must_give_way(item: ListedItem, away: int, apart: _Apart, doses: Doses, variant: Variant) -> bool:
    """Whether what a day lists, so many days after the race, gives way to the stand-in: quality, or a trial, too near to it."""
    sessions = [doses.library.sessions[name] for name in item.sessions]
    session = sessions[0]
    if not _is_run(session) or abs(away) <= 1:
        return False
    hard = most_hard_units(item, doses, variant) >= 1 and -_HARD_APART < away < 0
    near = hard or -apart.before < away < apart.after or (session.all_out and abs(away) < apart.trials)
    return near and any(is_quality(one, doses, variant) for one in sessions)


def _is_run(session: Session) -> bool:
    return session.mode == "run" and session.kind != "race"


def _with_race_day(week: PlannedWeek, listed: Sequence[ListedItem], day: int, race: Session) -> PlannedWeek:
    """The week of the race, a lighter one, with the race on its day."""
    weekday = day % _WEEK
    place: Place = next((item.place for item in week.listed if item.weekday == weekday), ("phases", week.phase))
    raced = sorted([*listed, ListedItem(weekday, race.id, (race.id,), place, True)], key=lambda item: item.weekday)
    return replace(week, kind="return" if week.kind in ("load", "reset") else week.kind, listed=tuple(raced))
