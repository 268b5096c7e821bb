"""The server of `toolkit serve`: it answers with the files of a folder, and asks for those that are not made yet.

It runs in a process of its own and knows the builder by two things: files, and a queue of what is wanted.
"""

from __future__ import annotations

import json
import mimetypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import NamedTuple, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from toolkit.feeds.addresses import API, CALENDARS, INDEX, compiled_path, read_feed
from toolkit.feeds.app import make_application

HOST = "127.0.0.1"
STATE = "state.json"
"""What the builder says, beside the folder of the site; a page asks for its part of it by the same name."""
SITE_FOLDER = "site"
_PATIENCE = 60
"""Seconds for which a page that is being made is waited for."""
_STEP = 0.03
"""Seconds between two looks at the disk."""
_TYPES = {".ics": "text/calendar; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".md": "text/plain; charset=utf-8"}
_WAITING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built yet</title>
<script src="/serve.js" defer></script></head><body><h1>This page is not built yet</h1>
<p>It comes by itself, as soon as it can be built.</p></body></html>"""
_NO_CALENDAR = "This calendar cannot be made yet. The pages of the site say what is wrong.\n"


class Wanted(Protocol):
    """A queue to the builder."""

    def put(self, path: str, /) -> None:
        """Ask for a file of the site."""


class State(NamedTuple):
    """What the builder says of the site."""

    problems: list[str]
    """What is wrong with the content, a line each."""
    coming: list[str]
    """Files of the site that are not as they would be made now."""


def read_state(folder: Path) -> State:
    """What the builder last said; nothing before it has said anything."""
    try:
        return State(**json.loads((folder / STATE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return State([], [])


class _Handler(BaseHTTPRequestHandler):
    """Answers with a file of the site."""

    server: _Server

    def do_GET(self) -> None:  # the name that http.server looks for
        """Send what is asked for."""
        address = urlsplit(self.path)
        path = unquote(address.path).lstrip("/")
        if path == STATE:
            page = parse_qs(address.query).get("page", ["/"])[0]
            return self._send(HTTPStatus.OK, json.dumps(self._state(page)).encode(), ".json")
        if path.startswith(CALENDARS):
            return self._send_calendar(path, address.query)
        return self._send_file(path)

    do_HEAD = do_GET  # noqa: N815

    def _send_calendar(self, path: str, query: str) -> None:
        """Send what the application answers for a calendar, or the list of them, once the builder has made what it needs."""
        feed = read_feed(path)
        file = compiled_path(feed.plan, feed.variant) if feed else path
        if (feed or path == INDEX) and _read(self.server.folder / SITE_FOLDER, file) is None and self._wait_for(file) is None:
            return self._send(HTTPStatus.SERVICE_UNAVAILABLE, _NO_CALENDAR.encode(), ".txt")
        conditions = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
        environ = {"REQUEST_METHOD": self.command, "PATH_INFO": f"/{path}", "QUERY_STRING": query, **conditions}
        self.wfile.write(b"".join(self.server.application(environ, self._begin)))
        return None

    def _begin(self, status: str, headers: list[tuple[str, str]], _: object = None, /) -> Callable[[bytes], object]:
        """Send the status and the headers of the application, and keep nothing of what is still written on."""
        self.send_response(int(status[:3]))
        for name, value in headers:
            self.send_header(name, "no-store" if name == "Cache-Control" else value)
        self.end_headers()
        return self.wfile.write

    def log_message(self, *arguments: object) -> None:
        """Say nothing: what is built is what matters here."""

    def _send_file(self, path: str) -> None:
        """Send a file of the site, once it is there; a folder’s address without its slash is completed."""
        site = self.server.folder / SITE_FOLDER
        if (site / path).is_dir() and path and not path.endswith("/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{path}/")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        file = file_of(path)
        found = _read(site, file)
        if found is None:
            found = self._wait_for(file)
        if found:
            return self._send(HTTPStatus.OK, found, Path(file).suffix)
        if file in read_state(self.server.folder).coming or not (site / "404.html").is_file():
            return self._send(HTTPStatus.SERVICE_UNAVAILABLE, _WAITING.encode(), ".html")
        return self._send(HTTPStatus.NOT_FOUND, _read(site, "404.html") or b"", ".html")

    def _wait_for(self, file: str) -> bytes | None:
        """A file of the site that the builder is asked for; None where it makes none, or cannot now."""
        asked = time.monotonic()
        self.server.wanted.put(file)
        while time.monotonic() < asked + _PATIENCE:
            time.sleep(_STEP)
            if (found := _read(self.server.folder / SITE_FOLDER, file)) is not None:
                return found
            if file not in read_state(self.server.folder).coming and not file.startswith((CALENDARS, API)):
                return None
        return None

    def _state(self, page: str) -> dict[str, object]:
        """The state of a page: a version that changes with its file and with styles, and the problems."""
        file = file_of(unquote(page).lstrip("/"))
        state = read_state(self.server.folder)
        if file in state.coming:
            self.server.wanted.put(file)
        assets = (self.server.folder / SITE_FOLDER / "assets").glob("*")
        version = f"{_written(self.server.folder / SITE_FOLDER / file)} {max(map(_written, assets), default=0)}"
        return {"version": version, "problems": state.problems}

    def _send(self, status: HTTPStatus, content: bytes, suffix: str) -> None:
        kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind in ("text/html", "text/css", "text/plain") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class _Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that has left before its answer came."""

    request_queue_size = 128

    def __init__(self, folder: Path, port: int, wanted: Wanted) -> None:
        self.folder, self.wanted = folder, wanted
        self.application = make_application(folder / SITE_FOLDER)
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Report what went wrong with one request, and go on."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def file_of(path: str) -> str:
    """The file of the site that an address below its top leads to."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def _read(site: Path, file: str) -> bytes | None:
    """A file of the site; None where there is none, or it is not below the site."""
    target = (site / file).resolve()
    if not target.is_relative_to(site.resolve()):
        return None
    try:
        return target.read_bytes()
    except OSError:
        return None


def _written(file: Path) -> int:
    """When a file was last written, in nanoseconds; 0 where there is none."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _end_with_builder() -> None:
    """End this process when the builder has ended, however that came."""
    if builder := multiprocessing.parent_process():
        builder.join()
        os._exit(0)


def run_server(folder: Path, port: int, wanted: Wanted) -> None:
    """Answer until this process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the builder answers Ctrl-C
    threading.Thread(target=_end_with_builder, daemon=True).start()
    with _Server(folder, port, wanted) as server:
        server.serve_forever()
