"""Files made to take long: each is checked within a second, and each is answered at its path."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import check
from speed import answered_within

from toolkit.yaml_reader import MOST_BYTES, MOST_VALUES

SIZE = MOST_BYTES - 64


def full(piece: str) -> str:
    """A text of nearly the size that a file may have."""
    return piece * (SIZE // len(piece))


YAML = {
    "opening brackets": f"title: {full('[')}",
    "closing brackets": f"title: {full(']')}",
    "opening braces": f"title: {full('{a: ')}",
    "a list on one line": f"cues: [{full('a,')}]",
    "a list on many lines": "rungs:\n" + full("- a\n"),
    "many keys": "".join(f"{number:x}:\n" for number in range(36_000)),
    "one key again and again": full("a: b\n"),
    "one long line": f"title: {full('a')}",
    "one long key": f"{full('a')}: b",
    "one long number": f"load: {{hard: {full('9')}, impact: 1}}",
    "one long run of spaces": f"title: a{full(' ')}b",
    "escapes": f'title: "{full(chr(92) + "n")}"',
    "a rung without an end": f"rungs: ['{full('1min @5k, ')}']",
    "rungs that differ": "rungs:\n" + "".join(f"- {number}min jogg{number}\n" for number in range(13_000)),
    "comments alone": "title: a\n" + full("# x\n"),
    "comments in a list": f"cues: [{full('a #' + chr(10) + ',')}]",
    "comments before a text": f"avoid:\n{full('  # x' + chr(10))}  pain",
    "text on one line before a comment": f"cues: [{full('a , ')}] # x",
    "aliases": "a: &x b\n" + full("c: *x\n"),
    "documents": full("---\n"),
    "tabs": full("\t"),
    "question marks": full("? "),
}
CHAPTERS = {
    "opening brackets": full("["),
    "at signs in a bracket": "[" + full("a@"),
    "spaces in a citation": f"[strong, {' ' * 1500}@x]",
    "many spaces in a citation": f"[strong, {full(' ')}@x]",
    "values": full("{limit x} "),
    "values on one line": full("x{efforts} "),
    "values that nearly are": "".join(f"{{limit hours-betwen-har{number}}} " for number in range(8_000)),
    "a value without an end": full("{a"),
    "a value of many words": f"{{limit {full('a ')}}}",
    "citations": "".join(f"[weak: @a{number}] " for number in range(16_000)),
    "sources of one citation": f"[weak: {full('a;')}]",
    "links": "".join(f"](../plans/5kk{number}.md) " for number in range(11_000)),
    "links without an end": full("](../"),
}


def checked(root: Path, path: str, text: str) -> list[str]:
    """The messages of a file that is laid into a project; it takes a second of a quiet machine at most."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    problems = answered_within(1, lambda: check(root))
    assert {problem.path for problem in problems} <= {path}
    return [problem.message for problem in problems]


@pytest.mark.parametrize("text", YAML.values(), ids=YAML)
def test_a_yaml_file_is_answered_within_a_second(text: str, small: Path) -> None:
    assert checked(small, "templates/easy/hostile.yaml", text)


@pytest.mark.parametrize("text", CHAPTERS.values(), ids=CHAPTERS)
def test_a_chapter_is_answered_within_a_second(text: str, small: Path) -> None:
    checked(small, "docs/guide/hostile.md", text)


def test_a_file_of_too_many_values_is_answered_where_they_become_too_many(small: Path) -> None:
    lines = "rungs:\n" + "- 1min jog\n" * (2 * MOST_VALUES)
    assert checked(small, "templates/easy/hostile.yaml", lines) == [f"the file has more than {MOST_VALUES} values. Split it."]


def test_a_chapter_that_names_too_much_is_answered_once_for_all_the_rest(small: Path) -> None:
    messages = checked(small, "docs/guide/hostile.md", full("[weak: @none] "))
    assert len(messages) == 502  # with one that the page is too long
    assert messages[-1] == "here the page has named more than 1000 things. Split it."
