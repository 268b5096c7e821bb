"""The Markdown of a site that is served: which pages are to be made after a change, and which of them come out otherwise."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from toolkit.app.build import Build, Output, Surroundings, outputs_of, page_inputs
from toolkit.app.build_folder import PAGES, Manifest, docs_files, files_of_page, manifest_of, pages_of_docs, parts_path
from toolkit.app.environment import write_changed
from toolkit.app.preview.last_good import with_last_good
from toolkit.library import Library, open_project
from toolkit.site.groups import PageGroup

_GUIDE = "guide/"


class Inputs(NamedTuple):
    """What pages are made from; equal if they would be made alike."""

    own: Hashable
    """The text of their own file, and of what it names."""
    all: Hashable
    """The texts of all files, where they may show any of them."""


class MarkdownPages:
    """The build folder of a site, kept as the content is now."""

    def __init__(self, root: Path, export: Path, address: str) -> None:
        self.root, self.export = root, export
        self.manifest = Manifest(address, {}, {}, [])
        """The pages that the site has now."""
        self.build: Build | None = None
        """Of the content as it was last read, with what had no problem before where a file has one now."""
        self.whole = False
        """Whether nothing had to be left out of it, or taken from before."""
        self.unmade: dict[str, PageGroup] = {}
        """By page, the group it is to be made with."""
        self.first_of: dict[str | None, str] = {}
        """By source, the first page that is made from it: that of a plan comes before those of its variants."""
        self.changed: set[str] = set()
        """Pages whose Markdown is not what was built of them."""
        self.inserted: set[str] = set()
        """Pages of which only the HTML that is inserted is other than before, or the terms that are explained."""
        self.failures: dict[str, str] = {}
        """By page, why it could not be made."""
        self._made_from: dict[tuple[str, ...], Inputs] = {}

    def take(self, library: Library, surroundings: Surroundings) -> set[str]:
        """Take over content as it is now, and return the pages that are gone; what has a problem stays as it was."""
        self.whole = library.complete
        if self.build and self.build.library.complete and not library.complete:
            project, _ = open_project(self.root)
            library = with_last_good(library, self.build.library, lambda path: bool(project and project.find(path)))
        self.build, docs, before = Build(library, surroundings), docs_files(self.root), self.manifest
        made = [path for group in self.build.groups for path in group.paths]
        self.first_of = {group.source: path for group in reversed(self.build.groups) for path in group.paths[:1]}
        written = [page for page in pages_of_docs(docs, made) if library.complete or not page.path.startswith(_GUIDE)]
        kept = before.pages if not library.complete else {}
        pages = [Output(path, b"", source) for path, source in kept.items() if not _deleted(path, source, docs)]
        pages += [*(Output(path, b"") for path in made), *written]
        self.manifest = manifest_of(self.build, pages, ())
        gone = before.pages.keys() - self.manifest.pages.keys()
        self._forget(gone)
        self._find_unmade(self.build, complete=library.complete)
        for path in self.manifest.pages.keys() - before.pages.keys():
            self._put(Output(path, b"# Not made yet\n"))  # links lead to it
        for page in written:
            self._put_written(page)
        self.inserted |= self.manifest.pages.keys() if self.manifest.terms != before.terms else set()
        return set(gone)

    def make(self, first: Iterable[str], seconds: float) -> None:
        """Make the pages of a site that come `first`, and others while there is time; one that cannot be made stays as it was."""
        for path in first:
            if group := self.unmade.get(path):
                self._make(group)
        ended = monotonic() + seconds
        while self.unmade and monotonic() < ended:
            self._make(next(iter(self.unmade.values())))

    def _make(self, group: PageGroup) -> None:
        for path in group.paths:
            self.unmade.pop(path, None)
            self.failures.pop(path, None)
        try:
            pages = outputs_of(group)
        except Exception as error:  # content with problems may be anything; they are reported beside it
            self.failures |= dict.fromkeys(
                group.paths[:1], f"it cannot be made, and stays as it was: {type(error).__name__}: {error}"
            )
            return
        for page in pages:
            self._put(page)

    def _put(self, page: Output) -> None:
        """Write a page into the build folder, and note what of it is other than before."""
        files = list(files_of_page(page))
        if write_changed(self.export / files[0].path, files[0].content):
            self.changed.add(page.path)
        parts = self.export / parts_path(page.path)
        if files[1:] and write_changed(parts, files[1].content):
            self.inserted.add(page.path)
        elif not files[1:]:
            parts.unlink(missing_ok=True)

    def _put_written(self, page: Output) -> None:
        """Write a page of docs/ into the build folder; what is no text stays as it was, since the check reports it."""
        with suppress(UnicodeDecodeError):
            self._put(page)

    def _forget(self, pages: Iterable[str]) -> None:
        for path in pages:
            self.unmade.pop(path, None)
            self.failures.pop(path, None)
            self.changed.discard(path)
            self.inserted.discard(path)
            (self.export / PAGES / path).unlink(missing_ok=True)
            (self.export / parts_path(path)).unlink(missing_ok=True)

    def _find_unmade(self, build: Build, *, complete: bool) -> None:
        """Find the groups that would be made otherwise now; while files have problems, only those whose own files have changed."""
        for group, inputs in _inputs(build):
            before = self._made_from.get(group.paths)
            if before == inputs or (not complete and (group.source is None or (before and before.own == inputs.own))):
                self.unmade |= {path: group for path in group.paths if path in self.unmade}  # of the content as it is now
                continue
            self._made_from[group.paths] = inputs
            self.unmade |= dict.fromkeys(group.paths, group)


def _inputs(build: Build) -> Iterator[tuple[PageGroup, Inputs]]:
    """Every group of pages with what it is made from."""
    library, contents = build.library, page_inputs(build.library)
    chapters = {chapter.path: chapter.text for chapter in library.chapters.values()}
    everything = (build.surroundings, *(document.lines for document in library.documents.values()), *chapters.values())
    for group in build.groups:
        if group.source is None:
            yield group, Inputs(None, everything)
        elif group.source in chapters:
            yield group, Inputs(chapters[group.source], everything)
        else:
            yield group, Inputs((build.surroundings, contents(group.source)), None)


def _deleted(path: str, source: str | None, docs: dict[str, Path]) -> bool:
    """Whether a page came from a file of docs/ that is gone."""
    return source is not None and source.startswith("docs/") and path not in docs
