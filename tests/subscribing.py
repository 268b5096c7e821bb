"""A subscription in real programs: a host that answers or fails as asked, vdirsyncer that follows it, and khal that shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from icalendar import Calendar
from programs import missing

INSTALL = "apt-get update && apt-get install -y vdirsyncer khal"


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
