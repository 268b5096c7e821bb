"""What git answers about a folder. Only this module runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

NO_REPOSITORY = ("not a git repository", "does not have any commits yet")
"""What git says where there is nothing to ask it about; whatever else it says is for the user to read."""


def ask_git(root: Path, *arguments: str) -> tuple[str, str]:
    """What git answers about a folder, and what it says where it refuses; neither without git or a repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except OSError:
        return "", ""
    refused = done.returncode != 0 and not any(words in done.stderr for words in NO_REPOSITORY)
    return ("" if done.returncode else done.stdout.strip()), (done.stderr.strip() if refused else "")


def read_blobs(root: Path, names: Sequence[str]) -> Iterator[str | None]:
    """The text of each file that `names` name as git does, `COMMIT:./path`; None where there is none, or it is no text."""
    if not names:
        return
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    asked = "".join(f"{name}\n" for name in names).encode()
    said = subprocess.run(command, input=asked, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout
    start = 0
    for _ in names:
        end = said.index(b"\n", start)
        head, start = said[start:end].split(b" "), end + 1
        if head[-1] in (b"missing", b"ambiguous"):
            yield None
            continue
        size = int(head[-1])
        yield _text(said[start : start + size])
        start += size + 1


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
