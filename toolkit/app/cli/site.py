"""`toolkit site`: check the content, build the site with MkDocs, and put it in the place of the last one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from toolkit.app.cli.check import summary
from toolkit.app.cli.mkdocs import run_mkdocs
from toolkit.app.cli.project import sound, warn
from toolkit.app.environment import edition, warn_of_shallow
from toolkit.app.publish import find_missing, publish

SITE = "site"


@click.command()
def site() -> None:
    """Check the content and build site/ with MkDocs, calendars included.

    The last site stays until the new one is whole. Only one build runs at a time; another one waits for it.
    """
    library = sound()
    click.echo(f"{summary(library)}: no problems.")
    root = Path.cwd()
    address = edition(root).site
    warn(warn_of_shallow(root))
    publish(root / SITE, _build, partial(find_missing, library=library, address=address), warn)
    click.echo(f"Built {SITE}/. Look at it with: python3 -m http.server --directory {SITE}   or, while you write: make serve")


def _build(folder: Path) -> None:
    run_mkdocs("build", "--strict", "--site-dir", str(folder))
