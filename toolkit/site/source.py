"""The Markdown of a page as a generator reads it: with front matter, marks around its text, and placeholders for its HTML.

Any generator that keeps comments and the HTML of a placeholder can build it; `toolkit finish` takes both out of what it has built.
"""

from __future__ import annotations

import html
import json
import re
from typing import NamedTuple

import yaml

from toolkit.site.markup import described

TEXT_START, TEXT_END = "<!-- text -->", "<!-- /text -->"
"""What a page’s text is between, from below its title on: in a built page all else is the frame, which comes from the theme."""
PLACEHOLDER = '<div class="place"></div>'
"""What the Markdown has in the place of HTML."""
HOME = "index.md"
UNSEARCHED = "contributing/"
"""Pages that the search does not know."""
_HTML = re.compile(r"<!-- html -->\n((?:[^<]|<(?!!-- /?html -->))*+)<!-- /html -->")
"""HTML in a page's Markdown, between marks that no reader sees."""
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"# .*\n|.+\n=+[ \t]*\n")


class SourcePage(NamedTuple):
    """What a generator is given of a page, and what is inserted once it has built it."""

    markdown: str
    parts: list[str]
    """HTML for the placeholders, in their order: Markdown would parse it slowly and change nothing."""


def source_page(path: str, text: str) -> SourcePage:
    """The page at a path below the site’s top, of its Markdown."""
    parts = _HTML.findall(text)
    front, body = _split(_HTML.sub(PLACEHOLDER, text))
    title = _TITLE.match(body)
    at = title.end() if title else 0
    marked = f"{body[:at]}\n{TEXT_START}\n\n{body[at:].rstrip()}\n\n{TEXT_END}\n"
    return SourcePage(f"---\n{_front_matter(path, front, body)}---\n\n{marked}", parts)


def _split(text: str) -> tuple[dict[str, object], str]:
    """The front matter of a page and what follows it; a page whose front matter is no mapping has none."""
    found = _FRONT.match(text)
    front = yaml.safe_load(found[1]) if found else None
    return (front, text[found.end() :].lstrip("\n")) if found and isinstance(front, dict) else ({}, text.lstrip("\n"))


def _front_matter(path: str, front: dict[str, object], body: str) -> str:
    """Front matter with a description and readers’ words for the search; themes write every text of it as it is: it is escaped."""
    if path != HOME:  # whose description is that of the site
        front.setdefault("description", described(body))
    front["tags"] = front.pop("search_words", [])  # as the search of Material calls them
    if path.startswith(UNSEARCHED):
        front["search"] = {"exclude": True}
    return "".join(f"{name}: {json.dumps(_escaped(value), ensure_ascii=False, default=str)}\n" for name, value in front.items())


def _escaped(value: object) -> object:
    """What a page says of itself, with every text in it escaped once, whether or not it was before."""
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return html.escape(html.unescape(value)) if isinstance(value, str) else value
