"""What the weeks of somebody who has begun are called while the phases of their plan become others."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from editing import PLAN, VARIANT, Edited

RACE = date(2027, 4, 11)
"""Of the small plan, whose nine weeks before the race begin on `BEGINS`."""
BEGINS = date(2027, 2, 1)
WEEK = timedelta(weeks=1)
FIRST_STEPS = """  - name: First steps
    purpose: Slowly.
    weeks: {intermediate-standard: 1}
    days: {tue: [easy-run]}
"""


@pytest.fixture
def edited(small: Path) -> Edited:
    found = Edited(small)
    found.lock()
    return found


def phases(edited: Edited, built: date) -> list[str]:
    """What the weeks before the race of somebody who begins on `BEGINS` are called, each name once."""
    compiled = edited.compiled(built, VARIANT)
    return list(dict.fromkeys(week.phase for week in compiled.at(*compiled.for_anchor(RACE)).weeks if week.kind != "race"))


def texts(edited: Edited, built: date) -> list[str]:
    """What the events of somebody who begins on `BEGINS` say."""
    compiled = edited.compiled(built, VARIANT)
    plan = compiled.at(*compiled.for_anchor(RACE))
    return [str(plan.lines[line]) for event in plan.events for line in event.forms[0].text]


def test_a_phase_that_comes_before_the_others_is_nobodys_who_has_begun(edited: Edited) -> None:
    before = texts(edited, BEGINS)
    edited.edit(PLAN, "phases:\n", f"phases:\n{FIRST_STEPS}")
    edited.lock(BEGINS + WEEK)
    assert phases(edited, BEGINS + WEEK) == ["Ground work", "Building", "After the race"]
    assert texts(edited, BEGINS + WEEK) == before


def test_another_name_is_wording_and_leaves_the_lock_as_it_is(edited: Edited) -> None:
    edited.edit(PLAN, "name: Ground work", "name: Base")
    assert edited.lock(BEGINS + WEEK) == edited.locks[0]
    assert phases(edited, BEGINS + WEEK) == ["Base", "Building", "After the race"]


def test_a_phase_that_the_plan_has_no_more_is_called_as_it_was(edited: Edited) -> None:
    edited.edit(PLAN, "name: Ground work", "name: Base")
    edited.edit(
        PLAN,
        "tue: [two-on-one-off, strength-a]\n      wed: [easy-with-strides]\n      thu: [easy",
        "tue: [easy-run]\n      thu: [easy",
    )
    edited.lock(BEGINS + WEEK)
    assert phases(edited, BEGINS + WEEK) == ["Ground work", "Building", "After the race"]
    said = texts(edited, BEGINS + WEEK)
    assert "Easy running first." not in said
    assert "The hard day comes in and climbs." in said
