"""Files of docs/ that no site could be built from: those that cannot be read, and pages that are not text in UTF-8."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from toolkit.library import GUIDE, is_leftover
from toolkit.problems import Problem
from toolkit.source import decoded

PAGE = ".md"


def check_docs(root: Path) -> Iterator[Problem]:
    """Every visible file of docs/ that cannot be read; the chapters of the guide are read with the library."""
    for folder, folders, files in os.walk(root / "docs", followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            path = file.relative_to(root).as_posix()
            if not name.startswith(".") and not is_leftover(name) and not (path.startswith(f"{GUIDE}/") and file.suffix == PAGE):
                yield from _unreadable(file, path)


def _unreadable(file: Path, path: str) -> Iterator[Problem]:
    """What is wrong with a file, if anything is; of what is no page, only whether it opens."""
    try:
        with file.open("rb") as opened:
            raw = opened.read() if file.suffix == PAGE else b""
    except OSError as error:
        yield Problem(path, 1, 1, f"the file cannot be read: {error.strerror}.")
        return
    text = decoded(path, raw)
    if isinstance(text, Problem):
        yield text
