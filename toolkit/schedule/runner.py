"""The runner: what has been done so far, what a dose costs, and where on a ladder or a track one stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from statistics import fmean
from typing import NamedTuple

from toolkit.clockwork import FAST, Pieces
from toolkit.dose import Workout, clockwork, most_hard, workout
from toolkit.library import Library
from toolkit.models import Peak, Plan, Session, Tissue, Variant, of_variant
from toolkit.rounding import add
from toolkit.schedule.allowance import Allowance
from toolkit.schedule.before import Met, count_before
from toolkit.schedule.layout import Listed, Planned, stands_already
from toolkit.schedule.overlay import Overlay
from toolkit.schedule.tracks import UNKNOWN, Done, best
from toolkit.schedule.values import Change, Placed, Replaced, Week, counted, entry_of
from toolkit.yaml_reader import Place

QUALITY = ("steady", "marathon", *FAST)
"""The efforts that count where a plan lists a session itself."""


class Slot(NamedTuple):
    """A session on a weekday at a rung, while a week is being put together."""

    weekday: int
    session: Session
    place: Place
    rung: int
    change: Change = ""
    name: str = ""
    """What the plan lists; empty for a stand-in."""


def is_quality(session: Session, library: Library, variant: Variant) -> bool:
    """Whether a session is more than easy running: moderate or hard, or with fast running on any rung; never one by steps."""
    if session.by_steps:
        return False
    hard = session.mode == "run" and most_hard(library, variant.level, session) > 0
    return hard or workout(library, variant, session, len(session.rungs) - 1).dose.fast > 0


def hard_units(item: Listed, library: Library, variant: Variant) -> float:
    """The hard units that what a day lists may count: those of its sessions, as far as its track lets them."""
    most = max(most_hard(library, variant.level, library.sessions[name]) for name in item.sessions)
    return min(most, _most_of_track(item, library))


def _most_of_track(item: Listed, library: Library) -> float:
    """The hard units that a track lets one of its sessions count; 1 where it says nothing, or a session is listed itself."""
    track = library.tracks.get(item.name)
    return 1.0 if track is None or track.hard is None else track.hard


class Runner:
    """Somebody who follows a plan as a variant: what they have done so far, from which the next week follows."""

    def __init__(self, plan: Plan, library: Library, variant: Variant) -> None:
        self.plan, self.library, self.variant = plan, library, variant
        self.entry = entry_of(plan, variant)
        self.trained = variant.trained
        """Whether the 30 days before the plan held fast running."""
        self.peak: Peak | None = of_variant(plan.peak, variant)
        self.rungs: dict[str, int] = {}
        """The rung of each ladder in the last loading week that held it, counted from 0."""
        self.reached: dict[str, int] = {}
        """The highest rung of each ladder in any loading week."""
        self.before: list[dict[str, int]] = []
        """The rungs as they stood before each loading week."""
        self.known: set[str] = set()
        """The quality that has come in: tracks, and sessions that the plan lists themselves."""
        self.tracks: dict[str, list[Done]] = {}
        """What was done of each track, in the order of the days."""
        self.turns: dict[str, list[str]] = {}
        """The sessions of each track in the order in which they were done."""
        self.sets: Counter[tuple[str, int]] = Counter()
        """In how many loading weeks each rung of a session was done; a plan that repeats counts anew in each round."""
        self.stepped: dict[str, int] = {}
        """The last week in which a track or a ladder of quality stepped up."""
        self.last_seconds: dict[str, int] = {}
        """The dose of each track, or of each session that the plan lists itself, in the last loading week that held it."""
        self.hard_days: dict[int, float] = {}
        """The hard units of each day that held any."""
        self.met: list[Met] = []
        """Every session of the weeks before, races and trials among them, for what others need before them."""
        self.hard_efforts: list[frozenset[str]] = []
        """The efforts of each hard session, in the order in which they were done."""
        self.loads: list[Week] = []
        self.interrupted: list[Week] = []
        """Weeks that a break cut short, with what was done of them."""
        self.since_reset: list[Week] = []
        self.tissues: dict[Tissue, float] = {}
        """The mean load on each tissue in the last three loading weeks."""
        self.allowance = Allowance(self.entry, library, variant)
        self.supporting_is_due = False
        self.workouts: dict[tuple[str, int], Workout] = {}
        self.starts: dict[str, int] = {}
        self.quality: dict[str, bool] = {}
        self.ladders: dict[tuple[str, str], list[tuple[int, Pieces]]] = {}
        self.limits: dict[str, float] = {}
        self.by_rung: dict[str, tuple[int, ...]] = {}
        self.holds = False
        """Whether a result says that tracks grow by nothing in the next loading week."""
        self.after_race = 0
        """Weeks since the race."""
        self.clock = clockwork(library, variant.level)
        self.overlay = Overlay()
        self.ceiling: dict[int, Week] = {}
        """By number, the weeks as they are without the overlay, which none may exceed; empty without one."""
        self.allowed = self.allowance
        """What the last 30 days allow without the overlay."""

    def comes_from(self, weeks: Sequence[Week]) -> None:
        """These weeks were done right before the plan: what they hold counts, and not what the entry expects."""
        fast_week = max((week.fast for week in weeks[-4:]), default=0.0)
        self.entry = self.entry.model_copy(update={"longest": 0.0, "fast": 0.0, "fast_week": fast_week})
        self.allowance = Allowance(self.entry, self.library, self.variant)
        recent, longest = -self.also("fast-volume-spike", "days"), 0.0
        for number, week in enumerate(weeks):
            for weekday, placed in week.placed():
                day = (number - len(weeks)) * 7 + weekday
                self.met.append(Met(day, placed.session.id, placed.dose.efforts))
                if placed.dose.hard:
                    self.hard_days[day] = self.hard_days.get(day, 0.0) + placed.dose.hard
                if placed.all_out:
                    continue
                self.allowance.remember(day, placed.dose)
                if day >= recent and placed.dose.fast:
                    self.trained = True
                if day >= recent and placed.session.kind == "long":
                    longest = max(longest, placed.dose.running)
                self._recall(placed, day, recent)
        self.entry = self.entry.model_copy(update={"longest": longest})

    def _recall(self, placed: Placed, day: int, recent: float) -> None:
        """Keep what was done of a track before the plan."""
        track = self.library.tracks.get(placed.track)
        if track is None:
            return
        self.turns.setdefault(track.id, []).append(placed.session.id)
        self.keep_done(track.id, day, placed.session, placed.workout.rung)
        if track.counts and day >= recent:
            self.known.add(track.id)

    def under(self, overlay: Overlay, plain: Sequence[Week]) -> None:
        """From the first week on follow an overlay, and exceed in no week what these weeks hold without it."""
        self.overlay, self.ceiling = overlay, {week.number: week for week in plain}
        self.allowed = Allowance(self.entry, self.library, self.variant)
        for week in plain:
            for day, placed in week.dated:
                if not placed.all_out:
                    self.allowed.remember(day, placed.dose)

    @contextmanager
    def without_ceiling(self) -> Iterator[None]:
        """While this lasts, weeks may exceed what they hold without the overlay."""
        ceiling, self.ceiling = self.ceiling, {}
        yield
        self.ceiling = ceiling

    def copy(self) -> Runner:
        """Somebody who has done the same, and may do something else from now on."""
        other = copy(self)
        other.rungs, other.reached = dict(self.rungs), dict(self.reached)
        other.loads, other.since_reset, other.before = list(self.loads), list(self.since_reset), list(self.before)
        other.interrupted = list(self.interrupted)
        other.known, other.stepped, other.hard_days = set(self.known), dict(self.stepped), dict(self.hard_days)
        other.tracks = {name: list(history) for name, history in self.tracks.items()}
        other.turns = {name: list(turns) for name, turns in self.turns.items()}
        other.hard_efforts = list(self.hard_efforts)
        other.sets, other.last_seconds = Counter(self.sets), dict(self.last_seconds)
        other.allowance, other.met = self.allowance.copy(), list(self.met)
        return other

    def step_back(self, weeks: int) -> None:
        """Let every ladder and track stand no higher than it did so many loading weeks ago; what was done stays done on its day."""
        if not weeks:
            return
        earlier = self.before[-weeks] if len(self.before) >= weeks else {}
        for name, rung in self.rungs.items():
            session = self.library.sessions[name]
            first = 0 if self.is_quality(session) else self.start(session)
            self.rungs[name] = min(rung, earlier.get(name, first))
        self._tracks_back(weeks)

    def _tracks_back(self, weeks: int) -> None:
        """Let every track stand where it did so many loading weeks ago, on the day on which it was last done."""
        since = (self.loads[-weeks].number - 1) * 7 if len(self.loads) >= weeks else 0
        for name, history in self.tracks.items():
            smallest = min(history, key=lambda done: done.pieces.seconds)
            kept = [done for done in history if done.day < since] or [smallest]
            self.tracks[name] = [*kept, kept[-1]._replace(day=history[-1].day)]

    def usual(self) -> float:
        """Running minutes of a usual week: the mean of the last three loading weeks, or what the entry says."""
        return fmean(week.running for week in self.loads[-3:]) if self.loads else self.entry.week

    def last_long(self) -> float | None:
        """The minutes of the long run in the last loading week; None where there was none."""
        runs = (placed.dose.running for _, placed in self.loads[-1].placed() if placed.session.kind == "long") if self.loads else ()
        return max(runs, default=None)

    def done(self, session: Session, rung: int) -> Workout:
        """The workout of a session at a rung; a week is tried many times over, so they are kept."""
        key = (session.id, rung)
        known = self.workouts.get(key)
        if known is None:
            known = self.workouts[key] = workout(self.library, self.variant, session, rung)
        return known

    def work(self, slot: Slot) -> Workout:
        """The workout of a slot."""
        return self.workouts.get((slot.session.id, slot.rung)) or self.done(slot.session, slot.rung)

    def minutes(self, slots: Sequence[Slot]) -> float:
        """Running minutes of slots, a race’s own left out."""
        return self.seconds(slots) / 60

    def seconds(self, slots: Sequence[Slot]) -> int:
        """Seconds of running of slots, a race’s own left out; asked for most often of all."""
        total = 0
        for slot in slots:
            total += (self.by_rung.get(slot.session.id) or self.rung_seconds(slot.session))[slot.rung]
        return total

    def rung_seconds(self, session: Session) -> tuple[int, ...]:
        """Seconds of running of every rung of a session."""
        if session.id not in self.by_rung:
            self.by_rung[session.id] = tuple(counted(self.done(session, rung)) for rung in range(len(session.rungs)))
        return self.by_rung[session.id]

    def fast(self, slots: Sequence[Slot]) -> float:
        """Fast minutes of slots, races and trials left out."""
        return add(self.work(slot).dose.fast_seconds for slot in slots if not slot.session.all_out) / 60

    def limit(self, rule: str) -> float:
        """A rule’s number for this variant."""
        if rule not in self.limits:
            self.limits[rule] = self.library.limit(rule, self.variant)
        return self.limits[rule]

    def also(self, rule: str, name: str) -> float:
        """One of a rule’s further numbers."""
        return self.library.limits[rule].also[name]

    def is_quality(self, session: Session) -> bool:
        """Whether a session is more than easy running."""
        if session.id not in self.quality:
            self.quality[session.id] = is_quality(session, self.library, self.variant)
        return self.quality[session.id]

    def lists_quality(self, item: Listed) -> bool:
        """Whether what a day lists is more than easy running, long runs of a track apart, which are filled by their minutes."""
        return any(self.is_quality(session) for session in self.sessions(item)) and not self.is_long(item)

    def knows(self, item: Listed) -> bool:
        """Whether what a day lists has come in; at entry trained, whatever the first week lists was there before."""
        return item.name in self.known or (self.trained and not self.loads)

    def first_long(self, item: Listed) -> Slot:
        """The first long run of a track, or the one that the plan lists, at its lowest rung."""
        track = self.library.tracks.get(item.name)
        first = next(iter(track.stages.values())) if track else (item.name,)
        name = next((name for name in first if name not in self.overlay.leave_out), item.sessions[0])
        return Slot(item.weekday, self.library.sessions[name], item.place, 0, "", item.name)

    def is_long(self, item: Listed) -> bool:
        """Whether what a day lists is a long run."""
        return all(session.kind == "long" for session in self.sessions(item))

    def sessions(self, item: Listed) -> list[Session]:
        """The sessions that may stand where a day lists something."""
        return [self.library.sessions[name] for name in item.sessions]

    def turn(self, item: Listed, *, also_done: Sequence[str] = ()) -> list[Session]:
        """The sessions that may stand where a day lists something, the one that waited longest for its turn first.

        `also_done` are those that stand in the week already, in the order of its days. What the level is not offered is left out.
        """
        turns = [*self.turns.get(item.name, ()), *also_done]
        last = {name: number for number, name in enumerate(turns)}
        offered = [session for session in self.sessions(item) if self.variant.level in session.start]
        return sorted(offered, key=lambda session: last.get(session.id, -1))

    def pieces(self, name: str, session: Session, rung: int) -> Pieces:
        """What a session counts for at a rung: the dose of a track, or what is fast or moderate where the plan lists it itself."""
        track = self.library.tracks.get(name)
        return self.clock.pieces(session.rungs[rung], track.counts if track and track.counts else QUALITY)

    def keep_done(self, name: str, day: int, session: Session, rung: int) -> None:
        """Keep the dose of a track that was done on a day; nothing for what is no track, or has no dose."""
        track = self.library.tracks.get(name)
        if track and track.counts:
            self.tracks.setdefault(name, []).append(Done(day, self.pieces(name, session, rung)))

    def ladder(self, item: Listed, session: Session) -> list[tuple[int, Pieces]]:
        """The rungs of a session, counted from 0, with what each counts for in a track, the gentlest dose first."""
        key = (item.name, session.id)
        if key not in self.ladders:
            rungs = [(rung, self.pieces(item.name, session, rung)) for rung in range(len(session.rungs))]
            self.ladders[key] = sorted(rungs, key=lambda rung: (rung[1].seconds, rung[1].longest, rung[0]))
        return self.ladders[key]

    def counted(self, slot: Slot) -> int:
        """The seconds that a slot counts for in its track, or in the ladder that the plan lists itself."""
        return self.pieces(slot.name, slot.session, slot.rung).seconds

    def held(self, item: Listed, session: Session, number: int) -> float:
        """The dose in seconds that a track, or a ladder of its own, holds in week `number`; 0 where nothing is known."""
        if item.in_turn:
            return self.held_of_track(item, number)
        return self.pieces(item.name, session, self.rungs[session.id]).seconds if session.id in self.rungs else 0

    def held_of_track(self, item: Listed, number: int) -> float:
        """The largest dose in seconds of a track in the 30 days before its day of week `number`; 0 where nothing is known."""
        known = self.best(item, (number - 1) * 7 + item.weekday) if item.in_turn else None
        return known.seconds if known else 0

    def most_hard(self, item: Listed) -> float:
        """The hard units that one session of a track may count."""
        return _most_of_track(item, self.library)

    def best(self, item: Listed, day: int) -> Pieces | None:
        """The largest that was done of a track in the last 30 days; at entry trained what the entry says counts as done.

        Where an overlay says on which rung to start, the entry does not count.
        """
        days = self.also("fast-volume-spike", "days")
        history = self.tracks.get(item.name, [])
        track = self.library.tracks.get(item.name)
        only_strides = bool(history) and track is not None and track.counts == ("stride",)  # the entry speaks of more than strides
        if self.variant.trained and self.entry.fast and not (self.overlay.start or only_strides):
            history = [Done(-1, Pieces(int(self.entry.fast * 60), UNKNOWN, UNKNOWN)), *history]
        return best(history, day, days)

    def restarted(self, item: Listed, day: int) -> Listed:
        """What a day lists; of a track that was not done in the last 30 days, though before, the sessions of its first stage.

        Source: plan-rules, reading 4.
        """
        if not self.tracks.get(item.name) or self.best(item, day) is not None:
            return item
        return replace(item, sessions=next(iter(self.library.tracks[item.name].stages.values())))

    def does(self, planned: Planned, slots: Sequence[Slot], replaced: Sequence[Replaced] = ()) -> Week:
        """The week that these slots make; the runner has done it, and later weeks are measured against it."""
        tracks = {(item.place, item.name): item for item in planned.listed if item.in_turn}
        days = tuple(
            tuple(
                Placed(self.work(slot), slot.place, slot.change, slot.name if (slot.place, slot.name) in tracks else "")
                for slot in slots
                if slot.weekday == weekday
            )
            for weekday in range(7)
        )
        week = Week(planned.number, planned.kind, planned.phase, days, tuple(replaced))
        for slot in slots:
            self.remember(planned, slot, tracks.get((slot.place, slot.name)))
        if week.kind == "load":
            self.before.append(dict(self.rungs))
            for slot in sorted(slots, key=lambda slot: slot.rung):  # a ladder on several days stands at its highest rung
                self.rungs[slot.session.id] = slot.rung
                self.reached[slot.session.id] = max(self.reached.get(slot.session.id, 0), slot.rung)
            self.last_seconds.update(
                {slot.name: self.counted(slot) for slot in slots if slot.name and self.is_quality(slot.session)}
            )
            self.sets.update({(slot.session.id, slot.rung) for slot in slots})
            self.loads.append(week)
            self.since_reset.append(week)
            recent = [load.tissues for load in self.loads[-3:]]
            self.tissues = {name: fmean(load.get(name, 0.0) for load in recent) for load in recent for name in load}
            self.holds = False
        elif week.kind == "reset":
            self.since_reset = []
            self.supporting_is_due = True
        rounds = [self.plan.rounds_before(number, self.variant) for number in (planned.number, planned.number + 1)]
        if rounds[0] != rounds[1]:
            self.sets.clear()
        self._judge({slot.session.id for slot in slots})
        return week

    def _judge(self, sessions: Iterable[str]) -> None:
        """Let the tracks hold or go back where a result of what was done says so."""
        wanted = {self.overlay.after.get(name) for name in sessions}
        if "lower" in wanted:
            self._tracks_back(1)
        self.holds = self.holds or bool(self.turns and {"hold", "lower"} & wanted)

    def remember(self, planned: Planned, slot: Slot, item: Listed | None) -> None:
        """Keep what a slot was: for the last 30 days, for the hours between hard days, and for the track whose turn it was."""
        day, dose = (planned.number - 1) * 7 + slot.weekday, self.work(slot).dose
        if dose.hard:
            self.hard_days[day] = self.hard_days.get(day, 0.0) + dose.hard
        self.met.append(Met(day, slot.session.id, dose.efforts))
        if dose.hard >= 1:
            self.hard_efforts.append(frozenset(dose.efforts))
        if slot.session.all_out:
            return
        self.allowance.remember(day, dose)
        if item is None:
            return
        self.turns.setdefault(item.name, []).append(slot.session.id)
        self.keep_done(item.name, day, slot.session, slot.rung)

    def session(self, item: Listed) -> Session:
        """The session that a day lists, or the one whose turn it is."""
        return next(iter(self.turn(item) or self.sessions(item)))

    def stand_in(self, item: Listed) -> Slot:
        """The session that takes the place of what a day lists."""
        session = self.library.sessions[self.plan.stand_in]
        return Slot(item.weekday, session, item.place, self.rungs.get(session.id, self.start(session)))

    def slot(self, item: Listed, also_done: Sequence[str] = ()) -> Slot:
        """What a day lists at the rung it holds; of a track the session whose turn it is."""
        session = next(iter(self.turn(item, also_done=also_done) or self.sessions(item)))
        return Slot(item.weekday, session, item.place, self.rungs.get(session.id, self.start(session)), "", item.name)

    def stands_already(self, item: Listed, listed: Sequence[Listed]) -> bool:
        """Whether the day of a session lists the stand-in besides."""
        return stands_already(item, listed, self.plan.stand_in)

    def start(self, session: Session) -> int:
        """The highest rung the variant may start on, counted from 0: that of the level, or of what the entry has run easily."""
        if session.id not in self.starts:
            start = session.start.get(self.variant.level, 1) - 1
            if session.kind in ("easy", "long") and not self.is_quality(session):
                run = [rung for rung in range(len(session.rungs)) if self.done(session, rung).dose.running <= self.entry.longest]
                start = max([start, *run])
            elif self.overlay.start and self.is_quality(session) and not session.touch:
                start = min(start, self.overlay.start - 1)
            self.starts[session.id] = start
        return self.starts[session.id]

    def within(self, number: int, slots: Sequence[Slot]) -> list[Slot]:
        """Slots at the highest rungs, from their own downwards, that the last 30 days allow.

        A run of which not even the lowest rung is allowed gives way to the stand-in, if its day does not hold that already.
        """
        kept = []
        for slot in slots:
            if (rung := self.highest(number, slot)) is not None or slot.session.id == self.plan.stand_in:
                kept.append(slot._replace(rung=rung or 0))
            elif not any(other.weekday == slot.weekday and other.session.id == self.plan.stand_in for other in slots):
                session = self.library.sessions[self.plan.stand_in]
                easy = Slot(slot.weekday, session, slot.place, self.rungs.get(session.id, self.start(session)))
                kept.append(easy._replace(rung=self.highest(number, easy) or 0))
        return kept

    def highest(self, number: int, slot: Slot) -> int | None:
        """The highest rung of a slot, from its own downwards, that the last 30 days allow; None if they allow none."""
        day, session = (number - 1) * 7 + slot.weekday, slot.session
        return next((rung for rung in range(slot.rung, -1, -1) if self.may_do(day, session, rung)), None)

    def is_ready(self, session: Session) -> bool:
        """Whether the weeks before hold what a session needs before it."""
        return session.needs_before is None or count_before(session.needs_before, self.met) >= session.needs_before.least

    def may_do(self, day: int, session: Session, rung: int) -> bool:
        """Whether the last 30 days allow a session at a rung on a day; a race or a trial is nobody’s business here."""
        dose = self.done(session, rung).dose
        return session.all_out or (self.allowance.run_may_be(dose.running, day) and self.allowance.fast_may_be(dose.fast, day))
