"""The runner: somebody who follows a plan, and what may come next for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace

from toolkit.clockwork import Pieces
from toolkit.dose import Doses
from toolkit.models import Plan, Session, Variant, of_variant
from toolkit.schedule.allowance import Allowance
from toolkit.schedule.before import count_before
from toolkit.schedule.costs import Costs, most_of_track
from toolkit.schedule.counts import Counts
from toolkit.schedule.days_done import DaysDone
from toolkit.schedule.ladders import Ladders
from toolkit.schedule.layout import ListedItem, PlannedWeek, lists_stand_in
from toolkit.schedule.limits import VariantLimits
from toolkit.schedule.overlay import NO_RESULTS, Ceiling, Overlay
from toolkit.schedule.slot import Slot
from toolkit.schedule.tracks import UNKNOWN, DoneOfTrack, IntroducedQuality, Tracks, find_best
from toolkit.schedule.values import Placed, Replaced, Week, entry_of
from toolkit.schedule.weeks_done import WeeksDone


class Runner:
    """Somebody who follows a plan as a variant: what they have done so far, from which the next week follows."""

    def __init__(self, plan: Plan, doses: Doses, variant: Variant) -> None:
        self.plan, self.doses, self.variant = plan, doses, variant
        self.library = library = doses.library
        self.entry = entry_of(plan, variant)
        self.peak = of_variant(plan.peak, variant)
        self.trained = variant.trained
        """Whether the 30 days before the plan held fast running."""
        self.limits, self.costs, self.counts = VariantLimits(library, variant), Costs(doses, variant), Counts(doses, variant)
        self._starts: dict[str, int] = {}
        self.allowance = Allowance(self.entry, library, variant)
        self.ladders, self.tracks, self.quality = Ladders(), Tracks(), IntroducedQuality()
        self.days_done, self.weeks_done = DaysDone(), WeeksDone(self.entry.week)
        self.overlay: Overlay = NO_RESULTS
        self.ceiling: Ceiling | None = None
        """What no week may exceed; None without an overlay."""

    def start_after(self, weeks: Sequence[Week]) -> None:
        """Count what these weeks hold, which were done right before the plan, in place of what the entry expects."""
        fast_week = max((week.fast for week in weeks[-4:]), default=0.0)
        self.entry = self.entry.model_copy(update={"longest": 0.0, "fast": 0.0, "fast_week": fast_week})
        self.allowance = Allowance(self.entry, self.library, self.variant)
        recent, longest = -self.limits.also("fast-volume-spike", "days"), 0.0
        monday = -7 * len(weeks)
        for day, placed in ((monday + 7 * number + day, one) for number, week in enumerate(weeks) for day, one in week.placed()):
            self.days_done.remember(day, placed.session, placed.dose)
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
        self.keep_track(track.id, day, placed.session, placed.workout.rung)
        if track.counts and day >= recent:
            self.quality.introduced.add(track.id)

    def follow_overlay(self, overlay: Overlay, plain: Sequence[Week]) -> None:
        """From the first week on follow an overlay, and exceed in no week what these weeks hold without it."""
        allowed = Allowance(self.entry, self.library, self.variant)
        for week in plain:
            for day, placed in week.sessions_by_day:
                if not placed.all_out:
                    allowed.remember(day, placed.dose)
        self.overlay, self.ceiling = overlay, Ceiling({week.number: week for week in plain}, allowed)

    @contextmanager
    def without_ceiling(self) -> Iterator[None]:
        """While this lasts, weeks may exceed what they hold without the overlay."""
        ceiling, self.ceiling = self.ceiling, None
        yield
        self.ceiling = ceiling

    def copy(self) -> Runner:
        """Somebody who has done the same, and may do something else from now on."""
        other = copy(self)
        other.ladders, other.tracks, other.quality = self.ladders.copy(), self.tracks.copy(), self.quality.copy()
        other.days_done, other.weeks_done, other.allowance = self.days_done.copy(), self.weeks_done.copy(), self.allowance.copy()
        return other

    def step_back(self, weeks: int) -> None:
        """Let every ladder and track be no higher than it was so many loading weeks ago; what was done stays done on its day."""
        if weeks:
            self.ladders.step_back(weeks, self._first_rung)
            self._step_tracks_back(weeks)

    def _first_rung(self, name: str) -> int:
        """The rung to which a ladder goes back that was new in the weeks that are lost."""
        session = self.library.sessions[name]
        return 0 if self.costs.is_quality(session) else self.start_rung(session)

    def _step_tracks_back(self, weeks: int) -> None:
        """Let every track be where it was so many loading weeks ago."""
        loading = self.weeks_done.loading
        self.tracks.step_back((loading[-weeks].number - 1) * 7 if len(loading) >= weeks else 0)

    def sessions(self, item: ListedItem) -> list[Session]:
        """The sessions that may be done where a day lists something."""
        return [self.library.sessions[name] for name in item.sessions]

    def is_long(self, item: ListedItem) -> bool:
        """Whether what a day lists is a long run."""
        return all(session.kind == "long" for session in self.sessions(item))

    def lists_quality(self, item: ListedItem) -> bool:
        """Whether what a day lists is more than easy running, long runs of a track apart, which are filled by their minutes."""
        return any(self.costs.is_quality(session) for session in self.sessions(item)) and not self.is_long(item)

    def is_introduced(self, item: ListedItem) -> bool:
        """Whether what a day lists has come in; at entry trained, whatever the first week lists was there before."""
        return item.name in self.quality.introduced or (self.trained and not self.weeks_done.loading)

    def list_in_turn(self, item: ListedItem, *, also_done: Sequence[str] = ()) -> list[Session]:
        """The sessions that may be done where a day lists something, the one that waited longest for its turn first.

        `also_done` are those that are in the week already, in the order of its days. What the level is not offered is left out.
        """
        turns = [*self.tracks.turns.get(item.name, ()), *also_done]
        last = {name: number for number, name in enumerate(turns)}
        offered = [session for session in self.sessions(item) if self.variant.level in session.start]
        return sorted(offered, key=lambda session: last.get(session.id, -1))

    def session(self, item: ListedItem, also_done: Sequence[str] = ()) -> Session:
        """The session that a day lists, or the one whose turn it is."""
        return next(iter(self.list_in_turn(item, also_done=also_done) or self.sessions(item)))

    def current_seconds(self, item: ListedItem, session: Session, week_number: int) -> float:
        """The dose in seconds at which a track, or a ladder of its own, is in week `number`; 0 where nothing is known."""
        if item.is_track:
            return self.current_seconds_of_track(item, week_number)
        rung = self.ladders.rungs.get(session.id)
        return 0 if rung is None else self.counts.pieces(item.name, session, rung).seconds

    def current_seconds_of_track(self, item: ListedItem, week_number: int) -> float:
        """The largest dose in seconds of a track in the 30 days before its day of week `number`; 0 where nothing is known."""
        best = self.find_recent_best(item, (week_number - 1) * 7 + item.weekday) if item.is_track else None
        return best.seconds if best else 0

    def most_hard(self, item: ListedItem) -> float:
        """The hard units that one session of a track may count."""
        return most_of_track(item, self.library)

    def find_recent_best(self, item: ListedItem, day: int) -> Pieces | None:
        """The largest that was done of a track in the last 30 days; at entry trained what the entry says counts as done.

        Where an overlay says on which rung to start, the entry does not count.
        """
        history = self.tracks.history.get(item.name, [])
        track = self.library.tracks.get(item.name)
        only_strides = bool(history) and track is not None and track.counts == ("stride",)  # the entry speaks of more than strides
        if self.variant.trained and self.entry.fast and not (self.overlay.start or only_strides):
            history = [DoneOfTrack(-1, Pieces(int(self.entry.fast * 60), UNKNOWN, UNKNOWN)), *history]
        return find_best(history, day, self.limits.also("fast-volume-spike", "days"))

    def restart(self, item: ListedItem, day: int) -> ListedItem:
        """What a day lists; of a track that was not done in the last 30 days, though before, the sessions of its first stage.

        Source: plan-rules, reading 4.
        """
        if not self.tracks.history.get(item.name) or self.find_recent_best(item, day) is not None:
            return item
        return replace(item, sessions=next(iter(self.library.tracks[item.name].stages.values())))

    def do_week(self, planned: PlannedWeek, slots: Sequence[Slot], replaced: Sequence[Replaced] = ()) -> Week:
        """Do a week of these slots and return it; later weeks are measured against it."""
        tracks = {(item.place, item.name) for item in planned.listed if item.is_track}
        days: list[list[Placed]] = [[] for _ in range(7)]
        for slot in slots:
            track = slot.name if (slot.place, slot.name) in tracks else ""
            placed = Placed(self.costs.of(slot), slot.place, slot.change, track)
            days[slot.weekday].append(placed)
            self._remember((planned.number - 1) * 7 + slot.weekday, placed)
        week = Week(planned.number, planned.kind, planned.phase, tuple(map(tuple, days)), tuple(replaced))
        if week.kind == "load":
            self._remember_load(slots)
        elif week.kind == "reset":
            self.ladders.supporting_is_due = True
        self.weeks_done.remember(week)
        if len({self.plan.rounds_before(number, self.variant) for number in (week.number, week.number + 1)}) > 1:
            self.ladders.sets.clear()
        self._follow_results({slot.session.id for slot in slots})
        return week

    def _remember(self, day: int, placed: Placed) -> None:
        """Keep a session: for the last 30 days, for the hours between hard days, and for the track whose turn it was."""
        self.days_done.remember(day, placed.session, placed.dose)
        self.days_done.remember_efforts(placed.dose)
        if placed.all_out:
            return
        self.allowance.remember(day, placed.dose)
        if placed.track:
            self.keep_track(placed.track, day, placed.session, placed.workout.rung)

    def keep_track(self, name: str, day: int, session: Session, rung: int) -> None:
        """Keep that a session of a track was done on a day: its turn, and its dose."""
        self.tracks.remember_turn(name, session.id)
        self.tracks.remember(name, day, self.counts.pieces_of_track(name, session, rung))

    def _remember_load(self, slots: Sequence[Slot]) -> None:
        """Keep the rungs and doses of a loading week; no track is paused any longer."""
        self.ladders.remember(slots)
        for slot in slots:
            if slot.name and self.costs.is_quality(slot.session):
                self.quality.last_seconds[slot.name] = self.counts.seconds(slot)
        self.tracks.paused = False

    def _follow_results(self, sessions: Iterable[str]) -> None:
        """Pause the tracks, or let them go back, where a result of what was done says so."""
        wanted = {self.overlay.after.get(name) for name in sessions}
        if "lower" in wanted:
            self._step_tracks_back(1)
        self.tracks.paused = self.tracks.paused or bool(self.tracks.turns and {"hold", "lower"} & wanted)

    def first_long(self, item: ListedItem) -> Slot:
        """The first long run of a track, or the one that the plan lists, at its lowest rung."""
        track = self.library.tracks.get(item.name)
        first = next(iter(track.stages.values())) if track else (item.name,)
        name = next((name for name in first if name not in self.overlay.leave_out), item.sessions[0])
        return Slot(item.weekday, self.library.sessions[name], item.place, 0, "", item.name)

    def stand_in(self, item: ListedItem | Slot) -> Slot:
        """The session that takes the place of what a day lists."""
        session = self.library.sessions[self.plan.stand_in]
        return Slot(item.weekday, session, item.place, self.ladders.rungs.get(session.id, self.start_rung(session)))

    def slot(self, item: ListedItem, also_done: Sequence[str] = ()) -> Slot:
        """What a day lists at the rung it holds; of a track the session whose turn it is."""
        session = self.session(item, also_done)
        return Slot(item.weekday, session, item.place, self.ladders.rungs.get(session.id, self.start_rung(session)), "", item.name)

    def lists_stand_in(self, item: ListedItem, listed: Sequence[ListedItem]) -> bool:
        """Whether the day of a session lists the stand-in besides."""
        return lists_stand_in(item, listed, self.plan.stand_in)

    def start_rung(self, session: Session) -> int:
        """The highest rung the variant may start on, counted from 0: that of the level, or of what the entry has run easily."""
        if session.id not in self._starts:
            start_rung = session.start.get(self.variant.level, 1) - 1
            if session.kind in ("easy", "long") and not self.costs.is_quality(session):
                doses = [self.costs.workout(session, rung).dose for rung in range(len(session.rungs))]
                start_rung = max([start_rung, *(rung for rung, dose in enumerate(doses) if dose.running <= self.entry.longest)])
            elif self.overlay.start and self.costs.is_quality(session) and not session.touch:
                start_rung = min(start_rung, self.overlay.start - 1)
            self._starts[session.id] = start_rung
        return self._starts[session.id]

    def lower_to_allowed(self, week_number: int, slots: Sequence[Slot]) -> list[Slot]:
        """Slots at the highest rungs, from their own downwards, that the last 30 days allow.

        A run of which not even the lowest rung is allowed gives way to the stand-in, if its day does not hold that already.
        """
        kept = []
        for slot in slots:
            if (rung := self._highest(week_number, slot)) is not None or slot.session.id == self.plan.stand_in:
                kept.append(slot._replace(rung=rung or 0))
            elif not any(other.weekday == slot.weekday and other.session.id == self.plan.stand_in for other in slots):
                easy = self.stand_in(slot)
                kept.append(easy._replace(rung=self._highest(week_number, easy) or 0))
        return kept

    def _highest(self, week_number: int, slot: Slot) -> int | None:
        """The highest rung of a slot, from its own downwards, that the last 30 days allow; None if they allow none."""
        day, session = (week_number - 1) * 7 + slot.weekday, slot.session
        return next((rung for rung in range(slot.rung, -1, -1) if self.may_do(day, session, rung)), None)

    def is_ready(self, session: Session) -> bool:
        """Whether the weeks before hold what a session needs before it."""
        return (
            session.needs_before is None
            or count_before(session.needs_before, self.days_done.past_sessions) >= session.needs_before.least
        )

    def may_do(self, day: int, session: Session, rung: int) -> bool:
        """Whether the last 30 days allow a session at a rung on a day; races and trials are exempt."""
        dose = self.costs.workout(session, rung).dose
        return session.all_out or (self.allowance.run_may_be(dose.running, day) and self.allowance.fast_may_be(dose.fast, day))
