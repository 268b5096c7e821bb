"""The site in a real browser: Debian's Chromium, driven by Playwright. Nothing is mocked, and no other host is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from browsing import Watched
from icalendar import Calendar
from playwright.sync_api import Browser
from project import EPOCH

pytestmark = pytest.mark.browser


def test_a_reader_clicks_from_home_to_an_exercise(browser: Browser, site: str) -> None:
    """Home → plan → variant → week → session → exercise, on a phone, with nothing wrong on the way."""
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.goto(site)
    article = page.locator("article")
    article.get_by_role("link", name="5 km", exact=True).click()
    article.get_by_role("link", name="Intermediate, standard").first.click()
    page.wait_for_url("**/plans/5k/intermediate-standard/")
    article.get_by_role("cell", name="7", exact=True).first.get_by_role("link").click()
    page.wait_for_url("**#week-7")
    assert page.locator("#week-7").inner_text().startswith("Week 7")
    week = page.locator("#week-7 + .days")
    week.get_by_role("link", name="Two minutes", exact=True).click()
    page.wait_for_url("**/sessions/two-minutes/#intermediate-*")
    page.get_by_text("Warm up, ").locator("visible=true").click()
    article.get_by_role("link", name="Knee-to-wall ankle rock").locator("visible=true").first.click()
    page.wait_for_url("**/exercises/ankle-rock/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Knee-to-wall ankle rock")
    assert watched.wrong == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_plans_on_the_home_page_fill_their_places(browser: Browser, site: str, width: int) -> None:
    page = Watched(browser, site, width, 844, "light").page
    page.goto(site)
    widths = page.locator(".tiles a").evaluate_all("links => links.map(link => Math.round(link.getBoundingClientRect().width))")
    assert len(widths) == 10
    assert max(widths) - min(widths) <= 1


def test_the_calendar_of_a_plan_downloads_and_holds_the_sessions_of_the_page(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light")
    page = watched.page
    page.clock.set_fixed_time(datetime.fromtimestamp(int(EPOCH), UTC))
    page.goto(f"{site}plans/5k/intermediate-standard/")
    page.get_by_label("Race day").select_option(label="Sunday, 28 February 2027")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the file").click()
    assert started.value.suggested_filename == "2027-02-28.ics"
    events = list(Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [date(2027, 2, 28)]
    days = [day for week in range(1, 17) for day in page.locator(f"#week-{week} ~ .days").first.locator("> li").all_inner_texts()]
    shown = [[line for line in day.split("\n") if line] for day in days if "Rest" not in day]
    headings = [day[0].strip() for day in shown]
    assert len(events) == len(shown)
    for event, day in zip(events, shown, strict=True):
        title = day[1].split(" · ")[0].strip()
        assert title in event["summary"], (event["summary"], day)
    weekdays = [event["dtstart"].dt.strftime("%a") for event in events]
    assert weekdays == headings
    assert watched.wrong == []


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("lamp-post", "/sessions/lamp-posts/"),
        ("heel raise", "/exercises/"),
        ("relaxed shoulders", "/guide/cues/"),
        ("fartlek", "/guide/glossary/"),
    ],
)
def test_search_finds_sessions_exercises_and_cues(browser: Browser, site: str, wanted: str, address: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light")
    watched.page.goto(site)
    watched.page.get_by_role("textbox", name="Search").press_sequentially(wanted)
    watched.page.locator(f".md-search-result__link[href*='{address}']").first.wait_for()
    assert watched.wrong == []
