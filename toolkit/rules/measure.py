"""What a rule finds: a value against a limit, at a place in the plan."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from toolkit.models import ENTRIES, Variant
from toolkit.rounding import fill_in, fixed, whole
from toolkit.schedule import Week
from toolkit.yaml_reader import Place

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSE_ENOUGH = 1e-6
"""Sums of fractions of a minute are equal when they differ by less than this."""


class Measure(NamedTuple):
    """What a rule found in one place: a value against a limit, what to say if it is broken, and where in the plan to say it.

    Few measures are broken, so the words of the text are kept apart, each in place of a `{}` (see `rounding.fill_in`), until the
    message is asked for.
    """

    week: int
    value: float
    limit: float
    text: str
    words: tuple[object, ...]
    place: Place
    least: bool = False
    """Whether the limit is the least the value may be; else it is the most."""

    @property
    def message(self) -> str:
        """What to say if it is broken."""
        return fill_in(self.text, self.words)

    @property
    def kept(self) -> bool:
        """Whether the value keeps the limit."""
        margin = self.value - self.limit if self.least else self.limit - self.value
        return margin >= -CLOSE_ENOUGH

    @property
    def margin(self) -> float:
        """How far the value is from breaking the limit; negative where it does."""
        return self.value - self.limit if self.least else self.limit - self.value


def first_place(week: Week) -> Place:
    """Where in the plan the week's first session is."""
    placed = week.placed()
    return placed[0][1].place if placed else ("phases", week.phase)


def compare(value: float, usual: float) -> str:
    """How a number compares with the usual one: `27 % less than`, `127 % more than`, `as much as`; `more than` nothing."""
    if not usual:
        return "more than" if value else "as much as"
    percent = whole(100 * (value / usual - 1))
    return f"{abs(percent)} % {'more' if percent > 0 else 'less'} than" if percent else "as much as"


def describe_minutes(week: Week) -> str:
    """How much a week holds: `85 minutes of running`, or `no running`."""
    return f"{fixed(week.running)} minutes of running" if week.running else "no running"


def describe_day(day: int, week: int) -> str:
    """A day by its name, seen from a week: `Thursday`, or `Sunday of the week before`."""
    earlier = week - 1 - day // 7
    return DAY_NAMES[day % 7] + {0: "", 1: " of the week before"}.get(earlier, f" {earlier} weeks before")


def name_variants(variants: Iterable[Variant]) -> str:
    """Variants in words, by level in the order given: `intermediate, standard and extended; intermediate, quick, trained`."""
    levels = [list(of_level) for _, of_level in groupby(variants, key=lambda variant: variant.level)]
    entries = [[one for one in of_level if one.entry == entry] for of_level in levels for entry in ENTRIES]
    return "; ".join(
        ", ".join([found[0].level, " and ".join(one.rhythm for one in found), *found[0].named[2:]]) for found in entries if found
    )
