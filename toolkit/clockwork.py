"""Steps to seconds: how long they take a runner of a level, and what of that is fast.

Durations are whole seconds, so that they add up alike in any order and on every Python; minutes are made of them where they are
compared or shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import fsum
from typing import NamedTuple

from toolkit import notation
from toolkit.library import Library
from toolkit.models import Level
from toolkit.notation import Repeat, Step, Steps
from toolkit.paces import working_paces
from toolkit.rounding import add, whole

FAST = ("half", "threshold", "10k", "5k", "3k", "mile", "stride", "sprint")
"""The efforts that count as fast: half-marathon effort or quicker, strides included (plan-rules, reading 1)."""


class StepTimes(NamedTuple):
    """What some steps take, in seconds: in all, at each fast effort, and before the first fast step (None where none is fast)."""

    seconds: int
    fast: Mapping[str, int]
    before_fast: int | None


class Pieces(NamedTuple):
    """What some steps hold at a set of efforts: the seconds in all, those of the longest piece, and the quickest of the efforts.

    The efforts are counted as in `notation.EFFORTS`, the gentlest as 0; -1 where the steps hold none of them.
    """

    seconds: int
    longest: int
    effort: int


class Clockwork:
    """How long steps take a runner of a level, by the reference paces of `templates/levels.yaml`."""

    def __init__(self, library: Library, level: Level) -> None:
        text = library.levels.levels[level]
        table = working_paces(5000, text.reference_5k)
        efforts = {f"@{effort}": table[effort] for effort in notation.EFFORTS}
        self._pace = efforts | {"jog": table["jog"], "float": table["float"], "walk": text.walk, "rest": text.walk}
        self._drill = library.levels.drill_pace
        self._ready = library.levels.ready
        self._exercises = library.exercises
        self._seconds: dict[int, tuple[Step, int]] = {}
        self._times: dict[int, tuple[Steps, StepTimes]] = {}
        self._pieces: dict[tuple[int, tuple[str, ...]], tuple[Steps, Pieces]] = {}
        """What has been timed, by the identity of the steps, which are kept with it: many checks and rules ask the same again."""

    def pace(self, what: str) -> float:
        """Seconds a kilometre of an effort (`@5k`), a movement (`jog`), or a drill."""
        return self._pace.get(what, self._drill)

    def seconds(self, step: Step) -> int:
        """How long one step takes; a range counts at its middle, “until ready” as `levels.yaml` says.

        One side of it is rounded to whole seconds, one at the least.
        """
        known = self._seconds.get(id(step))
        if known is None:
            known = self._seconds[id(step)] = (step, max(1, whole(self._exact(step))) * (2 if step.each else 1))
        return known[1]

    def _exact(self, step: Step) -> float:
        """How long one side of a step takes."""
        if step.amount is None:
            return self._ready
        if step.amount.unit == "s":
            return float(step.amount.middle)
        if step.amount.metres is not None:
            return float(step.amount.metres) * self.pace(step.what) / 1000
        return float(step.amount.middle) * (self._exercises[step.what].rep_time or 0.0)

    def time_steps(self, steps: Steps) -> StepTimes:
        """What steps take, repeats included, and what of it is fast; each step that is written is timed once."""
        known = self._times.get(id(steps))
        if known is None:
            known = self._times[id(steps)] = (steps, self._add_up(steps))
        return known[1]

    def _add_up(self, steps: Steps) -> StepTimes:
        seconds, fast, before_fast = 0, dict[str, int](), None
        for item in steps:
            if isinstance(item, Repeat):
                part, times = self.time_steps(item.steps), item.times
            else:
                part, times = self._step(item), 1
            if before_fast is None and part.before_fast is not None:
                before_fast = seconds + part.before_fast
            seconds += times * part.seconds
            for effort, spent in part.fast.items():
                fast[effort] = fast.get(effort, 0) + times * spent
        return StepTimes(seconds, fast, before_fast)

    def _step(self, step: Step) -> StepTimes:
        seconds, effort = self.seconds(step), step.effort
        return StepTimes(seconds, {effort: seconds}, 0) if effort in FAST else StepTimes(seconds, {}, None)

    def pieces(self, steps: Steps, efforts: tuple[str, ...]) -> Pieces:
        """What steps hold at some efforts, repeats included."""
        known = self._pieces.get((id(steps), efforts))
        if known is None:
            known = self._pieces[id(steps), efforts] = (steps, self._pieces_of(steps, efforts))
        return known[1]

    def _pieces_of(self, steps: Steps, efforts: tuple[str, ...]) -> Pieces:
        seconds, longest, effort = 0, 0, -1
        for item in steps:
            if isinstance(item, Repeat):
                part, times = self.pieces(item.steps, efforts), item.times
            elif item.effort in efforts:
                piece = self.seconds(item)
                part, times = Pieces(piece, piece, notation.EFFORTS.index(item.effort)), 1
            else:
                continue
            seconds, longest, effort = seconds + times * part.seconds, max(longest, part.longest), max(effort, part.effort)
        return Pieces(seconds, longest, effort)

    def duration(self, steps: Steps) -> int:
        """How many seconds steps take, repeats included."""
        return self.time_steps(steps).seconds

    def minutes(self, steps: Steps) -> float:
        """How many minutes steps take, repeats included."""
        return self.duration(steps) / 60

    def fast_minutes(self, steps: Steps) -> float:
        """How many of those minutes are fast."""
        return add(self.time_steps(steps).fast.values()) / 60

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
