"""The text of a day in a calendar, complete in itself at the track, without a signal; and its address on the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.feeds import addresses
from toolkit.feeds.agenda import EventDay
from toolkit.library import Library
from toolkit.schedule import Schedule
from toolkit.text import steps as by_steps
from toolkit.text.dates import short_date
from toolkit.text.events.advice import advice_lines, left_out_text
from toolkit.text.events.lines import BLANK, EventLine
from toolkit.text.events.plan import before_start_lines, film_lines, joining_line
from toolkit.text.events.session import doing_lines
from toolkit.text.events.week import first_of_week_lines, other_days_text, week_text

MOST_FOR_WEEK = 80
"""Characters of a line on the week, within which it is never cut."""


def event_link(event_day: EventDay, schedule: Schedule) -> str:
    """Where a day is read, from the top of the site: the rung of its first session."""
    return addresses.rung(event_day.placed[0].workout, schedule.variant.level)


def event_lines(event_day: EventDay, schedule: Schedule, library: Library, site: str) -> list[EventLine]:
    """The text of a day: who asks a doctor first, what to do in the order of doing, advice, pain, the week; and the link last.

    `site` is the address of the site, with a slash at its end.
    """
    said = [*_asks_first(event_day, schedule, library), *_correction_lines(event_day)]
    for number, one in enumerate(event_day.placed):
        said += (_kept(line, event_day) for line in doing_lines(one, schedule, library, second=number > 0))
    said.append(BLANK)
    for number, one in enumerate(event_day.placed):
        said += advice_lines(one, schedule, library, second=number > 0)
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


def _correction_lines(event_day: EventDay) -> Iterator[EventLine]:
    """What has changed the day for who had begun, and when."""
    if correction := event_day.correction:
        yield EventLine(f"Changed on {short_date(correction.day)}: {correction.because}", fixed=True)
        yield BLANK


def _week_lines(event_day: EventDay, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """With which days it may change places, where in the plan it is, and what its first event says of the week."""
    if other := other_days_text(event_day.other_days):
        yield EventLine(other, spare=1)
    week = week_text(event_day.week, schedule)
    yield EventLine(week, fixed=len(week) <= MOST_FOR_WEEK)
    if event_day.opens_week:
        yield from first_of_week_lines(event_day.week, schedule, library)
