"""Plan, level, rhythm and age in the box for subscribing: what is lacking gives way to what is gentler, and is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from auditing import one
from boxes import Data, choose, chosen, enabled, said, visit, visit_changed
from playwright.sync_api import Browser

from toolkit.library import Library

pytestmark = pytest.mark.browser

EVERY = pytest.mark.exhaustive


def test_a_level_that_a_plan_lacks_comes_back_where_it_is_offered(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/").page
    assert said(page, "notice") == "", "nothing was asked for, so nothing is refused"
    choose(page, plan="5k", level="advanced", rhythm="extended")
    choose(page, plan="return-to-speed")
    assert chosen(page, "level") == "returning"
    assert said(page, "notice").startswith("Advanced is not offered for Back to speed after a break: this is returning")
    assert page.locator("[aria-live=polite]:visible:has([data-notice])").count() == 1
    choose(page, plan="5k")
    assert (chosen(page, "level"), chosen(page, "rhythm"), said(page, "notice")) == ("advanced", "extended", "")


def test_a_harder_level_is_never_taken_in_silence(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k&level=returning").page
    assert said(page, "notice") == ""
    choose(page, plan="10k")
    assert chosen(page, "level") == "intermediate"
    assert "Returning is not offered for A strong 10 km: this is intermediate, which asks more of you" in said(page, "notice")
    choose(page, level="advanced")
    assert said(page, "notice") == "", "now it is what was asked for"


def test_a_rhythm_that_a_level_lacks_is_named_and_comes_back(browser: Browser, site: str) -> None:
    address = f"{site}subscribe/?plan=5k&level=intermediate&rhythm=extended"
    page = visit_changed(browser, address, without(lambda name: name == "intermediate-extended")).page
    assert chosen(page, "rhythm") == "patient"
    assert "Extended is not offered for A faster 5 km, intermediate: this is patient, with more recovery" in said(page, "notice")
    choose(page, level="advanced")
    assert (chosen(page, "rhythm"), said(page, "notice")) == ("extended", "")


def test_an_age_suggests_its_rhythm_and_lets_nobody_choose_a_quicker_one(browser: Browser, site: str) -> None:
    """Before the age is known the box shows the gentlest; a gentler one stays open; the age is remembered."""
    page = visit(browser, f"{site}subscribe/?plan=5k&level=intermediate").page
    assert (chosen(page, "age"), chosen(page, "rhythm")) == ("", "patient")
    for age, open_to in (
        ("quick", ["quick", "standard", "extended", "patient"]),
        ("standard", ["standard", "extended", "patient"]),
        ("extended", ["extended", "patient"]),
        ("patient", ["patient"]),
    ):
        choose(page, age=age)
        assert (chosen(page, "rhythm"), enabled(page, "rhythm"), said(page, "notice")) == (age, open_to, "")
    choose(page, age="standard", rhythm="extended")
    assert f"{site}calendars/5k/intermediate-extended/" in page.get_by_label("Address").input_value()
    page.goto(f"{site}subscribe/?plan=5k&level=intermediate&rhythm=quick")
    assert (chosen(page, "age"), chosen(page, "rhythm")) == ("standard", "standard"), "an address gives no quicker one either"
    assert said(page, "notice") == "Quick is quicker than your age’s rhythm: this is standard, with more recovery."


def test_where_no_rhythm_of_an_age_is_offered_the_box_says_what_to_take_instead(browser: Browser, site: str) -> None:
    watched = visit(browser, f"{site}subscribe/?plan=5k&level=returning")
    page = watched.page
    assert chosen(page, "rhythm") == "extended", "the gentlest that there is"
    choose(page, age="patient")
    assert "is not offered in the patient rhythm" in said(page, "notice")
    assert "Take “Back to speed after a break” instead." in said(page, "notice")
    assert page.locator("[data-link]:visible, [name=day]:visible, [data-make]:visible").count() == 0
    choose(page, level="intermediate")
    assert (said(page, "notice"), chosen(page, "rhythm")) == ("", "patient")
    assert watched.wrong == []


def without(lost: Callable[[str], bool]) -> Callable[[Data], None]:
    """A change by which the 5 km plan lacks some variants."""

    def change(data: Data) -> None:
        plan = data["plans"]["5k"]
        plan["variants"] = {name: value for name, value in plan["variants"].items() if not lost(name)}

    return change


@pytest.mark.parametrize(
    ("lost", "asked", "taken"),
    [
        ("intermediate", "intermediate-standard", "returning-standard"),
        pytest.param("advanced", "advanced-standard", "intermediate-standard", marks=EVERY),
        ("returning", "returning-extended", "intermediate-extended"),
        ("standard", "intermediate-standard", "intermediate-extended"),
        pytest.param("quick", "intermediate-quick", "intermediate-standard", marks=EVERY),
    ],
)
def test_what_is_lacking_gives_way_to_the_nearest_that_is_gentler(
    browser: Browser, site: str, lost: str, asked: str, taken: str
) -> None:
    """The next gentler level, else the next harder; and the next gentler rhythm, never a quicker one."""
    level, rhythm = asked.split("-")
    address = f"{site}subscribe/?plan=5k&level={level}&rhythm={rhythm}"
    watched = visit_changed(browser, address, without(lambda name: lost in name))
    page = watched.page
    assert f"{chosen(page, 'level')}-{chosen(page, 'rhythm')}" == taken
    assert f"{lost.capitalize()} is not offered for A faster 5 km" in said(page, "notice")
    assert f"/5k/{taken}/" in page.get_by_label("Address").input_value()
    assert watched.wrong == []


REMEMBER = (
    "try { if (!localStorage.getItem('lasting-speed.level')) localStorage.setItem('lasting-speed.level', 'advanced') } catch {}"
)


def test_the_box_begins_with_the_level_that_is_remembered(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}offline/").page
    page.evaluate(REMEMBER)
    page.goto(f"{site}subscribe/?plan=5k")
    assert chosen(page, "level") == "advanced"
    page.goto(f"{site}subscribe/?plan=5k&level=returning")
    assert chosen(page, "level") == "returning", "the address says more than memory"
    assert page.evaluate("localStorage.getItem('lasting-speed.level')") == "advanced", "a link changes no memory"


def test_a_level_chosen_in_the_box_is_remembered_everywhere(browser: Browser, site: str, real: Library) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k").page
    page.evaluate("document.addEventListener('preference', ({ detail }) => (window.heard = [...(window.heard || []), detail]))")
    choose(page, level="advanced")
    assert page.evaluate("window.heard") == [{"name": "level", "value": "advanced"}]
    assert page.evaluate("document.documentElement.dataset.level") == "advanced"
    choose(page, plan="return-to-speed")
    assert page.evaluate("window.heard.length") == 1, "the script’s own choice is not the reader’s"
    page.goto(f"{site}{one('run', real)}")
    assert page.evaluate("document.documentElement.dataset.level") == "advanced"
    page.goto(f"{site}subscribe/?plan=5k")
    assert chosen(page, "level") == "advanced"


def test_a_level_chosen_elsewhere_on_the_page_moves_the_box(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k&level=returning").page
    page.evaluate("document.dispatchEvent(new CustomEvent('preference', { detail: { name: 'level', value: 'advanced' } }))")
    assert chosen(page, "level") == "advanced"
    assert "/5k/advanced-patient/" in page.get_by_label("Address").input_value()
    page.evaluate("document.dispatchEvent(new CustomEvent('preference', { detail: { name: 'units', value: 'mi' } }))")
    assert chosen(page, "level") == "advanced"


def test_the_box_works_where_nothing_can_be_remembered(browser: Browser, site: str) -> None:
    closed = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError') } })"
    watched = visit(browser, f"{site}subscribe/?plan=5k", prepare=lambda page: page.add_init_script(closed))
    choose(watched.page, level="advanced", age="standard")
    assert "/5k/advanced-standard/" in watched.page.get_by_label("Address").input_value()
    assert not [one for one in watched.wrong if "subscribe" in one]


def test_the_level_of_the_box_and_that_of_other_pages_are_one(browser: Browser, site: str, real: Library) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k").page
    choose(page, level="advanced")
    page.goto(f"{site}{one('run', real)}")
    assert page.get_by_role("radio", name="Advanced").is_checked()
    page.get_by_text("Intermediate", exact=True).locator("visible=true").first.click()
    page.goto(f"{site}subscribe/?plan=5k")
    assert chosen(page, "level") == "intermediate"
