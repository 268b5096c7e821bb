"""The text of a lock: what is written is read again, and whatever else there is, is none, with the line that is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.dose import Doses
from toolkit.editions import Lock, LockError, lock_whole_plan, read_lock, write_lock
from toolkit.library import Library

AT = datetime(2027, 1, 5, 12, 30, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def lock(library: Library) -> Lock:
    plan = library.plans["climb"].model_copy(update={"corrections": ("Calf pain was seen: runs are shorter.", "Two — “words” #1")})
    return lock_whole_plan(plan, Doses(library), (), AT)


@pytest.fixture(scope="module")
def text(lock: Lock) -> str:
    return write_lock(lock)


def test_what_is_written_is_read_again(lock: Lock, text: str) -> None:
    assert read_lock("climb", text) == lock
    assert write_lock(read_lock("climb", text)) == text
    assert lock.corrections
    assert any(day.sessions and day.sessions[0].track for _, _, layout in lock.layouts() for week in layout for day in week.days)


def test_every_weekday_of_a_race_is_read_again(library: Library) -> None:
    lock = lock_whole_plan(library.plans["small"], Doses(library), (), AT)
    assert len(lock.variants["intermediate-standard"].layouts) == 7
    assert read_lock("small", write_lock(lock)) == lock
    assert "\nweek 7\n" in write_lock(lock), "a week that is the same on another weekday is written once"


def test_a_lock_of_nothing_is_read_again() -> None:
    assert read_lock("none", write_lock(Lock("none"))) == Lock("none")


def line_of(text: str, start: str) -> int:
    """The number of the first line that begins so, from 1."""
    return next(number for number, line in enumerate(text.split("\n"), start=1) if line.startswith(start))


BROKEN = {
    "dose": ["dose", "dose easy-run", "dose easy-run/1", "dose easy-run/x 20min @easy", "doses easy-run/1 20min @easy"],
    "revised": ["revised", "revised today", "revised 2027-02-30T00:00:00Z", "revised 2027-01-05T12:30:15+00:00"],
    "variant": ["variant", "variant a", "variant a b", "variant intermediate-standard 5 6", "variant intermediate-standard x"],
    "race": ["race", "race xxx", "race Sun", "race mon tue"],
    "week": ["week", "week x", "week 99", "week 1 load", "week 1 loud 1", "week 1 load x", "week 1 load 1 1"],
    "tue": [
        "tue", "tue 2", "tue 2.x", "tue x.1", "tue 2.1 ", "tue 2.1 easy-run", "tue 2.1 easy-run/x", "tue 2.1 easy-run/99",
        "tue 2.1 nothing/1", "tue +2.1 easy-run/1", "tue 2.1  easy-run/1", "tues 2.1 easy-run/1", " tue 2.1 easy-run/1",
        "tue 2.1 easy-run/1??", "tue 2.1 easy-run/1+-", "tue 2.1 :easy-run/1", "tue ２.1 easy-run/1",
    ],
    "end": ["end", "end 1", "the end", ""],
}  # fmt: skip


@pytest.mark.parametrize(("start", "line"), [(start, line) for start, lines in BROKEN.items() for line in lines])
def test_a_broken_line_is_no_lock_and_is_named(text: str, start: str, line: str) -> None:
    number = line_of(text, start)
    lines = text.split("\n")
    with pytest.raises(LockError) as caught:
        read_lock("climb", "\n".join([*lines[: number - 1], line, *lines[number:]]))
    assert number <= caught.value.line <= len(lines)
    assert str(caught.value)


@pytest.mark.parametrize("start", ["dose", "revised", "variant", "week", "tue", "end", "# ", "lock"])
def test_a_line_twice_is_no_lock(text: str, start: str) -> None:
    number = line_of(text, start)
    lines = text.split("\n")
    if start != "revised":  # which may be there as often as there are revisions
        with pytest.raises(LockError):
            read_lock("climb", "\n".join([*lines[:number], lines[number - 1], *lines[number:]]))


def test_a_line_in_another_place_is_no_lock(text: str) -> None:
    lines = text.split("\n")
    for start in ("dose", "revised", "week", "tue"):
        number = line_of(text, start)
        moved = [*lines[: number - 1], *lines[number:-1], lines[number - 1], ""]
        with pytest.raises(LockError):
            read_lock("climb", "\n".join(moved))


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "=======", ">>>>>>> branch"])
def test_a_conflict_of_git_is_named(text: str, line: str) -> None:
    lines = text.split("\n")
    with pytest.raises(LockError, match="git left a conflict here") as caught:
        read_lock("climb", "\n".join([*lines[:10], line, *lines[10:]]))
    assert caught.value.line == 11


@pytest.mark.parametrize("text", ["", "\n", "lock 1\n", "title: A plan\n", "tue 1.1", "week 3", "race sun", "\x00"])
def test_a_file_that_is_something_else_is_no_lock(text: str) -> None:
    with pytest.raises(LockError):
        read_lock("climb", text)


def test_a_lock_with_other_line_ends_is_no_lock(text: str) -> None:
    with pytest.raises(LockError):
        read_lock("climb", text.replace("\n", "\r\n"))


def test_half_a_lock_is_no_lock(text: str) -> None:
    """Wherever a line of it was cut off."""
    for length in (number for number in range(0, len(text) - 1, 41) if text[number - 1] != "\n"):
        with pytest.raises(LockError):
            read_lock("climb", text[:length])


def test_a_lock_without_the_end_of_a_plan_is_none(text: str) -> None:
    lines = text.split("\n")
    del lines[line_of(text, "end") - 1]
    with pytest.raises(LockError, match="the end of a plan is missing"):
        read_lock("climb", "\n".join(lines))
