"""The climb: a loading week. What is in holds, one new kind comes in, each track takes its step, and then the minutes grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.clockwork import Pieces
from toolkit.dose import ROUNDED, contacts
from toolkit.models import MODERATE, Session
from toolkit.schedule.ceiling import CEILING, one_too_moderate, refuse_excess
from toolkit.schedule.fill import fill, last_minutes, most_minutes, refuse_minutes, week_is_allowed
from toolkit.schedule.layout import Listed, Planned
from toolkit.schedule.limits import Refusal, refuse_day, refuse_week
from toolkit.schedule.runner import Runner, Slot
from toolkit.schedule.tracks import may_follow, most_seconds
from toolkit.schedule.values import Change, Replaced

TOO_SMALL = 0.6
"""The share of what a track holds below which the largest dose of a session is too small for its turn. Convention."""


class Option(NamedTuple):
    """A dose that may stand where quality is listed, and what it counts for."""

    slot: Slot
    pieces: Pieces


class Draft:
    """A loading week while it is put together: a slot for each number of a listed item, and what was raised, in order."""

    def __init__(self, runner: Runner, week: Planned, minutes: float) -> None:
        self.runner, self.week = runner, week
        self.minutes = minutes
        """The running minutes that the week is to have."""
        self.slots: dict[int, Slot] = {}
        self.raised: list[tuple[int, Slot | None]] = []
        self.refused: dict[int, Refusal] = {}
        self.turns: dict[int, list[list[Option]]] = {}
        """What may stand at a place, worked out when it is first asked for: see `_turns`."""

    def in_order(self) -> list[Slot]:
        """The slots in the order in which the plan lists them."""
        return [self.slots[number] for number in range(len(self.week.listed)) if number in self.slots]

    def refuse(self, number: int, slot: Slot) -> Refusal | None:
        """The first limit that a slot would break at a place, seen with what else stands in the week; None if there is none."""
        others = [other for place, other in self.slots.items() if place != number]
        if self.runner.work(slot).dose.hard > self.week.most_hard:
            return Refusal("hard-units", self.week.most_hard)
        return (
            refuse_day(self.runner, self.week.number, slot, self.minutes)
            or refuse_week(self.runner, self.week.number, [*others, slot], self.minutes)
            or refuse_minutes(self.runner, [*others, slot], self.minutes)
            or refuse_excess(self.runner, self.week.number, [*others, slot])
        )

    def put(self, number: int, slot: Slot) -> None:
        """Let a slot stand at a place."""
        self.raised.append((number, self.slots.get(number)))
        self.slots[number] = slot

    def undo(self) -> tuple[int, Slot]:
        """Take the last raise back; where it was, and what had been put there."""
        number, before = self.raised.pop()
        raised = self.slots[number]
        if before is None:
            del self.slots[number]
        else:
            self.slots[number] = before
        return number, raised


def load_week(runner: Runner, week: Planned) -> tuple[list[Slot], list[Replaced]]:
    """A loading week, and what it lists and does not hold."""
    quality = [number for number, item in enumerate(week.listed) if runner.lists_quality(item) and not item.fixed]
    known = [number for number in quality if runner.knows(week.listed[number])]
    waiting = [number for number in quality if number not in known]
    holds = week.before_race or runner.holds
    minutes = last_minutes(runner) if holds else most_minutes(runner)
    draft = _begin(Draft(runner, week, last_minutes(runner) if waiting else minutes), known, waiting)
    new = _bring_in(draft, [number for number in waiting if not (runner.holds and week.listed[number].in_turn)])
    if waiting and not new:
        refused = draft.refused
        draft = _begin(Draft(runner, week, minutes), known, waiting)
        draft.refused |= refused
    _hold_and_step(draft, known)
    filled = [_labelled(runner, slot) for slot in _spared(draft, grow=not new and not holds)]
    _remember_steps(draft, known)
    runner.known.update(slot.name for slot in filled if slot.name)
    return (filled if new else climb_supporting(runner, filled)), list(_replaced(draft))


def climb_supporting(runner: Runner, slots: list[Slot]) -> list[Slot]:
    """Strength, mobility and cross-training climb a rung once between two resets, in the first week that brings in nothing."""
    if not runner.supporting_is_due:
        return slots
    runner.supporting_is_due = False
    return [slot._replace(rung=slot.rung + 1, change="up") if _may_climb(runner, slot) else slot for slot in slots]


def _may_climb(runner: Runner, slot: Slot) -> bool:
    """Whether a ladder without running has a rung above that asks for no more landings than the limit allows."""
    if slot.session.mode == "run" or slot.session.by_steps or slot.session.id not in runner.rungs:
        return False
    if slot.rung + 1 >= len(slot.session.rungs):
        return False
    return contacts(runner.library, slot.session.rungs[slot.rung + 1]) <= runner.limit("plyometric-contacts")


def _begin(draft: Draft, known: Sequence[int], waiting: Sequence[int]) -> Draft:
    """A week with what is not quality as it holds, the stand-in for what waits, and quality that is in at its gentlest dose."""
    runner, listed = draft.runner, draft.week.listed
    for number, item in enumerate(listed):
        if number in known or number in waiting:
            if not runner.stands_already(item, listed):
                draft.slots[number] = runner.stand_in(item)
        else:
            draft.slots[number] = _long(draft, number) if runner.is_long(item) else runner.slot(item, _also_done(draft, number))
    for number in sorted(known, key=lambda number: listed[number].rank):
        first = [options[0].slot for options in _turns(draft, number)]
        if (slot := next((slot for slot in first if not _refused(draft, number, slot)), None)) is not None:
            draft.slots[number] = slot
    kept = runner.within(draft.week.number, [slot for number, slot in draft.slots.items() if number not in known])
    for slot in kept:
        draft.slots[next(number for number, item in enumerate(listed) if item.place == slot.place)] = slot
    return draft


def _refused(draft: Draft, number: int, slot: Slot) -> bool:
    """Whether a slot has no place; the reason is kept, that of the first slot that was tried."""
    if (refusal := draft.refuse(number, slot)) is not None:
        draft.refused.setdefault(number, refusal)
    return refusal is not None


def _also_done(draft: Draft, number: int) -> list[str]:
    """The sessions of the same track on other days of the week, in the order of its days."""
    name = draft.week.listed[number].name
    return [slot.session.id for place, slot in sorted(draft.slots.items()) if slot.name == name and place != number]


def _long(draft: Draft, number: int) -> Slot:
    """The long run whose turn it is, of those whose gentlest dose has a place; else the first of the track."""
    runner, item = draft.runner, draft.week.listed[number]
    slots = [Slot(item.weekday, session, item.place, 0, "", item.name) for session in runner.turn(item)]
    return next((slot for slot in slots if not _refused(draft, number, slot)), runner.first_long(item))


def _turns(draft: Draft, number: int) -> list[list[Option]]:
    """For each session that may stand at a place, in turn, the doses that may follow what was done, the gentlest first.

    Those that are too small for what the track holds come last.
    """
    if number not in draft.turns:
        runner, day = draft.runner, (draft.week.number - 1) * 7 + draft.week.listed[number].weekday
        item = runner.restarted(draft.week.listed[number], day)
        best = runner.best(item, day) if item.in_turn else None
        sessions = runner.turn(item, also_done=_also_done(draft, number))
        turns = [options for session in sessions if (options := _options(draft, item, session, best))]
        least = best.seconds * TOO_SMALL if best else 0
        draft.turns[number] = sorted(turns, key=lambda options: options[-1].pieces.seconds < least)
    return draft.turns[number]


def _options(draft: Draft, item: Listed, session: Session, best: Pieces | None) -> list[Option]:
    """The doses of one session that may follow what was `best` of its track, or the rung of its own ladder; the gentlest first."""
    runner = draft.runner
    ladder = _not_too_hard(runner, item, session)
    counted = dict(ladder)
    if best is None:
        start = runner.start(session)
        most = start if runner.tracks.get(item.name) else runner.rungs.get(session.id, start - 1) + 1
        rungs = [rung for rung, _ in ladder if rung <= most]
    else:
        seconds = _most_seconds(runner, best)
        rungs = [
            rung
            for rung, pieces in ladder
            if _refuse_next(runner, session, rung, pieces, best, seconds) is None
            and not _skips_a_recovery(runner, session, rung, counted)
        ]
    return [Option(Slot(item.weekday, session, item.place, rung, "", item.name), counted[rung]) for rung in rungs]


def _not_too_hard(runner: Runner, item: Listed, session: Session) -> list[tuple[int, Pieces]]:
    """The rungs of a session that count no more hard units than its track lets them, the gentlest dose first."""
    hard = runner.most_hard(item)
    return [(rung, pieces) for rung, pieces in runner.ladder(item, session) if runner.done(session, rung).dose.hard <= hard]


def _most_seconds(runner: Runner, best: Pieces) -> float:
    """The largest dose in seconds that may follow what was `best` of a track."""
    return most_seconds(best, runner.limit("fast-volume-spike"), runner.also("fast-volume-spike", "step"))


NEXT = ("fast-volume-spike", "track-step", "same-main-set")
"""The limits on what may follow in a track, in the order in which they are asked."""


def _refuse_next(runner: Runner, session: Session, rung: int, pieces: Pieces, best: Pieces, seconds: float) -> Refusal | None:
    """The first limit by which a rung may not follow what was `best` of its track; None if it may."""
    if not 0 < pieces.seconds <= seconds:
        return Refusal("fast-volume-spike", seconds / 60)
    if not may_follow(pieces, best):
        return Refusal("track-step", best.seconds / 60)
    if runner.sets[session.id, rung] >= runner.limit("same-main-set"):
        return Refusal("same-main-set", runner.limit("same-main-set"))
    return None


def _skips_a_recovery(runner: Runner, session: Session, rung: int, counted: Mapping[int, Pieces]) -> bool:
    """Whether the rung below holds the same dose with more recovery, and was not done in any loading week yet."""
    return rung > 0 and counted.get(rung - 1) == counted[rung] and not runner.sets[session.id, rung - 1]


def _bring_in(draft: Draft, waiting: Sequence[int]) -> bool:
    """Bring the first new kind in that has a place: strides, then a moderate day, then a hard one, then further moderate days."""
    runner, listed = draft.runner, draft.week.listed
    turns = {number: _turns(draft, number) for number in waiting}
    moderate = any(draft.runner.work(slot).dose.hard == MODERATE for slot in draft.slots.values())

    def order(number: int) -> tuple[int, int]:
        hard = runner.work(turns[number][0][0].slot).dose.hard if turns[number] else 1.0
        return {0.0: 0, MODERATE: 3 if moderate else 1, 1.0: 2}[hard], listed[number].rank

    for number in sorted(waiting, key=order):
        for options in turns[number]:
            most = options[-1].pieces.seconds * runner.limit("first-dose") / 100
            for option in reversed([option for option in options if option.pieces.seconds <= most] or options[:1]):
                if not _refused(draft, number, option.slot):
                    draft.put(number, option.slot._replace(change="new"))
                    return True
        if order(number)[0] == 0:
            return False  # what is harder comes after the strides
    return False


def _hold_and_step(draft: Draft, known: Sequence[int]) -> None:
    """Raise what is in: what the phase names first steps up before the rest holds; then what has waited longest steps first."""
    listed, stepped = draft.week.listed, draft.runner.stepped
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
    if not (draft.runner.holds and draft.week.listed[number].in_turn):
        _raise(draft, number, lambda option, held: not _holds(option, held))


def _try_others(draft: Draft, number: int) -> None:
    """Where there is too little room for the session whose turn it is, take the one that comes nearest to what its track holds."""
    runner, item = draft.runner, draft.week.listed[number]
    slot = draft.slots.get(number)
    if slot is None or slot.name != item.name or not item.in_turn:
        return
    held = runner.held_of_track(item, draft.week.number)
    best = runner.counted(slot)
    for options in _turns(draft, number) if best < held * TOO_SMALL else ():
        fitting = (option for option in reversed(options) if _holds(option, held) and draft.refuse(number, option.slot) is None)
        option = next(fitting, None)
        if option is not None and option.pieces.seconds > best + ROUNDED * 60:
            best = option.pieces.seconds
            draft.put(number, option.slot)


def _remember_steps(draft: Draft, known: Sequence[int]) -> None:
    """Keep which tracks and ladders have stepped up in the week as it is now, for those that waited."""
    runner = draft.runner
    for number in known:
        item, slot = draft.week.listed[number], draft.slots.get(number)
        if slot is not None and slot.name == item.name:
            held = runner.held(item, slot.session, draft.week.number)
            if runner.counted(slot) > held + ROUNDED * 60:
                runner.stepped[item.name] = draft.week.number


def _holds(option: Option, held: float) -> bool:
    return option.pieces.seconds <= held + ROUNDED * 60


def _raise(draft: Draft, number: int, wanted: Callable[[Option, float], bool]) -> None:
    """Put the largest dose that is wanted, against what was held, and has a place, if there is one above what stands."""
    slot, item = draft.slots.get(number), draft.week.listed[number]
    if slot is None or slot.name != item.name:
        return
    held, now = draft.runner.held(item, slot.session, draft.week.number), draft.runner.pieces(item.name, slot.session, slot.rung)
    options = next((options for options in _turns(draft, number) if options[0].slot.session is slot.session), [])
    for option in reversed(options):
        if (option.pieces.seconds, option.pieces.longest) <= (now.seconds, now.longest):
            return
        if wanted(option, held) and draft.refuse(number, option.slot) is None:
            draft.put(number, option.slot)
            return


def _fill(draft: Draft, *, grow: bool) -> list[Slot]:
    """The week with its long and easy runs; what was raised last comes down again where a limit on the whole week is broken.

    Where that is not enough, the long run holds nothing fast. Of what came down, each goes up again as far as there is room.
    """
    filled = _filled(draft, grow=grow)
    undone: list[tuple[int, Slot]] = []
    while draft.raised and not week_is_allowed(draft.runner, draft.week.number, filled):
        undone.append(draft.undo())
        filled = _filled(draft, grow=grow)
    if not draft.raised and not week_is_allowed(draft.runner, draft.week.number, filled) and _long_without_fast(draft):
        filled = _filled(draft, grow=grow)
    for number, slot in reversed(undone):
        for smaller in _up_to(draft, number, slot):
            draft.put(number, smaller)
            again = _filled(draft, grow=grow)
            if week_is_allowed(draft.runner, draft.week.number, again):
                filled = again
                break
            draft.undo()
    return filled


def _long_without_fast(draft: Draft) -> bool:
    """Take the first long run of the track in place of one that holds something fast; whether there was one."""
    runner = draft.runner
    fast = [number for number, slot in draft.slots.items() if slot.session.kind == "long" and runner.work(slot).dose.fast]
    for number in fast:
        draft.slots[number] = runner.first_long(draft.week.listed[number])
    return bool(fast)


def _up_to(draft: Draft, number: int, slot: Slot) -> Iterator[Slot]:
    """The doses between what stands at a place and a slot that has a place by itself, the largest first."""
    stands = draft.slots.get(number)
    for options in _turns(draft, number):
        doses = [option.slot for option in options if option.slot.session is slot.session]
        rungs = [dose.rung for dose in doses]
        first = rungs.index(stands.rung) + 1 if stands and stands.session is slot.session and stands.rung in rungs else 0
        last = rungs.index(slot.rung) + 1 if slot.rung in rungs else 0
        for dose in reversed(doses[first:last]):
            if draft.refuse(number, dose) is None:
                yield dose._replace(change=slot.change)


def _filled(draft: Draft, *, grow: bool) -> list[Slot]:
    return fill(draft.runner, draft.week.number, draft.in_order(), grow=grow)


def _spared(draft: Draft, *, grow: bool) -> list[Slot]:
    """The filled week, with the stand-in for what an overlay made one moderate day too many."""
    filled = _fill(draft, grow=grow)
    while (excess := one_too_moderate(draft.runner, draft.week.number, filled)) is not None:
        number = next(number for number, slot in draft.slots.items() if slot.place == filled[excess].place)
        item = draft.week.listed[number]
        del draft.slots[number]
        if not draft.runner.stands_already(item, draft.week.listed):
            draft.slots[number] = draft.runner.stand_in(item)
        draft.raised = [(place, before) for place, before in draft.raised if place != number]
        filled = _fill(draft, grow=grow)
    return filled


def _labelled(runner: Runner, slot: Slot) -> Slot:
    """A slot of quality with what changed against the last loading week that held it."""
    last = runner.last_seconds.get(slot.name)
    if slot.change or last is None or slot.session.kind == "long":
        return slot
    seconds = runner.counted(slot)
    change: Change = "up" if seconds > last + ROUNDED * 60 else "down" if seconds < last - ROUNDED * 60 else ""
    return slot._replace(change=change)


def _replaced(draft: Draft) -> Iterator[Replaced]:
    """What the week lists and does not hold."""
    for number, item in enumerate(draft.week.listed):
        slot = draft.slots.get(number)
        if slot is not None and slot.name == item.name:
            continue
        refusal = draft.refused.get(number)
        if refusal is None and draft.turns.get(number) == []:
            refusal = _nothing_follows(draft, number)
        if refusal and refusal.rule != CEILING:
            yield Replaced(item.name, item.place, *refusal)


def _nothing_follows(draft: Draft, number: int) -> Refusal | None:
    """The limit by which no dose of a track may follow what was done of it: that of the dose that comes nearest."""
    runner, day = draft.runner, (draft.week.number - 1) * 7 + draft.week.listed[number].weekday
    item = runner.restarted(draft.week.listed[number], day)
    best, sessions = runner.best(item, day) if item.in_turn else None, runner.turn(item)
    if best is None or not sessions:
        return None
    seconds = _most_seconds(runner, best)
    refusals = [
        _refuse_next(runner, session, rung, pieces, best, seconds)
        for session in sessions
        for rung, pieces in _not_too_hard(runner, item, session)
    ]
    if not refusals:
        return Refusal("hard-units", runner.most_hard(item))
    return max(filter(None, refusals), key=lambda refusal: NEXT.index(refusal.rule), default=None)
