"""Which files of a project change while it is served."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.library import is_leftover, open_project

WATCHED = ("templates", "plans", "docs", "overrides", "mkdocs.yml", "settings.yaml")
"""What a site is made of, from the folder of the project or of a base."""
_SETTLED = 0.05
"""Seconds without a change after which a save is over: editors write a file in several steps."""

Snapshot = Mapping[str, tuple[int, int]]
"""By the path of each file, when it was last written, in nanoseconds, and its size."""


class Watcher:
    """Compares the files of a project with what they were."""

    def __init__(self, root: Path) -> None:
        self.root = root
        project, _ = open_project(root)
        bases = [os.path.relpath(base.top, root) for base in project.layers[1:]] if project else []
        self.watched = [*WATCHED, *(f"{base}/{top}" for base in bases for top in WATCHED)]
        self.seen = self._snapshot()

    def has_changed(self) -> bool:
        """Whether a file has come, gone or been written since the last call of `changes`."""
        return self._snapshot() != self.seen

    def changes(self) -> set[str]:
        """The files that have come, gone or been written since the last call, once nobody writes any more."""
        now = self._snapshot()
        if now == self.seen:
            return set()
        while True:
            time.sleep(_SETTLED)
            before, now = now, self._snapshot()
            if now == before:
                break
        changed = {path for path, _ in self.seen.items() ^ now.items()}
        self.seen = now
        return changed

    def _snapshot(self) -> Snapshot:
        """Every file below the watched folders; one that goes while it is looked at is left out."""
        found = {}
        for path in (path for top in self.watched for path in _paths(self.root, top)):
            try:
                state = (self.root / path).stat()
            except OSError:
                continue
            found[path] = (state.st_mtime_ns, state.st_size)
        return found


def _paths(root: Path, top: str) -> Iterator[str]:
    if not (root / top).is_dir():
        yield top
        return
    for folder, folders, files in os.walk(root / top, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(folder).relative_to(root).as_posix()
        yield from (f"{here}/{name}" for name in files if not name.startswith(".") and not is_leftover(name))
