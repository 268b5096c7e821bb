"""What a build depends on outside the templates: git, the clock, the environment, where the site will be; and the disk it goes to.

Only this module and those above it look at any of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.app.git import HISTORY, ask_git, find_refusal, read_time
from toolkit.app.locks import has_locks, read_editions
from toolkit.feeds.addresses import CALENDARS
from toolkit.feeds.identity import History
from toolkit.library import open_project
from toolkit.models import SETTINGS_FILE, Settings, is_address
from toolkit.rounding import add
from toolkit.text.commands import OS_ADVICE, SHALLOW_CLONE, site_weight
from toolkit.things import CONTENT_FOLDERS

if TYPE_CHECKING:  # the command line asks for the day alone too, and should not wait for all that builds
    from toolkit.app.build import Output, Surroundings

TRACKED = (*CONTENT_FOLDERS, SETTINGS_FILE)
"""The folders and the file whose commits date the calendars; code counts by `TEXT_REVISION` (the calendar contract)."""
YEARS = range(1970, 2200)
"""The years that a build can be dated by, and a plan can be for."""


class SurroundingsError(Exception):
    """Something outside the content is missing or refuses; the message says what to do. A command then ends with 2."""


class BuildError(Exception):
    """A site cannot be built of this content or with these settings; the message says why. A command then ends with 1."""


def explain_os_error(error: OSError, name: str | None = None) -> str:
    """One line on a file or a disk that refuses: which (by `name`, or as the error says), why, and what to do."""
    advice = OS_ADVICE.get(error.errno or 0)
    said = f"{error.strerror or error}.{f' {advice}' if advice else ''}"
    name = name or error.filename
    return f"{name}: {said}" if name else said


def surroundings(root: Path) -> Surroundings:
    """The surroundings that a build in `root` makes now; SurroundingsError where a date or the address is missing."""
    from toolkit.app.build import Surroundings

    if has_locks(root):
        require_history(root)
    history = read_history(root)
    return Surroundings(site_url(root), history, today(), read_editions(root, history.modified))


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, else today, both in UTC: the same in every zone."""
    stamped = _source_date()
    return (stamped or datetime.now(UTC)).date()


def made_at() -> datetime:
    """When a file for one reader is made, in UTC: by SOURCE_DATE_EPOCH, else now, to the second."""
    return _source_date() or datetime.now(UTC).replace(microsecond=0)


def local_zone() -> str | None:
    """The time zone of this machine, by TZ or by the link that says it; None where neither names one."""
    named = os.environ.get("TZ", "").removeprefix(":").strip()
    link = os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    return named or link or None


def modified(root: Path) -> datetime:
    """When content last changed, here or in a base: by git, else by SOURCE_DATE_EPOCH; SurroundingsError without."""
    stamped, refusal = _last_commit(root)
    if stamped:
        project, _ = open_project(root)
        bases = project.layers[1:] if project else ()
        return max([stamped, *(dated for base in bases if (dated := _last_commit(base.top)[0]))])
    stamped = _source_date()
    if stamped is None and refusal:
        raise SurroundingsError(f"git does not say when the content last changed. {refusal}")
    if stamped is None:
        raise SurroundingsError(
            "calendars are dated by the commits to settings.yaml, templates/ and plans/, and there is none here. "
            "Commit them with git, or set SOURCE_DATE_EPOCH to seconds since 1970."
        )
    return stamped


def read_history(root: Path) -> History:
    """When each file of the content was last committed, in its own repository or that of its base; the errors of `modified`."""
    project, _ = open_project(root)
    committed: dict[str, datetime] = {}
    for layer in project.layers if project else ():
        committed = _commits(layer.top) | committed
    return History(modified(root), committed)


def _commits(root: Path) -> dict[str, datetime]:
    """When each file below a folder was last committed, or merged from a branch, by its path from there; nothing without git."""
    form = ("--format=%x00%ct", "--name-only", "--relative")
    said, _ = ask_git(root, *HISTORY, *form, "--", *TRACKED)
    found: dict[str, datetime] = {}
    for commit in said.split("\0")[1:]:
        seconds, *paths = commit.split("\n")
        for path in filter(None, paths):
            found.setdefault(path, read_time(seconds))
    return found


def require_history(root: Path, *, whole: bool = False) -> None:
    """SurroundingsError where git does not say what runners live by; with `whole`, also for a clone without its whole history."""
    if refusal := find_refusal(root):
        raise SurroundingsError(f"git does not say what was published, and so what runners live by. {refusal}")
    if whole and (shallow := warn_of_shallow(root)):
        raise SurroundingsError(shallow)


def warn_of_shallow(root: Path) -> str:
    """What to do about a clone without its whole history, whose events would be dated too late; nothing where it is whole."""
    return SHALLOW_CLONE if ask_git(root, "rev-parse", "--is-shallow-repository")[0] == "true" else ""


def site_url(root: Path) -> str:
    """Where the site will be: by SITE_URL, else by settings.yaml, with a slash at its end; SurroundingsError without either."""
    given = os.environ.get("SITE_URL", "").strip()
    if given and not is_address(given):
        raise SurroundingsError(f"SITE_URL is “{given}”. Set it to an address such as https://example.org/running/")
    address = given or _settings(root).address
    if address is None:
        raise SurroundingsError(
            f"{SETTINGS_FILE} does not say where the site will be. Add a line such as address: https://example.org/"
        )
    return f"{address.rstrip('/')}/"


def _settings(root: Path) -> Settings:
    """The settings of the project in `root`; the usual ones where they are wrong, which a check has said."""
    project, _ = open_project(root)
    return project.settings if project else Settings()


def write(files: Iterable[Output], folder: Path) -> int:
    """Write files below a folder, and say how many."""
    made: set[str] = set()
    written = 0
    for file in files:
        parent, _, _ = file.path.rpartition("/")
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        _write_whole(folder / file.path, file.content)
        written += 1
    return written


def write_changed(file: Path, content: bytes) -> bool:
    """Write a file, if it is missing or holds something else, and say whether; no one who reads it finds a half of it."""
    if file.is_file() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.half")
    _write_whole(half, content)
    try:
        half.replace(file)
    except OSError:
        half.unlink()
        raise
    return True


def _write_whole(file: Path, content: bytes) -> None:
    with file.open("wb", buffering=0) as target:
        rest = memoryview(content)
        while rest:  # a disk that fills up takes a part, and refuses only the next
            rest = rest[target.write(rest) :]


def weigh(folder: Path, site: str = "") -> str:
    """What a written folder weighs, and the calendars of the `site` in it, in words; no weight is too much here."""
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    calendars = add(size for path, size in sizes.items() if folder / site / CALENDARS in path.parents)
    return site_weight(calendars, add(sizes.values()))


def open_to_all(folder: Path) -> None:
    """Let everybody read a folder and all in it, whatever the umask: a web server often is somebody else."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _last_commit(root: Path) -> tuple[datetime | None, str]:
    """When the tracked folders were last committed; where git will not say, in its own words why not."""
    seconds, refusal = ask_git(root, *HISTORY, "-1", "--format=%ct", "--", *TRACKED)
    return (read_time(seconds) if seconds.isdigit() else None), refusal


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
