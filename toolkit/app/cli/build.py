"""`toolkit build`: every page in Markdown and every calendar, as files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import click

from toolkit.app.build import Build, find_conflict
from toolkit.app.cli.project import fail, folder_by_hand, sound, warn
from toolkit.app.environment import edition, explain_os_error, open_to_all, warn_of_shallow, weigh, write
from toolkit.library import DOCS, open_project
from toolkit.problems import count


@click.command()
@click.option("--to", "folder", metavar="DIR", required=True, help="An empty folder, or one that does not exist yet.")
def build(folder: str) -> None:
    """Write the whole output as files: pages in Markdown, and calendars.

    Any site generator can build the pages; MkDocs is not needed. If anything is wrong, nothing is written.
    """
    try:
        target = _target(folder)
        library = sound()
        root = Path.cwd()
        warn(warn_of_shallow(root))
        made = Build(library, edition(root))
        with _half_built(target) as whole:
            written = _write(root, made, whole)
            weighed = weigh(whole)
            open_to_all(whole)
            _put(whole, target)
    except OSError as error:
        raise click.UsageError(f"nothing is written to {explain_os_error(error, folder)}") from None
    click.echo(f"Wrote {count(written, 'file')} and the pages of docs/ to {folder}.")
    click.echo(f"{weighed}.")


def _target(folder: str) -> Path:
    """The folder to write to; wrong usage where it holds something, or where it is one of the project's own."""
    if not folder:
        raise click.UsageError("--to names no folder. Name one that is empty or does not exist yet.")
    try:
        target = Path(folder).resolve()
    except RuntimeError:
        raise click.UsageError(f"{folder} is a link that leads to itself.") from None
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise click.UsageError(f"{folder} is not an empty folder. Name one that is empty or does not exist yet.")
    if file := next((parent for parent in target.parents if parent.exists() and not parent.is_dir()), None):
        raise click.UsageError(f"{folder} cannot lie in {file.name}, which is a file. Name a folder elsewhere.")
    if part := folder_by_hand(target):
        raise click.UsageError(f"{folder} lies in {part}/, which is written by hand. Name a folder elsewhere.")
    return target


@contextmanager
def _half_built(target: Path) -> Iterator[Path]:
    """A folder to build in, on the same disk as its target; it goes, whatever happens, with all folders made for it."""
    beside = target if target.exists() else target.parent  # a folder that is there may be a disk of its own
    above = [folder for folder in (beside, *beside.parents) if not folder.exists()]
    beside.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=beside, prefix=f".{target.name}-") as temporary:
            whole = Path(temporary) / "whole"
            whole.mkdir()
            yield whole
    finally:
        for folder in above:
            if not any(folder.iterdir()):
                folder.rmdir()


def _write(root: Path, made: Build, whole: Path) -> int:
    """Write the pages of docs/ and everything that is made from the content; how many files that is, without those of docs/."""
    project, _ = open_project(root)
    docs = project.real_files(DOCS) if project else {}
    files = [*made.pages(), *made.others()]
    if wrong := find_conflict(docs, files):
        fail(wrong)
    for path, file in docs.items():
        (whole / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, whole / path)
    with click.progressbar(chain(files, made.feeds()), label="Writing", file=sys.stderr, show_pos=True) as rows:
        return write(rows, whole)


def _put(whole: Path, target: Path) -> None:
    """Move what is whole to its place; into a folder that is there already file by file, since it may be a disk of its own."""
    if not target.exists():
        whole.replace(target)
        return
    for path in sorted(whole.iterdir()):
        path.replace(target / path.name)
