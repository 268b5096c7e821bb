"""Race results as they are written: read, or refused with what to write instead; their paces and age grades."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from project import change
from small import SMALL
from stamping import answers

from toolkit.library import load
from toolkit.models import SEXES, GradesFile
from toolkit.models.grades import Standards
from toolkit.models.race_result import SAYS, RaceResult, RaceResultError, read_distance, read_race_time, refuse
from toolkit.paces import BANDS, LIMITS_FROM, RACES, SHARES, are_limits, pace_ranges, race_seconds, vdot, working_paces
from toolkit.site.own_paces import pace_tables
from toolkit.text.paces import distance_text, equal_races, grade_text, pace_rows, time_text

GRADES = """first_age: 40
races:
  5k:
    women: {open: "13:54", percent: [91.72, 85.92]}
    men: {open: "12:49", percent: [94.75, 90]}
sources: convention
"""


@pytest.mark.parametrize(
    ("text", "metres"),
    [("5k", 5000), ("10 km", 10000), ("15KM", 15000), ("3000m", 3000), ("10mi", 16093.44), ("1mi", 1609.344), ("half", 21097.5),
     (" marathon ", 42195), ("7.5k", 7500)],
)  # fmt: skip
def test_a_distance_is_read_as_runners_write_it(text: str, metres: float) -> None:
    assert read_distance(text) == metres


@pytest.mark.parametrize("text", ["5", "", "k", "0k", "-5k", "5 furlongs", "five k", "5,5k", "1e3m", "999999k", "٥k"])
def test_what_is_no_distance_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(RaceResultError, match="Write 5k, 15km, 10mi"):
        read_distance(text)


@pytest.mark.parametrize(
    ("text", "seconds"), [("40:00", 2400), ("1:07:48", 4068), ("67:48", 4068), (" 3:30 ", 210), ("125:00", 7500)]
)
def test_a_time_is_read_as_runners_write_it(text: str, seconds: int) -> None:
    assert read_race_time(text) == seconds


@pytest.mark.parametrize("text", ["40", "", "40:60", "1:67:48", "1:7:48", "4h", "40.00", "-1:00", "40:00:", "٤٠:٠٠"])
def test_what_is_no_time_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(RaceResultError, match="Write minutes and seconds, 40:00"):
        read_race_time(text)


@pytest.mark.parametrize(
    ("race", "time", "why"),
    [("5k", "4:30", "quick"), ("5k", "0:00", "quick"), ("800m", "3:20", "short"), ("marathon", "4:00:01", "long"),
     ("5k", "59:00", "slow"), ("marathon", "4:00:00", ""), ("800m", "3:30", ""), ("5k", "12:35", "")],
)  # fmt: skip
def test_what_the_formulas_are_not_made_for_is_refused(race: str, time: str, why: str) -> None:
    assert refuse(RaceResult(read_distance(race), read_race_time(time))) == why


def test_a_time_is_said_as_it_is_read() -> None:
    assert [time_text(read_race_time(one)) for one in ("40:00", "1:07:48", "67:48", "2:00:05")] == [
        "40:00", "1:07:48", "1:07:48", "2:00:05",
    ]  # fmt: skip
    assert [distance_text(read_distance(one)) for one in ("800m", "mile", "5k", "7.5k", "10mi", "half", "marathon")] == [
        "800 m", "a mile", "5 km", "7.5 km", "10 miles", "a half-marathon", "a marathon",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "easy", "threshold", "stride_400_m"),
    [(30, ("8:43", "7:20"), "6:24", 131.1), (40, ("6:59", "5:51"), "5:06", 104.0), (50, ("5:52", "4:54"), "4:15", 86.8)],
)
def test_ranges_are_those_of_the_evidence(index: float, easy: tuple[str, str], threshold: str, stride_400_m: float) -> None:
    found = pace_ranges(5000, race_seconds(5000, index))
    assert found["easy"].slow == pytest.approx(read_race_time(easy[0]), abs=0.6)
    assert found["easy"].quick == pytest.approx(read_race_time(easy[1]), abs=0.6)
    assert found["threshold"].quick == pytest.approx(read_race_time(threshold), abs=0.6)
    assert found["stride"].quick * 0.4 < stride_400_m < found["stride"].slow * 0.4


@given(st.floats(15, 85))
def test_every_range_holds_the_pace_that_doses_are_reckoned_with_and_ranges_keep_their_order(index: float) -> None:
    seconds = race_seconds(5000, index)
    working, found = working_paces(5000, seconds), pace_ranges(5000, seconds)
    for effort, (quick, slow) in found.items():
        assert quick - 1e-9 <= working[effort] <= slow + 1e-9, effort
    order = ("easy", "steady", "marathon", "half", "threshold", "10k", "5k", "3k", "mile")
    assert all(sum(found[slow]) > sum(found[quick]) for slow, quick in pairwise(order))


def test_the_quick_end_of_threshold_is_the_share_that_doses_are_reckoned_with() -> None:
    assert BANDS["threshold"][1] == SHARES["threshold"]


def test_quick_paces_are_limits_for_slow_and_for_old_runners() -> None:
    slow, quick = RaceResult(5000, 25 * 60), RaceResult(5000, 20 * 60)
    assert are_limits(vdot(*slow), None)
    assert not are_limits(vdot(*quick), LIMITS_FROM - 1)
    assert are_limits(vdot(*quick), LIMITS_FROM)
    said = {row.effort: row for row in pace_rows(quick, 70)}
    assert (said["5k"].pace, said["5k"].speed) == ("3:58 or slower", "up to 15.2")
    assert said["10k"].pace.count("–") == 1
    assert said["sprint"].pace == "by feel"


def test_miles_and_mph_are_the_same_paces() -> None:
    by = {miles: {row.effort: row for row in pace_rows(RaceResult(5000, 1500), None, miles=miles)} for miles in (False, True)}
    assert (by[False]["easy"].pace, by[True]["easy"].pace) == ("6:03–7:14", "9:44–11:38")
    assert (by[False]["easy"].speed, by[True]["easy"].speed) == ("8.3–9.9", "5.2–6.2")
    assert by[False]["easy"].lap == by[True]["easy"].lap


def test_equal_races_end_where_the_formula_does() -> None:
    assert list(equal_races(RaceResult(5000, 25 * 60))) == ["a mile", "3 km", "5 km", "10 km", "a half-marathon", "a marathon"]
    assert "a marathon" not in equal_races(RaceResult(5000, 35 * 60))


# Age grades.


def standards(open_time: str, *percent: float) -> Standards:
    return Standards.model_validate({"open": open_time, "percent": percent})


@pytest.mark.parametrize(
    ("race", "sex", "open_time", "percent", "time", "grade"),
    [("5k", "men", "12:49", 94.75, "20:00", 67.63), ("5k", "women", "13:54", 85.92, "25:00", 64.71),
     ("10k", "men", "26:24", 85.11, "45:00", 68.93), ("10k", "women", "28:46", 73.31, "60:00", 65.40),
     ("half", "men", "57:31", 80.82, "1:40:00", 71.17), ("marathon", "women", "2:09:56", 93.86, "3:45:00", 61.53)],
)  # fmt: skip
def test_an_age_grade_is_that_of_the_evidence(race: str, sex: str, open_time: str, percent: float, time: str, grade: float) -> None:
    one = standards(open_time, percent)
    grades = GradesFile.model_construct(first_age=50, races={race: dict.fromkeys(SEXES, one)}, sources=())
    found = grades.grade(RaceResult(read_distance(race), read_race_time(time)), 50, "men" if sex == "men" else "women")
    assert found is not None
    assert found.percent == pytest.approx(grade, abs=0.005)


def test_there_is_no_grade_for_another_age_or_distance() -> None:
    grades = GradesFile.model_construct(first_age=50, races={"5k": dict.fromkeys(SEXES, standards("13:00", 90, 89))}, sources=())
    assert grades.last_age == 51
    result = RaceResult(5000, 1500)
    assert [bool(grades.grade(result, age, "men")) for age in (49, 50, 51, 52)] == [False, True, True, False]
    assert grades.grade(RaceResult(3000, 800), 50, "men") is None
    assert GradesFile().grade(result, 50, "men") is None


# The command.


@pytest.fixture
def graded(dated: Path) -> Path:
    """The small project with age grades."""
    (dated / "templates" / "grades.yaml").write_text(GRADES, "utf-8")
    return dated


def test_the_command_says_vdot_grade_and_paces(graded: Path) -> None:
    said = run("paces", "5k", "25:00", "--age", "41", "--sex", "f")
    assert said.exit_code == 0
    assert said.output.startswith("5 km in 25:00\nVDOT 38.3\nAge grade 64.7\u202f%: worth 21:29 at the best age.")
    assert "easy       2–3    6:03–7:14" in said.output
    assert "From 5 km effort on the paces are limits, not aims" in said.output
    assert max(map(len, said.output.splitlines())) <= 80
    assert "9:44–11:38" in run("paces", "5k", "25:00", "--units", "mi").output


def test_a_distance_without_grades_says_so(graded: Path) -> None:
    assert "For this distance there is no age grade" in run("paces", "10k", "50:00", "--age", "40", "--sex", "m").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("5", "4h"), "“5” is not a distance. Write 5k, 15km, 10mi, mile, half or marathon. “4h” is not a time."),
        (("5k", "4:30"), "5 km in 4:30 is faster than anybody runs."),
        (("marathon", "5:10:00"), "5:10:00 is too long: the formulas are made for races of up to four hours. Take a shorter race."),
        (("5k", "25:00", "--sex", "f"), "an age grade needs your age. Add --age 57, or leave --sex out."),
        (("5k", "25:00", "--sex", "f", "--age", "60"), "there are age grades for 40 to 41. Leave --sex out."),
        (("5k", "25:00", "--age", "9"), "9 is not in the range 18<=x<=110."),
    ],
)
def test_what_the_command_cannot_use_is_said_with_what_to_write(graded: Path, arguments: tuple[str, ...], says: str) -> None:
    said = run("paces", *arguments)
    assert said.exit_code == 2
    assert says in " ".join(said.output.split())


def test_a_project_without_grades_says_which_file_it_lacks(dated: Path) -> None:
    said = run("paces", "5k", "25:00", "--age", "60", "--sex", "m")
    assert said.exit_code == 2
    assert "this project has no templates/grades.yaml" in said.output


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  5k:", "  5 furlongs:", "“5 furlongs” is not a distance. Write 5k"),
        ("13:54", "1354", "“1354” is not a time. Write minutes and seconds, 40:00"),
        ("[94.75, 90]", "[94.75]", "this list has 1 age, and the first one 2. Write one number for each age."),
        ("[94.75, 90]", "[94.75, 101]", "“101” is more than 100, the most."),
        ("    men:", "    man:", "man"),
    ],
)
def test_a_mistake_in_the_grades_is_reported_at_its_place(graded: Path, old: str, new: str, says: str) -> None:
    change(graded / "templates" / "grades.yaml", old, new)
    _, problems = load(graded)
    assert [problem.path for problem in problems] == ["templates/grades.yaml"] * len(problems) != []
    assert any(says in problem.message for problem in problems), problems


# The page.


def questions(number: int) -> Iterator[dict[str, Any]]:
    """So many race results, always the same, some of which are refused."""
    chance = Random(7)
    table = {
        "firstAge": 40,
        "races": [{"metres": 5000, "women": {"open": 834, "percent": [91.72]}, "men": {"open": 769, "percent": [94.75]}}],
    }
    for _ in range(number):
        metres = chance.choice([*RACES.values(), 15000, 16093.44, chance.randrange(800, 42000)])
        seconds = round(race_seconds(metres, chance.uniform(12, 95)))
        text = chance.choice(["40:00", "1:07:48", "67:48", "40:60", "1:7:48", "4h", "", " 3:30 ", "40.00", "125:00"])
        yield {
            "tables": pace_tables(), "result": {"metres": metres, "seconds": seconds}, "age": chance.choice([None, 40, 69, 70, 85]),
            "miles": chance.random() < 0.5, "grades": table, "sex": chance.choice(SEXES), "text": text,
        }  # fmt: skip


def test_the_module_of_the_page_says_what_python_says() -> None:
    asked = list(questions(600))
    given = answers(asked, "paces.mjs")
    assert {answer["why"] for answer in given} == {"", "quick", "short", "long", "slow"} == {*SAYS} - {"distance", "time"} | {""}
    for one, answer in zip(asked, given, strict=True):
        result = RaceResult(**one["result"])
        assert answer["vdot"] == pytest.approx(vdot(*result), rel=1e-12)
        assert answer["why"] == refuse(result)
        if not answer["why"]:
            assert answer["rows"] == [list(row) for row in pace_rows(result, one["age"], miles=one["miles"])], one
            assert answer["equal"] == list(equal_races(result).values()), one
        assert answer["read"] == read_or_none(one["text"])
        assert (answer["grade"] is not None) == (one["age"] == 40 and result.metres == 5000)


def read_or_none(text: str) -> int | None:
    try:
        return read_race_time(text)
    except RaceResultError:
        return None


def test_a_grade_is_said_with_what_it_is_not() -> None:
    grades = GradesFile.model_construct(first_age=50, races={"5k": dict.fromkeys(SEXES, standards("13:54", 85.92))}, sources=())
    found = grades.grade(RaceResult(5000, 1500), 50, "women")
    assert found
    assert grade_text(found) == "Age grade 64.7\u202f%: worth 21:29 at the best age. A way to look at a time, never a target."


def test_the_small_project_needs_no_grades() -> None:
    library, problems = load(SMALL)
    assert not problems
    assert library
    assert not library.grades.races
