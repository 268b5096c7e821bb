"""Content of which some files have problems, with what these files held when they last had none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from toolkit.library import Library
from toolkit.things import SORTS, path_of


def with_last_good(library: Library, before: Library, exists: Callable[[str], bool]) -> Library:
    """A library with all that it had to leave out as it was `before`, but what was in files that no longer exist."""
    own_files = {sort.table for sort in SORTS}
    tables: dict[str, dict[str, object]] = {}
    for name in (field.name for field in fields(library)):
        now, then = getattr(library, name), getattr(before, name)
        if not isinstance(now, Mapping):
            continue
        if name in own_files:
            then = {key: thing for key, thing in then.items() if exists(path_of(thing))}
        elif name == "chapters":
            then = {key: chapter for key, chapter in then.items() if exists(chapter.path)}
        elif name == "documents":
            then = {path: document for path, document in then.items() if exists(path)}
        tables[name] = {**then, **now}
    return replace(library, **tables, complete=True)  # type: ignore[arg-type]  # each table is that of its field
