"""Files that a box makes in the page: byte for byte what Python makes; and what it says where there is no subscription."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from boxes import (
    ADDRESS,
    ANDROID,
    answering_any,
    choose,
    chosen,
    downloaded,
    english,
    published,
    repeated,
    said,
    stamped,
    visit,
    visit_changed,
)
from icalendar import Calendar
from playwright.sync_api import Browser, Page, Route, expect

from toolkit.feeds.addresses import FeedAddress, read_feed
from toolkit.feeds.compiled import EarlierEdition, PlanDifference, compiled_plans, merge
from toolkit.feeds.wishes import Wishes, read_query
from toolkit.feeds.zones import day_number

pytestmark = pytest.mark.browser

WEDNESDAY = date(2027, 3, 10)


def open_wishes(page: Page) -> None:
    page.get_by_text("More wishes", exact=True).click()


def test_a_race_on_a_wednesday_gives_the_file_that_python_makes(browser: Browser, site: str, built_site: Path) -> None:
    watched = visit(browser, f"{site}{ADDRESS}")
    page = watched.page
    choose(page, day=WEDNESDAY.isoformat())
    assert said(page, "start").startswith(f"Race on {english(WEDNESDAY)}.")
    assert said(page, "why").startswith("For this day you get a file, which stays as it is; a subscription")
    assert page.get_by_label("Address").is_hidden()
    name, content = downloaded(page)
    assert name == "5k-intermediate-standard-2027-03-10.ics"
    assert content == stamped([(published(built_site, "5k", "intermediate-standard", 2), day_number(WEDNESDAY))], Wishes())
    expect(page.locator("[data-done]")).to_have_text("The file is made: look among your downloads.")
    assert watched.wrong == []


def test_files_of_two_builds_are_asked_for_again_and_never_put_together(browser: Browser, site: str, built_site: Path) -> None:
    """A page left open, or a cache, has what another build wrote until the host is asked again."""
    asked = list[str]()

    def kept(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        response = route.fetch()
        old = response.json() | {"fingerprint": "old", "lines": ["Run until you drop."] * 2000}
        return route.fulfill(response=response, json=old)

    def prepare(page: Page) -> None:
        page.route("**/intermediate-standard/wed.json", kept)

    page = visit(browser, f"{site}{ADDRESS}", prepare=prepare, service_workers="block").page
    choose(page, day=WEDNESDAY.isoformat())
    content = downloaded(page)[1]
    assert content == stamped([(published(built_site, "5k", "intermediate-standard", 2), day_number(WEDNESDAY))], Wishes())
    assert len(asked) > 1


def test_who_has_begun_gets_the_edition_that_was_published_then(browser: Browser, site: str, built_site: Path) -> None:
    plan = published(built_site, "5k", "intermediate-standard")
    edition = EarlierEdition(day_number(date(2027, 3, 1)), plan.lead, "before-2027-03-01")
    without = tuple(event.day for event in plan.events[3:5])
    other = PlanDifference(
        plan.version,
        plan.fingerprint,
        plan.plan,
        plan.level,
        plan.rhythm,
        plan.entry,
        6,
        plan.lead,
        plan.changed,
        len(plan.weeks),
        (),
        (),
        without,
        (),
        (),
    )

    def with_edition(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "editions": [asdict(edition)]})

    def prepare(page: Page) -> None:
        page.route("**/5k/intermediate-standard.json", with_edition)
        page.route("**/5k/intermediate-standard/before-2027-03-01/sun.json", lambda route: route.fulfill(json=asdict(other)))

    page = visit(browser, f"{site}{ADDRESS}&day=2027-04-18", prepare=prepare, service_workers="block").page
    assert downloaded(page)[1] == stamped([(merge(plan, other), day_number(date(2027, 4, 18)))], Wishes())
    later = date(2027, 9, 19)
    choose(page, day=later.isoformat())
    assert downloaded(page)[1] == stamped([(plan, day_number(later))], Wishes())


def test_a_weekday_that_breaks_a_rule_is_said_with_the_nearest_that_does_not(browser: Browser, site: str, built_site: Path) -> None:
    assert published(built_site, "5k", "intermediate-standard", 2).breaks, "this proves nothing"
    page = visit(browser, f"{site}{ADDRESS}").page
    choose(page, day=WEDNESDAY.isoformat())
    page.get_by_text("With a race on a Wednesday this plan breaks one of our rules: the race week").wait_for()
    page.get_by_role("button", name="Take Saturday, 13 March 2027").click()
    assert chosen(page, "day") == "2027-03-13"
    assert page.evaluate("document.activeElement.name") == "day", "the focus stays in the box"
    assert (said(page, "breaks"), said(page, "why")) == ("", "")
    assert page.get_by_label("Address").input_value() == f"{site}calendars/5k/intermediate-standard/2027-03-13.ics"


def test_hours_a_reminder_and_miles_are_in_the_file(browser: Browser, site: str, built_site: Path) -> None:
    page = visit(browser, f"{site}{ADDRESS}", timezone_id="America/New_York").page
    choose(page, day="2027-03-07")
    open_wishes(page)
    assert said(page, "zone") == "Times are those of America/New York, the zone of this device."
    page.get_by_label("Monday to Friday").fill("18:30")
    page.get_by_label("Sunday").fill("09:00")
    page.get_by_text("Another time on some days").click()
    page.get_by_label("Thursday").fill("07:15")
    choose(page, remind="evening", units="mi")
    page.get_by_label("Leave out what is optional").check()
    assert said(page, "why").startswith("With the optional sessions left out, a time of day, a reminder and miles you get a file")
    evening, thursday = 18 * 60 + 30, 7 * 60 + 15
    hours = (evening, evening, evening, thursday, evening, None, 9 * 60)
    wishes = Wishes(optional=False, hours=hours, zone="America/New_York", units="mi", remind="evening")
    plan = published(built_site, "5k", "intermediate-standard")
    assert downloaded(page)[1] == stamped([(plan, day_number(date(2027, 3, 7)))], wishes)
    page.get_by_role("button", name="Subscribe without these wishes").click()
    assert (said(page, "why"), chosen(page, "units"), chosen(page, "weekdays")) == ("", "km", "")
    assert page.get_by_label("Address").is_visible()
    assert page.evaluate("document.activeElement.name") == "program", "the focus stays in the box"


def test_only_the_key_days_from_the_week_that_one_joins_in(browser: Browser, site: str, built_site: Path) -> None:
    page = visit(browser, f"{site}{ADDRESS}&day=2026-12-20").page
    open_wishes(page)
    page.get_by_label("Only the key days").check()
    page.get_by_label("Begin with the week that I join in").check()
    joined = re.search(r"join in week (\d+)", said(page, "start"))
    assert joined
    wishes = Wishes(only_key_days=True, from_week=int(joined[1]))
    plan = published(built_site, "5k", "intermediate-standard")
    assert downloaded(page)[1] == stamped([(plan, day_number(date(2026, 12, 20)))], wishes)
    choose(page, day="2027-06-13")
    assert page.get_by_label("Begin with the week that I join in").is_hidden()
    assert downloaded(page)[1] == stamped([(plan, day_number(date(2027, 6, 13)))], Wishes(only_key_days=True))


def test_joint_care_is_laid_over_a_plan_until_it_ends(browser: Browser, site: str, built_site: Path) -> None:
    page = visit(browser, f"{site}{ADDRESS}&day=2027-04-18").page
    open_wishes(page)
    page.get_by_label("With joint care in the same calendar").check()
    assert said(page, "why").startswith("With joint care in it you get a file")
    plan, care = (published(built_site, name, "intermediate-standard") for name in ("5k", "joint-care"))
    race = day_number(date(2027, 4, 18))
    parts = [(plan, race), (repeated(care, len(plan.weeks)), race - 6 - 7 * plan.lead)]
    content = downloaded(page)[1]
    assert content == stamped(parts, Wishes(), "A faster 5 km · intermediate, standard · with joint care")
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events)
    choose(page, plan="joint-care")
    assert page.get_by_label("With joint care in the same calendar").is_hidden()


def test_a_plan_without_a_race_begins_on_a_monday(browser: Browser, site: str, built_site: Path) -> None:
    page = visit(browser, f"{site}subscribe/?plan=joint-care&level=intermediate&rhythm=standard").page
    choose(page, day="2027-09-16")
    assert chosen(page, "day") == "2027-09-13"
    assert said(page, "start").startswith("This plan begins on Mondays: we take Monday, 13 September 2027.")
    plan = published(built_site, "joint-care", "intermediate-standard")
    assert downloaded(page)[1] == stamped([(plan, day_number(date(2027, 9, 13)))], Wishes())


@pytest.mark.parametrize("path", ["plans/5k/intermediate-standard-trained/", f"{ADDRESS}"])
def test_a_trained_variant_is_a_file(browser: Browser, site: str, built_site: Path, path: str) -> None:
    page = visit(browser, f"{site}{path}").page
    if path == ADDRESS:
        page.get_by_label("I ran fast every week of the last month").check()
    assert "a subscription, which follows what we change, is there for entry fresh only" in said(page, "why")
    day = date.fromisoformat(chosen(page, "day"))
    plan = published(built_site, "5k", "intermediate-standard-trained")
    assert downloaded(page)[1] == stamped([(plan, day_number(day))], Wishes())


def test_a_season_is_a_file_for_the_days_of_its_races(browser: Browser, site: str, built_site: Path) -> None:
    watched = visit(browser, f"{site}seasons/track-summer/")
    page = watched.page
    assert "It cannot be subscribed to" in page.locator(".subscribe form").inner_text()
    choose(page, variant="advanced-standard", day="2027-06-05")
    assert chosen(page, "day") == "2027-06-06"
    assert "The races of a season are on Sundays" in said(page, "start")
    later = page.get_by_label("Second race").locator("option")
    assert later.count() == 5, "two to six weeks of speed between"
    page.get_by_label("Second race").select_option(index=3)
    name, content = downloaded(page)
    season = compiled_plans.validate_json((built_site / "api/1/seasons/track-summer/advanced-standard/5.json").read_bytes())
    assert name == "track-summer-advanced-standard-2027-06-06.ics"
    assert content == stamped([(season, day_number(date(2027, 6, 6)))], Wishes())
    races = [event["dtstart"].dt for event in Calendar.from_ical(content).walk("VEVENT") if "race" in event["summary"].lower()]
    assert {date(2027, 6, 6), date.fromisoformat(chosen(page, "race-1"))} <= set(races)
    assert watched.wrong == []


def test_what_a_file_is_made_of_is_fetched_while_the_reader_chooses(browser: Browser, site: str, built_site: Path) -> None:
    """From the last choice to the file nothing is waited for but the making itself: the network may be gone."""
    page = visit(browser, f"{site}{ADDRESS}", service_workers="block").page
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/intermediate-standard/wed.json")):
        page.locator("input[name=day]").focus()
    page.context.set_offline(True)
    choose(page, day=WEDNESDAY.isoformat())
    plan = published(built_site, "5k", "intermediate-standard", 2)
    assert downloaded(page)[1] == stamped([(plan, day_number(WEDNESDAY))], Wishes())


# Where an application answers.


def test_where_any_day_has_an_address_every_wish_is_in_it(browser: Browser, site: str) -> None:
    page = visit_changed(browser, f"{site}{ADDRESS}", answering_any).page
    choose(page, day=WEDNESDAY.isoformat())
    address = page.get_by_label("Address")
    assert address.input_value() == f"{site}calendars/5k/intermediate-standard/2027-03-10.ics"
    open_wishes(page)
    page.get_by_label("Only the key days").check()
    page.get_by_label("Leave out what is optional").check()
    page.get_by_label("Sunday").fill("09:00")
    choose(page, units="mi", remind="30")
    said_wishes = "hours=sun=09:00&zone=Europe/London&units=mi&without=optional"
    expect(address).to_have_value(f"{site}calendars/5k/intermediate-standard/2027-03-10-key-days.ics?{said_wishes}")
    assert said(page, "why") == "The reminder is in the file only: programs take none from a subscription."
    page.get_by_label("I ran fast every week of the last month").check()
    expect(address).to_have_value(f"{site}calendars/5k/intermediate-standard-trained/2027-03-10-key-days.ics?{said_wishes}")
    read = urlsplit(address.input_value())
    feed = read_feed(read.path.lstrip("/"))
    assert feed == FeedAddress("5k", "intermediate-standard-trained", WEDNESDAY, only_key_days=True)
    hours = (None,) * 6 + (9 * 60,)
    expected = Wishes(only_key_days=True, optional=False, hours=hours, zone="Europe/London", units="mi")
    assert read_query(dict(parse_qsl(read.query)), only_key_days=True) == expected
    assert len(address.input_value().replace(site, "https://lasting-speed.example/")) < 256
    assert page.get_by_role("button", name="Download the file").is_visible()


def test_miles_of_the_site_are_miles_of_the_box(browser: Browser, site: str) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script("localStorage.setItem('lasting-speed.units', 'mi')")

    page = visit(browser, f"{site}{ADDRESS}", prepare=prepare, user_agent=ANDROID).page
    assert chosen(page, "units") == "mi"
    assert (
        said(page, "why")
        == "With miles you get a file, which stays as it is; a subscription, which follows what we change, is there without."
    )


def test_a_file_that_cannot_be_made_is_said(browser: Browser, site: str) -> None:
    def prepare(page: Page) -> None:
        page.route("**/api/1/**", lambda route: route.abort())

    page = visit(browser, f"{site}{ADDRESS}", prepare=prepare, service_workers="block").page
    page.get_by_role("button", name="Download the file").click()
    for place in ("done", "failed"):
        expect(page.locator(f"[data-{place}]")).to_have_text("The file could not be made. Is there a network? Then try again.")
    assert page.locator("[data-failed]").is_visible()
