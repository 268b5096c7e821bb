"""What a build depends on outside the templates: git, the clock, the environment, where the site will be; and the disk it goes to.

Only this module and those above it look at any of them.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.figures import add, fixed
from toolkit.render.addresses import CALENDARS
from toolkit.source import read

if TYPE_CHECKING:  # the command line asks for the day alone too, and should not wait for all that builds
    from toolkit.build import Edition, Output

TRACKED = ("templates", "plans", "toolkit")
"""The folders whose last commit dates the calendars (the calendar contract)."""
ADDRESS = r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?"
"""What an address of a site looks like."""


class SurroundingsError(Exception):
    """Something outside the templates is missing; the message says what to do."""


def edition(root: Path) -> Edition:
    """The edition that a build in `root` makes now; SurroundingsError where a date or the address is missing."""
    from toolkit.build import Edition

    return Edition(site_url(root), modified(root), today())


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, else today, both in UTC: the same in every zone."""
    stamped = _source_date()
    return (stamped or datetime.now(UTC)).date()


def modified(root: Path) -> datetime:
    """When templates, plans or toolkit last changed: by git, else by SOURCE_DATE_EPOCH; SurroundingsError without either."""
    stamped = _last_commit(root) or _source_date()
    if stamped is None:
        raise SurroundingsError(
            "calendars are dated by the last commit to templates/, plans/ or toolkit/, and there is none here. "
            "Commit them with git, or set SOURCE_DATE_EPOCH to seconds since 1970."
        )
    return stamped


def site_url(root: Path) -> str:
    """Where the site will be: by SITE_URL, else by mkdocs.yml, with a slash at its end; SurroundingsError without either."""
    file = root / "mkdocs.yml"
    document, _ = read(root, file) if file.is_file() else (None, [])
    given = os.environ.get("SITE_URL", "").strip()
    address = given or (document.data.get("site_url") if document else None)
    if given and not re.fullmatch(ADDRESS, given):
        raise SurroundingsError(f"SITE_URL is “{given}”. Set it to an address such as https://example.org/running/")
    if not isinstance(address, str) or not re.fullmatch(ADDRESS, address):
        raise SurroundingsError("mkdocs.yml does not say where the site will be. Add a line such as site_url: https://example.org/")
    return f"{address.rstrip('/')}/"


def write(files: Iterable[Output], folder: Path) -> int:
    """Write files below a folder, and say how many."""
    made: set[str] = set()
    written = 0
    for file in files:
        parent, _, _ = file.path.rpartition("/")
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        with (folder / file.path).open("wb", buffering=0) as target:
            target.write(file.content)
        written += 1
    return written


def weigh(folder: Path) -> str:
    """What a written site weighs, and its calendars among it, in words; no weight is too much here."""
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    calendars = add(size for path, size in sizes.items() if folder / CALENDARS in path.parents)
    return f"Calendars: {fixed(calendars / 1e6)} MB, the whole site: {fixed(add(sizes.values()) / 1e6)} MB"


def _last_commit(root: Path) -> datetime | None:
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct", "--", *TRACKED]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    seconds = done.stdout.strip()
    return datetime.fromtimestamp(int(seconds), UTC) if done.returncode == 0 and seconds.isdigit() else None


def _source_date() -> datetime | None:
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        raise SurroundingsError(f"SOURCE_DATE_EPOCH is “{value}”. Set it to whole seconds since 1970.") from None
