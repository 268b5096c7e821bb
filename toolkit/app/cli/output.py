"""Where a command writes what it makes: a file, standard output, a device."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

import click

from toolkit.app.cli.project import folder_by_hand
from toolkit.app.environment import explain_os_error

STANDARD_OUTPUT = "-"
CALENDAR = b"BEGIN:VCALENDAR"
"""How a calendar begins."""
LONGEST_NAME = 200
"""Bytes that the name of a file may have: it is first written under a longer one, and most disks take 255."""


def write_output(output: str, content: bytes) -> None:
    """Write to a file, whole or not at all, or straight to what is no file; wrong usage where there is no place for it.

    What a link leads to is written, and the link stays.
    """
    try:
        if output == STANDARD_OUTPUT or _is_standard_output(output):
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            return
        target = _target(output)
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            target.write_bytes(content)
            return
        _replace(target, content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.UsageError(f"the calendar cannot be written to {explain_os_error(error, output)}") from None


def _is_standard_output(output: str) -> bool:
    """Whether a path is another name of standard output, such as /dev/stdout; a file that it is sent to must not be replaced."""
    try:
        return output.startswith(("/dev/", "/proc/")) and Path(output).samefile(f"/dev/fd/{sys.stdout.fileno()}")
    except (OSError, ValueError):
        return False


def _target(output: str) -> Path:
    """The file that a path leads to; wrong usage where it can be none."""
    if not output:
        raise click.UsageError("--output names no file. Write a name such as my.ics.")
    if len(os.fsencode(Path(output).name)) > LONGEST_NAME:
        raise click.UsageError(f"the name of the file is too long. Take at most {LONGEST_NAME} characters.")
    if Path(output).is_dir() or output.endswith("/"):
        raise click.UsageError(f"{output} is a folder. Name a file in it: {output.rstrip('/')}/my.ics.")
    try:
        target = Path(output).resolve()
    except RuntimeError:
        raise click.UsageError(f"{output} is a link that leads to itself.") from None
    if part := folder_by_hand(target):
        raise click.UsageError(f"{output} is in {part}/, which is written by hand. Name a file elsewhere.")
    if target.is_file() and target.suffix != ".ics" and not _is_calendar(target):
        raise click.UsageError(f"{output} exists and is not a calendar. Name another file, such as my.ics.")
    return target


def _is_calendar(file: Path) -> bool:
    """Whether a file holds a calendar, or nothing: then it may be written over."""
    with file.open("rb") as opened:
        return opened.read(len(CALENDAR)) in (b"", CALENDAR)


def _replace(target: Path, content: bytes) -> None:
    """Put a file in the place of another only when it is whole; an OSError leaves what was there, and nothing beside it."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
