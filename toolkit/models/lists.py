"""The lists: cues, sources, efforts, levels and rhythms, limits, and what to do on the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise, product
from statistics import fmean
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from toolkit import notation
from toolkit.models.bounds import Bounds, Shortest
from toolkit.models.fields import (
    Clock,
    Line,
    Model,
    OneLine,
    Sources,
    Text,
    Title,
    at_place,
    between,
    listed,
    seconds_of,
    written,
    wrong,
)
from toolkit.models.numbers import DECIMAL, WHOLE, Number, Whole
from toolkit.models.scales import Rpe, ends_of
from toolkit.models.vocabulary import COLUMNS, LEVELS, RHYTHMS, AgeColumn, Level, Rhythm, Strength
from toolkit.notation import Effort
from toolkit.problems import shorten, unknown

_PAGE_ADDRESS = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md")
_DOI_ALONE = re.compile(r"10\.[0-9]{4,9}/[-._;()/:a-zA-Z0-9]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")


class Cue(Model):
    """A short phrase to think of while moving."""

    text: Title = Field(description="The phrase.")
    category: Literal[
        "posture", "landing", "turnover", "upper body", "pacing", "recoveries", "hills", "breathing", "strength",
        "plyometric", "decision", "race",
    ] = Field(description="What it is about.")  # fmt: skip


class Need(Model):
    """Something that a session or an exercise needs."""

    title: Title = Field(description="What it is called, with its article: a hill.")
    without: Line = Field(description="What to use instead.")


class Term(Model):
    """A word of running or of this guide, for the glossary and for tooltips."""

    term: Title = Field(description="The word, as it begins a sentence.")
    also: Annotated[tuple[OneLine, ...], BeforeValidator(listed)] = Field(
        default=(), description="Other forms under which a text may use it, its plural among them."
    )
    says: Line = Field(description="What it means, in a sentence or two.")
    tooltip: bool = Field(
        default=True, description="no for a word that is mostly used as plain English: then only the glossary has it."
    )
    page: Annotated[str, written(_PAGE_ADDRESS.fullmatch, "the page from the top of the site: guide/efforts.md")] | None = Field(
        default=None, description="The page that says more, from the top of the site: guide/efforts.md."
    )

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of it, as written inside a sentence."""
        plain = self.term if self.term[1:] != self.term[1:].lower() else self.term.lower()
        return (plain, *self.also)


class Gap(Model):
    """Cells of a table of the coverage page that are empty, and why."""

    table: Literal["objective-by-level", "objective-by-impact", "part-by-kind"] = Field(description="Which table.")
    rows: Annotated[tuple[OneLine, ...], Field(min_length=1)] = Field(description="The rows of the cells.")
    columns: Annotated[tuple[OneLine, ...], Field(min_length=1)] = Field(description="The columns of the cells.")
    because: Line = Field(description="Why nothing stands there.")


class Source(Model):
    """A study, a review or a book that the content rests on."""

    authors: Text = Field(description="Who wrote it.")
    title: Text = Field(description="Its title.")
    year: Annotated[Whole, Field(ge=1900, le=2100)] | None = Field(default=None, description="When it came out.")
    source: Text = Field(description="Where it came out.")
    doi: Annotated[str, written(_DOI_ALONE.fullmatch, "it alone, from its 10 on: 10.1000/182")] | None = Field(
        default=None, description="Its DOI."
    )
    url: Annotated[str, written(_WEB_ADDRESS.fullmatch, "it whole: https://example.org/page")] | None = Field(
        default=None, description="Its address."
    )
    finding: Text = Field(description="What it found, in our words.")
    verified: Literal["seen", "known"] = Field(
        description="seen: an abstract of it or a page about it was read; known: a well-known work that was not opened."
    )
    from_memory: bool = Field(default=False, description="true where what we say it found is from memory, not from its own text.")
    second_hand: bool = Field(default=False, description="true where what we say it found is from another's page about it.")
    note: Text | None = Field(default=None, description="What a reader should know of how it was read.")

    @property
    def caution(self) -> str:
        """How its finding was read, where that is not in its own text: `from memory`, `second-hand`; else nothing."""
        if self.verified == "known" or self.from_memory:
            return "from memory"
        return "second-hand" if self.second_hand else ""

    @property
    def link(self) -> str | None:
        """Where to read it, if we know."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class EffortText(Model):
    """How an effort feels."""

    rpe: Rpe = Field(description="Effort on Borg's CR10 scale, such as 2–3.")
    talk: Line = Field(description="The talk test.")
    feel: Line = Field(description="What it is like and when it is used.")

    @property
    def middle(self) -> float:
        """Where it is on the scale, in the middle of a range."""
        return fmean(ends_of(self.rpe))


BRIEF = ("stride", "sprint")
"""Efforts that are over before they feel as hard as they are fast; all others feel harder the faster they are."""


class LevelText(Model):
    """Who a level is for, and the reference runner whose paces turn its metres into minutes."""

    title: Title = Field(description="What it is called.")
    who: Text = Field(description="Who it is for.")
    reference_5k: Annotated[Clock, between(720, 3600, "seconds for 5 km")] = Field(
        description="The reference runner's 5 km time, 27:00."
    )
    walk: Annotated[Clock, between(360, 1800, "seconds for a kilometre")] = Field(
        description="Minutes and seconds for a kilometre's walk, 10:30."
    )


class RhythmText(Model):
    """How much recovery lies between hard days."""

    title: Title = Field(description="What it is called.")
    who: Text = Field(description="Who it is for.")
    column: AgeColumn = Field(description="The age column of the limits that it takes.")


class LevelsFile(Model):
    """`templates/levels.yaml`: efforts, levels, rhythms."""

    efforts: dict[Effort, EffortText] = Field(description="How each effort feels.")
    levels: dict[Level, LevelText] = Field(description="Who each level is for.")
    rhythms: dict[Rhythm, RhythmText] = Field(description="Who each rhythm is for.")
    ready: Annotated[float, BeforeValidator(seconds_of), between(10, 900, "seconds")] = Field(
        description="Seconds that “until ready” is reckoned as."
    )
    drill_pace: Annotated[Clock, between(180, 3600, "seconds for a kilometre")] = Field(
        description="Minutes and seconds that a kilometre of drills would take, 16:40."
    )

    bounds: dict[Level, Bounds] = Field(description="What no session of a level goes beyond.")
    shortest: Shortest = Field(default_factory=dict, description="The shortest session of a kind: {long: 20min}.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, table, wanted in (
            ("efforts", self.efforts, notation.EFFORTS),
            ("levels", self.levels, LEVELS),
            ("rhythms", self.rhythms, RHYTHMS),
            ("bounds", self.bounds, LEVELS),
        ):
            missing = [key for key in wanted if key not in table]
            if missing:
                raise at_place((name,), f"{', '.join(missing)} is missing.")
        return self

    @model_validator(mode="after")
    def _efforts_grow(self) -> Self:
        steady = [effort for effort in notation.EFFORTS if effort not in BRIEF and effort in self.efforts]
        for gentler, harder in pairwise(steady):
            below, above = (self.efforts[name].rpe for name in (gentler, harder))
            if any(high < low for low, high in zip(ends_of(below), ends_of(above), strict=True)):
                message = (
                    f"{above} is below the {below} of {gentler}, which is gentler. Neither end may fall from effort to effort."
                )
                raise at_place(("efforts", harder, "rpe"), message)
        return self


LIMITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hours-between-hard": ("moderate", "strides"),
        "hard-units": (),
        "weekly-ramp": ("small_base", "small_base_step"),
        "weekly-ramp-most": ("small_base", "small_base_step"),
        "single-run-spike": ("days", "small_step", "small_below", "race", "first"),
        "fast-volume-spike": ("days", "step"),
        "new-kind-minutes": (),
        "no-skipped-rung": (),
        "reset-weeks": (),
        "reset-cut": ("fast_cut", "fast_most", "shortest_run"),
        "fast-share": ("full",),
        "fast-week-step": ("step",),
        "same-main-set": (),
        "first-dose": (),
        "track-step": (),
        "threshold-share": ("floor",),
        "vo2max-share": ("floor",),
        "repetition-share": ("floor",),
        "long-run-share": ("three_runs", "four_runs", "half"),
        "weeks-before-strides": (),
        "weeks-before-hard": ("trained",),
        "weeks-before-repetitions": ("trained",),
        "warm-up-before-fast": ("sprint", "cold"),
        "after-race": ("week_1", "week_2", "week_3", "week_4", "half_week_1", "half_week_2", "half_week_3", "half_week_4"),
        "taper-cut": ("week_before", "frequency"),
        "zero-impact-days": ("impact",),
        "tissue-load": ("small_base", "small_base_step"),
        "strength-twice": (),
        "strength-before-hard": (),
        "hamstring-before-fast": ("weight", "moderate"),
        "calf-before-fast": ("weight",),
        "exposure-before-all-out": (),
        "free-day": (),
        "plyometric-contacts": ("sessions",),
        "taper-days": (),
        "last-hard-before-race": (),
        "hard-after-race": (),
        "trial-gap": (),
        "static-stretch": (),
        "equivalent-time": (),
        "tired-time": (),
    }
)
"""The limits that `templates/limits.yaml` must hold, each with the further numbers it needs under `also`."""


LIMIT_RACES: Mapping[str, int] = MappingProxyType({"5k": 5_000, "10k": 10_000, "half-marathon": 21_100})
"""The races of a limit in days by race, with the metres up to which each value holds."""

_FORMS = {
    "range of percent": ("a range such as 30-40", rf"{DECIMAL}-{DECIMAL}"),
    "days by race": ("days after 5 km, 10 km and a half-marathon, such as 5/7/12", rf"{WHOLE}/{WHOLE}/{WHOLE}"),
}
"""How values of a unit are written that are more than a number."""

_MOST: Mapping[str, int] = MappingProxyType(
    {"hours": 336, "units": 7, "percent": 200, "rungs": 40, "days": 366, "weeks": 52, "minutes": 480, "seconds": 600}
    | {"sessions": 14, "contacts": 500, "range of percent": 100, "days by race": 60}
)
"""The most that a value of each unit can be; above it, it is a slip."""


@cache
def _numbers_in(text: str) -> list[float]:
    """The numbers of a limit as it is written: `48`, `30-40`, `5/7/12`."""
    return [float(number) for number in text.replace("/", "-").split("-")]


def _value_is_wrong(value: str, unit: str) -> str | None:
    """What is wrong with a limit's value, or None."""
    wanted, form = _FORMS.get(unit, ("a number in plain decimals, such as 12 or 0.5", DECIMAL))
    if not re.fullmatch(form, value):
        return f"“{shorten(value)}” is not {wanted}."
    numbers = _numbers_in(value)
    if max(numbers) > _MOST[unit]:
        return f"“{value}” is more than {_MOST[unit]}, the most for a limit in {unit}."
    if unit == "range of percent" and numbers[0] >= numbers[1]:
        return f"“{value}” does not go from less to more. Write the lower number first: 30-40."
    return None


Unit = Literal[
    "hours", "units", "percent", "rungs", "days", "weeks", "minutes", "seconds", "sessions", "contacts", "range of percent",
    "days by race",
]  # fmt: skip
"""What the values of a limit count."""
Values = dict[Level, Annotated[tuple[str, ...], Field(min_length=4, max_length=4)]]
"""The values of a limit: for each level one for every age column, as they are written."""
Further = dict[str, Annotated[Number, Field(ge=0, le=1000)]]
"""The further numbers of a limit, by name."""


def unknown_further(limit: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every name that is no further number of a limit, and what to write instead."""
    for name in names:
        if name not in LIMITS[limit]:
            instead = "" if LIMITS[limit] else " This limit has none: delete it."
            yield name, f"{limit}: also: {unknown('further number', name, LIMITS[limit])}{instead}"


def refuse_wrong_values(values: Values, unit: Unit) -> None:
    """Raise at the first value of a limit that is not written as its unit wants it, or where a level has none."""
    for level, columns in values.items():
        for column, value in enumerate(columns):
            if message := _value_is_wrong(value, unit):
                raise at_place(("values", level, column), message)
    if missing := [level for level in LEVELS if level not in values]:
        raise at_place(("values",), f"{', '.join(missing)} is missing.")


class Limit(Model):
    """One rule's numbers, by level and age column, with how well they are supported."""

    rule: Line = Field(description="The rule in a sentence.")
    why: Text = Field(description="Why it is kind to joints, in a sentence or two.")
    unit: Unit = Field(description="The unit of the values.")
    severity: Literal["error", "warning"] = Field(description="Whether a plan may break it with a reason (warning) or never.")
    strength: Strength = Field(description="How strong the evidence is.")
    evidence: Text = Field(description="What the evidence is.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")
    values: Values = Field(description="For each level, the values of the age columns 40-49, 50-59, 60-69 and 70+.")
    also: Further = Field(default_factory=dict, description="Further numbers the rule needs, by name.")
    loosened: Text | None = Field(
        default=None, description="Why it is looser than in baseline.yaml, for readers to see; only where it is."
    )

    @model_validator(mode="after")
    def _values_are_numbers(self) -> Self:
        refuse_wrong_values(self.values, self.unit)
        return self

    def span(self, levels: Iterable[Level], columns: Iterable[AgeColumn], races: Iterable[str]) -> tuple[float, float]:
        """The least and the most for some levels, age columns and, where it goes by race, races."""
        wanted = [list(LIMIT_RACES).index(race) for race in races] if self.unit == "days by race" else (0, -1)
        found = [self._numbers(level, column)[number] for level, column in product(levels, columns) for number in wanted]
        return min(found), max(found)

    def range(self, level: Level, column: AgeColumn) -> tuple[float, float]:
        """The least and the most for a level and an age column; the same number twice where there is but one."""
        numbers = self._numbers(level, column)
        return numbers[0], numbers[-1]

    def value(self, level: Level, column: AgeColumn, metres: float = 0.0) -> float:
        """The number for a level, an age column and, where it goes by race, a race of so many metres."""
        if self.unit == "days by race":
            lengths = [length for length in LIMIT_RACES.values() if length < metres]
            return self._numbers(level, column)[min(len(lengths), len(LIMIT_RACES) - 1)]
        return self.range(level, column)[0]

    def _numbers(self, level: Level, column: AgeColumn) -> list[float]:
        """All that is written for a level and an age column: a number, a least and a most, or one for each race."""
        return _numbers_in(self.values[level][COLUMNS.index(column)])


class ReadinessFile(Model):
    """`templates/readiness.yaml`: what to do on the day, and when to stop."""

    green: Text = Field(description="When to do the session as written.")
    tired: Text = Field(description="When to take the tired option.")
    sore: Text = Field(description="When to take the sore option.")
    red: Text = Field(description="When not to run, and when to see a clinician.")
    pain: Text = Field(description="What each number of pain means, from 0 to 10, in one sentence for every page and event.")
    emergency: Text = Field(description="The signs to stop for and get help, on every hard session.")
    health_check: Text = Field(description="What to have cleared before a plan is started.")
    before_start: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="What to see a clinician about before a plan is started, each to be ticked."
    )
    reset_early: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        description="The signs for which to bring the reset week forward, each to be ticked."
    )
    bone: Text = Field(description="When to suspect a bone and not run.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")


def _days_missed(value: object) -> tuple[int, int | None]:
    match = re.fullmatch(r"([1-9][0-9]{0,2})-([1-9][0-9]{0,2})?", str(value))
    if not match or (match[2] and int(match[2]) < int(match[1])):
        raise wrong(f"“{value}” is not a number of days. Write a range such as 8-14, or 29- for 29 and more.")
    return int(match[1]), int(match[2]) if match[2] else None


class Missed(Model):
    """What to do after so many days without running."""

    days: Annotated[tuple[int, int | None], BeforeValidator(_days_missed)] = Field(
        description="The days missed, 8-14, or 29- and more."
    )
    advice: Line = Field(description="What to do, in a sentence or two.")
    brief: Line | None = Field(default=None, description="The same in a few words, for the calendar; without it, not there.")
    without_hardest: bool = Field(default=False, description="Whether the first week leaves out its hardest session.")
    back: Whole = Field(default=0, ge=0, le=8, description="Loading weeks that every ladder steps back, besides those missed.")
    share: Whole = Field(default=100, ge=10, le=100, description="Percent of the usual running minutes in the first week.")
    grow: Whole = Field(default=0, ge=0, le=50, description="Percent by which that share grows from week to week.")
    easy_weeks: Whole = Field(default=0, ge=0, le=8, description="Weeks with strides at the most.")
    restart: bool = Field(default=False, description="Whether one begins again as a returning runner.")

    @model_validator(mode="after")
    def _it_ends(self) -> Self:
        if self.share < 100 and not self.grow:
            raise at_place(("share",), "a share of less than 100 must grow. Add “grow: 15”.")
        return self

    @property
    def changes(self) -> bool:
        """Whether the plan does not simply go on as it stands."""
        return self.without_hardest or self.restart or self.back > 0 or self.share < 100 or self.easy_weeks > 0

    @property
    def said(self) -> str:
        """The days in words: `8–14 days`, or `29 days and more`."""
        first, last = self.days
        return f"{first}–{last} days" if last else f"{first} days and more"


class MissedFile(Model):
    """`templates/missed.yaml`: what to do after days without running."""

    steps: Annotated[tuple[Missed, ...], Field(min_length=1)] = Field(description="By how many days were missed, from one on.")
    fever: Line = Field(description="What to do besides after a fever or a chest illness.")
    rest: Line = Field(description="What training without impact counts for meanwhile.")
    thin: Line = Field(description="What to do in a week after weeks with much less running than planned.")
    race: Line = Field(description="What the last 30 days must have held for the race to be raced.")
    sources: Sources = Field(description="A list of source ids, or the word convention.")

    @model_validator(mode="after")
    def _no_day_is_left_out(self) -> Self:
        expected: int | None = 1
        for number, step in enumerate(self.steps):
            if expected is None:
                raise at_place(
                    ("steps", number, "days"), "the step before has no end, so nothing can come after it. Give it an end."
                )
            if step.days[0] != expected:
                message = f"each step begins where the one before ends. Begin with {expected} here."
                raise at_place(("steps", number, "days"), message)
            if step.restart and number + 1 < len(self.steps):
                message = "one begins anew after these days, so no step can come below. Make this the last one."
                raise at_place(("steps", number, "restart"), message)
            expected = None if step.days[1] is None else step.days[1] + 1
        if expected is not None:
            raise at_place(
                ("steps", len(self.steps) - 1, "days"), "the last step has no end. Write its first day and a hyphen: 29-."
            )
        return self

    def step(self, days: int) -> Missed:
        """What to do after so many days, at least one."""
        return next(step for step in self.steps if step.days[0] <= days and (step.days[1] is None or days <= step.days[1]))
