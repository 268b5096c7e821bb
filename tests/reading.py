"""How hard the guide is to read: the Flesch–Kincaid grade of every chapter, as textstat reckons it. A report, not a gate.

    python tests/reading.py

Only sentences count: no headings, tables, pictures or citations. An item of a list is a sentence.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser

import markdown
import textstat
from project import ROOT

from toolkit.app.build import Build
from toolkit.app.environment import surroundings
from toolkit.checks.links import EXTENSIONS
from toolkit.library import Library, load

WANTED = 9
"""About the grade to stay below."""
BLOCKS = ("p", "li")
UNREAD = frozenset({"h1", "h2", "h3", "table", "details", "pre", "span.evidence"})
"""What holds no sentences of the chapter; what is HTML in its Markdown holds none either."""


class _Sentences(HTMLParser):
    """Collects the text of paragraphs and items, outside of what is not read."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(f"{tag}.{dict(attrs)['class']}" if "class" in dict(attrs) else tag)
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line break and its like hold nothing."""

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().partition(".")[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        names = {name for one in self.open for name in (one, one.partition(".")[0])}
        if self.blocks and not names & UNREAD:
            self.blocks[-1] += data


def sentences(page: str) -> str:
    """The sentences of a page in Markdown, each with its full stop."""
    body = re.sub(r"\A---\n.*?\n---\n|<!-- html -->.*?<!-- /html -->", "", page, flags=re.DOTALL)
    reader = _Sentences()
    reader.feed(markdown.markdown(body, extensions=EXTENSIONS))
    said = (" ".join(block.split()) for block in reader.blocks)
    return "\n".join(one if re.search(r"[.?!:][”’)]*$", one) else f"{one}." for one in said if re.search(r"\w", one))


def grades(library: Library) -> dict[str, float]:
    """The grade of every chapter by its path in the site."""
    pages = Build(library, surroundings(ROOT)).pages()
    return {
        page.path: textstat.flesch_kincaid_grade(sentences(page.content.decode()))
        for page in pages
        if page.path in library.chapters
    }


def main() -> None:
    """Print the grades, the hardest first."""
    library, problems = load(ROOT)
    if library is None or problems:
        sys.exit("Fix first what toolkit check reports.")
    found = sorted(grades(library).items(), key=lambda entry: -entry[1])
    print(f"Flesch–Kincaid grade of the guide’s {len(found)} chapters, by textstat; wanted: about {WANTED} or lower")
    for path, grade in found:
        print(f"  {grade:4.1f}  {path}{'  above what is wanted' if grade > WANTED else ''}")
    print(f"  {sum(grade for _, grade in found) / len(found):4.1f}  on average")


if __name__ == "__main__":
    main()
