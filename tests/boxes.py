"""The boxes for calendars in a real browser whose clock does not move: how they are opened, used and read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browsing import Watched
from playwright.sync_api import Browser, Page, Route
from project import SHIPPED_EPOCH

from toolkit.feeds.addresses import KEY_DAYS_FEED
from toolkit.feeds.compiled import CompiledPlan, compiled_plans, merge, plan_differences
from toolkit.feeds.personal import offsets_for
from toolkit.feeds.stamp import Calendar, DatedPlan, Stamper, stamp
from toolkit.feeds.wishes import Wishes
from toolkit.models import WEEKDAYS

BUILT = datetime.fromtimestamp(int(SHIPPED_EPOCH), UTC)
MADE = int(SHIPPED_EPOCH)
"""When a file is made by who visits at the moment of the build."""
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
ADDRESS = "subscribe/?plan=5k&level=intermediate&rhythm=standard"
Data = dict[str, Any]


def visit(
    browser: Browser,
    address: str,
    now: datetime = BUILT,
    *,
    width: int = 390,
    height: int = 844,
    scheme: str = "light",
    prepare: Callable[[Page], object] = lambda page: None,
    **more: Any,
) -> Watched:
    """A page, prepared and then opened, at a moment that does not move; in London unless a zone is given."""
    top = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
    watched = Watched(browser, top, width, height, scheme, **{"timezone_id": "Europe/London", **more})
    watched.page.clock.set_fixed_time(now)
    prepare(watched.page)
    watched.page.goto(address)
    if more.get("java_script_enabled", True) and watched.page.locator(".subscribe").count():
        watched.page.wait_for_selector(".subscribe[data-ready], html.no-box", state="attached")
    return watched


def choose(page: Page, **choices: str) -> None:
    """Choose plan, level, rhythm or day, in the order given."""
    for name, value in choices.items():
        if name == "day":
            page.locator("input[name=day]").fill(value)
            page.locator("input[name=day]").blur()
        else:
            page.locator(f"select[name={name}]").select_option(value)


def chosen(page: Page, name: str) -> str:
    """What a field has."""
    return page.locator(f".subscribe form [name={name}]").input_value()


def said(page: Page, name: str) -> str:
    """What the box says at a place."""
    return page.locator(f".subscribe form [data-{name}]").inner_text()


def enabled(page: Page, name: str) -> list[str]:
    """What can be chosen."""
    found: list[str] = page.locator(f"select[name={name}]").evaluate(
        "select => [...select.options].filter(one => !one.disabled).map(one => one.value)"
    )
    return found


def english(day: date) -> str:
    """A day as the box says it."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def changed(change: Callable[[Data], object]) -> Callable[[Route], None]:
    """The page as it would be with other data in its box."""

    def answer(route: Route) -> None:
        response = route.fetch()
        head, _, rest = response.text().rpartition('<script type="application/json">{"today"')
        text, end, after = rest.partition("</script>")
        data = json.loads(f'{{"today"{text}')
        change(data)
        route.fulfill(response=response, body=f'{head}<script type="application/json">{json.dumps(data)}{end}{after}')

    return answer


def answering_any(data: Data) -> None:
    """The box of a host that computes every calendar."""
    data.update(answers="any", keyDays=KEY_DAYS_FEED)


def visit_changed(browser: Browser, address: str, change: Callable[[Data], object], **more: Any) -> Watched:
    """A page with other data in its box."""
    return visit(browser, address, prepare=lambda page: page.route(address, changed(change)), **more)


def downloaded(page: Page) -> tuple[str, bytes]:
    """The name and the bytes of the file that the box makes."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the file").click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def published(site: Path, plan: str, variant: str, weekday: int = 6) -> CompiledPlan:
    """A compiled plan of a built site, for a weekday of its race."""
    first = compiled_plans.validate_json((site / f"api/1/plans/{plan}/{variant}.json").read_bytes())
    if weekday not in first.other_weekdays:
        return first
    file = site / f"api/1/plans/{plan}/{variant}/{WEEKDAYS[weekday]}.json"
    return merge(first, plan_differences.validate_json(file.read_bytes()))


def repeated(plan: CompiledPlan, weeks: int) -> CompiledPlan:
    """A plan again and again for so many weeks, without its end."""
    length = len(plan.weeks)
    events = [
        replace(event, day=event.day + 7 * length * number, id=f"{number + 1}-{event.id}" if number else event.id)
        for number in range(-(-weeks // length))
        for event in plan.events
        if event.day < 7 * length
    ]
    return replace(plan, events=tuple(event for event in events if event.day < 7 * weeks))


def stamped(plans: list[tuple[CompiledPlan, int]], wishes: Wishes, name: str = "") -> bytes:
    """What Python makes of plans, each with its anchor."""
    parts = [DatedPlan(Stamper(plan), anchor) for plan, anchor in plans]
    return stamp(Calendar(parts, wishes, offsets_for(parts, wishes), made=MADE, name=name))


SELECTS = """
    const select = (name) => document.querySelector(`.subscribe [name=${name}]`);
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
    const data = JSON.parse(document.querySelector(".subscribe script[type='application/json']").textContent);
    const each = (name, look) => values(name).flatMap((value) => (choose(name, value), look(value)));
    const address = (day) => (choose("day", day), document.querySelector("input[name=address]").value);
    return each("plan", (plan) => each("level", (level) => each("rhythm", (rhythm) => {{
        const days = data.plans[plan].variants[`${{level}}-${{rhythm}}`].days;
        return [{{ plan, level, rhythm, days, addresses: [days[0], days.at(-1)].map(address) }}];
    }})));
}}"""
"""Each plan, level and rhythm that can be chosen, its days, and the addresses on the first day and the last."""
