"""The modules in docs/assets/js are small, and their types are right."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess

from programs import missing
from project import ROOT

MODULES = sorted((ROOT / "docs/assets/js").glob("*.js"))
CHECKER = ROOT / "tests/node/types/node_modules/typescript/bin/tsc"
STAMPER = ("calendar.js", "zones.js")
OF_PAGES = ("box.js", "form.js", "lean-qr.js", "making.js", "season.js", "tools.js", "ways.js")
"""Modules that know the page that they are in, and its clock."""
MOST_BYTES = 6 * 1024
"""What a phone fetches to make calendars by itself, packed."""


def test_the_stamper_is_small() -> None:
    packed = {file.name: len(gzip.compress(file.read_bytes(), mtime=0)) for file in MODULES if file.name in STAMPER}
    assert tuple(packed) == STAMPER
    assert sum(packed.values()) <= MOST_BYTES, packed


def test_a_module_is_short_and_names_no_clock_of_this_place() -> None:
    """Local time, words of a language and Unicode tables differ between machines."""
    for file in MODULES:
        text = file.read_text("utf-8")
        assert len(text.splitlines()) <= 300, file.name
        assert file.name in OF_PAGES or not re.search(
            r"toLocale|getTimezoneOffset|normalize\(|\\p\{|Date\.now|new Date\(\)|Math\.random", text
        ), file.name


def test_the_types_of_the_modules_are_right() -> None:
    """Those that are not of pages use nothing of one either: no type of it is known to them."""
    if not (node := shutil.which("node")) or not CHECKER.exists():
        missing(
            "TypeScript is not installed. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm), then: make tsc"
        )
    for project in ("tsconfig.json", "page.json"):
        command = [node, str(CHECKER), "--project", str(ROOT / "tests/node/types" / project)]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert result.returncode == 0, result.stdout
