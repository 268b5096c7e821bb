"""Rungs and doses against the bounds of `templates/levels.yaml`: what can only be a slip, with the number that would fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.dose import Doses
from toolkit.models import Bounds, Level, Session
from toolkit.notation import Repeat, Step, Steps
from toolkit.problems import Problem
from toolkit.rounding import add, brief
from toolkit.yaml_reader import Place

ALL_OUT = ("race", "time-trials")
"""The kinds whose pieces are as long as their distance."""
_CLOCK = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?![0-9:])")


def check_bounds(doses: Doses) -> Iterator[Problem]:
    """Every rung and every dose that goes beyond what its level does, by the first level it is too much for."""
    library = doses.library
    for session in library.sessions.values():
        for number, rung in enumerate(session.rungs):
            place: Place = ("rungs", number)
            yield from _first_level(doses, library.path(session), place, rung, tuple(session.start), session.kind in ALL_OUT)
            yield from _too_short(doses, session, place, rung)
    for exercise in library.exercises.values():
        for level, dose in exercise.dose.items():
            yield from _first_level(doses, library.path(exercise), ("dose", level), dose, (level,), False)


def _first_level(
    doses: Doses, path: str, place: Place, steps: Steps, levels: tuple[Level, ...], all_out: bool
) -> Iterator[Problem]:
    for level in levels:
        bounds, clock = doses.library.levels.bounds[level], doses.clockwork(level)
        found = list(_beyond(bounds, clock, steps, all_out))
        for step, message in found:
            field = f"{place[0]}[{place[1]}]" if isinstance(place[1], int) else f"{place[0]}.{place[1]}"
            offset = step.offset if step else 0
            yield doses.library.documents[path].problem(place, f"{field}: {message} ({level}).", offset=offset)
        if found:
            return


def _beyond(bounds: Bounds, clock: Clockwork, steps: Steps, all_out: bool) -> Iterator[tuple[Step | None, str]]:
    """What of some steps goes beyond bounds, each with the first step that does, and the number that would fit."""
    found = False
    for step in notation.mentioned(steps):
        most = None if all_out else bounds.piece.get(step.effort or step.what)  # type: ignore[call-overload]
        if most and clock.seconds(step) > most * 60:
            found = True
            said = f"{_said(clock.seconds(step))} of {step.what} in one piece are too long"
            yield step, f"{said}. Write {_fits(clock, step, most)} or less"
        if step.amount and step.amount.unit == "times" and step.amount.high > bounds.set:
            found = True
            yield step, f"{step.amount.high} repetitions in a row are too many. Write {bounds.set} or fewer"
    if not found:  # one cause, one problem
        yield from _in_all(bounds, clock, steps, all_out)


def _in_all(bounds: Bounds, clock: Clockwork, steps: Steps, all_out: bool) -> Iterator[tuple[Step | None, str]]:
    """As `_beyond`, for what adds up over all steps."""
    seconds: dict[str, int] = defaultdict(int)
    times: dict[str, float] = defaultdict(float)
    first: dict[str, Step] = {}
    for step, again in _weighed(steps):
        first.setdefault(step.what, step)
        seconds[step.what] += clock.seconds(step) * again
        if step.amount and step.amount.unit == "times":
            times[step.what] += float(step.amount.high) * again * (2 if step.each else 1)
    for effort, most in () if all_out else bounds.total.items():
        if seconds[f"@{effort}"] > most * 60:
            said = f"{_said(seconds[f'@{effort}'])} of @{effort} in all are too long"
            yield first[f"@{effort}"], f"{said}. Write {most:g}min or less in all"
    for name, number in times.items():
        if number > bounds.repetitions:
            said = f"{number:g} repetitions of {name} in all are too many"
            yield first[name], f"{said}. Write {bounds.repetitions} or fewer in all"
    if (whole := add(seconds.values())) > bounds.session * 60:
        yield None, f"{_said(whole)} in all are too long. Write {bounds.session:g}min or less in all"


def _weighed(steps: Steps, again: int = 1) -> Iterator[tuple[Step, int]]:
    """Every step once, with how often it is done."""
    for item in steps:
        if isinstance(item, Repeat):
            yield from _weighed(item.steps, again * item.times)
        else:
            yield item, again


def _fits(clock: Clockwork, step: Step, most: float) -> str:
    """The longest amount of a step within some minutes, in time or in whole tens of metres as the step is written."""
    if step.amount is None or step.amount.metres is None:
        return f"{most:g}min" if most >= 1 else f"{most * 60:g}s"
    return f"{int(most * 60_000 / clock.pace(step.what) / 10) * 10}m"


def _said(seconds: float) -> str:
    return f"{brief(seconds / 60)} minutes"


def _too_short(doses: Doses, session: Session, place: Place, steps: Steps) -> Iterator[Problem]:
    """A session of a kind that lasts, but this one does not: the usual slip is 1:30 where 1:30:00 is meant."""
    library = doses.library
    least = library.levels.shortest.get(session.kind)  # type: ignore[call-overload]
    if least is None:
        return
    longest = max((doses.clockwork(level).minutes(steps) for level in session.start), default=least)
    if longest >= least:
        return
    document = library.documents[library.path(session)]
    rungs = document.data["rungs"]
    written = str(rungs[int(place[1])]) if isinstance(rungs, list) else ""
    clock = _CLOCK.search(written)
    meant = f"Write {least:g}min or more, or put the file into another folder."
    if clock:
        minutes = int(clock[1]) * 60 + int(clock[2])
        meant = f"“{clock[0]}” is minutes and seconds. Write {clock[0]}:00 or {minutes}min for hours, or {least:g}min or more."
    said = f"rungs[{place[1]}]: {_said(longest * 60)} are too short for {session.kind}/. {meant}"
    yield document.problem(place, said, offset=clock.start() if clock else 0)
