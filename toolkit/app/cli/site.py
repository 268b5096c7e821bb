"""`toolkit site`: check the content, build the site, and put it in the place of the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from toolkit.app.build import Build, Output
from toolkit.app.build_folder import at_site, fill_folder, require_manifest
from toolkit.app.cli.check import summary
from toolkit.app.cli.progress import progress
from toolkit.app.cli.project import require_living, require_locked, sound, warn
from toolkit.app.environment import surroundings, warn_of_shallow, weigh, write
from toolkit.app.finish_site import finish_site
from toolkit.app.mkdocs import SEARCH_INDEX, build_html, settings_for
from toolkit.app.publish import find_missing, publish
from toolkit.cores import each

SITE = "site"
EXPORT = "export"
"""The folder beside a site in progress that holds what it is built of."""


@click.command()
@click.option("--locked", is_flag=True, help="Refuse locks that are out of date, and a shallow clone: for what is published.")
def site(*, locked: bool) -> None:
    """Check the content and build site/, calendars included: toolkit build, MkDocs and toolkit finish, one after the other.

    The last site stays until the new one is whole. Only one build runs at a time; another one waits for it.
    """
    library = sound()
    click.echo(f"{summary(library)}: no problems.")
    root = Path.cwd()
    if locked:
        require_locked(root, library, strict=True)
    around = surroundings(root)
    if not locked:  # else that has been looked at
        require_living(library, around.editions)
    build = Build(library, around)
    warn(warn_of_shallow(root))
    publish(root / SITE, partial(_build, root, build), _find_missing, warn)
    click.echo(f"{weigh(root / SITE)}.")
    click.echo(f"Built {SITE}/. Look at it with: python3 -m http.server --directory {SITE}   or, while you write: make serve")


def _build(root: Path, build: Build, site: Path) -> None:
    """Build a whole site into an empty folder; what is needed on the way is beside it."""
    folder, html = site.parent / EXPORT, site.parent / "html"
    folder.mkdir()
    with progress("Pages", len(build.groups)) as advance:
        pages = build.pages(advance)
    settings = settings_for(root, build.library, folder, build.surroundings.site, serving=False)
    fill_folder(root, folder, build, pages, [*settings, *at_site(build.others())])
    files = (partial(_write_files, make, site) for make in build.files_for_programs())
    at_once: list[Callable[[], None]] = [partial(_build_html, folder, html), *files]
    each(lambda work: work(), at_once)
    with progress("Finish", len(pages)) as advance:
        finish_site(folder, html, site, advance)


def _build_html(folder: Path, html: Path) -> None:
    with progress("HTML", 2 * len(require_manifest(folder).pages)) as advance:
        build_html(folder, html, advance)


def _write_files(make: Callable[[], Iterator[Output]], site: Path) -> None:
    write(make(), site)


def _find_missing(site: Path) -> list[str]:
    return find_missing(site, require_manifest(site.parent / EXPORT), SEARCH_INDEX)
