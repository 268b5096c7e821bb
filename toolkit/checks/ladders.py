"""Each ladder of rungs: neighbours differ in one thing, by a small step, the later harder; warm-ups are long enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.dose import ROUNDED, Doses, warm_up_needed
from toolkit.library import Library
from toolkit.models import LEVELS, RHYTHMS, Level, Session, Variant
from toolkit.notation import EFFORTS, Step, Steps
from toolkit.problems import Problem
from toolkit.rounding import fixed
from toolkit.yaml_reader import Place

CHOICES = ("warm-ups", "cool-downs", "race", "time-trials")
"""Kinds whose rungs are to choose from, not to climb."""
ACTIVE = ("rest", "walk", "jog", "float")
"""Recoveries, from the one that rests most."""
CHANGED = {
    "number": "the number of steps",
    "length": "the length of steps",
    "effort": "an effort",
    "recovery": "a recovery",
    "exercise": "an exercise",
}
"""What two rungs can differ in, in words."""
WARM_UP = "warm-up-before-fast"
"""The limit on what lies before the first fast step."""


def check_ladders(doses: Doses, sessions: Iterable[Session]) -> Iterator[Problem]:
    """Every rung that is not one small step above the one before, and every warm-up that is too short for what follows."""
    warm: dict[tuple[str, Level], float] = {}
    for session in sessions:
        if session.kind not in CHOICES:
            yield from _rungs(doses, session)
        if session.mode == "run" and session.kind not in ("warm-ups", "cool-downs"):
            yield from _warm_up(doses, session, warm)
        yield from _instead(doses, session)


def _rungs(doses: Doses, session: Session) -> Iterator[Problem]:
    """Neighbours differ in one thing (plan-rules, the climb, 3), the later is the harder, and fast minutes grow by a small step.

    Steps that wait for a gate may differ in more than one thing; their fast minutes still grow by a small step.
    """
    document = doses.library.documents[doses.library.path(session)]
    large = dict(_large_steps(doses, session))
    for number, (one, other) in enumerate(pairwise(session.rungs), start=1):
        things, rule = () if session.by_steps else find_differences(one, other), ""
        if len(things) > 1:
            message = f"this rung changes {' and '.join(CHANGED[thing] for thing in things)}. Change one thing at a time."
        elif things and (softer := _softer(one, other)):
            message = f"this rung is gentler than the one before: {softer}. Change the order."
        elif number in large:
            rule = "fast-volume-spike"
            message = f"{large[number]} Add a rung between them. (rule {rule})"
        else:
            continue
        yield document.problem(("rungs", number), f"rungs[{number}]: {message}", rule=rule)


def _large_steps(doses: Doses, session: Session) -> Iterator[tuple[int, str]]:
    """The rungs, counted from 0, whose fast minutes are too many after those before, for the last level where that is so."""
    library, limit = doses.library, doses.library.limits["fast-volume-spike"]
    for level in levels_that_differ(session):
        clock = doses.clockwork(level)
        share = limit.value(level, library.levels.rhythms["standard"].column) / 100
        fast = [clock.fast_minutes(rung) for rung in session.rungs]
        for number, (before, after) in enumerate(pairwise(fast), start=1):
            most = before + max(limit.also["step"], before * share)
            if after > most + ROUNDED:
                grown = f"fast running grows from {fixed(before, 1)} to {fixed(after, 1)} minutes ({level})"
                yield number, f"{grown}; {fixed(most, 1)} is the most in one step."


def find_differences(one: Steps, other: Steps) -> tuple[str, ...]:
    """In what two rungs differ, with all repeats written out: number, length, effort, recovery or exercise, in this order.

    Where steps are only added or left out that is their number. Rungs of which neither holds the other, and which have not as many
    steps, differ in number and in length.
    """
    first, second = list(notation.unfold(one)), list(notation.unfold(other))
    if len(first) != len(second):
        shorter, longer = sorted((first, second), key=len)
        return ("number",) if _held(shorter, longer) else ("number", "length")
    found: set[str] = set()
    for before, after in zip(first, second, strict=True):
        found |= set(_difference(before, after))
    return tuple(name for name in CHANGED if name in found)


def _held(shorter: Sequence[Step], longer: Sequence[Step]) -> bool:
    """Whether the longer rung holds all steps of the shorter, in their order."""
    rest = iter(longer)
    return all(any(not set(_difference(step, candidate)) for candidate in rest) for step in shorter)


def _difference(before: Step, after: Step) -> Iterator[str]:
    """In what one step differs from another; notes are for reading."""
    if before == after:
        return
    if before.role != after.role:
        yield from ("number", "exercise")
        return
    same = (before.amount, before.until_ready, before.each) == (after.amount, after.until_ready, after.each)
    if before.role == "recovery":
        if before.what != after.what or not same:
            yield "recovery"
        return
    if before.what != after.what:
        yield "effort" if before.role == "work" else "exercise"
    if not same and before.exercise == after.exercise:  # another exercise comes with a dose of its own
        yield "length"


def _softer(one: Steps, other: Steps) -> str:
    """What makes the later of two rungs that differ in one thing gentler than the first; nothing where it is not."""
    first, second = list(notation.unfold(one)), list(notation.unfold(other))
    if len(second) < len(first):
        return "it has fewer steps"
    if len(second) > len(first):
        return ""
    works = any(step.role != "recovery" for step in first)  # else the walking is the work
    for before, after in zip(first, second, strict=True):
        if before == after:
            continue
        if before.role == "recovery" and works:
            if before.what != after.what:
                softer = ACTIVE.index(after.what) < ACTIVE.index(before.what)
            else:
                softer = _size(after) > _size(before)
            if softer:
                return "a recovery grows"
        elif before.effort and after.effort and EFFORTS.index(after.effort) < EFFORTS.index(before.effort):
            return "an effort falls"
        elif before.what == after.what and _size(after) < _size(before):
            return "a step is shorter"
    return ""


def _size(step: Step) -> float:
    """How long a step is, to compare it with another of the same unit; metres and seconds are not compared."""
    return 0.0 if step.amount is None else float(step.amount.metres or step.amount.middle)


def _warm_up(doses: Doses, session: Session, warm: dict[tuple[str, Level], float]) -> Iterator[Problem]:
    """The first rung, for any level, before which the warm-up cannot be long enough; `warm` keeps the minutes of each."""
    library, document = doses.library, doses.library.documents[doses.library.path(session)]
    before, differ = session.warm_up or session.after, levels_that_differ(session)
    leads: list[float | None] = []
    for level in (level for level in LEVELS if level in session.start):
        clock = doses.clockwork(level)
        if before and (before, level) not in warm:
            warm[before, level] = _warm(clock, library.sessions[before])
        if level in differ:
            leads = [_lead(clock, rung) for rung in session.rungs]
        for number, (rung, lead) in enumerate(zip(session.rungs, leads, strict=True)):
            if lead is None:
                continue
            minutes, enough = lead + (warm[before, level] if before else 0.0), _enough(library, level, rung)
            if minutes < enough - 1e-6:
                said = f"rung {number + 1} has {fixed(minutes, 1)} minutes before its first fast step"
                advice = f"Name a longer warm_up, or begin with easy minutes. (rule {WARM_UP})"
                where: Place = ("warm_up",) if session.warm_up else ("rungs", number)
                message = f"warm_up: {said}; {level} runners need {fixed(enough)}. {advice}"
                yield document.problem(where, message, rule=WARM_UP)
                return


def _warm(clock: Clockwork, first: Session) -> float:
    """The minutes of what comes first: a warm-up takes the rung that is long enough, another session may be at its gentlest."""
    minutes = [clock.minutes(rung) for rung in first.rungs]
    return max(minutes) if first.kind == "warm-ups" else min(minutes)


def _instead(doses: Doses, session: Session) -> Iterator[Problem]:
    """The warm-ups for other days are as long, and on a cold day longer."""
    library, document = doses.library, doses.library.documents[doses.library.path(session)]
    cold = library.limits[WARM_UP].also["cold"]
    for occasion, name in session.instead.items():
        other = library.sessions[name]
        for level in LEVELS:
            longest = _warm(doses.clockwork(level), other)
            enough = _enough(library, level) + (cold if occasion == "cold" else 0.0)
            if longest < enough - 1e-6:
                needed = f"{level} runners need {fixed(enough)} on such a day"
                said = f"{other.title} has {fixed(longest, 1)} minutes at the most; {needed}"
                message = f"instead.{occasion}: {said}. Give it a longer rung. (rule {WARM_UP})"
                yield document.problem(("instead", occasion), message, rule=WARM_UP)
                break


def levels_that_differ(session: Session) -> list[Level]:
    """The levels a session is offered to; one of them where no distance makes a difference between them."""
    offered = [level for level in LEVELS if level in session.start]
    steps = (step for rung in session.rungs for step in notation.mentioned(rung))
    return offered if any(step.amount and step.amount.metres is not None for step in steps) else offered[:1]


def _lead(clock: Clockwork, rung: Steps) -> float | None:
    """Minutes of a rung before its first fast step; None where nothing is fast."""
    before = clock.time_steps(rung).before_fast
    return None if before is None else before / 60


def _enough(library: Library, level: Level, rung: Steps = ()) -> float:
    """The warm-up that a rung asks of a level, in the rhythm that asks for more."""
    return max(warm_up_needed(library, Variant(level, rhythm), rung) for rhythm in RHYTHMS)
