"""`toolkit serve`: show the site on this machine while it is written."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import queue
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from toolkit.app.cli.project import project_folder
from toolkit.app.environment import SurroundingsError
from toolkit.app.preview.preview import Preview
from toolkit.app.preview.server import HOST, run_server
from toolkit.app.preview.watch import Watcher
from toolkit.checks.menu import SETTINGS
from toolkit.library import open_project
from toolkit.problems import count

PORT = 8000
_PAUSE = 0.1
"""Seconds between two looks at the disk when there is nothing to do."""
_IDLE = 30
"""Such looks after which what is no longer needed is cleared away."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where to show it, on this machine.")
def serve(port: int) -> None:
    """Show the site on http://127.0.0.1:8000, and build again what changes as you save.

    Pages are built as they are asked for, and all others after them. What is wrong with the content is shown on every page.
    """
    root = project_folder()
    project, _ = open_project(root)
    if project and not project.find(SETTINGS):
        raise click.UsageError(
            f"there is no file {SETTINGS} here, which says how the site is built. Run this in the project's folder."
        )
    _refuse_port_in_use(port)
    with tempfile.TemporaryDirectory(prefix="lasting-speed-", ignore_cleanup_errors=True) as folder:
        watcher = Watcher(root)
        preview = Preview(root, Path(folder), f"http://{HOST}:{port}/")
        preview.take({SETTINGS})
        with _server(Path(folder), port) as (wanted, is_up):
            click.echo(f"Serving on http://{HOST}:{port}/ until you press Ctrl-C.")
            _work(preview, watcher, wanted, is_up)
        raise SurroundingsError(f"the server on port {port} has ended. Start it again: make serve PORT={port}")


def _work(preview: Preview, watcher: Watcher, wanted: multiprocessing.Queue[str], is_up: Callable[[], bool]) -> None:
    """Build what is asked for and what changes, while the server is up."""
    said, idle = "", 0
    gc.disable()  # with all plans laid out in memory it would take longer than a page
    while is_up():
        if changed := watcher.changes():
            click.echo(f"{_named(changed)} changed.")
            preview.take(changed)
        if not preview.advance(set(_drain(wanted)), watcher.has_changed):
            time.sleep(_PAUSE)
            idle += 1
            if idle == _IDLE:
                gc.collect()
        else:
            idle = 0
        if sys.stderr.isatty():
            click.echo(f"\r{count(preview.remaining, 'page')} to build \r", nl=False, err=True)
        if (now := preview.report()) != said:
            click.echo(now or "Nothing is wrong so far.")
            said = now


def _named(changed: set[str]) -> str:
    first, *more = sorted(changed)
    return f"{first} and {count(len(more), 'other file')}" if more else first


def _drain(wanted: multiprocessing.Queue[str]) -> Iterator[str]:
    """Everything that is wanted now."""
    try:
        while True:
            yield wanted.get_nowait()
    except queue.Empty:
        return


@contextmanager
def _server(folder: Path, port: int) -> Iterator[tuple[multiprocessing.Queue[str], Callable[[], bool]]]:
    """The server of a folder in a process of its own: the queue of what it asks for, and whether it is up."""
    context = multiprocessing.get_context("spawn")
    wanted: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=run_server, args=(folder, port, wanted), daemon=True)
    process.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield wanted, process.is_alive
    except KeyboardInterrupt:
        click.echo("\nStopped.")
        sys.exit(0)
    finally:
        process.terminate()
        process.join()


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
