"""Runners by chance: plans as they are lived, with days missed, tired and sore days, options taken and breaks.

What is judged is what was done, not what was laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from random import Random
from statistics import fmean, quantiles

from toolkit.dose import Doses, Workout
from toolkit.library import Library
from toolkit.models import RHYTHMS, Plan, Variant
from toolkit.rules import RULES
from toolkit.rules.moves import other_days_in, swapped
from toolkit.rules.outcomes import measure_figures
from toolkit.schedule import Conditions, Placed, Schedule, Week, lay_out_after_break, place, trace_progress

AGES = range(35, 86)
FROM_AGE: Mapping[str, int] = {"quick": 0, "standard": 50, "extended": 60, "patient": 70}
JUDGED = (
    "hours-between-hard", "hard-units", "zero-impact-days", "weekly-ramp-most", "single-run-spike", "weeks-before-strides",
    "weeks-before-hard", "weeks-before-repetitions", "warm-up-before-fast", "last-hard-before-race",
)  # fmt: skip
"""The rules that a plan never breaks and that can be judged by what was done; resets and rungs are business of the layout."""
MORE = 1.15
"""How a loading week is capped after thin ones: 15 % more than the mean of three, or the rule’s minutes where these are few."""
RACE = 1.3
"""A race is run when it is at most this many times the longest run of 30 days."""
FAITHFUL = 0.8
"""The share of the sessions that somebody has done who has followed the plan."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How often somebody misses a day, is tired or sore, does what is optional, and moves a fast day that would be missed."""

    misses: float
    tired: float
    sore: float
    optional: float
    moves: float


@dataclass(slots=True)
class Memory:
    """What somebody has done: the runs by day, and of each track or session the dose last done and whether it was as written."""

    runs: list[tuple[int, float]] = field(default_factory=list)
    last: dict[str, tuple[float, bool]] = field(default_factory=dict)
    behind: dict[str, bool] = field(default_factory=dict)
    """Whether less of a kind was done than was written, and nothing as written since."""

    def keep(self, placed: Placed, one: Workout, day: int, *, tired: bool) -> None:
        """A session was done; one that was made easier because somebody was tired does not count as finished."""
        if one.dose.running and not placed.all_out:
            self.runs.append((day, one.dose.running))
        if tired and one.dose.fast < placed.dose.fast:
            self.forget(placed)
            return
        name = placed.name
        self.last[name] = (one.dose.fast, True)
        self.behind[name] = one.dose.fast < placed.dose.fast

    def forget(self, placed: Placed) -> None:
        """A session was not finished: what was last finished of its kind stays, but not as it was written."""
        name = placed.name
        self.last[name] = (self.last.get(name, (0.0, False))[0], False)
        self.behind[name] = True

    def most_fast(self, placed: Placed, step: tuple[float, float]) -> float | None:
        """The fast minutes of a session after one of its kind that was missed or done for less; None where all went as written.

        After a missed one as much as was last done, then a step more each time: so the events say.
        """
        name = placed.name
        if not self.behind.get(name) or not self.last.get(name, (0.0, False))[0]:
            return None
        before, done = self.last[name]
        return max(before * step[0], before + step[1]) if done else before

    def longest(self, day: int, entry: float) -> float:
        """The longest run of the 30 days before a day."""
        return max(
            [minutes for other, minutes in self.runs if day - 30 <= other < day] + ([entry] if day < 30 else []), default=0.0
        )


@dataclass(frozen=True, slots=True)
class Lived:
    """A plan as somebody has done it, the share of its sessions, and the plan as it was laid out."""

    done: Schedule
    share: float
    """Of the sessions of the whole plan, those of a break too."""
    laid_out: Schedule


def by_chance(library: Library, number: int) -> Iterator[Lived]:
    """So many runners, the same ones every time."""
    chance = Random(20261129)
    plans = [plan for plan in library.plans.values() if any(plan.entry[key].week for key in plan.entry)]
    for _ in range(number):
        plan, age = chance.choice(plans), chance.choice(AGES)
        if variant := _variant(plan, age, chance):
            yield live(library, plan, variant, chance)


def _variant(plan: Plan, age: int, chance: Random) -> Variant | None:
    """A variant that a plan offers at an age: its rhythm, or a gentler one."""
    own = max((rhythm for rhythm in RHYTHMS if FROM_AGE[rhythm] <= age), key=lambda rhythm: FROM_AGE[rhythm])
    fitting = [variant for variant in plan.variants if RHYTHMS.index(variant.rhythm) >= RHYTHMS.index(own)]
    nearest = [variant for variant in fitting if variant.rhythm == own] or fitting
    return chance.choice(nearest if chance.random() < 0.8 else fitting) if fitting else None


def live(library: Library, plan: Plan, variant: Variant, chance: Random) -> Lived:
    """A plan followed by somebody with habits of their own.

    In two of five cases there is a break, in one of ten a late start, in one of seven a second race inside the plan.
    """
    weekday = chance.randrange(7) if plan.race else 6
    whole = laid_out = place(plan, library, variant, Conditions(weekday))
    course = chance.random()
    if laid_out.weeks_to_race > 3 and course < 0.5:
        week, days = chance.randrange(3, laid_out.weeks_to_race), chance.randrange(1, 29)
        if course >= 0.4:
            week = chance.randrange(2, 5)
            days = (week - 1) * 7
        laid_out = lay_out_after_break(trace_progress(plan, library, variant, Conditions(weekday)), library, week, days) or laid_out
    elif course < 0.64 and plan.race and laid_out.weeks_to_race > 7:
        day = chance.randrange(4, laid_out.weeks_to_race - 3) * 7 + chance.choice((5, 6))
        raced = place(plan, library, variant, Conditions(weekday, second=(day, "race-5k")))
        laid_out = laid_out if _broken(raced, library) else raced  # the toolkit says to take another day
    return Diary(library, laid_out, chance).kept(whole)


class Diary:
    """Somebody who goes through a plan day by day, and by what its events say for days that went otherwise."""

    def __init__(self, library: Library, laid_out: Schedule, chance: Random) -> None:
        self.library, self.laid_out, self.chance = library, laid_out, chance
        self.habits = Habits(
            chance.uniform(0, 0.2), chance.uniform(0, 0.15), chance.uniform(0, 0.08), chance.random(), chance.random()
        )
        self.memory = Memory()
        self.asked, self.done = 0, 0
        also = library.limits["fast-volume-spike"].also
        self.step = (1 + library.limit("fast-volume-spike", laid_out.variant) / 100, also["step"])
        self.left = inf
        """The running minutes that are left in the week."""

    def kept(self, whole: Schedule) -> Lived:
        """The plan as it was done; `whole` is the plan without a break."""
        weeks: list[Week] = []
        ramp = self.library.limits["weekly-ramp-most"].also
        for week in self.laid_out.weeks:
            loads = [self.laid_out.entry.week, *(done.running for done in weeks if done.kind == "load")][-3:]
            mean = fmean(loads)
            few = mean + ramp["small_base_step"] if mean < ramp["small_base"] else 0.0
            self.left = max(mean * MORE, few) if week.kind == "load" else inf
            weeks.append(self.week(week))
        asked = sum(not self.laid_out.is_optional(placed) for _, placed in whole.placed())
        share = self.done / max(asked, self.asked) if asked else 0.0
        return Lived(replace(self.laid_out, weeks=tuple(weeks)), share, self.laid_out)

    def week(self, week: Week) -> Week:
        """A week as it was done."""
        days = []
        missed = [self.chance.random() < self.habits.misses for _ in week.days]
        week = self.moved(week, missed)
        for weekday, sessions in enumerate(week.days):
            wanted = [placed for placed in sessions if not self.laid_out.is_optional(placed)]
            self.asked += len(wanted)
            day = self.day((week.number - 1) * 7 + weekday, sessions, missed=missed[weekday])
            self.done += len([placed for placed in wanted if any(one.place == placed.place for one in day)])
            days.append(tuple(day))
        return replace(week, days=tuple(days))

    def moved(self, week: Week, missed: Sequence[bool]) -> Week:
        """The week with a fast day that would be missed on another of the days that its event names, if somebody does that."""
        for weekday, sessions in enumerate(week.days):
            fast = any(placed.dose.hard and not placed.all_out for placed in sessions)
            if missed[weekday] and fast and self.chance.random() < self.habits.moves:
                for instead in other_days_in(week, self.laid_out, self.library).get(weekday, ()):
                    if instead > weekday and not missed[instead]:
                        return swapped(week, weekday, instead)
        return week

    def day(self, day: int, sessions: Sequence[Placed], *, missed: bool) -> list[Placed]:
        """What was done on a day: nothing, where it was missed; no running, where something was sore."""
        sore = self.chance.random() < self.habits.sore
        tired = self.chance.random() < self.habits.tired
        kept: list[Placed] = []
        for placed in sessions:
            skipped = missed or (sore and placed.session.mode != "strength") or (placed.session.after and not _has_run(kept))
            if skipped or (self.laid_out.is_optional(placed) and self.chance.random() > self.habits.optional):
                self.memory.forget(placed)
            elif one := self.does(placed, day, tired=tired):
                kept.append(one)
        return kept

    def does(self, placed: Placed, day: int, *, tired: bool) -> Placed | None:
        """A session as written, less after one that was not, its tired option, or nothing where even that is too long."""
        doses, variant = self.laid_out.doses, self.laid_out.variant
        rung = placed.workout.rung
        if placed.session.kind == "race" and placed.dose.main_minutes > RACE * self.memory.longest(
            day, self.laid_out.entry.longest
        ):
            return None
        if placed.dose.running and not placed.all_out:
            if (most_fast := self.memory.most_fast(placed, self.step)) is not None:
                rung = _no_faster(doses, variant, placed, rung, most_fast)
            longest = self.memory.longest(day, self.laid_out.entry.longest)
            most = max(longest * 1.1, longest + 5 if longest < 33 else 0.0, 0.0 if longest else 20.0)
            most = min(most, self.left)
            if (rung := _no_longer(doses, variant, placed, rung, most)) is None:
                self.memory.forget(placed)
                return None
        one = doses.workout(variant, placed.session, rung)
        gentler = doses.find_easier(variant, placed.session, rung) if tired and not placed.all_out else None
        one = gentler if gentler and gentler.dose.running <= one.dose.running else one
        self.left -= one.dose.running
        self.memory.keep(placed, one, day, tired=tired)
        return replace(placed, workout=one)


def _has_run(kept: Sequence[Placed]) -> bool:
    """Whether the day holds a run already, which is the warm-up of what is done straight after it."""
    return any(placed.dose.running for placed in kept)


def _no_faster(doses: Doses, variant: Variant, placed: Placed, rung: int, most: float) -> int:
    """The highest rung, from the one of today downwards, with no more than so many fast minutes; the lowest if none has so few."""
    options = {number: doses.workout(variant, placed.session, number).dose for number in range(rung + 1)}
    return max((number for number, dose in options.items() if dose.fast <= most + 1e-6), default=0)


def _no_longer(doses: Doses, variant: Variant, placed: Placed, rung: int, most: float) -> int | None:
    """The highest rung, from the one of today downwards, that is no longer than so many minutes; None if none is."""
    options = {number: doses.workout(variant, placed.session, number).dose for number in range(rung + 1)}
    return max((number for number, dose in options.items() if dose.running <= most + 1e-6), default=None)


def broken(lived: Lived, library: Library) -> list[str]:
    """The rules that what was done breaks."""
    return _broken(lived.done, library)


def _broken(schedule: Schedule, library: Library) -> list[str]:
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
    """What comes of so many runners: broken rules, the most days without a session, and the race-specific dose that was done."""
    lives = list(by_chance(library, number))
    faithful = [dose for life in lives if life.share >= FAITHFUL and (dose := race_dose(life, library)) is not None]
    spread = quantiles(faithful, n=10)
    return {
        "runners": len(lives),
        "broken": sum(bool(broken(life, library)) for life in lives),
        "gap": max(longest_gap(life.laid_out.weeks) for life in lives),
        "faithful": len(faithful) / len(lives),
        "met": fmean(dose >= 1 for dose in faithful),
        "met_four_fifths": fmean(dose >= FAITHFUL for dose in faithful),
        "dose_tenth": spread[0],
        "dose_half": spread[4],
        "dose_nine_tenths": spread[8],
    }


def longest_gap(weeks: Sequence[Week]) -> int:
    """The most days in a row on which a layout holds nothing, those of a break apart."""
    days = [bool(sessions) for week in weeks if week.kind != "missed" for sessions in week.days]
    gaps, run = [0], 0
    for held in days:
        run = 0 if held else run + 1
        gaps.append(run)
    return max(gaps)
