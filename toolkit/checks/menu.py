"""The menu: every chapter, plan and season is in it, and it leads nowhere else than to pages of what is offered.

This is all that the toolkit knows of the settings of MkDocs: below `nav` are titles and paths of pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.paths import list_docs
from toolkit.library import Library, Project
from toolkit.models import Template
from toolkit.problems import Problem, unknown
from toolkit.site.groups import page_paths
from toolkit.yaml_reader import Document, Place, Plain, read_document

SETTINGS = "mkdocs.yml"


def check_menu(project: Project, library: Library) -> Iterator[Problem]:
    """Every page that a reader would miss in the menu, and every entry of the menu without a page.

    Without settings, or where they leave the menu to MkDocs, nothing is asked for.
    """
    file = project.find(SETTINGS)
    if file is None or file.top != project.root:  # the menu of a base is fitted to what there is: see `fit_menu`
        return
    document, problems = read_document(file.top, file.file)
    yield from problems
    if document is None or "nav" not in document.data:
        return
    if crooked := list(_crooked(document, document.data["nav"], ("nav",))):
        yield from crooked
        return
    entries = dict(list_menu_paths(document.data["nav"], ("nav",)))
    for path, title in list_wanted(library).items():
        if path not in entries.values():
            message = f"the menu lacks {path}. Add a line below nav: - {title}: {path}"
            yield document.problem(("nav",), message, at_key=True)
    if library.complete:
        yield from _lost(document, entries, list_pages(project, library))
        for place, path in entries.items():
            if path in list_retired_pages(library):
                yield document.problem(place, f"{path} is the page of something that is no longer offered. Delete this line.")


def _crooked(document: Document, nav: Plain, place: Place) -> Iterator[Problem]:
    """Every part of the menu that MkDocs cannot read: a menu is a list of pages, each with its title or without."""
    if not isinstance(nav, list):
        yield document.problem(
            place, "a menu is a list. Write a line for each page, with the same indentation: - A title: guide/pain.md"
        )
        return
    for number, part in enumerate(nav):
        if isinstance(part, list) or (isinstance(part, dict) and len(part) != 1):
            message = "an entry of the menu is one title with its page. Write a line for each: - A title: guide/pain.md"
            yield document.problem((*place, number), message)
        elif isinstance(part, dict):
            yield from (
                problem
                for title, below in part.items()
                if not isinstance(below, str)
                for problem in _crooked(document, below, (*place, number, title))
            )


def list_menu_paths(nav: Plain, place: Place) -> Iterator[tuple[Place, str]]:
    """Every path that a menu names, and where."""
    if isinstance(nav, str):
        yield place, nav
        return
    for key, part in nav.items() if isinstance(nav, dict) else enumerate(nav):
        yield from list_menu_paths(part, (*place, key))


def list_wanted(library: Library) -> dict[str, str]:
    """The path and a title of each page that must be in the menu: the index would hide it otherwise."""
    chapters = dict.fromkeys(library.chapters, "A title")
    plans = {f"plans/{plan.id}/index.md": plan.title for plan in library.offered_plans}
    return chapters | plans | {f"seasons/{season.id}.md": season.title for season in library.offered_seasons}


def list_pages(project: Project, library: Library) -> frozenset[str]:
    """The path of every page of the site: those of docs/, and those that a build makes."""
    written = {path for path in list_docs(project) if path.endswith(".md")}
    return frozenset({*written, *page_paths(library)})


def list_retired_pages(library: Library) -> frozenset[str]:
    """The path of every page of something that is no longer offered: it stays, and no menu has it."""
    plans = [plan for plan in library.answered_plans if library.is_retired(plan)]
    of_plans = (f"plans/{plan.id}/{page}.md" for plan in plans for page in ("index", *map(str, plan.variants)))
    templates = (thing for thing in library.things() if isinstance(thing, Template) and thing.retired)
    return frozenset((*of_plans, *(f"{type(thing).__name__.lower()}s/{thing.id}.md" for thing in templates)))


def _lost(document: Document, entries: dict[Place, str], known: frozenset[str]) -> Iterator[Problem]:
    """Every entry of the menu that is neither a page nor an address elsewhere."""
    for place, path in entries.items():
        if path not in known and "://" not in path:
            yield document.problem(place, unknown("page", path, known))
