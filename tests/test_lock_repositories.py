"""Locks in repositories that are not as they should be: each case once moved somebody, or was accepted without a word."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from commands import run
from project import change
from small import sound
from test_cli_lock import locked
from test_identity import FIRST, LATER, Repository

from toolkit.app.locking import find_locks, write_locks
from toolkit.app.locks import read_editions

BASE, LOCK = "plans/base.yaml", "plans/base.lock"
MOVED = ("      sat: [easy-run]", "      fri: [brisk-walk]")


@pytest.fixture
def repository(dated: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The small project, whose locks are committed, on the day that it is."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    return locked(dated, monkeypatch)


def test_a_lock_with_windows_ends_of_lines_is_an_edition(repository: Repository) -> None:
    file = repository.root / LOCK
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    repository.git("config", "core.autocrlf", "false", at=FIRST)
    repository.commit(FIRST + timedelta(days=1))
    change(repository.root / BASE, *MOVED)
    assert "plans/base.yaml: new" not in run("check").stdout
    assert [len(one.lock.revised) for one in read_editions(repository.root, LATER)["base"]] == [1, 1]


def test_a_merge_that_takes_one_side_of_a_lock_is_out_of_date(repository: Repository) -> None:
    """Both sides gave the same id and revision to another day, in the same second."""
    main = repository.git("symbolic-ref", "--short", "HEAD", at=FIRST)
    repository.git("checkout", "-qb", "side", at=FIRST)
    commit_lock(repository, *MOVED)
    repository.git("checkout", "-q", main, at=FIRST)
    commit_lock(repository, MOVED[0], "      fri: [hips-and-ankles]")
    repository.git("merge", "-q", "-X", "theirs", "side", "-m", "Merge", at=LATER + timedelta(days=1))
    done = run("check", "--locked")
    assert done.exit_code == 1
    assert "plans/base.lock: out of date." in done.output


def commit_lock(repository: Repository, old: str, new: str) -> None:
    """Change the base plan, lock it and commit it at one time, whenever that is done."""
    change(repository.root / BASE, old, new)
    write_locks(repository.root, find_locks(repository.root, sound(repository.root), LATER))
    repository.commit(LATER)


@pytest.mark.parametrize("command", [["check", "--locked"], ["lock"], ["changes"], ["build", "--to", "out"]], ids=" ".join)
def test_where_git_refuses_nothing_is_published(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(LATER.timestamp())))
    done = run(*command)
    assert done.exit_code == 2
    assert "git does not say what was published, and so what runners live by." in done.output
    assert "dubious ownership" in done.output
    assert not (repository.root / "out").exists()


def test_where_there_is_no_git_for_a_repository_nothing_is_published(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("check", "--locked")
    assert done.exit_code == 2
    assert "Install git." in done.output


def test_no_lock_is_written_in_a_shallow_clone(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.root / "README.md").write_text("More.\n", "utf-8")
    repository.commit(LATER)
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.root}", str(clone), at=LATER)
    monkeypatch.chdir(clone)
    assert run("lock").exit_code == 2


def test_the_same_correction_twice_is_a_problem(repository: Repository) -> None:
    change(repository.root / BASE, "stand_in: easy-run", "stand_in: easy-run\ncorrections:\n  - It moved.\n  - It moved.")
    done = run("check")
    assert done.exit_code == 1
    assert "“It moved.” is there already, and reaches nobody again." in done.output


def test_a_correction_is_text_in_markdown(repository: Repository) -> None:
    said = "Calves *first*, see [here](https://a.example) <b>now</b>, `x`."
    change(repository.root / BASE, "stand_in: easy-run", f"stand_in: easy-run\ncorrections: ['{said}']")
    text, markdown = (run("changes", "HEAD", "--format", form).stdout for form in ("text", "markdown"))
    assert said in text
    assert said not in markdown
    assert r"Calves \*first\*, see \[here\](https://a.example) \<b\>now\</b\>, \`x\`." in markdown


def test_a_plan_cannot_be_retired_before_it_was_first_locked(repository: Repository) -> None:
    (repository.root / "plans/retired.yaml").write_text("climb: {on: 2025-06-01, because: Gone.}\n", "utf-8")
    for command in (["check"], ["build", "--to", "out"]):
        done = run(*command)
        assert done.exit_code == 1
        assert "plans/retired.yaml:1:" in done.output
        assert "2025-06-01 is before " in done.output


@pytest.mark.parametrize("command", [["check"], ["lock"], ["build", "--to", "out"]], ids=" ".join)
def test_a_plan_that_runners_live_by_is_missed_by_every_command(repository: Repository, command: list[str]) -> None:
    for name in ("climb.yaml", "climb.lock"):
        (repository.root / "plans" / name).unlink()
    repository.commit(LATER)
    done = run(*command)
    assert done.exit_code == 1
    assert "runners live by this plan, and it is not there." in done.output


def test_a_commit_from_a_clock_far_ahead_is_one_of_the_last_year_there_is(repository: Repository) -> None:
    change(repository.root / BASE, *MOVED)
    repository.git("add", ".", at=LATER)
    repository.git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "Far", at=LATER)
    tree, head = (repository.git("rev-parse", name, at=LATER) for name in ("HEAD^{tree}", "HEAD"))
    raw = f"tree {tree}\nparent {head}\nauthor a <a@b> 9999999999999 +0000\ncommitter a <a@b> 9999999999999 +0000\n\nFar\n"
    file = repository.root / "raw"
    file.write_text(raw, "utf-8")
    far = repository.git("hash-object", "-t", "commit", "-w", "--literally", "raw", at=LATER)
    file.unlink()
    repository.git("reset", "-q", "--hard", far, at=LATER)
    assert run("lock").exit_code == 0


@pytest.mark.parametrize("asked", [[""], ["", "HEAD"], ["HEAD", ""], ["^HEAD", "HEAD"], ["HEAD", "^HEAD"], ["HEAD^{tree}"]])
def test_what_names_no_commit_is_wrong_usage(repository: Repository, asked: list[str]) -> None:
    done = run("changes", *asked)
    assert done.exit_code == 2
    assert "git knows no commit" in done.output


def test_a_folder_in_place_of_a_lock_is_named_and_nothing_is_half_written(repository: Repository) -> None:
    change(repository.root / BASE, *MOVED)
    before = (repository.root / LOCK).read_bytes()
    (repository.root / "plans/small.lock").unlink()
    (repository.root / "plans/small.lock").mkdir()
    done = run("lock")
    assert done.exit_code == 1
    assert "plans/small.lock:1:1: this is a folder. Delete it, and run toolkit lock." in done.output
    assert (repository.root / LOCK).read_bytes() == before
    assert not list((repository.root / "plans").glob(".*"))


def test_somebody_s_own_settings_of_git_move_nobody(repository: Repository) -> None:
    repository.git("config", "log.showRoot", "false", at=FIRST)
    repository.git("config", "log.showSignature", "true", at=FIRST)
    assert len(read_editions(repository.root, LATER)["base"]) == 1
    assert run("check", "--locked").exit_code == 0
