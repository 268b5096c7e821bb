"""MkDocs, run in this process: what it refuses becomes a line and an exit code, as with every other command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

_SETTINGS = "mkdocs.yml"
SPOKEN = "DISABLE_MKDOCS_2_WARNING", "NO_MKDOCS_2_WARNING"
"""What keeps Material from a notice about a MkDocs that is not used here."""


def run_mkdocs(*arguments: str) -> None:
    """Run MkDocs with arguments; what is wrong is on standard error, and then the exit code is MkDocs' own.

    An OSError is passed on.
    """
    if not Path(_SETTINGS).is_file():
        raise click.UsageError(
            f"there is no file {_SETTINGS} here, which says how the site is built. Run this in the project's folder."
        )
    os.environ |= dict.fromkeys(SPOKEN, "true")
    from mkdocs.__main__ import cli

    try:
        cli.main([*arguments], "mkdocs", standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"\n{error.format_message()}", err=True)
        sys.exit(error.exit_code)
