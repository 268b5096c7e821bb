"""What sessions and exercises are found by: the filters of an index, and for each entry what they compare.

All judgement is made here; the script in the page only compares words and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from toolkit.dose import Doses
from toolkit.least import impacts_by_rung
from toolkit.library import Library
from toolkit.models import EXERCISE_KINDS, KINDS, LEVELS, OBJECTIVES, PARTS, Exercise, Level, Session, Tissue, Variant
from toolkit.rounding import whole
from toolkit.text import english as words

Compare = Literal["is", "most", "every", "only"]
"""When an entry fits: it has the chosen word; its number is at most the chosen one; it has every word that is ticked; it has no
word but those that are ticked."""

_Thing = TypeVar("_Thing", Session, Exercise)

_TISSUES: tuple[Tissue, ...] = get_args(Tissue)
MINUTE_CHOICES = (10, 20, 30, 45, 60)
IMPACT_CHOICES = ("0, none", "1, as walking", "2, as easy running", "3, as faster running", "4, as fast running on the flat")
NOTHING_SPECIAL = "nothing"
"""Ticked by those who have none of the things; no entry needs it, so it lets nothing else through."""

KIND_IMPACT, KIND_WEIGHT = 2, 1
KIND_TO = (
    "Kind to a part: no more impact than an easy run, and at most a light load on that part (1 of 3), by the loads that this "
    "library gives its sessions, warm-up and cool-down included. It is coaching convention, not medical advice.",
    "No session says how it loads a shin or an ankle: go by impact. Strength that builds a part up loads it on purpose and may be "
    "missing here: look for it under Kind.",
    "Sore today? Choose impact 1 at most as well.",
)
ONLY = (
    "Tick what you have. You find what needs nothing else. Every session and exercise says what can stand in for what it needs.",
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What an entry is asked for: one of the options, or, where there is no word for `any_of_all` of them, all that are ticked."""

    name: str
    title: str
    compare: Compare
    options: tuple[tuple[str, str], ...]
    any_of_all: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Filters that fewer use, folded away under a title."""

    title: str
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class FinderEntry:
    """A session or an exercise in an index: what the filters compare, by their names, and what is shown in short."""

    thing: Session | Exercise
    marks: Mapping[str, str]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finder:
    """An index that can be filtered: the filters seen at once, those folded away, and the entries below each heading."""

    things: str
    filters: tuple[Filter, ...]
    panels: tuple[Panel, ...]
    groups: tuple[tuple[str, tuple[FinderEntry, ...]], ...]

    @property
    def count(self) -> int:
        """How many things are listed."""
        return sum(len(found) for _, found in self.groups)


def session_finder(library: Library) -> Finder:
    """Every session by kind, found by kind, objective, level, minutes, impact, what it is kind to and what it needs."""
    everything = library.sessions.values()
    groups = [(title, tuple(_session(library, one) for one in _by_title(everything, kind))) for kind, title in KINDS.items()]
    objectives = [name for name in OBJECTIVES if any(one.objective == name for one in everything)]
    filters = (
        _kinds((kind, title) for kind, title in KINDS.items() if any(one.kind == kind for one in everything)),
        Filter("for", "What for", "is", _labels(objectives), "Anything"),
        Filter("level", "Level", "is", tuple((name, library.levels.levels[name].title) for name in LEVELS), "Any level"),
        Filter("minutes", "Time", "most", tuple((str(most), f"Up to {most} min") for most in MINUTE_CHOICES), "Any time"),
    )
    gentle = (
        Filter("kind-to", "Kind to my …", "every", tuple((name, words.PART_NAMES[name]) for name in _TISSUES), notes=KIND_TO),
        Filter("impact", "Impact, at most", "most", tuple((said[0], said) for said in IMPACT_CHOICES), "Any impact"),
    )
    panels = (Panel("Kind to my …, and impact", gentle), Panel("I have only …", (_needs(library, everything),)))
    return Finder("sessions", filters, panels, tuple(group for group in groups if group[1]))


def exercise_finder(library: Library) -> Finder:
    """Every exercise by kind, found by kind, the part it serves and what it needs."""
    everything = library.exercises.values()
    groups = [(words.label(kind), tuple(_exercise(library, one) for one in _by_title(everything, kind))) for kind in EXERCISE_KINDS]
    parts = [name for name in PARTS if any(name in one.serves for one in everything)]
    filters = (
        _kinds((kind, words.label(kind)) for kind in EXERCISE_KINDS if any(one.kind == kind for one in everything)),
        Filter("for", "Good for", "is", _labels(parts), "Any part"),
    )
    return Finder(
        "exercises",
        filters,
        (Panel("I have only …", (_needs(library, everything),)),),
        tuple(group for group in groups if group[1]),
    )


def kind_to(library: Library, session: Session) -> tuple[Tissue, ...]:
    """The tissues that a session is kind to, as KIND_TO says."""
    parts = [session, *(library.sessions[name] for name in (session.warm_up, session.cool_down) if name)]
    if max(max(impacts_by_rung(library, part)) for part in parts) > KIND_IMPACT:
        return ()
    return tuple(name for name in _TISSUES if max(part.load.tissues.get(name, 0) for part in parts) <= KIND_WEIGHT)


def minutes_at_start(library: Library, session: Session) -> dict[Level, int]:
    """The minutes of a session at the rung where each level starts, warm-up and cool-down included."""
    doses = Doses(library)
    return {
        level: whole(doses.workout(Variant(level, "standard"), session, session.start[level] - 1).dose.minutes)
        for level in LEVELS
        if level in session.start
    }


def _session(library: Library, session: Session) -> FinderEntry:
    taken, found = minutes_at_start(library, session), impacts_by_rung(library, session)
    marks = {
        "kind": session.kind,
        "for": session.objective,
        "level": " ".join(taken),
        "minutes": " ".join(str(value) for value in taken.values()),
        "impact": str(max(found)),
        "kind-to": " ".join(kind_to(library, session)),
        "needs": " ".join(session.needs),
    }
    facts = {
        "for": words.label(session.objective),
        "hard": words.hard_span(session, Doses(library).most_hard_units_by_rung(session)).lower(),
        "minutes": "–".join(str(value) for value in sorted({min(taken.values()), max(taken.values())})) + " min" if taken else "",
        "impact": words.impact_range(found),
        "needs": _needed(library, session),
    }
    return FinderEntry(session, marks, facts)


def _exercise(library: Library, exercise: Exercise) -> FinderEntry:
    marks = {"kind": exercise.kind, "for": " ".join(exercise.serves), "needs": " ".join(exercise.needs)}
    served = ", ".join(words.PART_NAMES[part] for part in exercise.serves)
    return FinderEntry(exercise, marks, {"for": words.label(served), "needs": _needed(library, exercise)})


def _needed(library: Library, thing: Session | Exercise) -> str:
    said = ", ".join(library.needs[name].title for name in thing.needs)
    return f"needs {said}" if said else ""


def _by_title(things: Iterable[_Thing], kind: str) -> list[_Thing]:
    return sorted((one for one in things if one.kind == kind), key=lambda one: one.title)


def _labels(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, words.label(name)) for name in names)


def _kinds(kinds: Iterable[tuple[str, str]]) -> Filter:
    return Filter("kind", "Kind", "is", tuple(kinds), "Any kind")


def _needs(library: Library, things: Iterable[Session | Exercise]) -> Filter:
    """The things that are needed, those that most need first."""
    needed = [name for thing in things for name in thing.needs]
    most_first = sorted(set(needed), key=lambda name: (-needed.count(name), name))
    options = ((NOTHING_SPECIAL, "nothing special"), *((name, library.needs[name].title) for name in most_first))
    return Filter("needs", "I have only …", "only", options, notes=ONLY)
