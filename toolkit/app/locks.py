"""The locks of a project: in its folder, and in the history of its repository, where each is an edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from toolkit.app.git import HISTORY, ask_git, read_blobs, read_time
from toolkit.editions import Edition, Lock, LockedVariant, LockError, read_lock
from toolkit.library import lock_path
from toolkit.things import PLANS

MOST_WEEKS = 60
"""Weeks of the longest plan there can be."""
OLDEST = timedelta(days=365, weeks=MOST_WEEKS)
"""An edition that was replaced longer ago governs no feed that ended within a year."""


class Locking(NamedTuple):
    """A commit that wrote a lock."""

    commit: str
    day: date
    plan: str


def lock_file(root: Path, plan: str) -> Path:
    """Where the lock of a plan lies."""
    return root / lock_path(plan)


def has_locks(root: Path) -> bool:
    """Whether a project has any lock in its folder; one without is not published yet."""
    return any(root.glob(lock_path("*")))


def read_editions(root: Path, built: datetime) -> dict[str, list[Edition]]:
    """By the id of a plan, every edition that may live on the day of a built commit, the oldest first.

    Without a repository the lock in the folder is the one edition there is.
    """
    lockings = _lockings(root)
    if not lockings:
        return _in_folder(root, built.date())
    found: dict[str, list[Edition]] = {}
    for plan in dict.fromkeys(one.plan for one in lockings):
        of_plan = [one for one in lockings if one.plan == plan]
        texts = list(read_blobs(root, [f"{one.commit}:./{lock_path(plan)}" for one in of_plan]))
        wanted = _choose(of_plan, texts, built.date())
        read = ((of_plan[number].day, _read(plan, texts[number])) for number in wanted)
        found[plan] = [Edition(day, lock) for day, lock in read if lock]
    return found


def read_at(root: Path, revision: str) -> dict[str, Lock]:
    """By the id of a plan, the locks at a commit, a branch or a tag."""
    listed = ask_git(root, "ls-tree", "--name-only", revision, f"{PLANS}/")[0].split("\n")
    plans = [Path(path).stem for path in listed if path == lock_path(Path(path).stem)]
    texts = read_blobs(root, [f"{revision}:./{lock_path(plan)}" for plan in plans])
    return {plan: lock for plan, text in zip(plans, texts, strict=True) if (lock := _read(plan, text))}


def _lockings(root: Path) -> list[Locking]:
    """Every commit of the first-parent history that wrote a lock, the oldest first."""
    form = ("--format=%x00%H %ct", "--name-only", "--relative")
    said, _ = ask_git(root, *HISTORY, "--reverse", *form, "--", lock_path("*"))
    return [locking for commit in said.split("\0")[1:] for locking in _of_commit(*commit.split("\n"))]


def _of_commit(head: str, *paths: str) -> Iterator[Locking]:
    commit, seconds = head.split(" ")
    day = read_time(seconds).date()
    yield from (Locking(commit, day, Path(path).stem) for path in paths if path)


def _choose(lockings: Sequence[Locking], texts: Sequence[str | None], built: date) -> Iterator[int]:
    """The places of the commits whose lock may count: not replaced too long ago; the newest always.

    One that was replaced before a Monday governs no feed. It counts where the next one does not just go on from it: where there is
    another number of weeks, a correction is new in it, or its revisions were taken back, as where a merge has taken the other side.
    """
    heads = [_head(text or "") for text in texts]
    for number, (one, later) in enumerate(pairwise(lockings)):
        monday = one.day + timedelta(days=-one.day.weekday() % 7)
        before, head, after = heads[max(number - 1, 0)], heads[number], heads[number + 1]
        goes_on = head.goes_on_in(after) or texts[number] == texts[number + 1]
        counts = monday < later.day or number == 0 or not (before.corrections == head.corrections and goes_on)
        if counts and later.day + OLDEST > built:
            yield number
    yield len(lockings) - 1


class _Head(NamedTuple):
    """What says, without reading all of a lock, whether another goes on from it."""

    revised: Sequence[str]
    weeks: int
    corrections: Sequence[str]

    def goes_on_in(self, other: _Head) -> bool:
        later = len(other.revised) > len(self.revised)
        return later and list(other.revised[: len(self.revised)]) == list(self.revised) and self.weeks == other.weeks


def _head(text: str) -> _Head:
    lines = text.split("\n")
    revised, corrections = ([line for line in lines if line.startswith(word)] for word in ("revised ", "correction "))
    return _Head(revised, text.count("\nweek "), corrections)


def _in_folder(root: Path, day: date) -> dict[str, list[Edition]]:
    found = ((file.stem, _read(file.stem, _text(file))) for file in sorted(root.glob(lock_path("*"))))
    return {plan: [Edition(day, lock)] for plan, lock in found if lock}


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _read(plan: str, text: str | None) -> Lock | None:
    """A lock in a text; None where there is none, or it cannot be read: a check says so of that in the folder."""
    try:
        return None if text is None else read_lock(plan, text)
    except LockError:
        return None


def find_lock(root: Path, plan: str) -> Lock | None:
    """The lock of a plan in the folder; None where there is none, or it cannot be read."""
    return _read(plan, _text(lock_file(root, plan)))


def find_locked(root: Path, plan: str, variant: str) -> LockedVariant | None:
    """A variant as the lock in the folder has it; None where there is none."""
    lock = find_lock(root, plan)
    return lock.variants.get(variant) if lock else None
