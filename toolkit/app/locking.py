"""The locks of a project as its plans are now, beside what was published: what moves, and which files have to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from toolkit.app.environment import write_changed
from toolkit.app.locks import find_lock, lock_file, read_at, read_editions
from toolkit.checks.locks import find_lost_in
from toolkit.cores import each
from toolkit.dose import Doses
from toolkit.editions import (
    Lock,
    LockedDay,
    PlanMoves,
    RestoreError,
    compare_locks,
    find_workout,
    join_locks,
    lock_whole_plan,
    write_lock,
)
from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.problems import Problem
from toolkit.rounding import add


class Locks(NamedTuple):
    """The locks of a project: as its plans are now, as they were published last, and those whose file says something else."""

    now: Mapping[str, Lock]
    published: Mapping[str, Lock]
    stale: Sequence[str]
    """The ids of plans whose file in the folder is not their lock."""
    moves: Sequence[PlanMoves]
    """What moves against what was published."""
    lost: Sequence[Problem]
    """What earlier editions that still live name, and is there no more."""


def find_locks(root: Path, library: Library, now: datetime) -> Locks:
    """The lock of every plan that is offered, after those of the repository, of a merge that is not finished, or in the folder."""
    doses, editions = Doses(library), read_editions(root, now)
    plans = sorted(library.answered_plans, key=lambda plan: len(plan.variants), reverse=True)
    merged = read_at(root, "MERGE_HEAD")  # nothing, unless a merge is not finished
    known = {plan.id: _with_merged([one.lock for one in editions.get(plan.id, ())], merged.get(plan.id)) for plan in plans}
    made = dict(zip(known, each(partial(_lock, doses, known, now), plans), strict=True))
    published = {plan: found[-1].lock for plan, found in editions.items() if found}
    stale = sorted(plan for plan, lock in made.items() if not _is_written(root, lock))
    moves = compare_editions(doses, {plan: lock for plan, lock in published.items() if plan in made}, made)
    return Locks(made, published, stale, moves, find_lost_in(editions, doses))


def compare_editions(doses: Doses, before: Mapping[str, Lock], after: Mapping[str, Lock]) -> list[PlanMoves]:
    """What moves from some locks to others, in every plan that either has; minutes are those of today's sessions."""
    variants = {plan.id: {str(one): one for one in plan.variants} for plan in doses.library.plans.values()}
    return [
        compare_locks(before.get(plan), after.get(plan), partial(_minutes, doses, variants, plan))
        for plan in sorted(before.keys() | after.keys())
    ]


def _lock(doses: Doses, known: Mapping[str, Sequence[Lock]], now: datetime, plan: Plan) -> Lock:
    return lock_whole_plan(plan, doses, known[plan.id], now)


def _with_merged(known: list[Lock], merged: Lock | None) -> list[Lock]:
    """The locks of a plan, with that on the branch that is being merged, if there is one; the last has the days of both."""
    if merged is None:
        return known
    return [*known, merged, *(join_locks(ours, merged) for ours in known[-1:])]


def _is_written(root: Path, lock: Lock) -> bool:
    """Whether the file in the folder is a lock, whenever it was made."""
    there = find_lock(root, lock.plan)
    return there is not None and len(there.revised) == len(lock.revised) and replace(there, revised=lock.revised) == lock


def _minutes(doses: Doses, variants: Mapping[str, Mapping[str, Variant]], plan: str, variant: str, day: LockedDay) -> float:
    """The minutes of a day, as its sessions are today; 0 where one is gone."""
    found = variants.get(plan, {}).get(variant)
    try:
        return add(find_workout(one, found, doses).dose.seconds for one in day.sessions) / 60 if found else 0.0
    except RestoreError:
        return 0.0


def write_locks(root: Path, locks: Locks) -> None:
    """Write the file of every lock that is not written yet."""
    for plan in locks.stale:
        write_changed(lock_file(root, plan), write_lock(locks.now[plan]).encode())
