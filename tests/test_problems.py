"""Problems as a coach sees them: sorted, counted, each with its line and a caret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.problems import Problem, count, report, shorten, unknown


def test_a_problem_shows_its_line_with_a_caret_under_the_column() -> None:
    assert str(Problem("a.yaml", 3, 7, "wrong", "    - 5x(3mins)")) == "a.yaml:3:7: wrong\n    - 5x(3mins)\n      ^"


def test_a_problem_of_an_empty_line_shows_no_line() -> None:
    assert str(Problem("a.yaml", 3, 7, "wrong", "   ")) == "a.yaml:3:7: wrong"


def test_a_caret_past_the_end_of_the_line_comes_after_it() -> None:
    assert str(Problem("a.yaml", 1, 5, "wrong", "tail")) == "a.yaml:1:5: wrong\n    tail\n        ^"


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 20))
def test_of_a_long_line_a_window_is_shown_and_the_caret_stays_under_its_character(length: int, column: int, indent: int) -> None:
    line = " " * indent + "".join(chr(0x4E00 + number) for number in range(length))
    column = indent + min(column, length)
    _, shown, caret = str(Problem("a.yaml", 1, column, "wrong", line)).split("\n")
    assert len(shown) <= 104
    assert shown[caret.index("^")] == line[column - 1] if column > indent else True


def test_no_report_holds_a_character_that_turns_or_hides_text() -> None:
    text = str(Problem("a.yaml", 1, 1, "wrong", "avoid: \u202epain\u2066\x1b[31m"))
    assert not {"\u202e", "\u2066", "\x1b"} & set(text)


def test_a_report_is_sorted_by_file_and_line_says_nothing_twice_and_counts() -> None:
    one, two, three = Problem("b", 1, 1, "x"), Problem("a", 10, 1, "x"), Problem("a", 9, 2, "x")
    assert report([one, two, three, one]) == "a:9:2: x\na:10:1: x\nb:1:1: x\n\n3 problems in 2 files"
    assert report([one]).endswith("\n\n1 problem in 1 file")


@pytest.mark.parametrize(("number", "said"), [(0, "0 weeks"), (1, "1 week"), (2, "2 weeks")])
def test_one_is_singular(number: int, said: str) -> None:
    assert count(number, "week") == said


def test_an_unknown_name_gets_the_nearest_known_one() -> None:
    assert unknown("cue", "sof-landings", ["soft-landings", "tall"]) == (
        "there is no cue “sof-landings”. Did you mean “soft-landings”?"
    )


def test_an_unknown_name_near_nothing_gets_the_choice_unless_it_is_long() -> None:
    assert unknown("cue", "x", ["b", "a"]) == "there is no cue “x”. Write one of: a, b."
    assert unknown("cue", "x", []) == "there is no cue “x”."
    assert unknown("cue", "x", map(str, range(100, 160))) == "there is no cue “x”."


@given(st.text(max_size=200), st.integers(2, 80))
def test_shortened_text_is_one_line_and_no_longer_than_asked(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert len(short.splitlines()) <= 1
