"""Figures that are the same on every Python: the one rounding, how rounded figures are written, and sums.

Halves go away from zero: 30.5 is 31, 0.5 is 1, -0.5 is -1; what is shown of a negative figure mirrors its positive one. Floats
cannot hold most decimals, so a figure that lies less than a billionth below a half counts as that half.

`sum` adds floats otherwise from Python 3.12 on, and `round` and `:.0f` go by the last bit of a float: a half that one Python
rounds up another rounds down. Nothing outside this module uses them for figures; `tests/test_figures.py` finds whatever does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import floor, log10
from string import Formatter

NOISE = 1e-9
"""What floats may lack of a half and still count as one."""


def whole(value: float | Decimal) -> int:
    """The nearest whole number; halves go away from zero."""
    number = floor(abs(float(value)) + 0.5 + NOISE)
    return number if value > 0 else -number


def nearest(value: float | Decimal, places: int) -> float:
    """The nearest number with so many decimal places; halves go away from zero, and nothing is -0."""
    scale = float(10**places)
    return whole(float(value) * scale) / scale


def fixed(value: float | Decimal, places: int = 0) -> str:
    """A rounded figure with all of its places: `31`, `2.0`."""
    return str(whole(value)) if not places else f"{nearest(value, places):.{places}f}"


def brief(value: float | Decimal, places: int = 1) -> str:
    """A rounded figure as short as it can be written: `31`, `2`, `1.5`."""
    said = fixed(value, places)
    return said.rstrip("0").rstrip(".") if places else said


def significant(value: float, digits: int) -> str:
    """A figure above nothing with so many digits that count, its whole part in full: `0.62`, `3.1`, `131`."""
    return brief(value, max(0, digits - 1 - floor(log10(value))))


def add(numbers: Iterable[int]) -> int:
    """The sum of whole numbers, which are added alike in any order; fractions are for `math.fsum`."""
    return sum(numbers)


class _Figures(Formatter):
    """Writes `{:0}` as a whole number and `{:1}` with one place; anything else as Python does."""

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec.isdecimal() and isinstance(value, (int, float, Decimal)):
            return fixed(value, int(format_spec))
        return str(super().format_field(value, format_spec))


def fill_in(text: str, words: Sequence[object]) -> str:
    """A text with words in place of its `{}`; `{:0}` and `{:1}` are figures with so many places."""
    return _FIGURES.vformat(text, words, {})


_FIGURES = _Figures()
