"""The box for subscribing, in a real browser."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import Watched
from icalendar import Calendar
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

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
    page.locator("[data-fallback]").get_by_role("link", name="A faster 5 km: Returning, extended").click()
    page.wait_for_url("**/plans/5k/returning-extended/#calendar")
    days = page.locator("[data-fallback] li")
    first = days.first.inner_text()
    assert "part-way" not in first
    assert "part-way" in days.last.inner_text()
    with page.expect_download() as started:
        days.first.get_by_role("link", name="file").click()
    events = Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) > 100
    webcal = str(days.first.get_by_role("link", name="subscribe").get_attribute("href"))
    assert re.fullmatch(r"webcal://lasting-speed\.example/calendars/5k/returning-extended/2027-\d\d-\d\d\.ics", webcal)


def chosen(page: Page) -> list[str]:
    """Level, rhythm and day as the box has them."""
    return [page.locator(f"select[name={name}]").input_value() for name in ("level", "rhythm", "day")]


def test_the_day_is_picked_anew_until_the_reader_picks_one(browser: Browser, site: str) -> None:
    """A longer plan must not be joined part-way because a shorter one stood there before."""
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(f"{site}subscribe/?plan=5k")
    started = page.locator("[data-start]")
    for plan in ("half-marathon", "mile", "5k", "10k"):
        page.locator("select[name=plan]").select_option(plan)
        assert "Week 1 begins on" in started.inner_text(), plan
    late = page.locator("select[name=day] option").first.get_attribute("value")
    page.locator("select[name=day]").select_option(late)
    page.locator("select[name=plan]").select_option("half-marathon")
    assert chosen(page)[2] == late, "this one the reader picked"
    assert "you would join in week" in started.inner_text()


def test_a_level_that_is_not_offered_is_said_and_comes_back(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.goto(f"{site}subscribe/?plan=return-to-speed&level=intermediate&rhythm=extended")
    assert chosen(page)[:2] == ["returning", "extended"]
    assert "Intermediate is not offered here: returning instead." in page.locator("[data-expects]").inner_text()
    page.locator("select[name=plan]").select_option("5k")
    assert chosen(page)[:2] == ["intermediate", "extended"]
    assert "not offered" not in page.locator("[data-expects]").inner_text()
    assert watched.wrong == []


def test_the_level_chosen_in_the_box_holds_on_other_pages_and_the_other_way_round(browser: Browser, site: str) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(f"{site}subscribe/?plan=5k")
    page.get_by_label("Level").select_option("advanced")
    page.goto(f"{site}sessions/two-minutes/")
    assert page.get_by_role("radio", name="Advanced").is_checked()
    assert page.locator(".level:visible").count() == 1
    page.get_by_text("Intermediate", exact=True).locator("visible=true").first.click()
    page.goto(f"{site}subscribe/?plan=5k")
    assert chosen(page)[0] == "intermediate"


def test_days_go_by_the_visitors_clock(browser: Browser, site: str) -> None:
    """Three weeks after the build no day that has passed is offered; a year after it none is, and that is said."""
    page = Watched(browser, site, 390, 844, "light").page
    page.clock.set_fixed_time("2026-12-13T23:30:00")
    page.goto(f"{site}plans/5k/intermediate-standard/")
    assert page.locator("select[name=day] option").first.get_attribute("value") == "2026-12-13"
    page.clock.set_fixed_time("2027-12-13T12:00:00")
    page.reload()
    assert page.locator("select[name=day] option").count() == 0
    assert "No coming day has a calendar" in page.locator("[data-start]").inner_text()
    assert page.locator("[data-link]:visible").count() == 0


def test_without_its_script_the_box_is_a_list_of_days(browser: Browser, site: str) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.route("**/subscribe.js*", lambda route: route.abort())
    page.goto(f"{site}plans/5k/intermediate-standard/")
    page.locator("[data-fallback] li").first.wait_for()
    assert page.locator(".subscribe form").is_hidden()


def test_the_first_monday_that_the_box_says_is_the_one_of_the_calendar(browser: Browser, site: str) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    for variant, weeks in (
        ("5k/intermediate-standard", 11),
        ("half-marathon/advanced-standard", 13),
        ("speed-all-year/intermediate-standard", 0),
    ):
        page.goto(f"{site}plans/{variant}/")
        day = date.fromisoformat(page.locator("select[name=day]").input_value())
        monday = day - timedelta(days=day.weekday(), weeks=weeks)
        said = f"{monday:%A}, {monday.day} {monday:%B %Y}" if weeks else f"{monday.day} {monday:%B %Y}"
        assert said in page.locator("[data-start]").inner_text()
        address = page.get_by_label("Address").input_value()
        events = Calendar.from_ical(page.request.get(address).text()).walk("VEVENT")
        assert timedelta(0) <= events[0]["dtstart"].dt - monday < timedelta(days=7), variant
