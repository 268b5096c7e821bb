"""What `check` says of the very same bytes on the same day, worked out once: most commands of a test read the same project."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from toolkit import checks
from toolkit.library import Library
from toolkit.problems import Problem

_KNOWN: dict[tuple[bytes, tuple[str, ...], date | None], tuple[Library | None, list[Problem]]] = {}
"""By the files, what is asked for and the day: what `check` said."""
MOST = 6
"""Projects that are kept: a library is large."""


def check(root: Path, only: Collection[str] = (), today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """As `toolkit.checks.check_project`."""
    asked = (_digest(root), tuple(only), today)
    if asked not in _KNOWN:
        if len(_KNOWN) == MOST:
            _KNOWN.clear()
        _KNOWN[asked] = checks.check_project(root, only, today)
    library, problems = _KNOWN[asked]
    return library, list(problems)


def let_commands_remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that run in this process ask here."""
    for module in ("check", "project"):
        monkeypatch.setattr(f"toolkit.app.cli.{module}.check_project", check)


def _digest(root: Path) -> bytes:
    """What all files of a project come to, but those that a command may have written beside them."""
    found = sha256()
    for part in ("templates", "plans", "docs", "overrides", "mkdocs.yml", "settings.yaml"):
        for file in sorted((root / part).rglob("*")) if (root / part).is_dir() else [root / part]:
            found.update(repr((file.relative_to(root).as_posix(), file.read_bytes() if file.is_file() else None)).encode())
    return found.digest()
