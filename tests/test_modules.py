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
        assert not re.search(r"toLocale|getTimezoneOffset|normalize\(|\\p\{|Date\.now|new Date\(\)|Math\.random", text), file.name


def test_the_types_of_the_modules_are_right() -> None:
    """They use nothing of a page either: no type of it is known."""
    if not (node := shutil.which("node")) or not CHECKER.exists():
        missing(
            "TypeScript is not installed. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm), then: make tsc"
        )
    command = [node, str(CHECKER), "--project", str(ROOT / "tests/node/types")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stdout
