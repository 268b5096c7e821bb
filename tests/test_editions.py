"""Which lock a feed follows, and what of it reaches whom: by its first Monday, by the day of a commit, and by corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from editing import EASY, HARD_DAY, MINUTES, PLAN, VARIANT, Edited, days
from feeding import stamped
from readers import Seen, by_icalendar
from small import copy_small

from toolkit.editions import Edition, FollowedEdition, Lock, LockedDay, LockedSession, LockedVariant, LockedWeek, find_followed
from toolkit.editions.lock import AFTER

MONDAY = date(2027, 3, 1)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WEEKS = 10
NAME = str(VARIANT)


def lock_of(dose: int, weeks: int = WEEKS, *corrections: str) -> Lock:
    """A plan of an easy run on every Tuesday, whose minutes tell one edition from another."""
    run = LockedSession("easy-run", 1, f"{dose}min @easy")
    layout = [LockedWeek(number, "load", "All", (LockedDay(1, number, 1, (run,)),)) for number in range(1, weeks + 1)]
    layout[-1] = replace(layout[-1], days=(*layout[-1].days, LockedDay(AFTER, weeks + 1, 1, ())))
    return Lock("plan", {NAME: LockedVariant(weeks + 2, {0: tuple(layout)})}, corrections)


def doses(followed: Sequence[FollowedEdition], monday: date) -> list[int]:
    """The minutes of every week of the feed that begins on a Monday, by the first edition that is for it."""
    one = next(one for one in followed if one.before is None or monday < one.before)
    return [int(day.sessions[0].dose[:2]) for week in one.layouts[0] for day in week.days if day.sessions]


def governing(editions: Sequence[Edition], monday: date, built: date | None = None) -> int:
    (dose,) = set(doses(find_followed(editions, NAME, built or editions[-1].day), monday))
    return dose


@pytest.mark.parametrize(("committed", "governs"), [(MONDAY - DAY, 21), (MONDAY, 21), (MONDAY + DAY, 20)])
def test_a_feed_follows_the_newest_edition_not_later_than_its_first_monday(committed: date, governs: int) -> None:
    editions = [Edition(MONDAY - 5 * WEEK, lock_of(20)), Edition(committed, lock_of(21))]
    assert governing(editions, MONDAY) == governs
    assert governing(editions, MONDAY + WEEK) == 21
    assert governing(editions, MONDAY - WEEK) == 20


def test_of_two_editions_before_a_monday_the_newer_one_governs() -> None:
    editions = [Edition(MONDAY + day * DAY, lock_of(60 + day)) for day in (-30, -4, -2, 1)]
    assert governing(editions, MONDAY) == 58
    assert governing(editions, MONDAY - WEEK) == 30


def test_of_two_editions_on_a_day_the_newer_one_governs() -> None:
    editions = [Edition(MONDAY - 5 * WEEK, lock_of(20)), Edition(MONDAY, lock_of(21)), Edition(MONDAY, lock_of(22))]
    assert governing(editions, MONDAY) == 22


def test_an_edition_behind_a_clock_that_went_back_counts_from_the_day_before_it() -> None:
    editions = [Edition(MONDAY - WEEK, lock_of(20)), Edition(MONDAY + DAY, lock_of(21)), Edition(MONDAY - 3 * DAY, lock_of(22))]
    assert governing(editions, MONDAY) == 20
    assert governing(editions, MONDAY + WEEK) == 22


def test_feeds_that_began_before_the_first_edition_follow_it() -> None:
    editions = [Edition(MONDAY, lock_of(20)), Edition(MONDAY + 2 * WEEK, lock_of(21))]
    assert governing(editions, MONDAY - 30 * WEEK) == 20


def test_what_a_feed_follows_does_not_depend_on_the_day_of_the_build_while_it_lives() -> None:
    editions = [Edition(MONDAY + 4 * week * WEEK + DAY, lock_of(20 + week)) for week in range(4)]
    for weeks in range(-1, 12):
        found = {governing(editions, MONDAY + weeks * WEEK, MONDAY + later * WEEK) for later in (12, 30, 60)}
        assert len(found) == 1, weeks


def test_an_edition_lives_for_a_year_after_its_last_feed_then_the_next_one_answers() -> None:
    editions = [Edition(MONDAY, lock_of(20)), Edition(MONDAY + DAY, lock_of(21)), Edition(MONDAY + 4 * WEEK + DAY, lock_of(22))]
    over = MONDAY + WEEKS * WEEK + timedelta(days=365)
    assert governing(editions, MONDAY, over - DAY) == 20
    assert governing(editions, MONDAY, over) == 21
    assert governing(editions, MONDAY + WEEK, over + 4 * WEEK - DAY) == 21
    assert governing(editions, MONDAY, over + 4 * WEEK) == 22


def test_a_longer_plan_lives_longer() -> None:
    editions = [Edition(MONDAY, lock_of(20, 14)), Edition(MONDAY + DAY, lock_of(21))]
    over = MONDAY + 14 * WEEK + timedelta(days=365)
    assert governing(editions, MONDAY, over - DAY) == 20
    assert governing(editions, MONDAY, over) == 21


def test_a_variant_that_came_later_has_no_edition_before() -> None:
    assert find_followed([Edition(MONDAY, Lock("plan"))], NAME, MONDAY) == []
    editions = [Edition(MONDAY, Lock("plan")), Edition(MONDAY + 2 * WEEK, lock_of(21))]
    assert governing(editions, MONDAY) == 21


def corrected(*editions: tuple[int, Lock]) -> list[Edition]:
    """Locks committed so many days after the first."""
    return [Edition(MONDAY - WEEK + day * DAY, lock) for day, lock in editions]


def test_a_correction_reaches_weeks_that_begin_after_its_day() -> None:
    """Committed on a Monday: the week of that day stays as it was."""
    for after, kept in ((27, 3), (28, 4), (29, 4)):  # Sunday, Monday and Tuesday, three weeks after the Monday
        editions = corrected((0, lock_of(20)), (after, lock_of(18, WEEKS, "Calves.")))
        followed = find_followed(editions, NAME, editions[-1].day)
        assert doses(followed, MONDAY) == [20] * kept + [18] * (WEEKS - kept)


def test_what_is_no_correction_reaches_nobody_who_has_begun() -> None:
    editions = corrected((0, lock_of(20, WEEKS, "Calves.")), (30, lock_of(18, WEEKS, "Calves.")))
    assert doses(find_followed(editions, NAME, editions[-1].day), MONDAY) == [20] * WEEKS


def test_a_correction_says_of_the_days_that_it_changes_what_and_when() -> None:
    editions = corrected((0, lock_of(20)), (29, lock_of(18, WEEKS, "Calves.")))
    one = next(one for one in find_followed(editions, NAME, editions[-1].day) if one.before and one.before > MONDAY)
    assert {key: (said.day, said.because) for key, said in one.corrected[0].items()} == {
        (week, 1): (editions[1].day, "Calves.") for week in range(5, WEEKS + 1)
    }


def test_a_second_correction_changes_what_comes_after_it_and_leaves_the_first() -> None:
    editions = corrected((0, lock_of(20)), (22, lock_of(18, WEEKS, "One.")), (43, lock_of(16, WEEKS, "One.", "Two.")))
    followed = find_followed(editions, NAME, editions[-1].day)
    assert doses(followed, MONDAY) == [20] * 3 + [18] * 3 + [16] * 4
    one = next(one for one in followed if one.before and one.before > MONDAY)
    assert [one.corrected[0][week, 1].because for week in range(4, WEEKS + 1)] == ["One."] * 3 + ["Two."] * 4


def test_what_follows_a_correction_and_is_none_reaches_nobody() -> None:
    for later in (1, 30):  # also in the same week, before any Monday
        editions = corrected((0, lock_of(20)), (22, lock_of(18, WEEKS, "One.")), (22 + later, lock_of(16, WEEKS, "One.")))
        assert doses(find_followed(editions, NAME, editions[-1].day), MONDAY) == [20] * 3 + [18] * 7


def test_who_begins_after_a_correction_finds_the_plan_as_it_is() -> None:
    editions = corrected((0, lock_of(20)), (29, lock_of(18, WEEKS, "Calves.")))
    followed = find_followed(editions, NAME, editions[-1].day)
    assert doses(followed, MONDAY + 4 * WEEK) == [18] * WEEKS
    assert not followed[-1].corrected


def test_a_correction_passes_those_who_are_through() -> None:
    editions = corrected((0, lock_of(20)), (7 * 30, lock_of(18, WEEKS, "Calves.")))
    followed = find_followed(editions, NAME, editions[-1].day)
    assert doses(followed, MONDAY) == [20] * WEEKS
    assert not next(one for one in followed if one.before and one.before > MONDAY).corrected


@pytest.mark.parametrize("weeks", [8, 9, 11, 13])
def test_a_correction_with_another_length_leaves_the_length_and_the_end(weeks: int) -> None:
    editions = corrected((0, lock_of(20)), (29, lock_of(18, weeks, "Calves.")))
    one = next(one for one in find_followed(editions, NAME, editions[-1].day) if one.before and one.before > MONDAY)
    ends = [day.id for week in one.layouts[0] for day in week.days if day.weekday == AFTER]
    assert [week.key for week in one.layouts[0]] == list(range(1, WEEKS + 1))
    assert ends == [WEEKS + 1]
    assert one.layouts[0][-1].days[-1].weekday == AFTER


def feed(edited: Edited, anchor: date, built: date) -> dict[str, Seen]:
    """What a reader sees on the day of a build, by UID."""
    compiled = edited.compiled(built)
    seen = by_icalendar(stamped(compiled.at(*compiled.for_anchor(anchor)), anchor))
    assert len({one.uid for one in seen}) == len(seen)
    return {one.uid: one for one in seen}


def days_and_titles(seen: dict[str, Seen]) -> dict[str, tuple[date, str]]:
    return {uid: (one.start, one.summary) for uid, one in seen.items()}


RACE = date(2027, 4, 11)
"""Of a feed of the small plan, whose nine weeks before the race begin on 1 February."""
BEGINS = date(2027, 2, 1)
LONGER = (PLAN, "weeks: {intermediate-standard: 4}", "weeks: {intermediate-standard: 5}")
SHORTER = (PLAN, "weeks: {intermediate-standard: 4}", "weeks: {intermediate-standard: 3}")


@pytest.fixture
def edited(small: Path) -> Edited:
    found = Edited(small)
    found.lock(BEGINS - 2 * WEEK)
    return found


@pytest.mark.parametrize(
    ("edit", "committed", "new"),
    [
        (LONGER, BEGINS - WEEK, True),  # the longer plan begins on the Monday of the commit
        (LONGER, BEGINS - WEEK + DAY, False),  # it would have begun on the day before
        (SHORTER, BEGINS, True),
        (SHORTER, BEGINS + DAY, False),  # the shorter plan would begin six days later, but the longer one has begun
    ],
)
def test_a_plan_of_another_length_counts_by_its_own_first_monday(
    edited: Edited, edit: tuple[str, str, str], committed: date, new: bool
) -> None:
    before = feed(edited, RACE, committed - DAY)
    edited.edit_all([edit])
    edited.lock(committed)
    after = feed(edited, RACE, committed)
    assert (len(after) != len(before)) == new


def test_a_dose_that_changes_is_todays_words_at_the_old_dose_for_who_has_begun(edited: Edited) -> None:
    """Its ladder does not have the dose any more."""
    before = feed(edited, RACE, BEGINS)
    edited.edit(EASY, "- 20min @easy", "- 19min @easy")
    edited.edit(EASY, "summary: Easy running.", "summary: Easy running on grass.")
    edited.lock(BEGINS + WEEK)
    after = feed(edited, RACE, BEGINS + WEEK)
    assert days_and_titles(after) == days_and_titles(before)
    old = [one.description for one in after.values() if "20′" in one.summary or "20 min easy" in one.description]
    assert old
    assert any("on grass" in text for text in old)
    done = [line for one in after.values() for line in one.description.split("\n") if not line.startswith("Tired: ")]
    assert not any("19 min easy" in line for line in done)


BASE = "plans/base.yaml"
CORRECTED = (
    (BASE, "thu: [easy-run, strength-a]", "fri: [easy-run, strength-a]"),
    (BASE, "stand_in: easy-run", "stand_in: easy-run\ncorrections: [Runners reported sore calves.]"),
)


@pytest.fixture
def base(tmp_path: Path) -> Edited:
    """A plan of six weeks without a race."""
    found = Edited(copy_small(tmp_path / "base"), "base")
    found.lock(BEGINS - 2 * WEEK)
    return found


@pytest.mark.parametrize("edit", [CORRECTED[0], *((BASE, "{intermediate: 6}", f"{{intermediate: {weeks}}}") for weeks in (5, 7))])
def test_an_edit_moves_nothing_for_who_has_begun(base: Edited, edit: tuple[str, str, str]) -> None:
    committed = BEGINS + DAY
    before = feed(base, BEGINS, BEGINS)
    base.edit_all([edit])
    assert feed(base, BEGINS, committed) == before, "also before it is locked"
    base.lock(committed)
    assert feed(base, BEGINS, committed) == before
    new = feed(base, BEGINS + WEEK, committed)
    assert [one.start - WEEK for one in new.values()] != [one.start for one in before.values()]


def test_a_correction_is_seen_by_who_has_begun_in_the_weeks_after_it(base: Edited) -> None:
    committed = BEGINS + 2 * WEEK + 2 * DAY
    before = feed(base, BEGINS, committed)
    base.edit_all(CORRECTED)
    base.lock(committed)
    after = feed(base, BEGINS, committed)
    moved = {uid for uid in after if days_and_titles(after)[uid] != days_and_titles(before).get(uid)}
    assert sorted(after[uid].start for uid in moved) == [BEGINS + weeks * WEEK + 4 * DAY for weeks in (3, 4, 5)]
    said = {uid for uid, one in after.items() if "Changed on 17 February 2027: Runners reported sore calves." in one.description}
    assert moved == said
    assert after.keys() == before.keys()
    assert not any("sore calves" in one.description for one in feed(base, BEGINS + 3 * WEEK, committed).values())


@pytest.mark.parametrize("weeks", [5, 7])
def test_a_correction_with_another_length_can_be_compiled(base: Edited, weeks: int) -> None:
    committed = BEGINS + WEEK + 2 * DAY
    before = feed(base, BEGINS, committed)
    base.edit_all([*CORRECTED, (BASE, "weeks: {intermediate: 6}", f"weeks: {{intermediate: {weeks}}}")])
    base.lock(committed)
    after = feed(base, BEGINS, committed)
    assert max(one.start for one in after.values()) == max(one.start for one in before.values()) == BEGINS + 6 * WEEK
    assert sum("Finished" in one.summary for one in after.values()) == 1


def test_what_may_be_left_out_stays_what_it_was_for_who_has_begun(edited: Edited) -> None:
    before = feed(edited, RACE, BEGINS)
    edited.edit(PLAN, "stand_in: easy-run", "stand_in: easy-run\noptional: [hips-and-ankles]")
    edited.lock(BEGINS + WEEK)
    assert feed(edited, RACE, BEGINS + WEEK) == before


def test_revisions_of_a_feed_never_fall_when_it_changes_its_edition(edited: Edited) -> None:
    """Somebody who subscribes early sees editions come until the plan begins."""
    compiled = edited.compiled(BEGINS - 2 * WEEK)
    revisions = {event.id: event.revision for event in compiled.at(*compiled.for_anchor(RACE)).events}
    for number, edit in enumerate([HARD_DAY[0], (MINUTES, "- 2x(2min", "- 2x(1:50"), (PLAN, HARD_DAY[0][2], HARD_DAY[0][1])]):
        edited.edit_all([edit])
        edited.lock(BEGINS + (3 * number - 7) * DAY)
        compiled = edited.compiled(BEGINS)
        now = {event.id: event.revision for event in compiled.at(*compiled.for_anchor(RACE)).events}
        assert all(now[id_] >= revision for id_, revision in revisions.items() if id_ in now)
        revisions |= now
    assert max(revisions.values()) == 4
    assert len(days(edited.locks[-1])) > 50
