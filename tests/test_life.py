"""The life of a subscription in real programs: nothing doubles, nothing is lost, and nothing is written where nothing changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from feeding import compiler_of, stamped
from project import change
from schedules import with_week
from small import sound
from subscribing import Evolution, Host, Refreshed, Subscription
from test_identity import LATER, VARIANT, Repository, holding

from toolkit.app.environment import read_history
from toolkit.feeds.compiled import CompiledPlan
from toolkit.rules.moves import swapped
from toolkit.schedule import lay_out

pytestmark = pytest.mark.exhaustive
RACE = date(2027, 4, 18)
NOTHING = Refreshed(0, 0)


@pytest.fixture
def repository(dated: Path) -> Repository:
    return Repository(dated)


@pytest.fixture
def host() -> Iterator[Host]:
    found = Host()
    yield found
    found.close()


def publish(repository: Repository, host: Host) -> None:
    host.content = stamped(repository.plan(), RACE, feed=host.address)


def test_a_subscription_through_a_season_of_changes(repository: Repository, host: Host, tmp_path: Path) -> None:
    publish(repository, host)
    subscriber = Subscription(tmp_path / "subscriber", host.address)
    plan = repository.plan()
    titles = {event.forms[event.shown[0] or 0].title for event in plan.events}

    assert subscriber.refresh() == Refreshed(len(plan.events), 0), "all are there"
    assert {title for _, title in subscriber.shown()} == {plan.lines[number] for number in titles}
    assert subscriber.refresh() == NOTHING, "nothing has changed"

    change(repository.root / "templates/intervals/two-minutes.yaml", "summary: ", "summary: New. ")
    repository.commit(LATER)
    publish(repository, host)
    own = len(holding(repository.plan(), "two-minutes"))
    found = subscriber.refresh()
    assert found.written == found.deleted
    assert own <= found.written < len(plan.events) / 2, "its own events, and those that name it on a tired day"
    assert len(subscriber.days()) == len(plan.events)

    (repository.root / "toolkit").mkdir()
    (repository.root / "toolkit/stamp.py").write_text("# A comment.\n", "utf-8")
    repository.commit(LATER)
    publish(repository, host)
    assert subscriber.refresh() == NOTHING, "a comment in code"

    for status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.NOT_FOUND):
        host.status = status
        assert subscriber.refresh() == NOTHING, status
        assert len(subscriber.days()) == len(plan.events), "the host is away, and nothing goes"
    host.status = HTTPStatus.OK
    assert subscriber.refresh() == NOTHING, "it is back"
    last = max(subscriber.shown())
    assert last[1].startswith("Finished: "), "and says from the start what comes at the end"


def test_a_day_that_is_moved_is_the_same_event(repository: Repository, host: Host, tmp_path: Path) -> None:
    publish(repository, host)
    subscriber = Subscription(tmp_path / "subscriber", host.address)
    subscriber.refresh()
    before = subscriber.shown()
    host.content = stamped(with_long_run_moved(repository), RACE, feed=host.address)
    found = subscriber.refresh()
    after, days = subscriber.shown(), subscriber.days()
    assert found.written == found.deleted <= 7, "what moved, and what it may change places with"
    assert len(days) == len(set(days)), "no day has two events"
    long = [[day for day, title in shown if title.endswith("Long run")] for shown in (before, after)]
    assert len(long[0]) == len(long[1]), "no long run is lost"
    assert long[0] != long[1], "and they have moved"
    assert Counter(title for _, title in before) == Counter(title for _, title in after)


def test_evolution_follows_the_same_life(repository: Repository, host: Host, tmp_path: Path) -> None:
    """It knows events by their UIDs: none doubles or goes, and SEQUENCE rises for those alone that changed."""
    publish(repository, host)
    plan = repository.plan()
    evolution = Evolution(tmp_path / "evolution", host.address)
    try:
        first = evolution.refresh()
        assert len(first) == len(plan.events)
        assert evolution.refresh() == first

        change(repository.root / "templates/intervals/two-minutes.yaml", "summary: ", "summary: New. ")
        repository.commit(LATER)
        publish(repository, host)
        second = evolution.refresh()
        assert second.keys() == first.keys()
        newer = {uid for uid, event in second.items() if event.sequence > first[uid].sequence}
        assert newer == {uid for uid, event in second.items() if event != first[uid]}
        assert len(holding(repository.plan(), "two-minutes")) <= len(newer) < len(first) / 2

        with (repository.root / "plans/small.yaml").open("a", encoding="utf-8") as plan_file:
            plan_file.write("# The long run of week 5 is on Saturday now.\n")
        repository.commit(LATER + timedelta(days=1))  # what has no newer version is not looked at again by Evolution
        host.content = stamped(with_long_run_moved(repository), RACE, feed=host.address)
        third = evolution.refresh()
        assert third.keys() == first.keys(), "the same events"
        moved = {uid for uid, event in third.items() if event.day != second[uid].day}
        assert len(moved) == 2
        assert any("-long@" in uid for uid in moved)

        for status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.NOT_FOUND):
            host.status = status
            assert evolution.refresh() == third, status
    finally:
        evolution.close()


def with_long_run_moved(repository: Repository) -> CompiledPlan:
    """The plan with the long run of week 5 on Saturday, and what was there on Sunday."""
    library = sound(repository.root)
    schedule = lay_out(library.plans["small"], library, VARIANT)
    moved = with_week(schedule, swapped(schedule.weeks[4], 5, 6))
    return compiler_of(library, read_history(repository.root)).compile(moved)
