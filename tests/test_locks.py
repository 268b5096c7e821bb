"""Days of a plan keep their ids and never fall in revision, whatever a maintainer does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from editing import EASY, HARD_DAY, LOCKED_FIRST, MINUTES, PLAN, Edited, changed_days, days
from project import change
from small import copy_small, sound

from toolkit.dose import Doses
from toolkit.editions import Lock, compare_locks, join_locks, lock_whole_plan
from toolkit.editions.lock import DayContent

WED, THU, FRI, SAT = 2, 3, 4, 5
BUILDING_THU = "thu: [two-minutes, strength-a]"
GROUND_THU = "thu: [easy-run, strength-a]\n      sat"


@pytest.fixture
def edited(small: Path) -> Edited:
    found = Edited(small)
    found.lock()
    return found


def differing(before: Lock, after: Lock) -> set[tuple[int, int]]:
    """The days of the later lock that are on another day than before, or have another session or dose, or are new."""
    old = {day.id: day.content for day in days(before).values()}
    return {key for key, day in days(after).items() if old.get(day.id) != day.content}


def test_a_first_lock_numbers_days_from_one_and_all_have_revision_one(edited: Edited) -> None:
    lock = edited.locks[0]
    found = lock.variants["intermediate-standard"].layouts[6]
    ids = [day.id for week in found for day in week.days]
    assert ids == list(range(1, len(ids) + 1))
    assert {day.revision for week in found for day in week.days} == {1}
    assert lock.revised == (LOCKED_FIRST,)
    every = {day.id for _, _, layout in lock.layouts() for week in layout for day in week.days}
    assert lock.variants["intermediate-standard"].next_id == max(every) + 1


def test_what_has_not_changed_is_locked_alike_at_any_later_time(edited: Edited) -> None:
    assert edited.made(datetime(2031, 1, 1, tzinfo=UTC)) == edited.locks[0]


def test_a_day_that_moves_keeps_its_id_and_rises(edited: Edited) -> None:
    edited.edit_all(HARD_DAY)
    first, second = edited.locks[0], edited.lock()
    moved = {key for key, day in days(first).items() if key[1] == THU and day.sessions[0].session == "two-minutes"}
    assert len(moved) == 4
    for week, _ in moved:
        assert days(second)[week, FRI].id == days(first)[week, THU].id
    assert changed_days(first, second) == {(week, FRI) for week, _ in moved}
    assert second.revised == (LOCKED_FIRST, edited.editions[1].lock.revised[1])


def test_a_day_of_the_same_purpose_that_stays_keeps_its_id_before_one_that_moves(edited: Edited) -> None:
    """Two easy days: Saturday's goes to Friday, and must not take that of Thursday, which stays."""
    edited.edit(PLAN, "      sat: [easy-run]", "      fri: [easy-run]")
    first, second = edited.locks[0], edited.lock()
    moved = [week for week, weekday in days(second) if weekday == FRI and (week, FRI) not in days(first)]
    assert moved
    for week in moved:
        assert days(second)[week, FRI].id == days(first)[week, SAT].id
        assert days(second)[week, THU].id == days(first)[week, THU].id


def test_another_session_for_the_same_purpose_keeps_the_id_and_rises(edited: Edited) -> None:
    edited.edit(PLAN, BUILDING_THU, "thu: [minutes, strength-a]")
    first, second = edited.locks[0], edited.lock()
    found = {key: day for key, day in days(second).items() if day.sessions[0].session == "minutes"}
    assert found
    assert {key: day.id for key, day in found.items()} == {key: days(first)[key].id for key in found}
    assert changed_days(first, second) == differing(first, second) >= found.keys()


def test_a_session_for_another_purpose_gets_an_id_that_was_never_used(edited: Edited) -> None:
    edited.edit(PLAN, GROUND_THU, "thu: [brisk-walk, strength-a]\n      sat")
    first, second = edited.locks[0], edited.lock()
    new = {day.id for day in days(second).values()} - {day.id for day in days(first).values()}
    assert new
    assert min(new) >= first.variants["intermediate-standard"].next_id
    assert {day.revision for day in days(second).values() if day.id in new} == {2}


def test_a_day_that_gains_a_part_keeps_its_id_and_rises(edited: Edited) -> None:
    edited.edit(PLAN, "sat: [easy-run]", "sat: [easy-run, hips-and-ankles]")
    first, second = edited.locks[0], edited.lock()
    found = {key: day for key, day in days(second).items() if key[1] == SAT and len(day.sessions) == 2}
    assert found
    assert all(day.id == days(first)[key].id for key, day in found.items())
    assert changed_days(first, second) == found.keys()


def test_a_withdrawn_id_is_never_used_again(edited: Edited) -> None:
    """Not by the day that comes back either: those who did not have it have nothing to bring back."""
    edited.edit(PLAN, "      sat: [easy-run]\n", "")
    second = edited.lock()
    gone = {day.id for day in days(edited.locks[0]).values()} - {day.id for day in days(second).values()}
    edited.edit(PLAN, "      sun: [long-run]\n", "      sat: [easy-run]\n      sun: [long-run]\n")
    third = edited.lock()
    assert gone
    assert not gone & {day.id for day in days(third).values()}
    assert {key: day.sessions for key, day in days(third).items()} == {
        key: day.sessions for key, day in days(edited.locks[0]).items()
    }


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (EASY, "- 30min @easy", '- 30min @easy "on grass"'),
        (EASY, "title: Easy run", "title: Gentle run"),
        (EASY, "summary: ", "summary: New. "),
        (PLAN, "purpose: Easy running first.", "purpose: Slowly."),
        (PLAN, "stand_in: easy-run", "stand_in: easy-run\noptional: [hips-and-ankles]"),
    ],
)
def test_wording_and_notes_move_nothing(edited: Edited, path: str, old: str, new: str) -> None:
    edited.edit(path, old, new)
    first, second = edited.locks[0], edited.made()
    assert changed_days(first, second) == set()
    assert second.revised == first.revised
    assert not compare_locks(first, second, lambda *_: 0.0)


def test_a_dose_that_changes_moves_the_days_at_that_rung_alone(edited: Edited) -> None:
    edited.edit(MINUTES, "- 3x(2min @5k", "- 3x(2:10 @5k")
    first, second = edited.locks[0], edited.lock()
    at_rung = {key for key, day in days(first).items() if any(one.dose.startswith("3x(2min @5k") for one in day.sessions)}
    assert at_rung
    assert changed_days(first, second) == differing(first, second) >= at_rung
    assert {day.id for day in days(second).values()} == {day.id for day in days(first).values()}


def test_a_revert_of_content_rises_again(edited: Edited) -> None:
    edited.edit_all(HARD_DAY)
    second = edited.lock()
    edited.edit_all(HARD_DAY, back=True)
    third = edited.lock()
    assert changed_days(second, third) == {key for key, day in days(third).items() if day.revision == 3}
    assert {key: day.content for key, day in days(third).items()} == {
        key: day.content for key, day in days(edited.locks[0]).items()
    }


def test_a_revert_of_the_lock_file_too_is_out_of_date_and_rises_when_locked(edited: Edited) -> None:
    edited.edit_all(HARD_DAY)
    edited.edit(PLAN, GROUND_THU, "thu: [brisk-walk, strength-a]\n      sat")
    second = edited.lock()
    edited.edit_all(HARD_DAY, back=True)
    edited.edit(PLAN, "thu: [brisk-walk, strength-a]\n      sat", GROUND_THU)
    edited.editions.append(edited.editions[0])
    made = edited.made()
    assert made != edited.locks[0]
    again = {key: day for key, day in days(made).items() if day.revision == 3}
    there = {day.id for day in days(second).values()}
    assert again.keys() == {key for key in differing(second, made) if days(made)[key].id in there}
    assert again
    assert made.variants["intermediate-standard"].next_id == second.variants["intermediate-standard"].next_id


def test_ids_of_new_days_are_shared_between_weekdays_of_the_race(edited: Edited) -> None:
    edited.edit(PLAN, "      sat: [easy-run]\n", "      fri: [brisk-walk]\n      sat: [easy-run]\n")
    lock = edited.lock()
    sunday, monday = ({key: day.id for key, day in days(lock, weekday).items()} for weekday in (6, 0))
    new = {key for key, day in days(lock).items() if day.sessions[0].session == "brisk-walk" and key[1] == FRI}
    assert new
    assert {key: monday[key] for key in new} == {key: sunday[key] for key in new}


def test_a_new_variant_has_ids_of_its_own(small: Path) -> None:
    edited = Edited(small, "base")
    first = edited.lock()
    edited.edit("plans/base.yaml", "  intermediate-patient: {because: Not tried.}\n", "")
    second = edited.lock()
    added = second.variants["intermediate-patient"]
    assert {name: second.variants[name] for name in first.variants} == dict(first.variants)
    assert {day.revision for week in added.layouts[6 if 6 in added.layouts else 0] for day in week.days} == {2}


def branch(edited: Edited, folder: Path, *edits: tuple[str, str, str]) -> Lock:
    """The lock on a branch that left when the project was first locked, with its own edits."""
    root = copy_small(folder)
    for path, old, new in edits:
        change(root / path, old, new)
    library = sound(root)
    at = datetime(2027, 1, 20, tzinfo=UTC)
    return lock_whole_plan(library.plans["small"], Doses(library), edited.locks[:1], at)


SIDES = [(["main", "branch"]), (["branch", "main"])]


@pytest.mark.parametrize("order", SIDES)
def test_a_merge_rises_for_those_of_both_sides(edited: Edited, tmp_path: Path, order: list[str]) -> None:
    """Each side has changed the same dose in another way, both to revision 2; the merge has that of the branch."""
    other = branch(edited, tmp_path / "branch", (EASY, "- 20min", "- 22min"))
    edited.edit(EASY, "- 20min", "- 21min")
    main = edited.lock()
    edited.edit(EASY, "- 21min", "- 22min")
    sides = {"main": main, "branch": other}
    merged = merge([edited.locks[0], *(sides[name] for name in order)], edited)
    for side in sides.values():
        rises(side, merged)
    assert 3 in {day.revision for day in days(merged).values()}


@pytest.mark.parametrize("order", SIDES)
def test_a_merge_never_gives_a_new_day_the_id_of_another(edited: Edited, tmp_path: Path, order: list[str]) -> None:
    """Each side has added a day, and gave it the first id that was free."""
    friday = ("      sat: [easy-run]\n", "      fri: [brisk-walk]\n      sat: [easy-run]\n")
    other = branch(edited, tmp_path / "branch", (PLAN, *friday))
    edited.edit(PLAN, "race_week:\n", "race_week:\n  -6: [hips-and-ankles]\n")
    main = edited.lock()
    edited.edit(PLAN, *friday)
    sides = {"main": main, "branch": other}
    merged = merge([edited.locks[0], *(sides[name] for name in order)], edited)
    for side in sides.values():
        purposes = {day.id: day.sessions[0].session for day in days(side).values()}
        assert {day.id: day.sessions[0].session for day in days(merged).values() if day.id in purposes}.items() <= purposes.items()
        rises(side, merged)


@pytest.mark.parametrize("order", SIDES)
def test_a_merge_keeps_the_ids_of_days_that_one_side_has_added(edited: Edited, tmp_path: Path, order: list[str]) -> None:
    other = branch(edited, tmp_path / "branch", (MINUTES, "- 3x(2min @5k", "- 3x(2:20 @5k"))
    edited.edit(PLAN, "      sat: [easy-run]\n", "      fri: [brisk-walk]\n      sat: [easy-run]\n")
    sides = {"main": edited.lock(), "branch": other}
    edited.edit(MINUTES, "- 3x(2min @5k", "- 3x(2:20 @5k")
    merged = merge([edited.locks[0], *(sides[name] for name in order)], edited)
    assert {key: day.id for key, day in days(merged).items()} == {key: day.id for key, day in days(sides["main"]).items()}
    for side in sides.values():
        rises(side, merged)


def merge(known: list[Lock], edited: Edited) -> Lock:
    library = edited.library
    known = [*known, join_locks(*known[-2:])]
    return lock_whole_plan(library.plans["small"], Doses(library), known, datetime(2027, 1, 25, tzinfo=UTC))


def rises(before: Lock, after: Lock) -> None:
    """No revision falls, and that of whatever is another than before rises, for every weekday of the race."""
    for weekday in range(7):
        old = {day.id: day for day in days(before, weekday).values()}
        for day in days(after, weekday).values():
            if day.id in old:
                assert day.revision >= old[day.id].revision
                assert day.content == old[day.id].content or day.revision > old[day.id].revision


TOGGLES = (
    HARD_DAY[0],
    (PLAN, "      thu: [easy-run, strength-a]\n", "      thu: [brisk-walk, strength-a]\n"),
    (PLAN, "      tue: [two-on-one-off, strength-a]\n      wed", "      wed"),
    (EASY, "- 35min @easy", "- 36min @easy"),
    (PLAN, "weeks: {intermediate-standard: 4}", "weeks: {intermediate-standard: 5}"),
)  # fmt: skip


def test_no_run_of_edits_lets_a_revision_fall_or_an_id_come_back(edited: Edited) -> None:
    """Edits and reverts by chance, and now and then an old lock file put back."""
    chance, on = Random(20), [False] * len(TOGGLES)
    seen: dict[int, list[tuple[int, DayContent]]] = {}
    gone: set[int] = set()
    for _ in range(14):
        number = chance.randrange(len(TOGGLES))
        path, old, new = TOGGLES[number]
        edited.edit(path, *((new, old) if on[number] else (old, new)))
        on[number] = not on[number]
        if chance.random() < 0.3:  # a maintainer who puts a file back, and locks again
            edited.editions.append(replace(edited.editions[-1], lock=chance.choice(edited.locks)))
            gone = set()
        lock = edited.lock()
        now = {day.id: (day.revision, day.content) for day in days(lock).values()}
        assert not gone & now.keys()
        for id_, (revision, content) in now.items():
            for before, was in seen.setdefault(id_, []):
                assert revision > before or (revision == before and content == was)
            seen[id_].append((revision, content))
        gone |= seen.keys() - now.keys()
    assert max(revision for found in seen.values() for revision, _ in found) > 5
