"""The site in a real browser: Debian's Chromium, driven by Playwright. Nothing is mocked, and no other host is asked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import Watched
from icalendar import Calendar
from playwright.sync_api import Browser

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


def test_the_calendar_of_a_plan_downloads_and_holds_the_sessions_of_the_page(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light")
    page = watched.page
    page.goto(f"{site}plans/5k/intermediate-standard/")
    page.get_by_label("Race day").select_option(label="Sunday, 4 April 2027")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the file").click()
    assert started.value.suggested_filename == "2027-04-04.ics"
    events = list(Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [date(2027, 4, 4)]
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


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
WAYS = [
    (IPHONE, "apple", "Subscribe", "opens and asks"),
    (ANDROID, "google", None, "Google’s phone app cannot add an address."),
    (WINDOWS, "outlook", "Add to Outlook.com", "with the address filled in"),
]


@pytest.mark.parametrize(("agent", "program", "link", "said"), WAYS, ids=["iphone", "android", "windows"])
def test_the_box_shows_the_way_that_works_here(
    browser: Browser, site: str, agent: str, program: str, link: str | None, said: str
) -> None:
    watched = Watched(browser, site, 390, 844, "light", user_agent=agent)
    page = watched.page
    page.goto(f"{site}subscribe/")
    assert page.get_by_label("Your calendar").input_value() == program
    way = page.locator("[data-program]:not([hidden])")
    assert way.count() == 1
    assert said in way.inner_text()
    assert way.get_by_role("link").all_inner_texts()[:1] == ([link] if link else [])
    assert watched.wrong == []


def test_every_choice_leads_to_a_feed_that_is_there(browser: Browser, site: str) -> None:
    """Each plan, level and rhythm that can be chosen, with the key days and without: the address answers, and says its name."""
    watched = Watched(browser, site, 390, 844, "dark")
    page = watched.page
    page.goto(f"{site}subscribe/")
    seen = set()

    def enabled(name: str) -> list[str]:
        found: list[str] = page.locator(f"select[name={name}]").evaluate(
            "select => [...select.options].filter(one => !one.disabled).map(one => one.value)"
        )
        return found

    for plan in enabled("plan"):
        page.locator("select[name=plan]").select_option(plan)
        for level in enabled("level"):
            page.get_by_label("Level").select_option(level)
            for rhythm in enabled("rhythm"):
                page.get_by_label("Rhythm").select_option(rhythm)
                page.get_by_label("Only the key days").set_checked(len(seen) % 2 == 1)
                address = page.get_by_label("Address").input_value()
                answer = page.request.get(address)
                assert answer.ok, address
                assert "X-WR-CALNAME" in answer.text()
                assert f"{plan}/{level}-{rhythm}/" in address
                seen.add((plan, level, rhythm))
    assert len(seen) == 41
    assert watched.wrong == []


def test_links_of_the_box_are_what_calendar_programs_take(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light", user_agent=WINDOWS)
    page = watched.page
    page.goto(f"{site}plans/5k/advanced-extended/")
    address = page.get_by_label("Address").input_value()
    assert address.startswith(f"{site}calendars/5k/advanced-extended/20")
    hrefs: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-link]')].map(one => [one.dataset.link, one.href]))"
    )
    webcal = address.replace("http:", "webcal:")
    assert hrefs["webcal"] == webcal
    assert hrefs["google"] == f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    assert hrefs["outlook"].startswith(f"https://outlook.live.com/calendar/0/addfromweb?url={quote(address, safe='')}&name=")
    assert hrefs["office"].startswith(f"https://outlook.office.com/calendar/0/addfromweb?url={quote(address, safe='')}&name=")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_the_box_is_used_by_keyboard(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light")
    page = watched.page
    page.goto(f"{site}subscribe/")
    page.locator("select[name=plan]").focus()
    page.keyboard.press("Home")
    reached = []
    for _ in range(12):
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    assert reached[:6] == ["plan", "level", "rhythm", "day", "program", "key-days"]
    assert reached.index("address") < reached.index("Copy the address") < reached.index("Download the file")


def test_without_scripts_a_plan_lists_its_coming_days(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 390, 844, "light", java_script_enabled=False)
    page = watched.page
    page.goto(f"{site}subscribe/")
    page.locator("noscript").get_by_role("link", name="A faster 5 km: Returning, extended").click()
    page.wait_for_url("**/plans/5k/returning-extended/#calendar")
    days = page.locator("noscript li")
    first = days.first.inner_text()
    assert "part-way" not in first
    assert "part-way" in days.last.inner_text()
    with page.expect_download() as started:
        days.first.get_by_role("link", name="file").click()
    events = Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) > 100
    webcal = str(days.first.get_by_role("link", name="subscribe").get_attribute("href"))
    assert re.fullmatch(r"webcal://lasting-speed\.example/calendars/5k/returning-extended/2027-\d\d-\d\d\.ics", webcal)


PAGES = (
    "", "subscribe/",
    "plans/", "plans/5k/", "plans/5k/intermediate-standard/", "sessions/", "sessions/two-minutes/", "sessions/strength-a/",
    "sessions/long-run/", "exercises/", "exercises/heel-raise/", "guide/efforts/", "guide/cues/", "guide/sources/",
    "guide/kind-to-your-joints/",
    "guide/readiness/", "guide/how-to-use/", "contributing/", "contributing/add-a-session/", "contributing/architecture/",
)  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_screen_or_asks_another_host(
    browser: Browser, site: str, width: int, height: int, scheme: str
) -> None:
    watched = Watched(browser, site, width, height, scheme)
    for path in PAGES:
        watched.page.goto(f"{site}{path}", wait_until="load")
        assert not watched.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), path
        assert watched.page.locator("h1").count() == 1, path
    assert watched.wrong == []


def test_search_finds_a_session(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light")
    watched.page.goto(site)
    watched.page.get_by_role("textbox", name="Search").fill("lamp-post")
    watched.page.locator(".md-search-result__link").first.wait_for()
    assert "/sessions/lamp-posts/" in str(watched.page.locator(".md-search-result__link").first.get_attribute("href"))
    assert watched.wrong == []
