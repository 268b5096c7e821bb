"""What an event says to do in one session, in the order of doing: the main set in brief, warm-up, main set, cool-down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.library import Library
from toolkit.models import Session
from toolkit.notation import Repeat, Steps
from toolkit.schedule import Placed, Schedule
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text import units
from toolkit.text.events.lines import BLANK, EventLine
from toolkit.text.events.main_set import circuit_text, headline, without_capital
from toolkit.text.events.sets import by_line, explained, has_exercise, in_brief, one_line

OPTIONAL = "Optional: leave it out if you like."


def doing_lines(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[EventLine]:
    """What to do in a session; the lines of the `second` one of a day, or a later one, begin with “Then”."""
    if second:
        yield BLANK
    if placed.session.by_steps:
        yield from _own_steps(placed.session, library, second=second)
        return
    done, then = placed.workout, "Then " if second else ""
    if schedule.is_optional(placed):
        yield EventLine(OPTIONAL, fixed=True)
    brief, *lines = _main_lines(placed, library)
    if done.warm_up_steps:
        yield EventLine(f"{then}{without_capital(brief) if second else brief}", fixed=True)
        yield BLANK
        yield from _around("Warm up", done.warm_up_steps, schedule, library)
        yield BLANK
        main = _after(lines, placed)
    else:
        main = _second(brief, lines, placed) if second else _alone(brief, lines, placed)
    yield from (EventLine(line, fixed=True) for line in main)
    if placed.session.surface:
        where = _where(placed.session, placed.session.surface)
        yield EventLine(where, spare=2 * second, short=_where(placed.session, placed.session.surface[:1]))
    if done.cool_down_steps:
        yield from _around("Cool down", done.cool_down_steps, schedule, library)


def _main_lines(placed: Placed, library: Library) -> list[str]:
    """The main set in brief, then in full; what its effort feels like where that is first named."""
    session, steps = placed.session, placed.workout.main_steps
    inner = steps[0].steps if circuit_text(steps) and isinstance(steps[0], Repeat) else steps
    full = list(by_line(inner, words.titles(library)))
    if session.kind == "race":
        return [headline(session, steps), *full]
    if placed.workout.warm_up_steps:
        return explained([headline(session, steps), *full], steps, library)
    return [headline(session, steps), *explained(full, steps, library)]


def _alone(brief: str, lines: Sequence[str], placed: Placed) -> list[str]:
    """A main set that nothing comes before: as it is; exercises have the name of their session above them."""
    return [f"{brief}:", *lines] if has_exercise(placed.workout.main_steps) else list(lines)


def _after(lines: Sequence[str], placed: Placed) -> list[str]:
    """A main set after its warm-up."""
    if circuit := circuit_text(placed.workout.main_steps):
        return [f"Then {circuit}:", *lines]
    return [f"Then {lines[0]}"] if len(lines) == 1 else ["Then:", *lines]


def _second(brief: str, lines: Sequence[str], placed: Placed) -> list[str]:
    """A main set after that of another session: by its name and minutes, or, where one line says all, by that."""
    if len(lines) == 1 and not has_exercise(placed.workout.main_steps):
        return [f"Then {lines[0]}"]
    circuit = circuit_text(placed.workout.main_steps)
    said = ", ".join(filter(None, (without_capital(placed.session.title), units.minutes(placed.dose.minutes), circuit)))
    return [f"Then {said}:", *lines]


def _around(name: str, steps: Steps, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """A warm-up or a cool-down with its minutes: on one line, or with exercises one a line."""
    said = f"{name}, {units.minutes(schedule.clock.minutes(steps))}"
    exercise = words.titles(library)
    if has_exercise(steps):
        yield EventLine(
            "\n".join([f"{said}:", *by_line(steps, exercise)]), fixed=True, short=f"{said}: {in_brief(steps, exercise)}"
        )
    else:
        yield EventLine(f"{said}: {one_line(steps, exercise)}", fixed=True)


def _where(session: Session, surfaces: Sequence[str]) -> str:
    """On what to run: `Where: track, path or grass, best first.`; `Where: hill, slope 4 to 6 %.`"""
    first = ", best first" if len(surfaces) > 1 else ""
    slope = f", slope {said}" if (said := words.slope(session)) else ""
    return f"Where: {words.one_of(surfaces)}{first}{slope}."


def _own_steps(session: Session, library: Library, *, second: bool) -> Iterator[EventLine]:
    """A session by steps: every step by its number and when to go on; what holds for all such sessions once a day."""
    (yours, what), (go_on, gate), *rules = by_steps.step_rules(session)
    if second:
        yield EventLine(f"Then {without_capital(session.title)}, your step of these:", fixed=True)
    else:
        yield EventLine(f"{yours}: {what}", fixed=True)
    exercise = words.titles(library)
    for number, said in enumerate(by_steps.numbered(session, lambda steps: one_line(steps, exercise)), start=1):
        yield EventLine(f"{number}. {said}", fixed=True)
    yield EventLine(f"{go_on}: {gate}", fixed=True)
    if not second:
        for heading, rule in rules:
            kept = heading in by_steps.KEPT_RULES
            yield EventLine(f"{heading}: {rule}", fixed=kept, spare=1 - kept)
