"""`toolkit finish`: what a generator has built of a build folder, made into a site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from toolkit.app.build_folder import require_manifest
from toolkit.app.cli.progress import progress
from toolkit.app.cli.project import folder_by_hand, project_folder, warn
from toolkit.app.environment import weigh
from toolkit.app.finish_site import finish_site
from toolkit.app.publish import find_missing, publish


@click.command()
@click.argument("html", metavar="HTML")
@click.option("--from", "folder", metavar="DIR", default="build/export", show_default=True, help="What toolkit build wrote.")
@click.option("--to", "site", metavar="SITE", default="site", show_default=True, help="The folder of the site; the last one goes.")
def finish(html: str, folder: str, site: str) -> None:
    """Make a site of HTML, the folder of pages that a generator has built of DIR/pages.

    Inserts what Markdown need not see, gives each page its policy, adds the calendars, and follows every link.
    """
    if not Path(html).is_dir():
        raise click.UsageError(f"there is no folder {html}. Name the one that the generator has written.")
    target = (project_folder() / site).resolve()
    if part := folder_by_hand(target):
        raise click.UsageError(f"{site} lies in {part}/, which is written by hand. Name a folder elsewhere.")
    manifest = require_manifest(Path(folder))

    def build(fresh: Path) -> None:
        with progress("Finish", len(manifest.pages)) as advance:
            finish_site(Path(folder), Path(html), fresh, advance)

    publish(target, build, partial(find_missing, manifest=manifest), warn)
    click.echo(f"{weigh(target)}. The site is in {site}.")
