"""A project while `toolkit serve` shows it: a real server on a port of its own."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from time import sleep
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

from commands import ended, start


class Served(NamedTuple):
    """A project and where it is served."""

    root: Path
    port: int

    def read(self, path: str) -> str:
        """What is at an address, whatever its status."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=120) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            return f"HTTP {error.code}: {error.read().decode()}"

    def state(self, page: str = "/") -> dict[str, list[str]]:
        """What a page that is looked at asks for again and again."""
        found: dict[str, list[str]] = json.loads(self.read(f"state.json?page={page}"))
        return found

    def problems(self) -> str:
        return "\n".join(self.state()["problems"])

    def shows(self, page: str, text: str) -> None:
        """Wait until a page that is looked at shows a text."""
        until(lambda: bool(self.state(f"/{page}")) and text in self.read(page))


def until(true: Callable[[], bool], said: Callable[[], object] = str) -> None:
    """Wait until something holds, for two minutes at most; `said` is shown where it never does."""
    for _ in range(1200):
        if true():
            return
        sleep(0.1)
    raise AssertionError(f"it never came true: {said()}")


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    port = free_port()
    process = start(root, "serve", "--port", str(port))
    try:
        until(lambda: process.poll() is not None or is_open(port))
        yield Served(root, port)
    finally:
        process.send_signal(signal.SIGINT)
        code, said = ended(process)
        assert "Traceback" not in said, said
        assert code == 0


def is_open(port: int) -> bool:
    with socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
