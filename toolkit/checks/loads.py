"""No session writes a load that says nothing, every exception is needed, and a touch is as short as a touch is (decision 67)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from toolkit.dose import Doses
from toolkit.least import SLACK, beyond_free, efforts_hard, efforts_impact, least_hard, least_impact, time_efforts
from toolkit.models import LEVELS, Level, Session, TouchBound
from toolkit.notation import Steps
from toolkit.problems import Problem, unknown
from toolkit.rounding import brief
from toolkit.yaml_reader import Document

_FILE = "templates/loads.yaml"


def check_loads(doses: Doses) -> Iterator[Problem]:
    """Every number of a session that raises nothing, every exception that is not needed, and every touch that is none."""
    library = doses.library
    table, document = library.loads, library.documents[_FILE]
    files = {PurePosixPath(path).stem for path in library.documents}  # a session with another problem is there all the same
    for name in table.exceptions:
        if name not in files:
            yield document.problem(("exceptions", name), unknown("session", name, library.sessions), at_key=True)
    for session in library.sessions.values():
        yield from _exception(doses, session, document)
        yield from _raised(doses, session)
        yield from _all_out(doses, session)
        if session.touch:
            yield from _touch(doses, session)


def _raised(doses: Doses, session: Session) -> Iterator[Problem]:
    """Hard units and impact that every rung counts anyway: a reader would take them for what it counts."""
    document = doses.library.documents[doses.library.path(session)]
    for field in ("hard", "impact"):
        if field not in session.load.model_fields_set:
            continue
        written = float(getattr(session.load, field))
        least = min(_counted(doses, session, field, level, steps) for level in _levels(session) for steps in session.rungs)
        if session.all_out and field == "hard":
            continue  # it says that this is all-out
        if session.touch and field == "hard" and written:
            yield document.problem(("load", field), "load.hard: a touch counts none. Delete it, or “touch: true”.")
        elif written <= least:
            message = f"load.{field}: {written:g} has no effect: by its efforts every rung counts {least:g} or more. Delete it."
            yield document.problem(("load", field), message)


def _all_out(doses: Doses, session: Session) -> Iterator[Problem]:
    """A race or a trial with hard efforts that does not say that it is all-out, on which rules and layout build."""
    if session.kind in ("race", "time-trials") and not session.all_out and doses.most_hard_units(session) >= 1:
        document = doses.library.documents[doses.library.path(session)]
        yield document.problem(("load",), "load: what is hard in race/ and time-trials/ is all-out, and must say so. Add hard: 1.")


def _counted(doses: Doses, session: Session, field: str, level: Level, steps: Steps) -> float:
    """What a rung counts by its efforts alone."""
    if field == "impact":
        return float(efforts_impact(doses.library, session, steps))
    return efforts_hard(doses.library, doses.clockwork(level), session, steps)


def _exception(doses: Doses, session: Session, table: Document) -> Iterator[Problem]:
    """An exception that allows what the efforts of every rung ask for anyway."""
    library = doses.library
    excepted = library.loads.exceptions.get(session.id)
    bounds = library.loads.bounds
    for field in ("hard", "impact"):
        if excepted is None or (allowed := getattr(excepted, field)) is None:
            continue
        if field == "hard":
            clocks = [doses.clockwork(level) for level in _levels(session)]
            most = max(least_hard(time_efforts(steps, clock), bounds) for clock in clocks for steps in session.rungs)
        else:
            most = float(max(least_impact(session, steps, library) for steps in session.rungs))
        if most <= allowed:
            message = f"the efforts of {session.id} count {most:g} at the most without it. Delete this exception."
            yield table.problem(("exceptions", session.id, field), message, at_key=True)


def _touch(doses: Doses, session: Session) -> Iterator[Problem]:
    """The first rung, for any level, that is no touch."""
    document = doses.library.documents[doses.library.path(session)]
    if session.mode != "run":
        yield document.problem(("touch",), f"touch: only a run is a touch, and this is {session.mode}. Delete it.")
        return
    for level in _levels(session):
        for number, steps in enumerate(session.rungs):
            if message := _no_touch(doses, level, steps):
                yield document.problem(("rungs", number), f"touch: {message}, on rung {number + 1} for {level} runners.")
                return


def _no_touch(doses: Doses, level: Level, steps: Steps) -> str:
    """Why a rung is no touch, and what one is; empty where it is one."""
    library = doses.library
    held = beyond_free(time_efforts(steps, doses.clockwork(level)), library.loads.bounds)
    bounds: dict[str, TouchBound] = {effort: bound for bound in library.loads.touch.bounds for effort in bound.efforts}
    if len(held) != 1 or not held.keys() <= bounds.keys():
        efforts = ", ".join(f"@{effort}" for effort in bounds)
        found = " and ".join(f"@{effort}" for effort in held) or "none"
        return f"it has one race effort, one of {efforts}, not {found}"
    ((effort, piece),) = held.items()
    bound = bounds[effort]
    if bound.least - SLACK <= piece.whole <= bound.most + SLACK and piece.longest <= bound.pieces + SLACK:
        return ""
    found = f"{brief(piece.whole / 60)} min, the longest {brief(piece.longest / 60)} min"
    return f"it has {_said(bound)} @{effort}, not {found}"


def _said(bound: TouchBound) -> str:
    """The bound in words: `3 to 6 min in pieces of 2 min or less`."""
    return f"{brief(bound.least / 60)} to {brief(bound.most / 60)} min in pieces of {brief(bound.pieces / 60)} min or less"


def _levels(session: Session) -> tuple[Level, ...]:
    """The levels that are offered a session; all where none is."""
    return tuple(session.start) or LEVELS
