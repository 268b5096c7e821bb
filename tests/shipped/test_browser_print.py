"""What comes out of the printer: pages of paper, counted."""

from __future__ import annotations

import io

import pytest
from browsing import Watched
from playwright.sync_api import Browser
from pypdf import PdfReader

from toolkit import notation
from toolkit.library import Library
from toolkit.models import Exercise, Plan

pytestmark = pytest.mark.browser

PAPERS = ("A4", "Letter")
RACE = '{"version":1,"race":{"metres":5000,"seconds":1700}}'
EVERY = pytest.mark.exhaustive


def printed(page: Watched, address: str, paper: str) -> PdfReader:
    """A page as it is printed."""
    page.page.goto(address)
    return on_paper(page, paper)


def on_paper(page: Watched, paper: str) -> PdfReader:
    """The page that is open, as it is printed."""
    return PdfReader(io.BytesIO(page.page.pdf(format=paper)))


def printed_with_paces(page: Watched, address: str, paper: str) -> PdfReader:
    """The same, once a page with a place for own paces shows them."""
    page.page.goto(address)
    for place in page.page.locator("[data-own-paces]").all():
        place.wait_for()
    return on_paper(page, paper)


def words_of(printed: PdfReader) -> str:
    """What is on the first page."""
    return " ".join(printed.pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("paper", "level", "step"),
    [
        ("A4", "intermediate", 50),
        ("Letter", "advanced", 51),
        pytest.param("A4", "intermediate", 1, marks=EVERY),
        pytest.param("Letter", "advanced", 1, marks=EVERY),
    ],
)
def test_a_session_fits_on_one_page(browser: Browser, site: str, real: Library, paper: str, level: str, step: int) -> None:
    """Those of the most rungs and every few of the others, or every one, at a level's start rung, with own paces, warm-up open."""
    watched = Watched(browser, site, 390, 844, "light")
    watched.page.add_init_script(f"localStorage.setItem('lasting-speed.level', '{level}')")
    watched.page.add_init_script(f"localStorage.setItem('lasting-speed.me', '{RACE}')")
    longest = sorted(real.sessions.values(), key=lambda session: -sum(map(len, session.rungs)))
    many = {}
    for session in (*longest[:2], *longest[2::step]):
        pages = printed_with_paces(watched, f"{site}sessions/{session.id}/", paper).pages
        if len(pages) > 1:
            many[session.id] = len(pages)
    assert many == {}


def exercises(library: Library, name: str | None) -> list[Exercise]:
    """Those of the first rung of a session."""
    steps = [step.what for step in notation.mentioned(library.sessions[name or ""].rungs[0])]
    return [library.exercises[what] for what in steps if what in library.exercises]


def test_paper_shows_what_is_folded_on_the_screen_and_leaves_out_what_cannot_be_tapped(
    browser: Browser, site: str, real: Library
) -> None:
    watched = Watched(browser, site, 390, 844, "dark")
    strong = next(
        one for one in real.sessions.values() if one.kind == "strength" and len(one.rungs) > 1 and exercises(real, one.id)
    )
    text = words_of(printed(watched, f"{site}sessions/{strong.id}/", "A4"))
    first = exercises(real, strong.id)[0]
    assert first.title in text
    assert first.start.split(".")[0] in text, "how each is done"
    assert "0–2 go on" in text
    assert "rungs of the ladder" not in text
    warm = next(
        one
        for one in real.sessions.values()
        if len(one.rungs) > 4 and "intermediate" in one.start and one.warm_up and exercises(real, one.warm_up)
    )
    text = words_of(printed(watched, f"{site}sessions/{warm.id}/#intermediate-4", "A4"))
    assert "rung 4 of" in text
    assert exercises(real, warm.warm_up)[0].title in text, "the warm-up"


@pytest.mark.parametrize("paper", PAPERS)
def test_the_log_is_one_page_with_what_to_note(browser: Browser, site: str, real: Library, paper: str) -> None:
    pages = printed(Watched(browser, site, 390, 844, "light"), f"{site}log/", paper)
    assert len(pages.pages) == 1
    text = words_of(pages)
    for word in ("Pace or time", "Heart rate", "Effort", "Joints", "Sleep", "Stiff"):
        assert word in text
    assert all(sign.split(",")[0] in text for sign in real.readiness.reset_early)
    assert text.count("Mon") == 2


def most_weeks(library: Library) -> list[Plan]:
    """Every plan, the longest first."""
    return sorted(library.plans.values(), key=lambda plan: -sum(map(plan.weeks_of, plan.variants)) / len(plan.variants))


def assert_two_pages(watched: Watched, address: str, paper: str) -> None:
    """What is printed of a plan is two pages with every day."""
    pages = printed(watched, address, paper)
    assert len(pages.pages) <= 2, address
    text = " ".join(" ".join(page.extract_text().split()) for page in pages.pages)
    assert "It expects of your last 30 days" in text
    assert "0–2 go on" in text
    assert all(day in text for day in ("Mon", "Sun"))
    assert text.count("reset week") >= 1, address


def test_the_longest_plan_is_two_pages_with_every_day(browser: Browser, site: str, real: Library) -> None:
    """Its last variant, on the lower paper."""
    plan = most_weeks(real)[0]
    assert_two_pages(Watched(browser, site, 390, 844, "light"), f"{site}plans/{plan.id}/{plan.variants[-1]}/", "Letter")


@pytest.mark.exhaustive
@pytest.mark.parametrize("paper", PAPERS)
def test_every_plan_is_two_pages_with_every_day(browser: Browser, site: str, real: Library, paper: str) -> None:
    """At its first variant, and the plan of the most weeks at all of them."""
    watched = Watched(browser, site, 390, 844, "light")
    longest, *others = most_weeks(real)
    for plan, variants in ((longest, longest.variants), *((plan, plan.variants[::9]) for plan in others)):
        for variant in variants:
            assert_two_pages(watched, f"{site}plans/{plan.id}/{variant}/", paper)
