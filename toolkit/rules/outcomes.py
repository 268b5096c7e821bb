"""What comes out of a finished schedule: figures of what it holds, against what `templates/outcomes.yaml` wants.

A rule says what a body can bear. A figure says whether the training is worth it: a plan can keep every rule and train nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from toolkit import notation
from toolkit.dose import ROUNDED
from toolkit.library import Library
from toolkit.models import MODERATE, OUTCOMES, MarkName, OutcomeName, Tissue
from toolkit.rounding import add, brief, nearest
from toolkit.schedule import Placed, Schedule, Week
from toolkit.yaml_reader import Place


class Came(NamedTuple):
    """What a figure came to: its value, where in the plan's file it is decided, and what else there is to say of it."""

    value: float
    place: Place
    said: str = ""
    """The weeks or the joint that the value is of: `in weeks 9 and 11`."""
    slack: float = 0.0
    """By how much whole seconds may shift it."""


class Figure(NamedTuple):
    """A figure of a variant beside what is wanted of it; no bound where nothing is asked of such a plan."""

    name: OutcomeName
    came: Came
    least: float | None
    most: float | None
    accepted: bool

    @property
    def value(self) -> float:
        """What it came to."""
        return self.came.value

    @property
    def rounded(self) -> float:
        """The value as it is shown."""
        return nearest(self.value, 2)

    @property
    def kept(self) -> bool:
        """Whether it is as wanted."""
        low = self.least is None or self.value >= self.least - self.came.slack - 1e-9
        return low and (self.most is None or self.value <= self.most + self.came.slack + 1e-9)

    @property
    def wanted(self) -> str:
        """What is asked of it: `at least 0.75 and at most 0.95`."""
        bounds = (("at least", self.least), ("at most", self.most))
        return " and ".join(f"{word} {brief(bound, 3)}" for word, bound in bounds if bound is not None)


def figures(schedule: Schedule, library: Library) -> tuple[Figure, ...]:
    """Every figure of `outcomes.yaml` that can be measured on a schedule and is meant for such a plan, in the order of OUTCOMES."""
    return tuple(_figures(schedule, library))


def _figures(schedule: Schedule, library: Library) -> Iterator[Figure]:
    plan, variant = schedule.plan, schedule.variant
    kinds = {"all", "race" if plan.race else "", _kind(schedule)}
    accepted = plan.accepted(variant)
    for name in OUTCOMES:
        outcome = library.outcomes.figures.get(name)
        if outcome is None or outcome.plans not in kinds:
            continue
        came = MEASURES[name](schedule, library)
        if came is not None:
            least, most = outcome.wanted(variant, plan.race, schedule.weeks_to_race)
            yield Figure(name, came, least, most, name in accepted)


def _kind(schedule: Schedule) -> str:
    """Whether a plan is of running, holds none, or goes by steps, of which nobody knows how much they hold."""
    if any(one.session.by_steps for _, one in schedule.placed()):
        return "steps"
    return "running" if any(week.running for week in schedule.weeks) else "still"


def _loads(schedule: Schedule) -> list[Week]:
    return [week for week in schedule.weeks if week.kind == "load"]


def _at(schedule: Schedule, week: Week) -> Place:
    """Where the plan's file has the phase of a week."""
    return schedule.plan.placed_phases()[week.phase][0]


def _numbers(weeks: Sequence[int]) -> str:
    """`in week 3`, `in weeks 3, 5 and 6`; a run of weeks as `4 to 9`."""
    runs: list[list[int]] = []
    for number in weeks:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    listed = " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)
    return f"in week{'s' if len(weeks) > 1 else ''} {listed}" if weeks else ""


def is_quality(placed: Placed) -> bool:
    """Whether it is a moderate or hard run, or one with something fast besides strides.

    Races and all-out trials are none, nor is a touch.
    """
    return placed.is_quality and not (placed.all_out or placed.session.touch)


def _fast_of_limit(schedule: Schedule, library: Library) -> Came | None:
    """The fast minutes of the loading week that comes nearest to the limit fast-share, as a share of it."""
    limit = library.limit("fast-share", schedule.variant) / 100
    loads = [week for week in _loads(schedule) if week.running]
    if not loads:
        return None
    biggest = max(loads, key=lambda week: week.fast / week.running)
    most = biggest.running * limit
    return Came(biggest.fast / most, _at(schedule, biggest), _numbers([biggest.number]), ROUNDED / most)


def _different_sessions(schedule: Schedule, library: Library) -> Came:
    """How many different sessions of quality the plan holds up to the race."""
    weeks = schedule.weeks[: schedule.weeks_to_race + 1]
    return Came(len({placed.session.id for week in weeks for _, placed in week.placed() if is_quality(placed)}), ("phases",))


class _Race(NamedTuple):
    """The race of a plan: its effort, the seconds at it, and what stands in the last loading weeks before the taper."""

    effort: str
    seconds: int
    day: int
    done: Placed
    seconds_each: Sequence[int]
    """The seconds at race effort of each session of these weeks that holds any."""


def _race(schedule: Schedule, library: Library) -> _Race | None:
    day = schedule.race_day
    race = next((placed for on, placed in schedule.placed() if on == day and placed.session.kind == "race"), None)
    if day is None or race is None or not race.dose.effort_seconds:
        return None
    effort = max(race.dose.effort_seconds, key=lambda name: race.dose.effort_seconds[name])
    loads = _loads(schedule)[-library.outcomes.counting.loading_weeks :]
    held = [placed.dose.effort_seconds.get(effort, 0) for week in loads for _, placed in week.placed() if not placed.all_out]
    return _Race(effort, race.dose.effort_seconds[effort], day, race, [seconds for seconds in held if seconds])


def _last_phase(schedule: Schedule) -> Place:
    """Where the plan's file has the phase that the race ends."""
    return _at(schedule, schedule.weeks[schedule.weeks_to_race - 1])


def _race_effort_sessions(schedule: Schedule, library: Library) -> Came | None:
    """How many sessions of the last loading weeks hold the race's own effort."""
    race = _race(schedule, library)
    return Came(len(race.seconds_each), _last_phase(schedule), f"at {race.effort} effort") if race else None


def _race_effort_dose(schedule: Schedule, library: Library) -> Came | None:
    """The minutes at race effort of the last loading weeks, in durations of the race."""
    race = _race(schedule, library)
    return Came(add(race.seconds_each) / race.seconds, _last_phase(schedule), f"at {race.effort} effort") if race else None


def _race_effort_largest(schedule: Schedule, library: Library) -> Came | None:
    """The most minutes at race effort in one session of the last loading weeks, in durations of the race."""
    race = _race(schedule, library)
    if race is None:
        return None
    largest = max(race.seconds_each, default=0) / race.seconds
    # Three kilometres in whole seconds each may come to a second less than three tenths of ten.
    return Came(largest, _last_phase(schedule), f"at {race.effort} effort", ROUNDED * 60 / race.seconds)


def _weeks_of_one_set(schedule: Schedule, library: Library) -> Came:
    """In how many loading weeks the most frequent main set comes; easy and long runs and strides apart."""
    sets: Counter[tuple[str, int]] = Counter()
    for week in _loads(schedule):
        found = [(one.session.id, one.workout.rung) for _, one in week.placed() if is_quality(one) and one.session.kind != "long"]
        sets.update(dict.fromkeys(found).keys())  # each once, in the order of the days: of equally frequent ones the first is named
    if not sets:
        return Came(0, ("phases",))
    (name, rung), weeks = sets.most_common(1)[0]
    return Came(weeks, ("phases",), f"{name}, rung {rung + 1}")


def _race_week_touch(schedule: Schedule, library: Library) -> Came | None:
    """Days with a touch of race effort before the race.

    Strides will do for the races that say so, and where race and touch would exceed the hard units of a week.
    """
    race = _race(schedule, library)
    if race is None:
        return None
    full = race.done.dose.hard + MODERATE > library.limit("hard-units", schedule.variant)
    touch, counting = library.loads.touch, library.outcomes.counting
    strides_do = full or schedule.plan.race in counting.strides_for
    near = [placed for day, placed in schedule.placed() if touch.last <= race.day - day <= touch.first]
    found = [one for one in near if is_touch(one, race.effort) or (strides_do and one.workout.strides >= counting.touch_strides)]
    return Came(len(found), ("race_week",), "strides will do" if strides_do else f"at {race.effort} effort")


def is_touch(placed: Placed, effort: str) -> bool:
    """Whether it is a touch, and at the effort of the race."""
    return placed.session.touch and effort in placed.dose.effort_seconds


def _hills_before_hard(schedule: Schedule, library: Library) -> Came | None:
    """Days of uphill strides, or of a moderate hill session, before the first hard running day."""
    hard = [day for day, placed in schedule.placed() if placed.dose.hard >= 1 and placed.dose.running]
    if not hard:
        return None
    uphill = [
        day
        for day, placed in schedule.placed()
        if day < hard[0] and placed.session.grade and placed.dose.fast and placed.dose.hard <= MODERATE
    ]
    return Came(len(set(uphill)), ("phases", 0), f"hard first {_numbers([hard[0] // 7 + 1])}")


def _is_marked(placed: Placed, library: Library, name: MarkName) -> bool:
    """Whether a session is of a sort: named itself, or holding one of the exercises."""
    mark = library.outcomes.marks.get(name)
    if mark is None:
        return False
    if placed.session.id in mark.sessions or not mark.exercises:
        return placed.session.id in mark.sessions
    steps = (*placed.workout.warm_up_steps, *placed.workout.main)
    return any(step.exercise in mark.exercises and (step.each or not mark.each) for step in notation.mentioned(steps))


def _marked_days(week: Week, library: Library, name: MarkName) -> int:
    return len({day for day, placed in week.placed() if _is_marked(placed, library, name)})


def _fewest(schedule: Schedule, count: Callable[[Week], int]) -> Came | None:
    """The least that any loading week has of something, and which weeks these are."""
    counts = {week.number: count(week) for week in _loads(schedule)}
    if not counts:
        return None
    least = min(counts.values())
    weeks = [number for number, found in counts.items() if found == least]
    return Came(least, _at(schedule, schedule.week(weeks[0])), _numbers(weeks))


def _single_leg_calf(schedule: Schedule, library: Library) -> Came | None:
    """Days with calf work on one leg, in the loading week with the fewest."""
    return _fewest(schedule, lambda week: _marked_days(week, library, "single-leg-calf"))


def _heavy_strength(schedule: Schedule, library: Library) -> Came:
    """Loading weeks with heavy strength that names a light version, from the week on in which it may begin."""
    late = [week for week in _loads(schedule) if week.number >= library.outcomes.counting.heavy_from]
    heavy = [
        week
        for week in late
        if any(_is_marked(placed, library, "heavy-strength") and placed.session.tired for _, placed in week.placed())
    ]
    return Came(len(heavy), ("phases",), _numbers([week.number for week in heavy]))


def _in_first_phase(name: MarkName) -> Measuring:
    """A figure that counts the days of the first phase with sessions of a sort."""

    def measure(schedule: Schedule, library: Library) -> Came:
        first = [week for week in schedule.weeks if week.phase == schedule.weeks[0].phase]
        return Came(add(_marked_days(week, library, name) for week in first), _at(schedule, schedule.weeks[0]))

    return measure


def _free_days(schedule: Schedule, library: Library) -> Came | None:
    """Days that hold nothing, or only what the plan calls optional, in the loading week with the fewest."""
    return _fewest(schedule, lambda week: add(map(schedule.is_free, week.days)))


def _runs_without_surface(schedule: Schedule, library: Library) -> Came:
    """Runs of the plan whose session does not say where."""
    return Came(add(placed.session.mode == "run" and not placed.session.surface for _, placed in schedule.placed()), ("phases",))


def _hardest_twice(schedule: Schedule, library: Library) -> Came | None:
    """How often a fast session is meant for the hardest surface, and the fast session before it was as well."""
    hardness = library.outcomes.surfaces
    if not hardness:
        return None
    hardest = max(hardness.values())
    fast = [(day, placed) for day, placed in schedule.placed() if is_quality(placed)]
    on_it = [bool(placed.session.surface) and hardness.get(placed.session.surface[0]) == hardest for _, placed in fast]
    twice = [day // 7 + 1 for (day, _), before, now in zip(fast[1:], on_it, on_it[1:], strict=False) if before and now]
    place = _at(schedule, schedule.week(twice[0])) if twice else ("phases",)
    return Came(len(twice), place, _numbers(sorted(set(twice))))


def _each_joint(schedule: Schedule, library: Library) -> Came | None:
    """Strength sessions for the joint with the fewest, in the loading week with the fewest."""
    joints = library.outcomes.joints
    found = {tissue: _fewest(schedule, _sessions_for(tissue, joints.weight)) for tissue in joints.tissues}
    fewest = [came._replace(said=f"{tissue}, {came.said}") for tissue, came in found.items() if came is not None]
    return min(fewest, key=lambda came: came.value, default=None)


def _sessions_for(tissue: Tissue, weight: int) -> Callable[[Week], int]:
    """Counts the strength sessions of a week that load a tissue with at least this weight."""

    def count(week: Week) -> int:
        loads = [one.session.load.tissues for _, one in week.placed() if one.session.mode == "strength"]
        return add(load.get(tissue, 0) >= weight for load in loads)

    return count


Measuring = Callable[[Schedule, Library], Came | None]
MEASURES: Mapping[OutcomeName, Measuring] = MappingProxyType(
    {
        "fast-of-limit": _fast_of_limit,
        "different-sessions": _different_sessions,
        "race-effort-sessions": _race_effort_sessions,
        "race-effort-dose": _race_effort_dose,
        "race-effort-largest": _race_effort_largest,
        "weeks-of-one-set": _weeks_of_one_set,
        "race-week-touch": _race_week_touch,
        "hills-before-hard": _hills_before_hard,
        "single-leg-calf": _single_leg_calf,
        "heavy-strength": _heavy_strength,
        "landing-drills": _in_first_phase("landing-drills"),
        "running-drills": _in_first_phase("running-drills"),
        "cadence-minutes": _in_first_phase("cadence-minutes"),
        "free-days": _free_days,
        "runs-without-surface": _runs_without_surface,
        "hardest-twice": _hardest_twice,
        "each-joint": _each_joint,
    }
)
"""How each figure is measured; None where there is nothing to measure."""
