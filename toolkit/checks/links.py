"""Links of the pages of `docs/`: each leads to a file of the site of what is offered and, after “#”, to a heading.

MkDocs finds the same when the site is built, and builds none then. It is found here first, with its line.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, cached_property, partial
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from markdown import Markdown

from toolkit.checks.menu import list_pages, list_retired_pages
from toolkit.checks.paths import list_built_pages, list_docs
from toolkit.library import DOCS, Library, Project
from toolkit.problems import Problem, shorten, unknown
from toolkit.prose import FOLDERS
from toolkit.site.source import UNSEARCHED
from toolkit.site.views.lists import LIST_PAGES, index_pages
from toolkit.yaml_reader import line_at, text_of

_PAGE = ".md"
_GUIDE = "guide/"
EXTENSIONS = (
    "admonition", "attr_list", "md_in_html", "sane_lists", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed",
)  # fmt: skip
"""Those of Markdown, as in mkdocs.yml."""
HEADINGS = ("attr_list", "toc")
"""Those of them that give a heading its name: most links are known by headings alone, which is quick."""

_MOST = 100
"""Links of a page that are reported: looking for what each may mean takes time."""

_LEADS_TO = re.compile(r"\]\((?P<address>[^\s()\"'<>{}]+)")
_TITLES = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_NAMED = re.compile(r'\bid="([^"]+)"')


def check_links(project: Project, library: Library, unread: Collection[str]) -> Iterator[Problem]:
    """Every link of a page of docs/ that leads nowhere, or to what is no longer offered.

    The pages `unread` have other problems first, and are not rendered.
    """
    pages = {path: file for path in list_docs(project) if path.endswith(_PAGE) and (file := project.find(f"{DOCS}/{path}"))}
    found = {path: text_of(file.top, file.file) for path, file in pages.items() if file.path not in unread}
    texts = {path: text.replace("\r\n", "\n") for path, text in found.items() if isinstance(text, str)}
    site = _Site(library, texts, {*list_docs(project), *list_pages(project, library)})
    for path in texts:
        yield from site.lost(path)


class _Site:
    """What links can lead to; headings are looked for when a link asks for one."""

    def __init__(self, library: Library, texts: Mapping[str, str], known: Collection[str]) -> None:
        self.library, self.texts, self.known = library, texts, known
        self._made: dict[str, str] = {}

    def made(self, path: str) -> str:
        """The list that a build makes at a path, or nothing; those before it are made too."""
        if path not in self._made:
            self._made[path] = next((page.text for page in index_pages(self.library) if page.path == path), "")
        return self._made[path]

    @cached_property
    def own(self) -> frozenset[str]:
        """The pages that a build makes of a file each."""
        return frozenset(path for path, file in list_built_pages(self.library) if file is None and path not in LIST_PAGES)

    @cached_property
    def retired(self) -> frozenset[str]:
        """The pages of what is no longer offered."""
        return list_retired_pages(self.library)

    def lost(self, path: str) -> Iterator[Problem]:
        """Every link of a page that leads nowhere, and is one when Markdown has read the page; a hundred at most."""
        text = self.texts[path]
        lost = [(found, why) for found in _LEADS_TO.finditer(text) if (why := self.wrong(path, found["address"]))]
        read = _Addresses.of(_render(text)) if lost else ()
        for found, why in [one for one in lost if one[0]["address"] in read][:_MOST]:
            before = text[: found.start("address")].split("\n")
            line = line_at(tuple(text.split("\n")), len(before))
            yield Problem(f"{DOCS}/{path}", len(before), len(before[-1]) + 1, why(), line)

    def wrong(self, path: str, address: str) -> Callable[[], str] | None:
        """Says why an address leads nowhere from a page; nothing where it leads somewhere."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return lambda: f"“{shorten(address)}” is not an address. Write https://… or the file of a page."
        if parts.scheme or parts.netloc:
            return None
        here = posixpath.dirname(path)
        if parts.path.startswith("/"):
            return partial(self.from_the_top, here, parts.path)
        target = posixpath.normpath(posixpath.join(here, unquote(parts.path))) if parts.path else path
        if target not in self.known:
            return None if self.said_elsewhere(path, target) else partial(self.nothing, here, unquote(parts.path))
        if target in self.retired and not path.startswith((_GUIDE, UNSEARCHED)):  # chapters are looked at in `retired`
            return lambda: f"{target} is the page of something that is no longer offered. Link to what is, or delete this."
        return self.headless(target, unquote(parts.fragment)) if parts.fragment and target.endswith(_PAGE) else None

    def said_elsewhere(self, path: str, target: str) -> bool:
        """Whether the values of the chapter get a problem for it, or a file that is left out since it has problems."""
        named = target.split("/")[0] in FOLDERS and not target.endswith("/index.md")
        return named and target.endswith(_PAGE) and (path.startswith(_GUIDE) or not self.library.complete)

    def nothing(self, here: str, address: str) -> str:
        """That there is no file of this address, and the one that it means, or the nearest one that is there."""
        plain = posixpath.normpath(posixpath.join(here, address))
        if meant := next((one for one in (f"{plain}.md", f"{plain}/index.md".removeprefix("./")) if one in self.known), ""):
            return f"“{shorten(address)}” names no file. Write {posixpath.relpath(meant, here or '.')}."
        return unknown("file", address, [posixpath.relpath(one, here or ".") for one in self.known])

    def from_the_top(self, here: str, address: str) -> str:
        """That an address leads from the top of the site, and the file that it means, from here."""
        plain = unquote(address).strip("/")
        meant = next((one for one in (plain, f"{plain}.md", f"{plain}/index.md") if one in self.known), "")
        instead = posixpath.relpath(meant, here or ".") if meant else "../guide/pain.md"
        return f"“{shorten(address)}” starts at the top of the site. Write the path from this file, such as {instead}."

    def headless(self, target: str, fragment: str) -> Callable[[], str] | None:
        """Says that a page has no heading of this name; nothing where it has one, or where that cannot be seen."""
        if target in self.own:
            return lambda: f"the headings of {target} may change. Link to the page as a whole, without “#{shorten(fragment)}”."
        if target not in self.texts and not (target in LIST_PAGES and self.library.complete):
            return None
        text = self.texts[target] if target in self.texts else self.made(target)
        if fragment in _ids("\n\n".join(_TITLES.findall(text)), HEADINGS) or fragment in (ids := _ids(text)):
            return None
        return partial(unknown, "heading", fragment, ids, f" in {target}")


def _render(text: str, extensions: tuple[str, ...] = EXTENSIONS) -> str:
    """A page as HTML, without its front matter; values from data stay as they are written."""
    return str(Markdown(extensions=extensions).convert(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)))


@cache
def _ids(text: str, extensions: tuple[str, ...] = EXTENSIONS) -> frozenset[str]:
    """What links may name after “#” in a page."""
    return frozenset({*_NAMED.findall(text), *_NAMED.findall(_render(text, extensions))})


class _Addresses(HTMLParser):
    """Collects what the links and pictures of a page lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    @classmethod
    def of(cls, page: str) -> set[str]:
        """The addresses in a page that is HTML."""
        reader = cls()
        reader.feed(page)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one tag leads to."""
        self.found |= {value for name, value in attrs if name in ("href", "src") and value}
