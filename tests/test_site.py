"""`toolkit site`: real builds of the small project, and of the whole one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from commands import TOOLKIT
from project import EPOCH, SHIPPED_EPOCH, change, copy_to, make_site, small_site

SITE = "https://lasting-speed.example/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project as a site."""
    return small_site(tmp_path / "project")


def build(project: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command run to its end in a project; without one, `toolkit site`."""
    return subprocess.run(
        [TOOLKIT, *(command or ("site",))],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "GIT_CEILING_DIRECTORIES": str(project.parent), **environment},
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
    return Built(project, result.stdout + result.stderr)


@pytest.fixture
def copied(built: Built, tmp_path: Path) -> Path:
    """A copy of the built project, its site too."""
    return Path(shutil.copytree(built.project, tmp_path / "project"))


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
    yield make_site(small)
    shutil.rmtree(small)


DOORS = {"make site": ("site",), "toolkit build": ("build", "--to", "built")}


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
    result = build(two_doors, *DOORS[door])
    assert result.returncode == 1
    assert f"docs/{path}:1:1: {IN_THE_WAY[path]}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (two_doors / "site").exists()
    assert not (two_doors / "built").exists()


@pytest.mark.parametrize("door", ["toolkit build", pytest.param("make site", marks=pytest.mark.exhaustive)])
def test_a_heavy_site_is_built_and_says_what_it_weighs(two_doors: Path, door: str) -> None:
    """With a film of 450 MB in docs/ too: what a host takes is for whoever publishes to know."""
    with (two_doors / "docs/film.mp4").open("wb") as film:
        film.truncate(450_000_000)
    result = build(two_doors, *DOORS[door])
    assert result.returncode == 0, result.stderr
    assert re.search(r"Calendars: \d MB, all files: 4\d\d MB", result.stdout + result.stderr)


def test_a_build_says_what_it_weighs_and_has_what_hosts_need(built: Built) -> None:
    """Where SITE_URL says where the site will be, calendars and robots.txt go by it."""
    assert re.search(r"Calendars: \d+ MB, all files: \d+ MB", built.said)
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
    assert wrong.returncode == 2
    assert "SITE_URL is “runners.example”. Set it to an address such as https://example.org/running/" in wrong.stderr


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
