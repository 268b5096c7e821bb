"""Finish built pages: insert what Markdown need not see, and add tooltips, the policy, and marks on our own scripts and styles.

Nothing here knows which generator built the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import NamedTuple

from toolkit.checks.markup import judge_html, judge_nesting
from toolkit.site.markup import Tooltips, with_room
from toolkit.site.policy import script_hashes, with_policy
from toolkit.site.source import PLACEHOLDER, TEXT_END, TEXT_START

NO_TOOLTIPS = ("guide/glossary.md", "contributing/")
"""Pages that explain terms themselves, and pages for readers who know them."""
OWN_FILE = re.compile(r"assets/(?:js/)?[\w-]+\.(?:css|js)")
"""Our own scripts and styles; Material's have a mark of their contents in their names."""
_LINKS = re.compile(r'\s(?:href|src)="?([^"\s>]+)')
_IDS = re.compile(r'\sid="?([^"\s>]+)')


class FinishError(Exception):
    """A built page cannot be finished; the message says why."""


class Finished(NamedTuple):
    """A finished page, and what is asked of it with all others."""

    html: str
    scripts: tuple[str, ...]
    """The hashes of the scripts that its policy lets run."""
    links: frozenset[str]
    """Where it leads, and what it loads, as it says it."""
    ids: frozenset[str]
    """What a link can lead to in it."""


@dataclass(frozen=True)
class Finisher:
    """What all pages of one site need to be finished."""

    tooltips: Tooltips
    marks: Mapping[str, str]
    """By the address of our scripts and styles, a mark of their contents: no browser joins an old page and a new style."""
    known_scripts: frozenset[str]
    """The scripts that the frame of a page may hold."""

    def page(self, path: str, built: str, parts: Sequence[str], *, by_hand: bool) -> Finished:
        """A page finished, of its path in Markdown, what a generator built of it, and its HTML.

        FinishError, and PolicyError as in `script_hashes`, where it is not what was given to the generator.
        """
        before, text, after = split(built)
        if by_hand and (wrong := judge_html(text) or judge_nesting(text)):  # which `check` has said, had it known better
            raise FinishError(f"{wrong[0][2]} Take it out.")
        if text.count(PLACEHOLDER) != len(parts):
            raise FinishError(f"it has {text.count(PLACEHOLDER)} placeholders for {len(parts)} pieces of HTML.")
        text = with_room(text if path.startswith(NO_TOOLTIPS) else self.tooltips(text))
        for part in parts:
            text = text.replace(PLACEHOLDER, part, 1)
        scripts = script_hashes(f"{before}{after}", self.known_scripts)
        return self._finished(f"{before}{text}{after}", scripts)

    def missing_page(self, built: str) -> Finished:
        """The page for a missing one finished: it is all frame."""
        return self._finished(built, script_hashes(built, self.known_scripts))

    def _finished(self, page: str, scripts: tuple[str, ...]) -> Finished:
        whole = with_marks(with_policy(page, scripts), self.marks)
        return Finished(whole, scripts, frozenset(map(unescape, _LINKS.findall(whole))), frozenset(_IDS.findall(whole)))


def split(built: str) -> tuple[str, str, str]:
    """A page before its text, its text, and what follows; FinishError where the marks around the text are missing."""
    before, started, rest = built.partition(TEXT_START)
    text, ended, after = rest.rpartition(TEXT_END)
    if not started or not ended:
        raise FinishError("the generator left out the comments around its text.")
    return before, text.strip("\n"), after


def mark_of(content: bytes) -> str:
    """A short mark that differs between the contents of two files."""
    return sha256(content).hexdigest()[:8]


def with_marks(page: str, marks: Mapping[str, str]) -> str:
    """A page in which our scripts and styles have marks of their contents."""
    return OWN_FILE.sub(lambda found: f"{found[0]}?v={marks[found[0]]}" if found[0] in marks else found[0], page)
