"""Own paces in a real browser: asked for on a page, kept where the reader says so, and shown on sessions."""

from __future__ import annotations

import pytest
from auditing import find_faults, session
from boxes import visit
from playwright.sync_api import Browser, Page, expect

from toolkit.library import Library
from toolkit.models.race_result import RaceResult
from toolkit.notation import mentioned
from toolkit.paces import RACES
from toolkit.text.paces import pace_rows

pytestmark = pytest.mark.browser

RESULT = RaceResult(10_000, 58 * 60 + 30)


@pytest.fixture(scope="module")
def of_5k(real: Library) -> str:
    """The address of a session with 5 km effort."""
    return session(real, lambda one: any(step.effort == "5k" for rung in one.rungs for step in mentioned(rung)))


def ask(page: Page, time: str = "58:30", age: str = "58", sex: str = "women") -> None:
    page.locator("select[name=race]").select_option(label="10 km")
    page.get_by_label("Age", exact=True).fill(age)
    page.get_by_label("Age grade by the standards of").select_option(sex)
    page.get_by_label("Time").fill(time)


def cells(page: Page, effort: str) -> list[str]:
    """What the table says of an effort."""
    return page.locator(f"tr[data-effort='{effort}'] td").all_inner_texts()


def test_a_race_gives_the_paces_that_python_gives(browser: Browser, site: str) -> None:
    watched = visit(browser, f"{site}paces/")
    page = watched.page
    assert page.locator("[data-result]").is_hidden(), "nothing is shown of a race that nobody ran"
    ask(page)
    expect(page.locator("[data-vdot]")).to_have_text("10 km in 58:30: VDOT 33.3")
    expect(page.locator("[data-grade]")).to_contain_text("Age grade 61.3")
    expect(page.locator("[data-equal]")).to_contain_text("Worth as much: a mile 8:23, 3 km 16:26, 5 km 28:09, 10 km 58:30,")
    for effort, *said in pace_rows(RESULT, 58):
        assert cells(page, effort) == said
    expect(page.locator("[data-limits]")).to_be_visible()
    assert watched.wrong == []


def test_every_race_that_can_be_chosen_has_its_exact_metres(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}paces/").page
    metres = [float(value) for value in page.locator("select[name=race] option").evaluate_all("all => all.map(one => one.value)")]
    assert {*RACES.values()} <= {*metres}
    assert metres == sorted(metres)


@pytest.mark.parametrize(
    ("time", "says"),
    [("4:30", "10 km in 4:30 is faster than anybody runs."), ("58", "“58” is not a time. Write minutes and seconds, 40:00"),
     ("5:10:00", "5:10:00 is too long")],
)  # fmt: skip
def test_a_time_that_cannot_be_is_said_and_shows_no_paces(browser: Browser, site: str, time: str, says: str) -> None:
    page = visit(browser, f"{site}paces/").page
    ask(page, time)
    expect(page.locator("[data-wrong]")).to_contain_text(says)
    assert page.locator("[data-result]").is_hidden()
    ask(page)
    expect(page.locator("[data-wrong]")).to_have_text("")
    assert page.locator("[data-result]").is_visible()


def test_an_age_without_a_standard_is_said_beside_the_paces(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}paces/").page
    ask(page, age="")
    expect(page.locator("[data-grade]")).to_have_text("Age grades are for 35 to 95: say your age, or leave the standards out.")
    assert page.locator("[data-result]").is_visible()


def test_paces_are_on_sessions_only_once_they_are_kept_and_until_they_are_not(browser: Browser, site: str, of_5k: str) -> None:
    watched = visit(browser, f"{site}paces/")
    page = watched.page
    ask(page)
    page.goto(f"{site}{of_5k}")
    assert page.locator("[data-own-paces]").is_hidden()
    assert page.evaluate("localStorage.getItem('lasting-speed.me')") is None, "nothing is kept unless one says so"
    page.goto(f"{site}paces/")
    ask(page)
    page.get_by_label("Keep this on this device").check()
    page.goto(f"{site}{of_5k}")
    five = next(row.pace for row in pace_rows(RESULT, 58) if row.effort == "5k")
    expect(page.locator("[data-own-paces]")).to_contain_text(f"5k {five}")
    expect(page.locator("[data-own-paces]")).to_contain_text("(min/km). Effort comes first.")
    page.goto(f"{site}guide/efforts/")
    assert cells(page, "5k")[0] == five
    page.goto(f"{site}paces/")
    assert page.get_by_label("Time").input_value() == "58:30", "the form has it again"
    page.get_by_label("Keep this on this device").uncheck()
    page.goto(f"{site}{of_5k}")
    assert page.locator("[data-own-paces]").is_hidden()
    assert watched.wrong == []


def test_what_is_kept_goes_with_the_tick_whatever_the_time_says(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}paces/").page
    ask(page)
    page.get_by_label("Keep this on this device").check()
    page.get_by_label("Time").fill("58")
    page.get_by_label("Keep this on this device").uncheck()
    assert page.evaluate("localStorage.getItem('lasting-speed.me')") is None


def test_what_is_typed_is_said_as_it_was_typed(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}paces/").page
    ask(page, "$& {time}")
    expect(page.locator("[data-wrong]")).to_contain_text("“$& {time}” is not a time.")
    assert page.get_by_label("Time").get_attribute("aria-invalid") == "true"


def test_miles_of_the_site_are_miles_of_own_paces(browser: Browser, site: str) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script("localStorage.setItem('lasting-speed.units', 'mi')")

    page = visit(browser, f"{site}paces/", prepare=prepare).page
    ask(page)
    expect(page.locator("[data-per]")).to_have_text("min/mi")
    for effort, *said in pace_rows(RESULT, 58, miles=True):
        assert cells(page, effort) == said


def test_axe_finds_nothing_in_a_page_with_paces(browser: Browser, site: str) -> None:
    for scheme in ("light", "dark"):
        page = visit(browser, f"{site}paces/", width=320, scheme=scheme).page
        ask(page)
        expect(page.locator("[data-result]")).to_be_visible()
        assert find_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_there_is_the_table_and_no_form(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}paces/", java_script_enabled=False).page
    assert page.locator("form[autocomplete]").first.is_hidden()
    assert page.get_by_role("cell", name="26:00").is_visible()


def test_what_is_kept_in_another_form_counts_as_nothing(browser: Browser, site: str, of_5k: str) -> None:
    for kept in ("{", "null", "[]", '{"version":2,"race":{"metres":1}}', '{"version":1,"race":{"metres":5000,"seconds":"x"}}'):

        def prepare(page: Page, kept: str = kept) -> None:
            page.add_init_script(f"localStorage.setItem('lasting-speed.me', {kept!r})")

        watched = visit(browser, f"{site}{of_5k}", prepare=prepare)
        assert watched.page.locator("[data-own-paces]").is_hidden(), kept
        assert watched.wrong == []
