"""A small project that is edited and locked again and again, as a maintainer does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from project import change
from small import sound

from toolkit.dose import Doses
from toolkit.editions import Edition, Lock, LockedDay, lock_whole_plan
from toolkit.editions.lock import days_by_key
from toolkit.feeds.compile import Compiler
from toolkit.feeds.files import CompiledVariant, compile_variant
from toolkit.feeds.identity import TEXT_REVISION, EventInputs, History
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.schedule import SUNDAY

VARIANT = Variant("intermediate", "standard")
LOCKED_FIRST = datetime(2027, 1, 5, 12, tzinfo=UTC)
"""A Tuesday."""
PLAN = "plans/small.yaml"
EASY, MINUTES, HARD = (f"templates/{path}.yaml" for path in ("easy/easy-run", "intervals/two-minutes", "threshold/two-on-one-off"))
HARD_DAY = (
    (PLAN, "thu: [two-minutes, strength-a]", "fri: [two-minutes, strength-a]"),
    (PLAN, "sat: [easy-with-strides]}", "sat: [easy-with-strides], fri: []}"),
)
"""The hard day of every loading week moves by a day."""
Days = dict[tuple[int, int], LockedDay]
"""By the key of a week and a weekday."""


class Edited:
    """A project that is edited and locked, one day after the other."""

    def __init__(self, root: Path, plan: str = "small") -> None:
        self.root, self.plan = root, plan
        self.editions: list[Edition] = []

    def edit(self, path: str, old: str, new: str) -> None:
        change(self.root / path, old, new)

    def edit_all(self, edits: Sequence[tuple[str, str, str]], *, back: bool = False) -> None:
        """Make some edits, or take them back."""
        for path, old, new in edits:
            self.edit(path, *((new, old) if back else (old, new)))

    @property
    def library(self) -> Library:
        return sound(self.root)

    @property
    def locks(self) -> list[Lock]:
        return [one.lock for one in self.editions]

    def made(self, at: datetime | None = None) -> Lock:
        """The lock of the plan as it is now."""
        library = self.library
        at = at or LOCKED_FIRST + timedelta(days=len(self.editions))
        return lock_whole_plan(library.plans[self.plan], Doses(library), self.locks, at)

    def lock(self, day: date | None = None) -> Lock:
        """Lock the plan as it is now, and commit the lock on a day."""
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else LOCKED_FIRST + timedelta(days=len(self.editions))
        lock = self.made(at)
        self.editions.append(Edition(at.date(), lock))
        return lock

    def compiled(self, built: date, variant: Variant = VARIANT) -> CompiledVariant:
        """The plan as it is compiled on a day, with all that were locked."""
        library = self.library
        history = History(max(TEXT_REVISION, datetime(built.year, built.month, built.day, 12, tzinfo=UTC)))
        compiler = Compiler(library, "https://small.example/", history, EventInputs(library))
        return compile_variant(compiler, library.plans[self.plan], variant, Doses(library), self.editions)


def days(lock: Lock, weekday: int = SUNDAY, variant: Variant = VARIANT) -> Days:
    """The days of a variant with sessions, for a weekday of the race."""
    return {key: day for key, day in days_by_key(lock.variants[str(variant)].layouts[weekday]).items() if day.sessions}


def changed_days(before: Lock, after: Lock) -> set[tuple[int, int]]:
    """The days of the later lock with another revision than they had, or with none before."""
    old = {day.id: day.revision for day in days(before).values()}
    return {key for key, day in days(after).items() if day.revision != old.get(day.id)}
