"""The lists that have many short entries: cues, things needed, terms, gaps and sources."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from toolkit.models.fields import Line, Model, OneLine, Text, Title, listed, written
from toolkit.models.numbers import Whole

_PAGE_ADDRESS = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md")
_DOI_ALONE = re.compile(r"10\.[0-9]{4,9}/[-._;()/:a-zA-Z0-9]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")


class Cue(Model):
    """A short phrase to think of while moving."""

    text: Title = Field(description="The phrase.")
    category: Literal[
        "posture", "landing", "turnover", "upper body", "pacing", "recoveries", "hills", "breathing", "strength",
        "plyometric", "decision", "race",
    ] = Field(description="What it is about.")  # fmt: skip


class Need(Model):
    """Something that a session or an exercise needs."""

    title: Title = Field(description="What it is called, with its article: a hill.")
    without: Line = Field(description="What to use instead.")


class Term(Model):
    """A word of running or of this guide, for the glossary and for tooltips."""

    term: Title = Field(description="The word, as it begins a sentence.")
    also: Annotated[tuple[OneLine, ...], BeforeValidator(listed)] = Field(
        default=(), description="Other forms under which a text may use it, its plural among them."
    )
    says: Line = Field(description="What it means, in a sentence or two.")
    tooltip: bool = Field(
        default=True, description="no for a word that is mostly used as plain English: then only the glossary has it."
    )
    page: Annotated[str, written(_PAGE_ADDRESS.fullmatch, "the page from the top of the site: guide/efforts.md")] | None = Field(
        default=None, description="The page that says more, from the top of the site: guide/efforts.md."
    )

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of it, as written inside a sentence."""
        plain = self.term if self.term[1:] != self.term[1:].lower() else self.term.lower()
        return (plain, *self.also)


class Gap(Model):
    """Cells of a table of the coverage page that are empty, and why."""

    table: Literal["objective-by-level", "objective-by-impact", "part-by-kind"] = Field(description="Which table.")
    rows: Annotated[tuple[OneLine, ...], Field(min_length=1)] = Field(description="The rows of the cells.")
    columns: Annotated[tuple[OneLine, ...], Field(min_length=1)] = Field(description="The columns of the cells.")
    because: Line = Field(description="Why they are empty.")


class Source(Model):
    """A study, a review or a book that the content rests on."""

    authors: Text = Field(description="Who wrote it.")
    title: Text = Field(description="Its title.")
    year: Annotated[Whole, Field(ge=1900, le=2100)] | None = Field(default=None, description="When it came out.")
    source: Text = Field(description="Where it came out.")
    doi: Annotated[str, written(_DOI_ALONE.fullmatch, "it alone, from its 10 on: 10.1000/182")] | None = Field(
        default=None, description="Its DOI."
    )
    url: Annotated[str, written(_WEB_ADDRESS.fullmatch, "it whole: https://example.org/page")] | None = Field(
        default=None, description="Its address."
    )
    finding: Text = Field(description="What it found, in our words.")
    verified: Literal["seen", "known"] = Field(
        description="seen: an abstract of it or a page about it was read; known: a well-known work that was not opened."
    )
    from_memory: bool = Field(default=False, description="true where what we say it found is from memory, not from its own text.")
    second_hand: bool = Field(default=False, description="true where what we say it found is from another's page about it.")
    note: Text | None = Field(default=None, description="What a reader should know of how it was read.")

    @property
    def remembered(self) -> bool:
        """Whether its finding was written from memory, not from its own text or another's page about it."""
        return self.verified == "known" or self.from_memory

    @property
    def link(self) -> str | None:
        """Where to read it, if we know."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url
