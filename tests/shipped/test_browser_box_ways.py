"""The ways from the box into a calendar; what is there without its scripts; what one sees and touches."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from auditing import SETTLED, find_faults
from boxes import ADDRESS, ANDROID, IPHONE, OFFERED, WINDOWS, choose, downloaded, said, visit
from icalendar import Calendar
from playwright.sync_api import Browser, Page, Route, expect

from toolkit.library import Library

pytestmark = pytest.mark.browser

EVERY = pytest.mark.exhaustive


LINKS = "one => [...one.querySelectorAll('a')].map((a) => new URL(a.href).pathname.slice(1))"
"""Where a day leads, from the top of the site."""


def test_the_calendar_of_a_plan_downloads_and_holds_the_sessions_of_the_page(browser: Browser, site: str) -> None:
    watched = visit(browser, f"{site}plans/5k/intermediate-standard/", width=1280)
    page = watched.page
    choose(page, day="2027-02-28")
    name, content = downloaded(page)
    assert name == "5k-intermediate-standard-2027-02-28.ics"
    *events, end = Calendar.from_ical(content).walk("VEVENT")
    assert end["summary"].startswith("Finished: ")
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [date(2027, 2, 28)]
    lists = [page.locator(f"#week-{week} ~ .days").first.locator("> li") for week in range(1, 17)]
    days = [(day.inner_text(), set(day.evaluate(LINKS))) for one in lists for day in one.all() if "Rest" not in day.inner_text()]
    headings = [text.split("\n")[0].strip() for text, _ in days]
    assert len(events) == len(days)
    for event, (text, links) in zip(events, days, strict=True):
        assert str(event["url"]).removeprefix("https://lasting-speed.example/").partition("#")[0] in links, (event["summary"], text)
    weekdays = [event["dtstart"].dt.strftime("%a") for event in events]
    assert weekdays == headings
    assert watched.wrong == []


WAYS = [
    (IPHONE, "apple", "Subscribe", "opens and asks"),
    (ANDROID, "google", "Mail it to yourself", "Google’s phone app cannot add an address."),
    (WINDOWS, "outlook", "Add to Outlook.com", "with the address filled in"),
]


@pytest.mark.parametrize(("agent", "program", "link", "said"), WAYS, ids=["iphone", "android", "windows"])
def test_the_box_shows_the_way_that_works_here(
    browser: Browser, site: str, agent: str, program: str, link: str | None, said: str
) -> None:
    watched = visit(browser, f"{site}subscribe/", user_agent=agent)
    page = watched.page
    assert page.get_by_label("Your calendar").input_value() == program
    way = page.locator("[data-program]:not([hidden])")
    assert way.count() == 1
    assert said in way.inner_text()
    assert way.get_by_role("link").all_inner_texts()[:1] == ([link] if link else [])
    assert watched.wrong == []


def test_every_choice_leads_to_a_feed_that_is_there(browser: Browser, site: str, built_site: Path, real: Library) -> None:
    """Each plan, level and rhythm that can be chosen, on its first day and its last: the file is there, and says its name."""
    watched = visit(browser, f"{site}subscribe/")
    offered = watched.page.evaluate(OFFERED)
    for row in offered:
        for day, address in zip((row["days"][0], row["days"][-1]), row["addresses"], strict=True):
            assert address == f"{site}calendars/{row['plan']}/{row['level']}-{row['rhythm']}/{day}.ics"
            assert "X-WR-CALNAME" in (built_site / address.removeprefix(site)).read_text("utf-8"), address
    answer = watched.page.request.get(offered[0]["addresses"][0])
    assert answer.ok
    assert "X-WR-CALNAME" in answer.text()
    assert len(offered) == sum(not variant.trained for plan in real.plans.values() for variant in plan.variants)
    assert watched.wrong == []


def test_links_of_the_box_are_what_calendar_programs_take(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}plans/5k/advanced-extended/", user_agent=WINDOWS).page
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


def test_on_android_the_address_is_shared_mailed_or_left_for_a_file(browser: Browser, site: str) -> None:
    """In that order; the phone’s own way of sharing stands in for that of a real phone."""
    share = "navigator.share = async (what) => { window.shared = what; }"
    page = visit(browser, f"{site}{ADDRESS}", user_agent=ANDROID, prepare=lambda page: page.add_init_script(share)).page
    address = page.get_by_label("Address").input_value()
    ways = page.locator(".subscribe form :is(a, button):visible").all_inner_texts()
    assert [one for one in ways if one in ("Share the address", "Mail it to yourself", "Download the file")] == [
        *("Share the address", "Mail it to yourself", "Download the file")
    ]
    page.get_by_role("button", name="Share the address").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.shared") == {"title": "A faster 5 km", "url": address}
    mail = unquote(str(page.get_by_role("link", name="Mail it to yourself").get_attribute("href")))
    assert mail.startswith("mailto:?subject=Calendar: A faster 5 km&body=Do this on a computer, once.")
    assert mail.endswith(address)
    assert page.locator("[data-qr]").count() == 0, "a phone is no camera for itself"


def test_a_phone_that_cannot_share_has_the_mail_first(browser: Browser, site: str) -> None:
    gone = "delete Navigator.prototype.share"
    page = visit(browser, f"{site}{ADDRESS}", user_agent=ANDROID, prepare=lambda page: page.add_init_script(gone)).page
    assert page.get_by_role("button", name="Share the address").is_hidden()
    assert "md-button--primary" in str(page.get_by_role("link", name="Mail it to yourself").get_attribute("class"))


def test_a_computer_shows_the_address_to_the_camera_of_a_phone(browser: Browser, site: str) -> None:
    asked: list[str] = []
    page = visit(
        browser,
        f"{site}{ADDRESS}",
        width=1280,
        user_agent=WINDOWS,
        prepare=lambda page: page.on("request", lambda request: asked.append(request.url)),
    ).page
    assert not [one for one in asked if "lean-qr" in one], "only when it is shown"
    page.get_by_text("The address as a picture").click()
    picture = page.locator("[data-qr] svg")
    expect(picture).to_have_attribute("aria-label", f"QR code of {page.get_by_label('Address').input_value()}")
    choose(page, day="2027-02-28")
    expect(picture).to_have_attribute("aria-label", f"QR code of {site}calendars/5k/intermediate-standard/2027-02-28.ics")
    side, dark = picture.evaluate("one => [one.viewBox.baseVal.width - 8, one.querySelector('path').getAttribute('d')]")
    assert {"M0 0", "M6 0", f"M{side - 1} 0", f"M0 {side - 1}"} <= set(re.findall(r"M\d+ \d+", dark)), "its three corners"


def test_the_box_is_used_by_keyboard(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}{ADDRESS}", width=1280).page
    page.locator("select[name=plan]").focus()
    reached: list[str] = []
    name = "document.activeElement.name || document.activeElement.textContent.trim()"
    for _ in range(40):
        reached.append(page.evaluate(name))
        if reached[-1] == "More wishes" and "key-days" not in reached:
            page.keyboard.press("Enter")
        if reached[-1] == "optional":
            page.keyboard.press("Space")
        if reached[-1] == "Download the file":
            break
        page.keyboard.press("Tab")
    order = ["plan", "age", "level", "rhythm", "trained", "day", "program", "More wishes", "beside", "key-days", "optional"]
    assert list(dict.fromkeys(reached))[: len(order)] == order
    assert said(page, "why").startswith("With the optional sessions left out you get a file")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename.startswith("5k-intermediate-standard-")
    assert page.evaluate(name) == "Download the file", "the focus stays"


@pytest.mark.parametrize("path", ["subscribe/?plan=5k&day=2027-03-10", "seasons/track-summer/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_box_that_is_all_open(browser: Browser, site: str, path: str, scheme: str) -> None:
    page = visit(browser, f"{site}{path}", width=320, scheme=scheme).page
    page.evaluate("document.querySelectorAll('.subscribe form details').forEach((one) => { one.open = true; })")
    assert find_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# Without the script.


def test_without_scripts_a_plan_lists_its_coming_days(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/", java_script_enabled=False).page
    page.locator("[data-fallback] p:text-is('A faster 5 km') + ul").get_by_role("link", name="Returning, extended").click()
    page.wait_for_url("**/plans/5k/returning-extended/#calendar")
    listed = page.locator("[data-fallback] > ol > li")
    assert listed.first.locator("b").inner_text() == "Saturday 13 March 2027"
    with page.expect_download() as started:
        listed.first.get_by_role("link", name="File").click()
    events = Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) > 100
    webcal = str(listed.first.get_by_role("link", name="Subscribe").get_attribute("href"))
    assert re.fullmatch(r"webcal://lasting-speed\.example/calendars/5k/returning-extended/2027-\d\d-\d\d\.ics", webcal)
    late = page.locator("[data-fallback] details")
    late.locator("summary").click()
    assert "part-way" in late.locator("summary").inner_text()
    assert late.locator("li").first.inner_text().startswith("Sunday 29 November 2026")


def test_when_the_script_fails_the_plain_list_replaces_it(browser: Browser, site: str) -> None:
    """A browser too old for something that the script needs."""
    old = "delete Element.prototype.toggleAttribute"
    page = visit(browser, f"{site}subscribe/", prepare=lambda page: page.add_init_script(old)).page
    assert page.locator("[data-fallback] a:visible").count() > 10
    assert page.locator(".subscribe form").is_hidden()


@pytest.mark.parametrize("path", [pytest.param("subscribe/", marks=EVERY), "plans/5k/intermediate-standard/"])
def test_when_the_script_does_not_come_the_plain_list_does(browser: Browser, site: str, path: str) -> None:
    page = visit(browser, f"{site}{path}", prepare=lambda page: page.route("**/js/box.js*", lambda route: route.abort())).page
    assert page.locator("[data-fallback] a:visible").count() > 10
    assert page.locator(".subscribe form").is_hidden()


WATCH = """
window.moved = 0;
const watch = new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved += one.value)));
watch.observe({ type: "layout-shift", buffered: true });
const look = () => {
    const list = document.querySelector("[data-fallback]");
    if (list && list.offsetHeight) window.flashed = true;
    requestAnimationFrame(look);
};
look();
"""


@pytest.mark.parametrize("path", ["subscribe/", pytest.param("plans/5k/intermediate-standard/", marks=EVERY)])
def test_nothing_moves_while_the_script_is_on_its_way(browser: Browser, site: str, path: str) -> None:
    """A script that takes its time: what is on show stays where it is, and the plain list is never seen."""

    def late(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    def prepare(page: Page) -> None:
        page.route("**/js/form.js*", late)
        page.add_init_script(WATCH)

    page = visit(browser, f"{site}{path}", height=3000, prepare=prepare).page
    page.locator(".subscribe form").wait_for()
    page.evaluate(SETTLED)
    assert page.locator("[data-fallback]").is_hidden()
    assert page.evaluate("[window.moved, window.flashed || false]") == [0, False]


# To look at, and to touch.


@pytest.mark.parametrize("widths", [(320, 1440), pytest.param((390, 768), marks=EVERY)], ids=["outer widths", "inner widths"])
@pytest.mark.parametrize("scripts", [True, False], ids=["box", "plain list"])
def test_what_one_touches_is_large_enough_and_fits(
    browser: Browser, site: str, real: Library, scripts: bool, widths: tuple[int, ...]
) -> None:
    """In the box of all plans, and in that of a plan with the longest name and of one without a race."""
    longest = max(real.plans.values(), key=lambda plan: len(plan.title))
    timeless = next(plan for plan in real.plans.values() if not plan.race)
    page = visit(browser, f"{site}subscribe/", java_script_enabled=scripts).page
    for path in ("subscribe/", *(f"plans/{plan.id}/{plan.variants[0]}/" for plan in (longest, timeless))):
        if page.url != f"{site}{path}":
            page.goto(f"{site}{path}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            targets = page.locator(
                ".subscribe :is(select, input:not([type=checkbox]), .md-button, .subscribe-tick, summary):visible"
            )
            boxes = targets.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
            assert len(boxes) > 5
            assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes), (path, width)
            assert all(box["left"] >= 0 and box["right"] <= width for box in boxes), (path, width)
