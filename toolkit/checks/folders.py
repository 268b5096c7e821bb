"""Folders whose names are nearly those that are read, so that what lies in them is not lost without a word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from toolkit.problems import Problem
from toolkit.things import CONTENT_FOLDERS

TOPS = (*CONTENT_FOLDERS, "docs")
"""The folders of content at the top of a project."""
WITHIN = {"docs": ("guide",)}
"""Folders below them. What lies in a folder of templates or plans that is not known is answered file by file."""
ALIKE = 0.85
"""How alike two names are that are taken for one, from 0 to 1."""


def check_folders(root: Path) -> Iterator[Problem]:
    """Every folder that holds something and whose name is nearly that of a folder of content."""
    yield from _nearly(root, "", TOPS)
    for top, names in WITHIN.items():
        yield from _nearly(root / top, f"{top}/", names)


def _nearly(folder: Path, above: str, names: tuple[str, ...]) -> Iterator[Problem]:
    try:
        found = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return  # whoever reads what is in it says so
    for path in found:
        near = get_close_matches(path.name.lower(), names, n=1, cutoff=ALIKE)
        if near and path.name not in names and _holds_something(path):
            message = f"nothing is read from a folder of this name. Did you mean “{above}{near[0]}/”? Move the files there."
            yield Problem(f"{above}{path.name}", 1, 1, message)


def _holds_something(folder: Path) -> bool:
    """Whether there is any visible file in a folder or below it."""
    try:
        return any(path.is_file() and not path.name.startswith(".") for path in folder.rglob("*"))
    except OSError:
        return False
