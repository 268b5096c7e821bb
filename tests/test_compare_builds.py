"""Comparing what two Pythons built: every file that differs is listed, with the line where it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

Result = subprocess.CompletedProcess[str]


def compare(*folders: Path) -> Result:
    command = [sys.executable, ROOT / "tests" / "compare_builds.py", *folders]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "index.md").write_bytes(b"# Plans\n31 min\n")
        (tmp_path / name / "sub" / "a.ics").write_bytes(b"BEGIN\r\nSUMMARY:31 min\r\n")
    return tmp_path / "one", tmp_path / "other"


def test_folders_that_are_alike_to_the_last_byte_are_fine(two: tuple[Path, Path]) -> None:
    result = compare(*two)
    assert (result.returncode, result.stdout) == (0, "0 files differ.\n")


def test_each_file_that_differs_is_listed_with_its_first_line_that_does(two: tuple[Path, Path]) -> None:
    one, other = two
    (other / "sub" / "a.ics").write_bytes(b"BEGIN\r\nSUMMARY:30 min\r\n")
    (one / "only.md").write_bytes(b"")
    result = compare(one, other)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        f"only.md: only in {one}",
        "sub/a.ics: line 2",
        "  - 'SUMMARY:31 min\\r'",
        "  + 'SUMMARY:30 min\\r'",
        "2 files differ.",
    ]


def test_the_end_of_a_line_and_of_a_file_counts(two: tuple[Path, Path]) -> None:
    one, other = two
    (other / "index.md").write_bytes(b"# Plans\n31 min")
    (other / "sub" / "a.ics").write_bytes(b"BEGIN\nSUMMARY:31 min\r\n")
    result = compare(one, other)
    assert (result.returncode, result.stdout.splitlines()[-1]) == (1, "2 files differ.")
    assert "index.md: line 2" in result.stdout
    assert "sub/a.ics: line 1" in result.stdout


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_a_build_is_wrong_usage(two: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    result = compare(two[0], tmp_path / name)
    assert result.returncode == 2
    assert "Build into it first: toolkit build --to" in result.stderr
