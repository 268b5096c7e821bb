"""What git answers about a folder. Only this module runs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

_HASH = re.compile("[0-9a-f]{40,64}")
NO_REPOSITORY = ("not a git repository", "does not have any commits yet")
"""What git says where there is nothing to ask it about; whatever else it says is for the user to read."""


LATEST = datetime(2199, 12, 31, tzinfo=UTC)
"""The last time that a commit can have here; one with a later clock counts as of then."""
HISTORY = ("-c", "core.quotePath=false", "-c", "log.showRoot=true", "log", "--first-parent", "-m")
"""How the history of the main branch is asked for, whatever somebody's own settings of git say."""


def read_time(seconds: str) -> datetime:
    """The time of a commit as git writes it, in seconds since 1970."""
    return datetime.fromtimestamp(min(int(seconds), int(LATEST.timestamp())), UTC)


def find_refusal(root: Path) -> str:
    """Why the history of a folder cannot be read, in the words of git, or since there is no git; nothing where it can be.

    A folder that is in no repository has no history, which is no refusal.
    """
    if shutil.which("git") is None and any((folder / ".git").exists() for folder in (root, *root.parents)):
        return "There is a repository, but no git to read it. Install git."
    return ask_git(root, "rev-parse", "--is-shallow-repository")[1]


def find_commit(root: Path, revision: str) -> str:
    """The hash of the commit that a branch, a tag or a hash names; nothing where git knows none."""
    found, _ = ask_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found if revision and _HASH.fullmatch(found) else ""


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
        return content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
