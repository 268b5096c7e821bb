"""Projects of several sizes: the real one with copies of its own sessions added, so that they keep every rule that those keep."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

UNPLACED = re.compile(r"^unplaced:\n", re.MULTILINE)
FIELD = re.compile(r"^title: .*$", re.MULTILINE)
RUNG = re.compile(r'^(  - [^"\'#\n]*?@[\w-]+)(?![\w-]|\s*")', re.MULTILINE)
"""A rung up to its first effort, which can take a note."""


def session_files(root: Path) -> list[Path]:
    """Every session of a project by its path: a file in a folder of templates/ that has rungs, and says no `kind` of its own."""
    files = sorted(file for file in (root / "templates").glob("*/*.yaml"))
    excepted = (root / "templates/loads.yaml").read_text("utf-8")  # by their ids, which a copy does not have
    return [file for file in files if "\nrungs:" in file.read_text("utf-8") and f"{file.stem}:" not in excepted]


def copied(text: str, number: int) -> str:
    """The text of a session under another title, and with a note in every rung that takes one, so that none is read twice."""
    titled = FIELD.sub(f"title: Generated {number:04}", text, count=1)
    return RUNG.sub(rf'\1 "note {number}"', titled)


def generate(real: Path, size: int, folder: Path) -> Path:
    """A copy of a project in `folder` with `size` generated sessions added; the same size is always the same bytes.

    No plan lists these sessions, so the copy gives a reason for each.
    """
    shutil.copytree(real, folder)
    files = session_files(real)
    names = [f"generated-{number:04}" for number in range(size)]
    for number, name in enumerate(names):
        file = files[number % len(files)]
        target = folder / file.relative_to(real).with_name(f"{name}.yaml")
        target.write_text(copied(file.read_text("utf-8"), number), "utf-8")
    outcomes = folder / "templates/outcomes.yaml"
    if outcomes.exists():
        reasons = "".join(f"  {name}: {{because: It is generated.}}\n" for name in names)
        outcomes.write_text(UNPLACED.sub(rf"\g<0>{reasons}", outcomes.read_text("utf-8")), "utf-8")
    return folder
