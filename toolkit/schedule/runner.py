"""The runner: what has been done so far, what a dose costs, and where on a ladder one stands."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from statistics import fmean
from typing import NamedTuple

from toolkit.figures import add
from toolkit.library import Library
from toolkit.load import Workout, most_hard, workout
from toolkit.models import Peak, Plan, Session, Tissue, Variant, of_variant
from toolkit.schedule.allowance import Allowance
from toolkit.schedule.layout import Listed, Planned, stands_already
from toolkit.schedule.values import Change, Placed, Week, counted, entry_of
from toolkit.source import Place


class Slot(NamedTuple):
    """A session on a weekday at a rung, while a week is being put together."""

    weekday: int
    session: Session
    place: Place
    rung: int
    change: Change = ""


def is_quality(session: Session, library: Library, variant: Variant) -> bool:
    """Whether a session is more than easy running: moderate or hard, or with fast running on any rung."""
    hard = session.mode == "run" and most_hard(library, variant.level, session) > 0
    return hard or workout(library, variant, session, len(session.rungs) - 1).dose.fast > 0


class Runner:
    """Somebody who follows a plan as a variant: what they have done so far, from which the next week follows."""

    def __init__(self, plan: Plan, library: Library, variant: Variant) -> None:
        self.plan, self.library, self.variant = plan, library, variant
        self.entry = entry_of(plan, variant)
        self.peak: Peak | None = of_variant(plan.peak, variant)
        self.rungs: dict[str, int] = {}
        """The rung of each ladder in the last loading week that held it, counted from 0."""
        self.reached: dict[str, int] = {}
        """The highest rung of each ladder in any loading week."""
        self.before: list[dict[str, int]] = []
        """The rungs as they stood before each loading week."""
        self.loads: list[Week] = []
        self.since_reset: list[Week] = []
        self.tissues: dict[Tissue, float] = {}
        """The mean load on each tissue in the last three loading weeks."""
        self.allowance = Allowance(self.entry, library, variant)
        self.supporting_is_due = False
        self.workouts: dict[tuple[str, int], Workout] = {}
        self.starts: dict[str, int] = {}
        self.quality: dict[str, bool] = {}
        self.after_race = 0
        """Weeks since the race."""

    def comes_from(self, weeks: Sequence[Week]) -> None:
        """These weeks were done right before the plan: what they hold counts, and not what the entry expects."""
        known = self.entry.model_copy(update={"longest": 0.0, "fast": 0.0})
        self.allowance = Allowance(known, self.library, self.variant)
        for number, week in enumerate(weeks):
            for weekday, placed in week.placed():
                if not placed.all_out:
                    self.allowance.remember((number - len(weeks)) * 7 + weekday, placed.dose)

    def copy(self) -> Runner:
        """Somebody who has done the same, and may do something else from now on."""
        other = copy(self)
        other.rungs, other.reached = dict(self.rungs), dict(self.reached)
        other.loads, other.since_reset, other.before = list(self.loads), list(self.since_reset), list(self.before)
        other.allowance = self.allowance.copy()
        return other

    def step_back(self, weeks: int) -> None:
        """Let every ladder stand no higher than it did so many loading weeks ago."""
        if weeks:
            earlier = self.before[-weeks] if len(self.before) >= weeks else {}
            for name, rung in self.rungs.items():
                session = self.library.sessions[name]
                first = 0 if self.is_quality(session) else self.start(session)
                self.rungs[name] = min(rung, earlier.get(name, first))

    def usual(self) -> float:
        """Running minutes of a usual week: the mean of the last three loading weeks, or what the entry says."""
        return fmean(week.running for week in self.loads[-3:]) if self.loads else self.entry.week

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
        """Seconds of running of slots, a race’s own left out."""
        return add(counted(self.work(slot)) for slot in slots)

    def fast(self, slots: Sequence[Slot]) -> float:
        """Fast minutes of slots, races and trials left out."""
        return add(self.work(slot).dose.fast_seconds for slot in slots if not slot.session.all_out) / 60

    def limit(self, rule: str) -> float:
        """A rule’s number for this variant."""
        return self.library.limit(rule, self.variant)

    def also(self, rule: str, name: str) -> float:
        """One of a rule’s further numbers."""
        return self.library.limits[rule].also[name]

    def is_quality(self, session: Session) -> bool:
        """Whether a session is more than easy running."""
        if session.id not in self.quality:
            self.quality[session.id] = is_quality(session, self.library, self.variant)
        return self.quality[session.id]

    def does(self, planned: Planned, slots: Sequence[Slot]) -> Week:
        """The week that these slots make; the runner has done it, and later weeks are measured against it."""
        days = tuple(
            tuple(Placed(self.work(slot), slot.place, slot.change) for slot in slots if slot.weekday == weekday)
            for weekday in range(7)
        )
        week = Week(planned.number, planned.kind, planned.phase, days)
        for slot in slots:
            if not slot.session.all_out:
                self.allowance.remember((week.number - 1) * 7 + slot.weekday, self.work(slot).dose)
        if week.kind == "load":
            self.before.append(dict(self.rungs))
            for slot in sorted(slots, key=lambda slot: slot.rung):  # a ladder on several days stands at its highest rung
                self.rungs[slot.session.id] = slot.rung
                self.reached[slot.session.id] = max(self.reached.get(slot.session.id, 0), slot.rung)
            self.loads.append(week)
            self.since_reset.append(week)
            recent = [load.tissues for load in self.loads[-3:]]
            self.tissues = {name: fmean(load.get(name, 0.0) for load in recent) for load in recent for name in load}
        elif week.kind == "reset":
            self.since_reset = []
            self.supporting_is_due = True
        return week

    def session(self, item: Listed) -> Session:
        """The session that a day lists."""
        return self.library.sessions[item.session]

    def slot(self, item: Listed, waiting: Sequence[Listed], listed: Sequence[Listed]) -> Slot | None:
        """A listed session at the rung it holds; the stand-in for one that waits, or nothing where the day lists that already."""
        if item in waiting and self.stands_already(item, listed):
            return None
        session = self.library.sessions[self.plan.stand_in] if item in waiting else self.session(item)
        return Slot(item.weekday, session, item.place, self.rungs.get(session.id, self.start(session)))

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

    def may_do(self, day: int, session: Session, rung: int) -> bool:
        """Whether the last 30 days allow a session at a rung on a day; a race or a trial is nobody’s business here."""
        dose = self.done(session, rung).dose
        return session.all_out or (self.allowance.run_may_be(dose.running, day) and self.allowance.fast_may_be(dose.fast, day))
