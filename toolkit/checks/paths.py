"""Every page has an address of its own: no file of docs/ has the path of a built file, and no two become one page."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.feeds.addresses import API, CALENDARS
from toolkit.library import DOCS, RESERVED_NAMES, Library, Project
from toolkit.problems import Problem
from toolkit.site.groups import page_paths
from toolkit.site.views.lists import list_paths

OTHERS = ("robots.txt", "policy.txt", ".nojekyll", "404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")
"""Files that are no pages: those of the build, and those that MkDocs writes by itself."""


def list_built_pages(library: Library) -> Iterator[tuple[str, str | None]]:
    """The path of every page that a build writes, and the file of docs/ that it is made from, if it is."""
    lists = list_paths(library)
    for path in page_paths(library):
        chapter = library.chapters.get(path) if path not in lists else None
        yield path, chapter.path if chapter else None


def check_paths(project: Project, library: Library) -> list[Problem]:
    """Every file of docs/ that would take the place of a page, of a calendar or of another file of docs/."""
    made = {address_of(path): path for path, source in list_built_pages(library) if source is None}
    made |= {path: path for path in OTHERS}
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path in list_docs(project):
        here = address_of(path)
        if problem := _wrong_place(path, here, made, seen):
            problems.append(problem)
        seen.setdefault(here, path)
    return problems


def _wrong_place(path: str, here: str, made: dict[str, str], seen: dict[str, str]) -> Problem | None:
    """What is wrong with the place of one file of docs/, if anything is."""
    device = next(
        (part for part in path.lower().split("/") if part.split(".")[0] in RESERVED_NAMES and part.split(".")[0] != "index"), None
    )
    if device:
        return _problem(path, f"“{device}” {RESERVED_NAMES[device.split('.')[0]]}. Rename it.")
    for reserved, what in ((CALENDARS, "calendars"), (API, "compiled plans")):
        if here.startswith(reserved):
            return _problem(path, f"this path is reserved for {what}. Move the file out of docs/{reserved}.")
    if here in made:
        return _problem(path, f"the build writes {made[here]} to this path. Rename the file.")
    if here in seen:
        return _problem(path, f"this becomes the same page as docs/{seen[here]}. Rename one of the two.")
    if file := next((folder for folder in _folders(here) if folder in made or folder in seen), None):
        return _problem(path, f"this needs a folder “{file}”, but a file has that name. Rename it.")
    return None


def _folders(here: str) -> Iterator[str]:
    """Every folder in which an address lies: a page is a file in a folder of its name."""
    parts = here.split("/")[:-1]
    yield from ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _problem(path: str, message: str) -> Problem:
    return Problem(f"docs/{path}", 1, 1, message)


def address_of(path: str) -> str:
    """Where a file of docs/ is on the site, whatever the case of its letters: `guide/pain/` for `guide/pain.md`."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(".md"):
        return path.lower()
    page = "" if name in ("index.md", "README.md") else f"{name.removesuffix('.md')}/"
    return f"{folder}/{page}".lstrip("/").lower()


def list_docs(project: Project) -> list[str]:
    """The path below docs/ of every file that MkDocs reads, in their order."""
    return sorted(project.real_files(DOCS))
