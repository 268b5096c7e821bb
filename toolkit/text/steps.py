"""A session by steps (decision 70): what its steps are, and when to go on, to repeat one, to go one back, and to stop and ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from toolkit.library import Library
from toolkit.models import Plan, Session
from toolkit.notation import Steps

YOURS = "your step"
"""What is shown where another session has its minutes: only the runner knows which step it is."""
LIGHTER = "A lighter week"
"""The rule that a reset week is about."""
STEP_RULES: tuple[tuple[str, str], ...] = (
    ("Your step", "the one you stand at, from 1 on. The calendar never moves you on."),
    ("Repeat it", "as long as it does not pass."),
    ("From 70 on", "three good sessions, and in a lighter week the step below."),
    (LIGHTER, "no new step, and a set fewer of the strength."),
    (
        "A joint that always aches",
        "at most 1 of 10 above its usual in and after a session, and back to usual by the next morning. That is convention; a "
        "joint that swells waits.",
    ),
    ("One step back", "when the next morning is worse, or after a week off."),
    ("Stop and ask a clinician", "a step failed three times, or pain grows from week to week."),
)
"""What holds for every session by steps; its gate says when to go on."""
KEPT_RULES = ("From 70 on", "One step back", "Stop and ask a clinician")
"""The rules that no text is without: who goes on later, and when a step was too much."""
MISSED = "Missed days: stay at your step; after a week off one step back. A fever: see the plan’s page."
"""What to do after missed days, where the calendar does not say which step comes next."""


def clinician_line(session: Session) -> str:
    """Who goes to a clinician first; the first line wherever a session by steps is shown."""
    return f"A clinician first, and none of this, with: {session.avoid.rstrip('.')}."


def numbered(session: Session, say: Callable[[Steps], str], text: Callable[[str], str] = str) -> Iterator[str]:
    """Every step in words as `say` says it, with what it asks besides, without its number; `text` says what a contributor wrote."""
    for number, steps in enumerate(session.rungs, start=1):
        besides = session.gates.get(number)
        yield f"{say(steps)}{f'. {text(besides)}' if besides else ''}"


def step_rules(session: Session) -> list[tuple[str, str]]:
    """What a step is, when to go on, to repeat it, to go one back, and to stop and ask: a heading and a sentence each."""
    yours, *others = STEP_RULES
    return [yours, ("Go on when", f"{session.gate}"), *others]


def clinician_first(sessions: Iterable[Session]) -> list[str]:
    """The first lines for some sessions, each once, those by steps alone."""
    return list(dict.fromkeys(clinician_line(session) for session in sessions if session.by_steps))


def first_of_plan(plan: Plan, library: Library) -> list[str]:
    """The first line of a plan whose sessions go by steps: that of the first such session; nothing for any other plan."""
    return clinician_first(sessions_by_steps(plan, library)[:1])


def sessions_by_steps(plan: Plan, library: Library) -> list[Session]:
    """The sessions by steps that a plan's phases list, each once, in their order."""
    names = dict.fromkeys(name for phase in plan.phases for name in phase.listed if name in library.sessions)
    return [library.sessions[name] for name in names if library.sessions[name].by_steps]
