"""Plain English: words that a coach or an engineer would not write are in no code, no message and no page for contributors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import ROOT

INSTEAD = {
    "mend": "fix",
    "mends": "fixes",
    "mended": "fixed",
    "mending": "fixing",
    "told": "reported, distinguished",
    "stands": "is, comes, goes",
    "stood": "was",
    "cannot stand": "is not allowed",
    "may stand": "may be",
    "stand where": "are where",
    "lies where": "has the path of",
    "hang on": "depend on",
    "hangs on": "depends on",
    "hangs": "depends on",
    "whence": "from where",
    "lots": "many",
    "octet": "byte",
    "octets": "bytes",
    "anew": "again",
}
"""Each word, and what to write instead."""
WORDS = re.compile(rf"(?<![a-z])(?:{'|'.join(word.replace(' ', '[ _]') for word in INSTEAD)})(?![a-z]|-stream)", re.IGNORECASE)
"""The words, within names in code, too; “octet-stream” is a type of files."""
FILES = sorted(
    file
    for pattern in ("toolkit/**/*.py", "toolkit/**/*.md", "tests/*.py", "docs/contributing/**/*.md")
    for file in ROOT.glob(pattern)
    if file != Path(__file__)
)


def find_words(text: str) -> list[tuple[int, str]]:
    """The line, from 1, and the word of each place in a text that has one of the words."""
    lines = enumerate(text.split("\n"), start=1)
    return [(number, found[0]) for number, line in lines for found in WORDS.finditer(line)]


def test_no_file_has_a_word_that_nobody_would_write() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: “{word}”. Write: {INSTEAD[word.lower().replace('_', ' ')]}."
        for file in FILES
        for number, word in find_words(file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a text\nMend the plan, which hangs on it.", [(2, "Mend"), (2, "hangs on")]),
        ("def test_where_it_stands_in_a_file() -> None:", [(1, "stands")]),
        ("this cannot stand here", [(1, "cannot stand")]),
        ("recommended: a stand-in for single-leg stand, retold; application/octet-stream", []),
    ],
)
def test_words_are_found_in_sentences_and_in_names(text: str, words: list[tuple[int, str]]) -> None:
    assert find_words(text) == words
