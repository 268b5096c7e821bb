"""The MkDocs plugin: real builds of the small project, and the site of the whole one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from socket import socket
from time import sleep
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from project import EPOCH, SHIPPED_EPOCH, change, copy_to, small_site

SITE = "https://lasting-speed.example/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project as a site."""
    return small_site(tmp_path / "project")


def build(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": EPOCH}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env={**os.environ, **quiet, "GIT_CEILING_DIRECTORIES": str(project.parent), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


class Built(NamedTuple):
    """A project with its site, and what the build said."""

    project: Path
    said: str


ADDRESS = "https://runners.example/lasting-speed"
HERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "SITE_URL": ADDRESS}
THERE = {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "SITE_URL": ADDRESS}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small project as a site, built once for an address of its own; not to be changed."""
    project = small_site(tmp_path_factory.mktemp("built") / "project")
    result = build(project, **HERE)
    assert result.returncode == 0, result.stdout + result.stderr
    return Built(project, result.stderr)


@pytest.fixture
def copied(built: Built, tmp_path: Path) -> Path:
    """A copy of the built project, its site too."""
    return Path(shutil.copytree(built.project, tmp_path / "project"))


def test_a_build_in_strict_mode_breaks_no_link(built: Built) -> None:
    assert "WARNING" not in built.said


def differing(project: Path, **environment: str) -> list[str]:
    """The paths of the site of a project that differ from those of a build in another time zone and with another hash seed.

    There is HTML, a search and calendars.
    """
    first = contents(project / "site")
    assert build(project, **THERE, **environment).returncode == 0
    second = contents(project / "site")
    assert {"search/search_index.json", "calendars/index.json"} < first.keys()
    return [path for path in first.keys() | second.keys() if first.get(path) != second.get(path)]


def test_two_builds_are_the_same_bytes(copied: Path) -> None:
    assert differing(copied) == []


@pytest.mark.exhaustive
def test_two_builds_of_everything_are_the_same_bytes(tmp_path: Path) -> None:
    everything = copy_to(tmp_path / "everything")
    assert build(everything, **HERE, SOURCE_DATE_EPOCH=SHIPPED_EPOCH).returncode == 0
    assert differing(everything, SOURCE_DATE_EPOCH=SHIPPED_EPOCH) == []


def test_a_mistake_leaves_the_last_site_and_says_what_to_fix(copied: Path) -> None:
    before = contents(copied / "site")
    change(copied / "templates/intervals/two-minutes.yaml", "warm_up: ramp", "warm_up: rampp")
    result = build(copied)
    assert result.returncode == 1
    assert (
        "templates/intervals/two-minutes.yaml:6:10: warm_up: there is no session “rampp” in warm-ups/. Did you mean “ramp”?"
        in result.stderr
    )
    assert "Traceback" not in result.stdout + result.stderr
    assert contents(copied / "site") == before


@pytest.fixture
def two_doors(small: Path) -> Iterator[Path]:
    """The small project with all that MkDocs and `toolkit build` need; it goes when the test is over, since it may be large."""
    (small / "docs").mkdir()
    (small / "docs/index.md").write_text("# Home\n")
    (small / "mkdocs.yml").write_text("site_name: Small\nsite_url: https://small.example/\nplugins: [toolkit]\n")
    yield small
    shutil.rmtree(small)


DOORS = {
    "make site": ["-m", "mkdocs", "build"],
    "toolkit build": ["-c", "from toolkit.app.cli import main; main()", "build", "--to", "site"],
}


def build_by(door: str, project: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "GIT_CEILING_DIRECTORIES": str(project.parent)}
    return subprocess.run([sys.executable, *DOORS[door]], cwd=project, env=environment, capture_output=True, text=True, check=False)


IN_THE_WAY = {
    "sessions/two-minutes.md": "the build writes sessions/two-minutes.md to this path. Rename the file.",
    "robots.txt": "the build writes robots.txt to this path. Rename the file.",
    "calendars/mine.ics": "this path is reserved for calendars. Move the file out of docs/calendars/.",
}


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("sessions/two-minutes.md", "make site"),
        ("robots.txt", "toolkit build"),
        ("calendars/mine.ics", "toolkit build"),
        pytest.param("sessions/two-minutes.md", "toolkit build", marks=pytest.mark.exhaustive),
        pytest.param("robots.txt", "make site", marks=pytest.mark.exhaustive),
        pytest.param("calendars/mine.ics", "make site", marks=pytest.mark.exhaustive),
    ],
)
def test_a_hand_written_file_cannot_be_where_generated_ones_do(two_doors: Path, door: str, path: str) -> None:
    (two_doors / "docs" / path).parent.mkdir(exist_ok=True)
    (two_doors / "docs" / path).write_text("# Mine\n")
    result = build_by(door, two_doors)
    assert result.returncode == 1
    assert f"docs/{path}:1:1: {IN_THE_WAY[path]}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (two_doors / "site/calendars").exists()


@pytest.mark.parametrize("door", ["make site", pytest.param("toolkit build", marks=pytest.mark.exhaustive)])
def test_a_heavy_site_is_built_and_says_what_it_weighs(two_doors: Path, door: str) -> None:
    """With a film of 450 MB in docs/ too: what a host takes is for whoever publishes to know."""
    with (two_doors / "docs/film.mp4").open("wb") as film:
        film.truncate(450_000_000)
    result = build_by(door, two_doors)
    assert result.returncode == 0, result.stderr
    assert re.search(r"Calendars: \d MB, the whole site: 4\d\d MB", result.stdout + result.stderr)


def test_a_build_says_what_it_weighs_and_has_what_hosts_need(built: Built) -> None:
    """Where SITE_URL says where the site will be, calendars and robots.txt go by it."""
    assert re.search(r"Calendars: \d+ MB, the whole site: \d+ MB", built.said)
    site = built.project / "site"
    assert (site / ".nojekyll").read_bytes() == b""
    robots = (site / "robots.txt").read_text("utf-8")
    assert "Disallow" not in robots
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in robots
    assert f"{ADDRESS}/subscribe/" in (site / "sitemap.xml").read_text("utf-8")
    feed = (site / "calendars/small/intermediate-standard/2027-02-07.ics").read_bytes().replace(b"\r\n ", b"")
    address = b"https://runners.example/lasting-speed/calendars/small/intermediate-standard/2027-02-07.ics"
    assert b"SOURCE;VALUE=URI:" + address + b"\r\n" in feed


def test_an_address_of_the_site_that_is_none_stops_the_build(project: Path) -> None:
    wrong = build(project, SITE_URL="runners.example")
    assert wrong.returncode == 1
    assert "SITE_URL is “runners.example”. Set it to an address such as https://example.org/running/" in wrong.stderr


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """The address of a project while `make serve` shows it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "GIT_CEILING_DIRECTORIES": str(project.parent)}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", address]
    with (project.parent / "said.txt").open("w+") as said:
        server = subprocess.Popen(command, cwd=project, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            until(lambda: "Serving on" in (project.parent / "said.txt").read_text("utf-8"))
            yield f"http://{address}/"
        finally:
            server.terminate()
            server.wait()


def until(true: Callable[[], bool]) -> None:
    """Wait until something holds, for a minute at most."""
    for _ in range(600):
        if true():
            return
        sleep(0.1)
    raise AssertionError("it never came true")


def read(address: str) -> str:
    """What is there, without the moment that MkDocs writes at the end of a page."""
    with urlopen(address) as answer:
        return str(answer.read().decode().partition("livereload.js?")[0])


def hold_calendars(site: str) -> None:
    """`make serve` makes a feed when it is asked for, and says what it is; what is none is not found."""
    with urlopen(f"{site}calendars/small/intermediate-standard/2027-02-07.ics") as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        content = answer.read()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"2027-02-07.ics" in content
    assert json.loads(read(f"{site}calendars/index.json"))["plans"]
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{site}calendars/small/intermediate-standard/2027-03-01.ics")


def test_serve_sends_calendars_says_what_to_fix_and_builds_only_what_changed(project: Path) -> None:
    session, style = project / "templates/intervals/two-minutes.yaml", project / "docs/assets/site.css"
    good = session.read_text("utf-8")
    with serving(project) as site:
        hold_calendars(site)
        page = f"{site}sessions/two-minutes/"
        before, other = json.loads(read(f"{site}search/search_index.json"))["docs"], read(f"{site}sessions/strength-a/")
        assert read(f"{site}problems.txt") == ""
        session.write_text(good.replace("warm_up: ramp", "warm_up: rampp"), "utf-8")
        until(lambda: "there is no session “rampp”" in read(f"{site}problems.txt"))
        assert "Build-up warm-up" in read(page), "the last good page stays"
        session.write_text(good.replace("summary: ", "summary: Fresh and new. "), "utf-8")
        until(lambda: "Fresh and new." in read(page))
        assert read(f"{site}problems.txt") == ""
        until(lambda: "Fresh and new." in read(f"{site}sessions/"))
        after = json.loads(read(f"{site}search/search_index.json"))["docs"]
        assert [entry["location"] for entry in after] == [entry["location"] for entry in before]
        assert "Fresh and new." in json.dumps(after)
        style.write_text(f"{style.read_text('utf-8')}/* changed */", "utf-8")
        until(lambda: read(f"{site}assets/site.css").endswith("/* changed */"))
        assert read(f"{site}sessions/strength-a/") == other
        change(project / "mkdocs.yml", "site_name: Lasting Speed", "site_name: Lasting Pace")
        until(lambda: read(f"{site}sessions/strength-a/") != other)
    said = (project.parent / "said.txt").read_text("utf-8")
    assert "Traceback" not in said
    assert "WARNING  -" not in said


class Tags(HTMLParser):
    """Collects what would come from the attack, had it become markup."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.in_script = False
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_script = tag == "script"
        for name, value in attrs:
            if name == "onclick" or (value or "").startswith(("javascript:", "z.png")) or (name, value) == ("class", "k"):
                self.foreign.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.in_script and "alert(" in data:
            self.foreign.append(data)


ATTACK = "<script>alert(1)</script> [x](javascript:alert(2)) ![y](z.png) `c` *b* | # {.k} <b onclick=alert(3)>"


def test_text_from_yaml_cannot_become_markup(project: Path) -> None:
    """Wherever a contributor can write text, it reaches the page as text: no tag, no link, no image, no attribute."""
    quoted = "'" + ATTACK + "'"
    change(project / "templates/intervals/two-minutes.yaml", "title: Two minutes", f"title: '{ATTACK[:50]}'")
    for file, field in (
        ("templates/intervals/two-minutes.yaml", "summary"),
        ("templates/intervals/two-minutes.yaml", "avoid"),
        ("templates/exercises/a-march.yaml", "feel"),
        ("templates/exercises/a-march.yaml", "summary"),
    ):
        text = (project / file).read_text("utf-8")
        changed = re.sub(rf"^{field}:(.*\n(  .*\n)*)", lambda _, field=field: f"{field}: {quoted}\n", text, count=1, flags=re.M)
        assert changed != text
        (project / file).write_text(changed, "utf-8")
    change(
        project / "templates/intervals/two-minutes.yaml",
        "  - 2x(2min @5k, 2min jog)",
        "  - '2x(2min @5k \"<script>alert(4)</script>\", 2min jog)'",
    )
    result = build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    for path in (project / "site").rglob("*.html"):
        parser = Tags()
        parser.feed(path.read_text("utf-8"))
        assert parser.foreign == [], path
    parser = Tags()
    parser.feed((project / "site/sessions/two-minutes/index.html").read_text("utf-8"))
    assert ATTACK in parser.text
    assert "<script>alert(4)</script>" in parser.text
