"""Every kind of page, judged as WCAG 2.2, a finger, a slow network and a careful reader judge it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from auditing import FINGER, KINDS, PHONE, SCHEMES, WIDTHS, Visit, lines, noting, weight
from browsing import Watched, served
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[(kind, scheme) for kind in KINDS for scheme in SCHEMES], ids="-".join)
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """One page of each kind, in light and in dark."""
    kind, scheme = request.param
    with Visit(browser, site, KINDS[kind], scheme) as found:
        yield found


AUDITED = {"light": PHONE, "dark": WIDTHS[-1]}
"""Where axe always looks, by scheme; all other widths are for the exhaustive test."""


def faults_at(visit: Visit, widths: Iterable[int]) -> list[str]:
    """What axe finds at some widths."""
    found = []
    for width in widths:
        visit.at(width)
        found += [f"{fault} ({width} px)" for fault in visit.faults()]
    return found


def test_axe_finds_nothing(visit: Visit) -> None:
    """WCAG 2.2 A and AA, good practice, and AAA contrast of what is read: light on a phone, dark on a large screen."""
    found = faults_at(visit, [AUDITED[visit.scheme]])
    assert not found, lines(found)


@pytest.mark.exhaustive
def test_axe_finds_nothing_at_any_other_width(visit: Visit) -> None:
    """What dark changes, it changes at every width: a phone is enough."""
    others = {"light": [width for width in WIDTHS if width != PHONE], "dark": [PHONE]}
    found = faults_at(visit, others[visit.scheme])
    assert not found, lines(found)


def test_no_page_is_wider_than_the_screen_and_every_box_that_scrolls_is_reached_by_keyboard(visit: Visit) -> None:
    found = []
    for width in WIDTHS:
        visit.at(width)
        found += [f"{fault} ({width} px)" for fault in visit.asked("tooWide()") + visit.asked("stuckScrollers()")]
    assert not found, lines(found)


def test_text_in_pictures_is_told_from_what_lies_behind_it(visit: Visit) -> None:
    """At least 4.5 to 1, which axe does not measure in SVG."""
    found = []
    for width in WIDTHS:
        visit.at(width)
        found += visit.asked("faintDrawnText(4.5)")
    assert not found, lines(found)


def test_everything_to_tap_on_a_phone_has_room_for_a_finger(visit: Visit) -> None:
    """44 px each way; links in running text are as high as their line."""
    visit.at(PHONE)
    found = visit.asked(f"smallTargets({FINGER})")
    assert not found, lines(found)


def test_a_page_says_what_it_is_once_and_nothing_on_it_fails_or_comes_from_elsewhere(visit: Visit) -> None:
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.locator("h1").count() == 1
    assert visit.watched.wrong == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("level", "units"), [("returning", "mi"), ("advanced", "km")])
@pytest.mark.parametrize("kind", ["home", "run", "circuit", "variant"])
def test_what_other_readers_choose_is_as_good(browser: Browser, site: str, kind: str, level: str, units: str, scheme: str) -> None:
    with Visit(browser, site, KINDS[kind], scheme, level=level, units=units) as visit:
        assert visit.page.evaluate("document.documentElement.dataset.level") == level
        found = visit.faults() + visit.asked("tooWide()") + visit.asked(f"smallTargets({FINGER})")
        assert not found, lines(found)
        assert visit.watched.wrong == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["home", "variant", "readiness"])
def test_the_open_menu_of_a_phone(browser: Browser, site: str, kind: str, scheme: str) -> None:
    """It is without fault, has room for fingers, and asks no other host."""
    with Visit(browser, site, KINDS[kind], scheme) as visit:
        visit.page.get_by_role("button", name="Menu", exact=True).click()
        visit.page.locator(".md-sidebar--primary a:visible").first.wait_for()
        found = visit.faults() + visit.asked(f"smallTargets({FINGER})")
        assert not found, lines(found)
        assert visit.watched.wrong == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [PHONE, 1440])
def test_search_and_what_it_finds(browser: Browser, site: str, width: int, scheme: str) -> None:
    """They are without fault, have room for fingers, and ask no other host."""
    with Visit(browser, site, KINDS["run"], scheme) as visit:
        visit.at(width)
        visit.page.get_by_role("textbox", name="Search").press_sequentially("hill")  # the theme listens to keys
        visit.page.locator(".md-search-result__link").first.wait_for()
        found = visit.faults() + (visit.asked(f"smallTargets({FINGER})") if width == PHONE else [])
        assert not found, lines(found)
        assert visit.watched.wrong == []


def test_light_and_dark_are_switched_by_keyboard_without_another_host(browser: Browser, site: str) -> None:
    with Visit(browser, site, KINDS["run"]) as visit:
        page = visit.page
        before = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("input[name=__palette]").first.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => document.body.dataset.mdColorScheme !== before", arg=before)
        assert visit.watched.wrong == []


@pytest.mark.parametrize("width", [PHONE, 1440])
@pytest.mark.parametrize("kind", ["home", "plan", "variant", "subscribe", "run", "circuit", "readiness"])
def test_whoever_tabs_through_a_page_sees_where_they_are(browser: Browser, site: str, kind: str, width: int) -> None:
    """Each of the first 150 stops is on the screen and not covered."""
    with Visit(browser, site, KINDS[kind]) as visit:
        visit.at(width)
        found = []
        for _ in range(150):
            visit.page.keyboard.press("Tab")
            visit.settle()
            answer = visit.asked("unseenFocus()")
            if answer is None:
                break
            found += answer
        assert not found, lines(found)


def test_the_menu_of_a_narrow_screen_works_by_keyboard(browser: Browser, site: str) -> None:
    """Also on a large screen at 400 %. It opens, leads down and back up, leaves nothing covered in reach, and closes."""
    with Visit(browser, site, KINDS["readiness"]) as visit:
        page = visit.page
        page.get_by_role("button", name="Menu", exact=True).focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("button", name="Menu", exact=True).get_attribute("aria-expanded") == "true"
        for title, here, elsewhere in (
            ("Look after yourself", "Pain", "Get strong"),
            ("Guide", "Get strong", "Subscribe"),
            ("", "Subscribe", "Pain"),
        ):
            seen = []
            for _ in range(20):
                page.keyboard.press("Tab")
                visit.settle()
                assert not visit.asked("unseenFocus()"), visit.asked("unseenFocus()")
                seen.append(page.evaluate("(document.activeElement.textContent || '').trim()"))
            assert here in seen, seen
            assert elsewhere not in seen, seen
            if title:
                page.locator(".md-sidebar--primary .md-nav__title:visible", has_text=title).focus()
                page.keyboard.press("Space")
        page.keyboard.press("Escape")
        assert page.locator(".md-sidebar--primary a:visible").count() == 0
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Menu"


@pytest.mark.parametrize("kind", ["home", "run", "variant", "chapter"])
def test_the_first_view_weighs_at_most_130_kb(browser: Browser, built_site: Path, kind: str) -> None:
    """Nothing in the cache: page, styles, scripts, fonts and pictures, as a host sends them compressed."""
    server = noting()
    with served(built_site, server) as site:
        watched = Watched(browser, site, PHONE, 844, "light", service_workers="block")
        watched.page.goto(f"{site}{KINDS[kind]}", wait_until="networkidle")
        watched.page.context.close()
    sent = weight(built_site, set(server.asked))
    assert f"{KINDS[kind]}" in sent
    assert sum(sent.values()) <= 130_000, sorted(sent.items(), key=lambda one: -one[1])


@pytest.mark.parametrize("kind", ["home", "run", "variant"])
def test_the_search_index_comes_only_when_search_has_focus(browser: Browser, built_site: Path, kind: str) -> None:
    server = noting()
    with served(built_site, server) as site:
        watched = Watched(browser, site, PHONE, 844, "light", service_workers="block")
        watched.page.goto(f"{site}{KINDS[kind]}", wait_until="networkidle")
        assert "search/search_index.json" not in server.asked
        with watched.page.expect_response("**/search/search_index.json"):
            watched.page.get_by_role("textbox", name="Search").focus()
        watched.page.context.close()
    assert server.asked.count("search/search_index.json") == 1
