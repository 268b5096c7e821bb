"""What a schedule is: sessions placed on days, days in weeks, weeks in a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from math import fsum
from typing import Literal

from toolkit.clockwork import Clockwork
from toolkit.dose import Dose, Doses, Workout
from toolkit.models import Entry, Plan, Session, Tissue, Variant, of_variant
from toolkit.rounding import add
from toolkit.yaml_reader import Place

WeekKind = Literal["load", "reset", "taper", "race", "recovery", "missed", "return"]
SATURDAY, SUNDAY = 5, 6
Change = Literal["", "new", "up", "down"]


def count_running_seconds(workout: Workout) -> int:
    """Seconds of running; of a race only what is before and after it."""
    if workout.session.kind == "race":
        return workout.dose.running_seconds - workout.dose.main_seconds
    return workout.dose.running_seconds


@dataclass(frozen=True, slots=True)
class Placed:
    """A session on a day: the workout, where it is in the plan's file, and what changed against the last loading week."""

    workout: Workout
    place: Place
    change: Change = ""
    track: str = ""
    """The id of the track whose turn it is; empty where the plan lists the session itself."""

    @property
    def session(self) -> Session:
        """The session's template."""
        return self.workout.session

    @property
    def name(self) -> str:
        """What the plan lists: the track, or the session itself."""
        return self.track or self.session.id

    @property
    def dose(self) -> Dose:
        """What it costs."""
        return self.workout.dose

    @property
    def all_out(self) -> bool:
        """Whether it is a race or an all-out trial."""
        return self.session.all_out

    @property
    def is_quality(self) -> bool:
        """Whether it is a run that is moderate or hard, or holds something fast besides strides."""
        return self.session.mode == "run" and bool(self.dose.hard or self.dose.efforts.keys() - {"stride"})


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a week lists and does not hold: its name, where it is in the plan's file, and by which limit and number."""

    name: str
    place: Place
    rule: str
    allowed: float


@dataclass(frozen=True)
class Week:
    """Seven days from Monday; a day without sessions is a rest day."""

    number: int
    kind: WeekKind
    phase: int
    days: tuple[tuple[Placed, ...], ...]
    replaced: tuple[Replaced, ...] = ()

    def placed(self) -> tuple[tuple[int, Placed], ...]:
        """Every session of the week with its weekday, Monday 0."""
        return self._placed

    @cached_property
    def _placed(self) -> tuple[tuple[int, Placed], ...]:
        return tuple((weekday, placed) for weekday, sessions in enumerate(self.days) for placed in sessions)

    def days_of(self, session: Session) -> frozenset[int]:
        """The weekdays that hold a session, Monday 0."""
        return frozenset(weekday for weekday, placed in self.placed() if placed.session.id == session.id)

    @cached_property
    def sessions_by_day(self) -> tuple[tuple[int, Placed], ...]:
        """Every session of the week with its day, counted from the first Monday of the plan as 0."""
        return tuple(((self.number - 1) * 7 + weekday, placed) for weekday, placed in self.placed())

    @cached_property
    def minutes(self) -> float:
        """Minutes of all sessions, warm-ups and cool-downs included."""
        return add(placed.dose.seconds for _, placed in self.placed()) / 60

    @cached_property
    def running(self) -> float:
        """Running minutes, warm-up, jogs and walk breaks included; in a race week without the race itself."""
        return add(count_running_seconds(placed.workout) for _, placed in self.placed()) / 60

    @cached_property
    def fast(self) -> float:
        """Minutes at half-marathon effort or quicker, without a race's own."""
        return add(placed.dose.fast_seconds for _, placed in self.placed() if placed.session.kind != "race") / 60

    @cached_property
    def impact(self) -> int:
        """The highest impact of any session of the week."""
        return max((placed.dose.impact for _, placed in self.placed()), default=0)

    @cached_property
    def tissues(self) -> dict[Tissue, float]:
        """The load on every tissue, in the units of `Dose.tissues`."""
        loads: Counter[Tissue] = Counter()
        for _, placed in self.placed():
            loads.update(placed.dose.tissue_seconds)
        return {tissue: load / 60 for tissue, load in loads.items()}

    @cached_property
    def hard(self) -> float:
        """Hard units."""
        return fsum(placed.dose.hard for _, placed in self.placed())


@dataclass(frozen=True)
class Schedule:
    """A plan laid out for a variant; a race falls on `race_weekday` (Monday 0) of the last week."""

    plan: Plan
    variant: Variant
    race_weekday: int | None
    weeks: tuple[Week, ...]
    doses: Doses = field(repr=False, compare=False)
    """What sessions cost, as the plan was laid out with it."""
    since: int = 0
    """The first day that rules are asked about, in a part of a schedule: what lies before it only counts as done."""

    @property
    def clock(self) -> Clockwork:
        """How long steps take a runner of the variant's level."""
        return self.doses.clockwork(self.variant.level)

    @property
    def entry(self) -> Entry:
        """What the variant expects of the last 30 days."""
        return entry_of(self.plan, self.variant)

    @property
    def weeks_to_race(self) -> int:
        """How many weeks lie before the race week; for a plan without a race, how many weeks it has."""
        return next((week.number - 1 for week in self.weeks if week.kind == "race"), len(self.weeks))

    @property
    def lead(self) -> int:
        """How many weeks lie before the week of the anchor: of the race day, or of the first Monday."""
        return 0 if self.race_weekday is None else self.weeks_to_race

    @property
    def race_day(self) -> int | None:
        """The day of the race that the plan leads to, counted from the first Monday as 0; None for a plan without one."""
        week = next((week for week in self.weeks if week.kind == "race"), None)
        days = (weekday for weekday, placed in week.placed() if placed.session.kind == "race") if week else iter(())
        return next(((week.number - 1) * 7 + weekday for weekday in days if week), None)

    def is_optional(self, placed: Placed) -> bool:
        """Whether the plan says that a session may be left out."""
        return placed.name in self.plan.optional

    def is_free(self, sessions: Sequence[Placed]) -> bool:
        """Whether nothing of a day must be done: it holds nothing, or only what may be left out."""
        return all(map(self.is_optional, sessions))

    def week(self, number: int) -> Week:
        """The week with a number, also in a part of a schedule that does not begin with week 1."""
        return self.weeks[number - self.weeks[0].number]

    def with_week(self, changed: Week) -> Schedule:
        """The schedule with another week in place of the one that has its number."""
        index = changed.number - self.weeks[0].number
        return replace(self, weeks=(*self.weeks[:index], changed, *self.weeks[index + 1 :]))

    def placed(self) -> tuple[tuple[int, Placed], ...]:
        """Every session with the day it falls on, counted from the first Monday as 0."""
        return self._placed

    @cached_property
    def _placed(self) -> tuple[tuple[int, Placed], ...]:
        return tuple(chain.from_iterable(week.sessions_by_day for week in self.weeks))


def entry_of(plan: Plan, variant: Variant) -> Entry:
    """What a plan expects of the last 30 days for a variant that it offers; KeyError for one that it does not."""
    entry = of_variant(plan.entry, variant)
    if entry is None:
        raise KeyError(str(variant))
    return entry
