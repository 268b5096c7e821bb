"""The climb: what a runner has done so far, and the next week that follows from it under the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from toolkit.library import Library
from toolkit.load import EFFORT_GROUPS, Workout, workout
from toolkit.models import Peak, Plan, Session, Tissue, Variant, of_variant
from toolkit.schedule.allowance import Allowance
from toolkit.schedule.layout import Listed
from toolkit.schedule.values import Change, Placed, Week, WeekKind, counted, entry_of
from toolkit.source import Place

EASY_STEP = 5.0
"""Minutes by which easy running gives way at a time."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A session on a weekday at a rung, while a week is being put together."""

    weekday: int
    session: Session
    place: Place
    rung: int
    change: Change = ""


def is_quality(session: Session, library: Library, variant: Variant) -> bool:
    """Whether a session is more than easy running: moderate or hard, or with fast running on any rung."""
    hard = session.mode == "run" and session.load.hard > 0
    return hard or workout(library, variant, session, len(session.rungs) - 1).dose.fast > 0


class Climb:
    """What a runner has done so far, from which the next week follows."""

    def __init__(self, plan: Plan, library: Library, variant: Variant) -> None:
        self.plan, self.library, self.variant = plan, library, variant
        self.entry = entry_of(plan, variant)
        self.peak: Peak | None = of_variant(plan.peak, variant)
        self.rungs: dict[str, int] = {}
        """The rung of each ladder in the last loading week that held it, counted from 0."""
        self.reached: dict[str, int] = {}
        """The highest rung of each ladder in any loading week."""
        self.loads: list[Week] = []
        self.since_reset: list[Week] = []
        self.allowance = Allowance(self.entry, library, variant)
        self.supporting_is_due = False
        self.workouts: dict[tuple[str, int], Workout] = {}
        self.after_race = 0
        """Weeks since the race."""

    # What a dose costs

    def done(self, session: Session, rung: int) -> Workout:
        """The workout of a session at a rung; a week is tried many times over, so they are kept."""
        key = (session.id, rung)
        if key not in self.workouts:
            self.workouts[key] = workout(self.library, self.variant, session, rung)
        return self.workouts[key]

    def work(self, slot: Slot) -> Workout:
        """The workout of a slot."""
        return self.done(slot.session, slot.rung)

    def minutes(self, slots: Sequence[Slot]) -> float:
        """Running minutes of slots, a race’s own left out."""
        return sum(counted(self.work(slot)) for slot in slots)

    def fast(self, slots: Sequence[Slot]) -> float:
        """Fast minutes of slots, races and trials left out."""
        return sum(self.work(slot).dose.fast for slot in slots if not slot.session.all_out)

    def limit(self, rule: str) -> float:
        """A rule’s number for this variant."""
        return self.library.limit(rule, self.variant)

    def also(self, rule: str, name: str) -> float:
        """One of a rule’s further numbers."""
        return self.library.limits[rule].also[name]

    def is_quality(self, session: Session) -> bool:
        """Whether a session is more than easy running."""
        return is_quality(session, self.library, self.variant)

    # One week

    def week(self, number: int, kind: WeekKind, phase: int, listed: Sequence[Listed]) -> Week:
        """The next week, and what follows from having done it."""
        match kind:
            case "load":
                slots = self.load_week(number, listed)
            case "reset":
                slots = self.reset_week(listed)
            case "recovery":
                slots = self.recovery_week(number, listed)
            case _:
                slots = self.taper_week(kind, listed)
        days = tuple(
            tuple(Placed(self.work(slot), slot.place, slot.change) for slot in slots if slot.weekday == weekday)
            for weekday in range(7)
        )
        week = Week(number, kind, phase, days)
        self.remember(week, slots)
        return week

    def remember(self, week: Week, slots: Sequence[Slot]) -> None:
        """Keep what later weeks are measured against."""
        for slot in slots:
            if not slot.session.all_out:
                self.allowance.remember((week.number - 1) * 7 + slot.weekday, self.work(slot).dose)
        if week.kind == "load":
            self.rungs |= {slot.session.id: 0 for slot in slots}  # a ladder on several days stands at its highest rung
            for slot in slots:
                self.rungs[slot.session.id] = max(self.rungs[slot.session.id], slot.rung)
                self.reached[slot.session.id] = max(self.reached.get(slot.session.id, 0), slot.rung)
            self.loads.append(week)
            self.since_reset.append(week)
        elif week.kind == "reset":
            self.since_reset = []
            self.supporting_is_due = True

    # Loading weeks

    def load_week(self, number: int, listed: Sequence[Listed]) -> list[Slot]:
        """One change in the quality running, if the limits allow any; then minutes."""
        waiting = [
            item for item in listed if self.is_quality(self.session(item)) and item.session not in self.rungs and not item.fixed
        ]
        held = [
            self.within(number, slot) if self.is_quality(slot.session) else slot
            for item in listed
            if (slot := self.slot(item, waiting, listed))
        ]
        for candidate in self.candidates(number, held, waiting, listed):
            new = any(slot.change == "new" for slot in candidate)
            filled = self.fill(number, candidate, grow=not new)
            if self.allowed(number, filled):
                return filled if new else self.climb_supporting(filled)
        return self.climb_supporting(self.fill(number, held, grow=True))

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
        return any(other.weekday == item.weekday and other.session == self.plan.stand_in for other in listed)

    def climb_supporting(self, slots: list[Slot]) -> list[Slot]:
        """Strength, mobility and cross-training climb a rung once between two resets, in the first week that brings in nothing."""
        if not self.supporting_is_due:
            return slots
        self.supporting_is_due = False
        return [
            replace(slot, rung=slot.rung + 1, change="up")
            if slot.session.mode != "run" and slot.session.id in self.rungs and slot.rung + 1 < len(slot.session.rungs)
            else slot
            for slot in slots
        ]

    def start(self, session: Session) -> int:
        """The highest rung the variant may start on, counted from 0: that of the level, or of what the entry has run easily."""
        start = session.start.get(self.variant.level, 1) - 1
        if session.kind not in ("easy", "long") or self.is_quality(session):
            return start
        run = [rung for rung in range(len(session.rungs)) if self.done(session, rung).dose.running <= self.entry.longest]
        return max([start, *run])

    def candidates(
        self, number: int, held: list[Slot], waiting: Sequence[Listed], listed: Sequence[Listed]
    ) -> Iterator[list[Slot]]:
        """Weeks with one change in the quality running, the most wanted first: bring something in, or climb one rung."""
        moderate = any(self.session(item).load.hard == 0.5 and item.session in self.rungs for item in listed)

        def turn(item: Listed) -> tuple[int, int]:
            hard = self.session(item).load.hard
            return {0.0: 0, 0.5: 3 if moderate else 1, 1.0: 2}[hard], item.weekday

        for item in sorted(waiting, key=turn):
            if (rung := self.first_rung(number, item)) is not None:
                new = Slot(item.weekday, self.session(item), item.place, rung, "new")
                places = [other.place for other in listed]
                others = [slot for slot in held if slot.place != item.place]
                yield sorted([*others, new], key=lambda slot: places.index(slot.place))
        quality = {slot.session.id: slot for slot in held if self.is_quality(slot.session) and slot.session.id in self.rungs}
        for slot in sorted(quality.values(), key=lambda slot: -slot.session.load.hard):
            if slot.rung + 1 < len(slot.session.rungs):
                yield [
                    replace(other, rung=other.rung + 1, change="up") if other.session.id == slot.session.id else other
                    for other in held
                ]

    def first_rung(self, number: int, item: Listed) -> int | None:
        """The rung at which a quality session may come in this week, or None where the rules do not allow it yet."""
        session, day = self.session(item), (number - 1) * 7 + item.weekday
        if self.variant.level not in session.start:
            return None
        for rung in range(self.start(session), -1, -1):
            dose = self.done(session, rung).dose
            before = [self.limit("weeks-before-strides")] if dose.fast else [0.0]
            before += [self.limit("weeks-before-hard")] if dose.hard >= 1 else []
            before += [self.limit("weeks-before-repetitions")] if {"mile", "sprint"} & dose.efforts.keys() else []
            if number - 1 >= max(before) and self.allowance.fast_may_be(dose.fast, day):
                return rung
        return None

    def most_minutes(self) -> float:
        """Running minutes that this loading week may have at the most."""
        if not self.loads:
            return self.entry.week
        grown = self.loads[-1].running * (1 + self.limit("new-kind-minutes") / 100)
        return min(grown, self.peak.week) if self.peak else grown

    def fill(self, number: int, slots: list[Slot], *, grow: bool) -> list[Slot]:
        """A loading week with its long and easy runs, which give way, as far as they can, where a tissue would bear too much."""
        full = self.fill_up_to(self.most_minutes(), number, slots, grow=grow)
        filled, total = full, self.minutes(full)
        while not self.tissues_kept(filled):
            filled = self.fill_up_to(total - EASY_STEP, number, slots, grow=False)
            if self.minutes(filled) >= total:
                return full
            total = self.minutes(filled)
        return filled

    def tissues_kept(self, slots: Sequence[Slot]) -> bool:
        """Whether no tissue bears much more than in the last loading weeks."""
        if not self.loads:
            return True
        percent = self.limit("tissue-load")
        base, step = self.also("tissue-load", "small_base"), self.also("tissue-load", "small_base_step")
        loads: Counter[Tissue] = Counter()
        for slot in slots:
            loads.update(self.work(slot).dose.tissues)
        for tissue, load in loads.items():
            mean = fmean(week.tissues.get(tissue, 0.0) for week in self.loads[-3:])
            if load > max(mean * (1 + percent / 100), mean + step if mean < base else 0.0) + 1e-9:
                return False
        return True

    def fill_up_to(self, most: float, number: int, slots: list[Slot], *, grow: bool) -> list[Slot]:
        """Long run and easy runs at the rungs that bring the week nearest to its minutes, without going over the most.

        The long run climbs a rung if the week may grow and the limits allow it; else it holds, or steps down.
        """
        target = most if grow or not self.loads else min(most, self.loads[-1].running)
        long = next((slot for slot in slots if slot.session.kind == "long"), None)
        if long is None:
            return self.fill_easy(slots, target)
        climbs = grow and long.session.id in self.rungs and long.rung + 1 < len(long.session.rungs)
        for rung in range(long.rung + climbs, -1, -1):
            change: Change = "up" if rung > long.rung else ""
            tried = [replace(slot, rung=rung, change=change) if slot is long else slot for slot in slots]
            minutes = self.minutes([slot for slot in tried if slot.session.kind == "long"])
            if self.peak and minutes > self.peak.longest:
                continue
            if not self.allowance.run_may_be(minutes, (number - 1) * 7 + long.weekday):
                continue
            for minutes_meant in (target, most):
                filled = self.fill_easy(tried, minutes_meant)
                total = self.minutes(filled)
                if total <= most + 1e-9 and minutes <= self.long_share(filled) * total + 1e-9:
                    return filled
        return self.fill_easy([replace(slot, rung=0) if slot is long else slot for slot in slots], target)

    def long_share(self, slots: Sequence[Slot]) -> float:
        """The share of the week that its longest run may have, by how many runs the week holds."""
        runs = len({slot.weekday for slot in slots if self.work(slot).dose.running})
        name = {1: "three_runs", 2: "three_runs", 3: "three_runs", 4: "four_runs"}.get(runs)
        share = self.limit("long-run-share") if name is None else self.also("long-run-share", name)
        return max(share, self.also("long-run-share", "half")) / 100 if self.plan.race == "half-marathon" else share / 100

    def fill_easy(self, slots: list[Slot], target: float, *, climb: int = 1) -> list[Slot]:
        """Raise the easy runs from their lowest rung, shortest first, while the week stays within its minutes.

        None goes more than `climb` rungs above where its ladder stands, or above its start where that is higher; without a climb,
        none goes above where it ever stood.
        """
        easy = [number for number, slot in enumerate(slots) if slot.session.kind == "easy" and not self.is_quality(slot.session)]
        filled = [replace(slot, rung=0) if number in easy else slot for number, slot in enumerate(slots)]
        total = self.minutes(filled)
        growing = list(easy)
        while growing:
            number = min(growing, key=lambda number: (filled[number].rung, number))
            slot = filled[number]
            top = self.top(slot.session, climb)
            raised = replace(slot, rung=slot.rung + 1)
            more = 0.0 if raised.rung >= len(slot.session.rungs) else self.minutes([raised]) - self.minutes([slot])
            if raised.rung > top or not more or total + more > target + 1e-9:
                growing.remove(number)
            else:
                filled[number] = raised
                total += more
        return filled

    def top(self, session: Session, climb: int) -> int:
        """The highest rung of an easy run in a week that may climb by so many rungs, or by none."""
        start = self.start(session)
        if not climb:
            return self.reached.get(session.id, start)
        return max(start, self.rungs.get(session.id, start - climb) + climb)

    def allowed(self, number: int, slots: Sequence[Slot]) -> bool:
        """Whether a loading week keeps the limits on minutes, hard units, shares and spikes."""
        total, doses = self.minutes(slots), [self.work(slot).dose for slot in slots]
        if total > self.most_minutes() + 1e-9:
            return False
        if sum(dose.hard for dose in doses) > self.limit("hard-units"):
            return False
        if self.fast(slots) > total * self.limit("fast-share") / 100:
            return False
        if max(dose.running for dose in doses) > self.long_share(slots) * total + 1e-9:
            return False
        for slot, dose in zip(slots, doses, strict=True):
            if slot.change and self.is_quality(slot.session):
                for rule, efforts in EFFORT_GROUPS.items():
                    most = max(total * self.limit(rule) / 100, self.also(rule, "floor"))
                    if sum(dose.efforts.get(effort, 0.0) for effort in efforts) > most + 1e-9:
                        return False
                day = (number - 1) * 7 + slot.weekday
                if not self.allowance.fast_may_be(dose.fast, day) or not self.allowance.run_may_be(dose.running, day):
                    return False
        return True

    # Reset, taper and race weeks

    def eased(self, listed: Sequence[Listed], *, hard: bool) -> list[Slot]:
        """The listed sessions a rung down; what is new, or hard where that is not wanted, gives way to the stand-in.

        A session that the plan lists for this very kind of week stays.
        """
        slots = []
        for item in listed:
            session = self.session(item)
            known = item.session in self.rungs
            if self.gives_way(item, session, hard=hard):
                if self.stands_already(item, listed):
                    continue
                session = self.library.sessions[self.plan.stand_in]
                known = session.id in self.rungs
            rung = max(0, self.rungs[session.id] - 1) if known else min(self.start(session), 0)
            slots.append(Slot(item.weekday, session, item.place, rung, "down" if known else ""))
        return slots

    def gives_way(self, item: Listed, session: Session, *, hard: bool) -> bool:
        """Whether quality has no place in a lighter week: it has not come in yet, or it is hard where that is not wanted."""
        if not self.is_quality(session) or session.all_out or item.place[0] in ("race_week", "race_week_except"):
            return False
        return session.id not in self.rungs or (session.load.hard >= 1 and not hard and not item.fixed)

    def reset_week(self, listed: Sequence[Listed]) -> list[Slot]:
        """Less of everything: no hard day, little that is fast, and minutes within the reset's range."""
        slots = self.ease_fast(self.eased(listed, hard=False))
        since = self.since_reset or self.loads[-1:]
        mean = sum(week.running for week in since) / len(since) if since else self.entry.week
        least, most = self.library.limit_range("reset-cut", self.variant)
        return self.lighten(slots, mean * (1 - most / 100), mean * (1 - least / 100))

    def ease_fast(self, slots: list[Slot]) -> list[Slot]:
        """Step quality down until the fast minutes of the reset week are within the rule; what is at the bottom may be left out."""
        last = self.loads[-1].fast if self.loads else 0.0
        cut = last * (1 - self.also("reset-cut", "fast_cut") / 100)
        most = max(cut, min(self.also("reset-cut", "fast_most"), last))
        slots = list(slots)
        while self.fast(slots) > most + 1e-9:
            lower = [number for number, slot in enumerate(slots) if slot.rung and self.is_quality(slot.session)]
            if not lower:
                days = Counter(slot.weekday for slot in slots if slot.session.mode == "run")
                return [slot for slot in slots if not self.fast([slot]) or days[slot.weekday] == 1]
            number = max(lower, key=lambda number: self.work(slots[number]).dose.fast)
            slots[number] = replace(slots[number], rung=slots[number].rung - 1)
        return slots

    def taper_week(self, kind: WeekKind, listed: Sequence[Listed]) -> list[Slot]:
        """A week before a race: the intensity stays, the minutes go."""
        slots = self.eased(listed, hard=True)
        before = self.loads[-3:]
        mean = sum(week.running for week in before) / len(before) if before else self.entry.week
        least, most = self.library.limit_range("taper-cut", self.variant)
        if kind == "taper":
            least = most = self.also("taper-cut", "week_before")
            return self.lighten(slots, mean * (1 - most / 100) * 0.95, mean * (1 - least / 100) * 1.05)
        return self.lighten(slots, mean * (1 - most / 100), mean * (1 - least / 100))

    def lighten(self, slots: list[Slot], least: float, most: float) -> list[Slot]:
        """Long run and easy runs at rungs that bring the week's minutes between two bounds, near their middle.

        If there is no way with all easy runs, the last of those that stand alone on their day are left out.
        """
        middle = (least + most) / 2
        last = self.loads[-1].running if self.loads else middle
        runs = [slot.weekday for slot in slots if slot.session.mode == "run"]
        easy = [
            slot
            for slot in slots
            if slot.session.kind == "easy" and runs.count(slot.weekday) == 1 and not self.is_quality(slot.session)
        ]
        best: list[Slot] | None = None
        for dropped in range(len(easy) + 1):
            kept = [slot for slot in slots if slot not in easy[len(easy) - dropped :]]
            for rung in self.long_rungs(slots, middle / last if last else 1.0):
                tried = [replace(slot, rung=rung) if slot.session.kind == "long" else slot for slot in kept]
                filled = self.fill_easy(tried, middle, climb=0)
                total = self.minutes(filled)
                if least - 1e-9 <= total <= most + 1e-9:
                    return filled
                if best is None or abs(total - middle) < abs(self.minutes(best) - middle):
                    best = filled
        return best if best is not None else slots

    def long_rungs(self, slots: Sequence[Slot], share: float) -> list[int]:
        """Rungs of the long run for a lighter week, from the one at its share of the last long run downwards, then upwards."""
        long = next((slot for slot in slots if slot.session.kind == "long"), None)
        if long is None:
            return [0]
        now = self.rungs.get(long.session.id, long.rung)
        full = self.minutes([replace(long, rung=now)])
        under = [rung for rung in range(now, -1, -1) if self.minutes([replace(long, rung=rung)]) <= full * share + 1e-9]
        return (under or [0]) + [rung for rung in range(now) if rung not in under]

    def recovery_week(self, number: int, listed: Sequence[Listed]) -> list[Slot]:
        """A week after the race: a share of the minutes before it, more from week to week, and everything a rung down."""
        slots = [self.within(number, slot) for slot in self.eased(listed, hard=True)]
        self.after_race += 1
        share = self.also("after-race", f"week_{min(self.after_race, 4)}") / 100
        mean = fmean(week.running for week in self.loads[-3:]) if self.loads else self.entry.week
        eased = self.lighten(slots, mean * (share - 0.05), mean * (share + 0.05))
        return [self.within(number, slot) for slot in eased]

    def within(self, number: int, slot: Slot) -> Slot:
        """A slot at the highest rung, from its own downwards, that the last 30 days allow; at the lowest if none is."""
        day = (number - 1) * 7 + slot.weekday
        for rung in range(slot.rung, 0, -1):
            dose = self.work(replace(slot, rung=rung)).dose
            if self.allowance.run_may_be(dose.running, day) and self.allowance.fast_may_be(dose.fast, day):
                return replace(slot, rung=rung)
        return replace(slot, rung=0)
