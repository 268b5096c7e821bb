"""Paces of one runner in words: the rows of a table of efforts, and the same for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.models import AgeGrade, EffortText
from toolkit.models.race_result import LONGEST, SHORTEST, RaceResult
from toolkit.notation import EFFORTS, Effort
from toolkit.paces import LIMITED, RACES, PaceRange, are_limits, pace_ranges, race_seconds, vdot
from toolkit.rounding import fixed, nearest, whole
from toolkit.text.units import MILE, pace
from toolkit.text.wrapping import indent, wrap

BY_FEEL = "by feel"
OR_SLOWER = "{} or slower"
AT_MOST = "up to {}"
LIMITS_ARE = "From 5 km effort on the paces are limits, not aims: run by effort, and no quicker than this."
EFFORT_FIRST = "Effort comes first: on hills, in heat and after a bad night a pace from a table is too quick."
HOW_OLD = "Take a race or a trial of the last twelve weeks, and none from before a lay-off."
GRADE = "Age grade {}\u202f%: worth {} at the best age. A way to look at a time, never a target."
NO_GRADE = "For this distance there is no age grade: there is for road races of 5 km to the marathon."
EQUAL = "Worth as much: {}. Half-marathon and marathon hold only for those who have trained for them."


class PaceRow(NamedTuple):
    """What a table says of an effort: its pace, the time for 400 m, and the speed of a treadmill."""

    effort: Effort
    pace: str
    lap: str
    speed: str


def pace_rows(result: RaceResult, age: int | None, *, miles: bool = False) -> list[PaceRow]:
    """The rows for every effort, for a runner with this race result; a kilometre and km/h, or a mile and mph."""
    limits = LIMITED if are_limits(vdot(*result), age) else ()
    ranges = pace_ranges(*result)
    unit = MILE if miles else 1.0
    return [_row(effort, ranges.get(effort), unit, limit=effort in limits) for effort in EFFORTS]


def _row(effort: Effort, ends: PaceRange | None, unit: float, *, limit: bool) -> PaceRow:
    """The row of an effort; `unit` is the kilometres of what a pace is said by."""
    if ends is None:
        return PaceRow(effort, BY_FEEL, BY_FEEL, BY_FEEL)
    (quick, slow), lap = ([pace(end * kilometres) for end in ends] for kilometres in (unit, 0.4))
    most, least = (fixed(3600 / (end * unit), 1) for end in ends)
    if limit:
        return PaceRow(effort, OR_SLOWER.format(quick), OR_SLOWER.format(lap[0]), AT_MOST.format(most))
    return PaceRow(effort, _range(quick, slow), _range(*lap), _range(least, most))


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def time_text(seconds: float) -> str:
    """`40:00`, `1:07:48`."""
    hours, rest = divmod(whole(seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else pace(rest)


def distance_text(metres: float) -> str:
    """`5 km`, `10 miles`, `a mile`, `a half-marathon`, `600 m`."""
    if metres in (RACES["half"], RACES["marathon"]):
        return "a half-marathon" if metres == RACES["half"] else "a marathon"
    in_miles = nearest(metres / (1000 * MILE), 6)
    if in_miles == whole(in_miles):
        return "a mile" if in_miles == 1 else f"{whole(in_miles)} miles"
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def equal_races(result: RaceResult) -> dict[str, str]:
    """By distance, the times that are worth as much by the same formula, as far as it is made for them."""
    index = vdot(*result)
    seconds = {metres: race_seconds(metres, index) for metres in RACES.values()}
    return {distance_text(metres): time_text(time) for metres, time in seconds.items() if SHORTEST <= time <= LONGEST}


def grade_text(grade: AgeGrade) -> str:
    """What an age grade says, and what it is not."""
    return GRADE.format(fixed(grade.percent, 1), time_text(grade.seconds))


class Racer(NamedTuple):
    """What a terminal shows paces for: a race result, and the age where it is known."""

    result: RaceResult
    age: int | None
    grade: str
    """What the table of age grades says; nothing where it was not asked."""


def paces_text(racer: Racer, efforts: Mapping[Effort, EffortText], *, miles: bool = False) -> str:
    """VDOT, age grade, equal races and the pace of every effort, in lines of at most 80 columns."""
    index = vdot(*racer.result)
    lines = [f"{distance_text(racer.result.metres)} in {time_text(racer.result.seconds)}", f"VDOT {fixed(index, 1)}"]
    lines += wrap(racer.grade)
    equal = ", ".join(f"{race} {time}" for race, time in equal_races(racer.result).items())
    lines += ["", *wrap(EQUAL.format(equal)), ""]
    lines += _table(pace_rows(racer.result, racer.age, miles=miles), efforts, miles=miles)
    lines += [""]
    for said in (LIMITS_ARE if are_limits(index, racer.age) else "", EFFORT_FIRST, HOW_OLD):
        lines += wrap(said)
    return "\n".join(lines)


def _table(rows: list[PaceRow], efforts: Mapping[Effort, EffortText], *, miles: bool) -> Iterator[str]:
    yield _line("Effort", "of 10", "min/mi" if miles else "min/km", "400 m", "mph" if miles else "km/h")
    for row in rows:
        yield _line(row.effort, efforts[row.effort].rpe, row.pace, row.lap, row.speed)
        yield from indent(efforts[row.effort].talk, 18)


def _line(*cells: str) -> str:
    return "{:<10} {:<6} {:<15} {:<15} {}".format(*cells)
