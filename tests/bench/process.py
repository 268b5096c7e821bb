"""Measuring a process from its start to its end: time by the clock, CPU time, and the most memory it held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from project import SHIPPED_EPOCH

Key = TypeVar("Key")
BIN = Path(sys.executable).parent
SURROUNDINGS: Mapping[str, str] = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
    "SOURCE_DATE_EPOCH": SHIPPED_EPOCH,
    "GIT_CEILING_DIRECTORIES": tempfile.gettempdir(),
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
}
"""What every process that is measured sees: no git, the same day, and this package."""


@dataclass(frozen=True)
class Run:
    """What one process took, with all that it started, and what it said."""

    seconds: float
    cpu: float
    """Seconds of CPU time, which depend little on what else the machine does."""
    memory: float
    """The most it held at once, in MiB."""
    output: str


@dataclass(frozen=True)
class Figure:
    """One line of the result."""

    name: str
    value: float
    unit: str


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder and measure it; SystemExit with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=SURROUNDINGS, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{output[-4000:]}")
    memory = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, memory, output)


def rounds(commands: Mapping[Key, tuple[Sequence[str | Path], Path]], times: int = 3) -> dict[Key, Run]:
    """Of several commands with their folders, run in turn several times over, the run of each that took the least CPU time.

    What else the machine does only adds to a time, and in turn it adds to all alike.
    """
    best: dict[Key, Run] = {}
    for _ in range(times):
        for key, (command, folder) in commands.items():
            done = run(command, folder)
            best[key] = min(best.get(key, done), done, key=lambda one: one.cpu)
    return best


def within(area: str) -> list[str | Path]:
    """The command that measures an area from inside."""
    return [sys.executable, "-m", "bench.inside", area]


def inside(area: str, folder: Path) -> tuple[Run, dict[str, float]]:
    """What `bench.inside` measures of an area in a process of its own, and what that process took."""
    done = run(within(area), folder)
    found: dict[str, float] = json.loads(done.output)
    return done, found


def cost(area: str, name: str, done: Run) -> Iterator[Figure]:
    """The figures of a run."""
    yield Figure(f"{area}.seconds{name}", done.seconds, "s")
    yield Figure(f"{area}.cpu{name}", done.cpu, "s")
    yield Figure(f"{area}.memory{name}", done.memory, "MiB")


def say(message: str) -> None:
    """A progress line."""
    print(f"bench: {message}", file=sys.stderr, flush=True)
