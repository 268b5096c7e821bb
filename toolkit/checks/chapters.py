"""Chapters of the guide: each is described, answers first, and ends in what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolkit.library import Library
from toolkit.problems import Problem, count
from toolkit.prose import FOLDERS, Chapter, Citation, Link, Value
from toolkit.site.chapter import has_profile
from toolkit.yaml_reader import parse

_CONTENTS = "guide/index.md"
"""The list of all chapters, which is no chapter itself."""
_DESCRIPTION = (41, 170)
"""The fewest and the most characters of a description: what search engines and chats show."""
_ANSWER = 59
"""The most words of the first paragraph."""
_PARAGRAPH = 110
"""The most words of a paragraph: about a screen of a phone."""
_NEXT = "What to do next"
_STEPS = (2, 4)
"""The fewest and the most points of the last section."""
_MEDICAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "emergency": ("before-you-start", "pain", "readiness", "racing"),
        "bone": ("before-you-start", "pain", "readiness", "energy-bones-menopause", "joints/hip", "joints/foot"),
    }
)
"""The signs of templates/readiness.yaml that a chapter must show, wherever there is a chapter of that name."""

_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
_LEADS = re.compile(rf"\]\(|\{{(?:{'|'.join(FOLDERS.values())}) ")
_ONE_MEASURE = re.compile(r"\d °C(?! \()|\d (?:kg|lbs?|pounds)\b")
_LIST = re.compile(r"(?:^|\n)(?:- |\d+\. )")


class _Block(NamedTuple):
    """The text between two empty lines, and its offset in the chapter."""

    text: str
    at: int


def check_chapters(library: Library) -> Iterator[Problem]:
    """Every chapter without a description, an answer or a last section, and every one that the contents do not list."""
    contents = library.chapters.get(_CONTENTS)
    for path, chapter in library.chapters.items():
        yield from _undrawn(library, chapter)
        if path == _CONTENTS:
            continue
        for check in _CHECKS:
            yield from check(chapter)
        yield from _medical(path, chapter)
        here = path.removeprefix("guide/")
        if contents and f"]({here})" not in contents.text and f"]({here}#" not in contents.text:
            yield contents.problem(0, f"the contents do not list {path}. Add a line with a link to it: [its title]({here}).")


def _description(chapter: Chapter) -> Iterator[Problem]:
    """A chapter whose front matter lacks a description of the right length."""
    text, _ = _front(chapter)
    if text is None:
        yield chapter.problem(
            0, "a chapter begins with its description. Write three lines above all else: ---, description: …, ---"
        )
        return
    document, problems = parse(chapter.path, f"\n{text}".encode())
    yield from problems
    if document is None:
        return
    said, (least, most) = document.data.get("description"), _DESCRIPTION
    if not isinstance(said, str) or not said:
        yield document.problem((), "description is missing: one sentence that says what the chapter answers.")
    elif not least <= len(said) <= most:
        yield document.problem(("description",), f"description: this has {count(len(said), 'character')}. Write {least} to {most}.")


def _answer(chapter: Chapter) -> Iterator[Problem]:
    """A chapter that does not begin with its title and, in one short paragraph, with its answer."""
    title, *others = _blocks(chapter) or [_Block("", 0)]
    if not title.text.startswith("# ") or "\n" in title.text:
        yield chapter.problem(title.at, "a chapter begins with its title, on a line of its own: # A title")
        return
    if not others or not re.match(r"[A-Z“]", others[0].text):
        at = others[0].at if others else title.at
        yield chapter.problem(at, "the answer must follow the title. Write a paragraph that begins with a capital letter.")
    elif (words := len(others[0].text.split())) > _ANSWER:
        yield chapter.problem(
            others[0].at, f"the answer has {words} words; {_ANSWER} is the most. Leave the reasons for further down."
        )


def _last_section(chapter: Chapter) -> Iterator[Problem]:
    """A chapter that does not end in what to do next, with a few points that lead on."""
    headings = list(_HEADING.finditer(chapter.text))
    named = [heading for heading in headings if heading[1].strip() == _NEXT]
    if not named:
        yield chapter.problem(
            len(chapter.text.rstrip()), f"a chapter ends in its last section. Add: ## {_NEXT}, and two to four points."
        )
        return
    if named[-1] is not headings[-1]:
        yield chapter.problem(headings[-1].start(), f"this comes after “{_NEXT}”, which is the last section. Move it up.")
        return
    after, (least, most) = chapter.text[named[-1].end() :], _STEPS
    points = after.count("\n- ")
    if not least <= points <= most:
        yield chapter.problem(
            named[-1].start(), f"“{_NEXT}” has {count(points, 'point')}. Write {least} to {most}, each after “- ”."
        )
    elif len(_LEADS.findall(after)) < 2:
        yield chapter.problem(
            named[-1].start(),
            f"“{_NEXT}” links to fewer than two pages. Name sessions, plans or chapters: {{session …}}.",
        )


def _names_something(chapter: Chapter) -> Iterator[Problem]:
    """A chapter in which no session, exercise, plan or the like is named."""
    if not any(
        isinstance(part, Link) or (isinstance(part, Value) and part.name.text in FOLDERS.values()) for part in chapter.parts
    ):
        yield chapter.problem(0, "no session, exercise or plan is named here. Name one that the reader can do: {session …}.")


def _paragraphs(chapter: Chapter) -> Iterator[Problem]:
    """A paragraph that fills more than the screen of a phone; tables and lists may be longer."""
    for block in _blocks(chapter):
        words = len(block.text.split())
        if words > _PARAGRAPH and not block.text.startswith("|") and not _LIST.search(block.text):
            yield chapter.problem(block.at, f"this paragraph has {words} words; {_PARAGRAPH} is the most. Split it.")


def _measures(chapter: Chapter) -> Iterator[Problem]:
    """A temperature in one measure only, or a weight."""
    for found in _ONE_MEASURE.finditer(chapter.text):
        if "°" in found[0]:
            yield chapter.problem(found.start(), "this temperature is in one measure. Write both: 20 °C (68 °F).")
        else:
            yield chapter.problem(
                found.start(), "weights are not the same for all. Say how hard it is, or how often it can be lifted."
            )


def _claims(chapter: Chapter) -> Iterator[Problem]:
    """A section whose heading is a claim in quotes, without a verdict in bold type or without a source."""
    headings = list(_HEADING.finditer(chapter.text))
    ends = [*(heading.start() for heading in headings[1:]), len(chapter.text)][: len(headings)]
    cited = [part.start for part in chapter.parts if isinstance(part, Citation) and part.sources]
    for heading, end in zip(headings, ends, strict=True):
        if not heading[1].startswith("“"):
            continue
        if not chapter.text[heading.end() : end].strip().startswith("**"):
            yield chapter.problem(
                heading.start(), "the verdict must follow the claim. Write it in bold type, **No.**, and then say why."
            )
        if not any(heading.end() <= at < end for at in cited):
            yield chapter.problem(heading.start(), "a claim needs the source that speaks for or against it: [moderate: @a_source].")


def _undrawn(library: Library, chapter: Chapter) -> Iterator[Problem]:
    """Every profile of a session that has no efforts to draw."""
    for part in chapter.parts:
        if isinstance(part, Value) and part.name.text == "profile":
            name, level = (word.text for word in part.words)
            if name in library.sessions and not has_profile(library, name, level):
                yield chapter.problem(part.words[0].at, f"{name} has no efforts, and so no profile. Name a session with efforts.")


def _medical(path: str, chapter: Chapter) -> Iterator[Problem]:
    """The signs that a chapter of this name must show and does not."""
    name = path.removeprefix("guide/").removesuffix(".md")
    shown = {
        part.words[0].text for part in chapter.parts if isinstance(part, Value) and part.name.text == "readiness" and part.words
    }
    for sign, where in _MEDICAL.items():
        if name in where and sign not in shown:
            yield chapter.problem(0, f"this chapter must show the signs for a doctor. Add where they matter: {{readiness {sign}}}")


def _front(chapter: Chapter) -> tuple[str | None, int]:
    """The front matter, nothing where there is none, and where the text after it begins."""
    if not chapter.text.startswith("---\n") or (end := chapter.text.find("\n---\n", 3)) < 0:
        return None, 0
    return chapter.text[4 : end + 1], end + 5


def _blocks(chapter: Chapter) -> list[_Block]:
    """The blocks of a chapter below its front matter."""
    _, at = _front(chapter)
    found = []
    for text in chapter.text[at:].split("\n\n"):
        if text.strip():
            found.append(_Block(text.strip(), at + len(text) - len(text.lstrip())))
        at += len(text) + 2
    return found


_CHECKS = (_description, _answer, _last_section, _names_something, _paragraphs, _measures, _claims)
