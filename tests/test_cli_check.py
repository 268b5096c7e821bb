"""`toolkit check` as GitHub reads it, for some files only, and from the wrong folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import ended, one_thread_more, run, start
from project import change

from toolkit.app.cli.check import annotation
from toolkit.problems import Problem


@pytest.fixture(autouse=True)
def project(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small)
    return small


@pytest.fixture
def two_mistakes(project: Path) -> Path:
    """One in a session, one in a plan that does not use it."""
    change(project / "templates/threshold/two-on-one-off.yaml", "warm_up: ramp", "warm_up: rampp")
    change(project / "plans/base.yaml", "stand_in: ", "stand_in: no-")
    return project


def test_a_problem_is_an_annotation_on_its_line(two_mistakes: Path) -> None:
    result = run("check", "--format", "github")
    assert result.exit_code == 1
    first, second, last = result.stdout.splitlines()
    assert first.startswith("::error file=plans/base.yaml,line=6,col=11::stand_in: there is no session “no-")
    assert second.startswith("::error file=templates/threshold/two-on-one-off.yaml,line=")
    assert last == "2 problems in 2 files"


def test_a_process_with_all_cores_reports_what_one_with_threads_does(project: Path) -> None:
    change(project / "plans/small.yaml", "mon: [hips-and-ankles]", "mon: [easy-run]\n      fri: [easy-run]")
    plan = (project / "plans/small.yaml").read_text("utf-8")
    (project / "plans/twin.yaml").write_text(plan, "utf-8")
    with one_thread_more():
        here = run("check")
    assert {line.partition(":")[0] for line in here.stdout.splitlines() if "(rule " in line} == {
        "plans/small.yaml",
        "plans/twin.yaml",
    }
    assert ended(start(project, "check")) == (1, here.stdout)


def test_an_annotation_cannot_be_ended_by_what_is_in_it() -> None:
    problem = Problem("templates/a,b:c%.yaml", 3, 7, "100 % of\r\n::error::x, y: z")
    assert annotation(problem) == ("::error file=templates/a%2Cb%3Ac%25.yaml,line=3,col=7::100 %25 of%0D%0A::error::x, y: z")


def test_without_problems_there_are_no_annotations() -> None:
    result = run("check", "--format", "github")
    assert result.exit_code == 0
    assert "::" not in result.stdout
    assert result.stdout.endswith("no problems.\n")


def test_json_has_every_problem_with_its_place(two_mistakes: Path) -> None:
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["problems"]
    assert [(problem["path"], problem["column"]) for problem in found] == [
        ("plans/base.yaml", 11),
        ("templates/threshold/two-on-one-off.yaml", 10),
    ]


def test_text_is_the_format_unless_another_is_asked_for(two_mistakes: Path) -> None:
    assert run("check").stdout == run("check", "--format", "text").stdout
    wrong = run("check", "--format", "xml")
    assert wrong.exit_code == 2
    assert "'xml' is not one of 'text', 'github', 'json', 'table'." in wrong.stderr


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_only_the_problems_of_the_files_that_are_named_are_listed(two_mistakes: Path, form: str) -> None:
    result = run("check", "plans/base.yaml", "--format", form)
    assert result.exit_code == 1
    assert "no-" in result.stdout
    assert "rampp" not in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["templates/cross-training", "./templates/../templates/cross-training/"])
def test_files_without_problems_are_fine_whatever_is_wrong_elsewhere(two_mistakes: Path, name: str) -> None:
    for asked in (name, str(two_mistakes / name)):
        result = run("check", asked)
        assert result.exit_code == 0, result.output
        assert result.stdout.endswith(": no problems.\n")


def test_the_project_itself_may_be_named(two_mistakes: Path) -> None:
    assert run("check", ".").stdout == run("check").stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("plans/none.yaml", "there is no file “plans/none.yaml”."),
        ("", "there is no file “”."),
        ("/etc", "“/etc” is outside templates/, plans/ and docs/. Name files of these, or none for all."),
        ("..", "“..” is outside templates/, plans/ and docs/."),
        ("notes.txt", "“notes.txt” is outside templates/, plans/ and docs/."),
    ],
)
def test_what_is_not_checked_cannot_be_named(project: Path, name: str, said: str) -> None:
    (project / "notes.txt").write_text("mine")
    result = run("check", name)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("folder", ["templates", "templates/easy", "plans"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("build", "--to", "out"),
        ("site",),
        ("serve",),
        ("show", "plan", "small", "--level", "intermediate"),
        ("show", "session", "easy-run", "--level", "intermediate"),
        ("show", "season", "x", "--level", "intermediate", "--race", "2027-04-18"),
        ("missed", "small", "--level", "intermediate", "--week", "3", "--days", "5"),
        ("calendar", "small", "--level", "intermediate", "--race", "2027-04-18", "--output", "x.ics"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_from_a_folder_inside_the_project_it_says_where_to_go(
    project: Path, monkeypatch: pytest.MonkeyPatch, folder: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(project / folder)
    result = run(*arguments)
    assert result.exit_code == 2
    assert f"the project is not here but in a folder above. Go there first: cd {project}" in result.stderr
