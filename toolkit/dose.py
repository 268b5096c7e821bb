"""Sessions at a rung to doses: duration, fast time, impact and tissue load, as they cost a runner of a level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from toolkit import notation
from toolkit.clockwork import Clockwork, StepTimes
from toolkit.least import rung_hard, rung_impact
from toolkit.library import Library
from toolkit.models import LEVELS, Level, Session, Tissue, Variant
from toolkit.notation import Steps
from toolkit.rounding import add

ROUNDED = 3 / 60
"""Minutes that whole seconds may add to what is fast in a session, a second at most for each of its few long pieces.

Fast running that grows by no more than this above a limit keeps it: 4 × 500 m to 4 × 600 m is 20 %, whatever the seconds say.
"""
EFFORT_GROUPS = {
    "threshold-share": ("half", "threshold"),
    "vo2max-share": ("10k", "5k", "3k"),
    "repetition-share": ("mile", "stride", "sprint"),
}
"""Which efforts each limit on one session's fast minutes counts."""
_UNHURRIED = ("easy", "long")
"""The kinds of session that are eased by their minutes even where something in them is moderate."""


@dataclass(frozen=True)
class Dose:
    """What one session costs, in whole seconds: all of it, its main part, what counts as running, and what is fast of that.

    Hard units and impact are those of the rung: what its efforts ask for, or what its session says where that is more.
    `before_fast_seconds` lie before the first fast step; None where nothing is fast. `effort_seconds` has the time at each fast
    effort. `tissue_seconds` holds load in sixtieths of the units of plan-rules, reading 14: weight times (2 × easy + max(3, impact)
    × fast). Without `_seconds` all of them are in minutes, and in whole units of load.
    """

    seconds: int
    main_seconds: int
    running_seconds: int
    fast_seconds: int
    hard: float
    impact: int
    before_fast_seconds: int | None
    effort_seconds: Mapping[str, int]
    tissue_seconds: Mapping[Tissue, int]

    @cached_property
    def minutes(self) -> float:
        """All minutes, warm-up and cool-down included."""
        return self.seconds / 60

    @cached_property
    def main_minutes(self) -> float:
        """The minutes of the main part."""
        return self.main_seconds / 60

    @cached_property
    def running(self) -> float:
        """The minutes that count as running."""
        return self.running_seconds / 60

    @cached_property
    def fast(self) -> float:
        """The fast minutes among them."""
        return self.fast_seconds / 60

    @cached_property
    def before_fast(self) -> float | None:
        """The minutes before the first fast step; None where nothing is fast."""
        return None if self.before_fast_seconds is None else self.before_fast_seconds / 60

    @cached_property
    def efforts(self) -> Mapping[str, float]:
        """The minutes at each fast effort."""
        return {effort: seconds / 60 for effort, seconds in self.effort_seconds.items()}

    @cached_property
    def tissues(self) -> Mapping[Tissue, float]:
        """The load on each tissue."""
        return {tissue: load / 60 for tissue, load in self.tissue_seconds.items()}


@dataclass(frozen=True, slots=True)
class Workout:
    """A session at one rung (counted from 0) as somebody does it: warm-up, main part, cool-down, and what it costs."""

    session: Session
    rung: int
    warm_up: Session | None
    warm_up_steps: Steps
    main_steps: Steps
    cool_down: Session | None
    cool_down_steps: Steps
    dose: Dose

    @property
    def strides(self) -> int:
        """The strides of a session that is otherwise easy: the steps that are one, or none where it is moderate or hard."""
        if self.dose.hard or "stride" not in self.dose.effort_seconds:
            return 0
        return add(step.effort == "stride" for step in notation.unfold(self.main_steps))


class Doses:
    """What the sessions of a library cost runners of each level; each dose is worked out once, when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._clocks: dict[Level, Clockwork] = {}
        self._workouts: dict[tuple[Level, float, str, int, Steps | None], Workout] = {}
        """By level, minutes of warm-up before fast running, session, rung and main part: nothing else of a variant changes it."""
        self._hard_units: dict[tuple[Level, str], tuple[float, ...]] = {}
        self._texts: dict[str, tuple[str, ...]] = {}

    def clockwork(self, level: Level) -> Clockwork:
        """How long steps take a runner of a level."""
        if level not in self._clocks:
            self._clocks[level] = Clockwork(self.library, level)
        return self._clocks[level]

    def workout(self, variant: Variant, session: Session, rung: int, main: Steps | None = None) -> Workout:
        """A session at a rung, or with a main part that its ladder once had there, with a warm-up long enough for the variant.

        It is the first rung of the warm-up that is long enough; where none is, the longest, and the rule on warm-ups objects.
        """
        key = (variant.level, self.library.limit("warm-up-before-fast", variant), session.id, rung, main)
        if key not in self._workouts:
            self._workouts[key] = self._compute_workout(variant, session, rung, session.rungs[rung] if main is None else main)
        return self._workouts[key]

    def texts(self, session: Session) -> tuple[str, ...]:
        """The main part of every rung of a session in the notation, without notes."""
        if session.id not in self._texts:
            self._texts[session.id] = tuple(notation.write_steps(notation.without_notes(steps)) for steps in session.rungs)
        return self._texts[session.id]

    def hard_units(self, level: Level, session: Session) -> tuple[float, ...]:
        """The hard units of every rung of a session for a level."""
        key = (level, session.id)
        if key not in self._hard_units:
            clock = self.clockwork(level)
            self._hard_units[key] = tuple(rung_hard(self.library, clock, session, steps) for steps in session.rungs)
        return self._hard_units[key]

    def most_hard_units(self, session: Session, level: Level | None = None) -> float:
        """The most hard units of any rung: for a level, or for any level that is offered the session."""
        levels = (level,) if level else session.start or LEVELS
        return max(max(self.hard_units(one, session)) for one in levels)

    def most_hard_units_by_rung(self, session: Session) -> tuple[float, ...]:
        """The hard units of every rung, as they count for the level for which the rung counts most."""
        return tuple(map(max, zip(*(self.hard_units(level, session) for level in session.start or LEVELS), strict=True)))

    def find_easier(self, variant: Variant, workout: Workout) -> Workout | None:
        """What to do on a tired day: the hardest lower rung with at most half the fast work, else the session that is named.

        A session that is named and is no harder comes before the ladder's own rungs. Of an easy or long session the time is cut
        too, to the share of `limits.yaml` or, where no rung is so short, to the bottom rung. None where there is neither.
        """
        session, full = workout.session, workout.dose
        rung = min(workout.rung, len(session.rungs) - 1)
        unhurried = full.hard == 0 or session.kind in _UNHURRIED
        most = full.minutes * self.library.limit("tired-time", variant) / 100 if unhurried else full.minutes
        if session.tired:
            other = self.library.sessions[session.tired]
            return self._find_gentle(variant, other, range(len(other.rungs)), full.fast / 2, most)
        gentler = self._find_gentle(variant, session, range(rung), full.fast / 2, most)
        return gentler if rung and gentler.dose.fast <= full.fast / 2 and gentler.dose.minutes <= full.minutes else None

    def _find_gentle(self, variant: Variant, session: Session, among: range, fast: float, most: float) -> Workout:
        """The highest of some rungs of a session within these fast minutes and minutes; the bottom one if none is."""
        doses = {rung: self.workout(variant, session, rung).dose for rung in among}
        fits = [rung for rung, dose in doses.items() if dose.fast <= fast + 1e-9 and dose.minutes <= most + 1e-9]
        return self.workout(variant, session, max(fits, default=0))

    def _compute_workout(self, variant: Variant, session: Session, rung: int, main: Steps) -> Workout:
        clock, sessions = self.clockwork(variant.level), self.library.sessions
        warm_up = sessions[session.warm_up] if session.warm_up else None
        before: Steps = self._warm_up_steps(variant, warm_up, main) if warm_up else ()
        cool_down = sessions[session.cool_down] if session.cool_down else None
        after: Steps = cool_down.rungs[0] if cool_down else ()
        hard, impact = rung_hard(self.library, clock, session, main), rung_impact(self.library, session, main)
        runs = session.mode == "run" and not _only_walks(main)
        dose = _dose(session, hard, impact, clock.time_steps(main), clock.duration(before), clock.duration(after), runs=runs)
        return Workout(session, rung, warm_up, before, main, cool_down, after, dose)

    def _warm_up_steps(self, variant: Variant, warm_up: Session, main: Steps) -> Steps:
        """The first rung with enough minutes before what is fast in the main part; it never climbs."""
        clock = self.clockwork(variant.level)
        enough = warm_up_needed(self.library, variant, main) * 60
        rungs: tuple[Steps, ...] = warm_up.rungs
        return next((rung for rung in rungs if clock.duration(rung) >= enough), max(rungs, key=clock.duration))


def warm_up_needed(library: Library, variant: Variant, main: Steps) -> float:
    """The minutes of warm-up that a main part asks of a variant: more before sprints."""
    if any(step.effort == "sprint" for step in notation.mentioned(main)):
        return library.limits["warm-up-before-fast"].also["sprint"]
    return library.limit("warm-up-before-fast", variant)


def _only_walks(main: Steps) -> bool:
    """Whether a main part holds no running at all: the first steps of a comeback do not."""
    return all(step.exercise or step.what in ("walk", "rest") for step in notation.mentioned(main))


def _dose(session: Session, hard: float, impact: int, main: StepTimes, warm_up: int, cool_down: int, *, runs: bool) -> Dose:
    """What a main part of so many hard units and such impact costs between so many seconds of warm-up and of cool-down.

    `runs` says whether any of it counts as running.
    """
    seconds = warm_up + main.seconds + cool_down
    running, fast = (seconds, add(main.fast.values())) if runs else (0, 0)
    strain = 2 * (running - fast) + max(3, impact) * fast
    return Dose(
        seconds=seconds,
        main_seconds=main.seconds,
        running_seconds=running,
        fast_seconds=fast,
        hard=hard,
        impact=impact,
        before_fast_seconds=None if main.before_fast is None or not runs else warm_up + main.before_fast,
        effort_seconds=main.fast if runs else {},
        tissue_seconds={tissue: weight * strain for tissue, weight in session.load.tissues.items()} if runs else {},
    )


def contacts(library: Library, steps: Steps) -> float:
    """The foot contacts of steps: repetitions of a jump, or its time at one contact for each repetition's time."""
    return fsum(
        item.times * contacts(library, item.steps) if isinstance(item, notation.Repeat) else _landings(library, item)
        for item in steps
    )


def _landings(library: Library, step: notation.Step) -> float:
    """The foot contacts of one step."""
    exercise = library.exercises.get(step.exercise or "")
    if exercise is None or exercise.kind != "plyometric" or step.amount is None:
        return 0.0
    each = float(step.amount.middle) * (2 if step.each else 1)
    return each / (exercise.rep_time or 1.0) if step.amount.unit == "s" else each
