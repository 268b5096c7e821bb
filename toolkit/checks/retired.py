"""What is no longer offered: nothing that is offered names it, and the list of retired plans says what is so (decision 89)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.library import Library, find_references, name_field
from toolkit.models import KINDS, LISTABLE, RETIRED_FILE, Plan, Template
from toolkit.problems import Problem, unknown
from toolkit.prose import FORMS, Chapter, Citation, Link, Word
from toolkit.rules.measure import name_variants
from toolkit.schedule import Schedules
from toolkit.things import ENDING, PLANS, SORTS, home_of, key_of


class _Named(NamedTuple):
    """A thing with a file of its own, as something names it."""

    noun: str
    id: str


def check_retired(library: Library) -> Iterator[Problem]:
    """Every place at which something that is offered names what is not, and every wrong entry of the list of retired plans."""
    retired = _find_retired(library)
    if retired:
        yield from _in_files(library, retired)
        for chapter in library.chapters.values():
            yield from _in_chapter(library, chapter, retired)
    if RETIRED_FILE in library.documents:
        yield from _entries(library)


def _find_retired(library: Library) -> set[_Named]:
    """Everything that is retired, a season apart: that one of its plans is retired is a problem."""
    named = ((sort.noun, thing) for sort in SORTS for thing in getattr(library, sort.table).values() if sort.noun != "season")
    things = {_Named(noun, thing.id) for noun, thing in named if isinstance(thing, Template) and thing.retired}
    return things | {_Named("plan", plan.id) for plan in library.plans.values() if library.is_retired(plan)}


def _in_files(library: Library, retired: set[_Named]) -> Iterator[Problem]:
    """Every name of something retired in a file of content; a retired thing itself may name others."""
    for path, document in library.documents.items():
        home = home_of(path)
        if home is None or path == RETIRED_FILE or key_of(path) in retired:
            continue
        for found in find_references(home.row.key, document):
            nouns = ("session",) if found.noun in (*KINDS, LISTABLE) else (found.noun,)
            for named in (_Named(noun, found.name) for noun in nouns if _Named(noun, found.name) in retired):
                message = f"{name_field(found.place)}: {_explain(library, named)}"
                yield document.problem(found.place, message, offset=found.offset)


def _in_chapter(library: Library, chapter: Chapter, retired: set[_Named]) -> Iterator[Problem]:
    """Every value and link of a chapter that names something retired."""
    for part in chapter.parts:
        words: list[tuple[str, Word]] = []
        if isinstance(part, Link):
            words = [(part.sort, part.name)]
        elif not isinstance(part, Citation):
            words = list(zip(FORMS[part.name.text], part.words, strict=False))
        for named, word in ((_Named(noun.rstrip("?"), word.text), word) for noun, word in words):
            if named in retired:
                yield chapter.problem(word.at, _explain(library, named))


def _explain(library: Library, named: _Named) -> str:
    """That something is no longer offered, and what to write in its place."""
    if named.noun != "plan":
        where = f"its file says “retired: true”. Name another {named.noun}, or delete this."
    elif instead := library.find_instead(named.id):
        where = f"{RETIRED_FILE} has it. Write {instead.id}."
    else:
        where = f"{RETIRED_FILE} has it. Name another plan, or delete this."
    return f"the {named.noun} {named.id} is no longer offered: {where}"


def _entries(library: Library) -> Iterator[Problem]:
    """Every retired plan that has lost its file, and every plan to take instead that is not offered; that none is left."""
    document = library.documents[RETIRED_FILE]
    known = {key[1] for path in library.documents if (key := key_of(path)) and key[0] == "plan"}
    for name, entry in library.retired.items():
        path = f"{PLANS}/{name}{ENDING}"
        if name not in known and path not in library.settings.leave_out:
            message = f"{unknown('plan', name, known)} The file of a retired plan stays: bring {path} back, or correct its id."
            yield document.problem((name,), message, at_key=True)
        if entry.instead == name:
            yield document.problem((name, "instead"), "instead: a plan cannot replace itself. Name another plan, or delete this.")
        elif entry.instead and entry.instead in library.retired:
            other = library.find_instead(entry.instead)
            remedy = f"Write {other.id}." if other else "Name another plan, or delete this."
            yield document.problem((name, "instead"), f"instead: the plan {entry.instead} is no longer offered either. {remedy}")
    if library.complete and library.answered_plans and not library.offered_plans:
        yield document.problem((), "every plan is retired, so there is nothing to offer. Add a plan, or delete an entry here.")


def find_empty(library: Library, schedules: Schedules, plan: Plan) -> Iterator[Problem]:
    """Every variant of a retired plan that holds nothing any more, or lost its race: that calendars which run would lose it."""
    document, remedy = library.documents[library.path(plan)], "List what its days listed when it was offered."
    for variant in plan.variants:
        for schedule in schedules.of(plan, variant):
            if not any(schedule.placed()):
                message = f"{name_variants([variant])}: the plan is retired, and holds no session any more. {remedy}"
                yield document.problem(("phases",), message, at_key=True)
            elif plan.race and schedule.race_day is None:
                message = f"{name_variants([variant])}: the plan is retired, and its race never comes in any more. {remedy}"
                yield document.problem(("race_week",), message, at_key=True)
