"""A subscription in real programs: a host that answers or fails as asked; vdirsyncer with khal, and Evolution, that follow it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from icalendar import Calendar
from programs import missing

INSTALL = "apt-get update && apt-get install -y vdirsyncer khal evolution-data-server gir1.2-ecal-2.0 python3-gi dbus"


class Host:
    """A host of one calendar, on a port of its own."""

    def __init__(self) -> None:
        self.content, self.status = b"", HTTPStatus.OK
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}/calendars/small/intermediate-standard/2027-04-18.ics"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = host.content if host.status == HTTPStatus.OK else b"away\n"
                self.send_response(host.status)
                self.send_header("Content-Type", "text/calendar; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments: object) -> None:
                pass

        return Handler


class Refreshed(NamedTuple):
    """What a refresh wrote and deleted, in events: vdirsyncer knows them by their bytes, so one that changes is both."""

    written: int
    deleted: int


class Subscription:
    """A calendar followed by vdirsyncer into a folder, which khal reads."""

    def __init__(self, folder: Path, address: str) -> None:
        for program in ("vdirsyncer", "khal"):
            if not shutil.which(program):
                missing(f"there is no {program}. Install it: {INSTALL}")
        self.events = folder / "events"
        self.events.mkdir(parents=True)
        self._folder = folder
        (folder / "config").write_text(SYNC.format(folder=folder, address=address), "utf-8")
        (folder / "khal").write_text(SHOW.format(folder=folder), "utf-8")
        self._run("vdirsyncer", "-c", folder / "config", "discover")

    def refresh(self) -> Refreshed:
        """Read the calendar again."""
        said = self._run("vdirsyncer", "-c", self._folder / "config", "sync")
        counts = (len(re.findall(rf"^{what} ", said, re.MULTILINE)) for what in (r"Copying \(\w+\) item", "Deleting item"))
        return Refreshed(*counts)

    def days(self) -> list[str]:
        """The day of every event in the folder, in order; each file holds one."""
        files = list(self.events.glob("*.ics"))
        events = [event for file in files for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
        assert len(events) == len(files)
        return sorted(event["dtstart"].dt.isoformat() for event in events)

    def shown(self) -> list[tuple[str, str]]:
        """The day and the title of every event as khal shows them."""
        form = ("--format", "{start-date}|{title}", "--day-format", "")
        said = self._run("khal", "-c", self._folder / "khal", "list", *form, "2026-12-01", "365d")
        return [tuple(line.split("|", 1)) for line in said.splitlines() if "|" in line]  # type: ignore[misc]

    def _run(self, *command: str | Path) -> str:
        """What a program says; whether it was content is seen by what is in the folder."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self._folder)}
        done = subprocess.run(command, input="y\n" * 9, capture_output=True, text=True, check=False, timeout=120, env=environment)
        return f"{done.stdout}{done.stderr}"


class EvolutionEvent(NamedTuple):
    """An event as Evolution has it."""

    uid: str
    day: str
    title: str
    sequence: int


class Evolution:
    """A calendar followed by Evolution's data server, in a home and a session of D-Bus of its own."""

    def __init__(self, folder: Path, address: str) -> None:
        if not (shutil.which("dbus-run-session") and Path("/usr/libexec/evolution-calendar-factory").exists()):
            missing(f"there is no evolution-data-server. Install it: {INSTALL}")
        found = urlsplit(address)
        sources = folder / ".config/evolution/sources"
        sources.mkdir(parents=True)
        (sources / "feed.source").write_text(SOURCE.format(port=found.port, path=found.path), "utf-8")
        places = {"CONFIG": ".config", "CACHE": ".cache", "DATA": ".local/share"}
        homes = {f"XDG_{name}_HOME": str(folder / path) for name, path in places.items()}
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder), **homes}
        client = Path(__file__).with_name("evolution_client.py")
        command = ["dbus-run-session", "--", "/usr/bin/python3", client]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
            start_new_session=True,
        )

    def refresh(self) -> dict[str, EvolutionEvent]:
        """Read the calendar again; every event by its UID."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        events = [EvolutionEvent(*event) for event in json.loads(self._process.stdout.readline())]
        assert len({event.uid for event in events}) == len(events), "an event is there twice"
        return {event.uid: event for event in events}

    def close(self) -> None:
        """End the program and its session."""
        self._process.communicate(timeout=60)  # at the end of its input it ends, but not all that it has started
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


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
