"""Texts by chance: what passes the gate comes out of Markdown harmless, and no text takes long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import pytest
from gated import CHAPTER, CONTRIBUTING, harm, page, rendered
from hypothesis import given, settings
from hypothesis import strategies as st
from speed import TRIES, seconds_of

from toolkit.characters import refused
from toolkit.checks import markdown as gate

PIECES = st.sampled_from(
    [
        *"<>/![](){}:#.=\"'`;&*_|\\ \n\t",
        *(
            "```",
            "~~~",
            "\n\n",
            "    ",
            "\n| - |\n",
            "- ",
            "> ",
            "1. ",
            "!!! note",
            "??? tip",
            '=== "a"',
            "<br>",
            "<sub>",
            "</sub>",
            "<id>",
        ),
        *(
            "script",
            "img",
            "onclick",
            "src",
            "href",
            "javascript:",
            "https://a.example/",
            "//b.example",
            "&#106;",
            "&#95;",
            "_",
            "</small>",
            "<small>",
            "*a**a*&lt;",
            "<!-- a -->!!!",
            "\u0436",
            "\uff3f",
            "&lt;",
            "x",
            "a.md",
        ),
        *("style", "<!-- a -->", "<!--", "-->", "{ #a }", "{rpe easy}", "[a]: ", "![a](b.svg)", "[a](b.md)", "<https://a.example>"),
        *("data:", "h1", "\r\n"),
    ]
)


TEXTS = st.lists(PIECES, max_size=24).map("".join)


def whatever_passes_comes_out_harmless(text: str) -> None:
    """The gate looks at Markdown, the judge at the HTML that the real library makes of it: neither knows how the other works."""
    for path in (CHAPTER, CONTRIBUTING):
        if not page(path, f"# Heading\n\n{text}"):
            said = re.sub(r"\{[a-z][^{}\n]*\}", "a value", text) if path == CHAPTER else text
            assert harm(rendered(f"# Heading\n\n{said}")) == []


@given(TEXTS)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_whatever_passes_comes_out_of_markdown_harmless(text: str) -> None:
    whatever_passes_comes_out_harmless(text)


@pytest.mark.exhaustive
@given(TEXTS)
@settings(max_examples=3000, deadline=None, derandomize=True)
def test_whatever_passes_of_many_texts_comes_out_of_markdown_harmless(text: str) -> None:
    whatever_passes_comes_out_harmless(text)


HURTING = (
    "[",
    "![",
    "](",
    "{",
    "<",
    "<!",
    "<!--",
    "<a ",
    "<small>",
    "<small>[a](b)",
    "&#8238;",
    "_ ",
    "`",
    "```\n",
    "&",
    "> ",
    "- ",
    " ",
    "\n",
    "[a](",
    "a@",
    "[a]: ",
    "{a ",
    "x=}",
    "1.",
    "|",
)


LOOKS: Mapping[str, Callable[[str], Iterable[object]]] = {
    **{rule.__name__: rule for rule in (*gate._RULES, gate._pictures, gate._links)},
    **{f"tags, {chapter=}": partial(gate._tags, chapter=chapter, own=True) for chapter in (True, False)},
    **{f"braces, {chapter=}": partial(gate._braces, chapter=chapter) for chapter in (True, False)},
    "refused": refused,
}
SHORT, LONG = 8 * 1024, 64 * 1024
"""Characters of two texts; what grows with the square of the length takes 64 times as long on the second."""
MOST_GROWTH = 24
"""How many times as long the second may take: eight, and three times as much on a machine that does other things besides."""


@pytest.mark.parametrize("piece", HURTING)
def test_no_expression_grows_with_the_square_of_text_made_to_hurt(piece: str) -> None:
    for before in ("", "x" * 1000):
        for name, look in LOOKS.items():
            short, long = (before + piece * (length // len(piece)) for length in (SHORT, LONG))
            slow, fast = (partial(lambda look, text: list(look(text)), look, text) for text in (long, short))
            took = seconds_of(slow)
            if took > 0.02:
                most = MOST_GROWTH * min(seconds_of(fast) for _ in range(TRIES))
                assert took < most or any(seconds_of(slow) < most for _ in range(TRIES)), name
