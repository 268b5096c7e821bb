"""The doses of quality that may follow what was done of it, and the limit by which none may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.clockwork import Pieces
from toolkit.models import Session
from toolkit.schedule.layout import ListedItem
from toolkit.schedule.refusals import Refusal
from toolkit.schedule.runner import Runner
from toolkit.schedule.slot import Slot
from toolkit.schedule.tracks import may_follow, most_seconds

TOO_SMALL = 0.6
"""The share of what a track holds below which the largest dose of a session is too small for its turn. Convention."""
_ORDER = ("fast-volume-spike", "track-step", "same-main-set")
"""The limits on what may follow in a track, in the order in which they are asked."""


class Option(NamedTuple):
    """A dose that may come where quality is listed, and what it counts for."""

    slot: Slot
    pieces: Pieces


def find_options(runner: Runner, item: ListedItem, day: int, also_done: Sequence[str]) -> list[list[Option]]:
    """For each session that may come on a day, in turn, the doses that may follow what was done, the gentlest first.

    `also_done` are the sessions of the same track on other days of the week. Sessions without such a dose are left out; those
    whose doses are all too small for what the track holds come last.
    """
    item = runner.restart(item, day)
    best = runner.find_recent_best(item, day) if item.is_track else None
    found = [_options(runner, item, session, best) for session in runner.list_in_turn(item, also_done=also_done)]
    least = best.seconds * TOO_SMALL if best else 0
    return sorted(filter(None, found), key=lambda options: options[-1].pieces.seconds < least)


def _options(runner: Runner, item: ListedItem, session: Session, best: Pieces | None) -> list[Option]:
    """The doses of one session that may follow what was `best` of its track, or the rung of its own ladder; the gentlest first."""
    ladder = _not_too_hard(runner, item, session)
    counted = dict(ladder)
    if best is None:
        start = runner.start_rung(session)
        most = start if runner.tracks.history.get(item.name) else runner.ladders.rungs.get(session.id, start - 1) + 1
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


def _not_too_hard(runner: Runner, item: ListedItem, session: Session) -> list[tuple[int, Pieces]]:
    """The rungs of a session that count no more hard units than its track lets them, the gentlest dose first."""
    hard, workout = runner.most_hard(item), runner.costs.workout
    return [(rung, pieces) for rung, pieces in runner.counts.ladder(item, session) if workout(session, rung).dose.hard <= hard]


def _most_seconds(runner: Runner, best: Pieces) -> float:
    """The largest dose in seconds that may follow what was `best` of a track."""
    return most_seconds(best, runner.limits.of("fast-volume-spike"), runner.limits.also("fast-volume-spike", "step"))


def _refuse_next(runner: Runner, session: Session, rung: int, pieces: Pieces, best: Pieces, seconds: float) -> Refusal | None:
    """The first limit by which a rung may not follow what was `best` of its track; None if it may."""
    if not 0 < pieces.seconds <= seconds:
        return Refusal("fast-volume-spike", seconds / 60)
    if not may_follow(pieces, best):
        return Refusal("track-step", best.seconds / 60)
    if runner.ladders.sets[session.id, rung] >= runner.limits.of("same-main-set"):
        return Refusal("same-main-set", runner.limits.of("same-main-set"))
    return None


def _skips_a_recovery(runner: Runner, session: Session, rung: int, counted: Mapping[int, Pieces]) -> bool:
    """Whether the rung below holds the same dose with more recovery, and was not done in any loading week yet."""
    return rung > 0 and counted.get(rung - 1) == counted[rung] and not runner.ladders.sets[session.id, rung - 1]


def refuse_all(runner: Runner, item: ListedItem, day: int) -> Refusal | None:
    """The limit by which no dose of a track may follow what was done of it: that of the dose that comes nearest."""
    item = runner.restart(item, day)
    best, sessions = runner.find_recent_best(item, day) if item.is_track else None, runner.list_in_turn(item)
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
    return max(filter(None, refusals), key=lambda refusal: _ORDER.index(refusal.rule), default=None)
