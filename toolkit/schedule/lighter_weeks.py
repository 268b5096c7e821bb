"""Lighter weeks: reset, taper, race, recovery after a race, and the way back after a break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from toolkit.dose import ROUNDED
from toolkit.models import MODERATE, Session
from toolkit.schedule.ceiling import lower_to_ceiling
from toolkit.schedule.cut_minutes import lighten
from toolkit.schedule.layout import ListedItem, PlannedWeek
from toolkit.schedule.refusals import refuse_early, refuse_spacing
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot
from toolkit.schedule.values import WeekKind

_MODERATE_WEEKS = 3
"""Weeks after a race in which nothing of a track is hard. Convention."""

_NEAR_LIGHTEST = 1.1
"""How near a race week comes to the lightest that the taper allows; no other run is then long. Convention."""


def _ease(runner: Runner, week_number: int, listed: Sequence[ListedItem], *, hard: bool) -> list[Slot]:
    """The listed sessions a step down; what is new, or hard where that is not wanted, gives way to the stand-in.

    A session that the plan lists for this very kind of week stays.
    """
    slots: list[Slot] = []
    for item in listed:
        done = [slot.session.id for slot in slots if slot.name == item.name]
        if runner.is_long(item):
            slots.append(runner.first_long(item))
        elif runner.lists_quality(item) and item.is_track:
            share = 1 - runner.limits.also("reset-cut", "fast_cut") / 100
            slot = _find_largest(runner, week_number, item, share, hard=1.0 if hard else MODERATE)
            slots += [slot._replace(change="down")] if slot else _put_stand_in(runner, item, listed)
        elif _must_give_way(runner, item, runner.session(item), hard=hard):
            slots += _put_stand_in(runner, item, listed)
        elif runner.session(item).touch:
            slots.append(_choose_touch_rung(runner, runner.slot(item)))
        else:
            slots.append(_lower(runner, runner.slot(item, done)))
    return slots


def _choose_touch_rung(runner: Runner, slot: Slot) -> Slot:
    """A touch of race effort: at the level's start for who came trained, else a rung below it."""
    return slot._replace(rung=max(0, runner.start_rung(slot.session) - (not runner.variant.trained)))


def _put_stand_in(runner: Runner, item: ListedItem, listed: Sequence[ListedItem]) -> list[Slot]:
    """The stand-in in place of what a day lists, or nothing where the day lists that already."""
    return [] if runner.lists_stand_in(item, listed) else [_lower(runner, runner.stand_in(item))]


def _lower(runner: Runner, slot: Slot) -> Slot:
    """A slot at the rung below the one that its ladder holds; at the lowest, where it is new."""
    if slot.session.id not in runner.ladders.rungs:
        return slot._replace(rung=0)
    lower = max(0, runner.ladders.rungs[slot.session.id] - 1)
    return slot._replace(rung=lower, change="down" if lower < runner.ladders.rungs[slot.session.id] else "")


def _find_largest(runner: Runner, week_number: int, item: ListedItem, share: float, *, hard: float) -> Slot | None:
    """The largest dose of a track's next session within a share of what it holds and some hard units; None if there is none."""
    if item.name not in runner.quality.introduced:
        return None
    day, hard = (week_number - 1) * 7 + item.weekday, min(hard, runner.most_hard(item))
    best = runner.find_recent_best(item, day)
    for session in filter(runner.is_ready, runner.list_in_turn(item)):
        current = runner.current_seconds(item, session, week_number)
        gentlest = runner.counts.ladder(item, session)[0][1].seconds
        most = (
            max(current * share, min(gentlest, current) if current else gentlest) + ROUNDED * 60
        )  # after 30 days without, the gentlest
        slots = [Slot(item.weekday, session, item.place, rung, "", item.name) for rung in range(len(session.rungs))]
        fits = [
            slot
            for slot in slots
            if 0 < runner.counts.seconds(slot) <= most
            and runner.costs.of(slot).dose.hard <= hard
            and (best is None or runner.counts.pieces(item.name, session, slot.rung).effort <= best.effort)
            and runner.may_do(day, session, slot.rung)
        ]
        if fits:
            return max(fits, key=lambda slot: (runner.counts.seconds(slot), slot.rung))
    return None


def _must_give_way(runner: Runner, item: ListedItem, session: Session, *, hard: bool) -> bool:
    """Whether quality has no place in a lighter week: it has not come in yet, or it is hard where that is not wanted."""
    if not runner.costs.is_quality(session) or session.all_out or item.place[0] in ("race_week", "race_week_except"):
        return False
    return session.id not in runner.ladders.rungs or (
        runner.costs.workout(session, runner.ladders.rungs[session.id]).dose.hard >= 1 and not hard and not item.fixed
    )


def fill_reset_week(runner: Runner, week_number: int, listed: Sequence[ListedItem]) -> list[Slot]:
    """Less of everything: no hard day, little that is fast, and minutes within the reset's range."""
    slots = _ease_fast(runner, _keep_one_moderate(runner, _ease(runner, week_number, listed, hard=False), listed))
    slots = lower_to_ceiling(runner, week_number, slots, listed)
    since = runner.weeks_done.since_reset or runner.weeks_done.loading[-1:]
    mean = fmean(week.running for week in since) if since else runner.entry.week
    least, most = runner.limits.range_of("reset-cut")
    return lighten(runner, week_number, slots, mean * (1 - most / 100), mean * (1 - least / 100))


def _keep_one_moderate(runner: Runner, slots: Sequence[Slot], listed: Sequence[ListedItem]) -> list[Slot]:
    """The sessions of a reset week with the stand-in for every moderate one after the first."""
    moderate = [slot for slot in slots if runner.costs.of(slot).dose.hard and slot.session.mode == "run"]
    kept: list[Slot] = []
    for slot in slots:
        item = next(item for item in listed if item.place == slot.place)
        kept += _put_stand_in(runner, item, listed) if slot in moderate[1:] else [slot]
    return kept


def _ease_fast(runner: Runner, slots: list[Slot]) -> list[Slot]:
    """Step quality down until the fast minutes of the reset week are within the rule; what is at the bottom may be left out."""
    last = runner.weeks_done.loading[-1].fast if runner.weeks_done.loading else 0.0
    cut = last * (1 - runner.limits.also("reset-cut", "fast_cut") / 100)
    most = max(cut, min(runner.limits.also("reset-cut", "fast_most"), last))
    slots = list(slots)
    while runner.costs.fast(slots) > most + 1e-9:
        lower = [index for index, slot in enumerate(slots) if slot.rung and runner.costs.is_quality(slot.session)]
        if not lower:
            return _without_fast(runner, slots)
        index = max(lower, key=lambda index: runner.costs.of(slots[index]).dose.fast)
        slots[index] = slots[index]._replace(rung=slots[index].rung - 1)
    return slots


def _without_fast(runner: Runner, slots: Sequence[Slot]) -> list[Slot]:
    """Slots without what is fast: left out where the day holds another run, else with the stand-in in its place."""
    days = Counter(slot.weekday for slot in slots if slot.session.mode == "run")
    session = runner.library.sessions[runner.plan.stand_in]
    return [
        slot._replace(session=session, rung=0, change="", name="") if runner.costs.fast([slot]) else slot
        for slot in slots
        if not runner.costs.fast([slot]) or days[slot.weekday] == 1
    ]


def fill_taper_week(runner: Runner, week_number: int, kind: WeekKind, listed: Sequence[ListedItem]) -> list[Slot]:
    """A week before a race: the intensity stays, the minutes go."""
    slots = lower_to_ceiling(runner, week_number, _ease(runner, week_number, listed, hard=True), listed)
    mean = runner.weeks_done.usual_minutes()
    least, most = runner.limits.range_of("taper-cut")
    if kind == "taper":
        slots = runner.lower_to_allowed(week_number, slots)
        least = most = runner.limits.also("taper-cut", "week_before")
        return lighten(runner, week_number, slots, mean * (1 - most / 100) * 0.95, mean * (1 - least / 100) * 1.05)
    lightest = mean * (1 - most / 100)
    return lighten(runner, week_number, slots, lightest, mean * (1 - least / 100), aim=lightest * _NEAR_LIGHTEST)


def fill_recovery_week(runner: Runner, week_number: int, listed: Sequence[ListedItem]) -> list[Slot]:
    """A week after the race: a share of the minutes before it, more from week to week, and everything a rung down."""
    since_race = runner.weeks_done.recoveries + 1
    lower = lower_to_ceiling(runner, week_number, _ease(runner, week_number, listed, hard=since_race > _MODERATE_WEEKS), listed)
    slots = runner.lower_to_allowed(week_number, lower)
    longer = "half_" if runner.plan.race == "half-marathon" else ""
    share = runner.limits.also("after-race", f"{longer}week_{min(since_race, 4)}") / 100
    mean = runner.weeks_done.usual_minutes()
    lightened = lighten(runner, week_number, slots, mean * (share - 0.05), mean * (share + 0.05))
    return runner.lower_to_allowed(week_number, lightened)


def fill_return_week(runner: Runner, week: PlannedWeek, share: float) -> list[Slot]:
    """A lighter week, after a break or with a second race: a share of the usual minutes, ladders where they are, nothing new."""
    slots: list[Slot] = []
    for item in week.listed:
        if runner.is_long(item):
            slots.append(runner.first_long(item))
        elif runner.lists_quality(item) and item.is_track:
            slot = _come_back(runner, week, item, slots)
            slots += [slot] if slot else _put_stand_in(runner, item, week.listed)
        else:
            session = runner.session(item)
            untrained = session.id not in runner.ladders.rungs or session.all_out
            if runner.costs.is_quality(session) and untrained and session.kind != "race":
                slots += [] if runner.lists_stand_in(item, week.listed) else [_keep_rung(runner, week, runner.stand_in(item))]
            else:
                slots.append(
                    _keep_rung(runner, week, runner.slot(item, [slot.session.id for slot in slots if slot.name == item.name]))
                )
    mean = runner.weeks_done.usual_minutes()
    within = runner.lower_to_allowed(week.number, lower_to_ceiling(runner, week.number, slots, week.listed))
    lightened = lighten(runner, week.number, within, mean * (share - 0.05), mean * (share + 0.05))
    return runner.lower_to_allowed(week.number, lightened)


def _come_back(runner: Runner, week: PlannedWeek, item: ListedItem, slots: Sequence[Slot]) -> Slot | None:
    """The dose with which a track comes back beside these slots: hard, or else moderate, where the limits on hard days allow it."""
    item = runner.restart(item, (week.number - 1) * 7 + item.weekday)
    for hard in (1.0, MODERATE):
        slot = _find_largest(runner, week.number, item, 1.0, hard=hard)
        early = slot and refuse_early(runner, week.number, runner.costs.of(slot).dose)
        if slot and not early and not refuse_spacing(runner, week.number, [*slots, slot]):
            return slot
    return None


def _keep_rung(runner: Runner, week: PlannedWeek, slot: Slot) -> Slot:
    """A slot at the rung that its ladder holds; at its start, or in a lighter week at the lowest, where it is new."""
    first = runner.start_rung(slot.session) if week.kind == "load" else 0
    return slot._replace(rung=runner.ladders.rungs.get(slot.session.id, first))
