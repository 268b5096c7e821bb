"""Amounts, times, paces and counts in words, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from toolkit.notation import METRES, Amount
from toolkit.problems import count
from toolkit.rounding import brief, fixed, significant, whole

MILE = 1.609344
"""Kilometres in a mile, by definition."""
KILOMETRES = re.compile(r"(?<![0-9])([0-9]+(?:\.[0-9]+)?)(?:\u2013([0-9]+(?:\.[0-9]+)?))?\u00a0km\b")
"""A distance in kilometres as `amount` writes it: the no-break space tells it from the name of an effort or of a race, “10 km”."""


def amount(value: Amount) -> str:
    """`90 s`, `3 min`, `5:30 min`, `400 m`, `8`, `60–90 s`."""
    if value.unit != "s":
        space = "\u00a0" if value.unit == "km" else " "
        unit = f"{space}{value.unit}" if value.unit in METRES else ""
        return f"{_span(value.low, value.high, _number)}{unit}"
    if all(seconds % 60 == 0 for seconds in (value.low, value.high)):
        return f"{_span(value.low / 60, value.high / 60, _number)} min"
    if value.high < 120:
        return f"{_span(value.low, value.high, _number)} s"
    return f"{_span(value.low, value.high, _clock)} min"


def in_miles(text: str) -> str:
    """A text with every distance in kilometres in miles instead: `1 km` becomes `0.62 mi`, `21.1 km` `13.1 mi`."""
    return KILOMETRES.sub(miles_of, text) if "\u00a0km" in text else text


def miles_of(found: re.Match[str]) -> str:
    """The miles of a distance that `KILOMETRES` found."""
    said = "\u2013".join(_miles(float(number) / MILE) for number in found.groups() if number)
    return f"{said}\u00a0mi"


def _miles(value: float) -> str:
    """To two digits, and never to less than a tenth."""
    return significant(value, 3 if value >= 10 else 2)


def _span(low: Decimal, high: Decimal, say: Callable[[Decimal], str]) -> str:
    return say(low) if low == high else f"{say(low)}–{say(high)}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _clock(seconds: float | Decimal) -> str:
    return f"{whole(seconds) // 60}:{whole(seconds) % 60:02}"


def minutes(value: float) -> str:
    """Whole minutes: `28 min`."""
    return f"{fixed(value)} min"


def tenths(value: float) -> str:
    """Minutes to a tenth, where they are not whole: `1.5 min`."""
    return f"{brief(value)} min"


def pace(seconds: float) -> str:
    """Seconds a kilometre as `5:24`."""
    return _clock(seconds)


def usual(value: tuple[float, float] | None) -> str:
    """`19`, `14–19`, or a dash where nothing is known."""
    if value is None:
        return "–"
    low, high = value
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


_LIMIT_UNITS = {
    "units": ("hard unit", "hard units"),
    "percent": ("percent", "percent"),
    "range of percent": ("percent", "percent"),
    "days by race": ("day", "days"),
}
"""What units of limits are called in a sentence, one and many; any other as it is written, without its s for one."""


def limit_amount(low: float, high: float, unit: str) -> str:
    """The number of a limit, or its range, with the unit: `48 to 96 hours`, `1 hard unit`."""
    one, many = _LIMIT_UNITS.get(unit, (unit.removesuffix("s"), unit))
    return f"{low:g} {one if low == 1 else many}" if low == high else f"{low:g} to {high:g} {many}"


def spoken_range(written: str) -> str:
    """A range for the middle of a sentence: `2 to 3` for `2–3`; anything else as it is."""
    return written.replace("–", " to ")


def times(number: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def weeks(number: int) -> str:
    """`1 week`, `6 weeks`."""
    return count(number, "week")
