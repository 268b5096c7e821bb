"""What comes out of the printer: pages of paper, counted."""

from __future__ import annotations

import io

import pytest
from browsing import Watched
from playwright.sync_api import Browser
from pypdf import PdfReader

from toolkit.library import Library

pytestmark = pytest.mark.browser

PAPERS = ("A4", "Letter")


def printed(page: Watched, address: str, paper: str) -> PdfReader:
    """A page as it is printed."""
    page.page.goto(address)
    return PdfReader(io.BytesIO(page.page.pdf(format=paper)))


def words_of(printed: PdfReader) -> str:
    """What stands on the first page."""
    return " ".join(printed.pages[0].extract_text().split())


@pytest.mark.parametrize(("paper", "level"), [("A4", "intermediate"), ("Letter", "advanced")])
def test_a_session_fits_on_one_page(browser: Browser, site: str, real: Library, paper: str, level: str) -> None:
    """Every one, at a level's start rung, warm-up open."""
    watched = Watched(browser, site, 390, 844, "light")
    watched.page.add_init_script(f"localStorage.setItem('lasting-speed.level', '{level}')")
    many = {}
    for session in real.sessions:
        pages = printed(watched, f"{site}sessions/{session}/", paper).pages
        if len(pages) > 1:
            many[session] = len(pages)
    assert many == {}


def test_paper_shows_what_is_folded_on_the_screen_and_leaves_out_what_cannot_be_tapped(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 390, 844, "dark")
    text = words_of(printed(watched, f"{site}sessions/strength-a/", "A4"))
    assert "Goblet squat to a chair × 8" in text
    assert "Stand in front of a firm chair" in text, "how each is done"
    assert "Stop if pain goes above 5 of 10" in text
    assert "rungs of the ladder" not in text
    text = words_of(printed(watched, f"{site}sessions/two-minutes/#intermediate-4", "A4"))
    assert "rung 4 of" in text
    assert "Knee-to-wall ankle rock" in text, "the warm-up"


@pytest.mark.parametrize("paper", PAPERS)
def test_the_log_is_one_page_with_what_to_note(browser: Browser, site: str, real: Library, paper: str) -> None:
    pages = printed(Watched(browser, site, 390, 844, "light"), f"{site}log/", paper)
    assert len(pages.pages) == 1
    text = words_of(pages)
    for word in ("Pace or time", "Heart rate", "Effort", "Joints", "Sleep", "Stiff"):
        assert word in text
    assert all(sign.split(",")[0] in text for sign in real.readiness.reset_early)
    assert text.count("Mon") == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_a_plan_is_two_pages_with_every_day(browser: Browser, site: str, real: Library, paper: str) -> None:
    """Every plan, at its first variant, and the plan of the most weeks at all of them."""
    watched = Watched(browser, site, 390, 844, "light")
    for plan in real.plans.values():
        for variant in plan.variants[:: 1 if plan.id == "half-marathon" else 9]:
            pages = printed(watched, f"{site}plans/{plan.id}/{variant}/", paper)
            assert len(pages.pages) <= 2, (plan.id, variant)
            text = " ".join(" ".join(page.extract_text().split()) for page in pages.pages)
            assert "It expects of your last 30 days" in text
            assert "Stop if pain goes above 5 of 10" in text
            assert all(day in text for day in ("Mon", "Sun"))
            assert text.count("reset week") >= 1, (plan.id, variant)
