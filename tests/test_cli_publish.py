"""`toolkit site`: one build at a time, whole or not at all, and no moment without a site.

Where builds meet, are killed or fill a disk they are processes of their own; on one plan of the small project.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest
from commands import ended, run, start
from project import EPOCH, make_site
from small import copy_small, sound

from toolkit.app import publish
from toolkit.app.build_folder import Manifest
from toolkit.app.environment import SurroundingsError, warn_of_shallow
from toolkit.app.mkdocs import SEARCH_INDEX
from toolkit.app.publish import alone, exchange, find_missing
from toolkit.site.groups import page_paths


def manifest_of(project: Path) -> Manifest:
    """What the site of a project is built of."""
    pages = ["index.md", "offline.md", *page_paths(sound(project))]
    return Manifest("https://lasting-speed.example/", dict.fromkeys(pages), {}, [])


def with_one_plan(folder: Path) -> Path:
    """The small project with the plan `small` alone, as a site."""
    for name in ("base", "climb"):
        (folder / "plans" / f"{name}.yaml").unlink()
    return make_site(folder)


@pytest.fixture
def project(small: Path) -> Path:
    return with_one_plan(small)


def here(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code of a command in this process and all it said, with the surroundings that `commands.start` gives a process."""
    known = {"SOURCE_DATE_EPOCH": EPOCH, "GIT_CEILING_DIRECTORIES": str(folder.parent), **environment}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in known.items():
            patch.setenv(name, value) if value else patch.delenv(name, raising=False)
        result = run(*arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="session")
def after_a_kill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project whose site was built after another build of it was killed, and what the second build said.

    It was built by somebody whose files nobody else may read.
    """
    folder = with_one_plan(copy_small(tmp_path_factory.mktemp("finished") / "small"))
    killed = start(folder, "site")
    while not list(folder.glob("build/site-*/html/*")):
        assert killed.poll() is None
        sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert not (folder / "site").exists()
    assert left_behind(folder) != []
    before = os.umask(0o077)
    try:
        code, said = ended(start(folder, "site"))
    finally:
        os.umask(before)
    assert code == 0, said
    return folder, said


@pytest.fixture(scope="session")
def finished(after_a_kill: tuple[Path, str]) -> Path:
    """A project whose site was built by somebody whose files nobody else may read."""
    return after_a_kill[0]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def left_behind(project: Path) -> list[str]:
    """What is in the project besides what was there and a site."""
    known = {"templates", "plans", "docs", "overrides", "mkdocs.yml", "settings.yaml", "site"}
    found = {path.relative_to(project).as_posix() for path in (*project.glob("*"), *project.glob(".*"), *project.glob("build/*"))}
    return sorted(found - known - {"build", "build/site.lock"})


def test_everybody_can_read_a_site_whatever_the_umask(finished: Path) -> None:
    site = finished / "site"
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (site, *site.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}
    assert left_behind(finished) == []


def test_two_builds_at_once_wait_for_each_other_and_leave_a_whole_site(finished: Path) -> None:
    """While they run there is a site at every moment, as a host that serves it would see: looked at without a pause at the end."""
    page, done = finished / "site/index.html", threading.Event()
    gone: list[Path] = []

    def look() -> None:
        while not done.is_set():
            exchanged_soon = any(finished.glob("build/site-*/site/policy.txt"))
            gone.extend(page for _ in range(1000 if exchanged_soon else 1) if not page.is_file())
            if not exchanged_soon:
                sleep(0.01)

    before = files(finished / "site")
    watcher = threading.Thread(target=look)
    watcher.start()
    builds = [start(finished, "site") for _ in range(2)]
    found = [ended(build) for build in builds]
    done.set()
    watcher.join()
    assert [code for code, _ in found] == [0, 0], found
    assert sum("Another build of this site is running. This one waits until it has ended." in said for _, said in found) == 1
    assert gone == []
    assert files(finished / "site") == before
    assert left_behind(finished) == []


def test_a_build_that_is_killed_frees_the_lock_and_the_next_one_cleans_up(after_a_kill: tuple[Path, str]) -> None:
    folder, said = after_a_kill
    assert "Another build" not in said
    assert said.splitlines()[-1].startswith("Built site/. Look at it with: python3 -m http.server --directory site")
    assert left_behind(folder) == []


def test_a_lock_is_held_by_one_and_freed_after_it(tmp_path: Path) -> None:
    lock, said, order = tmp_path / "lock", [], []

    def second() -> None:
        with alone(lock, said.append):
            order.append("second")

    other = threading.Thread(target=second)
    with alone(lock, said.append) as certainly:
        assert certainly
        other.start()
        while not said:
            sleep(0.01)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


LOST = {
    "sessions/easy-run/index.html": "sessions/easy-run/index.html",
    "plans/small/intermediate-standard": "plans/small/intermediate-standard/index.html",
    "subscribe/index.html": "subscribe/index.html",
    "index.html": "index.html",
    "404.html": "404.html",
    "sitemap.xml": "sitemap.xml",
    "search": "search/search_index.json",
    "calendars/index.json": "calendars/index.json",
    "calendars/small/intermediate-standard/2027-02-07.ics": "calendars/small/intermediate-standard/2027-02-07.ics",
}
"""What a site may lose, and the file that is then named."""


def test_a_site_that_lacks_something_is_not_whole(finished: Path, tmp_path: Path) -> None:
    """Each thing is put back before the next is taken away."""
    manifest = manifest_of(finished)
    site = Path(shutil.copytree(finished / "site", tmp_path / "site"))
    assert find_missing(site, manifest, SEARCH_INDEX) == []
    for lost, named in LOST.items():
        (site / lost).rename(tmp_path / "lost")
        assert named in find_missing(site, manifest, SEARCH_INDEX), lost
        (tmp_path / "lost").rename(site / lost)
    assert find_missing(site, manifest, SEARCH_INDEX) == []


def test_a_site_without_its_styles_or_with_an_empty_page_is_not_whole(finished: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(finished / "site", tmp_path / "site"))
    style = next((site / "assets/stylesheets").glob("main*.css"))
    style.unlink()
    (site / "subscribe/index.html").write_text("")
    assert find_missing(site, manifest_of(finished)) == [style.relative_to(site).as_posix(), "subscribe/index.html"]


def test_what_is_not_whole_does_not_go_live(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    with pytest.raises(SurroundingsError, match=r"incomplete, so the last one stays\. Missing: a, b, c, d, e and 1 more\."):
        publish.publish(tmp_path / "site", lambda _: None, lambda _: list("abcdef"), print)
    assert files(tmp_path) == {"build/site.lock": b"", "site/index.html": b"old"}


@pytest.mark.parametrize("swap", [publish._swap, lambda one, other: False], ids=["in one step", "by two renames"])
def test_folders_are_exchanged_with_and_without_the_help_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swap: Callable[[Path, Path], bool]
) -> None:
    monkeypatch.setattr(publish, "_swap", swap)
    for name in ("fresh", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    exchange(tmp_path / "fresh", tmp_path / "site")
    assert files(tmp_path) == {"fresh/index.html": b"site", "site/index.html": b"fresh"}


def test_this_system_exchanges_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert publish._swap(tmp_path / "one", tmp_path / "other")


def test_a_link_called_site_stays_a_link_and_what_it_leads_to_is_exchanged(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/index.html").write_text("old")
    (tmp_path / "site").symlink_to("www")
    publish.publish(tmp_path / "site", lambda folder: (folder / "index.html").write_text("new") and None, lambda _: [], print)
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "www/index.html").read_text() == "new"


def test_a_file_called_site_is_not_overwritten(project: Path) -> None:
    (project / "site").write_text("mine")
    code, said = here(project, "site")
    assert code == 2
    assert said.endswith("site is not a folder. Move it away.\n")
    assert (project / "site").read_text() == "mine"


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, for who may make one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False, capture_output=True).returncode:
        pytest.skip("only root can make a disk to fill")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_a_line_and_leaves_nothing_half_built(tiny: Path, project: Path) -> None:
    full = Path(shutil.copytree(project, tiny / "project"))
    (full / "site").mkdir()
    (full / "site/index.html").write_text("old")
    for arguments in (("site",), ("build", "--to", "out")):
        code, said = ended(start(full, *arguments))
        assert code == 2, said
        assert "Traceback" not in said
        assert "No space left on device. Free some space, or write to another disk." in said.splitlines()[-1]
        assert files(full / "site") == {"index.html": b"old"}
        assert left_behind(full) == []


def test_a_checkout_that_cannot_be_written_to_is_a_line(tiny: Path, project: Path) -> None:
    locked = Path(shutil.copytree(project, tiny / "project"))
    subprocess.run(["mount", "-o", "remount,ro", tiny], check=True)
    for arguments in (
        ("site",),
        ("build", "--to", "out"),
        ("calendar", "small", "--level", "intermediate", "--race", "2027-02-07", "--output", "x.ics"),
    ):
        code, said = here(locked, *arguments)
        assert code == 2, said
        assert "Traceback" not in said
        assert "Read-only file system. Copy the project to a disk that can be written to." in said.splitlines()[-1]


@pytest.mark.parametrize("arguments", [("site",), ("build", "--to", "out"), ("check",)])
def test_a_page_for_contributors_that_is_no_text_is_a_problem_with_its_place(project: Path, arguments: tuple[str, ...]) -> None:
    (project / "docs/contributing").mkdir()
    (project / "docs/contributing/index.md").write_bytes("# Here\n\nA caf\xe9.\n".encode("latin-1"))
    code, said = here(project, *arguments)
    assert code == 1
    assert "docs/contributing/index.md:3:6: this is not text in UTF-8. Save the file as UTF-8 text." in said
    assert "Traceback" not in said
    assert left_behind(project) == []


def git(folder: Path, *arguments: str) -> None:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b"}
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **names})


@pytest.mark.parametrize("arguments", [("build", "--to", "out"), pytest.param(("site",), marks=pytest.mark.exhaustive)])
def test_a_shallow_clone_is_built_with_a_warning(project: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    git(project, "init", "-q")
    for number in range(2):
        (project / "docs/index.md").write_text(f"# Home {number}\n")
        git(project, "add", ".")
        git(project, "commit", "-qm", f"Commit {number}")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{project}", "shallow")
    code, said = here(tmp_path / "shallow", *arguments, SOURCE_DATE_EPOCH="")
    assert code == 0, said
    assert "This is a shallow clone" in said
    assert "git fetch --unshallow" in said
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert warn_of_shallow(tmp_path / "shallow") == ""


def test_what_git_refuses_is_quoted(project: Path) -> None:
    """A repository of somebody else, as in containers and on network disks."""
    if os.getuid() != 0:
        pytest.skip("only root can give a folder away")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Content")
    for path in (project, *project.rglob("*")):
        os.chown(path, 12345, 12345)
    code, said = here(project, "build", "--to", "out", SOURCE_DATE_EPOCH="", HOME=str(project.parent))
    assert code == 2
    assert "git does not say when the content last changed. fatal: detected dubious ownership in repository" in said
    assert f"git config --global --add safe.directory {project}" in said
    assert "Commit them" not in said
    code, said = here(project, "build", "--to", "out", HOME=str(project.parent))
    assert code == 0, "SOURCE_DATE_EPOCH says it where git does not"
    assert json.loads((project / "out/files/calendars/index.json").read_text("utf-8"))["modified"] == "2026-11-22T12:00:00Z"
