"""`toolkit changes`: what moves between two commits, or since one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.app.cli.project import sound
from toolkit.app.environment import made_at, require_history
from toolkit.app.git import find_commit
from toolkit.app.locking import compare_editions, find_locks
from toolkit.app.locks import read_at
from toolkit.dose import Doses
from toolkit.text.changes import changes_markdown, changes_text, plain_changes


@click.command()
@click.argument("before", metavar="A", default="HEAD")
@click.argument("after", metavar="[B]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="markdown: for a pull request. json: every day that moves, for programs.",
)
def changes(before: str, after: str | None, form: str) -> None:
    """Say which days and doses move from commit A to commit B, in which variants, and by how many minutes.

    Without B: to the plans as they are now, locked or not. Without A: from the last commit. Only locks are compared.

    Example: toolkit changes v1.2 main
    """
    library, root = sound(), Path.cwd()
    require_history(root)
    old = read_at(root, _commit(root, before))
    new = find_locks(root, library, made_at()).now if after is None else read_at(root, _commit(root, after))
    moves = compare_editions(Doses(library), old, new)
    if form == "json":
        click.echo(json.dumps(plain_changes(moves), ensure_ascii=False, indent=1))
    else:
        click.echo(changes_markdown(moves) if form == "markdown" else changes_text(moves))


def _commit(root: Path, revision: str) -> str:
    """The hash of a commit; wrong usage where git knows none."""
    if found := find_commit(root, revision):
        return found
    raise click.UsageError(f"git knows no commit “{revision}”. Write a branch, a tag or a commit: git log --oneline shows some.")
