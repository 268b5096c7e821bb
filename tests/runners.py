"""Runners by chance: plans as they are lived, with days missed, tired and sore days, options taken and breaks.

What is judged is what was done, not what was laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import inf
from random import Random
from statistics import fmean

from toolkit.dose import Dose, Workout
from toolkit.library import Library
from toolkit.models import RHYTHMS, Plan, Variant
from toolkit.rules import RULES
from toolkit.rules.moves import other_days_in, swapped
from toolkit.rules.outcomes import measure_figures
from toolkit.schedule import Conditions, Placed, Schedule, Week, lay_out, lay_out_after_break, trace_progress

AGES = range(35, 86)
FROM_AGE: Mapping[str, int] = {"quick": 0, "standard": 50, "extended": 60, "patient": 70}
JUDGED = (
    "hours-between-hard", "hard-units", "zero-impact-days", "weekly-ramp-most", "single-run-spike", "weeks-before-strides",
    "weeks-before-hard", "weeks-before-repetitions", "warm-up-before-fast", "last-hard-before-race",
)  # fmt: skip
"""The rules that a plan never breaks and that can be judged by what was done; resets and rungs belong to the layout."""
MORE = 1.15
"""How a loading week is capped after thin ones: 15 % more than the mean of three, or the rule’s minutes where these are few."""
RACE = 1.3
"""A race is run when it is at most this many times the longest run of 30 days."""
FAITHFUL = 0.8
"""The share of the sessions that somebody has done who has followed the plan."""
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Habits:
    """How often somebody misses a day, is tired or sore, does what is optional, and moves a fast day that would be missed."""

    misses: float
    tired: float
    sore: float
    optional: float
    moves: float


@dataclass(frozen=True, slots=True)
class Lived:
    """A plan as somebody has done it, the share of its sessions, and the plan as it was laid out."""

    done: Schedule
    share: float
    """Of the sessions of the whole plan, those of a break too."""
    laid_out: Schedule


@dataclass(slots=True)
class Memory:
    """What somebody has done: the runs by day, and of each track or session the fast minutes last done."""

    runs: list[tuple[int, float]] = field(default_factory=list)
    fast: dict[str, float] = field(default_factory=dict)
    finished: dict[str, bool] = field(default_factory=dict)
    """Whether the last session of a kind was finished."""
    behind: dict[str, bool] = field(default_factory=dict)
    """Whether less of a kind was done than was written, and nothing as written since."""

    def keep(self, placed: Placed, one: Workout, day: int, *, tired: bool) -> None:
        """A session was done; one that was made easier because somebody was tired does not count as finished."""
        if one.dose.running and not placed.all_out:
            self.runs.append((day, one.dose.running))
        if tired and one.dose.fast < placed.dose.fast:
            self.forget(placed)
        else:
            self.fast[placed.name], self.finished[placed.name] = one.dose.fast, True
            self.behind[placed.name] = one.dose.fast < placed.dose.fast

    def forget(self, placed: Placed) -> None:
        """A session was not finished: what was last finished of its kind stays, but not as it was written."""
        self.finished[placed.name], self.behind[placed.name] = False, True

    def most_fast(self, placed: Placed, factor: float, step: float) -> float:
        """The most fast minutes of a session after one of its kind that was missed or done for less; else no limit.

        After a missed one as much as was last done, then a step more each time: so the events say.
        """
        before = self.fast.get(placed.name, 0.0)
        if not self.behind.get(placed.name) or not before:
            return inf
        return max(before * factor, before + step) if self.finished[placed.name] else before

    def longest(self, day: int, entry: float) -> float:
        """The longest run of the 30 days before a day, in minutes."""
        runs = [minutes for other, minutes in self.runs if day - 30 <= other < day]
        return max([*runs, entry] if day < 30 else runs, default=0.0)


def runners_by_chance(library: Library, number: int) -> Iterator[Lived]:
    """So many runners, the same ones every time."""
    chance = Random(20261129)
    plans = [plan for plan in library.plans.values() if any(entry.week for entry in plan.entry.values())]
    for _ in range(number):
        plan, age = chance.choice(plans), chance.choice(AGES)
        if variant := _variant(plan, age, chance):
            laid_out, whole = _laid_out(library, plan, variant, chance)
            yield Diary(library, laid_out, chance).live(whole)


def _variant(plan: Plan, age: int, chance: Random) -> Variant | None:
    """A variant that a plan offers at an age: its rhythm, or a gentler one."""
    own = max((rhythm for rhythm in RHYTHMS if FROM_AGE[rhythm] <= age), key=lambda rhythm: FROM_AGE[rhythm])
    fitting = [variant for variant in plan.variants if RHYTHMS.index(variant.rhythm) >= RHYTHMS.index(own)]
    nearest = [variant for variant in fitting if variant.rhythm == own] or fitting
    return chance.choice(nearest if chance.random() < 0.8 else fitting) if fitting else None


def _laid_out(library: Library, plan: Plan, variant: Variant, chance: Random) -> tuple[Schedule, Schedule]:
    """A plan as somebody begins it, and the whole of it.

    In two of five cases there is a break, in one of ten a late start, in one of seven a second race inside the plan.
    """
    weekday = chance.randrange(7) if plan.race else 6
    whole = lay_out(plan, library, variant, Conditions(weekday))
    course, weeks = chance.random(), whole.weeks_to_race
    if weeks > 3 and course < 0.5:
        week, days = chance.randrange(3, weeks), chance.randrange(1, 29)
        if course >= 0.4:
            week = chance.randrange(2, 5)
            days = (week - 1) * 7
        return lay_out_after_break(trace_progress(plan, library, variant, Conditions(weekday)), library, week, days) or whole, whole
    if course < 0.64 and plan.race and weeks > 7:
        day = chance.randrange(4, weeks - 3) * 7 + chance.choice((5, 6))
        raced = lay_out(plan, library, variant, Conditions(weekday, second=(day, "race-5k")))
        return whole if broken_by(raced, library) else raced, whole  # the toolkit says to take another day
    return whole, whole


class Diary:
    """Somebody who goes through a plan day by day, and by what its events say for days that went otherwise."""

    def __init__(self, library: Library, laid_out: Schedule, chance: Random) -> None:
        self.library, self.laid_out, self.chance = library, laid_out, chance
        self.habits = Habits(
            chance.uniform(0, 0.2), chance.uniform(0, 0.15), chance.uniform(0, 0.08), chance.random(), chance.random()
        )
        self.memory = Memory()
        self.asked, self.done = 0, 0
        self.left = inf
        """The running minutes that are left in the week."""

    def live(self, whole: Schedule) -> Lived:
        """The plan as it was done; `whole` is the plan without a break."""
        weeks: list[Week] = []
        ramp = self.library.limits["weekly-ramp-most"].also
        for week in self.laid_out.weeks:
            loads = [self.laid_out.entry.week, *(done.running for done in weeks if done.kind == "load")][-3:]
            mean = fmean(loads)
            few = mean + ramp["small_base_step"] if mean < ramp["small_base"] else 0.0
            self.left = max(mean * MORE, few) if week.kind == "load" else inf
            weeks.append(self.live_week(week))
        asked = sum(not self.laid_out.is_optional(placed) for _, placed in whole.placed())
        share = self.done / max(asked, self.asked) if asked else 0.0
        return Lived(replace(self.laid_out, weeks=tuple(weeks)), share, self.laid_out)

    def live_week(self, week: Week) -> Week:
        """A week as it was done."""
        days = []
        missed = [self.chance.random() < self.habits.misses for _ in week.days]
        week = self.move_fast_day(week, missed)
        for weekday, sessions in enumerate(week.days):
            wanted = [placed for placed in sessions if not self.laid_out.is_optional(placed)]
            day = self.live_day((week.number - 1) * 7 + weekday, sessions, missed=missed[weekday])
            self.asked += len(wanted)
            self.done += sum(any(one.place == placed.place for one in day) for placed in wanted)
            days.append(tuple(day))
        return replace(week, days=tuple(days))

    def move_fast_day(self, week: Week, missed: Sequence[bool]) -> Week:
        """The week with a fast day that would be missed on another of the days that its event names, if somebody does that."""
        for weekday, sessions in enumerate(week.days):
            fast = any(placed.dose.hard and not placed.all_out for placed in sessions)
            if missed[weekday] and fast and self.chance.random() < self.habits.moves:
                for instead in other_days_in(week, self.laid_out, self.library).get(weekday, ()):
                    if instead > weekday and not missed[instead]:
                        return swapped(week, weekday, instead)
        return week

    def live_day(self, day: int, sessions: Sequence[Placed], *, missed: bool) -> list[Placed]:
        """What was done on a day: nothing, where it was missed; no running, where something was sore."""
        sore = self.chance.random() < self.habits.sore
        tired = self.chance.random() < self.habits.tired
        kept: list[Placed] = []
        for placed in sessions:
            without_run = placed.session.after and not any(one.dose.running for one in kept)
            skipped = missed or (sore and placed.session.mode != "strength") or without_run
            if skipped or (self.laid_out.is_optional(placed) and self.chance.random() > self.habits.optional):
                self.memory.forget(placed)
            elif one := self.do(placed, day, tired=tired):
                kept.append(one)
        return kept

    def do(self, placed: Placed, day: int, *, tired: bool) -> Placed | None:
        """A session as written, less after one that was not, its tired option, or nothing where even that is too long."""
        doses, variant = self.laid_out.doses, self.laid_out.variant
        longest = self.memory.longest(day, self.laid_out.entry.longest)
        if placed.session.kind == "race" and placed.dose.main_minutes > RACE * longest:
            return None
        rung = placed.workout.rung
        if placed.dose.running and not placed.all_out:
            if (chosen := self.choose_rung(placed, longest)) is None:
                self.memory.forget(placed)
                return None
            rung = chosen
        one = doses.workout(variant, placed.session, rung)
        gentler = doses.find_easier(variant, doses.workout(variant, placed.session, rung)) if tired and not placed.all_out else None
        one = gentler if gentler and gentler.dose.running <= one.dose.running else one
        self.left -= one.dose.running
        self.memory.keep(placed, one, day, tired=tired)
        return replace(placed, workout=one)

    def choose_rung(self, placed: Placed, longest: float) -> int | None:
        """The rung of a run after what was done: none faster or longer than events allow; None where all are too long."""
        spike = self.library.limits["fast-volume-spike"].also["step"]
        factor = 1 + self.library.limit("fast-volume-spike", self.laid_out.variant) / 100
        most_fast = self.memory.most_fast(placed, factor, spike)
        most = min(max(longest * 1.1, longest + 5 if longest < 33 else 0.0, 0.0 if longest else 20.0), self.left)
        fast_enough = self.highest(placed, placed.workout.rung, lambda dose: dose.fast <= most_fast + ROUNDING)
        return self.highest(placed, fast_enough or 0, lambda dose: dose.running <= most + ROUNDING)

    def highest(self, placed: Placed, rung: int, fits: Callable[[Dose], bool]) -> int | None:
        """The highest rung, from this one downwards, whose dose fits; None if none does."""
        rungs = range(rung, -1, -1)
        return next(
            (one for one in rungs if fits(self.laid_out.doses.workout(self.laid_out.variant, placed.session, one).dose)), None
        )


def broken_by(schedule: Schedule, library: Library) -> list[str]:
    """What breaks the rules that can be judged by what was done, a line each."""
    return [
        f"{schedule.plan.id} {schedule.variant}: week {measure.week}: {measure.message} ({rule.id})"
        for rule in RULES
        if rule.id in JUDGED
        for measure in rule.measure(schedule, library)
        if not measure.kept
    ]


def race_dose(lived: Lived, library: Library) -> float | None:
    """What was done of the race-specific dose that the plan is to hold, as a share; None where nothing is asked of such a plan."""
    found = [one for one in measure_figures(lived.done, library) if one.name == "race-effort-dose" and one.least]
    return found[0].value / found[0].least if found and found[0].least else None


def simulate(library: Library, number: int) -> dict[str, float]:
    """What comes of so many runners: how many broke a rule, the most days without a session, and who met the race-specific dose."""
    lives = list(runners_by_chance(library, number))
    faithful = [dose for life in lives if life.share >= FAITHFUL and (dose := race_dose(life, library)) is not None]
    return {
        "runners": len(lives),
        "broken": sum(bool(broken_by(life.done, library)) for life in lives),
        "gap": max(longest_gap(life.laid_out.weeks) for life in lives),
        "met_four_fifths": fmean(dose >= FAITHFUL for dose in faithful),
    }


def longest_gap(weeks: Sequence[Week]) -> int:
    """The most days in a row on which a layout holds nothing, those of a break apart."""
    days = [bool(sessions) for week in weeks if week.kind != "missed" for sessions in week.days]
    return max((len(list(run)) for held, run in groupby(days) if not held), default=0)
