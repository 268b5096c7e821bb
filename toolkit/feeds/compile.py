"""A variant laid out, to a compiled plan: its weeks, and its events with all that calendars say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.dose import Workout
from toolkit.feeds import addresses
from toolkit.feeds.agenda import SELECTIONS, EventDay, select_days
from toolkit.feeds.compiled import (
    VERSION,
    CalendarNames,
    CompiledEvent,
    CompiledPlan,
    CompiledSession,
    CompiledText,
    CompiledWeek,
    CompiledWeekKind,
    EarlierEdition,
    EventForm,
    PlanDifference,
    take_fingerprint,
)
from toolkit.feeds.event_text import SessionTexts, event_lines, event_link
from toolkit.feeds.identity import EventInputs, History
from toolkit.feeds.laid import LaidPlan
from toolkit.library import Library
from toolkit.models import Plan, Season, Variant
from toolkit.notation import EFFORTS
from toolkit.rounding import add, nearest, whole
from toolkit.rules import broken_rules
from toolkit.schedule import Placed, Schedule, Week, WeekKind
from toolkit.text.calendars import ATTRIBUTION, LICENCE, calendar_name
from toolkit.text.events.lines import EventLine, fit_text, safe
from toolkit.text.events.plan import closing_lines, closing_title
from toolkit.text.events.title import event_categories
from toolkit.text.units import in_miles

LEAST_MINUTES = 5
"""What an event at a time of day takes at least, so that programs show it."""
_KINDS: Mapping[WeekKind, CompiledWeekKind] = {
    "load": "load",
    "reset": "reset",
    "taper": "taper",
    "race": "race",
    "recovery": "return",
    "missed": "return",
    "return": "return",
}


class Head(TypedDict):
    """The fields of a compiled plan that do not depend on how it is laid out."""

    version: int
    fingerprint: str
    licence: str
    attribution: str
    site: str
    uid_domain: str
    plan: str
    level: str
    rhythm: str
    entry: str
    calendar: CalendarNames


class Lines:
    """The texts of a compiled plan, each once; `before` are those of the plan that it differs from."""

    def __init__(self, before: Sequence[CompiledText] = ()) -> None:
        self._numbers = {text: number for number, text in enumerate(before)}
        self._first = len(before)

    def add(self, said: str) -> int:
        """The number of a text."""
        miles = in_miles(said)
        return self.add_compiled(said if miles == said else (said, miles))

    def add_compiled(self, text: CompiledText) -> int:
        """The number of a text in the form that compiled plans have."""
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def new(self) -> tuple[CompiledText, ...]:
        """The texts that came after those before."""
        return tuple(self._numbers)[self._first :]


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles plans of a library for a site."""

    library: Library
    site: str
    history: History
    inputs: EventInputs
    texts: SessionTexts = field(default_factory=SessionTexts)
    """What events of all plans say of sessions, as far as it is known."""

    def compile(self, laid: LaidPlan, other_weekdays: Iterable[int] = (), editions: Sequence[EarlierEdition] = ()) -> CompiledPlan:
        """A variant as it is laid out; `other_weekdays` of its race and earlier `editions` have files beside it."""
        lines, schedule, plan = Lines(), laid.schedule, laid.schedule.plan
        compiled = CompiledPlan(
            **self.head(plan, schedule.variant),
            race=plan.race,
            weekday=schedule.race_weekday or 0,
            lead=schedule.lead,
            changed=self.changed(laid),
            other_weekdays=tuple(other_weekdays),
            editions=tuple(editions),
            breaks=self._breaks(schedule),
            weeks=tuple(compile_week(schedule, week) for week in schedule.weeks),
            events=(*self.events(laid, lines), self.closing_event(laid, lines)),
            lines=lines.new,
        )
        return take_fingerprint(compiled)

    def compile_difference(self, compiled: CompiledPlan, laid: LaidPlan) -> PlanDifference:
        """What differs from a compiled plan where it is laid out otherwise."""
        schedule, lines = laid.schedule, Lines(compiled.lines)
        weeks = (compile_week(schedule, week) for week in schedule.weeks)
        events = (*self.events(laid, lines), self.closing_event(laid, lines))
        before = {event.day: event for event in compiled.events}
        return PlanDifference(
            version=VERSION,
            fingerprint=compiled.fingerprint,
            plan=compiled.plan,
            level=compiled.level,
            rhythm=compiled.rhythm,
            entry=compiled.entry,
            weekday=schedule.race_weekday or 0,
            lead=schedule.lead,
            changed=self.changed(laid),
            length=len(schedule.weeks),
            breaks=self._breaks(schedule),
            weeks=tuple(week for week in weeks if week not in compiled.weeks),
            without=tuple(sorted(before.keys() - {event.day for event in events})),
            events=tuple(event for event in events if event != before.get(event.day)),
            lines=lines.new,
        )

    def head(self, plan: Plan | Season, variant: Variant) -> Head:
        """What a compiled plan says of itself: what it is of, for whom, whose it is, and what its calendars are called."""
        whole, key_days = (safe(calendar_name(plan.title, variant, only_key_days=only)) for only in (False, True))
        return Head(
            version=VERSION,
            fingerprint="",
            licence=LICENCE,
            attribution=ATTRIBUTION.format(site=self.library.settings.name, address=self.site),
            site=self.site,
            uid_domain=self.library.settings.uid_domain,
            plan=plan.id,
            level=variant.level,
            rhythm=variant.rhythm,
            entry=variant.entry,
            calendar=CalendarNames(whole, key_days, safe(plan.summary), addresses.page_of_variant(plan, variant)),
        )

    def _breaks(self, schedule: Schedule) -> tuple[str, ...]:
        """The rules that a schedule breaks, in words, each once."""
        return tuple(dict.fromkeys(measure.message for _, measure in broken_rules(schedule, self.library)))

    def changed(self, laid: LaidPlan) -> int:
        """When a plan last changed as a whole, in seconds since 1970: a file that all of its events are made of, or any day of it.

        What a day holds may show in the events of other days: where these may be done instead, and what the weeks before them held.
        """
        files = self.history.newest(self.inputs.of_plan(laid.schedule))
        return int(max([files, *(record.revised for record in laid.records.values() if record.revised)]).timestamp())

    def events(self, laid: LaidPlan, lines: Lines) -> Iterator[CompiledEvent]:
        """The events of a plan."""
        by_selection = [{one.day: one for one in select_days(laid.schedule, laid.moves, selection)} for selection in SELECTIONS]
        for day in by_selection[0].values():
            record = laid.records[day.day]
            chosen = [found.get(day.day) for found in by_selection]
            said = [one and replace(one, correction=record.correction) for one in chosen]
            forms, shown = self._forms(said, laid.schedule, lines)
            changed = int(self.history.newest(self.inputs.of_day(day)).timestamp())
            yield CompiledEvent(day.day, record.id, record.revision, changed, day.other_days, forms, shown)

    def _forms(
        self, chosen: Sequence[EventDay | None], schedule: Schedule, lines: Lines
    ) -> tuple[tuple[EventForm, ...], tuple[int | None, ...]]:
        """What a day says in each selection, once where several say the same, and which selection has which."""
        different: list[EventDay] = []
        shown: list[int | None] = []
        for day in chosen:
            if day is not None and day not in different:
                different.append(day)
            shown.append(None if day is None else different.index(day))
        return tuple(self._form(day, schedule, lines) for day in different), tuple(shown)

    def _form(self, day: EventDay, schedule: Schedule, lines: Lines) -> EventForm:
        return EventForm(
            lines.add(self.texts.title(day.placed)),
            tuple(event_categories(day.placed)),
            max(LEAST_MINUTES, whole(add(one.dose.seconds for one in day.placed) / 60)),
            event_link(day, schedule),
            self._text(day, schedule, lines),
            self._text(replace(day, opens_plan=True), schedule, lines) if day.opens_week else None,
        )

    def _text(self, day: EventDay, schedule: Schedule, lines: Lines) -> tuple[int, ...]:
        return _numbered(event_lines(day, schedule, self.library, self.site, self.texts), lines)

    def closing_event(self, laid: LaidPlan, lines: Lines) -> CompiledEvent:
        """The event after the last week, which says what comes next."""
        schedule, day = laid.schedule, 7 * len(laid.schedule.weeks)
        record = laid.records[day]
        text = _numbered(closing_lines(schedule, self.library, self.site), lines)
        link = addresses.page_of_variant(schedule.plan, schedule.variant)
        form = EventForm(lines.add(safe(closing_title(schedule))), (), 0, link, text)
        changed = int(self.history.newest(self.inputs.of_next(schedule.plan)).timestamp())
        return CompiledEvent(day, record.id, record.revision, changed, (), (form,), (0, 0, 0, 0))


def _numbered(said: Sequence[EventLine], lines: Lines) -> tuple[int, ...]:
    """The numbers of the lines of a text, which is made to fit."""
    return tuple(lines.add(line) for line in fit_text(said).split("\n"))


def compile_week(schedule: Schedule, week: Week) -> CompiledWeek:
    """A week: its figures, and its days with their sessions."""
    return CompiledWeek(
        week.number,
        _KINDS[week.kind],
        schedule.plan.phase(week.phase).name,
        nearest(week.running, 1),
        nearest(week.fast, 1),
        week.hard,
        tuple(tuple(_session(schedule, placed) for placed in sessions) for sessions in week.days),
    )


def _minutes_by_effort(clock: Clockwork, done: Workout) -> dict[str, float]:
    """The minutes of a workout at each effort that it has, warm-up and cool-down included, gentlest effort first."""
    steps = (*done.warm_up_steps, *done.main_steps, *done.cool_down_steps)
    found = {step.effort for step in notation.mentioned(steps)}
    return {effort: nearest(clock.pieces(steps, (effort,)).seconds / 60, 1) for effort in EFFORTS if effort in found}


def _session(schedule: Schedule, placed: Placed) -> CompiledSession:
    return CompiledSession(
        placed.session.id,
        placed.track or None,
        placed.workout.rung + 1,
        notation.write_steps(placed.workout.main_steps),
        nearest(placed.dose.minutes, 1),
        _minutes_by_effort(schedule.clock, placed.workout),
        placed.dose.hard,
        placed.dose.impact,
        placed.session.mode,
        placed.change or None,
        schedule.is_optional(placed),
    )
