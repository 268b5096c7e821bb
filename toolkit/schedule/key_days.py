"""The days that a plan depends on."""

from __future__ import annotations

from toolkit.schedule.values import Placed, Schedule


def find_key_days(schedule: Schedule) -> frozenset[int]:
    """The days to keep when time is short, counted from the first Monday as 0.

    They are the moderate and hard days, trials, races, steps of a comeback and long runs. In a plan without anything moderate or
    hard and without steps they are its runs, in one without runs its strength and its jumps, and in one without these all days that
    hold a session. Convention.
    """
    for counts in (_demands, _runs, _strengthens):
        if any(counts(placed) for _, placed in schedule.placed()):
            return frozenset(day for day, placed in schedule.placed() if counts(placed) or _is_long(placed))
    return frozenset(day for day, _ in schedule.placed())


def _demands(placed: Placed) -> bool:
    return placed.dose.hard > 0 or placed.all_out or placed.session.by_steps


def _runs(placed: Placed) -> bool:
    return placed.dose.running > 0


def _strengthens(placed: Placed) -> bool:
    return placed.session.mode in ("strength", "plyometric")


def _is_long(placed: Placed) -> bool:
    return placed.session.kind == "long"
