"""What `check` says of the very same bytes on the same day, worked out once: most commands of a test read the same project."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from toolkit import checks
from toolkit.library import Library
from toolkit.problems import Problem


class _Asked:
    """A question to `check` that equals another if the files, what is asked for and the day are the same."""

    def __init__(self, root: Path, only: Collection[str], today: date | None) -> None:
        self.root, self.only, self.today = root, only, today
        self.key = (_digest(root), tuple(only), today)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


def check(root: Path, only: Collection[str] = (), today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """As `toolkit.checks.check`."""
    library, problems = _check(_Asked(root, only, today))
    return library, list(problems)


@lru_cache(maxsize=4)
def _check(asked: _Asked) -> tuple[Library | None, tuple[Problem, ...]]:
    library, problems = checks.check(asked.root, asked.only, asked.today)
    return library, tuple(problems)


def _digest(root: Path) -> bytes:
    """What all files of a project come to, but those that a command may have written beside them."""
    found = sha256()
    for part in ("templates", "plans", "docs", "overrides", "mkdocs.yml"):
        for file in sorted((root / part).rglob("*")) if (root / part).is_dir() else [root / part]:
            found.update(repr((file.relative_to(root).as_posix(), file.read_bytes() if file.is_file() else None)).encode())
    return found.digest()
