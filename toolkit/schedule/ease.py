"""Lighter weeks: reset, taper, race, recovery after a race, and the way back after a break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from toolkit.models import Session
from toolkit.schedule.fill import lighten
from toolkit.schedule.layout import Listed, Planned
from toolkit.schedule.runner import Runner, Slot
from toolkit.schedule.values import WeekKind


def eased(runner: Runner, listed: Sequence[Listed], *, hard: bool) -> list[Slot]:
    """The listed sessions a rung down; what is new, or hard where that is not wanted, gives way to the stand-in.

    A session that the plan lists for this very kind of week stays.
    """
    slots = []
    for item in listed:
        session = runner.session(item)
        known = item.session in runner.rungs
        if gives_way(runner, item, session, hard=hard):
            if runner.stands_already(item, listed):
                continue
            session = runner.library.sessions[runner.plan.stand_in]
            known = session.id in runner.rungs
        rung = max(0, runner.rungs[session.id] - 1) if known else min(runner.start(session), 0)
        slots.append(Slot(item.weekday, session, item.place, rung, "down" if known else ""))
    return slots


def gives_way(runner: Runner, item: Listed, session: Session, *, hard: bool) -> bool:
    """Whether quality has no place in a lighter week: it has not come in yet, or it is hard where that is not wanted."""
    if not runner.is_quality(session) or session.all_out or item.place[0] in ("race_week", "race_week_except"):
        return False
    return session.id not in runner.rungs or (
        runner.done(session, runner.rungs[session.id]).dose.hard >= 1 and not hard and not item.fixed
    )


def reset_week(runner: Runner, number: int, listed: Sequence[Listed]) -> list[Slot]:
    """Less of everything: no hard day, little that is fast, and minutes within the reset's range."""
    slots = ease_fast(runner, eased(runner, listed, hard=False))
    since = runner.since_reset or runner.loads[-1:]
    mean = fmean(week.running for week in since) if since else runner.entry.week
    least, most = runner.library.limit_range("reset-cut", runner.variant)
    return lighten(runner, number, slots, mean * (1 - most / 100), mean * (1 - least / 100))


def ease_fast(runner: Runner, slots: list[Slot]) -> list[Slot]:
    """Step quality down until the fast minutes of the reset week are within the rule; what is at the bottom may be left out."""
    last = runner.loads[-1].fast if runner.loads else 0.0
    cut = last * (1 - runner.also("reset-cut", "fast_cut") / 100)
    most = max(cut, min(runner.also("reset-cut", "fast_most"), last))
    slots = list(slots)
    while runner.fast(slots) > most + 1e-9:
        lower = [number for number, slot in enumerate(slots) if slot.rung and runner.is_quality(slot.session)]
        if not lower:
            days = Counter(slot.weekday for slot in slots if slot.session.mode == "run")
            return [slot for slot in slots if not runner.fast([slot]) or days[slot.weekday] == 1]
        number = max(lower, key=lambda number: runner.work(slots[number]).dose.fast)
        slots[number] = slots[number]._replace(rung=slots[number].rung - 1)
    return slots


def taper_week(runner: Runner, number: int, kind: WeekKind, listed: Sequence[Listed]) -> list[Slot]:
    """A week before a race: the intensity stays, the minutes go."""
    slots = eased(runner, listed, hard=True)
    mean = runner.usual()
    least, most = runner.library.limit_range("taper-cut", runner.variant)
    if kind == "taper":
        slots = runner.within(number, slots)
        least = most = runner.also("taper-cut", "week_before")
        return lighten(runner, number, slots, mean * (1 - most / 100) * 0.95, mean * (1 - least / 100) * 1.05)
    return lighten(runner, number, slots, mean * (1 - most / 100), mean * (1 - least / 100))


def recovery_week(runner: Runner, number: int, listed: Sequence[Listed]) -> list[Slot]:
    """A week after the race: a share of the minutes before it, more from week to week, and everything a rung down."""
    slots = runner.within(number, eased(runner, listed, hard=True))
    runner.after_race += 1
    longer = "half_" if runner.plan.race == "half-marathon" else ""
    share = runner.also("after-race", f"{longer}week_{min(runner.after_race, 4)}") / 100
    mean = runner.usual()
    lightened = lighten(runner, number, slots, mean * (share - 0.05), mean * (share + 0.05))
    return runner.within(number, lightened)


def return_week(runner: Runner, week: Planned, share: float) -> list[Slot]:
    """A lighter week, after a break or with a second race: a share of the usual minutes, ladders where they stand, nothing new."""
    slots = []
    for item in week.listed:
        session = runner.session(item)
        untrained = session.id not in runner.rungs or session.all_out
        if runner.is_quality(session) and untrained and session.kind != "race":
            if runner.stands_already(item, week.listed):
                continue
            session = runner.library.sessions[runner.plan.stand_in]
        first = runner.start(session) if week.kind == "load" else 0
        slots.append(Slot(item.weekday, session, item.place, runner.rungs.get(session.id, first)))
    mean = runner.usual()
    within = runner.within(week.number, slots)
    lightened = lighten(runner, week.number, within, mean * (share - 0.05), mean * (share + 0.05))
    return runner.within(week.number, lightened)
