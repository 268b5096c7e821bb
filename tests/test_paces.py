"""Paces against the check values of the evidence, and against each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.notation import EFFORTS
from toolkit.paces import RACES, race_seconds, speed_at, vdot, working_paces


def seconds(text: str) -> int:
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


@pytest.mark.parametrize(
    ("metres", "time", "index", "tolerance"),
    [
        (10000, "40:00", 51.944083, 5e-7),
        (5000, "20:00", 49.806, 5e-4),
        (5000, "25:00", 38.309, 5e-4),
        (5000, "30:00", 30.822, 5e-4),
        (10000, "50:00", 40.012, 5e-4),
        (21097.5, "2:00:00", 36.459, 5e-4),
        (3000, "12:00", 47.851, 5e-4),
        (1609.344, "6:00", 48.417, 5e-4),
        (15000, "1:07:48", 46.397, 5e-4),
    ],
)
def test_the_index_of_a_race_is_the_one_of_the_evidence(metres: float, time: str, index: float, tolerance: float) -> None:
    assert vdot(metres, seconds(time)) == pytest.approx(index, abs=tolerance)


DISTANCES = (1609.344, 3000, 5000, 10000, 21097.5, 42195)
EQUIVALENTS = {
    30: ("9:10", "17:56", "30:41", "1:03:49", "2:21:17", "4:49:49"),
    35: ("8:01", "15:44", "26:59", "56:02", "2:04:13", "4:16:06"),
    40: ("7:07", "14:02", "24:06", "50:01", "1:50:54", "3:49:37"),
    45: ("6:24", "12:40", "21:49", "45:13", "1:40:14", "3:28:16"),
    50: ("5:50", "11:33", "19:56", "41:20", "1:31:31", "3:10:40"),
    55: ("5:21", "10:37", "18:22", "38:06", "1:24:16", "2:55:55"),
    60: ("4:57", "9:50", "17:03", "35:22", "1:18:09", "2:43:22"),
}


@pytest.mark.parametrize(
    ("index", "metres", "time"),
    [(index, metres, time) for index, times in EQUIVALENTS.items() for metres, time in zip(DISTANCES, times, strict=True)],
)
def test_equal_races_are_those_of_the_evidence_to_the_second(index: int, metres: float, time: str) -> None:
    """The table is rounded to whole seconds, so half a second is the most that may differ, and a hundredth for the bisection."""
    assert race_seconds(metres, index) == pytest.approx(seconds(time), abs=0.51)


@pytest.mark.parametrize(
    ("index", "metres", "time"),
    [(50, 5000, "19:57"), (50, 10000, "41:21"), (50, 21097.5, "1:31:35"), (50, 42195, "3:10:49"),
     (40, 5000, "24:08"), (40, 10000, "50:03"), (40, 21097.5, "1:50:59"), (40, 42195, "3:49:45")],
)  # fmt: skip
def test_equal_races_are_within_two_thousandths_of_the_printed_book(index: int, metres: float, time: str) -> None:
    assert race_seconds(metres, index) == pytest.approx(seconds(time), rel=0.002)


@pytest.mark.parametrize(("index", "pace"), [(30, "6:24"), (40, "5:06"), (50, "4:15"), (60, "3:40")])
def test_threshold_pace_is_that_of_the_evidence_to_the_second(index: int, pace: str) -> None:
    assert working_paces(5000, race_seconds(5000, index))["threshold"] == pytest.approx(seconds(pace), abs=0.6)


@pytest.mark.parametrize(("index", "time"), [(30, 131.1), (40, 104.0), (50, 86.8), (60, 74.9)])
def test_a_stride_is_run_at_repetition_pace(index: int, time: float) -> None:
    assert working_paces(5000, race_seconds(5000, index))["stride"] * 0.4 == pytest.approx(time, abs=0.06)


@given(st.floats(20, 85), st.sampled_from(sorted(RACES.values())))
def test_a_race_time_and_its_index_are_each_other_s_inverse(index: float, metres: float) -> None:
    assert vdot(metres, race_seconds(metres, index)) == pytest.approx(index, abs=0.01)


@given(st.floats(5, 100))
def test_a_speed_and_its_cost_are_each_other_s_inverse(cost: float) -> None:
    speed = speed_at(cost)
    assert -4.60 + 0.182258 * speed + 0.000104 * speed**2 == pytest.approx(cost)


@given(st.floats(14 * 60, 45 * 60))
def test_every_effort_has_a_pace_and_a_harder_one_a_quicker_pace(time: float) -> None:
    table = working_paces(5000, time)
    assert set(table) == {*EFFORTS, "jog", "float"}
    order = ("jog", *(effort for effort in EFFORTS if effort != "stride"))  # a stride is about as quick as a mile
    assert all(table[slow] > table[quick] for slow, quick in pairwise(order)), table
    assert table["5k"] * 5 == pytest.approx(time, abs=0.03)


@given(st.floats(14 * 60, 44 * 60))
def test_a_quicker_runner_has_quicker_paces(time: float) -> None:
    slow, quick = working_paces(5000, time + 30), working_paces(5000, time)
    assert all(slow[effort] > quick[effort] for effort in slow)
