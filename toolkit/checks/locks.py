"""Locks that can be read, of plans that are still there, whose sessions and doses are: runners live by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.dose import Doses
from toolkit.editions import Edition, Lock, LockError, RestoreError, find_workout, read_lock
from toolkit.library import Library, Project, lock_path
from toolkit.models import RETIRED_FILE, Variant
from toolkit.problems import Problem
from toolkit.text import english as words
from toolkit.things import PLANS

RUN_LOCK = "Run toolkit lock, which writes it again."
"""How a problem ends that this command resolves."""


def check_locks(project: Project, library: Library) -> Iterator[Problem]:
    """What is wrong with the locks in the project's own folder, and with what runners live by according to them."""
    doses = Doses(library)
    for file in sorted(project.root.glob(lock_path("*"))):
        path = f"{PLANS}/{file.name}"
        try:
            lock = read_lock(file.stem, file.read_text("utf-8"))
        except LockError as error:
            yield Problem(path, error.line, 1, f"{error}. {RUN_LOCK}")
        except IsADirectoryError:
            yield Problem(path, 1, 1, "this is a folder. Delete it, and run toolkit lock.")
        except (OSError, UnicodeDecodeError):
            yield Problem(path, 1, 1, f"this cannot be read. {RUN_LOCK}")
        else:
            yield from find_lost(lock, doses, path)


def find_lost_in(editions: Mapping[str, Sequence[Edition]], doses: Doses) -> list[Problem]:
    """Whatever the editions that may live, by plan, name that is there no more; and plans retired before they were first locked."""
    lost = (problem for plan, found in editions.items() for one in found for problem in find_lost(one.lock, doses, lock_path(plan)))
    return sorted({*lost, *_find_retired_too_early(editions, doses.library)})


def _find_retired_too_early(editions: Mapping[str, Sequence[Edition]], library: Library) -> Iterator[Problem]:
    for plan, retired in library.retired.items():
        first = min((time.date() for one in editions.get(plan, ()) for time in one.lock.revised[:1]), default=retired.on)
        if retired.on < first:
            said = f"{retired.on} is before {first}, when the plan was first locked. Write the last day on which it was offered."
            yield library.documents[RETIRED_FILE].problem((plan, "on"), said)


def find_lost(lock: Lock, doses: Doses, path: str) -> Iterator[Problem]:
    """Whatever a lock names that is there no more: its plan, a variant, a session, or a dose that the notation reads."""
    library = doses.library
    if not library.complete:  # what could not be read would seem lost
        return
    plan = library.plans.get(lock.plan)
    if plan is None:
        again = f"Bring {PLANS}/{lock.plan}.yaml back, and list it in {PLANS}/retired.yaml if it is not offered any more."
        yield Problem(path, 1, 1, f"runners live by this plan, and it is not there. {again}")
        return
    variants = {str(variant): variant for variant in plan.variants}
    if lost := [name for name in lock.variants if name not in variants]:
        said = f"runners live by {words.one_of(lost).replace(' or ', ' and ')}, which {lock.plan} does not offer any more."
        yield Problem(library.path(plan), 1, 1, f"{said} Offer it again, or retire the plan and offer another.")
    yield from _find_lost_sessions(lock, variants, doses, path)


def _find_lost_sessions(lock: Lock, variants: Mapping[str, Variant], doses: Doses, path: str) -> Iterator[Problem]:
    sessions = {
        (one.session, one.dose): (variants[name], one)
        for name, _, layout in lock.layouts()
        if name in variants
        for week in layout
        for day in week.days
        for one in day.sessions
    }
    said = set[str]()
    for variant, one in sessions.values():
        try:
            find_workout(one, variant, doses)
        except RestoreError as error:
            if str(error) not in said:
                said.add(str(error))
                yield Problem(path, 1, 1, f"runners live by this: {error}. Bring it back, and retire it: retired: true.")
