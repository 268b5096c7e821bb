"""No signal: what was visited, and what was kept, opens without a server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from auditing import briefest
from browsing import fresh, served, until
from playwright.sync_api import Browser, BrowserContext, Page, expect

from toolkit import notation
from toolkit.library import Library
from toolkit.models import LEVELS, Session

pytestmark = pytest.mark.browser

FILES = "caches.open('files').then((store) => store.keys())"
"""A promise of what a phone keeps besides pages."""


@pytest.fixture(scope="module")
def plan(built_site: Path) -> str:
    """The address of a plan of many sessions that can be kept."""
    return briefest(built_site, 16)


def warm_up(real: Library, built_site: Path, plan: str) -> Session:
    """The warm-up of the first session of a plan that has one."""
    names = re.findall(r"/sessions/([\w-]+)/", (built_site / plan / "index.html").read_text("utf-8"))
    return real.sessions[next(str(real.sessions[name].warm_up) for name in names if real.sessions[name].warm_up)]


@pytest.fixture
def folder(built_site: Path, tmp_path: Path) -> Path:
    """The site without its calendars, to be changed."""
    return Path(shutil.copytree(built_site, tmp_path / "site", ignore=shutil.ignore_patterns("calendars")))


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never seen the site."""
    context = fresh(browser, viewport={"width": 390, "height": 844})
    yield context
    context.close()


def ready(page: Page, address: str) -> None:
    """Open a page, and wait until the worker has it."""
    page.goto(address)
    until(page, "navigator.serviceWorker.ready.then(() => caches.match(location.href)).then(Boolean)")


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().strip().removesuffix("¶").strip()


def test_what_was_visited_opens_without_a_server_and_looks_the_same(phone: BrowserContext, built_site: Path, real: Library) -> None:
    first, second, third = [session for session in real.sessions.values() if set(session.start) == set(LEVELS)][:3]
    page = phone.new_page()
    with served(built_site) as site:
        ready(page, f"{site}sessions/{first.id}/")
        ready(page, f"{site}sessions/{second.id}/")
    page.goto(f"{site}sessions/{second.id}/#advanced-{second.start['advanced']}")
    assert title(page) == second.title
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 243)", "the style came too"
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
    assert page.locator(f"#advanced-{second.start['advanced']}").is_visible(), "and the script"
    page.goto(f"{site}sessions/{third.id}/")
    assert title(page) == "No signal"
    page.locator("[data-kept]").get_by_role("link", name=second.title, exact=True).wait_for()


def test_a_search_without_a_signal_says_why_nothing_is_found(phone: BrowserContext, built_site: Path, plan: str) -> None:
    page = phone.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    with served(built_site) as site:
        ready(page, f"{site}{plan}")
    page.goto(f"{site}{plan}")
    page.get_by_role("textbox", name="Search").press_sequentially("hills")
    page.get_by_text("Search could not be loaded").wait_for()


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_a_kept_plan_opens_its_sessions_without_a_server_and_can_be_removed(
    phone: BrowserContext, built_site: Path, plan: str, real: Library, step: int
) -> None:
    """Every few of them or every one, a warm-up too, and an exercise of this."""
    warm = warm_up(real, built_site, plan)
    page = phone.new_page()
    with served(built_site) as site:
        ready(page, f"{site}{plan}")
        page.get_by_role("button", name="Keep this plan on this phone").click()
        page.get_by_text(re.compile(r"^Kept: \d+ pages, ")).wait_for()
        links = page.locator(".days a").evaluate_all("links => [...new Set(links.map(link => link.href.replace(/#.*/, '')))]")
    assert len(links) > 15
    steps = [step.what for step in notation.mentioned(warm.rungs[0])]
    exercise = next(what for what in steps if what in real.exercises)
    for link in (*links[::step], f"{site}sessions/{warm.id}/", f"{site}exercises/{exercise}/", f"{site}{plan}"):
        page.goto(link)
        assert title(page) != "No signal", link
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("Removed from this phone.").wait_for()
    page.goto(links[0])
    assert title(page) == "No signal"


def test_a_new_build_replaces_what_was_kept(phone: BrowserContext, folder: Path, real: Library) -> None:
    page = phone.new_page()
    plan = briefest(folder)
    last = real.sessions[re.findall(r"/sessions/([\w-]+)/", (folder / plan / "index.html").read_text("utf-8"))[-1]]
    session = folder / "sessions" / last.id / "index.html"
    worker = folder / "sw.js"
    with served(folder) as site:
        ready(page, f"{site}{plan}")
        page.get_by_role("button", name="Keep this plan on this phone").click()
        page.get_by_text(re.compile(r"^Kept: ")).wait_for()
        session.write_text(session.read_text().replace(f">{last.title}", ">A new title"))
        worker.write_text(re.sub(r'BUILD = "\w+"', 'BUILD = "another"', worker.read_text()))
        page.goto(f"{site}{plan}")
        renewed = f"caches.match(new URL('../../../sessions/{last.id}/', location.href)).then((page) => page.text())"
        until(page, f"{renewed}.then((text) => text.includes('A new title'))")
    page.goto(f"{site}sessions/{last.id}/")
    assert title(page) == "A new title"


def test_own_paces_are_there_without_a_signal_after_a_new_build(phone: BrowserContext, folder: Path, real: Library) -> None:
    """What works them out is no file that a page names: modules import it."""
    running = next(one for one in real.sessions.values() if one.mode == "run" and "own.js" in shown(folder, one))
    page = phone.new_page()
    worker = folder / "sw.js"
    with served(folder) as site:
        ready(page, f"{site}sessions/{running.id}/")
        worker.write_text(re.sub(r'BUILD = "\w+"', 'BUILD = "another"', worker.read_text()))
        ready(page, f"{site}sessions/{running.id}/")
        until(page, f"{FILES}.then((all) => all.some(({{ url }}) => url.includes('js/paces.js')))")
    kept = '{"version":1,"race":{"metres":5000,"seconds":1500}}'
    page.evaluate("kept => localStorage.setItem('lasting-speed.me', kept)", kept)
    page.goto(f"{site}sessions/{running.id}/")
    expect(page.locator("[data-own-paces]")).to_contain_text("(min/km)")


def shown(folder: Path, session: Session) -> str:
    """The page of a session."""
    return (folder / "sessions" / session.id / "index.html").read_text("utf-8")


def test_every_page_and_file_of_ours_is_distinguished_by_its_contents(built_site: Path, plan: str) -> None:
    page = (built_site / plan / "index.html").read_text()
    assert "" not in re.findall(r"assets/[\w-]+\.(?:css|js)(\?v=\w{8})?", page)
    assert re.search(r'BUILD = "\w{16}"', (built_site / "sw.js").read_text())
