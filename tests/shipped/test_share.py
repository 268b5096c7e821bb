"""What chats, search engines and lost readers see: descriptions, canonical addresses, the picture, the page that is not here."""

from __future__ import annotations

import re
import struct
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browsing import Watched
from playwright.sync_api import Browser

from toolkit.library import Library
from toolkit.site.markup import described

SITE = "https://lasting-speed.example/"


class Head(HTMLParser):
    """What a page says of itself in its head: every meta by its name or property, the canonical address and the title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and (name := values.get("property") or values.get("name")) and "media" not in values:
            assert name not in self.said, f"{name} twice"
            self.said[name] = values.get("content") or ""
        if tag == "link" and values.get("rel") == "canonical":
            self.said["canonical"] = values.get("href") or ""


@cache
def heads(site: Path) -> dict[str, dict[str, str]]:
    """By address, what every page of a built site says of itself."""
    files = (file for file in sorted(site.rglob("*.html")) if file.name == "index.html")
    return {f"{SITE}{file.parent.relative_to(site).as_posix()}/".replace("/./", "/"): Head(file.read_text()).said for file in files}


def test_every_page_says_what_it_is_and_where(built_site: Path) -> None:
    """Title, description, address and picture, for people who are sent a link; nothing in it is markup or too long."""
    said_of = heads(built_site)
    home = said_of[SITE]["description"]
    for address, said in said_of.items():
        assert said["canonical"] == said["og:url"] == address
        assert said["og:site_name"] == "Lasting Speed"
        assert said["og:title"]
        assert address == SITE or said["og:title"] != said["og:site_name"], address
        assert said["og:description"] == said["description"], address
        assert 20 < len(said["description"]) < 260, (address, said["description"])
        assert not re.search(r"</|\]\(|&#|\*\*", said["description"]), (address, said["description"])
        assert address == SITE or said["description"] != home, "every page has a description of its own"
        assert said["og:type"] == ("website" if address == SITE else "article")


def test_a_session_is_shared_with_its_summary(built_site: Path, real: Library) -> None:
    session = next(iter(real.sessions.values()))
    said = heads(built_site)[f"{SITE}sessions/{session.id}/"]
    assert said["og:title"] == session.title
    assert said["og:description"] == " ".join(session.summary.split())


def test_the_picture_is_there_small_and_of_the_size_that_is_said(built_site: Path) -> None:
    said = heads(built_site)[SITE]
    picture = (built_site / said["og:image"].removeprefix(SITE)).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
    assert len(picture) < 60_000


def test_the_sitemap_lists_every_page_by_its_canonical_address_and_nothing_else(built_site: Path) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (built_site / "sitemap.xml").read_text())
    unlisted = {address for address, said in heads(built_site).items() if "robots" in said}
    assert sorted(listed) == sorted(heads(built_site).keys() - unlisted)
    assert unlisted == {f"{SITE}offline/"}


def test_the_page_for_what_is_missing_has_no_address_of_its_own(built_site: Path) -> None:
    said = Head((built_site / "404.html").read_text()).said
    assert not {"canonical", "og:url"} & said.keys()
    assert said["robots"] == "noindex"


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("# Title\n\nOne line,\nand *more* of [it](x.md).\n\nNext.", "One line, and more of it."),
        ("# Title\n\n## Context\n\n- a list\n\nRaces fall on `any` day.", "Races fall on any day."),
        ("# Title\n\nWhat is there:\n\n- this", "What is there."),
        (f"# Title\n\nShort. {'Long ' * 50}end.", "Short."),
        ("# Title", ""),
    ],
)
def test_a_page_is_described_by_its_first_paragraph(markdown: str, said: str) -> None:
    assert described(markdown) == said


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", ["nowhere", pytest.param("sessions/nowhere/", marks=pytest.mark.exhaustive), "plans/5k/nowhere/deep/down/"]
)
def test_a_lost_reader_is_led_on(browser: Browser, site: str, built_site: Path, path: str) -> None:
    """At any depth the page has its style, and its links lead somewhere."""
    page = Watched(browser, site, 390, 844, "light").page
    page.route(f"{site}{path}", lambda route: route.fulfill(status=404, path=built_site / "404.html"))
    broken: list[str] = []
    page.on("response", lambda response: broken.append(response.url) if response.status >= 400 else None)
    page.goto(f"{site}{path}")
    assert page.get_by_role("heading", level=1).inner_text() == "There is no such page"
    for link in page.locator("article a").all():
        assert page.request.get(str(link.evaluate("link => link.href"))).ok
    assert broken == [f"{site}{path}"]
