"""The MkDocs plugin: hands generated files to MkDocs, and keeps the last good ones while a contributor mends a mistake.

All that knows MkDocs is here, in mkdocs.yml and in overrides/.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import groupby
from logging import getLogger
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from toolkit.app.build import Build, Kept, Output, find_conflict
from toolkit.app.environment import SurroundingsError, edition, today, weigh, write
from toolkit.app.finish import HEADER, MISSING_PAGE, OWN_FILE, Finisher, mark_of, stamp_worker, without_html
from toolkit.app.serving import Served, answers, with_reload
from toolkit.checks import check_project
from toolkit.checks.markup import judge_html, judge_nesting
from toolkit.library import Library
from toolkit.problems import Problem, report
from toolkit.site.markup import Tooltips, described
from toolkit.site.policy import PolicyError
from toolkit.things import CONTENT_FOLDERS

UNSEARCHED = "contributing/"
"""Pages that the search does not know."""

SEARCH = "search/search_index.json"

log = get_plugin_logger("toolkit")


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """The plugin has nothing to set."""


class ToolkitPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """Adds the pages and calendars of `templates/` and `plans/` to the site."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False
        self.good: Build | None = None
        """What the last library without problems comes to."""
        self.pages: tuple[Output, ...] = ()
        self.others: tuple[Output, ...] = ()
        self.finisher = Finisher()
        self.kept: Kept | None = None
        """What `mkdocs serve` need not render again."""
        self.dirty = False
        """Whether MkDocs leaves out the pages that have not changed since its last build."""
        self.built: dict[str, object] = {}
        """What each page was built from the last time, and under "" what all of them were."""
        self.found: dict[str, list[Any]] = {}
        """By page, what search finds of it."""
        self.problems = ""
        self.listing: Page | None = None
        """The page of the menu that is marked as active while a page that it lists is written."""
        self.written: set[str] = set()
        """The pages that came from docs/."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what MkDocs is started for; having this hook also makes `mkdocs serve` keep the plugin from build to build."""
        self.serving, self.dirty = command == "serve", dirty
        self.kept = {} if self.serving else None
        getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.msg)  # see leave_out

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and render everything before MkDocs touches the site folder: if something is wrong, the last site stays."""
        root = Path(config.config_file_path).resolve().parent
        config.watch.extend(str(root / folder) for folder in CONTENT_FOLDERS)
        config.extra["serving"] = self.serving
        config.extra["offline"] = not self.serving  # what is kept on a phone would hide what a contributor changes
        wrong = self.refresh(root)
        if wrong and not (self.serving and self.good):
            raise PluginError(f"the site is not built until this is fixed:\n\n{wrong}")
        if wrong:
            log.error("what cannot be shown stays as it was until this is fixed:\n\n%s\n", wrong)
        self.problems = "\n".join(line for line in wrong.splitlines() if line and not line.startswith(" "))
        if self.good and not self.serving:  # `mkdocs serve` says itself where the site is
            config.site_url = self.good.edition.site
        return config

    def refresh(self, root: Path) -> str:
        """Render the library anew; what is wrong, if anything is, and then the last good outputs stay.

        While somebody writes, a plan that breaks a rule is shown as it is, and closes no other page.
        """
        try:
            library, problems = check_project(root, today=today())
            wrong = report(problems) if problems else ""
            shown = library is not None and (not problems or (self.serving and library.complete and _only_in_plans(problems)))
            if library is None or not shown:
                return wrong
            now = edition(root)
        except SurroundingsError as error:
            return str(error)
        if not problems:
            self.render(Build(library, now, self.kept))
        elif not self.try_to_render(Build(library, now)):
            self.try_to_render(Build(_without_plans(library, problems), now))
        return wrong

    def try_to_render(self, build: Build) -> bool:
        """Render what has problems, and say whether that could be done: pages are made for what has none."""
        try:
            self.render(build)
        except Exception:
            return False
        return True

    def render(self, build: Build) -> None:
        """Take over all outputs of a build, once all are made."""
        parted = [without_html(page) for page in build.pages()]
        self.pages, self.others, self.good = tuple(page for page, _ in parted), tuple(build.others()), build
        terms = {name: (term.forms, term.says) for name, term in build.library.glossary.items() if term.tooltip}
        self.finisher = Finisher({page.path: html for page, html in parted if html}, Tooltips(terms))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add every generated page, where no file of docs/ stands already."""
        if wrong := find_conflict(files.src_uris, (*self.pages, *self.others)):
            raise PluginError(wrong)
        for page in self.pages:
            file = File.generated(config, page.path, content=page.content)
            if config.repo_url and page.source:
                file.edit_uri = f"{config.edit_uri or 'edit/main/'}../{page.source}"
            if chapter := files.get_file_from_path(page.path):  # as it was written
                files.remove(chapter)
            files.append(file)
        chapters = self.good.library.chapters if self.good else {}
        self.written = {file.src_uri for file in files.documentation_pages() if not file.generated_by} | set(chapters)
        own = [file for file in files if OWN_FILE.fullmatch(file.src_uri) and not self.serving]  # which lets no browser keep any
        self.finisher.marks = {file.src_uri: mark_of(file.content_bytes) for file in own}
        if self.dirty:
            self.leave_out(files, config)
        return files

    def leave_out(self, files: Files, config: MkDocsConfig) -> None:
        """Tell MkDocs which pages it need not build again; it would go by the age of their files, and generated ones have none."""
        theme = [path for folder in config.theme.dirs for path in Path(folder).rglob("*.html")]
        ages = [path.stat().st_mtime for path in (Path(config.config_file_path), *theme)]
        made: dict[str, object] = {page.path: (page.content, self.finisher.html.get(page.path)) for page in self.pages}
        terms = self.good.library.glossary if self.good else {}
        every = {"": (max(ages), tuple(sorted(made)), tuple(terms.values()))}
        for file in files.documentation_pages():
            now = made.setdefault(file.src_uri, file.content_bytes)
            same = self.built.get(file.src_uri) == now and self.built.get("") == every[""]
            file.is_modified = partial(bool, not same)  # type: ignore[method-assign]
        self.built = made | every

    def on_build_error(self, *, error: Exception) -> None:
        """Build all pages the next time: some were not."""
        self.built = {}

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let every page have a description and be found by readers' words; the theme writes both as they are, so escape them."""
        if not page.is_homepage:  # that of the site is its own
            page.meta.setdefault("description", described(markdown))
        page.meta["tags"] = page.meta.pop("search_words", [])  # as the search of the theme calls them
        if page.file.src_uri.startswith(UNSEARCHED):
            page.meta["search"] = {"exclude": True}
        page.meta = {name: _escaped(value) for name, value in page.meta.items()}
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Add tooltips, and room for a finger where links stand alone."""
        if page.file.src_uri in self.written and (
            wrong := judge_html(html) or judge_nesting(html)
        ):  # which `check` has said, had it known better
            raise PluginError(f"docs/{page.file.src_uri}: {wrong[0][2]} Take it out.")
        return self.finisher.text(page.file.src_uri, html)

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """Mark the page of the menu that lists this page as active while this page is written."""
        if listing := find_listing(page, nav):
            listing.active, self.listing = True, listing
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish the page."""
        if self.listing:
            self.listing.active, self.listing = False, None
        with _as_plugin_error():
            return self.finisher.page(page.file.src_uri, output, page.content or "")

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Finish the page for a missing one, which is made before all others; `mkdocs serve` publishes nothing."""
        if not template_name.endswith(".html"):
            return self.finisher.template(output)
        with _as_plugin_error():
            return self.finisher.missing_page(output, first=template_name == MISSING_PAGE and not self.serving)

    @event_priority(-100)  # when all others have written, so that the weight is the whole site's
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what MkDocs need not see, and say what the site weighs; `mkdocs serve` makes feeds when they are asked for."""
        assert self.good is not None  # without one, on_config has ended the build
        site = Path(config.site_dir)
        write(self.others, site)
        if self.dirty:
            self.complete(site / SEARCH)
        if not self.serving:
            (site / HEADER).write_text(self.finisher.header(), "utf-8")
            stamp_worker(site)
            write(self.good.feeds(), site)
            log.info(weigh(site))

    def complete(self, index: Path) -> None:
        """Put back into the index of the search the pages that MkDocs did not build again."""
        if not index.exists():
            return
        found = json.loads(index.read_text("utf-8"))
        new = groupby(found["docs"], key=lambda entry: entry["location"].partition("#")[0])
        self.found |= {page: list(entries) for page, entries in new}
        found["docs"] = [entry for entries in self.found.values() for entry in entries]
        index.write_text(json.dumps(found), "utf-8")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Answer for what is not a file here: calendars, what there is to mend, and the script that reloads a page."""
        reload: Callable[[bytes, int], bytes] = server._inject_js_into_html
        server._inject_js_into_html = partial(with_reload, server.mount_path)  # type: ignore[method-assign]
        server.set_app(answers(lambda: Served(self.good, self.problems), reload, server.serve_request, server.mount_path))
        return server


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """End the build where the policy of a page cannot be told."""
    try:
        yield
    except PolicyError as error:
        raise PluginError(str(error)) from None


def find_listing(page: Page, nav: Navigation) -> Page | None:
    """The page of the menu that lists a page which is not in the menu: that of the nearest folder above it."""
    if page in nav.pages:
        return None
    listings = {one.url: one for one in nav.pages if one.is_index}
    folders = page.url.rstrip("/").split("/")[:-1]
    above = ("/".join(folders[:depth]) + "/" for depth in range(len(folders), 0, -1))
    return next((listings[url] for url in above if url in listings), None)


def _escaped(value: Any) -> Any:
    """What a page says of itself, with every text in it escaped once, whether or not it was before."""
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return html.escape(html.unescape(value)) if isinstance(value, str) else value


def _only_in_plans(problems: Iterable[Problem]) -> bool:
    return all(problem.path.startswith("plans/") for problem in problems)


def _without_plans(library: Library, problems: Iterable[Problem]) -> Library:
    """A library without the plans that have problems, and without the seasons that they are part of."""
    wrong = {problem.path for problem in problems}
    plans = {name: plan for name, plan in library.plans.items() if library.path(plan) not in wrong}
    seasons = {name: season for name, season in library.seasons.items() if all(part.plan in plans for part in season.parts)}
    return replace(library, plans=plans, seasons=seasons)
