"""Finish built pages: insert what Markdown need not see, and add tooltips, the policy, and marks on our own scripts and styles.

Nothing here knows which generator built the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from toolkit.app.build import Output
from toolkit.site.markup import Tooltips, with_room
from toolkit.site.policy import HEADER_ONLY, known_scripts, policy, script_hashes, with_policy

NO_TOOLTIPS = ("guide/glossary.md", "contributing/")
"""Pages that explain terms themselves, and pages for readers who know them."""
HTML = re.compile(r"<!-- html -->\n((?:[^<]|<(?!!-- /?html -->))*+)<!-- /html -->")
"""HTML in a page's Markdown, between marks that no reader sees."""
PLACEHOLDER = '<div class="place"></div>'
"""What the Markdown has in the place of HTML."""
OWN_FILE = re.compile(r"assets/[\w-]+\.(?:css|js)")
"""Our own scripts and styles; Material's have a mark of their contents in their names."""
MISSING_PAGE = "404.html"
"""The page for a missing one: it holds no text of a contributor."""
HEADER = "policy.txt"
"""The file with the policy of all pages of the site, to be sent as a header."""
_WORKER = "sw.js"


def without_html(page: Output) -> tuple[Output, list[str]]:
    """A page with placeholders for its HTML, and that HTML in order: Markdown would parse it slowly and change nothing."""
    markdown = page.content.decode()
    if not (found := HTML.findall(markdown)):
        return page, []
    return replace(page, content=HTML.sub(PLACEHOLDER, markdown).encode()), found


def mark_of(content: bytes) -> str:
    """A short mark that differs between the contents of two files."""
    return sha256(content).hexdigest()[:8]


@dataclass
class Finisher:
    """What the pages of one site need to be finished, and the hashes of the scripts that were found in them."""

    html: Mapping[str, list[str]] = field(default_factory=dict)
    """By the path of a page in Markdown, the HTML for its placeholders."""
    tooltips: Tooltips = field(default_factory=lambda: Tooltips({}))
    marks: Mapping[str, str] = field(default_factory=dict)
    """By the address of our scripts and styles, a mark of their contents: no browser joins an old page and a new style."""
    hashes: dict[str, None] = field(default_factory=dict)
    """Of every script in the frame of a page, in the order of the pages."""
    known_scripts: frozenset[str] = frozenset()
    """The scripts in the frame of the page for a missing one; empty until that page is finished."""

    def text(self, path: str, html: str) -> str:
        """The HTML of a page's Markdown with tooltips, and with room for a finger where links stand alone."""
        return with_room(html if path.startswith(NO_TOOLTIPS) else self.tooltips(html))

    def page(self, path: str, page: str, text: str) -> str:
        """A whole page with its policy, HTML and marks; `text` is what its Markdown became. PolicyError as in `script_hashes`."""
        finished = self._with_policy(page, text)
        for part in self.html.get(path, ()):
            finished = finished.replace(PLACEHOLDER, part, 1)
        return self._with_marks(finished)

    def missing_page(self, page: str, *, first: bool) -> str:
        """The page for a missing one, finished. If it comes `first`, its scripts are the only ones that other pages may have."""
        if first:
            self.known_scripts = known_scripts(page)
        return self._with_marks(self._with_policy(page, ""))

    def template(self, page: str) -> str:
        """What is no HTML, with its marks."""
        return self._with_marks(page)

    def header(self) -> str:
        """The policy that covers all finished pages, as the value of a header."""
        return f"{policy(sorted(self.hashes))}; {HEADER_ONLY}\n"

    def _with_policy(self, page: str, text: str) -> str:
        hashes = script_hashes(page, text, self.known_scripts)
        self.hashes |= dict.fromkeys(hashes)
        return with_policy(page, hashes)

    def _with_marks(self, page: str) -> str:
        return OWN_FILE.sub(lambda found: f"{found[0]}?v={self.marks[found[0]]}" if found[0] in self.marks else found[0], page)


def stamp_worker(site: Path) -> None:
    """Write a mark of the whole site into its service worker, if it has one, so that a browser notices a new site."""
    worker = site / _WORKER
    if not worker.exists():
        return
    whole = sha256()
    for file in sorted(file for file in site.rglob("*") if file.suffix in (".html", ".css", ".js")):
        whole.update(file.read_bytes())
    worker.write_text(worker.read_text("utf-8").replace("{build}", whole.hexdigest()[:16]), "utf-8")
