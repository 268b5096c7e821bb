"""What the limits were when they were last agreed on, and in which direction each of their numbers is looser."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, Self

from pydantic import Field, model_validator

from toolkit.models.fields import Model
from toolkit.models.limits import LIMITS, Further, LimitUnit, Values, refuse_wrong_values

Looser = Literal["larger", "smaller"]

SMALLER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "hours-between-hard": frozenset({"", "moderate"}),
        "reset-cut": frozenset({"fast_cut", "shortest_run"}),
        "weeks-before-strides": frozenset({""}),
        "weeks-before-hard": frozenset({""}),
        "weeks-before-repetitions": frozenset({""}),
        "warm-up-before-fast": frozenset({"", "sprint", "cold"}),
        "taper-cut": frozenset({"week_before", "frequency"}),
        "zero-impact-days": frozenset({""}),
        "strength-twice": frozenset({""}),
        "strength-before-hard": frozenset({""}),
        "hamstring-before-fast": frozenset({""}),
        "calf-before-fast": frozenset({""}),
        "exposure-before-all-out": frozenset({""}),
        "free-day": frozenset({""}),
        "taper-days": frozenset({""}),
        "last-hard-before-race": frozenset({""}),
        "hard-after-race": frozenset({""}),
        "trial-gap": frozenset({""}),
    }
)
"""The limits of which less is looser, "" for the values themselves, else further numbers by name; of all others more is looser.

Of a range the least is looser when it is smaller, and the most when it is larger.
"""


def looser_of(limit: str, name: str = "") -> Looser:
    """In which direction a limit's values, or one of its further numbers, are looser."""
    if limit not in LIMITS or (name and name not in LIMITS[limit]):
        raise KeyError(f"{limit} {name}".strip())
    return "smaller" if name in SMALLER.get(limit, ()) else "larger"


class Baseline(Model):
    """One limit as it was agreed on."""

    severity: Literal["error", "warning"] = Field(description="Whether it was an error or a warning.")
    unit: LimitUnit = Field(description="The unit of the values.")
    values: Values = Field(description="As in limits.yaml.")
    also: Further = Field(default_factory=dict, description="As in limits.yaml.")

    @model_validator(mode="after")
    def _values_are_numbers(self) -> Self:
        refuse_wrong_values(self.values, self.unit)
        return self
