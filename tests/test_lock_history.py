"""Locks in the history of a repository: each commit of the first parents is an edition, and none that tells something is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editing import VARIANT
from feeding import compiler_of
from project import change
from small import sound
from test_identity import Repository

from toolkit.app.environment import read_history
from toolkit.app.locking import Locks, find_locks, write_locks
from toolkit.app.locks import read_editions
from toolkit.dose import Doses
from toolkit.editions import Edition, find_followed
from toolkit.feeds.files import compile_variant
from toolkit.feeds.identity import TEXT_REVISION

MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BASE, EASY = "plans/base.yaml", "templates/easy/easy-run.yaml"


class Kept(Repository):
    """A repository whose maintainer locks before every commit."""

    def __init__(self, root: Path) -> None:
        write_locks(root, self.locks_of(root, TEXT_REVISION + DAY))
        super().__init__(root)

    def locks_of(self, root: Path, at: datetime) -> Locks:
        return find_locks(root, sound(root), at)

    def lock(self, at: datetime, *edits: tuple[str, str, str]) -> None:
        for path, old, new in edits:
            change(self.root / path, old, new)
        write_locks(self.root, self.locks_of(self.root, at))
        self.commit(at)

    def editions(self, at: datetime) -> list[Edition]:
        return read_editions(self.root, at)["base"]


@pytest.fixture
def kept(dated: Path) -> Kept:
    for plan in ("small", "climb"):
        (dated / f"plans/{plan}.yaml").unlink()
    return Kept(dated)


MOVED = (BASE, "thu: [easy-run, strength-a]", "fri: [easy-run, strength-a]")


def test_every_commit_of_a_lock_that_a_monday_chooses_is_an_edition(kept: Kept) -> None:
    kept.lock(MONDAY, MOVED)
    kept.lock(MONDAY + 8 * DAY, (BASE, "fri: [easy", "thu: [easy"))
    days = [one.day for one in kept.editions(MONDAY + 9 * DAY)]
    assert days == [(TEXT_REVISION + DAY).date(), MONDAY.date(), (MONDAY + 8 * DAY).date()]


def test_a_lock_file_put_back_in_the_same_week_is_out_of_date_and_rises_when_locked(kept: Kept) -> None:
    """The edition between governs no feed, but its revisions were read by those who were to begin."""
    text, plan = ((kept.root / path).read_text("utf-8") for path in ("plans/base.lock", BASE))
    kept.lock(MONDAY + DAY, MOVED)
    (kept.root / "plans/base.lock").write_text(text, "utf-8")
    (kept.root / BASE).write_text(plan, "utf-8")
    kept.commit(MONDAY + 2 * DAY)
    locks = kept.locks_of(kept.root, MONDAY + 3 * DAY)
    assert locks.stale == ["base"]
    revisions = {day.revision for _, _, layout in locks.now["base"].layouts() for week in layout for day in week.days}
    assert revisions == {1, 3}


def test_a_correction_keeps_its_day_when_something_else_is_locked_in_the_same_week(kept: Kept) -> None:
    kept.lock(MONDAY + DAY, MOVED, (BASE, "stand_in: easy-run", "stand_in: easy-run\ncorrections: [Calves.]"))
    read = [kept.editions(MONDAY + DAY)]
    kept.lock(MONDAY + 2 * DAY, (BASE, "sat: [easy-run]", "sat: [brisk-walk]"))
    read.append(kept.editions(MONDAY + 2 * DAY))
    followed = [find_followed(editions, str(VARIANT), MONDAY.date() + 2 * DAY) for editions in read]
    assert [one.layouts for one in followed[0] if one.corrected] == [one.layouts for one in followed[1] if one.corrected]
    assert {said.day for one in followed[1] for days in one.corrected.values() for said in days.values()} == {MONDAY.date() + DAY}


def test_what_is_merged_is_as_new_as_the_merge(kept: Kept) -> None:
    """Both branches have changed a file; what the merge makes of it is another text than either was, and must be shown."""
    branch = kept.git("symbolic-ref", "--short", "HEAD", at=MONDAY)
    kept.git("checkout", "-qb", "side", at=MONDAY)
    kept.lock(MONDAY + DAY, (EASY, "summary: Easy running.", "summary: Easy running, slowly."))
    kept.git("checkout", "-q", branch, at=MONDAY)
    kept.lock(MONDAY + 5 * DAY, (EASY, "title: Easy run", "title: Gentle run"))
    before = compiled(kept)
    kept.git("merge", "-q", "--no-ff", "side", "-m", "Merge", at=MONDAY + 9 * DAY)
    after = compiled(kept)
    assert {after[day][1] for day in after if after[day][0] != before[day][0]} == {int((MONDAY + 9 * DAY).timestamp())}


def compiled(kept: Kept) -> dict[int, tuple[str, int]]:
    """What the events say on every day, and when they changed."""
    library = sound(kept.root)
    compiler = compiler_of(library, read_history(kept.root))
    plan = compile_variant(compiler, library.plans["base"], VARIANT, Doses(library), kept.editions(MONDAY + 9 * DAY)).plan
    return {
        event.day: (str([plan.lines[line] for line in event.forms[0].text]), max(plan.changed, event.changed))
        for event in plan.events
    }
