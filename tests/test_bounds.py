"""Bounds by effort and level: slips are answered with the number that would fit, and what coaches really write passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import change
from small import check, said

HARD, LONG, SQUAT = "templates/intervals/two-minutes.yaml", "templates/long/long-run.yaml", "templates/exercises/squat.yaml"


def rungs(root: Path, file: str, *written: str) -> None:
    """Give a session other rungs, from which everybody starts at the first."""
    lines = (root / file).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("  - ", "rungs:", "start:"))]
    (root / file).write_text("\n".join([*kept, "rungs:", *(f"  - '{rung}'" for rung in written), ""]), "utf-8")


SLIPS = [
    ("60min @mile", "@mile", "60 minutes of @mile in one piece are too long. Write 6min or less (returning)."),
    ("3km @mile", "@mile", "of @mile in one piece are too long. Write 970m or less (returning)."),
    ("3min @stride", "@stride", "3 minutes of @stride in one piece are too long. Write 1min or less (returning)."),
    ("20x(3min @5k, 2min jog)", "@5k", "60 minutes of @5k in all are too long. Write 40min or less in all (returning)."),
    ("9x(3h walk)", "9x", "in all are too long. Write 240min or less in all (returning)."),
    ("3x(500 squat)", "squat", "500 repetitions in a row are too many. Write 100 or fewer (returning)."),
    ("40x(20 squat, 10s rest)", "squat", "800 repetitions of squat in all are too many. Write 300 or fewer in all (returning)."),
    ("10h @easy", "@easy", "600 minutes of @easy in one piece are too long. Write 180min or less (returning)."),
]


@pytest.mark.parametrize(("rung", "at", "message"), SLIPS, ids=[rung for rung, _, _ in SLIPS])
def test_a_rung_beyond_its_level_is_answered_with_what_would_fit(rung: str, at: str, message: str, small: Path) -> None:
    rungs(small, HARD, rung)
    (found,) = (problem for problem in check(small) if message in problem.message)
    assert found.message.startswith("rungs[0]: ")
    assert found.column == len("  - '") + 1 + rung.index(at)


def test_a_level_that_is_not_offered_a_rung_does_not_judge_it(small: Path) -> None:
    rungs(small, HARD, "25x(70s @5k, 1min jog)", "30x(90s @5k, 1min jog)")
    change(small / HARD, "rungs:", "start: {advanced: 1}\nrungs:")
    assert "too long" not in said(small)


def test_a_dose_of_an_exercise_is_judged_by_its_own_level(small: Path) -> None:
    change(small / SQUAT, "dose: {returning: 30s squat}", "dose: {returning: 30s squat, advanced: 3x(500 squat)}")
    assert "dose.advanced: 500 repetitions in a row are too many. Write 100 or fewer (advanced)." in said(small)


def test_a_race_is_as_long_as_it_is(small: Path) -> None:
    change(small / "templates/race/race-5k.yaml", "5km @5k", "15km @5k")
    assert "too long" not in said(small)


@pytest.mark.parametrize(
    ("rung", "message"),
    [
        ("1:30 @easy", "1.5 minutes are too short for long/. “1:30” is minutes and seconds. Write 1:30:00 or 90min for hours"),
        ("10min @easy, 1:45 @steady", "“1:45” is minutes and seconds. Write 1:45:00 or 105min for hours, or 20min or more."),
        ("15min @easy", "15 minutes are too short for long/. Write 20min or more, or put the file into another folder."),
    ],
)
def test_a_long_run_that_is_short_is_answered_with_both_readings(rung: str, message: str, small: Path) -> None:
    rungs(small, LONG, rung)
    assert message in said(small)


@pytest.mark.parametrize(
    "rung",
    [
        "6x(800m @5k, 400m jog)",
        "10x(3min @threshold, 1min jog)",
        "12x(400m @5k, 90s jog)",
        "2x(30min @marathon, 3min jog)",
        "40min @threshold",
        "20x(200m @mile, 200m jog)",
        "3x(20 squat, 1min rest)",
        "150min @easy",
    ],
)
def test_what_coaches_write_passes(rung: str, small: Path) -> None:
    rungs(small, HARD, rung)
    assert "too long" not in said(small)
    assert "too many" not in said(small)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bounds:\n  returning:", "bounds:\n  return:", "bounds.return"),
        ("set: 100", "set: 1_00", "“1_00” is not a whole number. Write 100."),
        ("sprint: 90s, jog", "jog", "sprint is missing."),
        ("session: 4h", "session: 20h", "1200 minutes is out of range. Write 0.1 to 480."),
    ],
)
def test_bounds_are_checked_themselves(old: str, new: str, message: str, small: Path) -> None:
    change(small / "templates/levels.yaml", old, new)
    assert message in said(small)
