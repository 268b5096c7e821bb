"""Compare what two Pythons built: `python tests/compare_builds.py ONE OTHER` lists every file that differs.

Build the same commit with each, on the same day, and compare: toolkit build --to ONE. Exit codes: 0 alike to the last byte,
1 something differs, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

MOST_SHOWN = 20
"""How many files that differ are shown with their first line that does; the others are counted."""


def differences(one: Path, other: Path) -> Iterator[str]:
    """What differs between two folders, file by file in the order of their paths: which file, and how."""
    paths = {
        file.relative_to(folder).as_posix(): None
        for folder in (one, other)
        for file in sorted(folder.rglob("*"))
        if not file.is_dir()
    }
    for path in sorted(paths):
        first, second = one / path, other / path
        if not first.exists() or not second.exists():
            yield f"{path}: only in {one if first.exists() else other}"
        elif (before := first.read_bytes()) != (after := second.read_bytes()):
            yield f"{path}: {_first_line(before, after)}"


def _first_line(before: bytes, after: bytes) -> str:
    """The first line in which two files differ, as it is in each."""
    lines = zip_longest(before.splitlines(keepends=True), after.splitlines(keepends=True), fillvalue=b"")
    number, (one, other) = next((number, pair) for number, pair in enumerate(lines, start=1) if pair[0] != pair[1])
    return f"line {number}\n  - {_shown(one)}\n  + {_shown(other)}"


def _shown(line: bytes) -> str:
    return ascii(line.decode("utf-8", "replace").rstrip("\n"))[:200]


def main() -> int:
    """Print what differs and say how much; the exit code."""
    parser = argparse.ArgumentParser(description="List every file that differs between two folders.")
    parser.add_argument("one", type=Path, metavar="ONE")
    parser.add_argument("other", type=Path, metavar="OTHER")
    given = parser.parse_args()
    for folder in (given.one, given.other):
        if not folder.is_dir() or not any(folder.iterdir()):
            parser.error(f"{folder} is not a folder with files in it. Build into it first: toolkit build --to {folder}")
    found = list(differences(given.one, given.other))
    for line in found[:MOST_SHOWN]:
        print(line)
    if len(found) > MOST_SHOWN:
        print(f"and {len(found) - MOST_SHOWN} more")
    print(f"{len(found)} files differ.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
