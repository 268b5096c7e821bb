"""Steps to durations, fast time, impact and tissue load: what a dose costs a runner of a level.

Durations are whole seconds, so that they add up alike in any order and on every Python; minutes are made of them where they are
compared or shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from math import fsum

from toolkit import notation
from toolkit.figures import add, whole
from toolkit.library import Library
from toolkit.models import Level, Session, Tissue, Variant
from toolkit.notation import Repeat, Step, Steps
from toolkit.paces import paces

FAST = ("threshold", "10k", "5k", "mile", "stride", "sprint")
"""The efforts that count as fast: threshold or quicker, strides included (plan-rules, reading 1)."""
ROUNDED = 3 / 60
"""Minutes that whole seconds may add to what is fast in a session, a second at most for each of its few long pieces.

Fast running that grows by no more than this above a limit keeps it: 4 × 500 m to 4 × 600 m is 20 %, whatever the seconds say.
"""
EFFORT_GROUPS = {
    "threshold-share": ("threshold",),
    "vo2max-share": ("10k", "5k"),
    "repetition-share": ("mile", "stride", "sprint"),
}
"""Which efforts each limit on one session's fast minutes counts."""


class Clockwork:
    """How long steps take a runner of a level, by the reference paces of `templates/levels.yaml`."""

    def __init__(self, library: Library, level: Level) -> None:
        text = library.levels.levels[level]
        table = paces(5000, text.reference_5k)
        efforts = {f"@{effort}": table[effort] for effort in notation.EFFORTS}
        self._pace = efforts | {"jog": table["jog"], "float": table["float"], "walk": text.walk, "rest": text.walk}
        self._drill = library.levels.drill_pace
        self._ready = library.levels.ready
        self._exercises = library.exercises

    def pace(self, what: str) -> float:
        """Seconds a kilometre of an effort (`@5k`), a movement (`jog`), or a drill."""
        return self._pace.get(what, self._drill)

    def seconds(self, step: Step) -> int:
        """How long one step takes; a range counts at its middle, “until ready” as `levels.yaml` says.

        One side of it is rounded to whole seconds, one at the least.
        """
        return max(1, whole(self._exact(step))) * (2 if step.each else 1)

    def _exact(self, step: Step) -> float:
        """How long one side of a step takes."""
        if step.amount is None:
            return self._ready
        if step.amount.unit == "s":
            return float(step.amount.middle)
        if step.amount.metres is not None:
            return float(step.amount.metres) * self.pace(step.what) / 1000
        return float(step.amount.middle) * (self._exercises[step.what].rep_time or 0.0)

    def duration(self, steps: Steps, *, fast: bool = False) -> int:
        """How many seconds steps take, repeats included; or only what is fast among them."""
        return add(
            item.times * self.duration(item.steps, fast=fast) if isinstance(item, Repeat) else self.seconds(item)
            for item in steps
            if not fast or isinstance(item, Repeat) or item.effort in FAST
        )

    def minutes(self, steps: Steps) -> float:
        """How many minutes steps take, repeats included."""
        return self.duration(steps) / 60

    def fast_minutes(self, steps: Steps) -> float:
        """How many of those minutes are fast."""
        return self.duration(steps, fast=True) / 60

    def exact_fast(self, steps: Steps) -> float:
        """How many seconds are fast where distances are not rounded: against this, times in their place are measured."""
        fast = (step for step in notation.unfold(steps) if step.effort in FAST)
        return fsum(self._exact(step) * (2 if step.each else 1) for step in fast)

    def timed(self, steps: Steps) -> Steps:
        """The same steps with every distance turned into the time it takes, in whole fives of seconds from twenty seconds on."""
        return tuple(
            Repeat(item.times, self.timed(item.steps)) if isinstance(item, Repeat) else self._timed_step(item) for item in steps
        )

    def _timed_step(self, step: Step) -> Step:
        if step.amount is None or step.amount.metres is None:
            return step
        one_side = self.seconds(step) // (2 if step.each else 1)
        seconds = Decimal(whole(one_side / 5) * 5 if one_side >= 20 else one_side)
        return Step(step.what, notation.Amount(seconds, seconds, "s"), step.until_ready, step.each, step.note)


def metres(steps: Steps) -> float:
    """How far the steps go that are written as a distance; those written as a time count nothing."""
    return fsum(float(step.amount.metres or 0) for step in notation.unfold(steps) if step.amount)


@dataclass(frozen=True)
class Dose:
    """What one session costs, in whole seconds: all of it, its main part, what counts as running, and what is fast of that.

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
    def main(self) -> float:
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
    main: Steps
    cool_down: Session | None
    cool_down_steps: Steps
    dose: Dose


def workout(library: Library, variant: Variant, session: Session, rung: int) -> Workout:
    """A session at a rung, with the first warm-up rung that is long enough for the variant.

    Where no rung of the warm-up is long enough, it is the longest; the rule on warm-ups then objects.
    """
    return _bench_of(library).workout(variant, session, rung)


def warm_up_needed(library: Library, variant: Variant, main: Steps) -> float:
    """The minutes of warm-up that a main part asks of a variant: more before sprints."""
    if any(step.effort == "sprint" for step in notation.mentioned(main)):
        return library.limits["warm-up-before-fast"].also["sprint"]
    return library.limit("warm-up-before-fast", variant)


def clockwork(library: Library, level: Level) -> Clockwork:
    """How long steps take a runner of this level."""
    return _bench_of(library).clockwork(level)


class _Bench:
    """What has been worked out for one library, kept since plans ask for the same doses again and again."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.clocks: dict[Level, Clockwork] = {}
        self.workouts: dict[tuple[Variant, str, int], Workout] = {}

    def clockwork(self, level: Level) -> Clockwork:
        if level not in self.clocks:
            self.clocks[level] = Clockwork(self.library, level)
        return self.clocks[level]

    def workout(self, variant: Variant, session: Session, rung: int) -> Workout:
        key = (variant, session.id, rung)
        if key not in self.workouts:
            self.workouts[key] = self.work_out(variant, session, rung)
        return self.workouts[key]

    def work_out(self, variant: Variant, session: Session, rung: int) -> Workout:
        clock = self.clockwork(variant.level)
        warm_up = self.library.sessions[session.warm_up] if session.warm_up else None
        cool_down = self.library.sessions[session.cool_down] if session.cool_down else None
        main: Steps = session.rungs[rung]
        before: Steps = self.warm_up_rung(variant, warm_up, main) if warm_up else ()
        after: Steps = cool_down.rungs[0] if cool_down else ()
        dose = _dose(clock, session, before, main, after)
        return Workout(session, rung, warm_up, before, main, cool_down, after, dose)

    def warm_up_rung(self, variant: Variant, warm_up: Session, main: Steps) -> Steps:
        """The first rung with enough minutes before what is fast in the main part; it never climbs."""
        clock = self.clockwork(variant.level)
        enough = warm_up_needed(self.library, variant, main)
        rungs: tuple[Steps, ...] = warm_up.rungs
        return next((rung for rung in rungs if clock.minutes(rung) >= enough), max(rungs, key=clock.minutes))


@lru_cache(maxsize=4)
def _bench_of(library: Library) -> _Bench:
    return _Bench(library)


def _dose(clock: Clockwork, session: Session, before: Steps, main: Steps, after: Steps) -> Dose:
    runs = session.mode == "run"
    warm, middle = clock.duration(before), clock.duration(main)
    seconds = warm + middle + clock.duration(after)
    efforts: dict[str, int] = {}
    first: int | None = None
    for step, start in timeline(clock, main):
        if runs and step.effort in FAST:
            first = start if first is None else first
            efforts[str(step.effort)] = efforts.get(str(step.effort), 0) + clock.seconds(step)
    fast = add(efforts.values())
    running = seconds if runs else 0
    strain = 2 * (running - fast) + max(3, session.load.impact) * fast
    return Dose(
        seconds=seconds,
        main_seconds=middle,
        running_seconds=running,
        fast_seconds=fast,
        hard=session.load.hard,
        impact=session.load.impact,
        before_fast_seconds=None if first is None else warm + first,
        effort_seconds=efforts,
        tissue_seconds={tissue: weight * strain for tissue, weight in session.load.tissues.items()} if runs else {},
    )


def timeline(clock: Clockwork, steps: Steps) -> Iterator[tuple[Step, int]]:
    """Every step with the seconds that lie before it."""
    passed = 0
    for step in notation.unfold(steps):
        yield step, passed
        passed += clock.seconds(step)


UNHURRIED = ("easy", "long")
"""The kinds of session that are eased by their minutes even where something in them is moderate."""


def easier(library: Library, variant: Variant, session: Session, rung: int) -> Workout | None:
    """What to do on a tired day: the hardest lower rung with at most half the fast work, else the session that is named.

    A session that is named and is no harder stands before the ladder's own rungs. Of an easy or long session the time is cut too,
    to the share of `limits.yaml` or, where no rung is so short, to the bottom rung. None where there is neither.
    """
    full = workout(library, variant, session, rung).dose
    unhurried = session.load.hard == 0 or session.kind in UNHURRIED
    most = full.minutes * library.limit("tired-time", variant) / 100 if unhurried else full.minutes
    if session.tired:
        other = library.sessions[session.tired]
        return workout(library, variant, other, _gentle_rung(library, variant, other, range(len(other.rungs)), full.fast / 2, most))
    gentler = workout(library, variant, session, _gentle_rung(library, variant, session, range(rung), full.fast / 2, most))
    return gentler if rung and gentler.dose.fast <= full.fast / 2 and gentler.dose.minutes <= full.minutes else None


def _gentle_rung(library: Library, variant: Variant, session: Session, among: range, fast: float, most: float) -> int:
    """The highest of some rungs of a session within these fast minutes and minutes; the bottom one if none is."""
    doses = {rung: workout(library, variant, session, rung).dose for rung in among}
    fits = [rung for rung, dose in doses.items() if dose.fast <= fast + 1e-9 and dose.minutes <= most + 1e-9]
    return max(fits, default=0)
