"""What the pages of a built site say, read from their files: where nothing happens on a page, no browser is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from project import ROOT

ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
ASIDE = re.compile(r"<(script|style|pre|code)\b.*?</\1>", re.DOTALL)
"""What is no text of a page, or shows how text is written."""


def page_of(site: Path, path: str) -> str:
    """The HTML of a page, by its address from the top of the site."""
    return (site / path / "index.html").read_text("utf-8")


def articles(site: Path) -> Iterator[tuple[str, str]]:
    """The address and the article of every page, without scripts and examples."""
    for file in sorted(site.rglob("index.html")):
        found = ARTICLE.search(file.read_text("utf-8"))
        assert found, file
        yield file.parent.relative_to(site).as_posix(), ASIDE.sub("", found[0])


def generated(site: Path) -> Iterator[tuple[str, str]]:
    """The same of the pages that nobody wrote as such."""
    docs = ROOT / "docs"
    for path, article in articles(site):
        if not (docs / f"{path}.md").is_file() and not (docs / path / "index.md").is_file():
            yield path, article
