"""Measuring a process from its start to its end: time by the clock, and CPU time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from project import SHIPPED_EPOCH
from speed import timed

Key = TypeVar("Key")
Command = Sequence[str | Path]
BIN = Path(sys.executable).parent
ENVIRONMENT: Mapping[str, str] = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
    "SOURCE_DATE_EPOCH": SHIPPED_EPOCH,
    "GIT_CEILING_DIRECTORIES": tempfile.gettempdir(),
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}
"""What every process that is measured sees: no git, and the same day."""


@dataclass(frozen=True, slots=True)
class Run:
    """How long one process took, with all that it started."""

    seconds: float
    cpu: float
    """Seconds of CPU time, which depend little on what else the machine does."""


def run(command: Command, folder: Path) -> Run:
    """Run a command in a folder and measure it; SystemExit with its output where it fails."""
    start = perf_counter()
    call = partial(
        subprocess.run, command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, errors="replace", check=False
    )
    cpu, done = timed(call)
    if done.returncode:
        output = f"{done.stdout}{done.stderr}"[-4000:]
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{output}")
    return Run(perf_counter() - start, cpu)


def rounds(commands: Mapping[Key, tuple[Command, Path]], times: int = 3) -> dict[Key, Run]:
    """Of several commands with their folders, run in turn several times over, the least that each took.

    What else the machine does only adds to a time, and in turn it adds to all alike.
    """
    runs = [{key: run(*command) for key, command in commands.items()} for _ in range(times)]
    return {key: Run(min(done[key].seconds for done in runs), min(done[key].cpu for done in runs)) for key in commands}


def report_progress(message: str) -> None:
    """Write a line to standard error."""
    print(f"bench: {message}", file=sys.stderr, flush=True)
