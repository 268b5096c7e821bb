"""A plan in one screen: its weeks in a line each, and what its quality days hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import run

from toolkit.library import Library
from toolkit.models import Variant
from toolkit.notation import read_steps, without_notes
from toolkit.rounding import fixed
from toolkit.schedule import Schedule, lay_out
from toolkit.text.summary import compared_text, summary_text

STANDARD, EXTENDED = Variant("intermediate", "standard"), Variant("intermediate", "extended")


@pytest.fixture(scope="module")
def schedule(frozen: Library) -> Schedule:
    return lay_out(frozen.plans["5k"], frozen, STANDARD)


def test_every_week_has_a_line_with_its_figures(schedule: Schedule) -> None:
    lines = summary_text(schedule).splitlines()
    assert max(map(len, lines)) <= 80
    figures = [line[:40].split() for line in lines[3:] if line[:4].strip()]
    assert [int(one[0]) for one in figures] == [week.number for week in schedule.weeks]
    for one, week in zip(figures, schedule.weeks, strict=True):
        assert one[-4:-1] == [fixed(week.running), fixed(week.fast, 1), f"{week.hard:g}"]


def test_quality_days_stand_beside_their_week_and_strides_do_not(schedule: Schedule) -> None:
    text = summary_text(schedule)
    week = text[text.index("\n   7 ") : text.index("\n   8 ")]
    said = " ".join(line[40:].strip() for line in week.splitlines()[1:])
    assert said.startswith("Tue 4x(1min @threshold, 30s jog) Thu 24x(15s @5k, 15s float) Sat 6x(110m @5k, 60m jog)")
    assert "@stride" not in said


def test_two_variants_stand_side_by_side_with_their_main_sets(frozen: Library, schedule: Schedule) -> None:
    text = compared_text(schedule, lay_out(frozen.plans["5k"], frozen, EXTENDED))
    assert max(map(len, text.splitlines()[2:])) <= 80
    assert len(re.findall(r"^ +\d+ .*\| +\d+ ", text, re.MULTILINE)) == len(schedule.weeks)
    assert "hill-repeats: 4x(30s @5k, walk until ready 1-2min)  (week 16)" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--summary", "--week", "2"), "a summary has all weeks: leave out --week."),
        (("--compare", "intermediate-extendet"), "Did you mean “intermediate-standard”?"),
    ],
)
def test_wrong_usage_says_what_to_write(
    arguments: tuple[str, ...], said: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    result = run("show", "plan", "small", "--level", "intermediate", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_plan_is_shown_in_short_from_the_command_line(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    result = run("show", "plan", "small", "--level", "intermediate", "--summary")
    assert result.exit_code == 0
    assert "quality days" in result.stdout


def test_notes_are_left_out_at_every_depth() -> None:
    assert without_notes(read_steps('2x(1min @5k "calm", 3x(30s @mile "tall", 1min jog)), 5min walk "end"')) == read_steps(
        "2x(1min @5k, 3x(30s @mile, 1min jog)), 5min walk"
    )
