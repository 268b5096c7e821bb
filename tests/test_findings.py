"""What broken rules say: true percentages, and each finding once for all variants and seasons that share it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from project import change
from small import check

from toolkit.checks.joins import check_joins
from toolkit.checks.verdicts import judge_schedule
from toolkit.dose import Doses
from toolkit.library import Library, load
from toolkit.models import VARIANTS, Variant
from toolkit.rules import RULES
from toolkit.rules.measure import compare, name_variants
from toolkit.schedule import Placed, Schedule, Week, lay_out

STANDARD = Variant("intermediate", "standard")


@pytest.fixture
def schedule(library: Library) -> Schedule:
    return lay_out(library.plans["small"], library, STANDARD)


def with_days(schedule: Schedule, kind: str, day: tuple[Placed, ...]) -> Schedule:
    """The schedule with the same sessions on every day of the weeks of one kind, a race's own day excepted."""
    return replace(schedule, weeks=tuple(_filled(week, day) if week.kind == kind else week for week in schedule.weeks))


def _filled(week: Week, day: tuple[Placed, ...]) -> Week:
    races = [any(placed.session.kind == "race" for placed in old) for old in week.days]
    return replace(week, days=tuple(old if race else day for old, race in zip(week.days, races, strict=True)))


def said(schedule: Schedule, library: Library, rule: str) -> list[str]:
    return [problem.message for problem in judge_schedule(schedule, library) if problem.rule == rule]


@pytest.mark.parametrize(
    ("value", "usual", "words"),
    [
        (73, 100, "27 % less than"),
        (227, 100, "127 % more than"),
        (100.4, 100, "as much as"),
        (99.6, 100, "as much as"),
        (0, 100, "100 % less than"),
        (5, 0, "more than"),
        (0, 0, "as much as"),
    ],
)
def test_a_number_is_compared_with_the_usual_one_in_words_that_are_true(value: float, usual: float, words: str) -> None:
    assert compare(value, usual) == words


@pytest.mark.parametrize(("kind", "rule"), [("reset", "reset-cut"), ("race", "taper-cut")])
def test_a_light_week_with_more_running_is_said_to_have_more(kind: str, rule: str, schedule: Schedule, library: Library) -> None:
    """It was called −127 % less."""
    run = next(placed for placed in schedule.weeks[4].days[6] if placed.dose.running)
    messages = said(with_days(schedule, kind, (run, run)), library, rule)
    assert any(" % more than the loading weeks before it. Make it " in message for message in messages)
    assert [message for message in messages if "-" in message.replace("-cut", "") or "% less than" in message] == []


def test_a_light_week_without_running_is_said_to_have_none(schedule: Schedule, library: Library) -> None:
    messages = said(with_days(schedule, "reset", ()), library, "reset-cut")
    assert any("has no running" in message and "100 % less than the loading weeks before it" in message for message in messages)


def test_what_is_new_after_nothing_has_no_percentage(schedule: Schedule, library: Library) -> None:
    entry = schedule.entry.model_copy(update={"week": 0.0})
    new = replace(schedule, plan=schedule.plan.model_copy(update={"entry": {"intermediate": entry}}))
    (message, *_) = said(new, library, "weekly-ramp")
    assert "minutes of running, and none in the loading weeks before. Make it" in message


def test_a_race_plan_without_running_before_the_race_has_nothing_to_cut(schedule: Schedule, library: Library) -> None:
    assert said(with_days(with_days(schedule, "load", ()), "race", ()), library, "taper-cut") == []


def test_variants_are_named_by_level() -> None:
    assert name_variants([STANDARD]) == "intermediate, standard"
    both = [variant for variant in VARIANTS if variant.rhythm in ("standard", "extended") and not variant.trained]
    assert name_variants(both[2:5]) == "intermediate, standard and extended; advanced, standard"
    assert name_variants(VARIANTS[:4]) == "returning, quick and standard; returning, quick and standard, trained"


def test_what_a_plan_breaks_by_itself_is_not_repeated_by_its_season(small: Path) -> None:
    season = small / "plans" / "seasons" / "twice.yaml"
    season.parent.mkdir()
    parts = "parts: [{plan: small}, {plan: small}]\n"
    season.write_text(f"title: Twice\nsummary: One after the other.\nwho: Nobody.\n{parts}", "utf-8")
    change(small / "plans/small.yaml", "mon: [hips-and-ankles]", "mon: [easy-run]\n      fri: [easy-run]")
    rules = {rule.id for rule in RULES}
    assert {(problem.path, problem.message.partition(":")[0]) for problem in check(small) if problem.rule in rules} == {
        ("plans/small.yaml", "week 1, intermediate, standard")
    }
    library, _ = load(small)
    assert library is not None
    alone = list(check_joins(Doses(library), library.seasons["twice"]))
    assert any("week 1 of small: the seven days up to" in one.message for one, _ in alone), (
        "the join is seen, and only not repeated"
    )
