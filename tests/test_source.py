"""What a generator is given of a page: front matter, marks around its text, placeholders for HTML."""

from __future__ import annotations

import pytest
import yaml
from markdown import markdown

from toolkit.app.finish import split
from toolkit.site.source import PLACEHOLDER, TEXT_END, TEXT_START, source_page

PAGE = """---
title: A "title" & more
search_words: [ache]
---

# A title

The answer comes first. Then more.

<!-- html -->
<p>One</p>
<!-- /html -->

Between.

<!-- html -->
<p>Two</p>
<!-- /html -->
"""


def front(text: str) -> dict[str, object]:
    return dict(yaml.safe_load(text.split("---\n")[1]))


def test_html_is_taken_out_and_a_placeholder_is_in_its_place() -> None:
    made = source_page("sessions/a.md", PAGE)
    assert made.parts == ["<p>One</p>\n", "<p>Two</p>\n"]
    assert made.markdown.count(PLACEHOLDER) == 2
    assert "<p>" not in made.markdown


def test_the_text_of_a_page_is_marked_from_below_its_title_to_its_end() -> None:
    body = source_page("guide/a.md", PAGE).markdown.split("---\n", 2)[2]
    before, _, rest = body.partition(TEXT_START)
    text, _, after = rest.partition(TEXT_END)
    assert before.strip() == "# A title", "which generators look for at the top"
    assert text.split()[:2] == ["The", "answer"]
    assert after.strip() == ""


@pytest.mark.parametrize("text", ["Only text.", "", "- a\n- b"])
def test_a_page_without_such_a_title_is_marked_from_its_top(text: str) -> None:
    assert source_page("a.md", text).markdown.split("---\n", 2)[2].lstrip().startswith(TEXT_START)


@pytest.mark.parametrize("text", ["# T\n\nText.\n\n- a\n- b\n\n    c", "T\n===\n\nText.", "Text.", "> a\n> b"])
def test_marks_change_nothing_of_what_markdown_becomes(text: str) -> None:
    """Also after a list or a note, which go on while lines are indented."""
    assert "".join(split(markdown(source_page("a.md", text).markdown.split("---\n", 2)[2]))) == markdown(text)


def test_every_page_but_the_home_page_has_a_description() -> None:
    assert front(source_page("guide/a.md", PAGE).markdown)["description"] == "The answer comes first. Then more."
    assert "description" not in front(source_page("index.md", PAGE).markdown)
    given = PAGE.replace("title:", "description: Mine.\ntitle:")
    assert front(source_page("guide/a.md", given).markdown)["description"] == "Mine."


def test_what_themes_write_as_it_is_is_escaped_once() -> None:
    made = front(source_page("guide/a.md", PAGE.replace("& more", "&amp; more")).markdown)
    assert made["title"] == "A &quot;title&quot; &amp; more"
    assert made["tags"] == ["ache"]


def test_pages_for_contributors_are_not_searched() -> None:
    assert front(source_page("contributing/a.md", PAGE).markdown)["search"] == {"exclude": True}
    assert "search" not in front(source_page("guide/a.md", PAGE).markdown)
