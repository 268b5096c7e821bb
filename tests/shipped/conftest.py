"""What every test of what is shipped leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def _nothing_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened in the browser, so that the next has the machine to itself; what a module shares stays."""
    if "browser" not in request.fixturenames:
        yield
        return
    browser: Browser = request.getfixturevalue("browser")
    shared = browser.contexts
    yield
    for context in browser.contexts:
        if context not in shared:
            context.close()
