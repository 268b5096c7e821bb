"""`toolkit show session`: every rung of a session."""

from __future__ import annotations

import click

from toolkit.app.cli.options import LEVEL
from toolkit.app.cli.project import find_sound, read_content
from toolkit.models import Level, Variant
from toolkit.text.terminal import session_text


@click.command("session")
@click.argument("name", metavar="SESSION")
@LEVEL
def show_session(name: str, level: Level) -> None:
    """Show SESSION with its warm-up, every rung and its easier options, for a level.

    Example: toolkit show session minutes --level intermediate
    """
    content = read_content()
    library = content.library
    session = find_sound(content, library.sessions, "session", name)
    if level not in session.start:
        raise click.UsageError(f"{session.title} is not offered to {level} runners; it is to {', '.join(session.start)}.")
    click.echo(session_text(session, library, Variant(level, "standard")))
