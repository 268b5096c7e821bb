"""A race result to paces: how fast each effort is for one runner.

The formulas are Daniels' and Gilbert's (Oxygen Power, 1979, source `daniels_gilbert_1979`): the oxygen cost of a speed, and
the share of VO2max that can be held for a time. The shares at which the efforts are run are `daniels_book`'s bands, where it
has one, and convention elsewhere.
"""

from __future__ import annotations

from math import exp, sqrt
from types import MappingProxyType
from typing import NamedTuple

FORMULAS = ("daniels_gilbert_1979", "daniels_book")
"""The ids of the sources of these formulas and shares."""

RACES = MappingProxyType({"mile": 1609.344, "3k": 3000.0, "5k": 5000.0, "10k": 10000.0, "half": 21097.5, "marathon": 42195.0})
"""Race distances in metres, by the effort of the race."""

SHARES = MappingProxyType({"easy": 0.66, "steady": 0.75, "threshold": 0.88, "stride": 1.075, "sprint": 1.25})
"""Share of VDOT for an effort: near the middle of Daniels' E band, the foot of M, his T, the middle of R; sprint is convention.

T is about what can be held for an hour. Somebody who needs more than that for 10 km would race it slower than T, and somebody who
needs hardly more for a half-marathon would race that quicker. Threshold is kept GAP from both, so that efforts keep their order:
convention.
"""

GAP = 1.0
"""Seconds a kilometre that threshold is slower than 10 km effort, and quicker than half-marathon effort, at the least."""

JOG_SHARE = 0.59
"""A jog is the gentle end of easy."""

BANDS = MappingProxyType({"easy": (0.59, 0.74), "steady": (0.75, 0.79), "threshold": (0.86, 0.88), "stride": (1.05, 1.1)})
"""Shares of VDOT from the slow to the quick end of an effort: Daniels' E and R bands; steady is what E and marathon leave between.

His T band begins at 0.83. The part of it that is slower than half-marathon effort is left out, so that efforts keep their order:
convention.
"""

RACE_MARGIN = 0.01
"""How far, as a share, the ends of a race effort are from its pace: convention, about what a watch can tell."""

LIMITED = ("5k", "3k", "mile", "stride")
"""The efforts whose paces are limits, not aims, for slow or old runners, who go by effort there: Daniels' I and R."""
LIMITS_BELOW = 39.0
"""The VDOT below which they are: the book has other paces there (`daniels_book`)."""
LIMITS_FROM = 70
"""The age from which they are: convention."""


class PaceRange(NamedTuple):
    """The ends of the paces of an effort, in seconds a kilometre."""

    quick: float
    slow: float


def vdot(metres: float, seconds: float) -> float:
    """Daniels' and Gilbert's index of a race result; made for efforts of about 3.5 to 240 minutes."""
    minutes = seconds / 60
    speed = metres / minutes
    cost = -4.60 + 0.182258 * speed + 0.000104 * speed**2
    share = 0.8 + 0.1894393 * exp(-0.012778 * minutes) + 0.2989558 * exp(-0.1932605 * minutes)
    return cost / share


def speed_at(cost: float) -> float:
    """Metres a minute whose oxygen cost is `cost` (ml/kg/min): the inverse of the cost in `vdot`."""
    return (-0.182258 + sqrt(0.182258**2 + 4 * 0.000104 * (cost + 4.60))) / (2 * 0.000104)


def race_seconds(metres: float, index: float) -> float:
    """The time over `metres` whose VDOT is `index`, to a hundredth of a second; VDOT falls as the time grows."""
    low, high = metres / 15, metres * 3  # from 15 metres a second to 3 seconds a metre
    while high - low > 0.005:
        middle = (low + high) / 2
        low, high = (middle, high) if vdot(metres, middle) > index else (low, middle)
    return (low + high) / 2


def working_paces(metres: float, seconds: float) -> dict[str, float]:
    """Seconds a kilometre for every effort, and for `jog` and `float`, of a runner with this race result."""
    index = vdot(metres, seconds)
    table = {effort: 60_000 / speed_at(share * index) for effort, share in SHARES.items()}
    table |= {effort: race_seconds(distance, index) * 1000 / distance for effort, distance in RACES.items()}
    table["threshold"] = min(max(table["threshold"], table["10k"] + GAP), table["half"] - GAP)
    return table | {"jog": 60_000 / speed_at(JOG_SHARE * index), "float": table["steady"]}


def pace_ranges(metres: float, seconds: float) -> dict[str, PaceRange]:
    """The paces for every effort but a sprint, which is run by feel, of a runner with this race result."""
    index, table = vdot(metres, seconds), working_paces(metres, seconds)
    ranges = {effort: PaceRange(table[effort] * (1 - RACE_MARGIN), table[effort] * (1 + RACE_MARGIN)) for effort in RACES}
    for effort, (slow, quick) in BANDS.items():
        ranges[effort] = PaceRange(60_000 / speed_at(quick * index), 60_000 / speed_at(slow * index))
    quick = table["threshold"]  # which its neighbours may have moved
    return ranges | {"threshold": PaceRange(quick, max(quick, min(ranges["threshold"].slow, table["half"] - GAP)))}


def are_limits(index: float, age: int | None) -> bool:
    """Whether the paces of `LIMITED` are limits, not aims, for a runner with this VDOT, of this age where it is known."""
    return index < LIMITS_BELOW or (age is not None and age >= LIMITS_FROM)
