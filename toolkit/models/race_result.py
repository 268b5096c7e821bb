"""What a runner says of a race, read: how far, how long, and whether the formulas of `paces` are made for it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import NamedTuple

from toolkit.paces import RACES, vdot

SHORTEST, LONGEST = 210, 240 * 60
"""Seconds of the races that Daniels' and Gilbert's formulas are made for."""
QUICKEST, SLOWEST = 90.0, 15.0
"""VDOT beyond which nobody has raced, and below which one walks for the most part: convention."""
UNITS = MappingProxyType({"m": 1.0, "k": 1000.0, "km": 1000.0, "mi": RACES["mile"]})
"""Metres in a unit of a distance."""

_DISTANCE = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?) ?(km|k|mi|m)")
_TIME = re.compile(r"(?:([0-9]{1,2}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-5][0-9])")

SAYS = MappingProxyType(
    {
        "distance": "“{said}” is not a distance. Write 5k, 15km, 10mi, mile, half or marathon.",
        "time": "“{said}” is not a time. Write minutes and seconds, 40:00, or hours too, 1:07:48.",
        "quick": "{race} in {time} is faster than anybody runs. Look at the time again: minutes and seconds, 25:30, or hours too.",
        "slow": "{race} in {time} is mostly walking, which these formulas are not made for. Go by effort and the talk test.",
        "short": "{time} is too short: the formulas are made for races of 3:30 and longer. Take a longer race.",
        "long": "{time} is too long: the formulas are made for races of up to four hours. Take a shorter race.",
    }
)
"""Why a race result is refused, and what to do: the sentences of every way in which it can be."""


class RaceResultError(ValueError):
    """A race result that cannot be read, or that the formulas are not made for; its text is one of `SAYS`."""


class RaceResult(NamedTuple):
    """How far somebody raced, in metres, and how long it took, in seconds."""

    metres: float
    seconds: int


def read_distance(text: str) -> float:
    """The metres of `5k`, `15km`, `10 mi`, `3000m`, or of a race by its name; RaceResultError where it says none."""
    plain = text.strip().lower()
    if plain in RACES:
        return RACES[plain]
    if not (found := _DISTANCE.fullmatch(plain)) or not (metres := float(found[1]) * UNITS[found[2]]):
        raise RaceResultError(SAYS["distance"].format(said=text))
    return metres


def read_race_time(text: str) -> int:
    """The seconds of `40:00`, `67:48` or `1:07:48`; RaceResultError where it says none."""
    found = _TIME.fullmatch(text.strip())
    if not found or (found[1] and int(found[2]) > 59):
        raise RaceResultError(SAYS["time"].format(said=text))
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])


def refuse(result: RaceResult) -> str:
    """The name in `SAYS` of why the formulas are not made for a race result; nothing where they are."""
    if result.seconds <= 0 or vdot(*result) > QUICKEST:
        return "quick"
    if not SHORTEST <= result.seconds <= LONGEST:
        return "short" if result.seconds < SHORTEST else "long"
    return "slow" if vdot(*result) < SLOWEST else ""
