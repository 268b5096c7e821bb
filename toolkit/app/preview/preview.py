"""What `toolkit serve` does between two looks at the disk."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Collection
from importlib.resources import files
from pathlib import Path

from toolkit.app.build import Build
from toolkit.app.build_folder import PAGE, PAGES, docs_files
from toolkit.app.environment import BuildError, SurroundingsError, surroundings, write_changed
from toolkit.app.finish_site import html_path
from toolkit.app.mkdocs import settings_for
from toolkit.app.preview.findings import Findings
from toolkit.app.preview.html import HtmlPages
from toolkit.app.preview.markdown import MarkdownPages
from toolkit.app.preview.server import SITE_FOLDER, STATE
from toolkit.checks.menu import SETTINGS
from toolkit.feeds.addresses import API, CALENDARS, INDEX
from toolkit.problems import count

_FRAME = re.compile(rf"(?:.*/)?(?:{re.escape(SETTINGS)}|overrides/.*)")
"""Paths of files that every page is built with, here or in a base."""
_SCRIPT = "serve.js"
"""What loads a page again: a file, since a policy lets no script run that is in a page."""
_SECONDS, _PAGES = 1.0, 80
"""How long pages are made, and how many, before MkDocs builds them: who asks for another page waits for that."""


class Preview:
    """The site of a project, in a folder of its own, for an address."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        self.root, self.folder, self.address = root, folder, address
        self.markdown = MarkdownPages(root, folder / "export", address)
        self.html = HtmlPages(folder / "export", folder / "html", folder / SITE_FOLDER)
        self.findings = Findings(root)
        script = files("toolkit.app.preview").joinpath(_SCRIPT).read_bytes()
        write_changed(folder / SITE_FOLDER / _SCRIPT, script)
        self.refusal = ""
        """What outside the content keeps anything from being shown."""
        self.dead: list[str] = []
        """Links that lead nowhere, once all pages are there."""
        self._changed: set[str] = set()
        self._files: set[str] = set()
        self._unlinked = True
        self._stuck = False
        """Whether MkDocs breaks down over what there is."""

    def take(self, changed: Collection[str]) -> None:
        """Read the content again after files have changed."""
        self.refusal, self._stuck, self.dead, self._unlinked = "", False, [], True
        self._put_files()
        try:
            now = surroundings(self.root)
            library = self.findings.read(now.today)
            self.write_state()
            if library is not None:
                self.html.forget(self.markdown.take(library, now))
            if self._put_settings() or any(_FRAME.match(path) for path in changed):
                self.markdown.changed |= self.markdown.manifest.pages.keys()
                self.html.framed = False
        except (SurroundingsError, BuildError) as error:
            self.refusal = str(error)
        except Exception as error:  # whatever it is: the pages stay, and the next save may end it
            self.refusal = _fault(error)
        for made in (CALENDARS, API):
            shutil.rmtree(self.folder / SITE_FOLDER / made, ignore_errors=True)
        self._changed = set(changed)
        self.write_state()

    def _put_files(self) -> None:
        """Copy styles, scripts and pictures of docs/, and remove those that are gone; nothing where there is no project."""
        files = {path: file for path, file in docs_files(self.root).items() if not path.endswith(PAGE)}
        if not files:
            return
        source, site = self.markdown.export / PAGES, self.folder / SITE_FOLDER
        for path, file in files.items():
            content = file.read_bytes()
            for top in (source, site):
                write_changed(top / path, content)
        for path in self._files - files.keys():
            for top in (source, self.html.html, site):
                (top / path).unlink(missing_ok=True)
        self._files = set(files)

    def _put_settings(self) -> bool:
        """Write the settings for MkDocs by the content that was last read, and say whether they have changed."""
        if self.markdown.build is None:
            return False
        folder = self.folder / "export"
        settings = settings_for(self.root, self.markdown.build.library, folder, self.address, serving=True)
        written = [write_changed(folder / file.path, file.content) for file in settings]
        return any(written)

    def advance(self, wanted: Collection[str], interrupted: Callable[[], bool]) -> bool:
        """Make, build or judge a little, `wanted` files of the site first, and say whether there was anything to do."""
        try:
            worked = not self._stuck and self._advance(wanted, interrupted)
        except BuildError as error:
            self.refusal, self._stuck, worked = str(error), True, False
        except Exception as error:
            self.refusal, self._stuck, worked = _fault(error), True, False
        self.write_state()
        return worked

    def _advance(self, wanted: Collection[str], interrupted: Callable[[], bool]) -> bool:
        for file in wanted:
            self._answer(file)
        first = [page for page in self._coming() if html_path(page) in wanted or self._is_of_change(page)]
        if not first and self.findings.find_next():
            return True
        worked = self._show(first, interrupted)
        if not worked:
            self._follow_links()
        return worked

    def _is_of_change(self, page: str) -> bool:
        """Whether a page is the first that is made from a file that has just changed: it may well be what is looked at next."""
        if group := self.markdown.unmade.get(page):
            return group.source in self._changed and page == self.markdown.first_of[group.source]
        return self.markdown.manifest.pages.get(page) in self._changed

    def _follow_links(self) -> None:
        """Once all pages are there, find links that lead nowhere; not while files with problems are left out."""
        build = self.markdown.build
        if self._unlinked and build and self.markdown.whole:
            self._put_lists(build)
            self.dead = self.html.find_dead_links(self.markdown.manifest, set(build.feed_paths()))
        self._unlinked = False

    def report(self) -> str:
        """Everything that is wrong, a line each, or that all is well, once that is known; nothing before."""
        problems = self._problems()
        if problems:
            return "\n".join([f"{count(len(problems), 'problem')}:", *problems])
        return "" if self._unlinked else "All pages are built, and nothing is wrong."

    @property
    def remaining(self) -> int:
        """How many pages are still to come."""
        return len(self._coming())

    def write_state(self) -> None:
        """Say what is wrong, and which pages are still to come."""
        state = {"problems": self._problems(), "coming": [html_path(page) for page in self._coming()]}
        write_changed(self.folder / STATE, json.dumps(state, ensure_ascii=False).encode())

    def _show(self, first: list[str], interrupted: Callable[[], bool]) -> bool:
        """Take some pages to their end: those that come first alone, or as many as take about two seconds."""
        markdown = self.markdown
        if not (coming := first or self._coming()):
            return False
        markdown.make(first, 0 if first else _SECONDS)
        batch = [page for page in coming if page in markdown.changed and page not in markdown.unmade][:_PAGES]
        if batch and not self.html.build(batch, markdown.manifest.pages, interrupted):
            return True
        markdown.changed -= set(batch)
        done = {*batch, *markdown.inserted} - markdown.changed - markdown.unmade.keys()
        self.html.finish(sorted(done), markdown.manifest)
        markdown.inserted -= done
        return True

    def _coming(self) -> list[str]:
        """The pages that are not as they would be made now."""
        return list(dict.fromkeys((*self.markdown.inserted, *sorted(self.markdown.changed), *self.markdown.unmade)))

    def _answer(self, file: str) -> None:
        """Make the list of feeds, or compiled plans or seasons, if asked for; a file without a byte where there is none."""
        build = self.markdown.build
        if build and file == INDEX:
            self._put_lists(build)
        elif build and file.startswith(API):
            for output in reversed(list(build.compiled_at(file))):  # the one that is waited for comes last
                write_changed(self.folder / SITE_FOLDER / output.path, output.content)
            if not (self.folder / SITE_FOLDER / file).is_file():
                write_changed(self.folder / SITE_FOLDER / file, b"")

    def _put_lists(self, build: Build) -> None:
        """Write the list of feeds, to which pages link, unless it is there: a change removes it."""
        if not (self.folder / SITE_FOLDER / INDEX).is_file():
            for output in build.others():
                write_changed(self.folder / SITE_FOLDER / output.path, output.content)

    def _problems(self) -> list[str]:
        """All that is wrong, a line each."""
        failures = {**self.markdown.failures, **self.html.failures}
        return [
            *self.refusal.splitlines(),
            *(str(problem).partition("\n")[0] for problem in self.findings.problems()),
            *(f"{page}: {why}" for page, why in failures.items()),
            *self.html.complaints,
            *self.dead,
        ]


def _fault(error: Exception) -> str:
    """What is shown of an error that nobody foresaw."""
    return f"nothing new is shown, because of a fault of the toolkit: {type(error).__name__}: {error}. Please report it."
