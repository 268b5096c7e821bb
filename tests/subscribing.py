"""A subscription in real programs: a host that answers or fails as asked; vdirsyncer with khal, and Evolution, that follow it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple, Protocol

import pytest
from icalendar import Calendar

INSTALL = "apt-get update && apt-get install -y"
"""What .ci/run does not install: without these packages a test is left out in CI too."""
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = "import gi; gi.require_version('ECal', '2.0')"
QUIET = 2.0
"""Seconds in which Evolution must show the same, after the host has answered it."""


class Seen(NamedTuple):
    """An event as a program shows it."""

    day: date
    title: str
    sequence: int
    text: str


class Client(Protocol):
    """A program that follows a calendar."""

    name: str
    keeps_uids: bool
    """Whether it knows events by their UIDs, or by their content."""

    def __init__(self, folder: Path, host: Host) -> None:
        """Follow the calendar of a host, and keep all that is needed for it in a folder."""

    def refresh(self) -> None:
        """Read the calendar again, whether the host answers or not."""

    def events(self) -> dict[str, Seen]:
        """Every event by what the program knows it by."""

    def close(self) -> None:
        """End all that was started."""


class Host:
    """A host of one calendar, on a port of its own."""

    def __init__(self, path: str) -> None:
        self.content, self.status, self.asked = b"", HTTPStatus.OK, 0
        self.path = f"/{path}"
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_port
        self.site = f"http://127.0.0.1:{self.port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status = host.status if self.path == host.path else HTTPStatus.NOT_FOUND
                content = host.content if status == HTTPStatus.OK else b"away\n"
                self.send_response(status)
                self.send_header("Content-Type", "text/calendar; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                host.asked += self.path == host.path

            def log_message(self, *arguments: object) -> None:
                pass

        return Handler


class Vdirsyncer:
    """A calendar followed by vdirsyncer into a folder, which khal reads.

    Its storage of kind `http` puts a hash of the content in place of every UID, so that an event that changes is one that goes and
    one that comes.
    """

    name, keeps_uids = "vdirsyncer", False

    def __init__(self, folder: Path, host: Host) -> None:
        for program in ("vdirsyncer", "khal"):
            if not shutil.which(program):
                pytest.skip(f"there is no {program}. Install it: {INSTALL} {program}")
        self._events, self._folder, self._host = folder / "events", folder, host
        self._events.mkdir(parents=True)
        self.said = ""
        (folder / "config").write_text(SYNC.format(folder=folder, address=f"{host.site}{host.path[1:]}"), "utf-8")
        (folder / "khal").write_text(SHOW.format(folder=folder), "utf-8")
        self._run("vdirsyncer", "-c", folder / "config", "discover")

    def refresh(self) -> None:
        asked = self._host.asked
        done = self._run("vdirsyncer", "-vdebug", "-c", self._folder / "config", "sync")
        self.said = f"{done.stdout}{done.stderr}"
        assert self._host.asked > asked, self.said
        assert (done.returncode == 0) == (self._host.status == HTTPStatus.OK), self.said

    def written(self) -> tuple[int, int]:
        """How many events the last refresh copied and deleted, as the program says."""
        copied, deleted = (re.findall(rf"{what} item ", self.said) for what in (r"Copying \(\w+\)", "Deleting"))
        return len(copied), len(deleted)

    def events(self) -> dict[str, Seen]:
        files = list(self._events.glob("*.ics"))
        found = [event for file in files for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
        assert len(found) == len(files), "a file holds more than one event"
        return {str(one["uid"]): _seen(one) for one in found}

    def listed(self, first: date, days: int) -> list[tuple[date, str]]:
        """The day and the title of every event, in order, as khal lists them."""
        form = ("--format", "{start-date}|{title}", "--day-format", "")
        done = self._run("khal", "-c", self._folder / "khal", "list", *form, first.isoformat(), f"{days}d")
        assert done.returncode == 0, done.stderr
        lines = (line.partition("|") for line in done.stdout.splitlines() if line)
        return sorted((date.fromisoformat(day), title) for day, _, title in lines)

    def close(self) -> None:
        pass

    def _run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self._folder)}
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120, env=environment
        )


def _seen(event: Any) -> Seen:
    return Seen(event["dtstart"].dt, str(event["summary"]), int(event["sequence"]), str(event["description"]))


class Evolution:
    """A calendar followed by Evolution's data server, in a home and a session of D-Bus of its own."""

    name, keeps_uids = "evolution", True

    def __init__(self, folder: Path, host: Host) -> None:
        _want_evolution()
        self._host = host
        sources = folder / ".config/evolution/sources"
        sources.mkdir(parents=True)
        (sources / "feed.source").write_text(SOURCE.format(port=host.port, path=host.path), "utf-8")
        places = {"CONFIG": ".config", "CACHE": ".cache", "DATA": ".local/share"}
        homes = {f"XDG_{name}_HOME": str(folder / path) for name, path in places.items()}
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder), **homes}
        client = Path(__file__).with_name("evolution_client.py")
        self._process = subprocess.Popen(
            ["timeout", "7200", "dbus-run-session", "--", SYSTEM_PYTHON, client],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
            start_new_session=True,
        )

    def refresh(self) -> None:
        """Have it ask the host, and wait until it has shown the same for a while: it reads the answer on its own time."""
        asked, ends = self._host.asked, monotonic() + 60
        self._ask("refresh")
        while self._host.asked == asked:
            assert monotonic() < ends, "Evolution has not asked the host"
            sleep(0.05)
        shown, since = self.events(), monotonic()
        while monotonic() < since + QUIET:
            sleep(0.2)
            if (now := self.events()) != shown:
                shown, since = now, monotonic()

    def events(self) -> dict[str, Seen]:
        found: Sequence[Sequence[Any]] = self._ask("list")
        events = {uid: Seen(datetime.strptime(day, "%Y%m%d").date(), *rest) for uid, day, *rest in found}
        assert len(events) == len(found), "an event is there twice"
        return events

    def close(self) -> None:
        self._process.communicate(timeout=60)  # at the end of its input it ends, but not all that it has started
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _ask(self, question: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def _want_evolution() -> None:
    """Leave a test out where Evolution's data server, its bindings or D-Bus are missing."""
    bindings = subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False)
    for package, there in (
        ("dbus", shutil.which("dbus-run-session")),
        ("evolution-data-server", Path("/usr/libexec/evolution-calendar-factory").exists()),
        ("python3-gi gir1.2-ecal-2.0", bindings.returncode == 0),
    ):
        if not there:
            pytest.skip(f"there is no {package}. Install it: {INSTALL} {package}")


SOURCE = """[Data Source]
DisplayName=Feed
Enabled=true
Parent=webcal-stub

[Calendar]
BackendName=webcal
Selected=true

[Security]
Method=none

[Authentication]
Host=127.0.0.1
Port={port}
Method=none

[WebDAV Backend]
ResourcePath={path}
ResourceQuery=

[Refresh]
Enabled=false
"""
SYNC = """[general]
status_path = "{folder}/status/"
[pair feed]
a = "web"
b = "disk"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{address}"
[storage disk]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""
SHOW = """[calendars]
[[feed]]
path = {folder}/events
type = calendar
readonly = True
[sqlite]
path = {folder}/khal.db
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
