"""The title and the categories of an event."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.rounding import add
from toolkit.schedule import Placed
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text import units
from toolkit.text.events.lines import safe

MOST_TITLE = 120
"""Characters of a title (the calendar contract)."""


def event_title(placed: Sequence[Placed]) -> str:
    """How hard and how long, then what: `Hard · 48 min · Minutes 4×1 min`; at most 120 characters.

    How long a session by steps takes is not known: `Easy · your step · Back from a calf strain`.
    """
    stepped = any(one.session.by_steps for one in placed)
    total = by_steps.YOURS if stepped else units.minutes(add(one.dose.seconds for one in placed) / 60)
    names = [
        one.session.title if one.session.by_steps else f"{one.session.title} {words.short_set(one.workout.main_steps)}".strip()
        for one in placed
    ]
    said = safe(f"{_how_hard(placed)} · {total} · {' + '.join(names)}")
    return said if len(said) <= MOST_TITLE else f"{said[: MOST_TITLE - 1]}…"


def event_categories(placed: Sequence[Placed]) -> list[str]:
    """How hard a day is and what it is for, as categories: `Hard`, `VO2max`, `Strength`."""
    said = [_how_hard(placed), *(words.label(one.session.objective) for one in placed)]
    return [safe(kind) for kind in dict.fromkeys(said)]


def _how_hard(placed: Sequence[Placed]) -> str:
    """How hard a day is, by the hardest of its sessions; of equally hard ones by a run, else by the first."""
    first = max(placed, key=lambda one: (one.dose.hard, one.session.mode == "run"))
    return words.hard_word(first.session, first.dose.hard)
