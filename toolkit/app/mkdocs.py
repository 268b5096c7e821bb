"""MkDocs as a command: its settings for a build folder, and what it says while it works.

All that knows MkDocs is here, in mkdocs.yml and in overrides/.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

from toolkit.app.build import Output
from toolkit.app.build_folder import PAGES
from toolkit.app.environment import BuildError, SurroundingsError
from toolkit.app.generator import generator_settings
from toolkit.checks.menu import SETTINGS
from toolkit.library import OVERRIDES, Library, open_project
from toolkit.yaml_reader import read_document

_SILENT = "DISABLE_MKDOCS_2_WARNING", "NO_MKDOCS_2_WARNING"
"""What keeps Material from a notice about a MkDocs that is not used here."""
_LINE = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) +- +(.*)")
_PAUSE = 0.1
"""Seconds between two looks at whether MkDocs has ended."""
SEARCH_INDEX = "search/search_index.json"
"""What the search knows of the pages that MkDocs has built."""
_READ, _WRITTEN = "Reading: ", "Building page "
"""How lines begin that MkDocs says once for each page."""


def settings_for(root: Path, library: Library, folder: Path, address: str, *, serving: bool) -> list[Output]:
    """The settings with which MkDocs builds a folder, and, where the project has a base, the overrides of both.

    They are those of the project, if it has any, with paths from the folder. In `serving`, pages load what reloads them, and no
    browser keeps them.
    """
    project, _ = open_project(root)
    own = project.find(SETTINGS) if project else None
    if project is None or own is None:
        return []
    document, _ = read_document(own.top, own.file)
    theme = document.data.get("theme") if document else None
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    settings: dict[str, object] = {
        "INHERIT": os.path.relpath(own.file, folder),
        **generator_settings(project, library, address),
        "docs_dir": PAGES,
        "site_dir": "site",
        "extra": {"serving": serving, "offline": not serving},  # what is kept on a phone would hide what a contributor changes
    }
    overrides = project.real_files(OVERRIDES) if len(project.layers) > 1 and isinstance(custom, str) else {}
    if isinstance(custom, str):
        settings["theme"] = {"custom_dir": OVERRIDES if overrides else os.path.relpath(root / custom, folder)}
    return [_written(settings), *(Output(f"{OVERRIDES}/{path}", file.read_bytes()) for path, file in overrides.items())]


def _written(settings: Mapping[str, object]) -> Output:
    """Settings as a file of the build folder."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in settings.items())
    return Output(SETTINGS, f"# Written by toolkit build: what differs from the project’s {SETTINGS}.\n{''.join(lines)}".encode())


def _start(folder: Path, site: Path, stderr: IO[str] | int, *options: str) -> subprocess.Popen[str]:
    """MkDocs, begun on a folder to build it into another."""
    command = [sys.executable, "-m", "mkdocs", "build", "--verbose", "--config-file", SETTINGS, "--site-dir", str(site.resolve())]
    return subprocess.Popen(
        [*command, *options],
        cwd=folder,
        env=os.environ | dict.fromkeys(_SILENT, "true"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        encoding="utf-8",
        errors="replace",
    )


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended with the block, whatever happens in it."""
    with process:
        try:
            yield process
        finally:
            process.kill()


def build_html(folder: Path, site: Path, advance: Callable[[int], object]) -> None:
    """Build a folder into HTML and call `advance` for each page that is read or written: twice a page in all.

    BuildError, with everything that MkDocs complains of, where it complains; SurroundingsError without its settings.
    """
    if not (folder / SETTINGS).is_file():
        raise SurroundingsError(f"there is no file {SETTINGS} here, which says how the site is built. Go to the project’s folder.")
    said: list[str] = []
    with _ended(_start(folder, site, subprocess.PIPE, "--strict")) as process:
        assert process.stderr is not None  # it is a pipe
        for line in process.stderr:
            said.append(line.rstrip())
            advance(is_step(line))
        code = process.wait()
    if code:
        _refuse(said)


def build_changed(folder: Path, site: Path, interrupted: Callable[[], bool]) -> list[str] | None:
    """Build the pages whose HTML is missing or older than they are, and return what MkDocs warns of.

    None where it was interrupted: then some may be built and others not. BuildError where it breaks down.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, _ended(_start(folder, site, said.fileno(), "--dirty")) as process:
        while (code := _wait(process)) is None:
            if interrupted():
                return None
        said.seek(0)
        lines = said.read().splitlines()
    if code:
        _refuse(lines)
    return [line for line in complaints(lines, broken=False) if not line.startswith("A 'dirty' build")]


def _refuse(lines: Sequence[str]) -> NoReturn:
    """OSError where a disk has refused what MkDocs wanted to write, else BuildError with all that it warned of."""
    found = complaints(lines, broken=True)
    if refused := re.match(r"OSError: \[Errno (\d+)\] ([^:]+)", found[-1] if found else ""):
        raise OSError(int(refused[1]), refused[2])
    raise BuildError("MkDocs does not build the pages:\n" + "\n".join(found))


def _wait(process: subprocess.Popen[str]) -> int | None:
    """The exit code of a process, if it ends soon."""
    try:
        return process.wait(_PAUSE)
    except subprocess.TimeoutExpired:
        return None


def is_step(line: str) -> bool:
    """Whether MkDocs says with a line that it has read or written a page."""
    found = _LINE.match(line)
    return found is not None and found[2].startswith((_READ, _WRITTEN))


def complaints(lines: Sequence[str], *, broken: bool) -> list[str]:
    """What MkDocs warned of; where it is `broken` without a warning, the last line of what it said instead."""
    found = [match[2] for match in map(_LINE.match, lines) if match and match[1] in ("WARNING", "ERROR", "CRITICAL")]
    plain = [line for line in lines if line.strip() and not _LINE.match(line)]
    return found or (plain[-1:] if broken else [])
