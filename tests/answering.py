"""The application that answers for any day: a small site for it, a real server, and its answers without one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from wsgiref.types import WSGIApplication

from serving import free_port, is_open, until

from toolkit.app.build import Build, Surroundings
from toolkit.app.environment import write
from toolkit.dose import Doses
from toolkit.feeds.files import plan_files
from toolkit.feeds.identity import History
from toolkit.feeds.window import Dates
from toolkit.library import Library
from toolkit.models import Plan

SITE = "https://small.example/"
CHANGED = datetime(2026, 11, 20, tzinfo=UTC)
SUNDAYS = (date(1970, 1, 4), date(2027, 2, 7), date(2028, 2, 27), date(2199, 12, 29))
OTHER_RACE_DAYS = (date(2027, 2, 8), date(2027, 2, 13), date(2027, 10, 30))
MONDAYS = (date(1970, 1, 5), date(2027, 2, 8), date(2199, 12, 30))


class Reply(NamedTuple):
    """What was answered."""

    status: int
    headers: dict[str, str]
    content: bytes


def build_of(library: Library, site: str = SITE) -> Build:
    return Build(library, Surroundings(site, History(CHANGED, {}), CHANGED.date()))


def write_site(library: Library, folder: Path, site: str = SITE) -> list[str]:
    """Every compiled plan, the list of calendars, and calendars of some days far apart, whose paths are returned."""
    build, doses, made = build_of(library, site), Doses(library), []
    write(build.others(), folder)
    for plan in library.offered_plans:
        dates = dict.fromkeys(plan.variants, Dates(days := days_of(plan), days, (), offers_key_days=True))
        for path, content in plan_files(build.compiler, plan, dates, doses):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
            if path.endswith(".ics"):
                made.append(path)
    return made


def days_of(plan: Plan) -> tuple[date, ...]:
    return (*SUNDAYS, *OTHER_RACE_DAYS) if plan.race else MONDAYS


def ask(application: WSGIApplication, path: str, query: str = "", method: str = "GET", **headers: str) -> Reply:
    """What an application answers, called in this process; headers are named as in HTTP_IF_NONE_MATCH."""
    said: list[Reply] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: object = None, /) -> object:
        names = [name for name, _ in headers]
        assert len(names) == len(set(names))
        said.append(Reply(int(status[:3]), dict(headers), b""))
        return None

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": BytesIO(), **headers}
    content = b"".join(application(environ, start_response))  # type: ignore[arg-type]
    (reply,) = said
    return reply._replace(content=content)


class Running(NamedTuple):
    """A server on a port of its own."""

    port: int
    process: int

    def ask(self, target: str, method: str = "GET", **headers: str) -> Reply:
        """What is answered over a socket; headers are named as in If_None_Match."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()


COMMAND = ("--workers", "1", "--threads", "4", "--log-level", "error", "--no-control-socket")
"""As in docs/contributing/hosting.md, with one process."""


@contextmanager
def answering(
    folder: Path, application: str = "toolkit.feeds.app:application", options: Sequence[str] = COMMAND
) -> Iterator[Running]:
    """The server that hosting.md names, with the site in a folder; it must say nothing of what it is asked."""
    port, environment = free_port(), {**os.environ, "LASTING_SPEED_SITE": str(folder)}
    gunicorn = Path(sys.executable).parent / "gunicorn"
    command = [gunicorn, "--bind", f"127.0.0.1:{port}", *options, application]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until(lambda: process.poll() is not None or is_open(port))
        yield Running(port, process.pid)
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=60)
        assert said == b"", said.decode()
