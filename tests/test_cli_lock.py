"""`toolkit lock`, `toolkit changes`, and what `toolkit check` says of locks, in a repository of the small project."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands import run
from project import change
from test_identity import FIRST, LATER, Repository

PLAN = "plans/small.yaml"
LOCK = "plans/small.lock"
HARD = "templates/intervals/two-minutes.yaml"


@pytest.fixture
def repository(dated: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The small project, whose locks are committed."""
    return locked(dated, monkeypatch)


def locked(root: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository of the project in a folder, whose locks are committed."""
    monkeypatch.delenv("GIT_CEILING_DIRECTORIES")
    found = Repository(root)
    assert run("lock").exit_code == 0
    found.commit(FIRST)
    return found


def move(repository: Repository) -> None:
    """Change the dose of a day that the plan holds."""
    file = repository.root / HARD
    file.write_text(file.read_text("utf-8").replace("2min jog", "110s jog"), "utf-8")


def moves_in(plain: str) -> list[dict[str, Any]]:
    """Every day of the small plan that moves."""
    found = next(plan for plan in json.loads(plain) if plan["plan"] == "small")
    return [one for variant in found["variants"] for one in variant["moves"]]


def test_a_lock_is_written_for_every_plan_and_once(dated: Path) -> None:
    Repository(dated)
    first = run("lock")
    assert first.exit_code == 0
    assert "plans/small.yaml: new, " in first.stdout
    written = {file.name: file.read_text("utf-8") for file in (dated / "plans").glob("*.lock")}
    assert written.keys() == {f"{file.stem}.lock" for file in (dated / "plans").glob("*.yaml")}
    assert "All locks are up to date." in run("lock").stdout
    assert {file.name: file.read_text("utf-8") for file in (dated / "plans").glob("*.lock")} == written


def test_a_check_says_what_moves_and_for_whom_and_does_not_fail(repository: Repository) -> None:
    move(repository)
    found = run("check")
    assert found.exit_code == 0
    assert "no problems." in found.stdout
    assert "plans/small.yaml: " in found.stdout
    assert "For who begins on Monday 23 November 2026 or later. Who has begun keeps every day and every dose." in found.stdout
    assert "two-minutes 2x(2min @5k, 2min jog) → two-minutes 2x(2min @5k, 110s jog)" in found.stdout
    assert "plans/small.lock" in found.stdout.splitlines()[-1]


def test_a_stale_lock_is_not_published(repository: Repository) -> None:
    assert run("check", "--locked").exit_code == 0
    move(repository)
    for command in (("check", "--locked"), ("site", "--locked")):
        refused = run(*command)
        assert refused.exit_code == 1
        assert "plans/small.lock" in refused.stderr
        assert "Run toolkit lock" in refused.stderr
    assert not (repository.root / "site").exists()
    assert "Commit" in run("lock").stdout
    assert run("check", "--locked").exit_code == 0


def test_a_project_without_locks_hears_of_them_when_it_is_published(dated: Path) -> None:
    Repository(dated)
    assert "lock" not in run("check").stdout
    assert run("check", "--locked").exit_code == 1


def test_wording_is_in_no_lock(repository: Repository) -> None:
    change(repository.root / HARD, "title: ", "title: New ")
    change(repository.root / PLAN, "summary: ", "summary: New. ")
    assert run("check", "--locked").exit_code == 0


def test_a_shallow_clone_is_not_published(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move(repository)
    run("lock")
    repository.commit(LATER)
    clone = ["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", str(tmp_path / "clone")]
    subprocess.run(clone, check=True)
    monkeypatch.chdir(tmp_path / "clone")
    refused = run("check", "--locked")
    assert refused.exit_code == 2
    assert "git fetch --unshallow" in refused.stderr


def test_changes_are_shown_as_text_markdown_and_json(repository: Repository) -> None:
    assert run("changes").stdout == "No day and no dose moves.\n"
    move(repository)
    text, markdown, plain = (run("changes", "HEAD", "--format", form).stdout for form in ("text", "markdown", "json"))
    assert "\n\nplans/small.yaml: " in text
    assert "\n\n### plans/small.yaml: " in markdown
    moved = moves_in(plain)
    assert moved
    doses = [
        (before["dose"], after["dose"])
        for one in moved
        for before, after in zip(one["before"]["sessions"], one["after"]["sessions"], strict=True)
        if before != after
    ]
    assert ("2x(2min @5k, 2min jog)", "2x(2min @5k, 110s jog)") in doses
    assert all(one["after"]["revision"] > one["before"]["revision"] for one in moved)


def test_changes_between_two_commits_are_those_of_their_locks(repository: Repository) -> None:
    move(repository)
    run("lock")
    repository.commit(LATER)
    there, back = (run("changes", *asked, "--format", "json").stdout for asked in (("HEAD^1", "HEAD"), ("HEAD", "HEAD^1")))
    minutes = [[one["minutes"] for one in moves_in(said)] for said in (there, back)]
    assert minutes[0]
    assert minutes[0] == [-one for one in minutes[1]]
    assert run("changes", "HEAD").stdout == "No day and no dose moves.\n"


@pytest.mark.parametrize("revision", ["v9", "--help-me", "HEAD:plans"])
def test_a_commit_that_is_not_there_is_wrong_usage(repository: Repository, revision: str) -> None:
    found = run("changes", "--", revision)
    assert found.exit_code == 2
    assert f"git knows no commit “{revision}”" in found.stderr


def test_a_conflict_in_a_lock_is_a_problem_that_the_command_resolves(repository: Repository) -> None:
    file = repository.root / LOCK
    written = file.read_text("utf-8")
    file.write_text(written.replace("race sun\n", "<<<<<<< HEAD\nrace sun\n=======\nrace sat\n>>>>>>> other\n", 1), "utf-8")
    found = run("check")
    assert found.exit_code == 1
    line = written.splitlines().index("race sun") + 1
    assert f"{LOCK}:{line}:1: git left a conflict here. Run toolkit lock, which writes it again." in found.stdout
    assert run("lock").exit_code == 0
    assert file.read_text("utf-8") == written


def test_what_runners_live_by_cannot_be_deleted(repository: Repository) -> None:
    for file in (PLAN, "plans/base.yaml"):
        (repository.root / file).unlink()
    found = run("check")
    assert found.exit_code == 1
    assert f"{LOCK}:1:1: runners live by this plan, and it is not there. Bring {PLAN} back" in found.stdout
    assert "plans/base.lock:1:1: runners live by this plan" in found.stdout


def test_a_variant_that_runners_live_by_cannot_be_withdrawn(repository: Repository) -> None:
    lock = repository.root / LOCK
    lock.write_text(lock.read_text("utf-8").replace("variant intermediate-standard ", "variant intermediate-quick ", 1), "utf-8")
    found = run("check")
    assert found.exit_code == 1
    assert f"{PLAN}:1:1: runners live by intermediate-quick, which small does not offer any more." in found.stdout


def test_what_an_earlier_edition_names_cannot_be_deleted_either(repository: Repository) -> None:
    """It is in no lock of today, but somebody began with it last week."""
    change(repository.root / PLAN, "two-minutes", "minutes")
    change(repository.root / "templates/tracks/speed.yaml", "[minutes, two-minutes]", "[minutes]")
    change(repository.root / "templates/tracks/speed.yaml", "[long-pieces, two-minutes]", "[long-pieces]")
    assert run("lock").exit_code == 0, run("lock").stdout
    repository.commit(LATER)
    assert run("check").exit_code == 0
    (repository.root / HARD).unlink()
    found = run("check")
    assert found.exit_code == 1
    lost = "runners live by this: there is no session “two-minutes” any more. Bring it back, and retire it: retired: true."
    assert f"{LOCK}:1:1: {lost}" in found.stderr
