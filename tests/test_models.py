"""Models: what a file may say, which exception wins, and that every field explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from toolkit import models
from toolkit.library import Library
from toolkit.models import LEVELS, RHYTHMS, VARIANTS, Plan, Settings, Variant, day_of, of_variant, validate
from toolkit.problems import report
from toolkit.things import LISTS, SORTS
from toolkit.yaml_reader import parse

STANDARD = Variant("intermediate", "standard")
EXTENDED = Variant("intermediate", "extended")
ADVANCED = Variant("advanced", "standard")


def left_out(entry: str, weeks: str) -> str:
    """The field of that name for a plan with this entry and these weeks."""
    named = set(re.findall("[a-z-]+", weeks))
    others = [
        variant for variant in VARIANTS if entry not in (variant.level, str(variant)) or not named & {variant.level, str(variant)}
    ]
    return ", ".join(f"{variant}: {{because: Not tried.}}" for variant in others)


def plan(exceptions: str = "", weeks: str = "{intermediate: 4}", entry: str = "intermediate", more: str = "") -> Plan:
    minutes = "{week: 100min, longest: 40min, fast: 0min}"
    document, problems = parse(
        "plans/a.yaml",
        f"""\
title: A plan
summary: A plan.
who: Nobody.
entry: {{{entry}: {minutes}}}
stand_in: easy-run
phases:
  - name: One
    purpose: To test.
    weeks: {weeks}
    days: {{tue: [plain], sun: [long]}}
    except: {{{exceptions}}}
{more}
left_out: {{{left_out(entry, weeks)}}}
""".encode(),
    )
    assert document is not None
    assert problems == []
    made = validate(Plan, document, id="a")
    if isinstance(made, list):
        raise ValueError(report(made))
    return made


ALL = """returning: {tue: [returning]}, extended: {tue: [extended]}, reset: {tue: [reset]}, intermediate-extended: {tue: [both]},
    extended-reset: {tue: [extended-reset]}, returning-reset: {tue: [returning-reset]},
    returning-extended: {tue: [returning-extended]},
    intermediate-extended-reset: {tue: [all]}, returning-extended-reset: {tue: [returning-all]}"""


@pytest.mark.parametrize(
    ("variant", "kind", "holds", "for_kind"),
    [
        (STANDARD, None, "plain", False),
        (STANDARD, "reset", "reset", True),
        (STANDARD, "taper", "plain", False),
        (EXTENDED, None, "both", False),
        (EXTENDED, "taper", "both", False),
        (EXTENDED, "reset", "all", True),
        (ADVANCED, None, "plain", False),
        (Variant("advanced", "extended"), None, "extended", False),
        (Variant("advanced", "extended"), "reset", "extended-reset", True),
        (Variant("returning", "standard"), None, "returning", False),
        (Variant("returning", "standard"), "reset", "returning-reset", True),
    ],
)
def test_the_most_specific_exception_wins(variant: Variant, kind: str | None, holds: str, for_kind: bool) -> None:
    day = day_of(plan(ALL), 0, variant, kind, "tue")
    assert day.sessions == (holds,)
    assert day.for_kind is for_kind


def test_an_exception_leaves_the_days_it_does_not_name_as_they_are() -> None:
    made = plan("reset: {tue: []}")
    assert day_of(made, 0, STANDARD, "reset", "tue").sessions == ()
    assert day_of(made, 0, STANDARD, "reset", "sun") == (("long",), ("phases", 0, "days", "sun"), False)
    assert day_of(made, 0, STANDARD, "reset", "mon").sessions == ()


def test_a_day_says_its_place_in_the_plan() -> None:
    assert day_of(plan(ALL), 0, EXTENDED, "reset", "tue").place == ("phases", 0, "except", "intermediate-extended-reset", "tue")


def test_the_order_of_the_words_in_an_exception_does_not_matter() -> None:
    assert day_of(plan("reset-extended-intermediate: {tue: [all]}"), 0, EXTENDED, "reset", "tue").sessions == ("all",)


@pytest.mark.parametrize("keys", ["intermediate: {tue: [a]}, extended: {tue: [b]}", "extended: {tue: [a]}, taper: {tue: [b]}"])
def test_exceptions_that_tie_are_refused_unless_a_more_specific_one_decides(keys: str) -> None:
    with pytest.raises(ValueError, match="neither is more specific"):
        plan(keys)
    assert plan(keys.replace("tue: [b]", "sun: [b]"))
    decided = "intermediate-extended: {tue: [c]}" if "intermediate" in keys else "extended-taper: {tue: [c]}"
    assert plan(f"{keys}, {decided}")


@pytest.mark.parametrize(
    ("entry", "weeks", "offered"),
    [
        ("intermediate", "{intermediate: 4}", [Variant("intermediate", rhythm) for rhythm in RHYTHMS]),
        ("intermediate", "{intermediate-extended: 4}", [EXTENDED]),
        ("intermediate-standard", "{intermediate: 4}", [STANDARD]),
        ("returning", "{returning: 4}", [Variant("returning", rhythm) for rhythm in RHYTHMS]),
    ],
)
def test_a_plan_offers_the_variants_that_have_an_entry_and_weeks(entry: str, weeks: str, offered: list[Variant]) -> None:
    assert list(plan(entry=entry, weeks=weeks).variants) == offered


@pytest.mark.parametrize("weeks", ["{advanced: 4}", "{}"])
def test_a_plan_that_offers_no_variant_is_refused(weeks: str) -> None:
    with pytest.raises(ValueError, match=r"plans/a\.yaml"):
        plan(weeks=weeks)


def test_a_level_and_a_rhythm_win_over_the_level_alone() -> None:
    table = {"intermediate": 3, "intermediate-extended": 4}
    assert of_variant(table, STANDARD) == 3
    assert of_variant(table, EXTENDED) == 4
    assert of_variant(table, ADVANCED) is None


def inner(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from inner(part)


def every_model() -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = []
    waiting = [row.model for row in (*SORTS, *LISTS)] + [Settings]
    while waiting:
        if (model := waiting.pop()) not in found:
            found.append(model)
            waiting += [other for info in model.model_fields.values() for other in inner(info.annotation)]
    return found


@pytest.mark.parametrize("model", every_model(), ids=lambda model: model.__name__)
def test_every_field_says_what_it_is_for(model: type[BaseModel]) -> None:
    silent = [name for name, info in model.model_fields.items() if not (info.description or "").endswith((".", "?"))]
    assert silent == []


def test_every_model_is_reached_from_a_file() -> None:
    public = {getattr(models, name) for name in models.__all__ if isinstance(getattr(models, name), type)}
    assert {model for model in public if issubclass(model, BaseModel) and not model.__subclasses__()} == set(every_model())


@pytest.mark.parametrize(
    ("rule", "level", "values"),
    [
        ("hours-between-hard", "intermediate", [48, 72, 72, 96]),
        ("hard-units", "returning", [1, 1, 1, 0.5]),
        ("reset-weeks", "advanced", [4, 4, 4, 3]),
        ("reset-cut", "advanced", [25, 30, 30, 35]),
    ],
)
def test_a_limit_has_a_value_for_each_level_and_age_column(
    rule: str, level: models.Level, values: list[float], library: Library
) -> None:
    assert [library.limits[rule].value(level, column) for column in models.COLUMNS] == values


@pytest.mark.parametrize(("metres", "days"), [(400, 5), (5_000, 5), (5_001, 7), (10_000, 7), (21_100, 12), (42_195, 12)])
def test_a_limit_in_days_by_race_goes_by_its_length(metres: float, days: float, frozen: Library) -> None:
    """A limit that does not go by race stays the same for all."""
    assert frozen.limit("hard-after-race", STANDARD, metres) == days
    assert frozen.limit("hours-between-hard", STANDARD, metres) == frozen.limit("hours-between-hard", STANDARD)


def test_a_limit_that_is_a_range_has_its_least_and_its_most(library: Library) -> None:
    assert library.limits["reset-cut"].range("advanced", "70+") == (35, 45)
    assert library.limits["reset-weeks"].range("advanced", "70+") == (3, 3)


def test_the_standard_rhythm_takes_the_fifties_and_extended_the_sixties(library: Library) -> None:
    assert library.limit("reset-weeks", STANDARD) == 4
    assert library.limit("reset-weeks", EXTENDED) == 3
    assert library.limit_range("reset-cut", EXTENDED) == (35, 45)


def test_a_variant_is_a_level_a_rhythm_and_an_entry_and_reads_as_its_address() -> None:
    assert len(set(VARIANTS)) == 3 * 4 * 2
    read = [str(variant) for variant in VARIANTS]
    assert read[:4] == ["returning-quick", "returning-quick-trained", "returning-standard", "returning-standard-trained"]
    assert len(set(read)) == len(VARIANTS)
    assert {variant.level for variant in VARIANTS} == set(LEVELS)


@pytest.mark.parametrize(
    ("name", "fits"),
    [("easy-run", True), ("a", True), ("5k", True), ("", False), ("Easy", False), ("a--b", False), ("-a", False), ("a-", False),
     ("a_b", False), ("a b", False), ("é", False), ("a\n", False), ("a" * 60, True), ("a" * 61, False)],
)  # fmt: skip
def test_an_id_is_lower_case_letters_digits_and_single_hyphens(name: str, fits: bool) -> None:
    assert models.is_id(name) is fits


@pytest.mark.parametrize(("text", "minutes"), [("95min", 95), ("1:35:00", 95), ("90s", 1.5), ("2h", 120), ("1:30", 1.5)])
def test_a_time_in_a_field_becomes_minutes(text: str, minutes: float) -> None:
    assert plan(more=f"peak: {{intermediate: {{week: {text}, longest: 1min}}}}").peak["intermediate"].week == minutes


def test_nothing_fast_is_written_as_no_minutes() -> None:
    assert plan().entry["intermediate"].fast == 0


def test_nothing_that_was_read_can_be_changed(library: Library) -> None:
    with pytest.raises(ValueError, match="frozen"):
        library.sessions["easy-run"].title = "Other"
