"""What the boxes for calendars choose from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from toolkit.app.build import Surroundings, offers_of
from toolkit.feeds import addresses
from toolkit.feeds.choices import choices, season_choices
from toolkit.feeds.identity import History
from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.schedule import find_race_gaps, find_season_variants, lay_out_season, list_fewest_weeks

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
FRESH = Variant("intermediate", "standard")


def chosen(library: Library, answers: Literal["window", "any"] = "window", plan: str = "5k") -> dict[str, Any]:
    """The choices of the box of one plan, where such a host answers."""
    library = replace(library, settings=library.settings.model_copy(update={"answers": answers}))
    found = library.plans[plan]
    offers = offers_of(library, found, Surroundings("https://club.example/", History(NOW), NOW.date()))
    read: dict[str, Any] = json.loads(choices([(found, offers)], library))
    return read


@pytest.mark.parametrize("answers", ["window", "any"])
def test_a_box_says_what_answers_and_where(frozen: Library, answers: Literal["window", "any"]) -> None:
    found = chosen(frozen, answers)
    assert (found["today"], found["answers"], found["feed"]) == ("2026-11-29", answers, addresses.FEED)
    assert ("keyDays" in found) == (answers == "any"), "files of key days are there only where settings ask for them"
    plan = frozen.plans["5k"]
    parts = {"plan": plan.id, "variant": str(FRESH), "weekday": "wed"}
    assert found["compiled"].format(**parts) == addresses.compiled(plan, FRESH)
    assert found["otherDay"].format(**parts) == addresses.compiled(plan, FRESH, 2)


def test_every_variant_can_be_chosen_and_only_fresh_ones_have_days(frozen: Library) -> None:
    variants = chosen(frozen)["plans"]["5k"]["variants"]
    assert set(variants) == set(map(str, frozen.plans["5k"].variants))
    assert {name for name, value in variants.items() if not value["days"]} == {
        name for name in variants if name.endswith("-trained")
    }


def test_a_plan_beside_others_is_named_with_its_variants(frozen: Library) -> None:
    beside: list[Plan] = [plan for plan in frozen.offered_plans if plan.beside]
    named = chosen(frozen)["besides"]
    assert [one["id"] for one in named] == [plan.id for plan in beside] != []
    assert named[0]["variants"] == list(map(str, beside[0].variants))


def test_the_box_of_a_season_knows_the_weeks_between_its_races(frozen: Library) -> None:
    season = frozen.seasons["track-summer"]
    courses = []
    for variant in find_season_variants(season, frozen)[:2]:
        parts = lay_out_season(season, frozen, variant, list_fewest_weeks(season))
        courses.append((parts, tuple(find_race_gaps(season, parts))))
    read = json.loads(season_choices(season, courses))
    assert read["flexible"] == [None, None, None, [2, 6], None]
    for parts, gaps in courses:
        course = read["variants"][str(parts[0].variant)]
        weeks = [week.kind for part in parts for week in part.weeks]
        assert weeks[course["lead"]] == "race"
        assert weeks.index("race", course["lead"] + 1) - course["lead"] == gaps[0].least
        assert [gap["part"] for gap in course["gaps"]] == [3]
