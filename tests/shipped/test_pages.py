"""The pages of all that is shipped: every link leads somewhere, and nothing is left unsaid.

Their Markdown takes as long to render as half of the site: what readers see of it is looked for in the site that is built anyway.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from built import generated, page_of
from markdown.extensions.toc import slugify
from project import ROOT
from readers import listed_feeds
from rendering import in_november, pages_of

from toolkit import notation
from toolkit.app.build import Build
from toolkit.library import Library


@pytest.fixture(scope="module")
def library(real: Library) -> Library:
    return real


@pytest.fixture(scope="module")
def build(library: Library) -> Build:
    return in_november(library)


@pytest.fixture(scope="module")
def pages(build: Build) -> dict[str, str]:
    return pages_of(build)


@cache
def parts_of(text: str) -> set[str]:
    """The ids on a page: those that are written, and those that its headings get."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {*re.findall(r'id="([^"]+)"', text), *re.findall(r"\{ #([\w-]+) \}", text), *(slugify(one, "-") for one in headings)}


@pytest.mark.exhaustive
def test_every_internal_link_leads_to_a_page(pages: dict[str, str], build: Build) -> None:
    everything = {*pages, *listed_feeds(build), *(output.path for output in build.others())}
    everything |= {file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*")}
    by_hand = {file.relative_to(ROOT / "docs").as_posix(): file.read_text("utf-8") for file in (ROOT / "docs").rglob("*.md")}
    texts = {**by_hand, **pages}
    for path, text in pages.items():
        folder = path.removesuffix("index.md").removesuffix(".md")
        for target, part in re.findall(r"(?:href|src)=\"(?!webcal:|https:)([^\"#?]*)[^\"#]*(?:#([^\"]*))?\"", text):  # in HTML
            found = posixpath.normpath(posixpath.join(f"{folder}/", target))
            there = {f"{found}.md", f"{found}/index.md", f"{found}index.md"[1:]} if target.endswith("/") else {found}
            there = there & everything if target else {path}
            assert there, (path, target)
            assert not part or any(part in parts_of(texts[one]) for one in there), (path, target, part)
        for target in re.findall(r"\]\(([^)#:?]+)(?:\?[^)#]*)?(?:#[^)]*)?\)", text):
            parts: list[str] = path.split("/")[:-1]
            for part in target.split("/"):
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            assert "/".join(parts) in everything, (path, target)


BLANK = re.compile(r"\{\{|\{%|None|Undefined")
"""What a template leaves where it was not filled."""


@pytest.mark.exhaustive
def test_pages_in_markdown_have_no_blank_where_a_template_was_left_unfilled(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert not BLANK.search(text), path
        assert text.endswith("\n"), path


def test_pages_have_no_blank_where_a_template_was_left_unfilled(built_site: Path, library: Library) -> None:
    seen = set()
    for path, article in generated(built_site):
        seen.add(path)
        assert not BLANK.search(article), path
    assert seen >= {f"sessions/{one}" for one in library.sessions}
    assert seen >= {f"plans/{plan.id}/{variant}" for plan in library.plans.values() for variant in plan.variants}


def test_a_session_in_metres_shows_its_times_for_every_level(built_site: Path, library: Library) -> None:
    for session in library.sessions.values():
        steps = [step for rung in session.rungs for step in notation.mentioned(rung)]
        if session.mode == "run" and any(step.effort and step.amount and step.amount.unit in ("m", "km", "mi") for step in steps):
            said = page_of(built_site, f"sessions/{session.id}").count("<b>Without a track:</b>")
            assert said == len(session.start) * len(session.rungs), session.id


def test_every_template_says_who_wrote_it_and_when_it_was_reviewed(built_site: Path, library: Library) -> None:
    for folder, things in (
        ("sessions", library.sessions),
        ("exercises", library.exercises),
        ("assessments", library.assessments),
        ("habits", library.habits),
    ):
        for thing in things.values():
            said = f"Written by {thing.author}, last reviewed on {thing.reviewed.day} "
            assert said in unescape(page_of(built_site, f"{folder}/{thing.id}")), thing.id


def test_every_source_is_cited_or_listed_as_further_reading(built_site: Path, library: Library) -> None:
    page = page_of(built_site, "guide/sources").partition("<article")[2]
    own, *rest = re.split(r"<h2 [^>]*>Further reading", page)
    cited, further = (re.findall(r'<h3 id="([\w-]+)">', part) for part in (own, "".join(rest)))
    assert sorted([*cited, *further]) == sorted(name.replace("_", "-") for name in library.sources)
    assert {name.replace("_", "-") for chapter in library.chapters.values() for name in chapter.cited} <= set(cited)
