"""Put a site in the place of the last one: built alone, in a folder of its own, looked through, and exchanged in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from toolkit.app.build_folder import Manifest
from toolkit.app.environment import SurroundingsError, open_to_all
from toolkit.app.finish_site import html_path
from toolkit.feeds.addresses import INDEX
from toolkit.text.commands import ANOTHER_BUILD, site_incomplete

WORKSHOP = "build"
"""The folder of a project in which sites are built."""
LOCK = "site.lock"
PREFIX = "site-"
"""How the names of folders begin that hold a half-built site."""
ALWAYS = ("index.html", "404.html", "sitemap.xml", "robots.txt", INDEX)
"""Files that every site has."""
_LOADED = re.compile(r'\s(?:href|src)="?([^"\s>]+\.(?:css|js|svg)(?:\?[^"\s>]*)?)(?=["\s>])')
"""What a page loads."""
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Numbers of Linux for renameat2."""


_Say = Callable[[str], None]


def publish(site: Path, build: Callable[[Path], None], find_missing: Callable[[Path], Sequence[str]], say: _Say) -> None:
    """Build a site with `build`, which is given an empty folder, and exchange it for the one in `site` when nothing is missing.

    One build runs at a time; another one waits, and says so. What fails leaves the last site as it was, and nothing half-built.
    """
    site = _place(site)
    workshop = _workshop(site)
    with alone(workshop / LOCK, say) as certainly:
        if certainly:
            _sweep(workshop)
        with tempfile.TemporaryDirectory(dir=workshop, prefix=PREFIX, ignore_cleanup_errors=True) as temporary:
            fresh = Path(temporary) / site.name
            fresh.mkdir()
            build(fresh)
            if missing := find_missing(fresh):
                raise SurroundingsError(site_incomplete(missing))
            open_to_all(fresh)
            exchange(fresh, site)


def _place(site: Path) -> Path:
    """Where a site lies when links are followed; SurroundingsError where no folder can be put there."""
    try:
        place = site.resolve()
    except RuntimeError:
        raise SurroundingsError(f"{site} is a link that leads to itself. Remove it.") from None
    if place.exists() and not place.is_dir():
        raise SurroundingsError(f"{site} is not a folder. Move it away.")
    if place.is_mount():
        raise SurroundingsError(f"{site} is a mount point and cannot be exchanged as a whole. Mount the folder above it.")
    return place


def _workshop(site: Path) -> Path:
    """A folder on the disk of the site, beside it, to build in: a rename does not lead from disk to disk."""
    folder = site.parent / WORKSHOP
    folder.mkdir(exist_ok=True)
    if folder.stat().st_dev == site.parent.stat().st_dev:
        return folder
    hidden = site.parent / f".{site.name}-{WORKSHOP}"
    hidden.mkdir(exist_ok=True)
    return hidden


def _sweep(workshop: Path) -> None:
    """Remove what a build left that was killed."""
    for left in workshop.glob(f"{PREFIX}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def alone(lock: Path, say: _Say) -> Iterator[bool]:
    """Wait until no other process holds a lock, then hold it; the system frees it when a process dies.

    Whether it is held for certain: some network disks know no locks, and there builds are kept apart by their folders alone.
    """
    with lock.open("w") as file:
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(ANOTHER_BUILD)
                fcntl.flock(file, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise
            yield False
            return
        yield True


def find_missing(site: Path, manifest: Manifest, *others: str) -> list[str]:
    """Files that a whole site of a build folder has and this one lacks, or has without a byte.

    Expected are what every site has, and `others`; every page of the folder and of the sitemap; every calendar of the list of
    calendars; and the styles and scripts that the first page and the page for missing ones load.
    """
    pages = map(html_path, manifest.pages)
    expected = {*ALWAYS, *others, *pages, *_listed(site, manifest.address), *_feeds(site), *_parts(site, manifest.address)}
    return sorted(path for path in expected if not (site / path).is_file() or not (site / path).stat().st_size)


def _listed(site: Path, address: str) -> Iterator[str]:
    """Every page in the sitemap."""
    for found in LOCATION.findall(_text(site / "sitemap.xml")):
        yield f"{unquote(unescape(found).removeprefix(address)).strip('/')}/index.html".removeprefix("/")


def _feeds(site: Path) -> Iterator[str]:
    """Every compiled plan in the list of calendars, and every calendar that is a file."""
    listed = json.loads(_text(site / INDEX) or "{}")
    for plan in (*listed.get("plans", ()), *listed.get("retired", ())):
        for variant in plan["variants"]:
            yield variant["compiled"]
            for form, days in (("feed", "dates"), ("key_days", "key_days_dates")):
                yield from (variant[form].replace("{date}", day) for day in variant.get(days, ()))


def _parts(site: Path, address: str) -> Iterator[str]:
    """The styles, scripts and pictures that two pages at the top of the site load from it."""
    for page in ("index.html", "404.html"):
        for found in _LOADED.findall(_text(site / page)):
            link = urljoin(f"{address}{page}", unescape(found))
            if link.startswith(address):
                yield unquote(urlsplit(link.removeprefix(address)).path)


def _text(file: Path) -> str:
    """The text of a file, or none where there is no file."""
    return file.read_text("utf-8") if file.is_file() else ""


def exchange(fresh: Path, site: Path) -> None:
    """Put a folder in the place of another; what was there is then in the place of the first, where there was something.

    On Linux in one step: at every moment there is a whole site. Where the system cannot, the two renames are as near as can be.
    """
    if not site.exists():
        fresh.rename(site)
    elif not _swap(fresh, site):
        old = fresh.with_name(f"{fresh.name}-old")
        site.rename(old)
        try:
            fresh.rename(site)
        except OSError:
            old.rename(site)
            raise
        old.rename(fresh)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, and say whether the system could."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), ctypes.c_uint(RENAME_EXCHANGE)) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        return False
    raise OSError(number, os.strerror(number), str(other))
