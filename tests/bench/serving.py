"""How soon `toolkit serve` shows a page, and how soon that page is new once its file is saved."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from generated import TITLE, session_files
from serving import free_port

from bench.process import BIN, ENVIRONMENT, Command

TIMEOUT = 300
"""Seconds until a page must be there."""
WATCHING = 2
"""Seconds after which a server that shows a first page also watches the files."""
MARK = "Saved by the benchmark."
SUMMARY = re.compile(r"^summary: .*$", re.MULTILINE)


def seconds_until_shown(project: Path) -> tuple[float, float]:
    """Seconds until a session's page is served, and from a change of its summary until the page shows that.

    SystemExit with the output of the server where a page does not come.
    """
    file = session_files(project)[0]
    text = file.read_text("utf-8")
    with tempfile.TemporaryFile() as output:
        port = free_port()
        address = f"http://127.0.0.1:{port}/sessions/{file.stem}/"
        command: Command = [BIN / "toolkit", "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=project, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            first = _wait(server, address, TITLE.findall(text)[0])
            time.sleep(WATCHING)
            file.write_text(SUMMARY.sub(rf"\g<0> {MARK}", text, count=1), "utf-8")
            return first, _wait(server, address, MARK)
        except TimeoutError as error:
            output.seek(0)
            raise SystemExit(f"{error}:\n{output.read().decode('utf-8', 'replace')[-4000:]}") from None
        finally:
            server.terminate()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, text: str) -> float:
    """Seconds until a page holds a text; TimeoutError where the server ends before, or takes too long."""
    start = time.perf_counter()
    while time.perf_counter() - start < TIMEOUT and server.poll() is None:
        try:
            with urlopen(address, timeout=TIMEOUT) as answer:
                if text in answer.read().decode("utf-8"):
                    return time.perf_counter() - start
        except OSError:  # nobody listens yet, or there is no such page yet
            pass
        time.sleep(0.1)
    raise TimeoutError(f"{address} did not show “{text}” within {TIMEOUT} seconds")
