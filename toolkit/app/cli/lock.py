"""`toolkit lock`: write down what each day of each plan is, for those who begin from now on."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.app.cli.project import fail, sound
from toolkit.app.environment import explain_os_error, made_at, require_history, today
from toolkit.app.locking import find_locks, write_locks
from toolkit.checks.locks import RUN_LOCK
from toolkit.library import lock_path
from toolkit.problems import report
from toolkit.text.changes import changes_text, next_monday
from toolkit.text.commands import locks_written


@click.command()
def lock() -> None:
    """Write plans/*.lock, and say what moves and for whom.

    A lock holds every day and dose of a plan. Who has begun keeps those of the lock that was published then. Commit the files with
    the change that they belong to. After a conflict in one, run this again.
    """
    library, root = sound(but=RUN_LOCK), Path.cwd()
    require_history(root, whole=True)
    locks = find_locks(root, library, made_at())
    if locks.lost:
        fail(report(locks.lost))
    try:
        write_locks(root, locks)
    except OSError as error:
        raise click.UsageError(f"not all locks could be written. {explain_os_error(error)}") from None
    click.echo(changes_text(locks.moves, next_monday(today())))
    click.echo(locks_written(list(map(lock_path, locks.stale))))
