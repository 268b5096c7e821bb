"""What an event says of its week: where in the plan it is, what it is for, and what to do after missed days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.library import Library
from toolkit.models import HABITS, WEEKDAYS, Habit
from toolkit.schedule import Schedule, Week
from toolkit.text import dates
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text.events.lines import EventLine, opening


def other_days_text(weekdays: Sequence[int]) -> str:
    """With which other weekdays of its week (Monday 0) a day may change places; nothing where with none."""
    if len(weekdays) == 6:
        return "May swap with: any day of this week."
    names = [dates.short_weekday(WEEKDAYS[day]) for day in weekdays]
    return f"May swap with: {words.one_of(names)}." if names else ""


def week_text(week: Week, schedule: Schedule) -> str:
    """Where in the plan a day is: `Week 8 of 16 · Building, reset week`."""
    name = schedule.plan.phase(week.phase).name if week.kind != "race" else ""
    said = words.label(", ".join(part for part in (name, words.WEEK_KIND_WORDS[week.kind]) if part))
    return f"Week {week.number} of {len(schedule.weeks)}{f' · {said}' if said else ''}"


def first_of_week_lines(week: Week, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """What a week is for, and what to do after missed days."""
    if week.kind == "reset" and (habit := _habit_of(week, library)):
        yield EventLine(f"A habit for this week: {habit.title}. {opening(habit.summary)}", spare=2)
    purpose = words.WEEK_PURPOSES.get(week.kind) or schedule.plan.phase(week.phase).purpose
    if purpose:  # not known of a phase that the plan has no more
        yield EventLine(opening(purpose), spare=2)
    if schedule.plan.beside:
        yield EventLine(schedule.plan.beside, spare=1)
    stepped = bool(by_steps.sessions_by_steps(schedule.plan, library))
    if stepped:
        yield EventLine(by_steps.MISSED, spare=3)
    else:
        yield EventLine(_missed(week, schedule, library), spare=3)  # the plan's page says it too
        if week.kind == "load" and week.running:
            yield EventLine(library.missed.thin, spare=3)


def _habit_of(week: Week, library: Library) -> Habit | None:
    """The recovery habit that a reset week names: those that fit take turns by the number of the week. Convention."""
    fitting = [habit for habit in library.offered(library.habits) if habit.in_resets]
    fitting.sort(key=lambda habit: (HABITS.index(habit.kind), habit.id))
    return fitting[week.number % len(fitting)] if fitting else None


def _missed(week: Week, schedule: Schedule, library: Library) -> str:
    """What to do after missed days, in brief; where there is no way back in this plan, the plan's page has to say it."""
    stuck = week.kind in ("race", "recovery") or not schedule.weeks[0].running
    steps = [step for step in library.missed.steps if step.brief and not (step.back and (stuck or week.number <= step.back))]
    if not steps:
        return "Missed days, or a fever: see the plan’s page."
    return f"Missed {'; '.join(f'{step.said}: {step.brief}' for step in steps)}; more, or a fever: see the plan’s page."
