"""The command line on the small project, as a process of its own or in this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from click.testing import CliRunner, Result
from project import EPOCH

from toolkit.app.cli import main

TOOLKIT = str(Path(sys.executable).parent / "toolkit")


def run(*arguments: str) -> Result:
    """A command in this process, in the current folder."""
    return CliRunner().invoke(main, list(arguments))


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """A command in a process of its own, outside git, with the date of the tests unless another is given."""
    known = {"SOURCE_DATE_EPOCH": EPOCH, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    chosen = {**os.environ, **known, **environment}
    return subprocess.Popen(
        [TOOLKIT, *arguments],
        cwd=folder,
        env={name: value for name, value in chosen.items() if value},
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # in the background of a shell it is ignored
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code of a process that must end, and all it said."""
    said, _ = process.communicate(timeout=1200)
    return process.returncode, said


@contextmanager
def one_thread_more() -> Iterator[None]:
    """While this lasts this process runs a thread, and so is not copied: see `toolkit.cores`."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()
