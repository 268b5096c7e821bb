"""What the gate for text says of a page, and what the build says of the HTML that Markdown makes of it."""

from __future__ import annotations

import markdown

from toolkit.checks.links import EXTENSIONS
from toolkit.checks.markup import judge_html, judge_nesting
from toolkit.checks.pages import check_page

CHAPTER = "docs/guide/x.md"
CONTRIBUTING = "docs/contributing/x.md"
HOME = "docs/index.md"


def page(path: str, text: str) -> list[str]:
    return [str(problem) for problem in check_page(path, text)]


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def harm(html: str) -> list[tuple[int, int, str]]:
    """What the build refuses of HTML."""
    return [*judge_html(html), *judge_nesting(html)]
