"""Nothing is named twice: not in a list, not among the phases of a plan, not as the title of two pages of one folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from toolkit.library import Library, name_place, texts_of
from toolkit.models import VARIANTS, Plan
from toolkit.problems import Problem
from toolkit.yaml_reader import Place

_SESSIONS: tuple[Place, ...] = (("cues",), ("surface",), ("needs",), ("sources",), ("equivalent",))
_DAYS = ("days", "*"), ("except", "*", "*")
_LISTS: Mapping[str, tuple[Place, ...]] = MappingProxyType(
    {
        "exercises": (("serves",), ("needs",), ("sources",)),
        "assessments": (
            ("needs",), ("sources",), ("norms", "sources"), ("results", "*", "add"), ("results", "*", "leave_out"),
        ),
        "habits": (("sessions",), ("sources",)),
        "tracks": (("counts",),),
        "plans": (
            *((part, "*", *day) for part in ("phases", "after") for day in _DAYS),
            ("race_week", "*"), ("race_week_except", "*", "*"), ("accepts", "*", "for"), ("optional",), ("shapes", "*"),
        ),
        "gaps": (("*", "rows"), ("*", "columns")),
        "glossary": (("*", "also"),),
        "limits": (("*", "sources"),),
        "readiness": (("before_start",), ("reset_early",), ("sources",)),
        "missed": (("sources",),),
        "loads": (("bounds", "*", "efforts"), ("sources",)),
        "outcomes": (("marks", "*", "sessions"), ("marks", "*", "exercises"), ("joints", "tissues"), ("sources",)),
        "grades": (("sources",),),
    }
)  # fmt: skip
"""Where lists are in which nothing is named twice, by the folder or the name of the list; sessions have those of _SESSIONS."""
_ENTRIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"cues": ("text",), "needs": ("title",), "glossary": ("term",), "sources": ("doi", "url")}
)
"""Fields that no two entries of a list share."""


def check_duplicates(library: Library) -> Iterator[Problem]:
    """Everything that is named a second time, at its second place."""
    yield from _in_lists(library)
    yield from _in_entries(library)
    yield from _titles(library)
    yield from _forms(library)
    yield from _cells(library)
    for plan in library.current_plans:
        yield from _in_plan(library, plan)
    yield from _in_seasons(library)


def _in_lists(library: Library) -> Iterator[Problem]:
    """Names that are in one list twice."""
    for path, document in library.documents.items():
        folder = path.split("/")[-2] if path.count("/") == 2 else path.removeprefix("templates/").removesuffix(".yaml")
        known = _LISTS.get("plans" if path.startswith("plans/") and path.count("/") == 1 else folder)
        patterns = known if known is not None else _SESSIONS if path.startswith("templates/") and path.count("/") == 2 else ()
        for pattern in patterns:
            seen: set[tuple[Place, str]] = set()
            for place, name in texts_of(document.data, (*pattern, "*")):
                if not isinstance(place[-1], int):
                    continue  # fields, where a list is meant
                key = (place[:-1], " ".join(name.split()).lower())
                if key in seen:
                    field = name_place(tuple(part for part in place if not isinstance(part, int)))
                    yield document.problem(place, f"{field}[{place[-1]}]: “{name}” is already in this list. Delete it.")
                seen.add(key)


def _in_entries(library: Library) -> Iterator[Problem]:
    """Entries of a list that say the same as another."""
    for name, fields in _ENTRIES.items():
        if (document := library.documents.get(f"templates/{name}.yaml")) is None:
            continue
        for field in fields:
            first: dict[str, str] = {}
            for place, text in texts_of(document.data, ("*", field)):
                other = first.setdefault(" ".join(text.split()).lower(), str(place[0]))
                if other != place[0]:
                    yield document.problem(place, f"{field}: {other} has the same. Delete one of the two, or make them differ.")


def _titles(library: Library) -> Iterator[Problem]:
    """Titles that two things of one kind have, so that nobody could tell their links apart; what is retired may keep its title."""
    first: dict[tuple[str, str], str] = {}
    tables = (library.sessions, library.exercises, library.assessments, library.habits, library.plans, library.seasons)
    for thing in (thing for table in tables for thing in table.values() if not library.is_retired(thing)):
        path = library.path(thing)
        other = first.setdefault((path.rpartition("/")[0], thing.title.lower()), path)
        if other != path:
            message = f"title: {other} is called “{thing.title}” too. Say in one of them how they differ."
            yield library.documents[path].problem(("title",), message)


def _forms(library: Library) -> Iterator[Problem]:
    """Forms of words that belong to two terms, so that no tooltip could say what is meant."""
    first: dict[str, str] = {}
    for name, term in library.glossary.items():
        for number, form in enumerate(term.forms):
            other = first.setdefault(form.lower(), name)
            place: Place = (name, "also", number - 1) if number else (name, "term")
            if other != name:
                yield library.documents["templates/glossary.yaml"].problem(
                    place, f"“{form}” is a form of {other} already. Delete it."
                )


def _cells(library: Library) -> Iterator[Problem]:
    """Cells of the coverage tables whose emptiness is explained twice."""
    first: dict[tuple[str, str, str], str] = {}
    for name, gap in library.gaps.items():
        for cell in ((gap.table, row, column) for row in gap.rows for column in gap.columns):
            other = first.setdefault(cell, name)
            if other != name:
                message = f"{other} says already why {cell[1]}, {cell[2]} is empty. Leave it out in one of the two."
                yield library.documents["templates/gaps.yaml"].problem((name,), message, at_key=True)


def _in_plan(library: Library, plan: Plan) -> Iterator[Problem]:
    """Phases of one name, and warnings that are accepted twice for one variant."""
    document = library.documents[library.path(plan)]
    for place, name in _again(((*above, "name"), phase.name) for above, phase in plan.placed_phases()):
        yield document.problem(place, f"name: another phase is called “{name}” too. Say how they differ.")
    accepted: set[tuple[str, str]] = set()
    for number, acceptance in enumerate(plan.accepts):
        these = {(acceptance.rule, str(variant)) for variant in VARIANTS if acceptance.holds_for(variant)}
        if both := sorted(variant for _, variant in these & accepted):
            message = f"rule: {acceptance.rule} is accepted above already for {both[0]}. Give one reason for each variant."
            yield document.problem(("accepts", number, "rule"), message)
        accepted |= these


def _in_seasons(library: Library) -> Iterator[Problem]:
    """A plan without a race that follows itself: its weeks are one part."""
    for season in library.seasons.values():
        for number, (one, other) in enumerate(pairwise(season.parts), start=1):
            if one.plan == other.plan and library.plans[one.plan].race is None:
                message = f"plan: {other.plan} follows itself. Write one part with the weeks of both."
                yield library.documents[library.path(season)].problem(("parts", number, "plan"), message)


def _again(named: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    """Those whose name has been before, whatever the case of its letters."""
    seen: set[str] = set()
    for place, name in named:
        if name.lower() in seen:
            yield place, name
        seen.add(name.lower())
