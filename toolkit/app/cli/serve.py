"""`toolkit serve`: show the site on this machine while it is written."""

from __future__ import annotations

import errno
import socket

import click

from toolkit.app.cli.mkdocs import run_mkdocs
from toolkit.app.cli.project import project_folder
from toolkit.app.environment import SurroundingsError

HOST = "127.0.0.1"
PORT = 8000


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where to show it, on this machine.")
def serve(port: int) -> None:
    """Build the site, show it on http://127.0.0.1:8000, and build again what changes as you save."""
    project_folder()
    _refuse_port_in_use(port)
    run_mkdocs("serve", "--dirty", "--dev-addr", f"{HOST}:{port}")


def _refuse_port_in_use(port: int) -> None:
    """SurroundingsError where a port cannot be listened on: found out before the build, not after it."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            why = (
                "is in use, perhaps by another make serve"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used: {error.strerror}"
            )
            raise SurroundingsError(f"port {port} {why}. Take another: make serve PORT={port % 65535 + 1}") from None
