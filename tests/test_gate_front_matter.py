"""The front matter of a page says only what is listed."""

from __future__ import annotations

import pytest
from gated import CHAPTER, page

FRONT = (
    "title: 'T\"><script>alert(1)</script>'",
    "title: T</title><script>alert(1)</script>",
    'title: "a\\u003cscript>"',
    "title: [a, b]",
    "title: {a: b}",
    "title: &a x",
    "title: !!python/object/apply:os.system [id]",
    'title: "\\e[31m"',
    'title: "a\\u202eb"',
    "template: evil.html",
    "extra_javascript: [https://evil.example/x.js]",
    "og_image: https://evil.example/x.png",
    "hide: [header]",
    "hide: navigation",
    "search: {boost: 99}",
    "robots: 'x\"><script>'",
    "description: |\n  a\n  <b>",
    "description: ''",
    '"title ": x',
    "title: x\ntitle: y",
    "x",
)


@pytest.mark.parametrize("text", FRONT)
def test_no_front_matter_says_what_is_not_listed(text: str) -> None:
    assert page(CHAPTER, f"---\n{text}\n---\n\n# Heading\n")


def test_front_matter_that_is_not_ended_or_not_begun_is_a_problem() -> None:
    assert page(CHAPTER, "---\ntitle: x\n\n# Heading\n")
    assert page(CHAPTER, 'title: x"><script>\n\n# Heading\n')
    assert page(CHAPTER, "description: plain\n# Heading\n")
