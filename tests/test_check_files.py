"""`check` with files: what they touch is judged, as the whole check judges it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import change

from toolkit.checks import check_project

EASY, STRENGTH, WARM_UP = "templates/easy/easy-run.yaml", "templates/strength/strength-a.yaml", "templates/warm-ups/ramp.yaml"
TWO_MINUTES, PLAN, BASE = "templates/intervals/two-minutes.yaml", "plans/small.yaml", "plans/base.yaml"
MINUTES, TRACK = "templates/intervals/minutes.yaml", "templates/tracks/speed.yaml"
CHAPTER = "docs/guide/strength.md"
BREAKS = ("thu: [two-minutes, strength-a]", "thu: [strength-a, two-minutes]")
"""A change of the small plan that breaks a rule."""
MISTAKES = [
    (EASY, "title: ", "titel: "),
    (EASY, "cues: [", "cues: [no-such-cue, "),
    (STRENGTH, "mode: strength", "mode: bike"),
    (STRENGTH, "title: ", "start: {advanced: 1}\ntitle: "),
    (WARM_UP, "8min jog", "8min jogg"),
    (STRENGTH, "load: {", "load: {hard: 1, "),
    (TWO_MINUTES, "3x(2min", "9x(2min"),
    (TWO_MINUTES, "warm_up: ramp", "warm_up: rump"),
    (MINUTES, "warm_up: ramp", "warm_up: rump"),
    (TRACK, "[minutes, ", "[minuts, "),
    (TRACK, "title: ", "titel: "),
    (PLAN, "sun:", "sunday:"),
    (PLAN, *BREAKS),
    (PLAN, "week: 165min", "week: 90min"),
    (BASE, "title: ", "titel: "),
]


@pytest.fixture
def project(small: Path) -> Path:
    """The small project with a chapter, and a season of its plans."""
    (small / "docs" / "guide").mkdir(parents=True)
    (small / CHAPTER).write_text("# Strength\n\nSee {session strength-a}, {weeks small intermediate-standard} weeks.\n", "utf-8")
    parts = "parts: [{plan: small}, {plan: small}]\n"
    (small / "plans" / "seasons").mkdir()
    (small / "plans" / "seasons" / "two.yaml").write_text(f"title: Two\nsummary: Twice.\nwho: Nobody.\n{parts}", "utf-8")
    return small


@pytest.mark.parametrize(("file", "old", "new"), MISTAKES, ids=lambda text: text.replace("\n", " "))
def test_a_mistake_is_reported_at_its_file_and_at_all_that_use_it(file: str, old: str, new: str, project: Path) -> None:
    before = set(check_project(project)[1])
    change(project / file, old, new)
    by_all = [problem for problem in check_project(project)[1] if problem not in before]
    assert by_all
    assert [problem for problem in check_project(project, [file])[1] if problem not in before] == by_all


def test_a_plan_is_judged_without_a_plan_that_it_only_mentions(project: Path) -> None:
    change(project / BASE, "days:", "days_:")
    change(project / PLAN, *BREAKS)
    change(project / PLAN, "phases:", "next: {plan: base, because: It goes on.}\nphases:")
    library, problems = check_project(project, [PLAN])
    assert library is not None
    assert "small" in library.plans
    assert {problem.path for problem in problems} >= {PLAN}
    assert BASE not in {problem.path for problem in problems}


def test_plans_that_the_files_do_not_touch_are_not_judged(project: Path) -> None:
    change(project / PLAN, *BREAKS)
    found = {problem.path for problem in check_project(project, [PLAN])[1]}
    assert PLAN in found
    assert BASE not in found
    assert PLAN not in {problem.path for problem in check_project(project, [BASE])[1]}


def test_a_session_that_no_plan_uses_is_judged_alone(project: Path) -> None:
    change(project / PLAN, *BREAKS)
    (project / "templates/easy/alone.yaml").write_text((project / EASY).read_text("utf-8"), "utf-8")
    assert check_project(project, ["templates/easy/alone.yaml"])[1] == []


def test_a_session_s_level_that_a_chapter_shows_is_missed_there(project: Path) -> None:
    (project / CHAPTER).write_text("# Strength\n\n{dose strength-a returning}\n\n{dose easy-run returning}\n", "utf-8")
    change(project / STRENGTH, "title: ", "start: {advanced: 1}\ntitle: ")
    assert CHAPTER in {problem.path for problem in check_project(project, [STRENGTH])[1]}
    assert CHAPTER not in {problem.path for problem in check_project(project, [WARM_UP])[1]}


def test_what_prevents_a_plan_is_reported_with_it(project: Path) -> None:
    """The plan is left out for a session's sake: no problems would be a promise that nobody has checked."""
    change(project / EASY, "title: ", "titel: ")
    assert {problem.path for problem in check_project(project, [PLAN])[1] if not problem.path.startswith("docs/")} == {EASY}
    assert check_project(project, [STRENGTH.replace("strength-a", "strength-b")])[1][0].message.startswith("there is no such file.")


def test_a_central_list_touches_everything(project: Path) -> None:
    change(project / PLAN, *BREAKS)
    assert check_project(project, ["templates/limits.yaml"])[1] == check_project(project)[1]
    (project / "templates/limits.yaml").unlink()
    assert check_project(project, [BASE])[0] is None
