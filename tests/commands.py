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
CONFIG = """\
site_name: Small
site_url: https://small.example/
plugins: [search, toolkit]
theme: {name: material, font: false}
validation: {links: {not_found: info}}
"""


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
    said, _ = process.communicate(timeout=300)
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


def with_mkdocs(project: Path) -> Path:
    """The small project with what MkDocs needs."""
    (project / "docs").mkdir()
    (project / "docs/index.md").write_text("# Home\n", "utf-8")
    (project / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return project
