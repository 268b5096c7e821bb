"""Sessions: each has something gentler for a tired day, begins with its aim, and says what it loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import get_args

from toolkit.checks.ladders import levels_that_differ
from toolkit.dose import Doses
from toolkit.least import impacts_by_rung
from toolkit.library import Library
from toolkit.models import Session, Variant
from toolkit.models.vocabulary import Occasion
from toolkit.notation import mentioned
from toolkit.problems import Problem
from toolkit.rounding import fixed
from toolkit.site.finder import kind_to
from toolkit.text.events.lines import opening
from toolkit.yaml_reader import Place

UNEASED = ("warm-ups", "cool-downs", "race")
"""Kinds that are not eased on a tired day: they go with something else, or are what it was all for."""
WALK = 1
"""The most impact of a session that replaces running: that of a walk."""
_DOSE = re.compile(
    r"(?:\d+|one|two|three|four|five|six|eight|ten|fifteen|twenty|thirty|fifty|half a|a few|up to|pieces of|hard pieces)\b", re.I
)
_KILOMETRES = re.compile(r"\bkilomet(?:re|er)s?\b")
_AIM = re.compile(r" (?:for|to|that|before) ")


def check_sessions(doses: Doses) -> Iterator[Problem]:
    """Every session that lacks what its page and its events need, beyond what its own file shows."""
    library = doses.library
    for session in library.sessions.values():
        document = library.documents[library.path(session)]
        found = chain(_gentler(doses, session), _aim(session), _loads(library, session), _versions(session), _notes(session))
        for place, message in found:
            yield document.problem(place, message)


_PlacedMessages = Iterator[tuple[Place, str]]
"""Places in the file of a session, and what is wrong there."""


def _gentler(doses: Doses, session: Session) -> _PlacedMessages:
    """No option for a tired day, or one that takes longer; mobility is gentle enough, and a hard session is judged by options."""
    if session.kind in UNEASED or session.mode == "mobility":
        return
    for level in levels_that_differ(session):
        variant = Variant(level, "standard")
        for rung in range(len(session.rungs)):
            gentle = doses.find_easier(variant, doses.workout(variant, session, rung))
            if gentle is None:
                if doses.most_hard_units(session) < 1:
                    yield (
                        ("title",),
                        f"on rung {rung + 1} there is nothing gentler for a tired day. Name a session: tired: brisk-walk.",
                    )
                return
            longer = gentle.dose.minutes - doses.workout(variant, session, rung).dose.minutes
            if longer > 1.2:
                said = f"tired: {gentle.session.title} takes {fixed(longer)} minutes longer than rung {rung + 1} ({level})."
                yield ("tired",), f"{said} Name a shorter session."
                return


def _aim(session: Session) -> _PlacedMessages:
    """A summary whose first sentence, which events show as the aim, is only a dose."""
    aim = opening(session.summary)
    if _DOSE.match(aim) and not _AIM.search(aim):
        yield (
            ("summary",),
            "the summary begins with a dose. Say first what the session is for: calendars show its first sentence.",
        )


def _notes(session: Session) -> _PlacedMessages:
    """A note that counts kilometres in words: somebody who chose miles would read them still."""
    for number, steps in enumerate(session.rungs):
        if strange := next((step.note for step in mentioned(steps) if _KILOMETRES.search(step.note)), ""):
            message = f"“{strange}” stays in kilometres for who chose miles. Write a part of the way: the first fifth."
            yield ("rungs", number), message


def _loads(library: Library, session: Session) -> _PlacedMessages:
    """A hill that the finder would list as kind to calf and Achilles, and a stand-in for running that lands harder than a walk."""
    if session.kind == "hills" and "calf-achilles" in kind_to(library, session):
        yield (
            ("load", "tissues"),
            "load.tissues: a hill works calf and Achilles; this would be listed as kind to them. Write calf-achilles: 2.",
        )
    if session.kind == "cross-training" and max(impacts_by_rung(library, session)) > WALK:
        yield (
            ("load", "impact"),
            f"load.impact: a session in place of running has {WALK} at most, as a walk has. Move it to another folder.",
        )


def _versions(session: Session) -> _PlacedMessages:
    """A warm-up that has another version for some days, but not for all on which one is asked for."""
    if session.instead and (missing := [day for day in get_args(Occasion) if day not in session.instead]):
        yield (
            ("instead",),
            f"instead: there is none for days that are {' or '.join(missing)}. Name one for each such day, or for none.",
        )
