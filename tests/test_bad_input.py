"""Files that text in tests/bad/ cannot hold: each is one plain problem at its path, and nothing ever crashes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from project import change
from small import check, said
from speed import answered_within

EASY = Path("templates/easy")
START = b"title: A run\nsummary: "


def _link(root: Path, target: Path | str, name: Path) -> None:
    (root / name).symlink_to(target)


def _outside(root: Path) -> Path:
    outside = root.parent / f"outside-{root.name}.yaml"
    shutil.copy(root / EASY / "easy-run.yaml", outside)
    return outside


def _copy(root: Path, name: str) -> None:
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / EASY / "easy-run.yaml", target)


def _folder_instead_of_file(root: Path) -> None:
    (root / EASY / "folder.yaml").mkdir()
    (root / EASY / "folder.yaml" / "inner.yaml").write_text("title: A run\n")


CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file of no bytes": (
        lambda root: (root / EASY / "nothing.yaml").write_bytes(b""),
        "templates/easy/nothing.yaml:1:1: the file is empty.",
    ),
    "a file of white space": (
        lambda root: (root / EASY / "blank.yaml").write_bytes(b"\n  \n\n"),
        "templates/easy/blank.yaml:1:1: the file is empty.",
    ),
    "a binary file": (
        lambda root: (root / EASY / "picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xd8"),
        "templates/easy/picture.yaml:1:1: this is not text in UTF-8.",
    ),
    "a NUL": (
        lambda root: (root / EASY / "nul.yaml").write_bytes(START + b"a\x00b\n"),
        "templates/easy/nul.yaml:2:11: the character U+0000 is not allowed in YAML. Delete it.",
    ),
    "a control character": (
        lambda root: (root / EASY / "bell.yaml").write_bytes(START + "é\x07\n".encode()),
        "templates/easy/bell.yaml:2:11: the character U+0007 is not allowed in YAML. Delete it.",
    ),
    "a control character with a number of two digits": (
        lambda root: (root / EASY / "tabulator.yaml").write_bytes(START + b"a\x0bb\n"),
        "templates/easy/tabulator.yaml:2:11: the character U+000B is not allowed in YAML. Delete it.",
    ),
    "invalid UTF-8": (
        lambda root: (root / EASY / "latin.yaml").write_bytes(START + b"caf\xe9\n"),
        "templates/easy/latin.yaml:2:13: this is not text in UTF-8. Save the file as UTF-8 text.",
    ),
    "UTF-16": (
        lambda root: (root / EASY / "wide.yaml").write_bytes("title: A run\n".encode("utf-16")),
        "templates/easy/wide.yaml:1:1: this is not text in UTF-8.",
    ),
    "over 256 KiB": (
        lambda root: (root / EASY / "large.yaml").write_bytes(START + b"x" * (256 * 1024)),
        "templates/easy/large.yaml:1:1: the file has 256 KiB; 256 KiB is the most. Split it.",
    ),
    "a link to a file outside": (
        lambda root: _link(root, _outside(root), EASY / "outside.yaml"),
        "templates/easy/outside.yaml:1:1: this is a link to a file outside the project.",
    ),
    "a link to a folder": (
        lambda root: _link(root, root / "plans", EASY / "folder-link.yaml"),
        "templates/easy/folder-link.yaml:1:1: the file cannot be read: Is a directory.",
    ),
    "a link to nothing": (
        lambda root: _link(root, "nowhere.yaml", EASY / "dangling.yaml"),
        "templates/easy/dangling.yaml:1:1: the file cannot be read: No such file or directory.",
    ),
    "a link to itself": (
        lambda root: _link(root, "loop.yaml", EASY / "loop.yaml"),
        "templates/easy/loop.yaml:1:1: the file cannot be read",
    ),
    "a folder named like a file": (
        _folder_instead_of_file,
        "templates/easy/folder.yaml/inner.yaml:1:1: no files are read this deep.",
    ),
    "ids that differ only by case": (
        lambda root: _copy(root, "templates/easy/Easy-Run.yaml"),
        "templates/easy/easy-run.yaml:1:1: the id “easy-run” is already that of templates/easy/Easy-Run.yaml (upper",
    ),
    "an id with a capital": (
        lambda root: _copy(root, "templates/easy/Slow Run.yaml"),
        "templates/easy/Slow Run.yaml:1:1: the name “Slow Run” cannot be an id. "
        "Use lower case letters, digits and single hyphens: slow-run.yaml.",
    ),
    "one id in two folders": (
        lambda root: _copy(root, "templates/recovery/long-run.yaml"),
        "templates/recovery/long-run.yaml:1:1: the id “long-run” is already that of templates/long/long-run.yaml",
    ),
    "the ending .yml": (
        lambda root: _copy(root, "templates/easy/slow.yml"),
        "templates/easy/slow.yml:1:1: only .yaml files are read here. Rename it to slow.yaml.",
    ),
    "the ending .YAML": (
        lambda root: _copy(root, "templates/easy/slow.YAML"),
        "templates/easy/slow.YAML:1:1: only .yaml files are read here.",
    ),
    "no ending": (
        lambda root: _copy(root, "plans/notes"),
        "plans/notes:1:1: only .yaml files are read here.",
    ),
    "an unknown folder": (
        lambda root: _copy(root, "templates/interval/quick.yaml"),
        "templates/interval/quick.yaml:1:1: there is no folder for a kind of session “interval”. Did you mean “intervals”?",
    ),
    "a session outside its folder": (
        lambda root: _copy(root, "templates/quick.yaml"),
        "templates/quick.yaml:1:1: there is no list “quick”.",
    ),
    "a file too deep": (
        lambda root: _copy(root, "templates/easy/slow/very-slow.yaml"),
        "templates/easy/slow/very-slow.yaml:1:1: no files are read this deep.",
    ),
    "lists 200 deep": (
        lambda root: (root / EASY / "deep.yaml").write_text(f"title: {'[' * 200}{']' * 200}\n"),
        "templates/easy/deep.yaml:1:27: this is nested more than 20 levels deep. Use fewer levels.",
    ),
    "lists 200 deep and not closed": (
        lambda root: (root / EASY / "deeper.yaml").write_text(f"title: {'[' * 200}\n"),
        "templates/easy/deeper.yaml:1:27: this is nested more than 20 levels deep. Use fewer levels.",
    ),
    "brackets 200 deep in a rung": (
        lambda root: (root / EASY / "brackets.yaml").write_text(f"rungs: ['{'2x(' * 200}1min jog{')' * 200}']\n"),
        "templates/easy/brackets.yaml:1:",
    ),
    "a number with a thousand digits": (
        lambda root: (root / EASY / "number.yaml").write_text(f"load: {{hard: {'9' * 1000}, impact: {'9' * 5000}}}\n"),
        "templates/easy/number.yaml:1:",
    ),
    "numbers that are none": (
        lambda root: (root / EASY / "nan.yaml").write_text("load: {hard: nan, impact: inf}\n"),
        "templates/easy/nan.yaml:1:",
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize(("make", "expected"), CASES.values(), ids=CASES)
def test_it_is_a_problem_at_its_path(make: Callable[[Path], object], expected: str, small: Path) -> None:
    make(small)
    assert expected in said(small)


def test_nothing_else_is_reported_for_a_file_that_cannot_be_read(small: Path) -> None:
    (small / EASY / "easy-run.yaml").write_bytes(b"\xff")
    assert [problem.path for problem in check(small)] == ["templates/easy/easy-run.yaml"]


def test_a_file_that_refuses_to_be_read_is_a_problem_at_its_path(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "templates/easy/easy-run.yaml:1:1: the file cannot be read: Permission denied." in said(small)


def test_a_folder_that_refuses_to_be_listed_is_a_problem_at_its_path(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: Any = ".") -> Any:
        if Path(path) == small / EASY:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "templates/easy:1:1: the folder cannot be read: Permission denied." in said(small)


def test_a_file_nested_beyond_all_sense_is_refused_at_once(small: Path) -> None:
    (small / EASY / "deepest.yaml").write_text(f"title: {'{a: ' * 60_000}\n")
    report = answered_within(2, lambda: said(small))
    assert "templates/easy/deepest.yaml:1:" in report


def test_a_pipe_is_a_problem_and_not_waited_for(small: Path) -> None:
    os.mkfifo(small / EASY / "pipe.yaml")
    command = [sys.executable, "-c", "import sys, pathlib, small; print(small.said(pathlib.Path(sys.argv[1])))", str(small)]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=surroundings)
    assert "templates/easy/pipe.yaml:1:1: " in done.stdout


@pytest.mark.parametrize("folder", ["templates", "plans"])
def test_a_missing_folder_is_said_at_its_path(folder: str, small: Path) -> None:
    shutil.rmtree(small / folder)
    assert f"{folder}:1:1: there is no folder {folder}/ here." in said(small)


@pytest.mark.parametrize(
    "name", ["cues", "levels", *(pytest.param(name, marks=pytest.mark.exhaustive) for name in ("sources", "limits", "readiness"))]
)
def test_a_missing_list_is_one_problem_and_not_one_for_each_reference(name: str, small: Path) -> None:
    (small / f"templates/{name}.yaml").unlink()
    assert [str(problem) for problem in check(small)] == [f"templates/{name}.yaml:1:1: this file is missing."]


def test_hidden_files_are_passed_over(small: Path) -> None:
    (small / "templates/.DS_Store").write_bytes(b"\x00\xff")
    (small / "templates/easy/.easy-run.yaml.swp").write_bytes(b"\x00\xff")
    assert check(small) == []


def test_all_of_them_at_once_are_all_in_one_report(small: Path) -> None:
    for make, _ in CASES.values():
        make(small)
    report = said(small)
    for name, (_, expected) in CASES.items():
        assert expected in report, name
    body, _, counted = report.rstrip("\n").rpartition("\n\n")
    lines = [line for line in body.splitlines() if not line.startswith("    ")]
    assert [line for line in lines if not re.match(r"(templates|plans)(/[^:]+)?:\d+:\d+: \S", line)] == []
    assert counted.startswith(f"{len(lines)} problems in ")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("plans/base.yaml", "week: 165min", "week: 0min"),
        ("templates/levels.yaml", '"27:00"', '"0:00"'),
        ("templates/limits.yaml", "intermediate: [4, 4, 3, 3]", "intermediate: [4, 0, 3, 3]"),
        ("plans/base.yaml", "weeks: {intermediate: 6}", "weeks: {intermediate: 0}"),
        ("plans/base.yaml", "  intermediate: {week", "  advanced: {week"),
        ("plans/small.yaml", "  0: [race-5k]", "  0: []"),
        ("plans/small.yaml", "  0: [race-5k]", "  0: [easy-run]"),
        ("plans/small.yaml", "  1: [brisk-walk]", '  "-0": [brisk-walk]'),
        ("templates/warm-ups/ramp.yaml", "avoid:", "warm_up: ramp\navoid:"),
    ],
)
def test_nonsense_that_has_the_right_form_is_a_problem_of_its_file(file: str, old: str, new: str, small: Path) -> None:
    change(small / file, old, new)
    assert file in {problem.path for problem in check(small)}


def test_an_exercise_that_is_named_like_a_word_of_the_notation_is_refused(small: Path) -> None:
    names = ("walk", "each", "until")
    for name in names:
        shutil.copy(small / "templates/exercises/squat.yaml", small / f"templates/exercises/{name}.yaml")
    report = said(small)
    assert [name for name in names if f"templates/exercises/{name}.yaml:1:1: " not in report] == []
