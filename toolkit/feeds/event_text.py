"""The text of a day in a calendar, complete in itself at the track, without a signal; and its address on the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.dose import Workout
from toolkit.feeds import addresses
from toolkit.feeds.agenda import EventDay
from toolkit.library import Library
from toolkit.schedule import Placed, Schedule
from toolkit.text import steps as by_steps
from toolkit.text.events.advice import advice_lines, has_a_step_lower, left_out_text
from toolkit.text.events.lines import BLANK, EventLine
from toolkit.text.events.plan import before_start_lines, corrected_text, film_lines, joining_line
from toolkit.text.events.session import doing_lines
from toolkit.text.events.title import event_title
from toolkit.text.events.week import first_of_week_lines, other_days_text, week_text

MOST_FOR_WEEK = 80
"""Characters of a line on the week, within which it is never cut."""


def event_link(event_day: EventDay, schedule: Schedule) -> str:
    """Where a day is read, from the top of the site: the rung of its first session."""
    return addresses.rung(event_day.placed[0].workout, schedule.variant.level)


class SaidOfSession(NamedTuple):
    """What an event says of one of its sessions."""

    doing: Sequence[EventLine]
    advice: Sequence[EventLine]


class SessionTexts:
    """What events say of sessions: what is alike for many days is put into words once.

    Workouts are known by their identity, and kept with what is said of them, so that no other can have it.
    """

    def __init__(self) -> None:
        self._titles: dict[object, tuple[tuple[Workout, ...], str]] = {}
        self._said: dict[object, tuple[Workout, SaidOfSession]] = {}

    def title(self, placed: Sequence[Placed]) -> str:
        """The title of a day."""
        done = tuple(one.workout for one in placed)
        key = tuple(map(id, done))
        if key not in self._titles:
            self._titles[key] = done, event_title(placed)
        return self._titles[key][1]

    def say(self, placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> SaidOfSession:
        """What an event says of a session; `second` tells whether it is the second of its day, or a later one."""
        done = placed.workout
        key = (schedule.variant, id(done), schedule.is_optional(placed), has_a_step_lower(placed, schedule), second)
        if key not in self._said:
            doing = doing_lines(placed, schedule, library, second=second)
            advice = advice_lines(placed, schedule, library, second=second)
            self._said[key] = done, SaidOfSession(tuple(doing), tuple(advice))
        return self._said[key][1]


def event_lines(
    event_day: EventDay, schedule: Schedule, library: Library, site: str, texts: SessionTexts | None = None
) -> list[EventLine]:
    """The text of a day: who asks a doctor first, what to do in the order of doing, advice, pain, the week; and the link last.

    `site` is the address of the site, with a slash at its end; `texts` are those of days before, if there are any.
    """
    said = [*_asks_first(event_day, schedule, library), *_corrected(event_day)]
    say = (texts or SessionTexts()).say
    sessions = [say(one, schedule, library, second=number > 0) for number, one in enumerate(event_day.placed)]
    said += (_kept(line, event_day) for one in sessions for line in one.doing)
    said.append(BLANK)
    for number, one in enumerate(sessions):
        said += one.advice
        if number == 0 and len(event_day.placed) > 1:
            said.append(EventLine(left_out_text(event_day.placed[1:]), fixed=True))
    said.append(EventLine(library.readiness.pain, fixed=True))
    if event_day.strains:
        said.append(EventLine(library.readiness.emergency, fixed=True))
    said += [BLANK, *_week_lines(event_day, schedule, library)]
    if event_day.films:
        said += film_lines(library, site)
    return [*said, EventLine(f"{site}{event_link(event_day, schedule)}", fixed=True)]


def _kept(line: EventLine, event_day: EventDay) -> EventLine:
    """A line of what to do; in a reset week what a lighter week means for sessions by steps stays, however long the text is."""
    if event_day.week.kind == "reset" and line.text.startswith(by_steps.LIGHTER):
        return replace(line, fixed=True, spare=0)
    return line


def _corrected(event_day: EventDay) -> Iterator[EventLine]:
    """What has changed a day for who had begun, and when."""
    if found := event_day.correction:
        yield EventLine(corrected_text(found.day, found.because), fixed=True)
        yield BLANK


def _asks_first(event_day: EventDay, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """Who asks a clinician before a session by steps, and what to see to before the plan begins."""
    first = by_steps.clinician_first(one.session for one in event_day.placed)
    if event_day.opens_plan:
        first = first or by_steps.first_of_plan(schedule.plan, library)
    yield from (EventLine(text, fixed=True) for text in first)
    if event_day.opens_plan:
        yield from before_start_lines(library)
        if event_day.week.number > 1 and (joining := joining_line(schedule, event_day.week.number)):
            yield EventLine(joining, fixed=True)
        yield BLANK


def _week_lines(event_day: EventDay, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """With which days it may change places, where in the plan it is, and what its first event says of the week."""
    if other := other_days_text(event_day.other_days):
        yield EventLine(other, spare=1)
    week = week_text(event_day.week, schedule)
    yield EventLine(week, fixed=len(week) <= MOST_FOR_WEEK)
    if event_day.opens_week:
        yield from first_of_week_lines(event_day.week, schedule, library)
