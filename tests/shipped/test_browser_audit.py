"""Every kind of page, judged as WCAG 2.2, a finger, a slow network and a careful reader judge it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from auditing import FINGER, KINDS, PHONE, SCHEMES, WIDTHS, Visit, lines, noting, one, weight
from browsing import Watched, served
from playwright.sync_api import Browser

from toolkit.library import Library

pytestmark = pytest.mark.browser

EVERY = pytest.mark.exhaustive


@pytest.fixture(scope="module")
def phone(browser: Browser, site: str) -> Iterator[Visit]:
    """A browser that goes from page to page."""
    with Visit(browser, site, "") as found:
        yield found


ALIKE = {"trained", "joint", "decision"}
"""Kinds made of what others are made of: variants, chapters, pages for contributors."""
VAST = {"kind-to-your-joints"}
"""Kinds whose pages have tables like those of others, but so many that each look at them takes long."""


@pytest.fixture(scope="module", params=[pytest.param(kind, marks=EVERY if kind in ALIKE | VAST else []) for kind in KINDS])
def shown_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of page; all that is asked of one is asked before the next is opened."""
    return str(request.param)


@pytest.fixture(scope="module")
def visit(shown_kind: str, phone: Visit, real: Library) -> Visit:
    """One page of the kind."""
    phone.open(one(shown_kind, real))
    return phone


DARK = {"home", "variant", "run", "sessions", "readiness", "efforts", "chapter", "contributing"}
"""Kinds that have between them everything with colours of its own: axe sees them in dark at once, and the others in light."""


def test_axe_finds_nothing(visit: Visit, shown_kind: str) -> None:
    """WCAG 2.2 A and AA, good practice, and AAA contrast of what is read: on a phone, or on a large screen in dark."""
    scheme, width = ("dark", WIDTHS[-1]) if shown_kind in DARK else ("light", PHONE)
    visit.shown(scheme)
    visit.at(width)
    found = visit.faults(thin=True)
    assert not found, lines(found)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("scheme", "widths"), [("light", WIDTHS), ("dark", (PHONE, WIDTHS[-1]))])
def test_axe_finds_nothing_on_a_whole_page_at_any_width(visit: Visit, scheme: str, widths: Iterable[int]) -> None:
    """With every row of every table. What dark changes, it changes at every width: two are enough."""
    visit.shown(scheme)
    found = []
    for width in widths:
        visit.at(width)
        found += [f"{fault} ({width} px)" for fault in visit.faults()]
    assert not found, lines(found)


@pytest.mark.parametrize(
    ("scheme", "widths"),
    [
        ("light", (WIDTHS[0], WIDTHS[-1])),
        pytest.param("light", WIDTHS[1:-1], marks=EVERY),
        pytest.param("dark", WIDTHS, marks=EVERY),
    ],
)
def test_no_page_is_wider_than_the_screen_and_every_box_that_scrolls_is_reached_by_keyboard(
    visit: Visit, scheme: str, widths: Iterable[int]
) -> None:
    visit.shown(scheme)
    found = []
    for width in widths:
        visit.at(width)
        found += [f"{fault} ({width} px)" for fault in visit.asked("tooWide()", "stuckScrollers()")]
    assert not found, lines(found)


@pytest.mark.parametrize(
    "looks",
    [
        [("light", PHONE), ("dark", WIDTHS[-1])],
        pytest.param([(scheme, width) for scheme in SCHEMES for width in WIDTHS], marks=EVERY),
    ],
    ids=["two looks", "every look"],
)
def test_text_in_pictures_is_distinguished_from_what_lies_behind_it(visit: Visit, looks: Iterable[tuple[str, int]]) -> None:
    """At least 4.5 to 1, which axe does not measure in SVG."""
    found = []
    if visit.page.locator("article svg text").count():
        for scheme, width in looks:
            visit.shown(scheme)
            visit.at(width)
            found += visit.asked("faintDrawnText(4.5)")
    assert not found, lines(found)


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=EVERY)])
def test_everything_to_tap_on_a_phone_has_room_for_a_finger(visit: Visit, scheme: str) -> None:
    """44 px each way; links in running text are as high as their line."""
    visit.shown(scheme)
    visit.at(PHONE)
    found = visit.asked(f"smallTargets({FINGER})")
    assert not found, lines(found)


def test_a_page_says_what_it_is_once_and_nothing_on_it_fails_breaks_its_policy_or_comes_from_elsewhere(visit: Visit) -> None:
    visit.complete()
    assert visit.page.locator("h1").count() == 1
    assert visit.page.locator("meta[http-equiv='Content-Security-Policy']").count() == 1
    assert visit.watched.wrong == []


OTHERS = [
    (kind, level, units, scheme)
    for kind in ("home", "run", "circuit", "variant")
    for level, units in (("returning", "mi"), ("advanced", "km"))
    for scheme in SCHEMES
]
QUICK = [("run", "returning", "mi", "dark"), ("variant", "advanced", "km", "light")]


@pytest.mark.parametrize(
    ("kind", "level", "units", "scheme"),
    [pytest.param(*other, marks=[] if other in QUICK else EVERY) for other in OTHERS],
)
def test_what_other_readers_choose_is_as_good(
    browser: Browser, site: str, real: Library, kind: str, level: str, units: str, scheme: str
) -> None:
    with Visit(browser, site, one(kind, real), scheme, level=level, units=units) as visit:
        assert visit.colours() == SCHEMES[scheme]
        assert visit.page.evaluate("document.documentElement.dataset.level") == level
        found = visit.faults(thin=True) + visit.asked("tooWide()", f"smallTargets({FINGER})")
        assert not found, lines(found)
        assert visit.watched.wrong == []


@pytest.mark.parametrize(
    ("kind", "schemes"),
    [
        ("home", ["light"]),
        ("readiness", ["dark"]),
        *(pytest.param(kind, list(SCHEMES), marks=EVERY) for kind in ("home", "readiness", "variant")),
    ],
)
def test_the_open_menu_of_a_phone(browser: Browser, site: str, real: Library, kind: str, schemes: list[str]) -> None:
    """It is without fault in light and in dark, has room for fingers, and asks no other host."""
    with Visit(browser, site, one(kind, real)) as visit:
        visit.page.get_by_role("button", name="Menu", exact=True).click()
        first = visit.page.locator(".md-sidebar--primary a:visible").first
        first.wait_for()
        found = visit.asked(f"smallTargets({FINGER})")
        for scheme in schemes:
            visit.shown(scheme)
            assert first.is_visible()
            found += visit.faults(thin=True)
        assert not found, lines(found)
        assert visit.watched.wrong == []


@pytest.mark.parametrize(
    ("width", "schemes"),
    [
        (PHONE, ["light"]),
        (1440, ["dark"]),
        pytest.param(PHONE, ["light", "dark"], marks=EVERY),
        pytest.param(1440, ["light", "dark"], marks=EVERY),
    ],
)
def test_search_and_what_it_finds(browser: Browser, site: str, real: Library, width: int, schemes: list[str]) -> None:
    """They are without fault in light and in dark, have room for fingers, and ask no other host."""
    with Visit(browser, site, one("habit", real)) as visit:
        visit.at(width)
        visit.page.get_by_role("textbox", name="Search").press_sequentially("hill")  # the theme listens to keys
        link = visit.page.locator(".md-search-result__link").first
        link.wait_for()
        found = visit.asked(f"smallTargets({FINGER})") if width == PHONE else []
        for scheme in schemes:
            visit.shown(scheme)
            assert link.is_visible()
            found += visit.faults(thin=True)
        assert not found, lines(found)
        assert visit.watched.wrong == []


def test_light_and_dark_are_switched_by_keyboard_without_another_host(browser: Browser, site: str, real: Library) -> None:
    with Visit(browser, site, one("run", real)) as visit:
        page = visit.page
        before = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("input[name=__palette]").first.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => document.body.dataset.mdColorScheme !== before", arg=before)
        assert visit.watched.wrong == []


STOPS = ["home", "plan", "variant", "subscribe", "run", "circuit", "readiness"]


@pytest.mark.parametrize(
    ("kind", "width", "most"),
    [
        ("variant", 1440, 60),
        ("subscribe", PHONE, 60),
        *(pytest.param(kind, width, 150, marks=EVERY) for kind in STOPS for width in (PHONE, 1440)),
    ],
)
def test_whoever_tabs_through_a_page_sees_where_they_are(
    browser: Browser, site: str, real: Library, kind: str, width: int, most: int
) -> None:
    """Each of the first stops is on the screen and not covered."""
    with Visit(browser, site, one(kind, real)) as visit:
        visit.at(width)
        found = []
        stops = 0
        while stops < most and (answer := visit.tabbed()) is not None:
            found += answer
            stops += 1
        assert not found, lines(found)
        assert stops > 20


def test_the_menu_of_a_narrow_screen_works_by_keyboard(browser: Browser, site: str) -> None:
    """Also on a large screen at 400 %. It opens, leads down and back up, leaves nothing covered in reach, and closes."""
    with Visit(browser, site, "guide/readiness/") as visit:
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
                wrong = visit.tabbed()
                assert not wrong, wrong
                seen.append(page.evaluate("(document.activeElement.textContent || '').trim()"))
            assert here in seen, seen
            assert elsewhere not in seen, seen
            if title:
                page.locator(".md-sidebar--primary .md-nav__title:visible", has_text=title).focus()
                page.keyboard.press("Space")
        page.keyboard.press("Escape")
        assert page.locator(".md-sidebar--primary a:visible").count() == 0
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Menu"


@pytest.mark.parametrize("kind", ["home", "run", "variant", pytest.param("chapter", marks=EVERY)])
def test_the_first_view_weighs_at_most_130_kb_and_search_comes_when_it_has_focus(
    browser: Browser, built_site: Path, real: Library, kind: str
) -> None:
    """Nothing in the cache: page, styles, scripts, fonts and pictures, as a host sends them compressed."""
    path = one(kind, real)
    server = noting()
    with served(built_site, server) as site:
        watched = Watched(browser, site, PHONE, 844, "light", service_workers="block")
        watched.page.goto(f"{site}{path}", wait_until="networkidle")
        sent = weight(built_site, set(server.asked))
        with watched.page.expect_response("**/search/search_index.json"):
            watched.page.get_by_role("textbox", name="Search").focus()
        watched.page.context.close()
    assert path in sent
    assert sum(sent.values()) <= 130_000, sorted(sent.items(), key=lambda one: -one[1])
    assert "search/search_index.json" not in sent
    assert server.asked.count("search/search_index.json") == 1
