"""Sources and authors in few words: who wrote something, what it rests on, and how well that is known."""

from __future__ import annotations

import re
from datetime import date

from toolkit.models import Source
from toolkit.prose import CONVENTION
from toolkit.text import dates

NO_SOURCES = "Coaching convention."
"""What is said where nothing is cited."""
SOURCES_OF_PAGE = "Sources of this page"
"""The heading of the sources at the end of a chapter."""


def provenance(author: str, reviewed: date) -> str:
    """Who wrote a template, and when it was last read against its sources."""
    return f"Written by {author}, last reviewed on {dates.short_date(reviewed)}."


def short_citation(authors: str, year: int | None) -> str:
    """A source for the middle of a sentence: `Billat 2000`."""
    first, _ = _first_author(authors)
    return f"{first}{f' {year}' if year else ''}"


def long_citation(authors: str, year: int | None) -> str:
    """A source in a list of sources: `Billat and others, 2000`."""
    first, others = _first_author(authors)
    return f"{first}{' and others' if others else ''}{f', {year}' if year else ''}"


def caution(source: Source) -> str:
    """How a source was read, where that is not in its own text: `from memory`, `second-hand`; else nothing."""
    return "from memory" if source.remembered else "second-hand" if source.second_hand else ""


def evidence_strength(strength: str) -> str:
    """How strong the evidence is, in a sentence: `moderate evidence`, or `convention`."""
    return strength if strength == CONVENTION else f"{strength} evidence"


def _first_author(authors: str) -> tuple[str, bool]:
    """The first author's family name, or the name of a body, and whether there are others."""
    names = [name.strip() for name in authors.split(";")]
    family = re.sub(r"(?: [A-Z]{1,4})?(?: \([^()]*+\))?$", "", names[0])
    return family, len(names) > 1
