"""A folder of built pages to a site: every page finished, all other files beside them, and every link followed."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Container, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from toolkit.app.build_folder import FILES, Manifest, parts_path, require_manifest
from toolkit.app.environment import BuildError, write_changed
from toolkit.app.finish import Finished, Finisher, FinishError
from toolkit.app.finish_assets import finish_assets, marks_of
from toolkit.cores import Advance, each, ignore
from toolkit.site.markup import Tooltips
from toolkit.site.policy import HEADER_ONLY, PolicyError, known_scripts, policy

MISSING_PAGE = "404.html"
"""The page for a missing one: it holds no text of a contributor, so its scripts are the theme’s."""
HEADER = "policy.txt"
"""The file with the policy of all pages of the site, to be sent as a header."""
_WORKER = "sw.js"
_HOST = "https://site.invalid"
"""The host of the site while links are followed."""
_MOST_NAMED = 20
"""How many links that lead nowhere are listed."""


class PageFailure(NamedTuple):
    """A page that could not be finished, and why."""

    path: str
    why: str


def html_path(page: str) -> str:
    """The file of a page in the site, of its path in Markdown: each is a folder of its own."""
    if page == MISSING_PAGE:
        return page
    name = re.sub(r"(^|/)(?:index|README)$", r"\1", page.removesuffix(".md"))
    return f"{name.rstrip('/')}/index.html".lstrip("/")


def page_address(page: str) -> str:
    """The address of a page from the top of the site, of its path in Markdown."""
    return html_path(page).removesuffix("index.html")


def finisher_for(manifest: Manifest, html: Path, *, serving: bool = False) -> Finisher:
    """What all pages of a site need, by its build folder and the folder of its built pages; BuildError without 404.html.

    In `serving` no script or style has a mark: no browser keeps any.
    """
    marks = {} if serving else marks_of(html)
    try:
        frame = (html / MISSING_PAGE).read_text("utf-8")
    except OSError:
        raise BuildError(f"the generator has built no {MISSING_PAGE}, whose frame all pages share.") from None
    return Finisher(Tooltips(manifest.terms), marks, known_scripts(frame))


def finish_page(folder: Path, html: Path, site: Path, manifest: Manifest, finisher: Finisher, path: str) -> Finished | PageFailure:
    """Finish a page of a build folder, write it to the site where it changes, and return it without its HTML, or why not."""
    try:
        built = (html / html_path(path)).read_text("utf-8")
        if path == MISSING_PAGE:
            done = finisher.missing_page(built)
        else:
            by_hand = (manifest.pages[path] or "").startswith("docs/")
            done = finisher.page(path, built, _parts(folder, path), by_hand=by_hand)
    except FileNotFoundError:
        return PageFailure(path, "the generator has not built it.")
    except (FinishError, PolicyError) as error:
        return PageFailure(path, str(error))
    write_changed(site / html_path(path), done.html.encode())
    return done._replace(html="")


def finish_site(folder: Path, html: Path, site: Path, advance: Advance = ignore) -> None:
    """Finish all that a generator built of a folder into a site; BuildError, with every page and link that is wrong."""
    manifest = require_manifest(folder)
    finisher = finisher_for(manifest, html)
    pages = [MISSING_PAGE, *manifest.pages]
    done = each(partial(finish_page, folder, html, site, manifest, finisher), pages, advance)
    finished = {path: one for path, one in zip(pages, done, strict=True) if isinstance(one, Finished)}
    failed = [f"{one.path}: {one.why}" for one in done if isinstance(one, PageFailure)]
    if failed := [*failed, *find_strange(html, manifest)]:
        raise BuildError("pages cannot be finished:\n" + "\n".join(failed))
    copy_others(html, site, pages)
    copy_others(folder / FILES, site)
    finish_assets(site, finisher.marks)
    scripts = {one for page in finished.values() for one in page.scripts}
    (site / HEADER).write_text(f"{policy(sorted(scripts))}; {HEADER_ONLY}\n", "utf-8")
    if dead := list(find_dead_links(finished, site, manifest.address)):
        more = f"\nand {len(dead) - _MOST_NAMED} more" if len(dead) > _MOST_NAMED else ""
        raise BuildError("links lead nowhere:\n" + "\n".join(dead[:_MOST_NAMED]) + more)
    stamp_worker(site)


def _parts(folder: Path, path: str) -> list[str]:
    """The HTML that is inserted into a page."""
    file = folder / parts_path(path)
    found = json.loads(file.read_bytes()) if file.is_file() else []
    return [str(part) for part in found]


def find_strange(html: Path, manifest: Manifest) -> list[str]:
    """Every built page that was not given to the generator."""
    given = {html_path(path) for path in (MISSING_PAGE, *manifest.pages)}
    built = (file.relative_to(html).as_posix() for file in sorted(html.rglob("*.html")))
    return [f"{path}: this page was not given to the generator." for path in built if path not in given]


def copy_others(folder: Path, site: Path, pages: Collection[str] = ()) -> None:
    """Put into the site every file of a folder but those of some pages: linked, where that can be."""
    made = {html_path(path) for path in pages}
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        if (path := file.relative_to(folder).as_posix()) not in made:
            _link(file, site / path)


def _link(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def find_dead_links(pages: Mapping[str, Finished], site: Path, address: str, others: Container[str] = ()) -> Iterator[str]:
    """Every link of a finished page that leads to no file of the site, or to no place in the page it leads to.

    `others` are files that are no mistake although they are not there.
    """
    ids, top = {html_path(path): page.ids for path, page in pages.items()}, f"{_HOST}{urlsplit(address).path}"
    for path, page in pages.items():
        here = f"{top}{page_address(path)}"
        for link in sorted(page.links):
            target = urljoin(here, link.replace(address, top, 1) if link.startswith(address) else link)
            path_there = target.removeprefix(top)
            if target.startswith(top) and path_there not in others and (why := _judge(path_there, ids, site)):
                yield f"{html_path(path)}: {link}: {why}"


def _judge(target: str, ids: Mapping[str, frozenset[str]], site: Path) -> str:
    """Why a place in the site cannot be reached; nothing where it can."""
    parts = urlsplit(target)
    path, place = unquote(parts.path), unquote(parts.fragment)
    file = f"{path}index.html" if path.endswith("/") or not path else path
    if file in ids:
        return "" if not place or place in ids[file] else f"the page has no place “{place}”."
    return "" if (site / file).is_file() else "there is no such file."


def stamp_worker(site: Path) -> None:
    """Write a mark of the whole site into its service worker, if it has one, so that a browser notices a new site."""
    worker = site / _WORKER
    if not worker.exists():
        return
    whole = sha256()
    for file in sorted(file for file in site.rglob("*") if file.suffix in (".html", ".css", ".js")):
        whole.update(file.read_bytes())
    stamped = worker.read_text("utf-8").replace("{build}", whole.hexdigest()[:16])
    worker.unlink()  # it may be a link to what the generator wrote
    worker.write_text(stamped, "utf-8")
