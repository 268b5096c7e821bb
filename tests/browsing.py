"""The built site in a real browser: Debian’s Chromium, driven by Playwright. Nothing is mocked, and no other host is asked."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from commands import ended, start
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from programs import missing
from project import SHIPPED_EPOCH, copy_to

BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""Debian’s, of the same engine; the first, which has no window, opens a page in half the time."""
CHROMIUM = Path(os.environ.get("CHROMIUM") or next((one for one in BROWSERS if Path(one).exists()), BROWSERS[0]))
LETTERS = "--font-render-hinting=none"
"""Letters are where they are in a browser with a window; else the headless shell moves them by parts of a pixel."""
INSTALL = "apt-get update && apt-get install -y chromium-headless-shell"
PATIENCE = 120_000
"""How long, in ms, a browser may take for anything: a machine that does much else besides is slow, which is no fault."""
expect.set_options(timeout=PATIENCE // 4)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def built(folder: Path) -> Path:
    """The folder of a site freshly built from a copy of the project in an empty folder."""
    project = copy_to(folder)
    code, said = ended(start(project, "site", SOURCE_DATE_EPOCH=SHIPPED_EPOCH))
    assert code == 0, said
    return project / "site"


class Server(ThreadingHTTPServer):
    """A server on which all that a page asks for at once can wait, where a busy machine would refuse the sixth connection."""

    request_queue_size = 128


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a folder while it is served on this machine."""
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def opened() -> Iterator[Browser]:
    """Chromium; without it the tests that need it are skipped, which is a failure in CI."""
    if not CHROMIUM.exists():
        missing(f"there is no browser at {CHROMIUM}. Install one: {INSTALL}")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", LETTERS],
        )
        yield found
        found.close()


def fresh(browser: Browser, **settings: Any) -> BrowserContext:
    """A context of its own, without anything kept, that is given time."""
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(PATIENCE)
    return context


def until(page: Page, promise: str) -> None:
    """Wait until what a promise in the page gives is true, which Playwright’s own wait does not ask."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(promise):
        assert time.monotonic() < end, f"never true: {promise}"
        page.wait_for_timeout(50)


LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


class Watched:
    """A page, and what went wrong on it: errors in the console, what its policy blocked, requests that failed or went elsewhere."""

    def __init__(self, browser: Browser, site: str, width: int, height: int, scheme: str, **more: Any) -> None:
        context = fresh(
            browser,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            accept_downloads=True,
            **more,
        )
        self.page: Page = context.new_page()
        self.page.add_init_script(LISTEN)
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: None if request.url.startswith((site, "data:")) else self.wrong.append(request.url))
        self.page.on("response", lambda response: self.wrong.append(response.url) if response.status >= 400 else None)
