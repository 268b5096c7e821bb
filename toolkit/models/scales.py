"""The scale of effort from 0 to 10: how a place on it is written, and what it is in numbers."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

from toolkit.models.fields import wrong

MOST = 10
"""The top of Borg's CR10 scale."""
_FORM = re.compile(r"([0-9]{1,2})(?:[–-]([0-9]{1,2}))?")


def ends_of(rpe: str) -> tuple[int, int]:
    """From and to of `2–3`; twice the same of `9`. ValueError where the text is no place on the scale."""
    match = _FORM.fullmatch(rpe)
    if match is None:
        raise ValueError(rpe)
    return int(match[1]), int(match[2] or match[1])


def _rpe(value: object) -> str:
    try:
        low, high = ends_of(str(value))
    except ValueError:
        raise wrong(f"“{value}” is not a place on the scale from 0 to {MOST}. Write 9, or a range such as 2–3.") from None
    if high > MOST:
        raise wrong(f"“{value}” is beyond {MOST}, the top of the scale. Write 9, or a range such as 2–3.")
    if high < low or (high == low and not str(value).isdigit()):
        raise wrong(f"“{value}” does not go from less to more. Write 9, or a range such as 2–3.")
    return str(low) if high == low else f"{low}–{high}"


Rpe = Annotated[str, BeforeValidator(_rpe)]
"""Effort on Borg's CR10 scale: `9`, or `2–3`, which may be written with a hyphen."""
