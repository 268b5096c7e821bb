"""The small project: as it is, and as a copy that a test may change."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import built, opened, served
from hypothesis import settings
from playwright.sync_api import Browser
from project import EPOCH, ROOT
from sharing import long_first, made_once, needs_site, work_in_one_process
from small import FROZEN, SMALL, copy_small, sound

from toolkit.library import Library

# Without deadlines: a slow machine, or one that does other things besides, is no fault. `make test-all` takes the second.
settings.register_profile("quick", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("quick")


work_in_one_process()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Write what is said now into tests/bad/**/*.expected; then read it.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in filter(needs_site, items):
        item.add_marker("site")
    long_first(items)


def pytest_collection_finish() -> None:
    """What has been collected stays to the end: looking for garbage in it again and again takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small project, outside git."""
    return copy_small(tmp_path / "small")


@pytest.fixture
def dated(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project as the current folder, with an address, on 22 November 2026."""
    monkeypatch.chdir(small)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.parent))
    (small / "mkdocs.yml").write_text("site_name: Small\n")
    (small / "settings.yaml").write_text("address: https://small.example/\n", "utf-8")
    return small


@pytest.fixture(scope="session")
def library() -> Library:
    """The small project's library."""
    return sound(SMALL)


@pytest.fixture(scope="session")
def frozen() -> Library:
    """The library of a rich project that does not change with what is shipped."""
    return sound(FROZEN)


@pytest.fixture(scope="session")
def real() -> Library:
    """The project's own library; only for tests/shipped/."""
    return sound(ROOT)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project's own site, freshly built."""
    return made_once(tmp_path_factory, "site", built)


@pytest.fixture(scope="session")
def site(built_site: Path) -> Iterator[str]:
    """The address of the project's own site."""
    with served(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with opened() as found:
        yield found
