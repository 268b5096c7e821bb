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

from toolkit.feeds.addresses import CALENDARS
from toolkit.rounding import add
from toolkit.text.commands import OS_ADVICE, SHALLOW_CLONE, site_weight
from toolkit.yaml_reader import read_document

if TYPE_CHECKING:  # the command line asks for the day alone too, and should not wait for all that builds
    from toolkit.app.build import Edition, Output

TRACKED = ("templates", "plans", "toolkit")
"""The folders whose last commit dates the calendars (the calendar contract)."""
_ADDRESS = r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?"
"""What an address of a site looks like."""


YEARS = range(1970, 2200)
"""The years that a build can be dated by, and a plan can be for."""
NO_REPOSITORY = ("not a git repository", "does not have any commits yet")
"""What git says where there is nothing to ask it about; whatever else it says is for the user to read."""


class SurroundingsError(Exception):
    """Something outside the content is missing or refuses; the message says what to do. A command then ends with 2."""


def explain_os_error(error: OSError, name: str | None = None) -> str:
    """One line on a file or a disk that refuses: which (by `name`, or as the error says), why, and what to do."""
    advice = OS_ADVICE.get(error.errno or 0)
    said = f"{error.strerror or error}.{f' {advice}' if advice else ''}"
    name = name or error.filename
    return f"{name}: {said}" if name else said


def edition(root: Path) -> Edition:
    """The edition that a build in `root` makes now; SurroundingsError where a date or the address is missing."""
    from toolkit.app.build import Edition

    return Edition(site_url(root), modified(root), today())


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, else today, both in UTC: the same in every zone."""
    stamped = _source_date()
    return (stamped or datetime.now(UTC)).date()


def modified(root: Path) -> datetime:
    """When templates, plans or toolkit last changed: by git, else by SOURCE_DATE_EPOCH; SurroundingsError without either."""
    seconds, refusal = _last_commit(root)
    stamped = seconds or _source_date()
    if stamped is None and refusal:
        raise SurroundingsError(f"git does not say when the content last changed. {refusal}")
    if stamped is None:
        raise SurroundingsError(
            "calendars are dated by the last commit to templates/, plans/ or toolkit/, and there is none here. "
            "Commit them with git, or set SOURCE_DATE_EPOCH to seconds since 1970."
        )
    return stamped


def warn_of_shallow(root: Path) -> str:
    """What to do about a clone without its whole history, whose events would be dated too late; nothing where it is whole."""
    return SHALLOW_CLONE if _git(root, "rev-parse", "--is-shallow-repository")[0] == "true" else ""


def site_url(root: Path) -> str:
    """Where the site will be: by SITE_URL, else by mkdocs.yml, with a slash at its end; SurroundingsError without either."""
    file = root / "mkdocs.yml"
    document, _ = read_document(root, file) if file.is_file() else (None, [])
    given = os.environ.get("SITE_URL", "").strip()
    address = given or (document.data.get("site_url") if document else None)
    if given and not re.fullmatch(_ADDRESS, given):
        raise SurroundingsError(f"SITE_URL is “{given}”. Set it to an address such as https://example.org/running/")
    if not isinstance(address, str) or not re.fullmatch(_ADDRESS, address):
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
            rest = memoryview(file.content)
            while rest:  # a disk that fills up takes a part, and refuses only the next
                rest = rest[target.write(rest) :]
        written += 1
    return written


def weigh(folder: Path) -> str:
    """What a written site weighs, and its calendars among it, in words; no weight is too much here."""
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    calendars = add(size for path, size in sizes.items() if folder / CALENDARS in path.parents)
    return site_weight(calendars, add(sizes.values()))


def open_to_all(folder: Path) -> None:
    """Let everybody read a folder and all in it, whatever the umask: a web server often is somebody else."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _last_commit(root: Path) -> tuple[datetime | None, str]:
    """When the tracked folders were last committed; where git will not say, in its own words why not."""
    seconds, refusal = _git(root, "log", "-1", "--format=%ct", "--", *TRACKED)
    return (datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None), refusal


def _git(root: Path, *arguments: str) -> tuple[str, str]:
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


def _source_date() -> datetime | None:
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    try:
        stamped = datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        raise SurroundingsError(f"SOURCE_DATE_EPOCH is “{value}”. Set it to whole seconds since 1970.") from None
    if stamped.year not in YEARS:
        raise SurroundingsError(f"SOURCE_DATE_EPOCH is “{value}”, in the year {stamped.year}. Set it to whole seconds since 1970.")
    return stamped
