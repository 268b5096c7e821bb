"""Keys of the tables in a plan: whom and which weeks they name, and which of several is the most specific."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator

from toolkit.models.fields import wrong
from toolkit.models.vocabulary import ENTRIES, LEVELS, RHYTHMS, WEEK_KINDS, Variant, Weekday
from toolkit.problems import unknown

_Item = TypeVar("_Item")


def _check_variant_key(key: str) -> str:
    parts = key.split("-")
    forms = [
        level + rhythm + entry
        for level in LEVELS
        for rhythm in ("", *(f"-{name}" for name in RHYTHMS))
        for entry in ("", "-trained")
    ]
    if parts[0] not in LEVELS or key not in forms:
        raise wrong(unknown("level or variant", key, forms))
    return key


def _check_qualifier(key: str) -> str:
    for group in (LEVELS, RHYTHMS, ENTRIES, WEEK_KINDS):
        if sum(part in group for part in key.split("-")) > 1:
            raise wrong(f"“{key}” names two of {', '.join(group)}. Write one.")
    return key


def _check_shape(name: str) -> str:
    if not re.fullmatch("[a-z]+", name) or name in (*LEVELS, *RHYTHMS, *ENTRIES, *WEEK_KINDS):
        raise wrong(f"“{name}” cannot name a shape. Write one word of lower-case letters, such as four.")
    return name


def _check_race_day(key: object) -> object:
    if isinstance(key, str) and not re.fullmatch(r"0|-?[1-6]", key):
        raise wrong(f"“{key}” is not a number of days from race day. Write -6 to 6; 0 is the race.")
    return key


VariantKey = Annotated[str, AfterValidator(_check_variant_key)]
"""A level (`intermediate`), with a rhythm, an entry or both (`intermediate-extended-trained`); the most specific wins."""
Qualifier = Annotated[str, AfterValidator(_check_qualifier)]
"""A level, a rhythm, an entry, a shape, a kind of week (`reset`, `taper`), or several joined by hyphens; the most specific wins."""
Shape = Annotated[str, AfterValidator(_check_shape)]
"""A name for a week with so many runs: `four`."""
RaceDay = Annotated[int, BeforeValidator(_check_race_day)]
"""Days from race day, from -6 to 6; 0 is the race."""


def fits(key: str, variant: Variant) -> bool:
    """Whether a key, a level with perhaps a rhythm and an entry, names a variant among others."""
    return set(variant).issuperset(key.split("-"))


def key_naming(table: Mapping[str, object], variant: Variant) -> str | None:
    """The most specific key of a table that names a variant; a rhythm is more specific than an entry."""
    level, rhythm, entry = variant
    forms = (f"{level}-{rhythm}-{entry}", f"{level}-{rhythm}", f"{level}-{entry}", level)
    return next((form for form in forms if form in table), None)


def of_variant(table: Mapping[str, _Item], variant: Variant) -> _Item | None:
    """What a table keyed by level or variant holds for a variant; the most specific key wins."""
    key = key_naming(table, variant)
    return None if key is None else table[key]


def most_specific(
    exceptions: Mapping[str, Mapping[Weekday, tuple[str, ...]]], true: set[str | None], weekday: Weekday
) -> list[str]:
    """The keys of the exceptions that apply to a day, where some qualifiers are true, and name the most of them."""
    keys = [key for key, days in exceptions.items() if weekday in days]
    keys = [key for key in keys if true.issuperset(key.split("-"))]
    most = max((key.count("-") for key in keys), default=0)
    return [key for key in keys if key.count("-") == most]
