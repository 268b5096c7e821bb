"""A loading week: introduced sessions keep their dose, one new kind comes in, each track takes a step, then minutes grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.dose import ROUNDED
from toolkit.models import MODERATE
from toolkit.schedule.ceiling import CEILING
from toolkit.schedule.draft import Draft
from toolkit.schedule.fill import last_minutes, most_minutes
from toolkit.schedule.fit import fit
from toolkit.schedule.layout import Planned
from toolkit.schedule.options import TOO_SMALL, Option, refuse_all
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot
from toolkit.schedule.supporting import climb_supporting
from toolkit.schedule.values import Change, Replaced


def load_week(runner: Runner, week: Planned) -> tuple[list[Slot], list[Replaced]]:
    """A loading week, and what it lists and does not hold."""
    quality = [number for number, item in enumerate(week.listed) if runner.lists_quality(item) and not item.fixed]
    known = [number for number in quality if runner.knows(week.listed[number])]
    waiting = [number for number in quality if number not in known]
    holds = week.before_race or runner.tracks.hold
    minutes = last_minutes(runner) if holds else most_minutes(runner)
    draft = _begin(Draft(runner, week, last_minutes(runner) if waiting else minutes), known, waiting)
    new = _bring_in(draft, [number for number in waiting if not (runner.tracks.hold and week.listed[number].in_turn)])
    if waiting and not new:
        refused = draft.refused
        draft = _begin(Draft(runner, week, minutes), known, waiting)
        draft.refused |= refused
    _hold_and_step(draft, known)
    filled = [_labelled(runner, slot) for slot in fit(draft, grow=not new and not holds)]
    _remember_steps(draft, known)
    runner.quality.known.update(slot.name for slot in filled if slot.name)
    return (filled if new else climb_supporting(runner, filled)), list(_replaced(draft))


def _begin(draft: Draft, known: Sequence[int], waiting: Sequence[int]) -> Draft:
    """A week with what is not quality as it holds, the stand-in for what waits, and quality that is in at its gentlest dose."""
    runner, listed = draft.runner, draft.week.listed
    for number, item in enumerate(listed):
        if number in known or number in waiting:
            draft.put_stand_in(number)
        else:
            draft.slots[number] = _long(draft, number) if runner.is_long(item) else runner.slot(item, draft.also_done(number))
    for number in sorted(known, key=lambda number: listed[number].rank):
        first = [options[0].slot for options in draft.options(number)]
        if (slot := next((slot for slot in first if draft.fits(number, slot)), None)) is not None:
            draft.slots[number] = slot
    kept = runner.lower_to_allowed(draft.week.number, [slot for number, slot in draft.slots.items() if number not in known])
    for slot in kept:
        draft.slots[next(number for number, item in enumerate(listed) if item.place == slot.place)] = slot
    return draft


def _long(draft: Draft, number: int) -> Slot:
    """The long run whose turn it is, of those whose gentlest dose has a place; else the first of the track."""
    runner, item = draft.runner, draft.week.listed[number]
    slots = [Slot(item.weekday, session, item.place, 0, "", item.name) for session in runner.turn(item)]
    return next((slot for slot in slots if draft.fits(number, slot)), runner.first_long(item))


def _bring_in(draft: Draft, waiting: Sequence[int]) -> bool:
    """Bring the first new kind in that has a place: strides, then a moderate day, then a hard one, then further moderate days."""
    runner, listed = draft.runner, draft.week.listed
    options_at = {number: draft.options(number) for number in waiting}
    moderate = any(runner.costs.of(slot).dose.hard == MODERATE for slot in draft.slots.values())

    def order(number: int) -> tuple[int, int]:
        hard = runner.costs.of(options_at[number][0][0].slot).dose.hard if options_at[number] else 1.0
        return {0.0: 0, MODERATE: 3 if moderate else 1, 1.0: 2}[hard], listed[number].rank

    for number in sorted(waiting, key=order):
        for options in options_at[number]:
            most = options[-1].pieces.seconds * runner.limits.of("first-dose") / 100
            for option in reversed([option for option in options if option.pieces.seconds <= most] or options[:1]):
                if draft.fits(number, option.slot):
                    draft.put(number, option.slot._replace(change="new"))
                    return True
        if order(number)[0] == 0:
            return False  # what is harder comes after the strides
    return False


def _hold_and_step(draft: Draft, known: Sequence[int]) -> None:
    """Raise what is in: what the phase names first steps up before the rest holds; then what has waited longest steps first."""
    listed, stepped = draft.week.listed, draft.runner.quality.stepped
    ranked = sorted(known, key=lambda number: listed[number].rank)
    for number in ranked:
        _raise(draft, number, _holds)
        if number == ranked[0]:
            _step_up(draft, number)
        _try_others(draft, number)
    for number in sorted(ranked, key=lambda number: stepped.get(listed[number].name, 0)):
        _step_up(draft, number)


def _step_up(draft: Draft, number: int) -> None:
    """Raise what is in above what was held, but for a track in a week in which tracks hold."""
    if not (draft.runner.tracks.hold and draft.week.listed[number].in_turn):
        _raise(draft, number, lambda option, held: not _holds(option, held))


def _holds(option: Option, held: float) -> bool:
    return option.pieces.seconds <= held + ROUNDED * 60


def _try_others(draft: Draft, number: int) -> None:
    """Where there is too little room for the session whose turn it is, take the one that comes nearest to what its track holds."""
    runner, item = draft.runner, draft.week.listed[number]
    if not draft.holds_listed(number) or not item.in_turn:
        return
    held = runner.held_of_track(item, draft.week.number)
    best = runner.counts.seconds(draft.slots[number])
    for options in draft.options(number) if best < held * TOO_SMALL else ():
        fitting = (option for option in reversed(options) if _holds(option, held) and draft.refuse(number, option.slot) is None)
        option = next(fitting, None)
        if option is not None and option.pieces.seconds > best + ROUNDED * 60:
            best = option.pieces.seconds
            draft.put(number, option.slot)


def _raise(draft: Draft, number: int, wanted: Callable[[Option, float], bool]) -> None:
    """Put the largest dose that is wanted, against what was held, and has a place, if there is one above the present one."""
    if not draft.holds_listed(number):
        return
    runner, slot, item = draft.runner, draft.slots[number], draft.week.listed[number]
    held = runner.held(item, slot.session, draft.week.number)
    now = runner.counts.pieces(item.name, slot.session, slot.rung)
    options = next((options for options in draft.options(number) if options[0].slot.session is slot.session), [])
    for option in reversed(options):
        if (option.pieces.seconds, option.pieces.longest) <= (now.seconds, now.longest):
            return
        if wanted(option, held) and draft.refuse(number, option.slot) is None:
            draft.put(number, option.slot)
            return


def _remember_steps(draft: Draft, known: Sequence[int]) -> None:
    """Keep which tracks and ladders have stepped up in the week as it is now, for those that waited."""
    runner = draft.runner
    for number in filter(draft.holds_listed, known):
        item, slot = draft.week.listed[number], draft.slots[number]
        held = runner.held(item, slot.session, draft.week.number)
        if runner.counts.seconds(slot) > held + ROUNDED * 60:
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
    for number, item in enumerate(draft.week.listed):
        if draft.holds_listed(number):
            continue
        refusal = draft.refused.get(number)
        if refusal is None and draft.has_no_option(number):
            refusal = refuse_all(draft.runner, item, draft.day(number))
        if refusal and refusal.rule != CEILING:
            yield Replaced(item.name, item.place, *refusal)
