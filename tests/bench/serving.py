"""`make serve`, and how soon a page is new once its file is saved."""

from __future__ import annotations

import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.content import session_files
from bench.process import BIN, SURROUNDINGS

PATIENCE = 300
"""Seconds until a page must be there."""
MARK = "Saved by the benchmark."


def rebuilt(project: Path) -> tuple[float, float]:
    """Seconds until a session's page is served, and from a change to its file until the page shows it."""
    file = session_files(project)[0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = re.search(r"^site_url: https?://[^/\s]+(/\S*)?$", (project / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    below = (base[1] or "/").rstrip("/") if base else ""
    page = f"http://127.0.0.1:{port}{below}/sessions/{file.stem}/"
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        command = [BIN / "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"]
        process = subprocess.Popen(command, cwd=project, env=SURROUNDINGS, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            _wait(process, page, "<title>")
            first = time.perf_counter() - start
            time.sleep(2)  # until the watcher watches
            text = re.sub(r"^(summary: .*)$", rf"\1 {MARK}", file.read_text("utf-8"), count=1, flags=re.MULTILINE)
            file.write_text(text, "utf-8")
            start = time.perf_counter()
            _wait(process, page, MARK)
            return first, time.perf_counter() - start
        except TimeoutError:
            said.seek(0)
            output = said.read().decode("utf-8", "replace")
            raise SystemExit(f"{page} was not there after {PATIENCE} seconds:\n{output[-4000:]}") from None
        finally:
            process.terminate()
            process.wait()


def _wait(process: subprocess.Popen[bytes], page: str, text: str) -> None:
    """Ask for a page until it holds a text; TimeoutError where it never does."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end and process.poll() is None:
        try:
            with urlopen(page, timeout=PATIENCE) as answer:
                if text in answer.read().decode("utf-8"):
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise TimeoutError
