"""When an event changes: by its own files alone, and by code only where its text revision is raised."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from feeding import compile_alone, compiler_of, stamped
from project import change
from schedules import with_week
from small import TESTS, sound

from toolkit.app.environment import read_history
from toolkit.editions import lock_variant
from toolkit.feeds.compiled import CompiledPlan
from toolkit.feeds.identity import TEXT_REVISION, History, record_days
from toolkit.feeds.laid import lay
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.rules.moves import swapped
from toolkit.schedule import SUNDAY, lay_out

VARIANT = Variant("intermediate", "standard")
FIRST = TEXT_REVISION + timedelta(days=1)
LATER = FIRST + timedelta(days=30)


class Repository:
    """A project under git, whose commits are at times that a test chooses."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", at=FIRST)
        self.commit(FIRST)

    def commit(self, at: datetime) -> None:
        self.git("add", ".", at=at)
        self.git("commit", "-qm", "A change", at=at)

    def plan(self) -> CompiledPlan:
        """The small plan as it is compiled from what is committed."""
        library = sound(self.root)
        schedule = lay_out(library.plans["small"], library, VARIANT)
        return compile_alone(schedule, compiler_of(library, read_history(self.root)))

    def git(self, *arguments: str, at: datetime) -> str:
        who = {f"GIT_{role}_{what}": "a@b" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {f"GIT_{role}_DATE": at.isoformat() for role in ("AUTHOR", "COMMITTER")}
        environment = {**os.environ, **who, **dates}
        done = subprocess.run(["git", *arguments], cwd=self.root, check=True, env=environment, capture_output=True, text=True)
        return done.stdout.strip()


@pytest.fixture
def repository(dated: Path) -> Repository:
    return Repository(dated)


def changed(before: CompiledPlan, after: CompiledPlan) -> set[str]:
    """The events that have another version, by their ids."""
    old = versions(before)
    return {event for event, version in versions(after).items() if version != old[event]}


def versions(plan: CompiledPlan) -> dict[str, int]:
    """When every event last changed, by its id."""
    return {event.id: max(plan.changed, event.changed) for event in plan.events}


def holding(plan: CompiledPlan, session: str) -> set[str]:
    """The events of the days that hold a session, by their ids."""
    days = {
        7 * (week.number - 1) + day
        for week in plan.weeks
        for day, found in enumerate(week.days)
        for one in found
        if one.session == session
    }
    return {event.id for event in plan.events if event.day in days}


def test_a_change_of_a_session_is_one_of_its_own_events_alone(repository: Repository) -> None:
    before = repository.plan()
    assert set(versions(before).values()) == {int(FIRST.timestamp())}
    change(repository.root / "templates/intervals/two-minutes.yaml", "summary: ", "summary: New. ")
    repository.commit(LATER)
    after = repository.plan()
    found = changed(before, after)
    assert holding(after, "two-minutes") <= found
    assert 0 < len(found) < len(after.events) / 2
    assert {versions(after)[event] for event in found} == {int(LATER.timestamp())}


def test_a_change_of_the_plan_is_one_of_all_its_events(repository: Repository) -> None:
    before = repository.plan()
    change(repository.root / "plans/small.yaml", "summary: ", "summary: New. ")
    repository.commit(LATER)
    assert changed(before, repository.plan()) == {event.id for event in before.events}


@pytest.mark.parametrize("path", ["toolkit/feeds/stamp.py", "docs/guide/easy.md", "templates/sources.yaml", "README.md"])
def test_what_no_event_is_made_of_changes_none(repository: Repository, path: str) -> None:
    """A comment in code made a program delete and upload 108 of 108 events."""
    before = repository.plan()
    file = repository.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as text:
        text.write("\n# A comment.\n")
    repository.commit(LATER)
    after = repository.plan()
    assert changed(before, after) == set()
    assert stamped(before, date(2027, 4, 18)) == stamped(after, date(2027, 4, 18))


def test_sequence_is_the_revision_of_a_day_and_of_a_file_the_minutes_since_2020_when_it_was_made(library: Library) -> None:
    schedule = lay_out(library.plans["small"], library, VARIANT)
    locked = lock_variant([schedule], [], revision=3)
    laid = lay(schedule, record_days(locked.layouts[SUNDAY]))
    plan = compiler_of(library, History(LATER)).compile(laid)
    assert sequences(stamped(plan, date(2027, 4, 18))) == {3}
    minutes = (LATER - datetime(2020, 1, 1, tzinfo=UTC)) // timedelta(minutes=1)
    assert sequences(stamped(plan, date(2027, 4, 18), made=int(LATER.timestamp()))) == {minutes}


def sequences(content: bytes) -> set[int]:
    return {int(found) for found in re.findall(rb"^SEQUENCE:(\d+)\r$", content, re.MULTILINE)}


def test_a_revision_of_a_day_is_one_of_its_event_alone_and_a_change_of_its_plan(library: Library) -> None:
    """What a day holds shows in other events too: where these may be done instead, and what who joins later must have run."""
    schedule = lay_out(library.plans["small"], library, VARIANT)
    first = lock_variant([schedule], [])
    week = schedule.weeks[0]
    moved = with_week(schedule, swapped(week, *[day for day, placed in enumerate(week.days) if placed][:2]))
    second = lock_variant([moved], [first], revision=2)
    plan = compiler_of(library, History(FIRST)).compile(lay(moved, record_days(second.layouts[SUNDAY], (FIRST, LATER))))
    assert len([event for event in plan.events if event.revision == 2]) == 2
    assert max(event.changed for event in plan.events) == int(FIRST.timestamp())
    assert set(versions(plan).values()) == {plan.changed} == {int(LATER.timestamp())}


def test_code_that_changes_what_events_say_raises_the_text_revision(library: Library, request: pytest.FixtureRequest) -> None:
    """A calendar of the small project with no other version than that of the code; `--accept` writes it after a raise."""
    file = TESTS / "frozen" / "small.ics"
    schedule = lay_out(library.plans["small"], library, VARIANT)
    plan = compile_alone(schedule, compiler_of(library, History(datetime(2026, 1, 1, tzinfo=UTC))))
    content = stamped(plan, date(2027, 4, 18))
    if request.config.getoption("--accept"):
        file.write_bytes(content)
    assert content == file.read_bytes(), (
        "events say something else: raise TEXT_REVISION in toolkit/feeds/identity.py to now, then run this test with --accept"
    )
