"""Nothing vanishes: what a plan lists for nobody, dead parts of its file, and phases that do not hold what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from outcome_projects import DAYS, RACE, edit, lines, make_whole, phase, read, with_plan

from toolkit.checks.vanished import find_vanished
from toolkit.library import Library
from toolkit.problems import Problem
from toolkit.schedule import Schedules

NEVER = "List it later, at a gentler stage or not at all. (never-comes-in)"


@pytest.fixture
def whole(small: Path) -> Path:
    return make_whole(small)


def never_in(library: Library) -> list[Problem]:
    schedules = Schedules(library)
    return [found for plan in library.plans.values() for found in find_vanished(library, schedules, plan)]


def said(root: Path) -> list[str]:
    library = read(root)
    return [line.partition(": ")[2] for line in lines(never_in(library))]


def test_a_plan_whose_parts_all_come_in_has_nothing_to_tell(whole: Path) -> None:
    with_plan(whole, phase())
    assert said(whole) == []


def test_what_never_comes_in_in_a_phase_is_reported_with_the_limit_and_the_number_that_would_fit(whole: Path) -> None:
    edit(whole, "templates/limits.yaml", "trained: '4'", "trained: '1'")  # else it may come in at once
    with_plan(whole, phase("Short", 2) + phase("Long", 8))
    library = read(whole)
    least = library.limit("weeks-before-hard", library.plans["x"].variants[1]) - library.limits["weeks-before-hard"].also["trained"]
    (problem,) = [line for line in said(whole) if line.startswith("two-minutes")]
    assert problem.startswith("two-minutes never comes in during the phase “Short”: ")
    assert f"weeks-before-hard prevents it in 2 of 2 weeks, and allows it after {least:g} weeks for " in problem
    assert problem.endswith(NEVER)
    where = [found for found in never_in(library) if found.message == problem]
    assert "thu: [two-minutes, strength-a]" in where[0].source


def test_what_needs_more_before_it_than_comes_is_reported_with_how_many(whole: Path) -> None:
    edit(
        whole,
        "templates/intervals/two-minutes.yaml",
        "sources:",
        "needs_before: {sessions: [easy-with-strides], times: 40}\nsources:",
    )
    with_plan(whole, phase())
    assert any("two-minutes never" in line and " and allows it after 40 of what it needs for " in line for line in said(whole))


def test_what_waits_for_other_new_things_is_reported(whole: Path) -> None:
    with_plan(whole, phase("Short", 2, DAYS.replace("two-minutes", "easy-run")) + phase("Long", 8))
    assert any(
        "two-on-one-off never comes in during the phase “Short”" in line and "in 2 weeks for" in line for line in said(whole)
    )


def test_a_session_that_a_level_is_not_offered_is_reported(whole: Path) -> None:
    edit(whole, "templates/intervals/two-minutes.yaml", "intermediate: 1, ", "")
    with_plan(whole, phase("Short", 2) + phase("Long", 8, DAYS.replace("two-minutes", "easy-run")))
    assert any("two-minutes never" in line and "nothing of it is offered to intermediate runners" in line for line in said(whole))


TRACK = """title: Hard days
objective: vo2max
summary: For a test.
counts: [5k]
stages:
  first: [two-on-one-off]
  then: [two-minutes]
"""


@pytest.mark.parametrize(("stage", "dead"), [("first", False), ("then", True)])
def test_a_track_of_whose_stage_a_level_is_offered_nothing_is_reported(whole: Path, stage: str, dead: bool) -> None:
    """The first session of its stage would be there all the same."""
    edit(whole, "templates/intervals/two-minutes.yaml", "intermediate: 1, ", "")
    (whole / "templates/tracks/hard-days.yaml").write_text(TRACK)
    days = DAYS.replace("two-minutes", "hard-days").replace("two-on-one-off", "easy-run")
    with_plan(whole, phase(more=f"    stages: {{hard-days: {stage}}}\n", days=days))
    expected = (
        "hard-days never comes in during the phase “Building”: nothing of it is offered to intermediate runners for every variant. "
    )
    assert said(whole) == ([f"{expected}{NEVER}"] if dead else [])


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        ("9x(3min @5k, 2min jog)", "fast-volume-spike prevents it in 3 of 4 weeks, and allows 7.1 minutes for "),
        (
            "7x(1min @mile, 2min jog)",
            "track-step prevents it in 3 of 4 weeks, and allows 5 minutes at an effort that is new",
        ),
    ],
)
def test_a_stage_of_which_no_dose_may_follow_is_reported_with_the_limit(rung: str, expected: str, whole: Path) -> None:
    ladder = "".join(f"  - {times}x(2min @5k, 2min jog)\n" for times in range(2, 6))
    edit(whole, "templates/intervals/two-minutes.yaml", ladder, f"  - {rung}\n")
    edit(whole, "templates/intervals/two-minutes.yaml", "advanced: 2", "advanced: 1")
    track = TRACK.replace("[5k]", "[5k, mile]").replace("[two-on-one-off]", "[minutes]")
    (whole / "templates/tracks/hard-days.yaml").write_text(track)
    days = DAYS.replace("two-minutes", "hard-days")
    stages = [f"    stages: {{hard-days: {stage}}}\n" for stage in ("first", "then")]
    with_plan(whole, phase("Short", 5, days, stages[0]) + phase("Long", 4, days, stages[1]))
    assert [line for line in said(whole) if expected in line], said(whole)


def test_what_the_race_week_lists_and_leaves_out_is_reported(whole: Path) -> None:
    with_plan(whole, phase())
    library = read(whole)
    schedules = Schedules(library)
    for variant in library.plans["x"].variants:
        cut = [
            replace(one, weeks=(*one.weeks[:-1], replace(one.weeks[-1], days=((), (), (), *one.weeks[-1].days[3:]))))
            for one in schedules.of(library.plans["x"], variant)
        ]
        schedules._known["x", variant] = tuple(cut)
    messages = [problem.message for problem in find_vanished(library, schedules, library.plans["x"])]
    assert any(line.startswith("easy-with-strides never comes in during the race week: a race week eases it") for line in messages)


def test_what_is_accepted_by_name_is_no_problem(whole: Path) -> None:
    accepts = "accepts: [{rule: never-comes-in, because: The first weeks are short.}]\n"
    with_plan(whole, phase("Short", 2) + phase("Long", 8), more=RACE + accepts)
    assert said(whole) == []
    assert read(whole).accepted("never-comes-in") == "Some of what a phase lists never comes in."


def test_a_race_that_never_comes_in_cannot_be_accepted(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accepts = "accepts: [{rule: never-comes-in, because: It may.}]\n"
    with_plan(whole, phase(), more=RACE + accepts)
    monkeypatch.setattr("toolkit.schedule.values.Schedule.race_day", None)
    assert any("the race never comes in. A plan without its race cannot be accepted" in line for line in said(whole))


@pytest.mark.parametrize(
    ("dead", "expected"),
    [
        ("taper: {tue: [easy-run]}", "except.taper: no week of any variant uses it in the phase “Building”. Delete it."),
        ("advanced: {tue: [easy-run]}", "except.advanced: no week of any variant uses it in the phase “Building”. Delete it."),
        ("odd-reset: {tue: [easy-run]}", "except.odd-reset: no week of any variant uses it in the phase “Building”. Delete it."),
    ],
)
def test_an_exception_that_no_week_takes_is_dead(whole: Path, dead: str, expected: str) -> None:
    shape = "shapes: {odd: [advanced]}\n"
    with_plan(whole, phase(days=f"{DAYS}    except: {{{dead}}}\n"), more=RACE + shape)
    assert said(whole) == [expected]


@pytest.mark.parametrize("alive", ["reset: {tue: [easy-run]}", "first: {sat: []}", "standard: {tue: [easy-run]}"])
def test_an_exception_that_a_week_takes_is_not(whole: Path, alive: str) -> None:
    with_plan(whole, phase(days=f"{DAYS}    except: {{{alive}}}\n"))
    assert said(whole) == []


def test_a_race_week_that_differs_for_nobody_is_dead(whole: Path) -> None:
    with_plan(whole, phase(), more=f"{RACE}race_week_except: {{advanced: {{-3: []}}, standard: {{-3: []}}}}\n")
    assert said(whole) == ["race_week_except.advanced: no variant uses it. Delete it."]


def test_a_phase_without_weeks_is_dead_and_so_is_a_stage_that_no_day_lists(whole: Path) -> None:
    with_plan(whole, phase("Nobody", 0) + phase(more="    stages: {speed: short}\n", days=DAYS.replace("two-minutes", "speed")))
    assert said(whole) == ["the phase “Nobody” has no week for any variant. Delete it."]
    with_plan(whole, phase(more="    stages: {speed: short}\n", days=DAYS))
    assert said(whole) == ["stages.speed: no day of the phase “Building” lists it. Delete it."]


@pytest.mark.parametrize(("holds", "right"), [("hard", True), ("moderate", False), ("strides", False)])
def test_a_phase_holds_what_it_says_and_nothing_harder(whole: Path, holds: str, right: bool) -> None:
    with_plan(whole, phase(more=f"    holds: {holds}\n"))
    expected = f"the phase “Building” holds: {holds}, and its hardest is hard for every variant."
    assert said(whole) == ([] if right else [expected])


def test_a_phase_that_holds_less_than_it_says_is_reported(whole: Path) -> None:
    days = DAYS.replace("two-minutes", "easy-run").replace("two-on-one-off", "easy-run")
    with_plan(whole, phase(more="    holds: moderate\n", days=days))
    assert said(whole) == ["the phase “Building” holds: moderate, and its hardest is strides for every variant."]
