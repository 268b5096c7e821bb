"""One mistake closes only what it is in: other plans are shown, their calendars made and their pages kept current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import run
from project import EPOCH, change
from remembering import let_commands_remember
from small import BAD, lay_over

from toolkit.checks import check_project
from toolkit.checks.needed_files import find_problems_of

SMALL = ("show", "plan", "small", "--level", "intermediate")
BASE = ("show", "plan", "base", "--level", "advanced")
ELSEWHERE = "1 problem elsewhere in the content: toolkit check lists what to fix.\n"


@pytest.fixture
def broken(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, whose plan `base` breaks a rule in its first week."""
    lay_over(small, BAD / "rules/hours-between-hard.patch")
    monkeypatch.chdir(small)
    let_commands_remember(monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.parent))
    (small / "settings.yaml").write_text("address: https://small.example/\n", "utf-8")
    return small


def test_a_plan_that_breaks_a_rule_is_refused_with_its_own_problems(broken: Path) -> None:
    for arguments in (BASE, ("calendar", "base", "--level", "advanced", "--start", "2027-01-04", "--output", "x.ics")):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("plans/base.yaml:18:44: week 1, advanced, standard: Wednesday and Thursday are both hard")
        assert result.stderr.endswith("1 problem in 1 file\n")
    assert not (broken / "x.ics").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        SMALL,
        ("show", "session", "easy-run", "--level", "intermediate"),
        ("missed", "small", "--level", "intermediate", "--week", "3", "--days", "5"),
        ("calendar", "small", "--level", "intermediate", "--race", "2027-04-18", "--output", "my.ics"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_all_else_works_with_one_line_on_problems_elsewhere(broken: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith(ELSEWHERE)


def test_a_plan_is_refused_for_what_it_needs_and_no_other_is(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    let_commands_remember(monkeypatch)
    change(small / "templates/intervals/two-minutes.yaml", "warm_up: ramp", "warm_up: rampp")
    refused = run(*SMALL)
    assert refused.exit_code == 1
    assert "templates/intervals/two-minutes.yaml" in refused.stderr
    assert "Did you mean “ramp”?" in refused.stderr
    base = run("show", "plan", "base", "--level", "intermediate")
    assert (base.exit_code, base.stderr) == (0, ELSEWHERE)


def test_a_plan_needs_the_sessions_that_it_lists(small: Path) -> None:
    change(small / "templates/intervals/two-minutes.yaml", "warm_up: ramp", "warm_up: rampp")
    library, problems = check_project(small)
    assert library
    found = find_problems_of(library, problems, "plans/small.yaml")
    assert {problem.path for problem in found} >= {"templates/intervals/two-minutes.yaml"}


def test_a_mistake_in_a_list_that_all_need_closes_all(small: Path) -> None:
    change(small / "templates/cues.yaml", "text:", "texd:")
    library, problems = check_project(small)
    assert library
    assert find_problems_of(library, problems, "plans/base.yaml")


def test_a_file_that_is_no_yaml_is_refused_with_its_problem(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    let_commands_remember(monkeypatch)
    (small / "plans/small.yaml").write_text("title: [\n")
    result = run(*SMALL)
    assert result.exit_code == 1
    assert result.stderr.startswith("plans/small.yaml:2:1: a value is missing here.")
    assert run("show", "plan", "smal", "--level", "intermediate").exit_code == 2


def test_a_draft_has_its_problems_below_their_weeks(broken: Path) -> None:
    result = run(*BASE, "--draft")
    assert result.exit_code == 1
    weeks = re.split(r"\n\n(?=Week )", result.stdout)
    noted = [week.split(" ·")[0] for week in weeks if "  ! " in week]
    assert noted == ["Week 1"]
    assert (
        "  ! Wednesday and Thursday are both hard or moderate, 24 hours apart. Leave 48.\n    (rule hours-between-hard)" in weeks[1]
    )
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_draft_has_problems_of_no_week_at_its_top(broken: Path) -> None:
    text = (broken / "plans/base.yaml").read_text("utf-8")
    (broken / "plans/base.yaml").write_text(
        f"{text.rstrip()}\naccepts:\n  - {{rule: hours-between-hard, because: Because.}}\n", "utf-8"
    )
    result = run(*BASE, "--draft", "--week", "1")
    assert result.exit_code == 1
    top = result.stdout.split("\n\nWeek ")[0]
    assert "  ! plans/base.yaml:" in top
    assert "cannot be accepted" in " ".join(top.split())


def test_a_draft_without_problems_is_the_plan(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    let_commands_remember(monkeypatch)
    plain, draft = run(*SMALL), run(*SMALL, "--draft")
    assert (draft.exit_code, draft.stdout) == (0, plain.stdout)
