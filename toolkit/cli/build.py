"""`toolkit build`: every page in Markdown and every calendar, as files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import chain
from pathlib import Path

import click

from toolkit.build import Build, taken
from toolkit.cli.project import fail, sound
from toolkit.problems import count
from toolkit.surroundings import SurroundingsError, edition, weigh, write


@click.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, help="An empty folder, or one that does not exist yet."
)
def build(folder: Path) -> None:
    """Write the whole output as files: pages in Markdown, and calendars.

    Any site generator can build the pages; MkDocs is not needed. If anything is wrong, nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not an empty folder. Name one that is empty or does not exist yet.")
    root = Path.cwd()
    library = sound(root)
    docs = [file.relative_to(root / "docs") for file in sorted((root / "docs").rglob("*")) if file.is_file()]
    try:
        made = Build(library, edition(root))
        files = [*made.pages(), *made.others()]
        if wrong := taken((path.as_posix() for path in docs), files):
            fail(wrong)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as temporary:
            whole = Path(temporary) / "whole"
            whole.mkdir()
            for path in docs:
                (whole / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / "docs" / path, whole / path)
            with click.progressbar(chain(files, made.feeds()), label="Writing", file=sys.stderr, show_pos=True) as rows:
                written = write(rows, whole)
            weighed = weigh(whole)
            if folder.exists():
                folder.rmdir()
            whole.replace(folder)
    except SurroundingsError as error:
        fail(str(error))
    click.echo(f"Wrote {count(written, 'file')} and the pages of docs/ to {folder}.")
    click.echo(f"{weighed}.")
