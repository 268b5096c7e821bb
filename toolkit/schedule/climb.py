"""A loading week: introduced sessions keep their dose, one new kind comes in, each track takes a step, then minutes grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.dose import ROUNDED
from toolkit.models import MODERATE
from toolkit.schedule.ceiling import CEILING
from toolkit.schedule.draft import Draft
from toolkit.schedule.fill import last_minutes, most_minutes
from toolkit.schedule.fit import fit
from toolkit.schedule.layout import PlannedWeek
from toolkit.schedule.options import TOO_SMALL, Option, refuse_all
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot
from toolkit.schedule.supporting import climb_supporting
from toolkit.schedule.values import Change, Replaced


def fill_loading_week(runner: Runner, week: PlannedWeek) -> tuple[list[Slot], list[Replaced]]:
    """The slots of a loading week, and what it lists and does not hold."""
    quality = [index for index, item in enumerate(week.listed) if runner.lists_quality(item) and not item.fixed]
    introduced = [index for index in quality if runner.is_introduced(week.listed[index])]
    waiting = [index for index in quality if index not in introduced]
    paused = week.before_race or runner.tracks.paused
    minutes = last_minutes(runner) if paused else most_minutes(runner)
    draft = _begin(Draft(runner, week, last_minutes(runner) if waiting else minutes), introduced, waiting)
    new = _bring_in(draft, [index for index in waiting if not (runner.tracks.paused and week.listed[index].is_track)])
    if waiting and not new:
        refused = draft.refused
        draft = _begin(Draft(runner, week, minutes), introduced, waiting)
        draft.refused |= refused
    _restore_and_step_up(draft, introduced)
    filled = [_labelled(runner, slot) for slot in fit(draft, grow=not new and not paused)]
    _remember_steps(draft, introduced)
    runner.quality.introduced.update(slot.name for slot in filled if slot.name)
    return (filled if new else climb_supporting(runner, filled)), list(_replaced(draft))


def _begin(draft: Draft, introduced: Sequence[int], waiting: Sequence[int]) -> Draft:
    """A week with what is not quality as it holds, the stand-in for what waits, and quality that is in at its gentlest dose."""
    runner, listed = draft.runner, draft.week.listed
    for index, item in enumerate(listed):
        if index in introduced or index in waiting:
            draft.put_stand_in(index)
        else:
            draft.slots[index] = _long(draft, index) if runner.is_long(item) else runner.slot(item, draft.also_done(index))
    for index in sorted(introduced, key=lambda index: listed[index].rank):
        first = [options[0].slot for options in draft.options(index)]
        if (slot := next((slot for slot in first if draft.fits(index, slot)), None)) is not None:
            draft.slots[index] = slot
    kept = runner.lower_to_allowed(draft.week.number, [slot for index, slot in draft.slots.items() if index not in introduced])
    for slot in kept:
        draft.slots[next(index for index, item in enumerate(listed) if item.place == slot.place)] = slot
    return draft


def _long(draft: Draft, index: int) -> Slot:
    """The long run whose turn it is, of those whose gentlest dose has a place; else the first of the track."""
    runner, item = draft.runner, draft.week.listed[index]
    slots = [Slot(item.weekday, session, item.place, 0, "", item.name) for session in runner.list_in_turn(item)]
    return next((slot for slot in slots if draft.fits(index, slot)), runner.first_long(item))


def _bring_in(draft: Draft, waiting: Sequence[int]) -> bool:
    """Bring the first new kind in that has a place: strides, then a moderate day, then a hard one, then further moderate days."""
    runner, listed = draft.runner, draft.week.listed
    options_at = {index: draft.options(index) for index in waiting}
    moderate = any(runner.costs.of(slot).dose.hard == MODERATE for slot in draft.slots.values())

    def order(index: int) -> tuple[int, int]:
        hard = runner.costs.of(options_at[index][0][0].slot).dose.hard if options_at[index] else 1.0
        return {0.0: 0, MODERATE: 3 if moderate else 1, 1.0: 2}[hard], listed[index].rank

    for index in sorted(waiting, key=order):
        for options in options_at[index]:
            most = options[-1].pieces.seconds * runner.limits.of("first-dose") / 100
            for option in reversed([option for option in options if option.pieces.seconds <= most] or options[:1]):
                if draft.fits(index, option.slot):
                    draft.put(index, option.slot._replace(change="new"))
                    return True
        if order(index)[0] == 0:
            return False  # what is harder comes after the strides
    return False


def _restore_and_step_up(draft: Draft, introduced: Sequence[int]) -> None:
    """Raise what is introduced to its dose so far; then let it step up: what the phase names first, and what waited longest."""
    listed, stepped = draft.week.listed, draft.runner.quality.stepped
    ranked = sorted(introduced, key=lambda index: listed[index].rank)
    for index in ranked:
        _raise(draft, index, _is_no_larger)
        if index == ranked[0]:
            _step_up(draft, index)
        _try_others(draft, index)
    for index in sorted(ranked, key=lambda index: stepped.get(listed[index].name, 0)):
        _step_up(draft, index)


def _step_up(draft: Draft, index: int) -> None:
    """Raise what is introduced above its dose so far, but for a track while tracks are paused."""
    if not (draft.runner.tracks.paused and draft.week.listed[index].is_track):
        _raise(draft, index, lambda option, current: not _is_no_larger(option, current))


def _is_no_larger(option: Option, current: float) -> bool:
    return option.pieces.seconds <= current + ROUNDED * 60


def _try_others(draft: Draft, index: int) -> None:
    """Where there is too little room for the session whose turn it is, take the one that comes nearest to the dose of its track."""
    runner, item = draft.runner, draft.week.listed[index]
    if not draft.has_listed(index) or not item.is_track:
        return
    current = runner.current_seconds_of_track(item, draft.week.number)
    best = runner.counts.seconds(draft.slots[index])
    for options in draft.options(index) if best < current * TOO_SMALL else ():
        fitting = (
            option for option in reversed(options) if _is_no_larger(option, current) and draft.refuse(index, option.slot) is None
        )
        option = next(fitting, None)
        if option is not None and option.pieces.seconds > best + ROUNDED * 60:
            best = option.pieces.seconds
            draft.put(index, option.slot)


def _raise(draft: Draft, index: int, wanted: Callable[[Option, float], bool]) -> None:
    """Put the largest dose that is wanted, against the dose so far, and has a place, if there is one above the present one."""
    if not draft.has_listed(index):
        return
    runner, slot, item = draft.runner, draft.slots[index], draft.week.listed[index]
    current = runner.current_seconds(item, slot.session, draft.week.number)
    now = runner.counts.pieces(item.name, slot.session, slot.rung)
    options = next((options for options in draft.options(index) if options[0].slot.session is slot.session), [])
    for option in reversed(options):
        if (option.pieces.seconds, option.pieces.longest) <= (now.seconds, now.longest):
            return
        if wanted(option, current) and draft.refuse(index, option.slot) is None:
            draft.put(index, option.slot)
            return


def _remember_steps(draft: Draft, introduced: Sequence[int]) -> None:
    """Keep which tracks and ladders have stepped up in the week as it is now, for those that waited."""
    runner = draft.runner
    for index in filter(draft.has_listed, introduced):
        item, slot = draft.week.listed[index], draft.slots[index]
        current = runner.current_seconds(item, slot.session, draft.week.number)
        if runner.counts.seconds(slot) > current + ROUNDED * 60:
            runner.quality.stepped[item.name] = draft.week.number


def _labelled(runner: Runner, slot: Slot) -> Slot:
    """A slot of quality with what changed against the last loading week that held it."""
    last = runner.quality.last_seconds.get(slot.name)
    if slot.change or last is None or slot.session.kind == "long":
        return slot
    seconds = runner.counts.seconds(slot)
    change: Change = "up" if seconds > last + ROUNDED * 60 else "down" if seconds < last - ROUNDED * 60 else ""
    return slot._replace(change=change)


def _replaced(draft: Draft) -> Iterator[Replaced]:
    """What the week lists and does not hold, with the limit that is in the way."""
    for index, item in enumerate(draft.week.listed):
        if draft.has_listed(index):
            continue
        refusal = draft.refused.get(index)
        if refusal is None and draft.has_no_option(index):
            refusal = refuse_all(draft.runner, item, draft.day(index))
        if refusal and refusal.rule != CEILING:
            yield Replaced(item.name, item.place, *refusal)
