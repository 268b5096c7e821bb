"""What a build depends on outside the templates: git, the clock, the environment, and where the site will be.

Only this module and those above it look at any of them.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from toolkit.build import Edition
from toolkit.source import read

TRACKED = ("templates", "plans", "toolkit")
"""The folders whose last commit dates the calendars (the calendar contract)."""


class SurroundingsError(Exception):
    """Something outside the templates is missing; the message says what to do."""


def edition(root: Path) -> Edition:
    """The edition that a build in `root` makes now; SurroundingsError where a date or the address is missing."""
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
    """The address that mkdocs.yml gives the site, with a slash at its end; SurroundingsError without one."""
    file = root / "mkdocs.yml"
    document, _ = read(root, file) if file.is_file() else (None, [])
    address = document.data.get("site_url") if document else None
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        raise SurroundingsError("mkdocs.yml does not say where the site will be. Add a line such as site_url: https://example.org/")
    return f"{address.rstrip('/')}/"


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
