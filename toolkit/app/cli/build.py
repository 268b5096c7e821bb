"""`toolkit build`: every page in Markdown and every calendar, in a folder that a generator turns into HTML."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path

import click

from toolkit.app.build import Build
from toolkit.app.build_folder import FILES, Updated, at_site, fill_folder, read_manifest
from toolkit.app.cli.progress import progress
from toolkit.app.cli.project import folder_by_hand, require_living, sound, warn
from toolkit.app.environment import explain_os_error, open_to_all, surroundings, warn_of_shallow, weigh
from toolkit.app.mkdocs import settings_for
from toolkit.problems import count


@click.command()
@click.option("--to", "folder", metavar="DIR", default="build/export", show_default=True, help="A new folder, or one built before.")
def build(folder: str) -> None:
    """Write every page in Markdown and every calendar into a folder: only what has changed since it was last built.

    Any site generator can build DIR/pages, for instance MkDocs: mkdocs build -f DIR/mkdocs.yml. Then: toolkit finish. If anything
    is wrong, nothing is written.
    """
    try:
        target = _target(folder)
        library = sound()
        root = Path.cwd()
        warn(warn_of_shallow(root))
        around = surroundings(root)
        require_living(library, around.editions)
        done, weighed = _write(root, Build(library, around), target)
    except OSError as error:
        raise click.UsageError(f"nothing is written to {explain_os_error(error, folder)}") from None
    removed = f", {done.removed} removed" if done.removed else ""
    click.echo(f"Wrote {count(done.changed, 'file')} of {done.files} to {folder}{removed}. {weighed}.")


def _target(folder: str) -> Path:
    """The folder to write to; wrong usage where it holds something that no build wrote, or where it is one of the project's own."""
    if not folder:
        raise click.UsageError("--to names no folder. Name one that is empty or does not exist yet.")
    try:
        target = Path(folder).resolve()
    except RuntimeError:
        raise click.UsageError(f"{folder} is a link that leads to itself.") from None
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and read_manifest(target) is None)):
        raise click.UsageError(f"{folder} is neither an empty folder nor one that toolkit build wrote. Name another one.")
    if file := next((parent for parent in target.parents if parent.exists() and not parent.is_dir()), None):
        raise click.UsageError(f"{folder} cannot lie in {file.name}, which is a file. Name a folder elsewhere.")
    if part := folder_by_hand(target):
        raise click.UsageError(f"{folder} lies in {part}/, which is written by hand. Name a folder elsewhere.")
    return target


def _write(root: Path, made: Build, target: Path) -> tuple[Updated, str]:
    """Write a build to its folder, and return what was done and what the folder weighs."""
    settings = settings_for(root, made.library, target, made.surroundings.site, serving=False)
    with _half_built(target) if read_manifest(target) is None else nullcontext(target) as folder:
        with progress("Pages", len(made.groups)) as advance:
            pages = made.pages(advance)
        with progress("Calendars", made.feed_count) as advance:
            files = (make() for make in made.files_for_programs(advance))
            others = at_site(chain(made.others(), chain.from_iterable(files)))
            done = fill_folder(root, folder, made, pages, chain(settings, others))
        weighed = weigh(folder, FILES)
        open_to_all(folder)
        if folder != target:
            _put(folder, target)
    return done, weighed


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


def _put(whole: Path, target: Path) -> None:
    """Move what is whole to its place; into a folder that is there already file by file, since it may be a disk of its own."""
    if not target.exists():
        whole.replace(target)
        return
    for path in sorted(whole.iterdir()):
        path.replace(target / path.name)
