"""The site in a real browser: Debian's Chromium, driven by Playwright. Nothing is mocked, and no other host is asked."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, sync_playwright
from project import EPOCH, copy_to

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
INSTALL = "apt-get update && apt-get install -y chromium"

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly built site."""
    project = copy_to(tmp_path_factory.mktemp("browser") / "project")
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": EPOCH,
        "GIT_CEILING_DIRECTORIES": str(project.parent),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, env=environment, check=True, capture_output=True
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(project / "site")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without it these tests are skipped, which is a failure in CI."""
    if not CHROMIUM.exists():
        message = f"there is no browser at {CHROMIUM}. Install one: {INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield found
        found.close()


class Watched:
    """A page, and what went wrong on it: errors in the console, requests that failed or went elsewhere."""

    def __init__(self, browser: Browser, site: str, width: int, height: int, scheme: str) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light", accept_downloads=True
        )
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: None if request.url.startswith((site, "data:")) else self.wrong.append(request.url))
        self.page.on("response", lambda response: self.wrong.append(response.url) if response.status >= 400 else None)


def test_a_reader_clicks_from_home_to_an_exercise(browser: Browser, site: str) -> None:
    """Home → plan → variant → week → session → exercise, on a phone, with nothing wrong on the way."""
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.goto(site)
    article = page.locator("article")
    article.get_by_role("link", name="A faster 5 km").first.click()
    article.get_by_role("link", name="Intermediate, standard").first.click()
    page.wait_for_url("**/plans/5k/intermediate-standard/")
    article.get_by_role("cell", name="7", exact=True).first.get_by_role("link").click()
    page.wait_for_url("**#week-7")
    assert page.locator("#week-7").inner_text().startswith("Week 7")
    week = page.locator("#week-7 + ul")
    week.get_by_role("link", name="Two minutes", exact=True).click()
    page.wait_for_url("**/sessions/two-minutes/")
    page.get_by_text("Intermediate", exact=True).click()
    article.get_by_role("link", name="Knee-to-wall ankle rock").locator("visible=true").first.click()
    page.wait_for_url("**/exercises/ankle-rock/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Knee-to-wall ankle rock")
    assert watched.wrong == []


def test_the_calendar_of_a_plan_downloads_and_holds_the_sessions_of_the_page(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 1280, 900, "light")
    page = watched.page
    page.goto(f"{site}plans/5k/intermediate-standard/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Sunday 4 April 2027").click()
    assert started.value.suggested_filename == "2027-04-04.ics"
    events = list(Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [date(2027, 4, 4)]
    days = [day for week in range(1, 17) for day in page.locator(f"#week-{week} ~ ul").first.locator("> li").all_inner_texts()]
    shown = [day.split("\n") for day in days if "rest" not in day.split("\n")[0]]
    headings = [day[0].strip() for day in shown]
    assert len(events) == len(shown)
    for event, day in zip(events, shown, strict=True):
        title = day[1].split(" · ")[0].strip()
        assert title in event["summary"], (event["summary"], day)
    weekdays = [event["dtstart"].dt.strftime("%A") for event in events]
    assert weekdays == headings
    assert watched.wrong == []


PAGES = (
    "", "plans/", "plans/5k/", "plans/5k/intermediate-standard/", "sessions/", "sessions/two-minutes/", "sessions/strength-a/",
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
