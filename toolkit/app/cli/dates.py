"""Days that a runner asks for, held against today: refused where they are past, warned about where a plan has begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import click

from toolkit.problems import count
from toolkit.schedule import Schedule
from toolkit.text.commands import joining_late


def refuse_past_races(races: Iterable[date], today: date) -> None:
    """Wrong usage where a race is over; one that is run today is not."""
    for race in races:
        if race < today:
            raise click.UsageError(f"{race} is in the past: today is {today}. Give the day of a future race.")


def refuse_past_plan(schedule: Schedule, monday: date, today: date) -> None:
    """Wrong usage where a plan that starts on a Monday is over by today."""
    if monday + timedelta(weeks=len(schedule.weeks)) <= today:
        weeks = count(len(schedule.weeks), "week")
        raise click.UsageError(f"started on {monday}, {schedule.plan.title} is over: it has {weeks}, and today is {today}.")


def refuse_missing_week(schedule: Schedule, week: int) -> None:
    """Wrong usage for a week that a plan does not have."""
    if week > len(schedule.weeks):
        raise click.UsageError(f"week {week} is out of range: {schedule.plan.title} has {count(len(schedule.weeks), 'week')}.")


def warn_of_joining_late(title: str, weeks: int, monday: date, today: date) -> str:
    """What to know where the first weeks, of so many up to the race or the end, lie in the past; nothing where all are to come."""
    gone = (today - monday).days // 7
    if gone < 1:
        return ""
    next_monday = today + timedelta(days=-today.weekday() % 7)
    last = next_monday + timedelta(weeks=weeks, days=-1)
    return joining_late(title, weeks, monday, gone, (next_monday, last))
