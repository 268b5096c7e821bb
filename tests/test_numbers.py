"""Numbers in content: one form in every field, plain ASCII decimals within a range; each other form is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from project import change
from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from small import said

from toolkit.models.assessments import AgeBand
from toolkit.things import LISTS, SORTS

ODD = (
    "-5_0", "5_0", "1__0", "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "1e2", "5E0", "0x10", "0b1", "0o7", "١٢", "５", "५",
    "²", "½", "∞", "+5", "--5", "-0", "-0.0", "−5", " 5", "5 ", "5\n", "05", "00", "5.", ".5", "5,0", "5'000", "5.0.0", "5.00000",
    "1/2", "999999999", "9" * 5000, "five", "5h5", "20261123", "2026-W48-1", "2026-11-23T00:00", "2026-1-3", "٢٠٢٦-١١-٢٣",
    "2026-02-30", "1-١٢", "4-+6", "6-4", "1:٣٠", "1:5", "27:00.5", "+27:00", "27:60",
)  # fmt: skip
"""What Python, pydantic or a hurried hand would take for a number or a date; no field takes one of them."""
NUMBERS = (int, float, date)


def models() -> set[type[BaseModel]]:
    """Every model that a file is made of."""
    found: set[type[BaseModel]] = set()
    waiting: list[Any] = [row.model for row in (*SORTS, *LISTS)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, type) and issubclass(part, BaseModel) and part not in found:
            found.add(part)
            waiting += [info.annotation for info in part.model_fields.values()]
        waiting += get_args(part)
    return found


def numeric(annotation: Any) -> Iterator[Any]:
    """The parts of a type that take a number from text: a number by itself, or whatever is made of text before it is one."""
    if get_origin(annotation) is Annotated:
        base, *metadata = get_args(annotation)
        if any(isinstance(one, BeforeValidator) for one in metadata) and any(holds(base)):
            yield annotation
            return
        annotation = base
    if annotation in NUMBERS:
        yield annotation
    for part in get_args(annotation):
        yield from numeric(part)


def holds(annotation: Any) -> Iterator[bool]:
    """Whether a type is a number, or has one in it."""
    yield annotation in NUMBERS
    for part in get_args(annotation):
        yield from holds(part)


def takes(part: Any, text: str) -> bool:
    """Whether a type takes a text."""
    try:
        TypeAdapter(part).validate_python(text)
    except ValidationError:
        return False
    return True


FIELDS = [
    pytest.param(part, id=f"{model.__name__}.{name}")
    for model in sorted(models(), key=lambda model: model.__name__)
    for name, info in model.model_fields.items()
    for part in numeric(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)
]


@pytest.mark.parametrize("part", FIELDS)
def test_no_numeric_field_takes_a_number_in_another_form(part: Any) -> None:
    assert [written for text in ODD for written in (text, f"{text}min", f"{text}s") if takes(part, written)] == []


@pytest.mark.parametrize("band", ["6-9", "60-5", "60", "69-60", "60-60", "٦٠-٦٩", "060-069", "60-69 ", "60–69"])
def test_an_age_band_has_two_ages_of_two_digits(band: str) -> None:
    assert takes(AgeBand, "60-69")
    assert not takes(AgeBand, band)


def test_the_numeric_fields_are_found() -> None:
    found = {str(param.id) for param in FIELDS}
    assert len(found) > 25
    assert {"Session.start", "SessionLoad.impact", "Limit.also", "Plan.race_week", "Session.reviewed", "Missed.days"} <= found


REFUSED = [
    ("templates/limits.yaml", "moderate: 48,", "moderate: -5_0,", "“-5_0” is not a number. Write plain decimals"),
    ("templates/limits.yaml", "moderate: 48,", "moderate: -50,", "“-50” is less than 0"),
    ("templates/limits.yaml", "moderate: 48,", "moderate: nan,", "“nan” is not a number. Write plain decimals, such as 12 or 0.5."),
    ("templates/limits.yaml", "moderate: 48,", "moderate: 1e999,", "“1e999” is not a number."),
    ("templates/limits.yaml", "moderate: 48,", "moderate: 4800,", "“4800” is more than 1000"),
    ("templates/limits.yaml", "moderate: 48,", "moderate: ١٢,", "“١٢” is not a number. Write 12."),
    ("templates/limits.yaml", "[72, 72, 96, 96]", "[72, 72, 96, 960]", "“960” is more than 336, the most for a limit in hours."),
    ("templates/limits.yaml", "[72, 72, 96, 96]", "[72, 72, 96, ٩٦]", "“٩٦” is not a number in plain decimals"),
    ("templates/limits.yaml", "[30-40, ", "[40-30, ", "“40-30” does not go from less to more."),
    ("templates/race/race-5k.yaml", "impact: 4", "impact: 4.0", "“4.0” is not a whole number. Write 4."),
    ("templates/race/race-5k.yaml", "impact: 4", "impact: +4", "“+4” is not a whole number. Write 4."),
    ("templates/intervals/two-minutes.yaml", "reviewed: 2026-11-01", "reviewed: 20261101", "“20261101” is not a date."),
    ("templates/intervals/two-minutes.yaml", "reviewed: 2026-11-01", "reviewed: 2026-W48-1", "“2026-W48-1” is not a date."),
    ("templates/levels.yaml", '"27:00"', '"07:00"', "420 seconds for 5 km is out of range. Write 720 to 3600."),
    ("templates/levels.yaml", '"27:00"', '"2٧:00"', "“2٧:00” is not minutes and seconds. Write 27:00."),
    ("plans/base.yaml", "week: 165min", "week: 1_65min", "“1_65min” is not a time. Write 95min or 1:35:00."),
    ("plans/base.yaml", "longest: ", "longest: 9", "minutes is out of range. Write 0 to 480."),
    ("plans/small.yaml", "  1: [brisk-walk]", "  +1: [brisk-walk]", "“+1” is not a number of days from race day. Write -6 to 6"),
    ("templates/missed.yaml", "days: 1-3", "days: 1-٣", "“1-٣” is not a number of days."),
    ("templates/missed.yaml", "share: 70", "share: 7_0", "“7_0” is not a whole number. Write 70."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), REFUSED)
def test_it_is_said_what_to_write_instead(file: str, old: str, new: str, message: str, small: Path) -> None:
    change(small / file, old, new)
    assert message in said(small)
