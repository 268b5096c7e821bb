"""A Markdown page that any site generator can build: a view written by its template, with links from where the page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, NamedTuple

from markupsafe import Markup

from toolkit.library import Library
from toolkit.models import Plan, Season, Template
from toolkit.site.environment import environment
from toolkit.site.links import Links, in_html, in_markdown
from toolkit.site.markup import escape
from toolkit.text import withdrawn
from toolkit.text.pages import BACK_TITLES


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page: its path in the site, its text, and the file one edits to change it."""

    path: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What one kind of page shows: its template reads the fields by their names."""

    template: ClassVar[str]
    """The file in `pages/`."""


class Way(NamedTuple):
    """A link to a page: its address from the top of the site, and what it is called."""

    address: str
    title: str


LISTINGS = {folder: f"{folder}/" for folder in ("sessions", "exercises", "assessments", "habits", "plans")} | {"seasons": "plans/"}
"""By folder, the address of the page that lists what is in it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every template can read besides its view: the library, and links from where a page is."""

    library: Library
    titles: Mapping[str, str]
    """Of the plans that are offered, by their ids."""
    up: Markup
    """From a page to the top of the site, in Markdown."""
    root: Markup
    """The same in HTML that is not Markdown."""
    link: Links
    """Links in Markdown."""
    anchor: Links
    """Links in HTML."""


def frame_of(library: Library, path: str) -> Frame:
    """What the template of the page at a path can read besides its view."""
    up = "../" * path.count("/")
    root = up if path.endswith("index.md") else f"{up}../"  # in HTML that is not Markdown: each page is a folder of its own
    return Frame(
        library=library,
        titles={plan.id: plan.title for plan in library.offered_plans},
        up=Markup(up),
        root=Markup(root or "./"),
        link=Links(library, in_markdown(up)),
        anchor=Links(library, in_html(root or "./")),
    )


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself above its text."""

    title: str
    search_words: tuple[str, ...] = ()
    """What a search finds it by besides."""
    about: Template | Plan | Season | None = None
    """The thing that it is about, if it is one: where that is no longer offered, the page says so."""


def write_page(library: Library, path: str, head: PageHead, view: View, source: str) -> Page:
    """The page of a view at a path; `source` is the file one edits."""
    frame = frame_of(library, path)
    said = {
        "title": head.title,
        "search_words": head.search_words,
        "unsearched": False,
        "back": _way_back(library, path),
        "withdrawn": _say_withdrawn(library, head.about, frame.link) if head.about else "",
    }
    text = environment().get_template(view.template).render(said, **named_fields(view), **named_fields(frame))
    return Page(path, f"{text.rstrip()}\n", source)


def _say_withdrawn(library: Library, thing: Template | Plan | Season, link: Links) -> Markup:
    """The sentence with which the page of something that is no longer offered begins; nothing for all others."""
    if not library.is_retired(thing):
        return Markup()
    entry = library.retired.get(thing.id) if isinstance(thing, Plan) else None
    if entry is None:
        return escape(withdrawn.TEMPLATE)
    instead = library.find_instead(thing.id)
    said = escape(withdrawn.plan_withdrawn(entry.on, entry.because))
    return said + Markup(" ") + Markup(withdrawn.TAKE_INSTEAD).format(link.thing(instead)) if instead else said


def write_own_page(library: Library, thing: Template | Plan | Season, path: str, view: View) -> Page:
    """The page that a template, a plan or a season has to itself, under its title."""
    return write_page(library, path, PageHead(thing.title, tuple(thing.search_words), thing), view, library.path(thing))


def named_fields(value: View | Frame) -> dict[str, object]:
    """The fields of a value by their names, as a template reads them."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _way_back(library: Library, path: str) -> Way | None:
    """The link from a page to the page that lists it; None where the menu has the page."""
    folder, *rest = path.removesuffix(".md").removesuffix("index").strip("/").split("/")
    if len(rest) == 2:  # a variant of a plan
        return Way(f"{folder}/{rest[0]}/", library.plans[rest[0]].title)
    return Way(LISTINGS[folder], BACK_TITLES[folder]) if rest and folder in LISTINGS else None
