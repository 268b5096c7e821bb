"""The season at a glance: the figures of `toolkit show plan --summary` week by week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit import notation
from toolkit.models import WEEKDAYS
from toolkit.notation import Steps
from toolkit.schedule import Placed, Schedule, Week
from toolkit.text import dates
from toolkit.text.summary import WeekFigures, quality_days, week_figures


class QualityDay(NamedTuple):
    """A quality day: `Thu`, its session, and the main set without the author’s notes."""

    day: str
    placed: Placed
    main: Steps


class GlanceRow(NamedTuple):
    """A week at a glance."""

    week: Week
    figures: WeekFigures
    days: tuple[QualityDay, ...]


def glance(schedule: Schedule) -> list[GlanceRow]:
    """Every week of a schedule, with its figures and its quality days."""
    return [GlanceRow(week, week_figures(week), tuple(_days(week))) for week in schedule.weeks]


def _days(week: Week) -> Iterator[QualityDay]:
    for weekday, placed in quality_days(week):
        day = dates.short_weekday(WEEKDAYS[weekday])
        yield QualityDay(day, placed, notation.without_notes(placed.workout.main_steps))
