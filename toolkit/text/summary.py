"""A plan in one screen of at most 80 columns: a line for each week, and its quality days; one variant, or two side by side.

Its figures are those that pages show as the season at a glance.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from toolkit import notation
from toolkit.models import WEEKDAYS
from toolkit.rounding import fixed
from toolkit.schedule import Placed, Schedule, Week
from toolkit.text import dates
from toolkit.text import english as words
from toolkit.text.wrapping import TERMINAL_WIDTH, wrap

SETS = 40
"""The column, from 0, at which main sets begin."""
HEAD = f"{'week':>4}  {'kind':8} {'min':>4} {'fast':>5} {'hard':>4} {'long':>4}"


def summary_text(schedule: Schedule) -> str:
    """A variant in one screen: running and fast minutes, hard units, the longest run, and the main set of each quality day."""
    lines = [_title(schedule), "", f"{HEAD}    quality days"]
    for week in schedule.weeks:
        sets = [line for weekday, placed in quality_days(week) for line in _main_set(weekday, placed)]
        for shown, said in zip_longest([_figures(week)], sets, fillvalue=""):
            lines.append(f"{shown:{SETS}}{said}".rstrip())
    return "\n".join(lines)


def compared_text(one: Schedule, other: Schedule) -> str:
    """Two variants side by side, week by week, then the main sets that each has and in how many weeks."""
    first, second = _title(one), _title(other)
    lines = [f"{first} | {second}", "", f"{HEAD:{SETS}}| {HEAD.strip()}"]
    for left, right in zip_longest(one.weeks, other.weeks):
        lines.append(f"{_figures(left) if left else '':{SETS}}| {_figures(right) if right else ''}".rstrip())
    for schedule in (one, other):
        lines += ["", f"{words.short_variant(schedule.variant)}:", *_counted(schedule)]
    return "\n".join(lines)


def _title(schedule: Schedule) -> str:
    return f"{schedule.plan.title} · {words.short_variant(schedule.variant)}"


class WeekFigures(NamedTuple):
    """The figures of a week as they are said: minutes in whole ones, fast minutes and hard units in tenths."""

    kind: str
    """What sort of week it is; nothing for a loading week."""
    running: str
    fast: str
    hard: str
    longest: str
    """The longest run, a race apart."""


def week_figures(week: Week) -> WeekFigures:
    """The figures of a week, for a screen and for pages."""
    kind = "" if week.kind == "load" else week.kind
    longest = max((placed.dose.running for _, placed in week.placed() if placed.session.kind != "race"), default=0.0)
    return WeekFigures(kind, fixed(week.running), fixed(week.fast, 1), f"{week.hard:g}", fixed(longest))


def _figures(week: Week) -> str:
    """The figures of a week under HEAD."""
    said = week_figures(week)
    return f"{week.number:>4}  {said.kind:8} {said.running:>4} {said.fast:>5} {said.hard:>4} {said.longest:>4}"


def quality_days(week: Week) -> Iterator[tuple[int, Placed]]:
    """The runs of a week that are moderate or hard, or hold something fast besides strides, with their weekdays."""
    for weekday, placed in week.placed():
        if placed.is_quality:
            yield weekday, placed


def _main_set(weekday: int, placed: Placed) -> list[str]:
    """`Thu 3x(2min @5k, 2min jog)`, on as many lines as it takes."""
    said = f"{dates.WEEKDAY_NAMES[WEEKDAYS[weekday]][:3]} {_without_notes(placed)}"
    return textwrap.wrap(said, TERMINAL_WIDTH - SETS, break_on_hyphens=False, subsequent_indent="    ")


def _without_notes(placed: Placed) -> str:
    return notation.write_steps(notation.without_notes(placed.workout.main_steps))


def _counted(schedule: Schedule) -> Iterator[str]:
    """Each main set of the quality days, with the numbers of the weeks that hold it."""
    found: dict[str, list[str]] = {}
    for week in schedule.weeks:
        for _, placed in quality_days(week):
            found.setdefault(f"{placed.session.id}: {_without_notes(placed)}", []).append(str(week.number))
    for said, weeks in found.items():
        line = f"{said}  (week {', '.join(weeks)})"
        yield from wrap(line, "  ", "      ")
