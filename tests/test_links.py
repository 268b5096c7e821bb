"""Links in the pages of docs/ and the files they load: what would stop a build in strict mode is found by `toolkit check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import ROOT, change, small_site
from small import check

from toolkit.checks.assets import REQUIRED_ASSETS

PAGE = "docs/contributing/index.md"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """The small project with its two chapters, and a page that is no chapter."""
    root = small_site(tmp_path / "site")
    (root / "docs/contributing").mkdir()
    (root / "docs/contributing/words.md").write_text("# Words\n\n## What it means { #meaning }\n\nText\n====\n", "utf-8")
    return root


def said(root: Path, text: str, page: str = PAGE) -> list[tuple[int, int, str]]:
    """The problems of a page that holds a text in its third line."""
    (root / page).write_text(f"# Title\n\n{text}\n", "utf-8")
    problems = check(root)
    assert {problem.path for problem in problems} <= {page}
    return [(problem.line, problem.column, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("wrods.md", "there is no file “wrods.md”. Did you mean “words.md”?"),
        ("words", "“words” names no file. Write words.md."),
        ("../guide/", "there is no file “../guide/”. Did you mean “../guide/cues.md”?"),
        ("../sessions/", "“../sessions/” names no file. Write ../sessions/index.md."),
        ("../plans/smal/index.md", "there is no file “../plans/smal/index.md”. Did you mean “../plans/small/index.md”?"),
        (
            "/plans/small/",
            "“/plans/small/” starts at the top of the site. Write the path from this file, such as ../plans/small/index.md.",
        ),
        ("/x", "“/x” starts at the top of the site. Write the path from this file, such as ../guide/pain.md."),
        ("words.md#meanings", "there is no heading “meanings” in contributing/words.md. Did you mean “meaning”?"),
        ("#titel", "there is no heading “titel” in contributing/index.md. Did you mean “title”?"),
        ("../guide/sources.md#strenth", "there is no heading “strenth” in guide/sources.md. Did you mean “strength”?"),
        (
            "../plans/small/index.md#weeks",
            "the headings of plans/small/index.md may change. Link to the page as a whole, without “#weeks”.",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_reported_with_what_to_write(address: str, message: str, linked: Path) -> None:
    assert said(linked, f"See [it]({address}).") == [(3, 10, message)]


def test_a_picture_that_is_not_there_is_reported(linked: Path) -> None:
    message = "there is no file “../assets/favicon.sgv”. Did you mean “../assets/favicon.svg”?"
    assert said(linked, "![A shoe](../assets/favicon.sgv)") == [(3, 11, message)]


@pytest.mark.parametrize(
    "address",
    [
        "words.md",
        "./words.md",
        "words.md#meaning",
        "words.md#text",
        "words.md?print=1",
        "#title",
        "../index.md",
        "../assets/site.css",
        "../sessions/easy-run.md",
        "../plans/small/index.md",
        "../guide/sources.md#strength",
        "../guide/sources.md#a-book",
        "https://example.org/words",
        "mailto:a@example.org",
    ],
)
def test_a_link_that_leads_somewhere_is_not(address: str, linked: Path) -> None:
    assert said(linked, f"See [it]({address}).") == []


def test_code_holds_no_links(linked: Path) -> None:
    assert said(linked, "Write `[text](page.md)`, or:\n\n```text\n[text](page.md)\n```\n\n    [text](page.md)") == []


def test_every_link_is_found_at_its_place(linked: Path) -> None:
    found = said(linked, "One [a](words.md), [b](x1.md)\n\n- and [c](x1.md)")
    assert [(line, column) for line, column, _ in found] == [(3, 24), (5, 11)]


def test_a_chapter_that_links_to_a_missing_chapter_is_reported(linked: Path) -> None:
    change(linked / "docs/guide/readiness.md", "\n## What to do next", "\nSee [it](raciness.md).\n\n## What to do next")
    assert [problem.message for problem in check(linked)] == ["there is no file “raciness.md”. Did you mean “readiness.md”?"]


def test_a_link_to_a_session_with_a_mistake_is_not_a_mistake_besides(linked: Path) -> None:
    change(linked / "templates/recovery/brisk-walk.yaml", "title:", "titel:")
    (linked / PAGE).write_text("# Title\n\n[It](../sessions/brisk-walk.md)\n", "utf-8")
    assert {problem.path for problem in check(linked)} == {"templates/recovery/brisk-walk.yaml"}


def test_a_page_with_thousands_of_lost_links_is_judged_soon(linked: Path) -> None:
    text = "\n\n".join(f"[a](plans{number}.md)" for number in range(3000))
    assert len(said(linked, text)) == 100


def test_a_file_that_pages_load_and_that_is_gone_is_reported(linked: Path) -> None:
    (linked / "docs/assets/finder.css").unlink()
    assert [(problem.path, problem.message) for problem in check(linked)] == [
        (
            "docs/assets/finder.css",
            "this file is missing, and pages load it. Put it back: git checkout -- docs/assets/finder.css",
        )
    ]


def test_all_that_settings_theme_styles_and_pages_load_is_known() -> None:
    files = [ROOT / "mkdocs.yml", *(ROOT / "overrides").rglob("*.html"), *(ROOT / "toolkit/site").rglob("*.md")]
    loaded = {f"docs/{found}" for file in files for found in re.findall(r"assets/[\w/.-]+\.\w+", file.read_text("utf-8"))}
    styles = (ROOT / "docs/assets").glob("*.css")
    fonts = {f"docs/assets/{found}" for file in styles for found in re.findall(r'url\("([\w/.-]+)"\)', file.read_text("utf-8"))}
    modules = [file.read_text("utf-8") for file in (ROOT / "docs/assets/js").glob("*.js")]
    imported = {f"docs/assets/js/{found}" for text in modules for found in re.findall(r'(?:from |import\()"\./([\w-]+\.js)"', text)}
    assert loaded | fonts | imported == set(REQUIRED_ASSETS)
