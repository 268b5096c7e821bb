"""The box for subscribing, in a real browser whose clock does not move; and what is there without its script."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from auditing import SETTLED, one
from browsing import Watched
from icalendar import Calendar
from playwright.sync_api import Browser, Page, Route
from project import SHIPPED_EPOCH

from toolkit.app.build import Edition, offers_of
from toolkit.feeds.addresses import KEY_DAYS_FEED
from toolkit.feeds.identity import History
from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import Variant

pytestmark = pytest.mark.browser

BUILT = datetime.fromtimestamp(int(SHIPPED_EPOCH), UTC)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"


EVERY = pytest.mark.exhaustive


FEW = ("5k", "mile", "joint-care")
"""Plans for Saturdays and Sundays, for Sundays, and for Mondays."""


@pytest.fixture(scope="module", params=["few plans", pytest.param("every plan", marks=EVERY)])
def offers(request: pytest.FixtureRequest, real: Library) -> list[tuple[str, Variant, Offer]]:
    """The plan, the variant and the offer of all with calendars in a few plans or in every one, as the toolkit works it out."""
    edition = Edition("https://lasting-speed.example/", History(BUILT), BUILT.date())
    return [
        (plan.id, variant, offer)
        for plan in real.plans.values()
        if request.param == "every plan" or plan.id in FEW
        for variant, offer in zip(plan.variants, offers_of(real, plan, edition), strict=True)
        if offer.fresh
    ]


def visit(
    browser: Browser,
    address: str,
    now: datetime = BUILT,
    *,
    width: int = 390,
    height: int = 844,
    prepare: Callable[[Page], object] = lambda page: None,
    **more: Any,
) -> Watched:
    """A page, prepared and then opened, at a moment that does not move; in London unless a zone is given."""
    top = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
    watched = Watched(browser, top, width, height, "light", **{"timezone_id": "Europe/London", **more})
    watched.page.clock.set_fixed_time(now)
    prepare(watched.page)
    watched.page.goto(address)
    return watched


def choose(page: Page, **choices: str) -> None:
    """Choose plan, level, rhythm or day, in the order given."""
    for name, value in choices.items():
        page.locator(f"select[name={name}]").select_option(value)


def chosen(page: Page, name: str) -> str:
    return page.locator(f"select[name={name}]").input_value()


def said(page: Page, name: str) -> str:
    return page.locator(f"[data-{name}]").inner_text()


def days(page: Page) -> list[date]:
    found = page.locator("select[name=day]").evaluate("select => [...select.options].map(option => option.value)")
    return [date.fromisoformat(day) for day in found]


def enabled(page: Page, name: str) -> list[str]:
    found: list[str] = page.locator(f"select[name={name}]").evaluate(
        "select => [...select.options].filter(one => !one.disabled).map(one => one.value)"
    )
    return found


def english(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


SELECTS = """
    const select = (name) => document.querySelector(`select[name=${name}]`);
    const values = (name) => [...select(name).options].filter((one) => !one.disabled).map((one) => one.value);
    const choose = (name, value) => {
        select(name).value = value;
        select(name).dispatchEvent(new Event("change", { bubbles: true }));
    };
"""
PASSED = f"""(plans) => {{{SELECTS}
    const start = () => document.querySelector("[data-start]").textContent;
    return plans.flatMap((plan) => (choose("plan", plan), values("level").map((level) => {{
        choose("level", level);
        return {{ plan, level, start: start() }};
    }})));
}}"""
"""What the box says of the start as a reader passes through plans and their levels."""
OFFERED = f"""() => {{{SELECTS}
    const each = (name, look) => values(name).flatMap((value) => (choose(name, value), look(value)));
    const address = (day) => (choose("day", day), document.querySelector("input[name=address]").value);
    return each("plan", (plan) => each("level", (level) => each("rhythm", (rhythm) => {{
        const days = values("day");
        return [{{ plan, level, rhythm, days, addresses: [days[0], days.at(-1)].map(address) }}];
    }})));
}}"""
"""Each plan, level and rhythm that can be chosen, its days, and the addresses on the first day and the last."""


# The day.


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
            before = [day for day in days(page) if day < date.fromisoformat(chosen(page, "day"))]
            if before and (every or chosen(page, "day") not in picked):
                picked.add(chosen(page, "day"))
                choose(page, day=before[-1].isoformat())
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
    ("day", "answer"),
    [
        ("2026-11-15", "Sunday, 15 November 2026 has passed."),
        ("2027-12-26", "There is no calendar for Sunday, 26 December 2027"),
        ("2027-99-99", ""),
        pytest.param("soon", "", marks=EVERY),
    ],
)
def test_a_day_in_the_address_that_has_no_calendar_is_reported(browser: Browser, site: str, day: str, answer: str) -> None:
    watched = visit(browser, f"{site}subscribe/?plan=mile&day={day}")
    assert said(watched.page, "start").startswith(answer or "1")
    assert "Week 1 begins on" in said(watched.page, "start")
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
    assert days(page)[0] == date.fromisoformat(first)


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


def test_a_saturday_that_a_plan_has_no_calendar_for_is_reported(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k&day=2026-12-19").page
    assert chosen(page, "day") == "2026-12-19"
    choose(page, plan="10k")
    assert said(page, "start").startswith("There is no calendar for Saturday, 19 December 2026: this plan has them for Sundays.")
    assert date.fromisoformat(chosen(page, "day")).weekday() == 6
    choose(page, plan="joint-care")
    assert said(page, "start").startswith("11 weeks."), "a race day is no wrong first Monday"
    choose(page, plan="5k")
    assert chosen(page, "day") == "2026-12-19"


def with_key_days(route: Route) -> None:
    """The page as settings make it that have key days."""
    response = route.fetch()
    tick = '<label class="subscribe-tick"><input type="checkbox" name="key-days"> Only the key days</label>'
    text = response.text().replace(
        '<div class="subscribe-wide subscribe-ways"', f'{tick}<div class="subscribe-wide subscribe-ways"'
    )
    form = json.dumps({"keyDays": KEY_DAYS_FEED})[1:-1]
    start, mark, rest = text.partition('<script type="application/json">{')
    route.fulfill(response=response, body=f"{start}{mark}{form}, {rest}")


def test_the_key_days_can_be_chosen_only_where_they_are_on_offer(browser: Browser, site: str) -> None:
    address = f"{site}subscribe/?plan=5k&level=intermediate&rhythm=standard&day=2026-12-20"
    page = visit(browser, address).page
    assert page.get_by_label("Only the key days").count() == 0
    assert page.get_by_label("Address").input_value() == f"{site}calendars/5k/intermediate-standard/2026-12-20.ics"
    page = visit(browser, address, prepare=lambda page: page.route(address, with_key_days)).page
    page.get_by_label("Only the key days").check()
    assert page.get_by_label("Address").input_value() == f"{site}calendars/5k/intermediate-standard/2026-12-20-key-days.ics"


def test_a_page_left_open_overnight_drops_yesterday(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/?plan=5k&day=2026-12-05", datetime(2026, 12, 5, 20, tzinfo=UTC)).page
    assert chosen(page, "day") == "2026-12-05"
    page.clock.set_fixed_time(datetime(2026, 12, 6, 7, tzinfo=UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert days(page)[0] == date(2026, 12, 6)
    assert said(page, "start").startswith("Saturday, 5 December 2026 has passed.")


def test_when_no_day_is_left_the_box_says_what_to_do(browser: Browser, site: str) -> None:
    watched = visit(browser, f"{site}subscribe/?plan=5k", BUILT + timedelta(weeks=40))
    page = watched.page
    over = page.locator("[data-over]")
    assert "No day is left to choose." in over.inner_text()
    assert "29 November 2026" in over.inner_text()
    assert page.locator("[data-link]:visible, select[name=day]:visible, [data-copy]:visible").count() == 0
    over.get_by_role("link").click()
    page.wait_for_url("**/guide/how-to-use/#put-a-plan-into-your-calendar")
    assert page.locator("#put-a-plan-into-your-calendar").count() == 1
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
                const select = document.querySelector(`select[name=${name}]`);
                select.value = row[at];
                select.dispatchEvent(new Event("change", { bubbles: true }));
            });
            const start = document.querySelector("[data-start]");
            const [, late, monday] = start.textContent.match(/Week 1 (of \\d+ began|begins) on (\\w+, \\d+ \\w+ \\d+)/);
            const values = ["plan", "level", "rhythm", "day"].map((name) => document.querySelector(`select[name=${name}]`).value);
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


# Level and rhythm.


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
    page = visit(
        browser, address, prepare=lambda page: page.route(address, without(lambda name: name == "intermediate-extended"))
    ).page
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
    assert page.locator("[data-link]:visible, select[name=day]:visible").count() == 0
    choose(page, level="intermediate")
    assert (said(page, "notice"), chosen(page, "rhythm")) == ("", "patient")
    assert watched.wrong == []


def without(lost: Callable[[str], bool]) -> Callable[[Route], None]:
    """The page as it is, but that the 5 km plan lacks some variants."""

    def answer(route: Route) -> None:
        response = route.fetch()
        start, mark, rest = response.text().partition('<script type="application/json">')
        text, end, after = rest.partition("</script>")
        data = json.loads(text)
        variants = data["plans"]["5k"]["variants"]
        data["plans"]["5k"]["variants"] = {name: value for name, value in variants.items() if not lost(name)}
        route.fulfill(response=response, body=start + mark + json.dumps(data) + end + after)

    return answer


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
    watched = visit(browser, address, prepare=lambda page: page.route(address, without(lambda name: lost in name)))
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


# The way into a calendar.


def test_the_calendar_of_a_plan_downloads_and_holds_the_sessions_of_the_page(browser: Browser, site: str) -> None:
    watched = visit(browser, f"{site}plans/5k/intermediate-standard/", width=1280)
    page = watched.page
    page.get_by_label("Race day").select_option(label="Sunday, 28 February 2027")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the file").click()
    assert started.value.suggested_filename == "2027-02-28.ics"
    events = list(Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [date(2027, 2, 28)]
    days = [day for week in range(1, 17) for day in page.locator(f"#week-{week} ~ .days").first.locator("> li").all_inner_texts()]
    shown = [[line for line in day.split("\n") if line] for day in days if "Rest" not in day]
    headings = [day[0].strip() for day in shown]
    assert len(events) == len(shown)
    for event, day in zip(events, shown, strict=True):
        title = day[1].split(" · ")[0].strip()
        assert title in event["summary"], (event["summary"], day)
    weekdays = [event["dtstart"].dt.strftime("%a") for event in events]
    assert weekdays == headings
    assert watched.wrong == []


WAYS = [
    (IPHONE, "apple", "Subscribe", "opens and asks"),
    (ANDROID, "google", None, "Google’s phone app cannot add an address."),
    (WINDOWS, "outlook", "Add to Outlook.com", "with the address filled in"),
]


@pytest.mark.parametrize(("agent", "program", "link", "said"), WAYS, ids=["iphone", "android", "windows"])
def test_the_box_shows_the_way_that_works_here(
    browser: Browser, site: str, agent: str, program: str, link: str | None, said: str
) -> None:
    watched = visit(browser, f"{site}subscribe/", user_agent=agent)
    page = watched.page
    assert page.get_by_label("Your calendar").input_value() == program
    way = page.locator("[data-program]:not([hidden])")
    assert way.count() == 1
    assert said in way.inner_text()
    assert way.get_by_role("link").all_inner_texts()[:1] == ([link] if link else [])
    assert watched.wrong == []


def test_every_choice_leads_to_a_feed_that_is_there(browser: Browser, site: str, built_site: Path, real: Library) -> None:
    """Each plan, level and rhythm that can be chosen, on its first day and its last: the file is there, and says its name."""
    watched = visit(browser, f"{site}subscribe/")
    offered = watched.page.evaluate(OFFERED)
    for row in offered:
        for day, address in zip((row["days"][0], row["days"][-1]), row["addresses"], strict=True):
            assert address == f"{site}calendars/{row['plan']}/{row['level']}-{row['rhythm']}/{day}.ics"
            assert "X-WR-CALNAME" in (built_site / address.removeprefix(site)).read_text("utf-8"), address
    answer = watched.page.request.get(offered[0]["addresses"][0])
    assert answer.ok
    assert "X-WR-CALNAME" in answer.text()
    assert len(offered) == sum(not variant.trained for plan in real.plans.values() for variant in plan.variants)
    assert watched.wrong == []


def test_links_of_the_box_are_what_calendar_programs_take(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}plans/5k/advanced-extended/", user_agent=WINDOWS).page
    address = page.get_by_label("Address").input_value()
    assert address.startswith(f"{site}calendars/5k/advanced-extended/20")
    hrefs: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-link]')].map(one => [one.dataset.link, one.href]))"
    )
    webcal = address.replace("http:", "webcal:")
    assert hrefs["webcal"] == webcal
    assert hrefs["google"] == f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    assert hrefs["outlook"].startswith(f"https://outlook.live.com/calendar/0/addfromweb?url={quote(address, safe='')}&name=")
    assert hrefs["office"].startswith(f"https://outlook.office.com/calendar/0/addfromweb?url={quote(address, safe='')}&name=")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_the_box_is_used_by_keyboard(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/", width=1280).page
    page.locator("select[name=plan]").focus()
    page.keyboard.press("Home")
    reached = []
    for _ in range(12):
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    assert reached[:6] == ["plan", "age", "level", "rhythm", "day", "program"]
    assert reached.index("address") < reached.index("Copy the address") < reached.index("Download the file")


# Without the script.


def test_without_scripts_a_plan_lists_its_coming_days(browser: Browser, site: str) -> None:
    page = visit(browser, f"{site}subscribe/", java_script_enabled=False).page
    page.locator("[data-fallback] p:text-is('A faster 5 km') + ul").get_by_role("link", name="Returning, extended").click()
    page.wait_for_url("**/plans/5k/returning-extended/#calendar")
    listed = page.locator("[data-fallback] > ol > li")
    assert listed.first.locator("b").inner_text() == "Saturday 13 March 2027"
    with page.expect_download() as started:
        listed.first.get_by_role("link", name="File").click()
    events = Calendar.from_ical(Path(started.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) > 100
    webcal = str(listed.first.get_by_role("link", name="Subscribe").get_attribute("href"))
    assert re.fullmatch(r"webcal://lasting-speed\.example/calendars/5k/returning-extended/2027-\d\d-\d\d\.ics", webcal)
    late = page.locator("[data-fallback] details")
    late.locator("summary").click()
    assert "part-way" in late.locator("summary").inner_text()
    assert late.locator("li").first.inner_text().startswith("Sunday 29 November 2026")


def test_when_the_script_fails_the_plain_list_replaces_it(browser: Browser, site: str) -> None:
    """A browser too old for something that the script needs."""
    old = "delete Element.prototype.replaceChildren"
    page = visit(browser, f"{site}subscribe/", prepare=lambda page: page.add_init_script(old)).page
    assert page.locator("[data-fallback] a:visible").count() > 10
    assert page.locator(".subscribe form").is_hidden()


@pytest.mark.parametrize("path", [pytest.param("subscribe/", marks=EVERY), "plans/5k/intermediate-standard/"])
def test_when_the_script_does_not_come_the_plain_list_does(browser: Browser, site: str, path: str) -> None:
    page = visit(browser, f"{site}{path}", prepare=lambda page: page.route("**/subscribe.js*", lambda route: route.abort())).page
    assert page.locator("[data-fallback] a:visible").count() > 10
    assert page.locator(".subscribe form").is_hidden()


WATCH = """
window.moved = 0;
const watch = new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved += one.value)));
watch.observe({ type: "layout-shift", buffered: true });
const look = () => {
    const list = document.querySelector("[data-fallback]");
    if (list && list.offsetHeight) window.flashed = true;
    requestAnimationFrame(look);
};
look();
"""


@pytest.mark.parametrize("path", ["subscribe/", pytest.param("plans/5k/intermediate-standard/", marks=EVERY)])
def test_nothing_moves_while_the_script_is_on_its_way(browser: Browser, site: str, path: str) -> None:
    """A script that takes its time: what is on show stays where it is, and the plain list is never seen."""

    def late(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    def prepare(page: Page) -> None:
        page.route("**/subscribe.js*", late)
        page.add_init_script(WATCH)

    page = visit(browser, f"{site}{path}", height=3000, prepare=prepare).page
    page.locator(".subscribe form").wait_for()
    page.evaluate(SETTLED)
    assert page.locator("[data-fallback]").is_hidden()
    assert page.evaluate("[window.moved, window.flashed || false]") == [0, False]


# To look at, and to touch.


@pytest.mark.parametrize("widths", [(320, 1440), pytest.param((390, 768), marks=EVERY)], ids=["outer widths", "inner widths"])
@pytest.mark.parametrize("scripts", [True, False], ids=["box", "plain list"])
def test_what_one_touches_is_large_enough_and_fits(
    browser: Browser, site: str, real: Library, scripts: bool, widths: tuple[int, ...]
) -> None:
    """In the box of all plans, and in that of a plan with the longest name and of one without a race."""
    longest = max(real.plans.values(), key=lambda plan: len(plan.title))
    timeless = next(plan for plan in real.plans.values() if not plan.race)
    page = visit(browser, f"{site}subscribe/", java_script_enabled=scripts).page
    for path in ("subscribe/", *(f"plans/{plan.id}/{plan.variants[0]}/" for plan in (longest, timeless))):
        if page.url != f"{site}{path}":
            page.goto(f"{site}{path}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            targets = page.locator(".subscribe :is(select, input[type=text], .md-button, .subscribe-tick, summary):visible")
            boxes = targets.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
            assert len(boxes) > 5
            assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes), (path, width)
            assert all(box["left"] >= 0 and box["right"] <= width for box in boxes), (path, width)
