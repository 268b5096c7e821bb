"""Plans that the settings do not offer have no page, no calendar, and are in no list; others may use them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from small import changed, sound

from toolkit.app.build import Build, Surroundings
from toolkit.checks.paths import list_built_pages
from toolkit.checks.sizes import estimate_sizes
from toolkit.feeds.identity import History
from toolkit.library import Library
from toolkit.models import Next, Variant
from toolkit.schedule import lay_out
from toolkit.site.chapter import without_lost_links
from toolkit.text.events.plan import closing_lines

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))
OFFERED = ("return-to-speed", "joint-care")
CHAPTER = """---
description: Racing, for the tests.
---

# Racing

{plan small} is [a plan](../plans/small/index.md), with [its weeks](../plans/small/intermediate-standard.md#week-2).
[Another](../plans/base/index.md) is offered.

{week small intermediate-standard load}
"""


@pytest.fixture(scope="module")
def few(frozen: Library) -> Library:
    """The rich project with two plans on offer; one names a plan that is not on offer, to take instead and next."""
    plan = frozen.plans["return-to-speed"]
    assert any(left.instead == "5k" for left in plan.left_out.values())
    plans = {**frozen.plans, plan.id: changed(plan, next=Next(plan="5k", because="You are ready."))}
    return replace(frozen, plans=plans, settings=frozen.settings.model_copy(update={"plans": OFFERED}))


@pytest.fixture(scope="module")
def pages(few: Library) -> dict[str, str]:
    return {page.path: page.content.decode() for page in Build(few, SURROUNDINGS).pages()}


def test_only_plans_on_offer_have_pages(few: Library, pages: dict[str, str]) -> None:
    assert {path.split("/")[1] for path in pages if path.startswith("plans/")} == {"index.md", *OFFERED}
    assert not [path for path in pages if path.startswith("seasons/")]
    assert {path for path, _ in list_built_pages(few)} == pages.keys()


def test_no_page_links_to_a_plan_or_a_season_that_is_not_offered(pages: dict[str, str]) -> None:
    linked = {found for text in pages.values() for found in re.findall(r"(?:\.\./|\./|\")(?:plans|seasons)/([a-z0-9-]+)/", text)}
    assert linked - set(OFFERED) == set()


def test_lists_and_calendars_hold_the_plans_on_offer(few: Library) -> None:
    build = Build(few, SURROUNDINGS)
    assert {path.split("/")[1] for path in build.feed_paths()} == set(OFFERED)
    listed = json.loads(next(output.content for output in build.others() if output.path == "calendars/index.json"))
    assert {plan["id"] for plan in listed["plans"]} == set(OFFERED)
    assert {size.plan for size in estimate_sizes(few, SURROUNDINGS.today)} == set(OFFERED)


def test_a_calendar_names_no_next_plan_that_is_not_offered(frozen: Library, few: Library) -> None:
    schedule = lay_out(few.plans["return-to-speed"], few, Variant("returning", "standard"))
    all_on_offer = replace(few, settings=frozen.settings)
    with_all, with_few = (closing_lines(schedule, library, SURROUNDINGS.site)[2].text for library in (all_on_offer, few))
    assert with_all.startswith("What next: A faster 5 km")
    assert with_few.startswith("What next: choose a plan")


def test_a_chapter_names_and_shows_a_plan_that_is_not_offered_without_links(small: Path) -> None:
    (small / "docs/guide").mkdir(parents=True)
    (small / "docs/guide/racing.md").write_text(CHAPTER, "utf-8")
    (small / "settings.yaml").write_text("plans: [base]\n", "utf-8")
    page = next(page.content.decode() for page in Build(sound(small), SURROUNDINGS).pages() if page.path == "guide/racing.md")
    assert "A small 5 km plan is a plan, with its weeks.\n[Another](../plans/base/index.md) is offered." in page
    assert "Two minutes" in page, "the week that it shows"
    assert "plans/small" not in page


def test_without_a_choice_every_plan_is_offered(frozen: Library) -> None:
    assert frozen.offered_plans == list(frozen.plans.values())
    assert frozen.offered_seasons == list(frozen.seasons.values())
    text = "[A plan](../plans/5k/index.md)"
    assert without_lost_links(frozen, text) == text
