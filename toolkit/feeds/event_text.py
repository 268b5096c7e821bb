"""What a calendar says of a day: a title of one line, and a text that stands alone at the track, without a signal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.feeds import addresses
from toolkit.feeds.agenda import EventDay
from toolkit.feeds.lines import BLANK, EventLine, opening, safe
from toolkit.feeds.next_plan import next_plan_lines
from toolkit.feeds.session_lines import session_lines
from toolkit.library import Library
from toolkit.models import HABITS, WEEKDAYS, Habit
from toolkit.rounding import add
from toolkit.schedule import Placed, Schedule, Week
from toolkit.text import dates, units
from toolkit.text import english as words
from toolkit.text import steps as by_steps

MOST_TITLE = 120
"""Characters of a title (the calendar contract)."""


def title(placed: Sequence[Placed]) -> str:
    """How hard and how long, then what: `Hard · 48 min · Minutes 4×1 min`; at most 120 characters.

    With steps of a comeback nobody knows how long: `Easy · your step · Back from a calf strain`.
    """
    stepped = any(one.session.by_steps for one in placed)
    total = by_steps.YOURS if stepped else units.minutes(add(one.dose.seconds for one in placed) / 60)
    names = [
        one.session.title if one.session.by_steps else f"{one.session.title} {words.short(one.workout.main)}".strip()
        for one in placed
    ]
    said = safe(f"{_how_hard(placed)} · {total} · {' + '.join(names)}")
    return said if len(said) <= MOST_TITLE else f"{said[: MOST_TITLE - 1]}…"


def kinds(placed: Sequence[Placed]) -> list[str]:
    """How hard a day is and what it is for, as categories: `Hard`, `VO2max`, `Strength`."""
    said = [_how_hard(placed), *(words.label(one.session.objective) for one in placed)]
    return [safe(kind) for kind in dict.fromkeys(said)]


def _how_hard(placed: Sequence[Placed]) -> str:
    """How hard a day is, by the hardest of its sessions; of equally hard ones by a run, else by the first."""
    first = max(placed, key=lambda one: (one.dose.hard, one.session.mode == "run"))
    return words.hard_word(first.session, first.dose.hard)


def link(event_day: EventDay, schedule: Schedule, site: str) -> str:
    """The address of a day: the rung of its first session, on a site."""
    return f"{site}{addresses.rung(event_day.placed[0].workout, schedule.variant.level)}"


def lines(event_day: EventDay, schedule: Schedule, library: Library, site: str) -> list[EventLine]:
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
    said += [EventLine(_other_days(event_day)), BLANK, EventLine(_week(event_day, schedule))]
    if event_day.opens_week:
        said += _first_of_week(event_day, schedule, library)
    said += [EventLine(one, spare=True) for one in _films(event_day, library, site)]
    if event_day.ends_plan:
        said += next_plan_lines(schedule, library)
    if event_day.opens_plan:
        said += [BLANK, EventLine(f"Before you start: {library.readiness.health_check}", fixed=True)]
        said.append(EventLine(library.readiness.bone, fixed=True))
    return [*said, BLANK, EventLine(link(event_day, schedule, site), fixed=True)]


def _other_days(event_day: EventDay) -> str:
    """On which other days of the week this may be done."""
    if len(event_day.other_days) == 6:
        return "Other days: any."
    names = [dates.WEEKDAY_NAMES[WEEKDAYS[day]][:3] for day in event_day.other_days]
    return f"Other days: {' '.join(names) or 'none'}."


def _week(event_day: EventDay, schedule: Schedule) -> str:
    """Where in the plan this is: `Week 5 of 16`, and on its first day `Week 8 of 16 · Building, reset week`."""
    week, kind = event_day.week, words.WEEK_KIND_WORDS[event_day.week.kind]
    name = schedule.plan.phase(week.phase).name if event_day.opens_week and week.kind != "race" else ""
    said = words.label(", ".join(part for part in (name, kind) if part))
    return f"Week {week.number} of {len(schedule.weeks)}{f' · {said}' if said else ''}"


def _first_of_week(event_day: EventDay, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """What the week is for, and what to do after missed days."""
    if event_day.week.kind == "reset" and (habit := habit_of(event_day.week, library)):
        yield EventLine(f"A habit for this week: {habit.title}. {opening(habit.summary)}")
    purpose = words.WEEK_PURPOSES.get(event_day.week.kind) or schedule.plan.phase(event_day.week.phase).purpose
    yield EventLine(opening(purpose))
    if schedule.plan.beside:
        yield EventLine(schedule.plan.beside)
    stepped = bool(by_steps.sessions_by_steps(schedule.plan, library))
    if stepped:
        yield EventLine(by_steps.MISSED)
    else:
        yield EventLine(_missed(event_day.week, schedule, library), spare=True)  # the plan's page says it too
        if event_day.week.kind == "load" and event_day.week.running:
            yield EventLine(library.missed.thin, spare=True)


def habit_of(week: Week, library: Library) -> Habit | None:
    """The recovery habit that a reset week names: those that fit take turns by the number of the week. Convention."""
    fitting = [habit for habit in library.habits.values() if habit.in_resets]
    fitting.sort(key=lambda habit: (HABITS.index(habit.kind), habit.id))
    return fitting[week.number % len(fitting)] if fitting else None


def _films(event_day: EventDay, library: Library, site: str) -> Iterator[str]:
    """What one looks at on an easy run, in some weeks only."""
    if event_day.films:
        for assessment in library.assessments.values():
            if assessment.in_plans:
                yield f"Film yourself on this run, if you like: {site}assessments/{assessment.id}/"


def _missed(week: Week, schedule: Schedule, library: Library) -> str:
    """What to do after missed days, in brief; where there is no way back in this plan, the plan's page has to say it."""
    stuck = week.kind in ("race", "recovery") or not schedule.weeks[0].running
    steps = [step for step in library.missed.steps if step.brief and not (step.back and (stuck or week.number <= step.back))]
    if not steps:
        return "Missed days, or a fever: see the plan’s page."
    return f"Missed {'; '.join(f'{step.said}: {step.brief}' for step in steps)}; more, or a fever: see the plan’s page."
