"""`toolkit changes`: what moves between two commits, or since one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.app.cli.project import sound
from toolkit.app.environment import made_at
from toolkit.app.git import ask_git
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
    for revision in filter(None, (before, after)):
        if not ask_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")[0]:
            raise click.UsageError(
                f"git knows no commit “{revision}”. Write a branch, a tag or a commit: git log --oneline shows some."
            )
    new = read_at(root, after) if after else find_locks(root, library, made_at()).now
    moves = compare_editions(Doses(library), read_at(root, before), new)
    if form == "json":
        click.echo(json.dumps(plain_changes(moves), ensure_ascii=False, indent=1))
    else:
        click.echo(changes_markdown(moves) if form == "markdown" else changes_text(moves))
