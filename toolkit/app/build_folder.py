"""The folder that `toolkit build` writes: pages for a generator, what is inserted once it has built them, and files for the site.

pages/          Markdown, and all else of docs/: what the generator reads
parts/          the HTML for the placeholders of each page
files/          what goes to the site as it is: calendars, robots.txt
mkdocs.yml      settings for MkDocs, on top of the project's own
manifest.json   what the folder holds, and whether it is whole
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from toolkit.app.build import Build, Output
from toolkit.app.environment import SurroundingsError, write_changed
from toolkit.library import DOCS, open_project
from toolkit.site.source import source_page

PAGES, PARTS, FILES = "pages", "parts", "files"
MANIFEST = "manifest.json"
PAGE = ".md"

Meanings = Mapping[str, tuple[list[str], str]]
"""By term, its forms and what it means."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build folder holds."""

    address: str
    """Where the site will be, with a slash at its end."""
    pages: Mapping[str, str | None]
    """By the path of each page below `pages/`, the file of the project that one edits to change it."""
    terms: Meanings
    """The terms that are explained where a page first uses them."""
    files: list[str]
    """Every file of the folder."""
    whole: bool = True
    """Whether all of it was written, and nothing of a build before is left."""


class Updated(NamedTuple):
    """What an update of the folder did."""

    files: int
    """How many files the folder has."""
    changed: int
    """How many of them were written, since they were new or other than before."""
    removed: int
    """How many others were there, and are gone."""


def read_manifest(folder: Path) -> Manifest | None:
    """What a build folder holds, if it is one."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        return Manifest(found["address"], found["pages"], found["terms"], found["files"], found["whole"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def require_manifest(folder: Path) -> Manifest:
    """What a whole build folder holds; SurroundingsError where it is none, or not whole."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise SurroundingsError(f"{folder} is no folder that toolkit build wrote. Write it: toolkit build --to {folder}")
    if not manifest.whole:
        raise SurroundingsError(
            f"{folder} is not whole: a build of it was ended early. Build it again: toolkit build --to {folder}"
        )
    return manifest


def docs_files(root: Path) -> dict[str, Path]:
    """The files of docs/ by their paths below it, without hidden ones and what editors leave."""
    project, _ = open_project(root)
    return project.real_files(DOCS) if project else {}


def pages_of_docs(docs: Mapping[str, Path], made: Iterable[str]) -> Iterator[Output]:
    """The pages of docs/ that are shown as they were written; the paths in `made` are those of pages made from them."""
    for path, file in docs.items():
        if path.endswith(PAGE) and path not in made:
            yield Output(path, file.read_bytes(), f"docs/{path}")


def other_docs(docs: Mapping[str, Path]) -> Iterator[Output]:
    """Pictures, styles and scripts of docs/, at their paths in the folder."""
    return (Output(f"{PAGES}/{path}", file.read_bytes()) for path, file in docs.items() if not path.endswith(PAGE))


def files_of_page(page: Output) -> Iterator[Output]:
    """What the folder holds of a page: its Markdown, and the HTML that is inserted later, if there is any."""
    made = source_page(page.path, page.content.decode())
    yield Output(f"{PAGES}/{page.path}", made.markdown.encode())
    if made.parts:
        yield Output(parts_path(page.path), json.dumps(made.parts, ensure_ascii=False).encode())


def parts_path(page: str) -> str:
    """The file of the HTML that is inserted into a page."""
    return f"{PARTS}/{page.removesuffix(PAGE)}.json"


def at_site(files: Iterable[Output]) -> Iterator[Output]:
    """Files that go to the site as they are, at their paths in the folder."""
    return (Output(f"{FILES}/{file.path}", file.content) for file in files)


def manifest_of(build: Build, pages: Iterable[Output], files: Iterable[str]) -> Manifest:
    """What a folder holds that has these pages of a build and these files."""
    terms = {name: (list(term.forms), term.says) for name, term in build.library.glossary.items() if term.tooltip}
    return Manifest(build.surroundings.site, {page.path: page.source for page in pages}, terms, sorted(files))


def fill_folder(root: Path, folder: Path, build: Build, made: list[Output], others: Iterable[Output]) -> Updated:
    """Write what was made of the project in `root`, and its docs/, into a build folder: only what has changed.

    `others` are at their paths in the folder. What is no longer wanted is removed. While it works the folder is not whole.
    """
    before = read_manifest(folder)
    write_manifest(folder, Manifest("", {}, {}, before.files if before else [], whole=False))
    docs = docs_files(root)
    pages = [*made, *pages_of_docs(docs, {page.path for page in made})]
    files = chain(chain.from_iterable(map(files_of_page, pages)), other_docs(docs), others)
    written = {file.path: write_changed(folder / file.path, file.content) for file in files}
    gone = set(before.files if before else ()) - written.keys()
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    write_manifest(folder, manifest_of(build, pages, written))
    return Updated(len(written), len([path for path, changed in written.items() if changed]), len(gone))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write down what a folder holds."""
    found = {
        "whole": manifest.whole,
        "address": manifest.address,
        "pages": manifest.pages,
        "terms": manifest.terms,
        "files": manifest.files,
    }
    write_changed(folder / MANIFEST, json.dumps(found, ensure_ascii=False, indent=1).encode())
