"""What the generator of the site gets of a project besides its own settings: name, address, menu and style sheets.

All that is here is plain data for `mkdocs.yml`; whoever runs the generator writes it beside the pages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from toolkit.checks.menu import SETTINGS, list_menu_paths, list_pages, list_retired_pages, list_wanted
from toolkit.library import Library, Project
from toolkit.yaml_reader import Plain, read_document

_SECTIONS: Mapping[str, str] = {"plans": "plans/index.md", "seasons": "plans/index.md", "guide": "guide/index.md"}
"""By the folder of a page, the page at whose side in the menu it is added."""


def generator_settings(project: Project, library: Library, address: str) -> dict[str, Plain]:
    """The fields of `mkdocs.yml` that follow from a project and the address of its site; they go before those of its file.

    The menu is one of them if its file is that of a base: it has then what there is, and nothing else.
    """
    settings = project.settings
    fields: dict[str, Plain] = {"site_name": settings.name, "site_url": address}
    if settings.description:
        fields["site_description"] = settings.description
    if settings.copyright:
        fields["copyright"] = settings.copyright
    file = project.find(SETTINGS)
    document, _ = read_document(file.top, file.file) if file else (None, [])
    given = document.data if document else {}
    if settings.styles:
        shipped = given.get("extra_css")
        fields["extra_css"] = [*(shipped if isinstance(shipped, list) else ()), *settings.styles]
    menu = given.get("nav")
    if file and file.top != project.root and isinstance(menu, list):
        pages = list_pages(project, library) - list_retired_pages(library)
        fields["nav"] = fit_menu(menu, list_wanted(library), pages)
    return fields


def fit_menu(menu: list[Plain], wanted: Mapping[str, str], pages: Collection[str]) -> list[Plain]:
    """A menu without entries that lead to no page, and with every wanted page (titles by path) in the section of its folder."""
    fitted = _without_lost(menu, pages)
    listed = {path for _, path in list_menu_paths(fitted, ())}
    for path, title in wanted.items():
        if path not in listed:
            section = _section_with(fitted, _SECTIONS.get(path.split("/")[0], ""))
            (fitted if section is None else section).append({title: path} if path.startswith(("plans/", "seasons/")) else path)
    return fitted


def _without_lost(menu: list[Plain], pages: Collection[str]) -> list[Plain]:
    """A menu without entries that lead to no page, and without sections that are empty then."""
    kept: list[Plain] = []
    for part in menu:
        if isinstance(part, str):
            kept += [part] if part in pages or "://" in part else []
        elif isinstance(part, dict):
            for title, below in part.items():
                inner = _without_lost(below if isinstance(below, list) else [below], pages)
                if inner:
                    kept.append({title: inner if isinstance(below, list) else inner[0]})
    return kept


def _section_with(menu: list[Plain], page: str) -> list[Plain] | None:
    """The part of a menu that lists a page by itself, without a title; None where no part does."""
    if page in menu:
        return menu
    parts = (below for part in menu if isinstance(part, dict) for below in part.values() if isinstance(below, list))
    return next((found for below in parts if (found := _section_with(below, page)) is not None), None)
