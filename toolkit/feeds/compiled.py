"""What a compiled plan is: a variant laid out, with all that calendars of it say, as values for programs (version 1).

Its JSON is public: docs/contributing/compiled-plans.md explains every field, a test holds its schema, and within version 1 fields
are only added. Days are counted from the first Monday as 0, weeks and rungs from 1, weekdays from Monday as 0; texts are indices
into `lines`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter

from toolkit.feeds.zones import weekday_of

VERSION = 1
CompiledWeekKind = Literal["load", "reset", "taper", "race", "return"]
"""A week after a race is one of `return`: it leads back."""
CompiledText = str | tuple[str, str]
"""A line that is the same for all, or its two forms: with kilometres and with miles."""


@dataclass(frozen=True, slots=True)
class CompiledSession:
    """A session on a day."""

    session: str
    track: str | None
    """The track whose turn it is; null where the plan lists the session itself."""
    rung: int
    dose: str
    """The main set, in the notation."""
    minutes: float
    """All minutes, warm-up and cool-down included, to a tenth."""
    minutes_by_effort: dict[str, float]
    """The minutes at each effort, warm-up and cool-down included, to a tenth; walks, jogs and pauses have none."""
    hard: float
    impact: int
    mode: str
    change: Literal["new", "up", "down"] | None
    """Against the last loading week."""
    optional: bool


@dataclass(frozen=True, slots=True)
class CompiledWeek:
    """A week: its figures, and its seven days from Monday, each with its sessions."""

    number: int
    kind: CompiledWeekKind
    phase: str
    running: float
    """Minutes of running, to a tenth; in a race week without the race itself."""
    fast: float
    """Minutes at half-marathon effort or quicker, to a tenth."""
    hard: float
    """Hard units."""
    days: tuple[tuple[CompiledSession, ...], ...]


@dataclass(frozen=True, slots=True)
class EventForm:
    """What an event says to those who see the same of its sessions."""

    title: int
    categories: tuple[str, ...]
    minutes: int
    """How long it takes; 0 for an event that always lasts all day."""
    link: str
    """Where it is read, from the top of the site."""
    text: tuple[int, ...]
    first: tuple[int, ...] | None = None
    """The text where it is the first event of a calendar that begins with its week; null where none can."""


@dataclass(frozen=True, slots=True)
class CompiledEvent:
    """A day with sessions, as calendars have it; or the day after the end of a plan."""

    day: int
    id: str
    """What it is known by in every calendar of the variant, whatever becomes of it."""
    revision: int
    """It rises when its day, a session or a dose changes."""
    changed: int
    """When a file of its sessions last changed, in seconds since 1970; the plan as a whole may have changed later."""
    other_days: tuple[int, ...]
    """The weekdays of its week with which the day may change places."""
    forms: tuple[EventForm, ...]
    shown: tuple[int | None, ...]
    """Which of `forms` is shown: of the whole plan, of its key days, of both without what is optional; null where it is not."""


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """What calendars of a variant say of themselves."""

    whole: str
    key_days: str
    about: str
    page: str
    """The page of the variant, from the top of the site."""


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """What those follow who began before a day."""

    before: int
    """The day before which their first Monday is, in days since 1970."""
    lead: int
    """Weeks before the week of the anchor."""
    name: str
    """What the folder of its files is called, beside the plan: each is a difference, for a weekday of the race."""


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """A variant of a plan, laid out for one weekday of its race."""

    version: int
    fingerprint: str
    """What is another when anything else in it is, to tell whether a difference belongs to it."""
    licence: str
    attribution: str
    site: str
    """The address of the site, with a slash at its end."""
    uid_domain: str
    plan: str
    level: str
    rhythm: str
    entry: str
    race: str | None
    """The distance of the race; null for a plan without one."""
    weekday: int
    """The weekday of the anchor: of the race, or Monday."""
    lead: int
    """Weeks before the week of the anchor."""
    changed: int
    """When any of its days was last revised, or a file changed that all of its events are made of, in seconds since 1970."""
    other_weekdays: tuple[int, ...]
    """Further weekdays of the race, each with a file of its own beside this one."""
    editions: tuple[EarlierEdition, ...]
    """Earlier editions that live, the oldest first: a calendar follows the first that is for its first Monday, else the plan."""
    calendar: CalendarNames
    breaks: tuple[str, ...]
    """Which rules the plan breaks, in words: nothing for the weekdays that plans are checked for."""
    weeks: tuple[CompiledWeek, ...]
    events: tuple[CompiledEvent, ...]
    lines: tuple[CompiledText, ...]


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What differs from a compiled plan for a race on another weekday, in an earlier edition of the plan, or both."""

    version: int
    fingerprint: str
    """That of the compiled plan it differs from."""
    plan: str
    level: str
    rhythm: str
    entry: str
    weekday: int
    lead: int
    changed: int
    length: int
    """How many weeks there are."""
    breaks: tuple[str, ...]
    weeks: tuple[CompiledWeek, ...]
    """The weeks that differ: they take the place of those of the same number."""
    without: tuple[int, ...]
    """The days whose events are not there."""
    events: tuple[CompiledEvent, ...]
    """They take the place of those of the same days."""
    lines: tuple[CompiledText, ...]
    """They follow the lines of the compiled plan."""


compiled_plans = TypeAdapter(CompiledPlan)
plan_differences = TypeAdapter(PlanDifference)


def choose_edition(plan: CompiledPlan, anchor: int) -> EarlierEdition | None:
    """The earlier edition that a calendar follows for an anchor, in days since 1970; None for the plan as it is now.

    It is the newest whose own first Monday is not before its day, else the oldest.
    """
    monday, chosen, lead = anchor - weekday_of(anchor), None, plan.lead
    for edition in reversed(plan.editions):
        if monday - 7 * lead >= edition.before:
            break
        chosen, lead = edition, edition.lead
    return chosen


class FingerprintError(ValueError):
    """A compiled plan and a difference are of two builds: the lines of one are not those that the other counts on."""


def take_fingerprint(plan: CompiledPlan) -> CompiledPlan:
    """The plan with the fingerprint of all else that it holds."""
    content = compiled_plans.dump_json(replace(plan, fingerprint=""))
    return replace(plan, fingerprint=hashlib.blake2b(content, digest_size=8).hexdigest())


def merge(plan: CompiledPlan, other: PlanDifference) -> CompiledPlan:
    """A compiled plan with what differs from it; FingerprintError where the two do not belong together."""
    if plan.fingerprint != other.fingerprint:
        raise FingerprintError
    weeks = {week.number: week for week in (*plan.weeks, *other.weeks)}
    events = {event.day: event for event in (*plan.events, *other.events) if event.day not in other.without}
    return replace(
        plan,
        weekday=other.weekday,
        lead=other.lead,
        changed=other.changed,
        breaks=other.breaks,
        weeks=tuple(weeks[number] for number in sorted(weeks) if number <= other.length),
        events=tuple(events[day] for day in sorted(events)),
        lines=(*plan.lines, *other.lines),
    )
