"""Claims that nothing supports: they are made nowhere but where the guide takes them up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.library import Library
from toolkit.problems import Problem

SOURCES = "templates/sources.yaml"
"""Titles of studies say what they say."""
_CHAPTER = "docs/guide/things-you-will-hear.md"
"""The chapter that takes claims up one by one."""


class Claim(NamedTuple):
    """What a claim sounds like: words of which the second follows the first in one sentence; and the files that take it up."""

    first: re.Pattern[str]
    second: re.Pattern[str]
    files: tuple[str, ...]
    about: str


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


REJECTED = (
    Claim(_words("cortisol"), _words(""), (_CHAPTER,), "cortisol"),
    Claim(
        _words(r"\b(?:drink|hydrat)"),
        _words("cartilage"),
        (_CHAPTER, "templates/habits/drinking-enough.yaml"),
        "drinking and cartilage",
    ),
    Claim(
        _words(r"\b(?:massage|rolling|fascia)"),
        _words(r"\b(?:circulation|blood|lactic|toxins?)\b"),
        (_CHAPTER,),
        "massage or rolling and the blood",
    ),
)


def check_claims(library: Library) -> Iterator[Problem]:
    """Every sentence that makes a rejected claim, in a chapter or a template that does not take it up."""
    texts = {chapter.path: chapter.text for chapter in library.chapters.values()}
    texts |= {path: "\n".join(document.lines) for path, document in library.documents.items() if path.startswith("templates/")}
    for path, text in texts.items():
        for claim in REJECTED:
            if path not in (*claim.files, SOURCES) and (at := _place(claim, text)) is not None:
                before = text[:at].split("\n")
                message = (
                    f"this sounds like a claim about {claim.about} that nothing supports. Leave it out; {_CHAPTER} takes it up."
                )
                line = text.split("\n")[len(before) - 1]
                yield Problem(path, len(before), len(before[-1]) + 1, message, line)


def _place(claim: Claim, text: str) -> int | None:
    """Where a text first makes a claim, if it does."""
    if not claim.first.search(text):
        return None
    at = 0
    for sentence in text.split("."):
        found = claim.first.search(sentence)
        if found and claim.second.search(sentence, found.end()):
            return at + found.start()
        at += len(sentence) + 1
    return None
