"""Our own scripts and styles as a site has them: without comments, and modules that import each other by marked addresses.

Comments are a third of what a first view would fetch of them. Only those are taken out that fill whole lines, so that no text can
be mistaken for one; a file with a licence in it keeps all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from toolkit.app.finish import OWN_FILE, mark_of

MODULES = "assets/js/"
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n|^[ \t]*//[^\n]*\n", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_IMPORT = re.compile(r'(?<=from "\./)[\w-]+\.js(?=")|(?<=import\("\./)[\w-]+\.js(?=")')
_LICENCE = "Permission is hereby granted"


def own_files(site: Path) -> list[str]:
    """Our own scripts and styles, by their addresses from the top of a site."""
    found = (file.relative_to(site).as_posix() for folder in ("assets", MODULES) for file in sorted((site / folder).glob("*.*")))
    return [path for path in found if OWN_FILE.fullmatch(path)]


def marks_of(html: Path) -> dict[str, str]:
    """By the address of each of our scripts and styles, a mark of its contents; all modules have one in common."""
    paths = own_files(html)
    modules = mark_of(b"".join((html / path).read_bytes() for path in paths if path.startswith(MODULES)))
    return {path: modules if path.startswith(MODULES) else mark_of((html / path).read_bytes()) for path in paths}


def finish_assets(site: Path, marks: Mapping[str, str]) -> None:
    """Write our own scripts and styles of a site again, as readers get them."""
    for path in own_files(site):
        file = site / path
        text = finish_asset(file.read_text("utf-8"), marks.get(path, ""))
        file.unlink()  # it may be a link to what the generator wrote
        file.write_text(text, "utf-8")


def finish_asset(text: str, mark: str) -> str:
    """A script or style without comments, and with a mark on what it imports."""
    bare = text if _LICENCE in text else _INDENT.sub("", _COMMENT.sub("", text))
    return _IMPORT.sub(lambda found: f"{found[0]}?v={mark}", bare)
