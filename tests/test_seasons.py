"""Seasons: plans that follow each other, and days that the reader gives."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from small import check, sound

from toolkit.checks.joins import find_misjoins, list_lengths
from toolkit.library import Library
from toolkit.models import Season, Variant
from toolkit.rules import broken_rules
from toolkit.schedule import (
    Conditions,
    Schedule,
    chain_schedules,
    find_race_gaps,
    find_season_variants,
    lay_out,
    lay_out_season,
    list_fewest_weeks,
)


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_two_seasons_are_shipped_and_join_for_every_variant_and_every_number_of_weeks(every: int, frozen: Library) -> None:
    assert set(frozen.seasons) == {"spring-and-autumn", "track-summer"}
    for season in frozen.seasons.values():
        offered = find_season_variants(season, frozen)
        assert {variant.level for variant in offered} == {"intermediate", "advanced"}
        for variant in offered[::every]:
            for weeks in list_lengths(season):
                assert list(find_misjoins(season, frozen, variant, weeks)) == [], (season.id, variant, weeks)


def test_every_number_of_weeks_of_a_part_is_tried(frozen: Library) -> None:
    filled = [weeks[1] for weeks in list_lengths(frozen.seasons["spring-and-autumn"])]
    assert filled == list(range(4, 13))


def test_a_later_plan_begins_at_what_the_last_30_days_held(library: Library) -> None:
    """Alone, the plan trusts its entry of 6 fast minutes; after a plan of strides alone, it begins with fewer."""
    variant = Variant("intermediate", "standard", "trained")
    before = lay_out(library.plans["base"], library, Variant("intermediate", "standard"))
    alone = lay_out(library.plans["climb"], library, variant)
    later = lay_out(library.plans["climb"], library, variant, Conditions(after=[before]))
    assert later.weeks[0].fast < alone.weeks[0].fast
    assert len(later.weeks) == len(alone.weeks)


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_races_lie_as_many_weeks_apart_as_the_season_says(every: int, frozen: Library) -> None:
    for season in frozen.seasons.values():
        for variant in find_season_variants(season, frozen)[::every]:
            for weeks in list_lengths(season):
                parts = lay_out_season(season, frozen, variant, weeks)
                (between,) = find_race_gaps(season, parts)
                chain = chain_schedules(parts)
                races = [week.number for week in chain.weeks if week.kind == "race"]
                assert between.flexible is not None
                assert [later - earlier for earlier, later in pairwise(races)] == [between.fixed + (weeks[between.flexible] or 0)]
                assert between.least <= races[1] - races[0] <= between.most


def test_the_weeks_of_a_chain_are_numbered_on(frozen: Library) -> None:
    season = frozen.seasons["track-summer"]
    parts = lay_out_season(season, frozen, Variant("intermediate", "extended"), list_fewest_weeks(season))
    chain = chain_schedules(parts)
    assert [week.number for week in chain.weeks] == list(range(1, sum(len(part.weeks) for part in parts) + 1))


def test_a_race_on_a_saturday_moves_that_race_only(frozen: Library) -> None:
    season, variant = frozen.seasons["spring-and-autumn"], Variant("intermediate", "standard")
    parts = lay_out_season(season, frozen, variant, list_fewest_weeks(season), [5, 6])
    assert [part.race_weekday for part in parts] == [5, None, 6]


def test_a_season_needs_all_its_plans_to_be_offered(frozen: Library) -> None:
    season = Season.model_validate(
        {"id": "x", "title": "X", "summary": "x", "who": "x", "parts": [{"plan": "5k"}, {"plan": "joint-care"}]}
    )
    assert len(find_season_variants(season, frozen)) == 8
    season = Season.model_validate(
        {"id": "x", "title": "X", "summary": "x", "who": "x", "parts": [{"plan": "5k"}, {"plan": "mile"}]}
    )
    assert {variant.level for variant in find_season_variants(season, frozen)} == {"intermediate", "advanced"}


def test_a_plan_that_asks_for_more_than_the_one_before_leaves_behind_is_reported(small: Path) -> None:
    """The small plan leaves about 180 minutes; its twin expects 300."""
    plan = (small / "plans" / "small.yaml").read_text("utf-8")
    (small / "plans" / "big.yaml").write_text(
        plan.replace("week: 165min", "week: 300min").replace("week: 200min", "week: 330min"), "utf-8"
    )
    seasons = small / "plans" / "seasons"
    seasons.mkdir()
    parts = "parts: [{plan: small}, {plan: big}]"
    (seasons / "two.yaml").write_text(f"title: Two\nsummary: Two races.\nwho: Nobody.\n{parts}\n", "utf-8")
    said = [problem.message for problem in check(small) if problem.path == "plans/seasons/two.yaml"]
    assert any("big expects 300 minutes of running a week, and the last full week before it has" in message for message in said)


def with_base(small: Path) -> Path:
    """The folder of seasons in the small project, which now has a plan that repeats, too."""
    plan = (small / "plans" / "small.yaml").read_text("utf-8")
    base = (
        plan[: plan.index("race_week:")].replace("A small 5 km plan", "A small base").replace("race: 5k\n", "repeats: true\n")
        + plan[plan.index("left_out:") :]
    )
    (small / "plans" / "base.yaml").write_text(base, "utf-8")
    (small / "plans" / "seasons").mkdir()
    return small / "plans" / "seasons"


def test_a_season_that_joins_is_read_without_a_word(small: Path) -> None:
    seasons = with_base(small)
    (seasons / "one.yaml").write_text(
        "title: One\nsummary: One race.\nwho: Nobody.\nparts: [{plan: base, weeks: 1-3}, {plan: small}]\n", "utf-8"
    )
    library = sound(small)
    assert library.seasons["one"].parts[0].weeks == (1, 3)
    assert check(small) == []


BAD = [
    ("[{plan: small, weeks: 2-6}, {plan: small}]", "small has its own number of weeks. Leave out “weeks”."),
    (
        "[{plan: base, weeks: 1-3}, {plan: base, weeks: 2-4}, {plan: small}]",
        "two parts between the same races may be longer or shorter.",
    ),
    ("[{plan: base, weeks: 1}, {plan: base, weeks: 2}]", "none of these plans leads to a race. A season needs one at least."),
    ("[{plan: base}, {plan: small}]", "base repeats. Say how many weeks it may fill: “weeks: 2-6”."),
    ("[{plan: small}, {plan: smal}]", "there is no plan “smal”. Did you mean “small”?"),
    ("[{plan: small}]", "write 2 at least; this has 1."),
    ("[{plan: small, weeks: 6-2}, {plan: small}]", "“6-2” is not a number of weeks. Write 4, or a range such as 2-6."),
]
"""Parts of seasons that cannot be, and why."""


def test_a_season_that_cannot_be_says_why(small: Path) -> None:
    seasons = with_base(small)
    for number, (parts, _) in enumerate(BAD):
        (seasons / f"bad-{number}.yaml").write_text(f"title: Bad {number}\nsummary: Bad.\nwho: Nobody.\nparts: {parts}\n", "utf-8")
    problems = check(small)
    for number, (parts, said) in enumerate(BAD):
        own = [problem.message for problem in problems if problem.path == f"plans/seasons/bad-{number}.yaml"]
        assert any(said in message for message in own), (parts, own)


def raced(library: Library, plan: str, variant: Variant, week: int, weekday: int, race: str = "race-5k") -> Schedule:
    return lay_out(library.plans[plan], library, variant, Conditions(second=((week - 1) * 7 + weekday, race)))


def test_a_second_race_is_a_hard_day_and_takes_its_recovery(frozen: Library) -> None:
    """A 5 km on the Sunday of week 7 of the 10 km plan: nothing hard for a week on either side, no running next door."""
    variant = Variant("advanced", "standard")
    schedule, race = raced(frozen, "10k", variant, 7, 6), 6 * 7 + 6
    hard = {day for day, one in schedule.placed() if one.dose.hard >= 1 and one.dose.running}
    assert race in hard
    assert not hard & (set(range(race - 6, race + 7)) - {race})
    running = {day for day, one in schedule.placed() if one.dose.running}
    assert not running & {race - 1, race + 1}
    strength = {day for day, one in schedule.placed() if one.session.mode == "strength"}
    assert not strength & {race - 2, race - 1, race, race + 1}
    assert schedule.weeks[6].kind == "return"
    assert schedule.weeks[6].running < schedule.weeks[5].running
    assert schedule.race_day == lay_out(frozen.plans["10k"], frozen, variant).race_day


def test_tracks_go_on_after_a_second_race_where_they_were(frozen: Library) -> None:
    variant = Variant("intermediate", "standard", "trained")
    schedule, alone = raced(frozen, "5k", variant, 6, 6), lay_out(frozen.plans["5k"], frozen, variant)

    def dose(found: Schedule, week: int) -> float:
        return max(one.dose.fast for _, one in found.weeks[week - 1].placed() if one.track == "speed-5k")

    assert dose(schedule, 5) == dose(alone, 5)
    assert dose(schedule, 5) <= dose(schedule, 9) < dose(alone, 9)
    assert dose(schedule, 9) < dose(schedule, 11)


@pytest.mark.parametrize(
    ("plan", "race"),
    [
        ("10k", "race-5k"),
        pytest.param("5k", "race-5k", marks=pytest.mark.exhaustive),
        pytest.param("half-marathon", "race-5k", marks=pytest.mark.exhaustive),
        ("speed-all-year", "race-5k"),
    ],
)
def test_a_second_race_breaks_no_error_once_the_first_hard_day_may_be(plan: str, race: str, frozen: Library) -> None:
    """On a Sunday in the second third of the plan; two races close together are a warning, which the reader is shown."""
    for variant in frozen.plans[plan].variants:
        if variant.level == "returning":
            continue
        for week in (5, 6, 7):
            broken = broken_rules(raced(frozen, plan, variant, week, 6, race), frozen)
            errors = {rule for rule, measure in broken if frozen.limits[rule].severity == "error" and measure.week < 12}
            assert errors == set(), (variant, week)
