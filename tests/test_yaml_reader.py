"""YAML text to plain data: scalars stay text, every part has its place, and nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.characters import KEY, refused
from toolkit.problems import Problem
from toolkit.yaml_reader import Document, Mark, parse, read_document


def parsed(text: str) -> Document:
    document, problems = parse("a.yaml", text.encode())
    assert problems == []
    assert document is not None
    return document


def messages(text: str) -> list[str]:
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in parse("a.yaml", text.encode())[1]]


@pytest.mark.parametrize(
    "written",
    ["4:30", "1:05:00", "no", "yes", "on", "1.10", "007", "0x1F", "1e3", "2027-04-18", "~", "null", "true", ".inf", "=", "1_000"],
)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_scalar_stays_the_text_that_was_written(written: str, quote: str) -> None:
    assert parsed(f"a: {quote}{written}{quote}\n").data == {"a": written}


def test_a_key_stays_the_text_that_was_written() -> None:
    assert list(parsed("-5: a\n0: b\nno: c\n4:30: d\n~: e\n").data) == ["-5", "0", "no", "4:30", "~"]


def test_an_empty_value_is_empty_text() -> None:
    assert parsed("a:\nb: []\nc: {}\nd: ''\n").data == {"a": "", "b": [], "c": {}, "d": ""}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: one\n  two\n", "one two"),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ('a: "one\\ttwo"\n', "one\ttwo"),
        ("a: 'it''s'\n", "it's"),
    ],
)
def test_text_on_several_lines_and_in_quotes_reads_as_yaml_says(text: str, value: str) -> None:
    assert parsed(text).data == {"a": value}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    document, problems = parse("a.yaml", b"\xef\xbb\xbfa: one\r\nb:\r\n  - two\r\n")
    assert problems == []
    assert document is not None
    assert document.data == {"a": "one", "b": ["two"]}
    assert document.keys["a",] == Mark(1, 1)
    assert document.values["b", 0] == Mark(3, 5, True)


TEXT = """\
# a comment
title: Minutes
load: {hard: 1, impact: 3}
rungs:
  - 3x(1min @5k)
  - "4x(1min @5k)"
  - '5x(1min @5k)'
  - >-
    6x(1min @5k)
  - 7x(1min @5k,
    1min jog)
days:
  tue: [easy, 'hard']
é😀: {ü: x}
"""


@pytest.mark.parametrize(
    ("place", "mark"),
    [
        (("title",), Mark(2, 8, True)),
        (("load",), Mark(3, 7)),
        (("load", "hard"), Mark(3, 14, True)),
        (("load", "impact"), Mark(3, 25, True)),
        (("rungs",), Mark(5, 3)),
        (("rungs", 0), Mark(5, 5, True)),
        (("rungs", 1), Mark(6, 6, True)),
        (("rungs", 2), Mark(7, 6, True)),
        (("rungs", 3), Mark(8, 5)),
        (("rungs", 4), Mark(10, 5)),
        (("days", "tue", 0), Mark(13, 9, True)),
        (("days", "tue", 1), Mark(13, 16, True)),
        (("é😀", "ü"), Mark(14, 9, True)),
    ],
)
def test_every_value_has_the_line_and_column_of_its_first_character(place: tuple[str | int, ...], mark: Mark) -> None:
    assert parsed(TEXT).values[place] == mark


@pytest.mark.parametrize(
    ("place", "mark"),
    [(("title",), (2, 1)), (("load", "impact"), (3, 17)), (("days", "tue"), (13, 3)), (("é😀", "ü"), (14, 6))],
)
def test_every_key_has_its_line_and_column(place: tuple[str | int, ...], mark: tuple[int, int]) -> None:
    assert parsed(TEXT).keys[place][:2] == mark


def test_a_problem_is_as_far_into_a_scalar_as_its_offset_says() -> None:
    problem = parsed(TEXT).problem(("rungs", 1), "wrong", offset=3)
    assert problem == Problem("a.yaml", 6, 9, "wrong")
    assert str(problem) == 'a.yaml:6:9: wrong\n    - "4x(1min @5k)"\n          ^'


def test_a_problem_in_folded_text_is_at_its_start() -> None:
    assert parsed(TEXT).problem(("rungs", 3), "wrong", offset=3) == Problem("a.yaml", 8, 5, "wrong")


def test_an_offset_behind_an_escape_or_a_doubled_quote_does_not_pass_the_end_of_the_value() -> None:
    assert parsed("a: '''''''x'\n").problem(("a",), "wrong", offset=3).column <= 12


def test_a_problem_at_a_place_that_is_not_there_is_at_what_should_hold_it() -> None:
    document = parsed(TEXT)
    assert document.problem(("load", "tissues", "knee"), "wrong").column == 7
    assert document.problem(("days", "sun", 0), "wrong").line == 13
    assert document.problem(("warm_up",), "wrong", at_key=True) == Problem("a.yaml", 2, 1, "wrong")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\na: 2\n", "2:1: “a” appears twice; the first is on line 1. Keep one of them."),
        ("a: {b: 1, b: 2}\n", "1:11: “b” appears twice; the first is on line 1. Keep one of them."),
        ("a:\n  - {b: 1}\n  - {b: 2, b: 3}\n", "3:12: “b” appears twice; the first is on line 3. Keep one of them."),
        ("a: 1\n'a': {b: 1}\n", "2:1: “a” appears twice; the first is on line 1. Keep one of them."),
        ("a: &x 1\n", "1:4: “&x” is an anchor. Leave it out and write values where they are used."),
        ("? [a, b]\n: 1\n", "1:3: the name of a field must be a word, as in “title: …”."),
        ("? {a: b}\n: 1\n", "1:3: the name of a field must be a word, as in “title: …”."),
    ],
)
def test_what_yaml_allows_and_we_do_not_is_refused_at_its_place(text: str, said: str) -> None:
    assert messages(text) == [said]


def test_the_first_of_two_equal_keys_is_kept_and_other_problems_are_still_found() -> None:
    document, problems = parse("a.yaml", b"a: 1\na: {b: 2, b: 3}\nc: 1\nc: 2\n")
    assert document is not None
    assert document.data == {"a": "1", "c": "1"}
    assert [problem.line for problem in problems] == [2, 4] or [problem.line for problem in problems] == [2, 2, 4]


def test_twenty_levels_are_allowed_and_one_more_is_not() -> None:
    assert messages(f"a: {'[' * 19}{']' * 19}\n") == []
    assert messages(f"a: {'[' * 20}{']' * 20}\n") == ["1:23: this is nested more than 20 levels deep. Use fewer levels."]


def test_a_file_of_the_most_bytes_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: " + b"x" * (256 * 1024 - 3))
    assert read_document(tmp_path, file)[1] == []
    file.write_bytes(b"a: " + b"x" * (256 * 1024 - 2))
    assert read_document(tmp_path, file)[0] is None


def test_a_link_to_a_file_inside_the_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    document, problems = read_document(tmp_path, tmp_path / "b.yaml")
    assert problems == []
    assert document is not None
    assert document.path == "b.yaml"


def sound(result: tuple[Document | None, list[Problem]]) -> None:
    """A document, or at least one problem; every problem lies in the file and can be shown."""
    document, problems = result
    assert document is not None or problems
    for problem in problems:
        assert problem.path == "a.yaml"
        assert problem.line >= 1
        assert problem.column >= 1
        assert str(problem).startswith(f"a.yaml:{problem.line}:{problem.column}: ")


@given(st.binary(max_size=200))
@example(b"\x00")
@example(b"a: \x0b")
@example("é: \x85\u2028".encode())
@example(b"\xff\xfe\x00")
def test_no_bytes_whatever_raise(raw: bytes) -> None:
    sound(parse("a.yaml", raw))


@given(st.text(max_size=200))
@example("%YAML 1.2\n---\na: 1\n")
@example("%YAML 9.9\n---\na: 1\n")
@example("...\n...\n")
@example("? ? ? a")
@example("a: !<> b")
@example("*a : *b")
@example("\ufeffa: 1")
def test_no_text_whatever_raises(text: str) -> None:
    sound(parse("a.yaml", text.encode("utf-8", "surrogatepass")))


PARTS = [
    "a", "b: ", "- ", "[", "]", "{", "}", ",", ": ", "? ", "&x ", "*x", "!!int ", "'", '"', "|\n", ">-\n", "\n", "  ", "\t",
    "#", "---\n", "...\n", "<<: ", "é", "\\", "%TAG ", "@", "`", "~", "4:30",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_no_heap_of_yaml_signs_raises(text: str) -> None:
    sound(parse("a.yaml", text.encode()))


SCALARS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_categories=["Cc"]), max_size=12)
SCALARS = SCALARS.filter(lambda text: not any(refused(text)))
KEYS = SCALARS.filter(KEY.fullmatch)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


def flow(data: object) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return "'" + str(data).replace("'", "''") + "'"


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_was_written_in_quotes_comes_back_as_it_was(data: dict[str, object]) -> None:
    text = "".join(f"{flow(key)}: {flow(value)}\n" for key, value in data.items())
    document = parsed(text)
    assert document.data == data
    lines = text.splitlines()
    for place, mark in document.values.items():
        if mark.exact:
            assert lines[mark.line - 1][mark.column - 2] == "'", place
