"""The title and the categories of an event."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from toolkit.rounding import add, fixed
from toolkit.schedule import Placed
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text import units
from toolkit.text.events.lines import safe
from toolkit.text.events.main_set import MANY, amounts_text, circuit_text, pieces_of, plain_text, set_text, without_capital

MOST_TITLE = 120
"""Characters of a title (the calendar contract)."""
GLANCE = 25
"""Characters of a title that a phone shows in a month: how hard, how long, and the dose."""
BOTH = 40
"""Characters within which a title names both sessions of a day."""
PRIME = "\u2032"
"""The sign for minutes: `46′`."""
RACE_DAY = "Race day"
TUNE_UP = "Tune-up"
_DOT = " · "
MOST_AMOUNTS = 15
"""Characters of the amounts of a set, of three pieces or more twelve; where they are more, the fast minutes say as much."""
_Name = tuple[str, int]
"""What a session may be called, and what is lost by it."""
_NO_DOSE, _NO_EFFORT, _OVER = 10, 7, 4
_SHORT: dict[str, str] = {"strength": "strength", "mobility": "mobility", "drill": "drills", "plyometric": "hops", "run": "run"}
"""The shortest name of a session, by its mode."""


def event_title(placed: Sequence[Placed]) -> str:
    """How hard, how long and the dose: `Hard 46′ · 6×2 min at 5 km effort`; with more sessions `… · 30 min easy + strength A`.

    Of several sessions the hardest comes first. How long a session by steps takes is not known: `Easy · your step · Back from …`.
    """
    lead = _lead(placed)
    ordered = [lead, *(one for one in placed if one is not lead)]
    start = safe(_start(placed, lead))
    names = [[(safe(name), cost) for name, cost in _names(one, alone=len(placed) == 1)] for one in ordered]
    said = _fitted(names, BOTH - len(start) - len(_DOT))
    said = f"{start}{_DOT}{said[:1].upper()}{said[1:]}"
    return said if len(said) <= MOST_TITLE else f"{said[: MOST_TITLE - 1]}…"


def event_categories(placed: Sequence[Placed]) -> list[str]:
    """How hard a day is and what it is for, as categories: `Hard`, `VO2max`, `Strength`."""
    said = [_how_hard(_lead(placed)), *(words.label(one.session.objective) for one in placed)]
    return [safe(kind) for kind in dict.fromkeys(said)]


def _lead(placed: Sequence[Placed]) -> Placed:
    """The hardest session of a day; of equally hard ones a run, then what has a scale from easy to hard, else the first."""
    return max(placed, key=_weight)


def _weight(one: Placed) -> tuple[bool, float, bool, bool]:
    session = one.session
    return session.kind == "race", one.dose.hard, session.mode == "run", session.mode not in words.UNGRADED_WORDS


def _how_hard(lead: Placed) -> str:
    """How hard a day is; a touch of race effort before a race is not easy, however little it is."""
    touches = lead.session.touch and not lead.dose.hard
    return TUNE_UP if touches else words.hard_word(lead.session, lead.dose.hard)


def _start(placed: Sequence[Placed], lead: Placed) -> str:
    """`Hard 46′`; `Race day`, which lasts as long as it lasts; `Easy · your step`."""
    if lead.session.kind == "race":
        return RACE_DAY
    if any(one.session.by_steps for one in placed):
        return f"{_how_hard(lead)} · {by_steps.YOURS}"
    return f"{_how_hard(lead)} {fixed(add(one.dose.seconds for one in placed) / 60)}{PRIME}"


def _names(placed: Placed, *, alone: bool) -> list[_Name]:
    """What a session may be called, from the fullest name to the shortest; a name without its dose costs most."""
    session, steps = placed.session, placed.workout.main_steps
    title = session.title.removesuffix(" by steps") if session.by_steps else session.title
    title = without_capital(title)
    called = [(title, 0), (title.partition(" and ")[0].partition(",")[0], 1), (_SHORT.get(session.mode, session.mode), 3)]
    if session.by_steps or session.kind in ("race", "time-trials"):
        return called
    if circuit := circuit_text(steps):
        return [(f"{circuit} of {title}", 0), *called] if alone else called
    dosed = _dosed(placed, title, alone=alone)
    return [*dosed, *((name, cost + _NO_DOSE * bool(dosed)) for name, cost in called)]


def _dosed(placed: Placed, title: str, *, alone: bool) -> list[_Name]:
    """Names that say how much: `3×3 min at 5 km effort`, `3×3 min at 5 km`, `3×3 min`; beside others also `30 min easy`."""
    session, steps = placed.session, placed.workout.main_steps
    full, pieces = set_text(session, steps), pieces_of(steps)
    if not full:
        minutes = "" if alone else plain_text(session, steps)
        return [(minutes, 0)] if minutes else []
    amounts = amounts_text(pieces)
    if len(amounts) > (MOST_AMOUNTS if len(pieces) < 3 else MANY):
        fast = f"{units.minutes(placed.dose.fast)} fast"
        return [(f"{fast}, {title}", 0), (fast, 1)] if placed.dose.fast else []
    long = [(f"long, {full}", 0)] if session.kind == "long" else []
    level = full.removesuffix(" uphill")
    return [
        *long,
        (full, 1),
        (full.removesuffix(" effort"), 2),
        (level, 2),
        (level.removesuffix(" effort"), 3),
        (amounts, _NO_EFFORT),
    ]


def _fitted(names: Sequence[Sequence[_Name]], room: int) -> str:
    """One name of each session: the fullest by which the first two fit, and all of them if that costs little."""

    def cost(chosen: tuple[_Name, ...]) -> tuple[bool, int]:
        said = [name for name, _ in chosen]
        over = len(" + ".join(said)) > room
        return len(" + ".join(said[:2])) > room, add(cost for _, cost in chosen) + _OVER * over

    chosen = [names[0][0]] if len(names) == 1 else min(product(*names), key=cost)
    return " + ".join(name for name, _ in chosen)
