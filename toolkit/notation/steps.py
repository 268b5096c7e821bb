"""Steps, the only thing that the rest of the toolkit knows of a notation, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from toolkit.rounding import add

Effort = Literal["easy", "steady", "marathon", "half", "threshold", "10k", "5k", "3k", "mile", "stride", "sprint"]
Movement = Literal["jog", "walk", "float", "rest"]
EFFORTS: tuple[Effort, ...] = get_args(Effort)
"""From the gentlest to the hardest."""
MOVEMENTS: tuple[str, ...] = get_args(Movement)
RESERVED = (*MOVEMENTS, "each", "until", "ready")
"""Words that cannot be the id of an exercise."""
Unit = Literal["s", "m", "km", "mi", "times"]
METRES = {"m": Decimal(1), "km": Decimal(1000), "mi": Decimal("1609.344")}


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` (equal without a range): seconds, a distance in its unit, or repetitions."""

    low: Decimal
    high: Decimal
    unit: Unit

    @property
    def middle(self) -> Decimal:
        """The middle of the range, in the amount's unit."""
        return (self.low + self.high) / 2

    @property
    def metres(self) -> Decimal | None:
        """The middle of the range in metres, for a distance."""
        return self.middle * METRES[self.unit] if self.unit in METRES else None


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest part of a session. `what` is an effort (`@5k`), a movement (`jog`) or an exercise's id.

    Without an amount it lasts until ready; `each` means each side. `offset` is its place in the notation, in characters.
    """

    what: str
    amount: Amount | None = None
    until_ready: bool = False
    each: bool = False
    note: str = ""
    offset: int = field(default=0, compare=False)

    @property
    def effort(self) -> str | None:
        """The effort without its `@`, if this is one."""
        return self.what[1:] if self.what.startswith("@") else None

    @property
    def exercise(self) -> str | None:
        """The exercise's id, if this is one."""
        return None if self.what.startswith("@") or self.what in MOVEMENTS else self.what

    @property
    def role(self) -> Literal["work", "recovery", "exercise"]:
        """Recovery for a movement, exercise for an exercise, work for an effort."""
        return "exercise" if self.exercise else "work" if self.effort else "recovery"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that are done `times` times."""

    times: int
    steps: Steps


Steps: TypeAlias = "tuple[Step | Repeat, ...]"


def unfold(steps: Steps) -> Iterator[Step]:
    """Every step in the order it is done, repeats written out."""
    for item in steps:
        if isinstance(item, Repeat):
            for _ in range(item.times):
                yield from unfold(item.steps)
        else:
            yield item


def quicker(first: int) -> frozenset[str]:
    """The efforts from one in `EFFORTS` on, by its place there, without strides, which are too short to be trained for."""
    return frozenset(EFFORTS[first:]) - {"stride"}


def count_steps(steps: Steps) -> int:
    """How many steps there are with all repeats written out, counted without writing them out."""
    return add(item.times * count_steps(item.steps) if isinstance(item, Repeat) else 1 for item in steps)


def mentioned(steps: Steps) -> Iterator[Step]:
    """Every step once, in the order it is written."""
    for item in steps:
        if isinstance(item, Repeat):
            yield from mentioned(item.steps)
        else:
            yield item


def without_notes(steps: Steps) -> Steps:
    """The same steps without what is quoted beside them."""
    return tuple(
        Repeat(item.times, without_notes(item.steps)) if isinstance(item, Repeat) else replace(item, note="") for item in steps
    )
