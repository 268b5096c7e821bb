"""The pinned versions of what npm brings."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from programs import missing
from project import ROOT


@pytest.mark.parametrize("package", ["axe", "lighthouse", "types"])
def test_npm_accepts_the_pinned_versions(package: str) -> None:
    """npm refuses pins that lack anything, and then `make axe`, `make lighthouse` or `make tsc` cannot set itself up."""
    if not (npm := shutil.which("npm")):
        missing("there is no npm. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm).")
    command = [npm, "ci", "--dry-run", "--loglevel", "error"]
    result = subprocess.run(command, cwd=ROOT / "tests/node" / package, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
