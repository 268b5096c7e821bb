"""A second race inside a plan: it takes the place of its day, counts as a hard one, and takes its recovery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.clockwork import metres
from toolkit.library import Library
from toolkit.models import Plan, Session, Variant
from toolkit.schedule.costs import is_quality, most_hard_units
from toolkit.schedule.layout import Listed, Planned, give_way
from toolkit.yaml_reader import Place

EASY_BEFORE = 2
"""Days before a second race without strength. Convention."""
WEEK = 7
"""Days from a second race to the next hard day, at least: no seven days then hold both."""


def with_race(
    weeks: Iterable[Planned], plan: Plan, library: Library, variant: Variant, day: int, race: Session
) -> Iterator[Planned]:
    """The weeks of a plan with another race on a day, counted from the first Monday as 0.

    Its week is a lighter one. For a week before it nothing else is hard, and nothing moderate or fast for as long as before any
    race; after it, for as long as after one of its length, a week at least. The days beside it hold no running. A trial that lies
    too near gives way to it.
    """
    before = int(library.limit("last-hard-before-race", variant)) // 24
    after = max(WEEK, int(library.limit("hard-after-race", variant, metres(race.rungs[0]))))
    gap = int(library.limit("trial-gap", variant)) * WEEK
    for week in weeks:
        monday = (week.number - 1) * 7
        listed = []
        for item in week.listed:
            away = monday + item.weekday - day
            session = library.sessions[item.sessions[0]]
            runs = session.mode == "run" and session.kind != "race"
            if away == 0 or (session.mode == "strength" and -EASY_BEFORE <= away <= 1) or (runs and abs(away) == 1):
                continue
            hard = most_hard_units(item, library, variant) >= 1
            near = -before < away < after or (hard and -WEEK < away < 0) or (session.all_out and abs(away) < gap)
            quality = any(is_quality(library.sessions[name], library, variant) for name in item.sessions)
            if not (runs and near and quality):
                listed.append(item)
            else:
                listed += give_way(item, week.listed, plan.stand_in)
        if week.number - 1 != day // 7:
            yield replace(week, listed=tuple(listed))
            continue
        place: Place = next((item.place for item in week.listed if item.weekday == day % 7), ("phases", week.phase))
        raced = sorted([*listed, Listed(day % 7, race.id, (race.id,), place, True)], key=lambda item: item.weekday)
        yield replace(week, kind="return" if week.kind in ("load", "reset") else week.kind, listed=tuple(raced))
