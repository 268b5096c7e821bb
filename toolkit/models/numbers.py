"""Numbers in text: one form, plain decimals such as 5, 0.5 or -3; what only a computer would call a number is refused."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator

from toolkit.models.fields import wrong
from toolkit.problems import shorten

WHOLE = r"(?:0|[1-9][0-9]{0,5})"
"""The pattern of a whole number from 0 on: no sign, no leading zero, no digit of another script."""
DECIMAL = rf"{WHOLE}(?:\.[0-9]{{1,3}})?"
"""The pattern of a number from 0 on, with at most three decimals."""
_WHOLE = re.compile(rf"(?!-0)-?{WHOLE}")
_DECIMAL = re.compile(rf"(?!-0(?:\.0*)?$)-?{DECIMAL}")
_SPAN = re.compile(rf"({DECIMAL})(?:-({DECIMAL}))?")


def _whole(value: object) -> object:
    if isinstance(value, str) and value and not _WHOLE.fullmatch(value):
        raise wrong(f"“{shorten(value)}” is not a whole number.{_advice(value, whole=True)}")
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and value and not _DECIMAL.fullmatch(value):
        raise wrong(f"“{shorten(value)}” is not a number.{_advice(value)}")
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number in plain digits; a minus sign passes here, and the range of the field decides."""
Number = Annotated[float, BeforeValidator(_number)]
"""A number in plain decimals; a minus sign passes here, and the range of the field decides."""


def _advice(text: str, *, whole: bool = False) -> str:
    """What to write instead: the same number in plain digits, where the text says one."""
    said = _plain(text)
    if said and not (whole and "." in said):
        return f" Write {said}."
    return " Write plain digits, such as 12." if whole else " Write plain decimals, such as 12 or 0.5."


def _plain(text: str) -> str | None:
    """The number that a short text means, in plain digits; None where it means none, or one that is out of all range."""
    try:
        number = Decimal(text.strip()) if len(text) <= 20 else Decimal("NaN")
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 5:
        return None
    said = f"{number.normalize() + 0:f}"
    return said if re.fullmatch(DECIMAL, said) else None


def span(value: object, *, most: float, whole: bool = False) -> tuple[float, float] | None:
    """From and to of a number or a range such as `4-6`, equal without a range, up to `most`; None for anything else."""
    match = _SPAN.fullmatch(str(value))
    if not match or (whole and "." in match[0]):
        return None
    low, high = float(match[1]), float(match[2] or match[1])
    return (low, high) if high <= most and (low < high or not match[2]) else None
