"""What an event says of one session: what to do, what for, what before and after, and what instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.dose import Workout
from toolkit.library import Library
from toolkit.models import Mode, Session
from toolkit.notation import Repeat
from toolkit.schedule import Placed, Schedule
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text import units
from toolkit.text.events.lines import BLANK, EventLine, opening

MOST_CUES = 2
"""How many cues an event has: a runner cannot think of more; the page has the others."""
_BY: Mapping[Mode, str] = {"march": "marching", "row": "rowing", "ski": "ski machine", "swim": "swimming"}
"""By what means something is done without impact, where the mode’s own word does not say it."""


def session_lines(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[EventLine]:
    """The lines of a session; those of the `second` one of a day, or a later one, are fewer and begin with its name."""
    lines = _of_steps if placed.session.by_steps else _of_ladder
    return lines(placed, schedule, library, second=second)


def _of_ladder(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[EventLine]:
    """The lines of a session whose rungs the plan climbs: what to do, and what instead."""
    session = placed.session
    yield from _what_to_do(placed, schedule, library, second=second)
    if second:
        yield EventLine("Tired or sore: leave this out.")
    else:
        yield _cues(session, library)
    if session.kind == "race":
        yield EventLine(library.missed.race)
    if not second and session.kind != "race":  # one races as written, or not at all
        yield from _instead(placed, schedule, library)
    if not second and _has_a_step_lower(placed):
        yield EventLine("Last one not finished as written? Do the last one that you did finish, a step lower, instead of this.")
    yield EventLine(f"Not with: {session.avoid.rstrip('.')}.", fixed=True)


def _what_to_do(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[EventLine]:
    """The main set, what it is for, on what to run it, and what before and after."""
    done, session, exercise = placed.workout, placed.session, words.titles(library)
    clock = schedule.clock
    if second:
        yield BLANK
        yield EventLine(f"Then {session.title}, {units.minutes(placed.dose.minutes)}:")
    yield EventLine(words.sentence(done.main_steps, exercise))
    if schedule.is_optional(placed):
        yield EventLine("Optional: leave it out if you like.")
    if not second:
        yield EventLine(f"Aim: {opening(session.summary)}")
    if session.surface:
        yield EventLine(f"Surface, best first: {', '.join(session.surface)}.")
    for name, steps in (("Warm-up", done.warm_up_steps), ("Cool-down", done.cool_down_steps)):
        if steps:
            yield EventLine(f"{name}, {units.minutes(clock.minutes(steps))}: {words.sentence(steps, exercise)}")


def _cues(session: Session, library: Library) -> EventLine:
    return EventLine(f"Cues: {' · '.join(library.cues[cue].text for cue in session.cues[:MOST_CUES])}", spare=True)


def _of_steps(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[EventLine]:
    """The lines of a session by steps: every step by its number, when to go on, to repeat one or go one back, and what instead."""
    session, exercise = placed.session, words.titles(library)
    if second:
        yield BLANK
        yield EventLine(f"Then {session.title}, {by_steps.YOURS}:")
    (yours, what), *rules = by_steps.step_rules(session)
    yield EventLine(f"{yours}: {what}", fixed=True)
    for number, said in enumerate(by_steps.numbered(session, lambda steps: words.sentence(steps, exercise)), start=1):
        yield EventLine(f"{number}. {said}", fixed=True)
    for heading, rule in rules:
        yield EventLine(f"{heading}: {rule}", fixed=True)
    if not second:
        yield EventLine(f"Aim: {opening(session.summary)}", spare=True)
        yield _cues(session, library)
        yield from _instead(placed, schedule, library)


def _has_a_step_lower(placed: Placed) -> bool:
    """Whether somebody who did not finish the last one is to do less: on quality days, the first of a kind and tests apart."""
    session = placed.session
    return placed.is_quality and placed.change != "new" and not session.touch and session.objective not in ("race", "test")


def _instead(placed: Placed, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """The options for a tired and for a sore day."""
    done, session = placed.workout, placed.session
    tired = schedule.doses.find_easier(schedule.variant, session, done.rung)
    if tired:
        yield EventLine(f"Tired: {_tired(tired, session, words.titles(library))}")
    if not session.equivalent:
        yield EventLine("Sore: only what does not hurt.")
    else:
        ways = words.one_of([_BY.get(mode, mode) for mode in session.equivalent])
        yield EventLine(f"Sore (3–5 of 10): the same minutes by {ways}.")


def _tired(done: Workout, instead_of: Session, exercise: words.Say) -> str:
    """What to do on a tired day, complete in itself; of a mobility circuit one round, by name where the day has the same."""
    steps, share = done.main_steps, ""
    if done.session.mode == "mobility" and words.rounds(steps) and isinstance(circuit := steps[0], Repeat):
        steps, share = circuit.steps, "one round"
    if done.session.id == instead_of.id:
        return share or words.sentence(steps, exercise)
    said, title = words.sentence(steps, exercise), done.session.title
    return said if said.startswith(title) else f"{title}{f', {share}: ' if share else ', '}{said}"
