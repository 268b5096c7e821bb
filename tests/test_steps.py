"""A session by steps: no calendar moves anybody on; all that shows it says each step, the gate, and who asks a clinician first."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from feeding import days_of
from project import ROOT
from rendering import in_november, pages_of
from small import copy_small, said

from toolkit.dose import Doses
from toolkit.feeds.agenda import EventDay, Selection
from toolkit.feeds.event_text import event_lines
from toolkit.library import Library, load
from toolkit.models import Plan, Session, Variant
from toolkit.schedule import Conditions, Schedule, lay_out
from toolkit.text.events.lines import EventLine, fit_text
from toolkit.text.events.title import event_title
from toolkit.text.terminal import plan_text, session_text

AVOID = "a pop in the calf, or pain on a bone"
FIRST = f"A clinician first, and none of this, with: {AVOID}."
GATE = "two sessions went well, with no pain above 2 of 10 in them or the next morning."
BESIDES = "Two weeks of it."
STEPS = f"""\
title: Calf by steps
objective: endurance
summary: Leads from walking back to running, step by step.
load: {{hard: 0, impact: 2, tissues: {{calf-achilles: 2}}}}
surface: [grass]
cues: [soft-landings, relaxed-shoulders]
rungs:
  - 30min walk
  - 10min walk, 6x(1min @easy, 2min walk)
  - 32min @easy
  - 20min @easy, 4x(15s @stride, 90s walk)
gate: {GATE}
gates:
  3: {BESIDES}
tired: brisk-walk
avoid: {AVOID}
sources: convention
author: Tests
reviewed: 2026-11-29
"""
RAISES = f"""\
title: Raises by steps
objective: strength
summary: Makes the calf strong again, step by step.
load: {{hard: 0, impact: 0, tissues: {{calf-achilles: 2}}}}
cues: [soft-landings, relaxed-shoulders]
rungs:
  - 2x(8 heel-raise, 60s rest)
  - 3x(8 heel-raise, 60s rest)
gate: {GATE}
tired: brisk-walk
avoid: {AVOID}
sources: convention
author: Tests
reviewed: 2026-11-29
"""
PLAN = """\
title: Back by steps
summary: From walking to running, for the tests.
who: Nobody runs this.
entry:
  intermediate: {week: 0min, longest: 0min, fast: 0min}
stand_in: brisk-walk
repeats: true
phases:
  - name: Step by step
    purpose: Your step on three days.
    weeks: {intermediate: 8}
    days:
      mon: [hips-and-ankles, strength-a]
      tue: [calf-steps]
      wed: [raises-by-steps]
      thu: [calf-steps]
      fri: [raises-by-steps]
      sat: [calf-steps]
    except:
      reset: {thu: []}
left_out: {returning: {because: Not tried.}, advanced: {because: Not tried.}}
"""
RHYTHMS = [Variant("intermediate", rhythm) for rhythm in ("quick", "standard", "extended", "patient")]


def small_project(folder: Path) -> Path:
    """A copy of the small project without its plans, under the limits and with the rhythms of today, which it may lag behind."""
    root = copy_small(folder)
    shutil.rmtree(root / "plans")
    (root / "plans").mkdir()
    (root / "templates/walk-run").mkdir()
    for name in ("levels", "limits"):
        text = (ROOT / f"templates/{name}.yaml").read_text()
        (root / f"templates/{name}.yaml").write_text(re.sub(r"sources: \[.*\]", "sources: convention", text))
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a plan by steps."""
    root = small_project(tmp_path_factory.mktemp("steps") / "small")
    for path, text in (("walk-run/calf-steps", STEPS), ("strength/raises-by-steps", RAISES)):
        (root / f"templates/{path}.yaml").write_text(text)
    (root / "plans/back.yaml").write_text(PLAN)
    return root


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    found, problems = load(root)
    assert found is not None
    assert problems == []
    return found


@pytest.fixture(scope="module")
def plan(library: Library) -> Plan:
    return library.plans["back"]


@pytest.fixture(scope="module")
def steps(library: Library) -> Session:
    return library.sessions["calf-steps"]


@pytest.fixture(scope="module")
def schedule(plan: Plan, library: Library) -> Schedule:
    return lay_out(plan, library, RHYTHMS[1])


@pytest.fixture(scope="module")
def days(schedule: Schedule, library: Library) -> tuple[EventDay, ...]:
    return days_of(schedule, library)


def text_of(occasion: EventDay, schedule: Schedule, library: Library) -> list[str]:
    return fit_text(event_lines(occasion, schedule, library, "https://small.example/")).split("\n")


def test_a_plan_by_steps_breaks_no_rule(root: Path) -> None:
    assert "plans/back.yaml" not in said(root)


@pytest.mark.parametrize(
    ("week", "longest", "expected"), [(96, 32, ""), (97, 32, "expects 32 and 97"), (96, 33, "expects 33 and 96")]
)
def test_the_longest_step_reaches_what_the_next_plan_expects(
    week: int, longest: int, expected: str, root: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "steps"))
    (copy / "plans/back.yaml").write_text(
        PLAN.replace("repeats: true", "repeats: true\nnext: {plan: next, because: It goes on from there.}")
    )
    entry = f"week: {week}min, longest: {longest}min"
    following = PLAN.replace("week: 0min, longest: 0min", entry).replace("Back by steps", "What comes next")
    (copy / "plans/next.yaml").write_text(following)
    found = [line for line in said(copy).splitlines() if line.startswith("plans/back.yaml")]
    assert [expected in line and "32 minutes, and to 96 in a week" in line for line in found] == [True] * bool(expected)


@pytest.mark.parametrize("variant", RHYTHMS, ids=str)
def test_a_step_never_advances_and_is_in_every_week_for_as_long_as_one_likes(
    variant: Variant, plan: Plan, library: Library
) -> None:
    schedule = lay_out(plan, library, variant, Conditions(weeks=26))
    assert {week.kind for week in schedule.weeks} == {"load", "reset"}
    for week in schedule.weeks:
        stepped = [placed for _, placed in week.placed() if placed.session.by_steps]
        assert {placed.session.id for placed in stepped} == {"calf-steps", "raises-by-steps"}
        assert {(placed.workout.rung, placed.change) for placed in stepped} == {(0, "")}


def test_what_does_not_go_by_steps_climbs_beside_it(schedule: Schedule) -> None:
    rungs = [placed.workout.rung for _, placed in schedule.placed() if placed.session.id == "strength-a"]
    assert max(rungs) > rungs[0]


def test_steps_of_mere_walking_count_no_running_and_later_ones_do(steps: Session, library: Library) -> None:
    minutes = [Doses(library).workout(RHYTHMS[1], steps, rung).dose.running for rung in range(3)]
    assert minutes == [0, 28, 32]


def test_an_event_names_who_asks_a_clinician_first_every_step_and_the_gate(
    days: tuple[EventDay, ...], schedule: Schedule, library: Library
) -> None:
    stepped = [one for one in days if one.placed[0].session.id == "calf-steps"]
    assert stepped
    for one in stepped:
        text = text_of(one, schedule, library)
        assert text[0] == FIRST
        assert text[1].startswith("Your step:")
        assert text[2:6] == [
            "1. 30 min walk",
            "2. 10 min walk, 6 × (1 min easy, 2 min walk)",
            f"3. 32 min easy. {BESIDES}",
            "4. 20 min easy, 4 × (15 s stride, 90 s walk)",
        ]
        assert text[6] == f"Go on when: {GATE}"
        assert [line.split(":")[0] for line in text[7:13]] == [
            "Repeat it",
            "From 70 on",
            "A lighter week",
            "A joint that always aches",
            "One step back",
            "Stop and ask a clinician",
        ]
        assert library.readiness.pain in text


def test_of_a_long_event_no_step_is_cut(days: tuple[EventDay, ...], schedule: Schedule, library: Library) -> None:
    one = next(one for one in days if one.placed[0].session.id == "calf-steps")
    said = event_lines(one, schedule, library, "https://small.example/")
    whole = fit_text([*said, EventLine("x" * 3000, fixed=True)])
    assert all(line.text in whole for line in said if line.text.startswith(("A clinician", "1.", "2.", "3.", "4.", "Go on")))


def test_a_title_says_your_step_where_minutes_would_be(days: tuple[EventDay, ...]) -> None:
    titles = {event_title(one.placed) for one in days if any(placed.session.by_steps for placed in one.placed)}
    assert titles == {"Easy · your step · Calf", "Strength · your step · Raises"}


def test_the_first_event_of_the_plan_begins_with_the_clinician_even_without_a_step(
    days: tuple[EventDay, ...], schedule: Schedule, library: Library
) -> None:
    assert not days[0].placed[0].session.by_steps
    assert text_of(days[0], schedule, library)[0] == FIRST
    assert "Missed days: stay at your step" in "\n".join(text_of(days[0], schedule, library))


def test_a_step_is_a_key_day(schedule: Schedule, library: Library) -> None:
    kept = days_of(schedule, library, Selection(only_key_days=True))
    assert all(one.placed[0].session.by_steps for one in kept)
    assert {one.day % 7 for one in kept} == {1, 2, 3, 4, 5}


def test_pages_and_the_terminal_begin_with_the_clinician_and_show_every_step(
    steps: Session, schedule: Schedule, library: Library
) -> None:
    pages = pages_of(in_november(library))
    for path in ("sessions/calf-steps.md", "plans/back/index.md", "plans/back/intermediate-standard.md"):
        above, _, below = pages[path].partition(FIRST)
        assert below, path
        assert "Your step" not in above
        assert "6 × (1 min easy, 2 min walk)" in below
        assert GATE in below
        assert BESIDES in below
    for text in (plan_text(schedule, library), session_text(steps, library, RHYTHMS[1])):
        flat = " ".join(text.split())
        assert flat.index(FIRST) < flat.index("6 × (1 min easy, 2 min walk)")
        assert GATE in flat
        assert BESIDES in flat


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (f"gate: {GATE}\n", "", "single steps have gates, but all steps together have none"),
        ("  3: Two", "  9: Two", "there is no step 9: there are 4."),
        ("gates:", "start: {intermediate: 2}\ngates:", "with a gate everybody begins at the first step. Write 1."),
        ("above 2 of 10", "above 4 of 10", "gate: “pain above 4 of 10” is another limit"),
        ("4x(15s", "4x(45s", "fast running grows from 0.0 to 3.0 minutes"),
    ],
)
def test_a_gate_that_cannot_be_is_reported(tmp_path: Path, old: str, new: str, expected: str) -> None:
    root = small_project(tmp_path / "small")
    assert old in STEPS
    (root / "templates/walk-run/calf-steps.yaml").write_text(STEPS.replace(old, new))
    assert expected in said(root)


def test_an_easy_or_long_run_cannot_go_by_steps(tmp_path: Path) -> None:
    root = small_project(tmp_path / "small")
    (root / "templates/easy/calf-steps.yaml").write_text(STEPS)
    assert "a session in easy/ cannot go by steps" in said(root)
