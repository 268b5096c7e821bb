"""A reader’s way through the site in a real browser. Nothing is mocked, and no other host is asked."""

from __future__ import annotations

import pytest
from browsing import Watched
from playwright.sync_api import Browser

from toolkit.library import Library

pytestmark = pytest.mark.browser


def test_a_reader_clicks_from_home_to_an_exercise(browser: Browser, site: str, real: Library) -> None:
    """Home → plan → variant → week → session → warm-up → exercise, on a phone, with nothing wrong on the way."""
    plan = max((one for one in real.plans.values() if one.race), key=lambda one: len(one.variants))
    variant = plan.variants[2]
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.goto(site)
    article = page.locator("article")
    article.locator(f".tiles a[href$='plans/{plan.id}/']").click()
    article.locator(f"a[href$='{variant}/']").first.click()
    page.wait_for_url(f"**/plans/{plan.id}/{variant}/")
    article.locator(".glance").get_by_role("rowheader", name="7", exact=True).get_by_role("link").click()
    page.wait_for_url("**#week-7")
    assert page.locator("#week-7").inner_text().startswith("Week 7")
    links = page.locator("#week-7 + .days a[href*='/sessions/']").all()
    ids = [str(link.get_attribute("href")).split("/sessions/")[1].split("/")[0] for link in links]
    chosen = next(index for index, name in enumerate(ids) if real.sessions[name].warm_up)
    links[chosen].click()
    page.wait_for_url(f"**/sessions/{ids[chosen]}/#{variant.level}-*")
    page.get_by_text("Warm up, ").locator("visible=true").click()
    link = article.locator("a[href*='/exercises/']").locator("visible=true").first
    exercise = str(link.get_attribute("href")).split("/exercises/")[1].split("/")[0]
    link.click()
    page.wait_for_url(f"**/exercises/{exercise}/")
    assert page.get_by_role("heading", level=1).inner_text().startswith(real.exercises[exercise].title)
    assert watched.wrong == []


def test_the_plans_on_the_home_page_fill_their_places(browser: Browser, site: str, real: Library) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(site)
    links = page.locator(".tiles a")
    assert links.count() >= len(real.plans)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        widths = links.evaluate_all("links => links.map(link => Math.round(link.getBoundingClientRect().width))")
        assert max(widths) - min(widths) <= 1, width
