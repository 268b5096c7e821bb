"""The compiled plans of a built site, prepared for calendars.

With `app` this is the only module of this floor that reads the disk. What is kept is bounded: the plans that were not used for the
longest time are dropped. A plan whose files have been replaced is read again, so a site may be published while this runs.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from pydantic import ValidationError

from toolkit.feeds.addresses import compiled_path
from toolkit.feeds.compiled import VERSION, CompiledPlan, FingerprintError, choose_edition, compiled_plans, merge, plan_differences
from toolkit.feeds.stamp import Stamper
from toolkit.feeds.zones import weekday_of
from toolkit.rounding import whole

MOST_KEPT_PLANS = 1024
MOST_KEPT_BYTES = 192_000_000
"""How much is kept, by what is counted: a process takes about a third more, and 60 MB for itself."""
_PLAN_BYTES = 1.2
"""What a compiled plan takes in memory for each byte of its file."""
_TRIES = 3
FileState = tuple[int, int, int]
"""What tells that a file has been replaced."""


class UnreadableError(Exception):
    """A compiled plan is of another version than this toolkit reads, of another build than what differs from it, or none at all."""


class FileRead(NamedTuple):
    """A file, and its state when it was read."""

    content: bytes
    state: FileState


@dataclass
class ShelfPlan:
    """A compiled plan for one weekday, ready to be stamped."""

    stamper: Stamper
    weeks: int
    """How many weeks it has; the weeks themselves are not kept, since no calendar needs them."""
    states: tuple[FileState, ...]
    """Of the files it was read from."""
    file_size: int
    counted: int = 0
    """Its share of what the shelf holds."""

    @property
    def modified(self) -> int:
        """When the last of its files was written, in seconds since 1970."""
        return max(state[0] for state in self.states) // 1_000_000_000


class WeekdayError(Exception):
    """A plan has no calendar for an anchor on this weekday; `weekday` is the one it has, None where it has a race."""

    def __init__(self, plan: CompiledPlan) -> None:
        super().__init__()
        self.weekday = plan.weekday if plan.race is None else None


ShelfKey = tuple[str, str, int | None, str]
"""The ids of a plan and a variant, and of what differs from it the weekday and the name of the edition, if it is an earlier one."""


class Shelf:
    """The compiled plans of a site in `folder`; several threads may use it."""

    def __init__(self, folder: Path, most_plans: int = MOST_KEPT_PLANS, most_bytes: int = MOST_KEPT_BYTES) -> None:
        self.folder, self.most_plans, self.most_bytes = folder, most_plans, most_bytes
        self.total = 0
        """How many bytes are counted."""
        self._kept: OrderedDict[ShelfKey, ShelfPlan] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, plan: str, variant: str, anchor: int) -> ShelfPlan | None:
        """A plan in its edition for an anchor, in days since 1970; None where there is none. WeekdayError, UnreadableError."""
        weekday = weekday_of(anchor)
        for _ in range(_TRIES):
            first = self._take((plan, variant, None, ""))
            if first is None:
                return None
            edition = choose_edition(first.stamper.plan, anchor)
            own = first.stamper.plan.weekday == weekday
            if own and not edition:
                return first
            if not own and weekday not in first.stamper.plan.other_weekdays:
                raise WeekdayError(first.stamper.plan)
            try:
                return self._take((plan, variant, weekday, edition.name if edition else ""), first)
            except FingerprintError:
                pass  # the site was published between the two
        raise UnreadableError

    def settle(self, plan: ShelfPlan) -> None:
        """Count what a plan holds after it was stamped, and drop what was not used for the longest time if it is too much."""
        size = whole(plan.file_size * _PLAN_BYTES) + plan.stamper.size
        if size != plan.counted:
            with self._lock:
                if any(kept is plan for kept in self._kept.values()):
                    self.total += size - plan.counted
                    plan.counted = size
                self._drop()

    def _drop(self) -> None:
        while self._kept and (len(self._kept) > self.most_plans or self.total > self.most_bytes):
            self.total -= self._kept.popitem(last=False)[1].counted

    def _take(self, key: ShelfKey, first: ShelfPlan | None = None) -> ShelfPlan | None:
        """What is kept under a key, read again where its file is another; `first` is the plan that it differs from.

        UnreadableError; FingerprintError where the two are of different builds.
        """
        path = self.folder / compiled_path(*key)
        if (state := state_of(path)) is None:
            return None
        before = first.states if first else ()
        with self._lock:
            if (kept := self._kept.get(key)) and kept.states == (*before, state):
                self._kept.move_to_end(key)
                return kept
        if (read := read_file(path)) is None or not read.content:
            return None
        made = _prepare(read, first)
        with self._lock:
            if old := self._kept.pop(key, None):
                self.total -= old.counted
            self._kept[key] = made
            self._drop()
        return made


def _prepare(read: FileRead, first: ShelfPlan | None) -> ShelfPlan:
    """A plan as its file says, or as what differs from the `first` one says. UnreadableError, FingerprintError."""
    try:
        if first is None:
            plan = compiled_plans.validate_json(read.content)
            version, weeks = plan.version, len(plan.weeks)
        else:
            other = plan_differences.validate_json(read.content)
            plan, version, weeks = merge(first.stamper.plan, other), other.version, other.length
    except ValidationError:
        raise UnreadableError from None
    if version != VERSION:
        raise UnreadableError
    before = first.states if first else ()
    return ShelfPlan(Stamper(replace(plan, weeks=())), weeks, (*before, read.state), len(read.content))


def state_of(path: Path) -> FileState | None:
    """The state of a file; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_file(path: Path) -> FileRead | None:
    """A file and the state of what was read; None where there is none."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            return FileRead(file.read(), (found.st_mtime_ns, found.st_size, found.st_ino))
    except OSError:
        return None
