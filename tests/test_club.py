"""A club without code: its folder is laid over that of a base, here the small project, and built like any other."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from commands import run
from feeding import feeds_of
from project import EPOCH, change, small_site
from small import TESTS, check, project_in, said, sound

from toolkit.app.build import Build, Surroundings
from toolkit.app.environment import site_url
from toolkit.app.generator import fit_menu, generator_settings
from toolkit.feeds.identity import History
from toolkit.yaml_reader import Plain

SURROUNDINGS = Surroundings("https://harriers.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))
OF_THE_BASE = "(This file is of the base: leave it out, or put a file of your own at its path.)"
MENU = """
nav:
  - Home: index.md
  - Plans:
      - plans/index.md
      - A small climb: plans/climb/index.md
      - A small base: plans/base/index.md
  - Guide:
      - Go, ease or stop: guide/readiness.md
"""


def copy_club_to(folder: Path) -> Path:
    """The club and its base side by side; the base has the theme, the settings of MkDocs and two chapters."""
    base = small_site(folder / "small")
    (base / "mkdocs.yml").write_text((base / "mkdocs.yml").read_text("utf-8") + MENU, "utf-8")
    return Path(shutil.copytree(TESTS / "good/club", folder / "club"))


@pytest.fixture
def club(tmp_path: Path) -> Path:
    return copy_club_to(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The club, for tests that change nothing."""
    return copy_club_to(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def build(shared: Path) -> Build:
    return Build(sound(shared), SURROUNDINGS)


@pytest.fixture(scope="module")
def pages(build: Build) -> dict[str, str]:
    return {page.path: page.content.decode() for page in build.pages()}


def test_a_club_has_no_problems(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shared)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "3 plans with 5 variants" in result.output


def test_its_plan_has_pages_and_the_plan_that_it_leaves_out_has_none(pages: dict[str, str]) -> None:
    plans = {path.split("/")[1] for path in pages if path.startswith("plans/") and path != "plans/index.md"}
    assert plans == {"base", "small", "club-base"}
    assert "# The club base" in pages["plans/club-base/index.md"]
    assert not [path for path, text in pages.items() if "plans/climb/" in text or "A small climb" in text]


def test_its_sessions_are_added_and_replace_those_of_the_base(pages: dict[str, str]) -> None:
    assert {"sessions/club-loop.md", "sessions/club-strides.md", "sessions/easy-run.md"} <= pages.keys()
    assert "Walk by the river" in pages["sessions/brisk-walk.md"]
    assert not [path for path, text in pages.items() if "Brisk walk" in text]


def test_its_cues_are_laid_over_those_of_the_base_one_by_one(pages: dict[str, str]) -> None:
    cues = pages["guide/cues.md"]
    assert all(cue in cues for cue in ("run together", "quiet feet", "quick turnover"))
    assert "soft landings" not in cues


def test_events_have_its_domain_and_its_address(build: Build) -> None:
    feeds = {path: content.replace(b"\r\n ", b"").decode() for path, content in feeds_of(build).items()}
    feed = feeds["calendars/club-base/intermediate-standard/2026-11-30.ics"]
    assert {uid.rpartition("@")[2] for uid in re.findall(r"^UID:(.*)\r$", feed, re.MULTILINE)} == {"harriers.example"}
    assert "https://harriers.example/sessions/club-loop/" in feed
    assert "Walk by the river" in feeds["calendars/small/intermediate-standard/2027-02-07.ics"]
    assert {path.split("/")[1] for path in feeds} == {"base", "small", "club-base"}
    listed = json.loads(next(output.content for output in build.others() if output.path == "calendars/index.json"))
    assert {plan["id"] for plan in listed["plans"]} == {"base", "small", "club-base"}


def test_the_generator_gets_its_name_its_colours_and_a_menu_of_what_there_is(shared: Path, build: Build) -> None:
    fields = generator_settings(project_in(shared), build.library, SURROUNDINGS.site)
    assert fields["site_name"] == "Linden Harriers"
    assert fields["site_url"] == "https://harriers.example/"
    assert fields["copyright"] == "Linden Harriers. Sessions by Lasting Speed, CC BY 4.0."
    styles = fields["extra_css"]
    assert isinstance(styles, list)
    assert styles[0] == "assets/site.css"
    assert styles[-1] == "assets/club.css"
    assert fields["nav"] == [
        {"Home": "index.md"},
        {
            "Plans": [
                "plans/index.md",
                {"A small base": "plans/base/index.md"},
                {"The club base": "plans/club-base/index.md"},
                {"A small 5 km plan": "plans/small/index.md"},
            ]
        },
        {"Guide": [{"Go, ease or stop": "guide/readiness.md"}]},
        "guide/how-to-use.md",
    ]


def test_a_menu_loses_empty_sections_and_keeps_links_elsewhere() -> None:
    menu: list[Plain] = [{"Gone": [{"One": "one.md"}]}, {"Elsewhere": "https://example.org/"}, "two.md"]
    assert fit_menu(menu, {}, {"two.md"}) == [{"Elsewhere": "https://example.org/"}, "two.md"]


def test_a_menu_of_its_own_stays_and_is_checked(club: Path) -> None:
    (club / "mkdocs.yml").write_text("site_name: Ours\nnav: [index.md, plans/climb/index.md]\n", "utf-8")
    library = sound(club)
    assert "nav" not in generator_settings(project_in(club), library, SURROUNDINGS.site)
    found = check(club)
    assert {problem.shown_path for problem in found} == {"mkdocs.yml"}
    assert any("plans/climb/index.md" in problem.message for problem in found)


def test_docs_and_overrides_are_those_of_both(club: Path) -> None:
    (club / "docs/index.md").write_text("# The club\n", "utf-8")
    project, base = project_in(club), club / "../small"
    docs, overrides = project.real_files("docs"), project.real_files("overrides")
    assert docs["index.md"] == club / "docs/index.md"
    assert docs["assets/club.css"] == club / "docs/assets/club.css"
    assert docs["guide/readiness.md"] == base / "docs/guide/readiness.md"
    assert docs.keys() >= {"assets/site.css", "sw.js"}
    assert overrides["main.html"] == base / "overrides/main.html"


def test_build_writes_the_pages_of_both(club: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(club)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    result = run("build", "--to", "../out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out/pages/assets/club.css").is_file()
    assert (tmp_path / "out/pages/assets/site.css").is_file()
    assert "harriers.example" in (tmp_path / "out/files/robots.txt").read_text("utf-8")
    assert (tmp_path / "out/overrides/main.html").is_file()
    assert "assets/club.css" in (tmp_path / "out/mkdocs.yml").read_text("utf-8")
    assert site_url(club) == "https://harriers.example/"


def test_a_problem_of_the_base_names_its_file_and_what_to_do(club: Path) -> None:
    change(club / "../small/plans/base.yaml", "title: A small base\n", "title: A small base\ntitel: Twice\n")
    first = said(club).splitlines()[0]
    assert first == f"../small/plans/base.yaml:2:1: there is no field “titel”. Did you mean “title”? {OF_THE_BASE}"


def test_a_problem_of_a_list_names_the_file_of_its_entry(club: Path) -> None:
    change(club / "../small/templates/cues.yaml", "category: pacing", "category: pace")
    change(club / "templates/cues.yaml", "category: posture", "category: poise")
    own, base = (line for line in said(club).splitlines() if line.startswith((".", "templates")))
    assert base.startswith("../small/templates/cues.yaml:4:")
    assert base.endswith(OF_THE_BASE)
    assert own.startswith("templates/cues.yaml:2:")
    assert OF_THE_BASE not in own


@pytest.mark.parametrize(
    ("old", "new", "report"),
    [
        ("plans/climb.yaml", "plans/clim.yaml", "settings.yaml:7:13: leave_out[0]: the base has no “plans/clim.yaml”. Write"),
        ("plans/climb.yaml", "../small", "settings.yaml:7:13: leave_out[0]: the base has no “../small”."),
        ("plans/climb.yaml", "templates/limits.yaml", "settings.yaml:7:13: leave_out[0]: templates/limits.yaml is needed. Delete"),
        ("plans/climb.yaml", "templates", "settings.yaml:7:13: leave_out[0]: templates/needs.yaml is needed. Delete"),
        ("plans/climb.yaml", "docs/assets/site.css", "settings.yaml:7:12: leave_out: docs/assets/site.css is left out, and pages"),
        ("base: ../small", "bass: ../small", "settings.yaml:6:1: there is no field “bass”. Did you mean “base”?"),
    ],
)
def test_wrong_settings_are_one_problem_with_a_remedy(old: str, new: str, report: str, club: Path) -> None:
    change(club / "settings.yaml", old, new)
    reported = [line for line in said(club).splitlines() if not line.startswith(" ")]
    assert [line for line in reported if line.startswith(report)], reported


def test_what_needs_a_file_that_is_left_out_is_a_problem_of_its_own(club: Path) -> None:
    change(club / "settings.yaml", "plans/climb.yaml", "plans/small.yaml")
    first = said(club).splitlines()[0]
    assert first.startswith(
        "../small/docs/guide/how-to-use.md:11:20: there is no plan “small”. Write one of: base, climb, club-base."
    )
    assert first.endswith(OF_THE_BASE)


def test_a_home_page_that_leads_to_a_plan_that_is_gone_is_a_problem(club: Path) -> None:
    home = club / "../small/docs/index.md"
    tiles = '<ul class="tiles">\n<li><a href="plans/climb/">Climb</a></li>\n<li><a href="plans/club-base/">Ours</a></li>\n</ul>\n'
    home.write_text(f"{home.read_text('utf-8')}\n{tiles}", "utf-8")
    first, _, summary = said(club).partition("\n")
    assert first == (
        "../small/docs/index.md:8:14: there is no page “plans/climb/”. Delete this link, or write the address of another page. "
        + OF_THE_BASE
    )
    assert summary.endswith("1 problem in 1 file\n")


def test_what_a_list_as_a_whole_says_is_laid_over_entry_by_entry(club: Path) -> None:
    levels = 'levels:\n  advanced: {title: Quick, who: Those who are quick., reference_5k: "22:00", walk: "9:30"}\n'
    (club / "templates/levels.yaml").write_text(levels, "utf-8")
    own, base = sound(club).levels, sound(club / "../small").levels
    assert own.levels["advanced"].title == "Quick"
    assert own.levels["returning"] == base.levels["returning"]
    assert own.rhythms == base.rhythms
    change(club / "../small/templates/levels.yaml", "rhythms:", "rythms:")
    change(club / "templates/levels.yaml", "title:", "tilte:")
    lines = [line for line in said(club).splitlines() if line.startswith((".", "templates"))]
    assert {line.partition(":")[0] for line in lines} == {"templates/levels.yaml", "../small/templates/levels.yaml"}


def test_a_base_may_have_a_base(club: Path) -> None:
    third = club.parent / "team"
    third.mkdir()
    settings = "name: The team\nuid_domain: team.example\nbase: ../club\nleave_out: [plans/club-base.yaml]\n"
    (third / "settings.yaml").write_text(settings, "utf-8")
    library = sound(third)
    assert library.plans.keys() == {"base", "small"}
    assert library.settings.copyright == "Linden Harriers. Sessions by Lasting Speed, CC BY 4.0."
    assert library.settings.address is None
    assert library.sessions["brisk-walk"].title == "Walk by the river"


def test_two_projects_that_are_each_others_base_are_refused(club: Path) -> None:
    (club / "../small/settings.yaml").write_text("name: Small\nuid_domain: small.example\nbase: ../club\n", "utf-8")
    assert said(club).splitlines()[0].startswith("../small/settings.yaml:3:7: base: “../club” is this project itself.")
