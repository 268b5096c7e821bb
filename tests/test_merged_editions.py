"""What differs in an earlier edition, put on the plan as it is now, is what that edition alone would be compiled to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editing import EASY, LOCKED_FIRST, VARIANT, Edited
from feeding import compiler_of
from small import copy_small

from toolkit.dose import Doses
from toolkit.editions import find_followed_now, lay_out_weekdays, restore
from toolkit.feeds.compiled import CompiledPlan
from toolkit.feeds.files import compile_variant
from toolkit.feeds.identity import History, record_days
from toolkit.feeds.laid import lay

BASE, CLIMB = "plans/base.yaml", "plans/climb.yaml"
EDITS = {
    "base": [
        (BASE, "thu: [easy-run, strength-a]", "fri: [easy-run, strength-a]"),
        (BASE, "{intermediate: 6}", "{intermediate: 7}"),
        (EASY, "- 30min @easy", "- 31min @easy"),
        (BASE, "stand_in: easy-run", "stand_in: easy-run\noptional: [hips-and-ankles]\ncorrections: [Calves.]"),
        (BASE, "sat: [easy-run]", "sat: [brisk-walk]"),
    ],
    "climb": [
        (CLIMB, "wed: [easy-with-strides]", "wed: [brisk-walk]"),
        (CLIMB, "thu: [speed, strength-a]", "thu: [two-minutes, strength-a]"),
        (CLIMB, "thu: [speed, strength-a]", "thu: [two-minutes, strength-a]"),
        (CLIMB, "optional: [hips-and-ankles]\n", ""),
    ],
    "climb without anything hard for a while, where all runs are key days": [
        (CLIMB, "thu: [speed, strength-a]", "thu: [easy-run, strength-a]"),
        (CLIMB, "thu: [speed, strength-a]", "thu: [easy-run, strength-a]"),
        (CLIMB, "sat: [easy-run]", "sat: [brisk-walk]"),
        (CLIMB, "thu: [easy-run, strength-a]", "thu: [speed, strength-a]"),
    ],
}


def texts(plan: CompiledPlan) -> object:
    """All that a compiled plan says, without numbers of lines."""

    def lines(numbers: tuple[int, ...] | None) -> object:
        return numbers and [plan.lines[number] for number in numbers]

    forms = [
        (plan.lines[form.title], form.categories, form.minutes, form.link, lines(form.text), lines(form.first))
        for one in plan.events
        for form in one.forms
    ]
    events = [(one.day, one.id, one.revision, one.changed, one.other_days, one.shown, len(one.forms)) for one in plan.events]
    return events, forms, plan.weeks, plan.changed, plan.lead, plan.weekday, plan.breaks


@pytest.mark.parametrize("case", EDITS)
def test_a_difference_put_on_the_plan_is_the_edition_alone(tmp_path: Path, case: str) -> None:
    plan = case.split()[0]
    edited = Edited(copy_small(tmp_path / "small"), plan)
    edited.lock()
    for number, edit in enumerate(EDITS[case], start=1):
        edited.edit_all([edit])
        edited.lock((LOCKED_FIRST + timedelta(weeks=2 * number)).date())
    library, built = edited.library, datetime(2027, 4, 1, tzinfo=UTC)
    compiler, doses, found = compiler_of(library, History(built)), Doses(library), library.plans[plan]
    compiled = compile_variant(compiler, found, VARIANT, doses, edited.editions)
    *earlier, _ = find_followed_now(found, VARIANT, lay_out_weekdays(found, VARIANT, doses), edited.editions, built)
    assert len(earlier) >= 3
    for one, edition in zip(earlier, compiled.plan.editions, strict=True):
        records = record_days(one.layouts[0], one.revised, one.corrected.get(0, {}))
        alone = compiler.compile(lay(restore(one.layouts[0], found, VARIANT, 0, doses), records))
        assert texts(compiled.at(edition.name, 0)) == texts(alone)


def test_an_event_that_says_something_else_since_another_day_has_changed_is_newer(tmp_path: Path) -> None:
    """Easy runs that grow by a minute change what who joins later must have run: no file of these events has changed."""
    edited, read = Edited(copy_small(tmp_path / "small"), "climb"), list[dict[int, tuple[str, int, int]]]()
    for number, edit in enumerate([(), ((EASY, "- 30min @easy", "- 31min @easy"),)]):
        edited.edit_all(edit)
        edited.lock((LOCKED_FIRST + timedelta(weeks=number)).date())
        library = edited.library
        plan = compile_variant(compiler_of(library), library.plans["climb"], VARIANT, Doses(library), edited.editions).plan
        said = {event: [plan.lines[line] for line in event.forms[0].first or event.forms[0].text] for event in plan.events}
        read.append({event.day: (str(text), event.revision, max(plan.changed, event.changed)) for event, text in said.items()})
    before, after = read
    changed = [day for day in before.keys() & after.keys() if after[day][0] != before[day][0]]
    assert any(after[day][1] == before[day][1] for day in changed), "this proves nothing"
    assert all(after[day][2] > before[day][2] for day in changed)
