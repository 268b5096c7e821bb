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
from toolkit.text import finder as text
from toolkit.text.pages import KIND_TITLES

Compare = Literal["is", "most", "every", "only"]
"""When an entry fits: it has the chosen word; its number is at most the chosen one; it has every word that is ticked; it has no
word but those that are ticked."""

_Thing = TypeVar("_Thing", Session, Exercise)

_TISSUES: tuple[Tissue, ...] = get_args(Tissue)
MINUTE_CHOICES = (10, 20, 30, 45, 60)
NOTHING_SPECIAL = "nothing"
"""Ticked by those who have none of the things; no entry needs it, so it lets nothing else through."""

KIND_IMPACT, KIND_WEIGHT = 2, 1
"""The most impact, and the most weight on a part, of what is kind to that part; the note of the filter says both."""


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
    everything = library.offered(library.sessions)
    groups = [(KIND_TITLES[kind], tuple(_session(library, one) for one in _by_title(everything, kind))) for kind in KINDS]
    objectives = [name for name in OBJECTIVES if any(one.objective == name for one in everything)]
    filters = (
        _kinds((kind, KIND_TITLES[kind]) for kind in KINDS if any(one.kind == kind for one in everything)),
        _filter("for", text.PURPOSE_FILTER, "is", _labels(objectives)),
        _filter("level", text.LEVEL_FILTER, "is", tuple((name, library.levels.levels[name].title) for name in LEVELS)),
        _filter("minutes", text.TIME_FILTER, "most", tuple((str(most), text.up_to_minutes(most)) for most in MINUTE_CHOICES)),
    )
    gentle = (
        _filter("kind-to", text.KIND_TO_FILTER, "every", tuple((name, words.PART_NAMES[name]) for name in _TISSUES)),
        _filter("impact", text.IMPACT_FILTER, "most", text.IMPACT_OPTIONS),
    )
    panels = (Panel(text.KIND_TO_AND_IMPACT_PANEL, gentle), Panel(text.NEEDS_FILTER.title, (_needs(library, everything),)))
    return Finder(text.SESSIONS_FOUND, filters, panels, tuple(group for group in groups if group[1]))


def exercise_finder(library: Library) -> Finder:
    """Every exercise by kind, found by kind, the part it serves and what it needs."""
    everything = library.offered(library.exercises)
    groups = [(words.label(kind), tuple(_exercise(library, one) for one in _by_title(everything, kind))) for kind in EXERCISE_KINDS]
    parts = [name for name in PARTS if any(name in one.serves for one in everything)]
    filters = (
        _kinds((kind, words.label(kind)) for kind in EXERCISE_KINDS if any(one.kind == kind for one in everything)),
        _filter("for", text.PART_FILTER, "is", _labels(parts)),
    )
    panels = (Panel(text.NEEDS_FILTER.title, (_needs(library, everything),)),)
    return Finder(text.EXERCISES_FOUND, filters, panels, tuple(group for group in groups if group[1]))


def kind_to(library: Library, session: Session) -> tuple[Tissue, ...]:
    """The tissues that a session is kind to, by `KIND_IMPACT` and `KIND_WEIGHT`."""
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
        "minutes": text.minutes_span(list(taken.values())),
        "impact": words.impact_range(found),
        "needs": _needed(library, session),
    }
    return FinderEntry(session, marks, facts)


def _exercise(library: Library, exercise: Exercise) -> FinderEntry:
    marks = {"kind": exercise.kind, "for": " ".join(exercise.serves), "needs": " ".join(exercise.needs)}
    served = ", ".join(words.PART_NAMES[part] for part in exercise.serves)
    return FinderEntry(exercise, marks, {"for": words.label(served), "needs": _needed(library, exercise)})


def _needed(library: Library, thing: Session | Exercise) -> str:
    return text.needed([library.needs[name].title for name in thing.needs])


def _by_title(things: Iterable[_Thing], kind: str) -> list[_Thing]:
    return sorted((one for one in things if one.kind == kind), key=lambda one: one.title)


def _labels(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, words.label(name)) for name in names)


def _kinds(kinds: Iterable[tuple[str, str]]) -> Filter:
    return _filter("kind", text.KIND_FILTER, "is", tuple(kinds))


def _filter(name: str, said: text.FilterText, compare: Compare, options: tuple[tuple[str, str], ...]) -> Filter:
    return Filter(name, said.title, compare, options, said.any_of_all, said.notes)


def _needs(library: Library, things: Iterable[Session | Exercise]) -> Filter:
    """The things that are needed, those that most need first."""
    needed = [name for thing in things for name in thing.needs]
    most_first = sorted(set(needed), key=lambda name: (-needed.count(name), name))
    options = ((NOTHING_SPECIAL, text.NOTHING_SPECIAL_OPTION), *((name, library.needs[name].title) for name in most_first))
    return _filter("needs", text.NEEDS_FILTER, "only", options)
