"""The text of one file below a folder, or why it cannot be read: no plain file, too large, not UTF-8."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from toolkit.problems import Problem
from toolkit.yaml_reader.document import line_at

MOST_BYTES = 256 * 1024
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""What git writes where two versions of a file meet."""


def text_of(root: Path, file: Path) -> str | Problem:
    """The text of one file below `root` that is not YAML, or why it cannot be read."""
    raw = read_bytes(root, file)
    return raw if isinstance(raw, Problem) else decode(file.relative_to(root).as_posix(), raw)


def read_bytes(root: Path, file: Path) -> bytes | Problem:
    """The bytes of one plain file below `root`, or why it cannot be read."""
    path = file.relative_to(root).as_posix()
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
            return Problem(path, 1, 1, "this is a link to a file outside the project. Put a copy of the file here.")
        status = file.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            return Problem(path, 1, 1, "this is not a plain file. Put a text file here.")
        if size > MOST_BYTES:
            return Problem(path, 1, 1, f"the file has {size // 1024} KiB; {MOST_BYTES // 1024} KiB is the most. Split it.")
        return file.read_bytes()
    except OSError as error:
        return Problem(path, 1, 1, f"the file cannot be read: {error.strerror}.")
    except RuntimeError:
        return Problem(path, 1, 1, "the file cannot be read: it is a link that leads to itself.")


def decode(path: str, raw: bytes) -> str | Problem:
    """Bytes as text, or where they are not UTF-8 or hold two versions of git; `path` is only for the message."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        return problem_after(path, before, "this is not text in UTF-8. Save the file as UTF-8 text.")
    if mark := _CONFLICT.search(text):
        message = "git left two versions here. Keep one, and delete the lines “<<<<<<<”, “=======” and “>>>>>>>”."
        return problem_after(path, text[: mark.start()], message, text)
    return text


def problem_after(path: str, before: str, message: str, text: str = "") -> Problem:
    """A problem just after the text `before`; it shows its line if the whole `text` is given."""
    rows = before.split("\n")
    return Problem(path, len(rows), len(rows[-1]) + 1, message, line_at(tuple(text.split("\n")), len(rows)))
