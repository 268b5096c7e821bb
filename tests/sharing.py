"""What takes long to make is made once, however many processes of pytest run the tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit import cores


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` leaves in a new folder; the first process that asks makes it, and the others wait for it.

    The lock goes with its process, so that nobody waits for one that died.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make(factory.mktemp(name) / "once")
    folder = factory.getbasetemp().parent / name
    folder.mkdir(exist_ok=True)
    result = folder / "result"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            if (folder / "once").exists():
                pytest.fail(f"another process of pytest could not make “{name}”: the first failure says why")
            result.write_text(str(make(folder / "once")), "utf-8")
    return Path(result.read_text("utf-8"))


def work_in_one_process() -> None:
    """Let this process make no copies of itself where it is one of several of pytest, which have all cores at work already.

    Commands that a test starts as processes of their own make them as ever, and so does pytest without other processes.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        cores._cores = lambda: 1


def needs_site(item: pytest.Item) -> bool:
    """Whether a test asks for the project's own site, which takes long to build."""
    return bool({"site", "built_site"} & set(getattr(item, "fixturenames", ())))


def long_first(items: list[pytest.Item]) -> None:
    """Put the tests first that need the built site, in their order: one process then builds it while another does the rest."""
    items.sort(key=lambda item: not needs_site(item))
