"""The day in the box for subscribing, in a real browser whose clock does not move."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from boxes import BUILT, OFFERED, PASSED, choose, chosen, enabled, english, said, visit, visit_changed
from icalendar import Calendar
from playwright.sync_api import Browser, expect

from toolkit.app.build import Surroundings, offers_of
from toolkit.feeds.addresses import KEY_DAYS_FEED
from toolkit.feeds.identity import History
from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import Variant

pytestmark = pytest.mark.browser

EVERY = pytest.mark.exhaustive
FEW = ("5k", "mile", "joint-care")
"""Plans for Saturdays and Sundays, for Sundays, and for Mondays."""


@pytest.fixture(scope="module", params=["few plans", pytest.param("every plan", marks=EVERY)])
def offers(request: pytest.FixtureRequest, real: Library) -> list[tuple[str, Variant, Offer]]:
    """The plan, the variant and the offer of all with calendars in a few plans or in every one, as the toolkit works it out."""
    surroundings = Surroundings("https://lasting-speed.example/", History(BUILT), BUILT.date())
    return [
        (plan.id, variant, offer)
        for plan in real.plans.values()
        if request.param == "every plan" or plan.id in FEW
        for variant, offer in zip(plan.variants, offers_of(real, plan, surroundings), strict=True)
        if offer.fresh
    ]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=EVERY)], ids=["a level", "every level"])
def test_a_day_that_nobody_chose_leaves_time_for_the_whole_plan(browser: Browser, site: str, every: bool) -> None:
    """From one plan and level to the next, the box picks the first day again: nobody joins part-way by default."""
    page = visit(browser, f"{site}subscribe/").page
    plans = enabled(page, "plan")
    for row in page.evaluate(PASSED, [*plans, *reversed(plans)]):
        assert "Week 1 begins on" in row["start"], row
    picked = set()
    for plan in plans:
        choose(page, plan=plan)
        for level in enabled(page, "level")[: None if every else 1]:
            choose(page, level=level)
            before = date.fromisoformat(chosen(page, "day")) - timedelta(weeks=1)
            if before >= BUILT.date() and (every or chosen(page, "day") not in picked):
                picked.add(chosen(page, "day"))
                choose(page, day=before.isoformat())
                assert "you would join in week" in said(page, "start"), "an earlier day had time too"
                page.reload()
                choose(page, plan=plan)
    assert len(picked) > 2, "the plans here have all the same length: this proves nothing"


def test_a_day_that_the_reader_chose_stays(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/").page
    choose(page, plan="5k", level="advanced", day="2026-12-20")
    choose(page, level="intermediate", plan="10k")
    assert chosen(page, "day") == "2026-12-20"
    assert "you would join in week" in said(page, "start")
    choose(page, plan="joint-care")
    assert date.fromisoformat(chosen(page, "day")).weekday() == 0
    choose(page, plan="half-marathon")
    assert chosen(page, "day") == "2026-12-20", "a race day comes back when races do"


def test_a_day_in_the_address_stays(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=mile&level=advanced&rhythm=extended&day=2027-01-03").page
    assert [chosen(page, name) for name in ("plan", "level", "rhythm", "day")] == ["mile", "advanced", "extended", "2027-01-03"]
    choose(page, plan="10k")
    assert chosen(page, "day") == "2027-01-03"


@pytest.mark.parametrize(
    ("day", "answer"), [("2026-11-15", ""), ("2027-99-99", "Race on"), pytest.param("soon", "Race on", marks=EVERY)]
)
def test_a_day_in_the_address_that_is_past_or_none(browser: Browser, site: str, day: str, answer: str) -> None:
    watched = visit(browser, f"{site}subscribe/?plan=mile&day={day}")
    page = watched.page
    if answer:
        assert said(page, "start").startswith(answer)
    else:
        assert said(page, "start") == "Sunday, 15 November 2026 has passed. Choose a later day."
        assert page.locator("[data-link]:visible, [data-make]:visible, [data-copy]:visible").count() == 0
        choose(page, day="2027-04-04")
    assert "Week 1 begins on" in said(page, "start")
    assert watched.wrong == []


@pytest.mark.parametrize(
    ("now", "zone", "first"),
    [
        ("2026-10-01T12:00:00Z", "Europe/London", "2026-11-29"),
        ("2026-12-05T10:00:00Z", "Europe/London", "2026-12-05"),
        ("2026-12-05T22:00:00Z", "Pacific/Auckland", "2026-12-06"),
        ("2026-12-07T05:00:00Z", "America/Los_Angeles", "2026-12-06"),
    ],
    ids=["a clock that is slow", "a race today", "tomorrow already", "yesterday still"],
)
def test_the_days_are_those_still_to_come_where_the_reader_is(browser: Browser, site: str, now: str, zone: str, first: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k", datetime.fromisoformat(now), timezone_id=zone).page
    assert page.locator("input[name=day]").get_attribute("min") == first


def test_a_visitor_weeks_after_the_build_has_time_for_the_whole_plan(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}plans/5k/intermediate-standard/", BUILT + timedelta(weeks=3)).page
    begins = re.search(r"Week 1 begins on \w+, (.+)\.", said(page, "start"))
    assert begins
    assert datetime.strptime(begins[1], "%d %B %Y").date() >= (BUILT + timedelta(weeks=3)).date()


def test_each_variant_has_its_own_days(
    browser: Browser, site: str, real: Library, offers: list[tuple[str, Variant, Offer]]
) -> None:
    """Saturdays only where its plan has them, and days as far ahead as it is long, in the box of all plans."""
    page = visit(browser, f"{site}subscribe/").page
    expected = {
        (plan, variant.level, variant.rhythm): [day.isoformat() for day in offer.dates.offered] for plan, variant, offer in offers
    }
    shown = {(row["plan"], row["level"], row["rhythm"]): row["days"] for row in page.evaluate(OFFERED)}
    assert {plan for plan, _, _ in shown} == {one.id for one in real.plans.values() if not all(of.trained for of in one.variants)}
    plans = {plan for plan, _, _ in offers}
    assert {row: days for row, days in shown.items() if row[0] in plans} == expected
    seen = {frozenset(date.fromisoformat(day).weekday() for day in days) for days in expected.values()}
    assert seen == {frozenset({0}), frozenset({6}), frozenset({5, 6})}, "the plans here have all the same days: this proves little"


def test_a_saturday_that_a_plan_has_no_calendar_for_is_a_file(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k&day=2026-12-19").page
    assert (chosen(page, "day"), said(page, "why")) == ("2026-12-19", "")
    choose(page, plan="10k")
    assert chosen(page, "day") == "2026-12-19"
    assert re.search(r"a subscription, which follows what we change, is there for Sundays until \d", said(page, "why"))
    choose(page, plan="joint-care")
    assert said(page, "start").startswith("11 weeks."), "a race day is no wrong first Monday"
    choose(page, plan="5k")
    assert (chosen(page, "day"), said(page, "why")) == ("2026-12-19", "")


def test_the_key_days_are_an_address_only_where_they_are_on_offer(browser: Browser, site: str) -> None:
    address = f"{site}subscribe/?plan=5k&level=intermediate&rhythm=standard&day=2026-12-20"
    page = visit(browser, address).page
    page.get_by_text("More wishes", exact=True).click()
    page.get_by_label("Only the key days").check()
    assert said(page, "why").startswith("With only the key days you get a file")
    page = visit_changed(browser, address, lambda data: data.update(keyDays=KEY_DAYS_FEED)).page
    page.get_by_text("More wishes", exact=True).click()
    page.get_by_label("Only the key days").check()
    expect(page.get_by_label("Address")).to_have_value(f"{site}calendars/5k/intermediate-standard/2026-12-20-key-days.ics")


def test_a_page_left_open_overnight_drops_yesterday(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k&day=2026-12-05", datetime(2026, 12, 5, 20, tzinfo=UTC)).page
    assert chosen(page, "day") == "2026-12-05"
    page.clock.set_fixed_time(datetime(2026, 12, 6, 7, tzinfo=UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert said(page, "start").startswith("Saturday, 5 December 2026 has passed.")


def test_when_no_day_is_left_to_subscribe_to_there_is_a_file(browser: Browser, site: str) -> None:
    watched = visit(browser, f"{site}subscribe/?plan=5k", BUILT + timedelta(weeks=40))
    page = watched.page
    assert said(page, "why") == "No day is left for a subscription, so you get a file, which stays as it is."
    assert page.locator("[data-link]:visible, [data-copy]:visible").count() == 0
    assert "Week 1 begins on" in said(page, "start")
    assert page.get_by_role("button", name="Download the file").is_visible()
    assert watched.wrong == []


def test_the_box_and_the_pages_count_weeks_alike(browser: Browser, site: str, offers: list[tuple[str, Variant, Offer]]) -> None:
    """For each variant and each coming day, the first Monday that the box says is that of the toolkit."""
    page = visit(browser, f"{site}subscribe/").page
    expected = [
        [plan, variant.level, variant.rhythm, day.isoformat(), english(offer.first_day(day)), offer.joins_late(day)]
        for plan, variant, offer in offers
        for day in offer.dates.offered
    ]
    shown = page.evaluate(
        """expected => expected.map((row) => {
            ["plan", "level", "rhythm", "day"].forEach((name, at) => {
                const select = document.querySelector(`.subscribe [name=${name}]`);
                select.value = row[at];
                select.dispatchEvent(new Event("change", { bubbles: true }));
            });
            const start = document.querySelector("[data-start]");
            const [, late, monday] = start.textContent.match(/Week 1 (of \\d+ began|begins) on (\\w+, \\d+ \\w+ \\d+)/);
            const value = (name) => document.querySelector(`.subscribe [name=${name}]`).value;
            const values = ["plan", "level", "rhythm", "day"].map(value);
            return [...values, monday, late !== "begins"];
        })""",
        expected,
    )
    assert shown == expected
    assert len(expected) > 400


def test_the_first_week_that_the_box_says_is_the_first_of_the_calendar(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/").page
    for plan in ("5k", "half-marathon", "speed-all-year"):
        choose(page, plan=plan)
        begins = re.search(r"begins on \w+, (.+)\.", said(page, "start"))
        assert begins
        monday = datetime.strptime(begins[1], "%d %B %Y").date()
        calendar = Calendar.from_ical(page.request.get(page.get_by_label("Address").input_value()).text())
        assert timedelta(0) <= calendar.walk("VEVENT")[0]["dtstart"].dt - monday < timedelta(days=7), plan
