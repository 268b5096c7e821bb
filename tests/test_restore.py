"""A layout of a lock gives back what was locked: the same days and doses, with today's sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from editing import EASY, VARIANT
from project import change
from small import FROZEN, copy_small, sound

from toolkit import notation
from toolkit.dose import Doses
from toolkit.editions import LockedSession, RestoreError, find_workout, lay_out_weekdays, lock_plan, restore
from toolkit.feeds.addresses import rung
from toolkit.library import Library
from toolkit.schedule import Schedule

PLANS = sorted(path.stem for path in (FROZEN / "plans").glob("*.yaml"))
AT = datetime(2027, 1, 5, tzinfo=UTC)


def said(schedule: Schedule) -> object:
    """All of a schedule but where its sessions are in the plan's file."""
    return [
        (week.number, week.kind, week.phase, day, one.workout, one.change, one.track, schedule.is_optional(one))
        for week in schedule.weeks
        for day, placed in enumerate(week.days)
        for one in placed
    ]


@pytest.mark.parametrize("plan", PLANS)
def test_a_lock_gives_back_every_variant_for_every_weekday(frozen: Library, plan: str) -> None:
    doses, found = Doses(frozen), frozen.plans[plan]
    schedules = {variant: lay_out_weekdays(found, variant, doses) for variant in found.variants}
    lock = lock_plan(found, schedules, (), AT)
    for variant, laid in schedules.items():
        for one in laid:
            weekday = one.race_weekday or 0
            again = restore(lock.variants[str(variant)].layouts[weekday], found, variant, weekday, doses)
            assert said(again) == said(one)
            assert (again.race_weekday, again.lead) == (one.race_weekday, one.lead)


DOSE = LockedSession("easy-run", 3, "30min @easy")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return copy_small(tmp_path / "small")


def test_a_dose_that_its_ladder_has_no_more_is_read_from_the_lock(edited: Path) -> None:
    change(edited / EASY, "- 30min @easy", "- 31min @easy")
    doses = Doses(sound(edited))
    found = find_workout(DOSE, VARIANT, doses)
    assert notation.write_steps(found.main_steps) == "30min @easy"
    assert found.dose.minutes == doses.workout(VARIANT, found.session, 2).dose.minutes - 1
    assert rung(found, VARIANT.level) == "sessions/easy-run/", "no rung of the page has this dose"
    assert rung(doses.workout(VARIANT, found.session, 2), VARIANT.level) == "sessions/easy-run/#intermediate-3"


def test_a_dose_on_another_rung_is_that_rung_with_its_notes(edited: Path) -> None:
    change(edited / EASY, "  - 20min @easy\n", "")
    change(edited / EASY, "- 30min @easy", '- 30min @easy "on grass"')
    change(
        edited / EASY, "start: {returning: 1, intermediate: 3, advanced: 5}", "start: {returning: 1, intermediate: 2, advanced: 4}"
    )
    found = find_workout(DOSE, VARIANT, Doses(sound(edited)))
    assert found.rung == 1
    assert notation.write_steps(found.main_steps) == '30min @easy "on grass"'


def test_a_ladder_that_became_shorter_has_no_rung_beyond_its_end(library: Library) -> None:
    found = find_workout(replace(DOSE, rung=40, dose="99min @easy"), VARIANT, Doses(library))
    assert found.rung == len(library.sessions["easy-run"].rungs) - 1
    assert notation.write_steps(found.main_steps) == "99min @easy"


@pytest.mark.parametrize("lost", [replace(DOSE, session="gone"), replace(DOSE, dose="30 minutes, easy")])
def test_what_is_there_no_more_is_named(library: Library, lost: LockedSession) -> None:
    with pytest.raises(RestoreError, match=r"gone|30 minutes, easy"):
        find_workout(lost, VARIANT, Doses(library))
