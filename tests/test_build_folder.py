"""`toolkit build`: a folder that any generator can build, in which only what has changed is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from project import change, make_site
from remembering import let_commands_remember

from toolkit.app.build_folder import read_manifest


@pytest.fixture
def project(dated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project with one plan as a site, in the current folder, on 22 November 2026."""
    let_commands_remember(monkeypatch)
    for name in ("base", "climb"):
        (dated / "plans" / f"{name}.yaml").unlink()
    return make_site(dated)


def written(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_folder_has_pages_the_html_to_insert_and_files_for_the_site(project: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.output
    made = project / "build/export"
    assert (made / "pages/index.md").is_file()
    assert "<svg" not in (made / "pages/sessions/two-minutes.md").read_text("utf-8")
    assert "<svg" in "".join(json.loads((made / "parts/sessions/two-minutes.json").read_text("utf-8")))
    assert (made / "files/calendars/small/intermediate-standard/2027-02-07.ics").is_file()
    assert "INHERIT" in (made / "mkdocs.yml").read_text("utf-8")


def test_only_what_has_changed_is_written_again(project: Path) -> None:
    run("build")
    before = written(project / "build/export")
    assert "Wrote 0 files of" in run("build").output
    change(project / "templates/intervals/two-minutes.yaml", "summary: ", "summary: Fresh and new. ")
    result = run("build")
    after = written(project / "build/export")
    changed = {path for path in after if after[path] != before.get(path)} - {"manifest.json"}
    assert f"Wrote {len(changed)} files of {len(after) - 1} to" in result.output
    assert "pages/sessions/two-minutes.md" in changed
    assert "pages/sessions/easy-run.md" not in changed
    assert not any(path.startswith("pages/exercises/") for path in changed)


def test_what_is_no_longer_made_is_removed(project: Path) -> None:
    run("build")
    (project / "docs/more.md").write_text("# More\n", "utf-8")
    assert run("build").exit_code == 0
    assert (project / "build/export/pages/more.md").is_file()
    (project / "docs/more.md").unlink()
    assert "1 removed" in run("build").output
    assert not (project / "build/export/pages/more.md").exists()


def test_a_build_that_was_ended_early_is_not_finished_and_can_be_built_again(project: Path) -> None:
    run("build")
    manifest = project / "build/export/manifest.json"
    found = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**found, "whole": False}), "utf-8")
    (project / "html").mkdir()
    result = run("finish", "html")
    assert (result.exit_code, "is not whole: a build of it was ended early" in result.output) == (2, True)
    assert run("build").exit_code == 0
    again = read_manifest(project / "build/export")
    assert again
    assert again.whole


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("html",), "there is no folder html. Name the one that the generator has written."),
        (("docs", "--from", "docs"), "docs is no folder that toolkit build wrote. Write it: toolkit build --to docs"),
        (("docs", "--to", "docs/site"), "docs/site lies in docs/, which is written by hand. Name a folder elsewhere."),
    ],
)
def test_what_cannot_be_finished_is_wrong_usage(project: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("finish", *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert not (project / "site").exists()


def test_a_folder_that_no_build_wrote_is_left_alone(project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine/file.txt").write_text("mine")
    result = run("build", "--to", "mine")
    assert result.exit_code == 2
    assert "mine is neither an empty folder nor one that toolkit build wrote." in result.output
    assert written(project / "mine").keys() == {"file.txt"}
