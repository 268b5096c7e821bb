"""The site of all that is shipped, as it is built."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

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
    pages = {path: path.read_text("utf-8") for path in built_site.rglob("*.html")}
    places = {path: set(re.findall(r'\sid="?([^"\s>]+)', text)) for path, text in pages.items()}
    lost = []
    for page, text in pages.items():
        here = page.relative_to(built_site).as_posix().removesuffix("index.html")
        for link in set(re.findall(r'\s(?:href|src)="?([^"\s>]+)', text)):
            address = urlsplit(urljoin(f"{SITE}{here}", unescape(link)))
            if address.netloc != urlsplit(SITE).netloc:
                continue
            file = built_site / unquote(address.path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (address.fragment and file in places and unquote(address.fragment) not in places[file]):
                lost.append((here, link))
    assert lost == []


def test_every_feed_that_is_listed_is_there(built_site: Path) -> None:
    listed = json.loads((built_site / "calendars" / "index.json").read_text("utf-8"))
    feeds = [
        variant["feed"].replace("{date}", day)
        for plan in listed["plans"]
        for variant in plan["variants"]
        for day in variant["dates"]
    ]
    assert len(feeds) > len(listed["plans"])
    assert [feed for feed in feeds if not (built_site / feed).is_file()] == []
