"""Which HTML a page may hold: elements, attributes and addresses, each by a list of what is allowed, and nothing else.

Judged is what comes out of Markdown, as a browser would read it; so no way of writing it gets round the lists. A page that
came from `docs/` is judged once more when the site is built.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from types import MappingProxyType

from toolkit.characters import refused

ADDRESS = re.compile(
    r"(?:https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d{1,5})?(?:[/?#][\w./~:?#@!$&*+,;=%()'-]*)?"
    r"|mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?!//)[\w./#?=%-]*(?:&[\w=%-]+)*)",
    re.ASCII,
)
"""Where a link may lead: a host by http or https, a mail address, or a page of the site."""
OWN = re.compile(r"(?!//)[\w./-]+", re.ASCII)
"""Where a picture may come from: the site itself."""

TITLE_KINDS = ("note", "info", "tip", "warning", "danger", "example", "question", "success", "quote")
"""Kinds of boxes."""

_ANY = re.compile(r"[^<>]*")
_SAID = re.compile(r".*", re.DOTALL)
_WORDS = re.compile(r"[\w -]*", re.ASCII)
_CLASSES = re.compile(r"(?:(?<![\w-])(?!md-|finder)[\w-]|(?<=[\w-])[\w-]| )*", re.ASCII)
"""Not those of the theme and of the finder, which lay things over the page."""
_ID = re.compile(r"(?!__(?!tabbed_|[_\d]*\Z))[\w:.-]+")
_ALIGN = re.compile(r"text-align: (?:left|right|center);")

_PLAIN = (
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "del", "sub", "sup", "small", "kbd", "ul", "li", "span", "nav"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "summary"),
)
"""Elements without attributes of their own."""

EVERYWHERE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"class": _CLASSES, "id": _ID, "title": _ANY, "aria-hidden": _WORDS, "aria-label": _ANY, "hidden": _WORDS}
)
"""Attributes that any element may have, each with what it may say."""
ELEMENTS: Mapping[str, Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        **{name: {} for name in _PLAIN},
        **{name: {"d": re.compile(r"[\w .,-]*")} for name in ("id", "kind", "name", "path")},  # what one fills in; SVG’s path
        "a": {"href": ADDRESS, "rel": _WORDS},
        "img": {"src": OWN, "alt": _SAID},
        "abbr": {"tabindex": _WORDS},
        "ol": {"start": _WORDS},
        "th": {"style": _ALIGN, "align": _WORDS},
        "td": {"style": _ALIGN, "align": _WORDS},
        "div": {"data-tabs": re.compile(r"\d{1,9}:\d{1,9}")},
        "details": {"open": _WORDS},
        "input": {"type": re.compile("radio"), "name": re.compile(r"__tabbed_\d+"), "checked": _WORDS},
        "label": {"for": re.compile(r"__tabbed_\d+_\d+")},
        "svg": {"viewbox": re.compile(r"[\d .-]*")},
    }
)
"""Elements that may come out of a page’s Markdown, each with attributes of its own."""
_ITS_OWN = {2: None, 3: None}
"""Characters with which Python-Markdown marks places, and of which it forgets some; no page can hold them itself."""
VOID = frozenset({"br", "hr", "img", "input"})
"""Elements that have no end."""
UNTOLD = frozenset({"id", "kind", "name", "path"})
"""Elements that may be left open: what is around them ends them."""
ACTING = frozenset({"autofocus", "download", "hidden", "inert", "ping", "popover", "target"})
"""Attributes that do something even if they say no more than their own name."""
_MARKS = frozenset({"data-kept", "markdown"})
"""Attributes without a value that our own pages use."""


class _Judge(HTMLParser):
    """Collects what is not on the lists, with its line and column."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, int, str]] = []
        self.nested: list[tuple[int, int, str]] = []
        self.inside: list[str] = []
        """The elements that are not ended yet."""
        self.open: list[tuple[int, int, str]] = []
        """The same, each as what to say of it if it is not."""

    def note(self, message: str) -> None:
        line, column = self.getpos()
        self.found.append((line, column + 1, message))

    def unnest(self, message: str) -> None:
        line, column = self.getpos()
        self.nested.append((line, column + 1, message))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (own := ELEMENTS.get(tag)) is None:
            self.note(f"<{tag}> is not allowed in a page.")
            return
        if tag == "li" and self.inside[-1:] not in (["ul"], ["ol"]):
            self.unnest("<li> is not in a list.")
        if tag not in VOID | UNTOLD:
            line, column = self.getpos()
            self.inside.append(tag)
            self.open.append((line, column + 1, f"<{tag}> is not closed."))
        for name, value in attrs:
            self.attribute(tag, name, value, own.get(name) or EVERYWHERE.get(name))

    def attribute(self, tag: str, name: str, value: str | None, allowed: re.Pattern[str] | None) -> None:
        """Judge an attribute; one that says its own name may come of a word in braces, and mostly does nothing."""
        if allowed is None and (name in ACTING or value not in (None, name)) and not (name in _MARKS and not value):
            self.note(f"the attribute {name} is not allowed on <{tag}>.")
        elif allowed is not None and not allowed.fullmatch(value or ""):
            self.note(f"{name} of <{tag}> may not be “{value}”.")
        for wrong in refused(value or "", f"{name} of <{tag}>"):
            self.note(wrong.message)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID | UNTOLD:  # which a browser leaves open
            self.unnest(f"<{tag}> is not closed.")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ELEMENTS:
            self.note(f"</{tag}> is not allowed in a page.")
        elif tag in VOID | UNTOLD:
            return
        elif self.inside[-1:] == [tag]:
            self.inside.pop()
            self.open.pop()
        else:
            self.unnest(f"</{tag}> closes what was not opened there.")

    def handle_data(self, data: str) -> None:
        for wrong in refused(data.translate(_ITS_OWN), "a page"):
            self.note(wrong.message)

    def handle_comment(self, data: str) -> None:
        if not re.fullmatch(r"[\w /.,:-]*", data):
            self.note("a comment may hold words only.")

    def handle_decl(self, decl: str) -> None:
        self.note("<!…> is not allowed in a page.")

    def unknown_decl(self, data: str) -> None:
        self.note("<![…]> is not allowed in a page.")

    def handle_pi(self, data: str) -> None:
        self.note("<?…> is not allowed in a page.")


def judge_html(html: str) -> list[tuple[int, int, str]]:
    """Everything in HTML that is not on the lists: line and column from 1, and what it is."""
    reader = _read(html)
    if reader.rawdata:
        reader.note("markup is opened and not closed.")
    return reader.found


def judge_nesting(html: str) -> list[tuple[int, int, str]]:
    """Every element that is not ended, or not where it was begun: it would reach beyond the text of its page."""
    reader = _read(html)
    return [*reader.nested, *reader.open[: not reader.nested]]


def _read(html: str) -> _Judge:
    reader = _Judge()
    reader.feed(html)
    reader.close()
    return reader
