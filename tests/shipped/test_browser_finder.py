"""Finding a session in a real browser: by address, by hand, by keyboard, and without JavaScript."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from auditing import SETTLED
from browsing import Watched
from playwright.sync_api import Browser, Page, expect

from toolkit.library import Library
from toolkit.models import LEVELS
from toolkit.site.finder import kind_to, minutes_at_start

pytestmark = pytest.mark.browser

SHIFTS = """(() => {
  let sum = 0;
  const add = (list) => { for (const one of list) sum += one.value };
  const watch = new PerformanceObserver((list) => add(list.getEntries()));
  watch.observe({ type: "layout-shift", buffered: true });
  window.shifted = () => { add(watch.takeRecords()); return sum };
})()"""
REMEMBERS = """localStorage.setItem("lasting-speed.level", "advanced");
document.addEventListener("readystatechange", () => { document.documentElement.dataset.level = "advanced" });"""


def listed(page: Page) -> set[str]:
    """The ids of what is seen in the list."""
    links = page.locator(".finder-list a:visible").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return {link.removesuffix("/") for link in links}


def said(page: Page) -> str:
    return page.locator(".finder [role=status]").inner_text()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def test_an_address_restores_the_filters(browser: Browser, site: str, real: Library) -> None:
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.goto(f"{site}sessions/?kind=hills&level=intermediate&kind-to=knee&kind-to=hip&minutes=45")
    fitting = {
        session.id
        for session in real.sessions.values()
        if session.kind == "hills"
        and {"knee", "hip"} <= set(kind_to(real, session))
        and minutes_at_start(real, session).get("intermediate", 99) <= 45
    }
    assert 0 < len(fitting) < len([one for one in real.sessions.values() if one.kind == "hills"])
    assert listed(page) == fitting
    assert said(page) == f"{len(fitting)} of {len(real.sessions)} sessions"
    assert page.get_by_role("combobox", name="Kind", exact=True).input_value() == "hills"
    assert page.get_by_role("combobox", name="Level", exact=True).input_value() == "intermediate"
    assert page.locator(".finder-list h2:visible, h2:visible").all_inner_texts()[0].startswith("Hills")
    assert page.locator("article h2:visible").count() == 1
    assert page.locator("summary").first.inner_text().split("\n")[-1].endswith("knee, hip")
    assert watched.wrong == []


@pytest.mark.parametrize("address", ["sessions/?kind=rowing&level=expert&kind-to=ego&impact=-1&h=a", "exercises/?kind=hills"])
def test_an_address_that_asks_for_what_is_not_there_shows_everything(browser: Browser, site: str, address: str) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(f"{site}{address}")
    count = page.locator(".finder-list li").count()
    assert said(page).startswith(f"{count} of {count} ")


def test_a_choice_goes_into_the_address_and_back_comes_back_to_it(browser: Browser, site: str, real: Library) -> None:
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.goto(f"{site}sessions/?level=any")
    entries = page.evaluate("history.length")
    page.get_by_role("combobox", name="What for", exact=True).select_option(label="VO2max")
    page.get_by_role("combobox", name="Level", exact=True).select_option(label="Returning")
    page.get_by_text("I have only …").first.click()
    page.get_by_label("nothing special").check()
    page.get_by_label("a bike or a spinning bike").check()
    assert query(page) == {"for": ["vo2max"], "level": ["returning"], "needs": ["nothing", "bike"]}
    assert page.evaluate("history.length") == entries
    found, count = listed(page), said(page)
    fitting = {
        session.id
        for session in real.sessions.values()
        if session.objective == "vo2max" and "returning" in session.start and set(session.needs) <= {"bike"}
    }
    assert found == fitting
    assert any("bike" in real.sessions[one].needs for one in fitting)
    assert any(not real.sessions[one].needs for one in fitting)
    first = sorted(found)[0]
    page.locator(f".finder-list a[href='{first}/']").click()
    page.wait_for_url(f"**/sessions/{first}/")
    page.go_back()
    expect(page.locator(".finder [role=status]")).to_have_text(count)
    assert listed(page) == found
    assert page.get_by_role("combobox", name="What for", exact=True).input_value() == "vo2max"
    page.reload()
    assert listed(page) == found
    assert watched.wrong == []


def test_clear_shows_everything_again(browser: Browser, site: str) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(f"{site}sessions/")
    before = said(page)
    page.goto(f"{site}sessions/?kind=hills&level=returning&kind-to=knee&impact=1")
    assert said(page) != before
    page.get_by_role("button", name="Clear all").click()
    assert said(page) == before
    assert urlparse(page.url).query == ""
    assert page.locator(".finder input:checked").count() == 0


def test_where_nothing_fits_the_page_says_what_to_take_back(browser: Browser, site: str) -> None:
    watched = Watched(browser, site, 390, 844, "dark")
    page = watched.page
    page.goto(f"{site}sessions/?kind=hills&level=intermediate&kind-to=calf-achilles&minutes=45")
    assert said(page).startswith("0 of ")
    assert page.locator("article h2:visible").count() == 0
    ways = page.get_by_role("button", name="Leave out")
    promised = [int(re.search(r"finds (\d+)", text)[1]) for text in ways.all_inner_texts()]  # type: ignore[index]
    assert len(ways.all()) == 2
    assert promised == sorted(promised, reverse=True)
    page.get_by_role("button", name="Leave out “Kind to my: calf and Achilles”").click()
    assert said(page).startswith(f"{promised[1]} of ")
    assert len(listed(page)) == promised[1]
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status", "the button is gone; the focus is not lost"
    assert not page.get_by_role("button", name="Leave out").count()
    assert "kind-to" not in query(page)
    assert watched.wrong == []


def test_where_no_single_choice_is_to_blame_the_page_says_so(browser: Browser, site: str) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(f"{site}sessions/?kind=sprints&level=any&for=mobility&impact=0&needs=hill")
    assert page.get_by_text("Take back two choices or more").is_visible()
    assert page.get_by_role("button", name="Leave out").count() == 0


def test_the_remembered_level_is_taken_and_the_address_wins(browser: Browser, site: str, real: Library) -> None:
    watched = Watched(browser, site, 390, 844, "light")
    page = watched.page
    page.add_init_script(REMEMBERS)
    varied = next(
        session for session in real.sessions.values() if len(set(minutes_at_start(real, session).values())) == len(LEVELS)
    )
    taken = minutes_at_start(real, varied)
    easy = page.locator(".finder-list li", has=page.locator(f"a[href='{varied.id}/']")).locator("b")
    page.goto(f"{site}sessions/")
    level = page.get_by_role("combobox", name="Level", exact=True)
    assert level.input_value() == "advanced"
    assert easy.inner_text() == f"{taken['advanced']} min"
    assert listed(page) == {session.id for session in real.sessions.values() if "advanced" in session.start}
    page.goto(f"{site}sessions/?level=returning")
    assert level.input_value() == "returning"
    assert easy.inner_text() == f"{taken['returning']} min"
    assert listed(page) == {session.id for session in real.sessions.values() if "returning" in session.start}
    level.select_option("any")
    assert easy.inner_text() == f"{min(taken.values())}–{max(taken.values())} min"
    assert len(listed(page)) == len(real.sessions)
    assert query(page) == {"level": ["any"]}, "another reader’s own level does not come in between"
    page.evaluate("document.dispatchEvent(new CustomEvent('preference', {detail: {name: 'level', value: 'intermediate'}}))")
    assert level.input_value() == "intermediate"
    assert easy.inner_text() == f"{taken['intermediate']} min"
    assert watched.wrong == []


def test_time_is_compared_at_the_chosen_level(browser: Browser, site: str, real: Library) -> None:
    """At any level it is the least time that counts."""
    taken = {session.id: minutes_at_start(real, session) for session in real.sessions.values()}
    page = Watched(browser, site, 390, 844, "light").page
    page.goto(f"{site}sessions/?level=returning&minutes=30")
    seen = set()
    for level, most in (("returning", 30), ("intermediate", 30), ("advanced", 45), ("any", 30)):
        page.locator(".finder select[name=level]").select_option(level)
        page.locator(".finder select[name=minutes]").select_option(str(most))
        assert query(page) == {"level": [level], "minutes": [str(most)]}
        least = {
            name: min(at.values() if level == "any" else [at[one] for one in at if one == level], default=999)
            for name, at in taken.items()
        }
        fitting = frozenset(name for name, value in least.items() if value <= most)
        assert listed(page) == fitting, (level, most)
        seen.add(fitting)
    assert len(seen) == 4, "the sessions here take all the same time: this proves nothing"


def test_it_is_used_by_keyboard_and_says_what_it_found(browser: Browser, site: str, real: Library) -> None:
    page = Watched(browser, site, 1280, 900, "light").page
    page.goto(f"{site}sessions/?level=any")
    page.get_by_role("combobox", name="Kind", exact=True).focus()
    page.keyboard.type("Hill")
    assert query(page)["kind"] == ["hills"]
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("knee")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("kind-to=knee$"))
    snapshot = page.locator(".finder").aria_snapshot()
    assert re.search(r'search "Find sessions"', snapshot)
    assert re.search(r'group "Kind to my …"', snapshot)
    assert f"status: {said(page)}" in snapshot.replace('"', "")
    gentle = [one for one in real.sessions.values() if one.kind == "hills" and "knee" in kind_to(real, one)]
    assert said(page).startswith(f"{len(gentle)} of ")


def test_without_javascript_there_is_a_plain_list_and_no_form(browser: Browser, site: str, real: Library) -> None:
    for folder, things in (("sessions", real.sessions), ("exercises", real.exercises)):
        page = Watched(browser, site, 390, 844, "light", java_script_enabled=False).page
        page.goto(f"{site}{folder}/?kind=hills")
        assert page.locator(".finder-list a:visible").count() == len(things)
        assert page.locator("article :is(select, input, button, summary):visible").count() == 0


def test_when_the_script_cannot_be_had_the_list_is_there_and_the_form_is_not(browser: Browser, site: str, real: Library) -> None:
    page = Watched(browser, site, 390, 844, "light").page
    page.route("**/finder.js*", lambda route: route.abort())
    page.goto(f"{site}sessions/?kind=hills")
    expect(page.locator(".finder-list a").first).to_be_visible()
    assert not page.locator(".finder form").is_visible()
    assert len(listed(page)) == len(real.sessions)


EVERY = pytest.mark.exhaustive
ASKED = (
    "sessions/",
    "sessions/?kind=hills&level=intermediate&kind-to=knee",
    "sessions/?kind-to=calf-achilles&impact=1&needs=nothing&needs=bike&needs=pool&needs=wall",
    "sessions/?kind=race&level=any&minutes=10",
    "exercises/?for=knee",
)


@pytest.mark.parametrize(
    ("width", "scheme", "addresses"),
    [
        (320, "dark", ASKED[::2]),
        (1280, "light", ASKED[1::2]),
        *(pytest.param(width, scheme, ASKED, marks=EVERY) for width in (320, 390, 1280) for scheme in ("light", "dark")),
    ],
)
def test_nothing_moves_overflows_or_is_too_small_to_touch(
    browser: Browser, site: str, width: int, scheme: str, addresses: tuple[str, ...]
) -> None:
    page = Watched(browser, site, width, 844, scheme).page
    page.add_init_script(SHIFTS)
    for address in addresses:
        page.goto(f"{site}{address}")
        page.evaluate(SETTLED)
        assert page.evaluate("window.shifted()") < 0.02, address
        page.locator(".finder details").evaluate_all("all => { for (const one of all) one.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        targets = page.locator(".finder :is(select, button, summary, label:has(input)):visible, .finder-list a:visible")
        small = targets.evaluate_all(
            "all => all.map(one => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect()])"
            ".filter(([, box]) => box.height < 43.9 || box.width < 43.9).map(([text]) => text)"
        )
        assert small == [], address


def test_the_page_stays_light(built_site: Path, real: Library) -> None:
    for folder, each, things in (("sessions", 150, real.sessions), ("exercises", 175, real.exercises)):
        assert len(gzip.compress((built_site / folder / "index.html").read_bytes())) <= each * len(things), "bytes for each entry"
