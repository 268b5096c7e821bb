"""The site of all that is shipped, as it is built."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from built import articles
from project import ROOT

SITE = "https://lasting-speed.example/"


def test_a_build_has_a_page_for_everything(built_site: Path) -> None:
    for file in (ROOT / "templates").glob("*/*.yaml"):
        if file.parent.name == "tracks":  # what a plan climbs; its page shows the sessions
            continue
        pages = file.parent.name if file.parent.name in ("exercises", "assessments", "habits") else "sessions"
        assert (built_site / pages / file.stem / "index.html").is_file(), file
    for file in (ROOT / "plans").glob("*.yaml"):
        assert (built_site / "plans" / file.stem / "index.html").is_file(), file
        assert list((built_site / "calendars" / file.stem).rglob("*.ics")), file


def test_every_link_leads_to_a_file_and_every_anchor_to_a_place(built_site: Path) -> None:
    """In all HTML, also in that which MkDocs does not read."""
    pages = {path.relative_to(built_site).as_posix(): path.read_text("utf-8") for path in built_site.rglob("*.html")}
    places = {path: set(re.findall(r'\sid="?([^"\s>]+)', text)) for path, text in pages.items()}

    @cache
    def file_at(address: str) -> str | None:
        """The path of the file that an address leads to, if there is one; of another host there is none to look for."""
        if not address.startswith(SITE):
            return ""
        file = built_site / unquote(urlsplit(address).path).lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        return file.relative_to(built_site).as_posix() if file.is_file() else None

    @cache
    def joined(folder: str, link: str) -> tuple[str, str]:
        """The address that a link in a folder leads to, and the place there."""
        address, _, place = urljoin(f"{SITE}{folder}", unescape(link)).partition("#")
        return address, unquote(place)

    lost = []
    for page, text in pages.items():
        here = page.removesuffix("index.html")
        above = here.rstrip("/").rpartition("/")[0]
        above = f"{above}/" if above else ""
        for link in set(re.findall(r'\s(?:href|src)="?([^"\s>]+)', text)):
            up = here.endswith("/") and link.startswith("../")  # what frames the pages of a folder is looked up once
            address, place = joined(above, link[3:]) if up else joined(here, link)
            file = file_at(address)
            if file is None or (place and file in places and place not in places[file]):
                lost.append((page, link))
    assert lost == []


def test_no_link_is_left_in_markdown(built_site: Path) -> None:
    """It would be read as it is written, and lead nowhere."""
    assert [path for path, article in articles(built_site) if "](" in article] == []


def test_every_feed_that_is_listed_is_there(built_site: Path) -> None:
    listed = json.loads((built_site / "calendars" / "index.json").read_text("utf-8"))
    feeds = [
        variant["feed"].replace("{date}", day)
        for plan in listed["plans"]
        for variant in plan["variants"]
        for day in variant.get("dates", ())
    ]
    assert len(feeds) > len(listed["plans"])
    assert sorted(feeds) == sorted(file.relative_to(built_site).as_posix() for file in built_site.glob("calendars/**/*.ics"))
