"""Finding one's way: the menu, the tab that is marked, and the way back, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Watched
from playwright.sync_api import Browser, Page

from toolkit.library import Library
from toolkit.models import LEVELS

pytestmark = pytest.mark.browser

LISTED = {"sessions/": "Sessions", "exercises/": "Exercises", "assessments/": "Assessments", "habits/": "Recovery"}
"""Pages that list others which are not in the menu, and the tab of each."""


def opened(browser: Browser, site: str, path: str, width: int = 1280, scheme: str = "light") -> Page:
    """A page of the site."""
    page = Watched(browser, site, width, 900, scheme).page
    page.goto(f"{site}{path}")
    return page


def first_listed(page: Page, site: str, folder: str) -> str:
    """The address, from the top of the site, of the first page that the one on show lists."""
    links = page.locator(".md-content a").evaluate_all("all => all.map((one) => one.href.split('#')[0])")
    return str(next(link for link in links if link.startswith(f"{site}{folder}") and link != f"{site}{folder}")).removeprefix(site)


def marked(page: str) -> list[str]:
    """The tabs that are marked, as the HTML of a page has them."""
    return re.findall(r'<li class="[^"]*md-tabs__item--active[^"]*">\s*<a [^>]*>\s*([^<]*?)\s*</a>', page)


def test_every_page_that_is_not_in_the_menu_marks_its_tab_and_names_its_list_as_the_way_back(built_site: Path) -> None:
    for folder, tab in LISTED.items():
        files = list(built_site.glob(f"{folder}*/index.html"))
        assert len(files) > 5
        for file in files:
            page = file.read_text("utf-8")
            assert marked(page) == [tab], file
            assert re.findall(r'class="back[^"]*"><a href="([^"]*)"', page) == [f"../../{folder}"], file


@pytest.mark.parametrize(
    ("folder", "tab"), [pytest.param(*one, marks=[] if one[0] == "sessions/" else pytest.mark.exhaustive) for one in LISTED.items()]
)
def test_a_page_that_is_not_in_the_menu_marks_its_tab_and_leads_back_to_its_list(
    browser: Browser, site: str, folder: str, tab: str
) -> None:
    page = opened(browser, site, folder)
    page.goto(f"{site}{first_listed(page, site, folder)}")
    assert page.locator(".md-tabs__item--active").all_inner_texts() == [tab]
    back = page.locator(".back a")
    box = back.bounding_box()
    assert box
    assert box["height"] >= 44
    back.click()
    assert page.url == f"{site}{folder}"


def test_no_tab_stays_marked_from_the_page_before(built_site: Path) -> None:
    assert marked((built_site / "index.html").read_text("utf-8")) == ["Home"]


def test_every_link_of_the_menu_can_be_seen_and_pressed(browser: Browser, site: str) -> None:
    """On a wide screen, where a link with a list below it is beside the button that opens the list."""
    page = opened(browser, site, "guide/strength/")
    thin = page.locator(".md-sidebar--primary a.md-nav__link:visible").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().width < 24).map((one) => one.textContent.trim())"
    )
    assert thin == []
    assert page.locator(".md-sidebar--primary .md-nav__container > a:visible").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_mark_is_drawn_in_lines_in_the_menu_of_a_phone_too(browser: Browser, site: str, scheme: str) -> None:
    page = opened(browser, site, "", 390, scheme)
    fills = page.locator(".md-logo svg").evaluate_all("all => all.map((one) => getComputedStyle(one).fill)")
    assert len(fills) == 2
    assert set(fills) == {"none"}


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_paper_keeps_cells_that_hold_only_links_under_their_headings(
    browser: Browser, site: str, built_site: Path, step: int
) -> None:
    """On every few pages that have such a cell, or on every one; medical tables are among them."""
    pages = [file for file in sorted(built_site.rglob("index.html")) if '<td class="links' in file.read_text("utf-8")]
    assert len(pages) > 10
    page = opened(browser, site, "")
    page.emulate_media(media="print")
    for file in pages[::step]:
        page.goto(f"{site}{file.parent.relative_to(built_site).as_posix()}/")
        hidden = page.locator("td.links, th.links").evaluate_all(
            "all => all.filter((cell) => getComputedStyle(cell).display !== 'table-cell').length"
        )
        assert hidden == 0, file


def test_a_session_that_is_not_for_a_level_leads_to_those_for_the_same_purpose(browser: Browser, site: str, real: Library) -> None:
    narrow = next(session for session in real.sessions.values() if set(session.start) != set(LEVELS))
    page = opened(browser, site, f"sessions/{narrow.id}/")
    href = page.locator(".unless a").first.evaluate("one => one.href")
    page.goto(href)
    shown = dict(page.locator(".finder form select").evaluate_all("all => all.map((one) => [one.name, one.value])"))
    asked = dict(pair.split("=") for pair in href.partition("?")[2].split("&"))
    assert asked == {name: shown[name] for name in asked}
    assert set(asked) == {"level", "for"}
