"""The text of a day in a calendar, complete in itself at the track, without a signal; and its address on the site."""

from __future__ import annotations

from toolkit.feeds import addresses
from toolkit.feeds.agenda import EventDay
from toolkit.library import Library
from toolkit.schedule import Schedule
from toolkit.text import steps as by_steps
from toolkit.text.events.lines import BLANK, EventLine
from toolkit.text.events.plan import before_start_lines, film_lines
from toolkit.text.events.session import session_lines
from toolkit.text.events.week import first_of_week_lines, other_days_text, week_text


def event_link(event_day: EventDay, schedule: Schedule) -> str:
    """Where a day is read, from the top of the site: the rung of its first session."""
    return addresses.rung(event_day.placed[0].workout, schedule.variant.level)


def event_lines(event_day: EventDay, schedule: Schedule, library: Library, site: str) -> list[EventLine]:
    """The text of a day: the main set first, or for steps of a comeback who asks a clinician first; and the link last.

    `site` is the address of the site, with a slash at its end.
    """
    first = by_steps.clinician_first(one.session for one in event_day.placed)
    if event_day.opens_plan:
        first = first or by_steps.first_of_plan(schedule.plan, library)
    said = [EventLine(text, fixed=True) for text in first]
    for number, one in enumerate(event_day.placed):
        said += session_lines(one, schedule, library, second=number > 0)
    said += [BLANK, EventLine(library.readiness.pain, fixed=True)]
    if event_day.strains:
        said.append(EventLine(library.readiness.emergency, fixed=True))
    week = week_text(event_day.week, schedule, opens=event_day.opens_week)
    said += [EventLine(other_days_text(event_day.other_days)), BLANK, EventLine(week)]
    if event_day.opens_week:
        said += first_of_week_lines(event_day.week, schedule, library)
    if event_day.films:
        said += film_lines(library, site)
    if event_day.opens_plan:
        said += before_start_lines(library)
    return [*said, BLANK, EventLine(f"{site}{event_link(event_day, schedule)}", fixed=True)]
