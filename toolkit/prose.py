"""Markdown of a chapter to the parts of it that are not its own words: values from data, sources, and links to what has a file.

    {limit hours-between-hard intermediate}      a value
    [moderate, in young men: @roberts_2015]      a citation: how strong the evidence is, and what it is
    [heel raises](../exercises/heel-raise.md)    a link

All else is Markdown. `FORMS` has every form of value; whether what they name is there is for the library to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from toolkit.problems import Problem, count, unknown

FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "limit": ("limit", "which?", "which?"),
        "evidence": ("limit",),
        "rpe": ("effort",),
        "talk": ("effort",),
        "level": ("level",),
        "rhythm": ("rhythm",),
        "result": ("assessment", "bound"),
        "cue": ("cue",),
        "readiness": ("field",),
        "session": ("session",),
        "exercise": ("exercise",),
        "assessment": ("assessment",),
        "habit": ("habit",),
        "plan": ("plan",),
        "season": ("season",),
        "dose": ("session", "level", "end?"),
        "weeks": ("plan", "variant"),
        "limits": ("limit",),
        "norms": ("assessment",),
        "efforts": (),
        "missed": (),
        "reset-signs": (),
        "before-start": (),
        "cues": ("category",),
        "exercises-for": ("part",),
        "profile": ("session", "level"),
        "week": ("plan", "variant", "kind"),
        "load": ("plan", "variant"),
    }
)
"""The forms of a value, each with what its words name; `?` marks a word that can be left out."""
BLOCKS = tuple(FORMS)[list(FORMS).index("limits") :]
"""Those that are more than a few words, and must be on a line of their own."""
NOUNS = {"which": "level, rhythm, age or further number", "field": "text of templates/readiness.yaml"}
"""What some words name, as messages call it."""
CONVENTION = "convention"
"""The strength that needs no source."""

FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "sessions": "session",
        "exercises": "exercise",
        "assessments": "assessment",
        "habits": "habit",
        "plans": "plan",
        "seasons": "season",
    }
)
"""Folders of the site, and what has a page in each."""

_PARTS = re.compile(
    rf"""
    \{{ (?P<value> [a-z][^{{}}\n]* ) \}}
    | \[ (?P<citation> (?: (?:strong|moderate|weak|convention)\b | [^\[\]@]*+@ ) [^\[\]]*+ ) \] (?![(\[])
    | \]\( (?:\.\./)+ (?P<folder> {"|".join(FOLDERS)} ) / (?P<name> (?!index\.) [^)#/\s]+? ) (?:/index)? \.md
    """,
    re.VERBOSE,
)
MOST_WORDS = 1000
"""Values, citations and links of one page, and the words and sources in them, together; the most in use are 127."""
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word of a part, and where it begins in the text."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Value:
    """Something to be taken from data, by the name of its form and further words."""

    name: Word
    words: tuple[Word, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """What something rests on: how strong that is, what one should know besides, and sources."""

    strength: Word
    note: str
    sources: tuple[Word, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the page of something that has a file; it stays as it is written."""

    sort: str
    name: Word


Part: TypeAlias = "Value | Citation | Link"

Known = Callable[[str, tuple[str, ...]], Iterable[str]]
"""What a word may be, by what it names (`limit`, `level` …) and the words before it in the same value."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the guide: the path of its file from the project's folder, its Markdown, and its parts in their order."""

    path: str
    text: str
    parts: tuple[Part, ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the sources that are cited, each once, in the order of the text."""
        citations = (part for part in self.parts if isinstance(part, Citation))
        return tuple(dict.fromkeys(source.text for citation in citations for source in citation.sources))

    def alone(self, part: Value) -> bool:
        """Whether nothing else is on the line of a part."""
        first, last = self._line(part.start)
        return not (self.text[first : part.start].strip() or self.text[part.end : last].strip())

    def problem(self, at: int, message: str) -> Problem:
        """A problem so many characters into the text."""
        first, last = self._line(at)
        return Problem(self.path, self.text.count("\n", 0, at) + 1, at - first + 1, message, self.text[first:last])

    def _line(self, at: int) -> tuple[int, int]:
        """Where the line of a character begins and ends."""
        last = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, last if last >= 0 else len(self.text)


def read_chapter(path: str, text: str) -> Chapter:
    """A chapter from the text of its file; `path` is kept for problems."""
    text = text.replace("\r\n", "\n")
    return Chapter(path, text, tuple(_parts(text)))


def _parts(text: str) -> Iterator[Part]:
    for found in _PARTS.finditer(text):
        if found["value"]:
            name, *words = (Word(word[0], found.start("value") + word.start()) for word in _WORD.finditer(found["value"]))
            yield Value(name, tuple(words), found.start(), found.end())
        elif found["citation"]:
            yield _citation(found)
        else:
            yield Link(FOLDERS[found["folder"]], Word(found["name"], found.start("name")))


def _citation(found: re.Match[str]) -> Citation:
    start, text = found.start("citation"), found["citation"]
    head, colon, named = text.partition(":")
    if "@" in head:
        return Citation(Word(text.strip(), start), "", (), found.start(), found.end())
    said, _, note = head.partition(",")
    strength = Word(said.strip(), start + len(said) - len(said.lstrip()))
    first = start + len(head) + len(colon)
    sources = (Word(one[1].rstrip(), first + one.start(1)) for one in re.finditer(r"\s*@?([^;]+)", named))
    return Citation(strength, " ".join(note.split()), tuple(sources), found.start(), found.end())


def check_chapter(chapter: Chapter, known: Known) -> Iterator[Problem]:
    """Every value, citation and link of a chapter that leads nowhere or is not written as it should be."""
    words = 0
    for part in chapter.parts:
        words += 1 + len(part.sources if isinstance(part, Citation) else part.words if isinstance(part, Value) else ())
        if words > MOST_WORDS:
            at = part.name.at if isinstance(part, Link) else part.start
            yield chapter.problem(at, f"here the page has named more than {MOST_WORDS} things. Split it.")
            return
        if isinstance(part, Value):
            yield from _check_value(chapter, part, known)
        elif isinstance(part, Citation):
            yield from _check_citation(chapter, part, known)
        else:
            yield from _lost(chapter, part.name, part.sort, known(part.sort, ()))


def _lost(chapter: Chapter, word: Word, noun: str, names: Iterable[str]) -> Iterator[Problem]:
    """A word that is none of the names it may be."""
    if word.text not in names:
        yield chapter.problem(word.at, unknown(NOUNS.get(noun, noun), word.text, names))


def _check_value(chapter: Chapter, value: Value, known: Known) -> Iterator[Problem]:
    form = FORMS.get(value.name.text)
    if form is None:
        yield from _lost(chapter, value.name, "value", FORMS)
        return
    least = sum(not noun.endswith("?") for noun in form)
    if not least <= len(value.words) <= len(form):
        said = " ".join((value.name.text, *(f"[{noun[:-1]}]" if noun.endswith("?") else noun.upper() for noun in form)))
        words = count(len(value.words), "word")
        yield chapter.problem(value.start, f"this value has {words} after its name. Write {{{said}}}.")
        return
    before: tuple[str, ...] = ()
    for noun, word in zip((noun.rstrip("?") for noun in form), value.words, strict=False):
        if lost := list(_lost(chapter, word, noun, known(noun, before))):
            yield from lost
            return
        before = (*before, word.text)
    if value.name.text in BLOCKS and not chapter.alone(value):
        message = f"{{{value.name.text}}} is more than a few words. Put it on a line of its own, between empty lines."
        yield chapter.problem(value.start, message)


def _check_citation(chapter: Chapter, citation: Citation, known: Known) -> Iterator[Problem]:
    strength = citation.strength.text
    if strength not in (names := known("strength", ())):
        message = f"{unknown('strength of evidence', strength, names)} Begin with it: [moderate: @a_source]."
        yield chapter.problem(citation.strength.at, message)
    elif not citation.sources and strength != CONVENTION:
        message = f"{strength} evidence needs a source: [{strength}: @a_source]. Without one, it is convention."
        yield chapter.problem(citation.start, message)
    for source in citation.sources:
        yield from _lost(chapter, source, "source", known("source", (source.text,)))
