"""What readers type into the search, in a real browser on the site as it is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import Watched
from playwright.sync_api import Browser, Page

from toolkit.library import Library

pytestmark = pytest.mark.browser

CASES = [
    line.split("\t")
    for line in (Path(__file__).with_name("searches.tsv")).read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The home page, with its search open."""
    watched = Watched(browser, site, 1280, 900, "light")
    watched.page.goto(site)
    watched.page.locator("input[name=query]").click()
    yield watched.page
    watched.page.context.close()


def answers(page: Page, query: str) -> list[str]:
    """The addresses of what answers a query, from the top of the site; nothing where there is none."""
    field = page.locator("input[name=query]")
    field.fill("")
    field.press("End")  # the theme looks for what was typed when a key comes up
    page.wait_for_function("() => document.querySelectorAll('.md-search-result__item').length === 0")
    field.fill(query)
    field.press("End")
    found = "document.querySelector('.md-search-result__item')"
    none = "document.querySelector('.md-search-result__meta').textContent.trim().startsWith('No ')"
    page.wait_for_function(f"() => {found} || {none}")
    links = page.locator(".md-search-result__item a").evaluate_all("all => all.map((one) => one.href)")
    return [urlsplit(link).path.strip("/") for link in links]


def first_answer(page: Page, query: str) -> str:
    """The address of the first answer."""
    return next(iter(answers(page, query)), "")


@pytest.mark.parametrize(("query", "pages"), CASES, ids=[query for query, _ in CASES])
def test_the_first_answer_is_of_use(page: Page, built_site: Path, query: str, pages: str) -> None:
    wanted = {name for name in pages.split("|") if (built_site / name / "index.html").exists()}
    assert wanted, "none of these pages is there"
    assert first_answer(page, query) in wanted


@pytest.mark.parametrize("query", ["decision records", "mypy", "pull request", "Br J Sports Med"])
def test_what_is_for_contributors_never_answers(page: Page, query: str) -> None:
    assert not first_answer(page, query).startswith(("contributing", "guide/sources"))


def test_search_finds_sessions_exercises_cues_and_words(page: Page, real: Library) -> None:
    session, exercise, cue, term = (next(iter(some.values())) for some in (real.sessions, real.exercises, real.cues, real.glossary))
    for query, wanted in (
        (session.title, f"sessions/{session.id}"),
        (exercise.title, f"exercises/{exercise.id}"),
        (cue.text, "guide/cues"),
        (term.term, "guide/glossary"),
    ):
        assert wanted in answers(page, query), query
