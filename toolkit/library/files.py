"""Which files below a folder are content, and not what an editor or git left there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.problems import Problem

LEFTOVERS = re.compile(r".*~|#.*#|[0-9]{4,5}|.*\.(?:tmp|sw[a-p]|orig|rej|bak)|.*\.tmp\.[^/]*|.*___jb_(?:tmp|old)___")
"""Names of files that editors and git create beside the one that is being written, and may leave there."""


def is_leftover(name: str) -> bool:
    """Whether a file is none of the content, but what an editor or git left beside it: `x~`, `#x#`, `4913`, `x.tmp.1`, `x.orig`."""
    return LEFTOVERS.fullmatch(name) is not None


def find_files(root: Path, top: str) -> Iterator[Path | Problem]:
    """Every visible file below a folder of the project, in the order of their names, after a problem for each unreadable folder."""
    refused: list[OSError] = []
    found: list[Path] = []
    for folder, folders, files in os.walk(root / top, onerror=refused.append) if (root / top).exists() else ():
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        found += [Path(folder) / name for name in (*files, *linked) if not (name.startswith(".") or is_leftover(name))]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in linked]
    for error in refused:
        path = Path(error.filename).relative_to(root).as_posix()
        yield Problem(path, 1, 1, f"the folder cannot be read: {error.strerror}.")
    yield from sorted(found)
