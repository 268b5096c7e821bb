"""The HTML of a site that is served: pages built by MkDocs a few at a time, finished, and found by the search."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Container, Iterable
from pathlib import Path

from toolkit.app.build_folder import Manifest
from toolkit.app.environment import BuildError, write_changed
from toolkit.app.finish import Finished
from toolkit.app.finish_site import MISSING_PAGE, copy_others, find_dead_links, finish_page, finisher_for, html_path, page_address
from toolkit.app.mkdocs import SEARCH_INDEX, build_changed


class HtmlPages:
    """What has been built and finished of a build folder."""

    def __init__(self, export: Path, html: Path, site: Path) -> None:
        self.export, self.html, self.site = export, html, site
        self.finished: dict[str, Finished] = {}
        self.failures: dict[str, str] = {}
        """By page, why it could not be finished."""
        self.complaints: list[str] = []
        """What MkDocs said when it last built pages."""
        self.framed = False
        """Whether the site has all that comes from the theme and the settings."""
        self._settings: object = None
        self._found: dict[str, list[object]] = {}
        """By the address of each page, what the search finds of it."""

    def build(self, pages: Collection[str], every: Iterable[str], interrupted: Callable[[], bool]) -> bool:
        """Build some of all pages into HTML, and say whether that came to an end; BuildError where MkDocs breaks down."""
        for page in every:
            file = self.html / html_path(page)
            if page in pages:
                file.unlink(missing_ok=True)
            else:  # newer than its Markdown, so that MkDocs passes over it
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch()
        said = build_changed(self.export, self.html, interrupted)
        if said is None:
            return False
        self.complaints = said
        self._index()
        return True

    def finish(self, pages: Collection[str], manifest: Manifest) -> None:
        """Finish built pages into the site; one that cannot be finished stays as it was, and `failures` says why."""
        try:
            finisher = finisher_for(manifest, self.html, serving=True)
        except BuildError as error:
            self.failures |= dict.fromkeys(pages, str(error))
            return
        if not self.framed:
            copy_others(self.html, self.site, {MISSING_PAGE, *manifest.pages})
            self.framed = True
        for page in (MISSING_PAGE, *pages):
            self.failures.pop(page, None)
            done = finish_page(self.export, self.html, self.site, manifest, finisher, page)
            if isinstance(done, Finished):
                self.finished[page] = done
            else:
                self.failures[page] = done.why

    def forget(self, pages: Iterable[str]) -> None:
        """Remove pages that the site no longer has, from the search too."""
        for page in pages:
            self.finished.pop(page, None)
            self.failures.pop(page, None)
            self._found.pop(page_address(page), None)
            for top in (self.html, self.site):
                (top / html_path(page)).unlink(missing_ok=True)
        self._write_index()

    def find_dead_links(self, manifest: Manifest, feeds: Container[str]) -> list[str]:
        """Every link of a finished page that leads nowhere; feeds are made when they are asked for."""
        return list(find_dead_links(self.finished, self.site, manifest.address, feeds))

    def _index(self) -> None:
        """Take over what MkDocs’ search says of the pages that were built."""
        try:
            found = json.loads((self.html / SEARCH_INDEX).read_bytes())
        except (OSError, ValueError):
            return
        new: dict[str, list[object]] = {}
        for entry in found["docs"]:
            new.setdefault(entry["location"].partition("#")[0], []).append(entry)
        self._found |= new
        self._settings = found["config"]
        self._write_index()

    def _write_index(self) -> None:
        if self._found:
            docs = [entry for _, entries in sorted(self._found.items()) for entry in entries]
            write_changed(self.site / SEARCH_INDEX, json.dumps({"config": self._settings, "docs": docs}).encode())
