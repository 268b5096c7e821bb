"""What a reference may name, in a file of content and in a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from toolkit import notation
from toolkit.library.reading import Reading
from toolkit.library.references import Reference
from toolkit.models import (
    ACCEPTABLE,
    COLUMNS,
    KINDS,
    LEVELS,
    LIMIT_RACES,
    LIMITS,
    LISTABLE,
    NEVER_COMES_IN,
    PARTS,
    RHYTHMS,
    STRENGTHS,
    VARIANTS,
    ReadinessFile,
)
from toolkit.things import LISTS_BY_NAME, LISTS_BY_NOUN, TEMPLATES

WORDS: Mapping[str, Iterable[str]] = MappingProxyType(
    {
        "effort": notation.EFFORTS,
        "rhythm": RHYTHMS,
        "strength": STRENGTHS,
        "part": PARTS,
        "kind": ("load", "reset", "taper", "race"),
        "end": ("top",),
        "field": tuple(name for name, field in ReadinessFile.model_fields.items() if field.annotation is str),
    }
)
"""What a word of a chapter may be, where that does not depend on files."""
ANY: Mapping[str, Iterable[str]] = MappingProxyType(
    {"level": LEVELS, "variant": tuple(map(str, VARIANTS)), "bound": ("below", "at_least", "differ")}
)
"""What a word may be that depends on another, where that one does not say."""


def names_of(reading: Reading, noun: str, name: str) -> Iterable[str]:
    """What a reference may name; where a whole list is missing, whatever it does name."""
    sessions = reading.files["session"]
    if noun in LISTS_BY_NOUN:
        document = reading.documents.get(LISTS_BY_NOUN[noun].path)
        return document.data if document else (name,)
    if noun in KINDS:
        return (name,) if is_of_kind(reading, name, noun) else [key for key in sessions if is_of_kind(reading, key, noun)]
    if noun == LISTABLE:
        return sessions | reading.files["track"]
    if noun == ACCEPTABLE:
        document = reading.documents.get(LISTS_BY_NAME["outcomes"].path)
        figures = document.data.get("figures") if document else None
        return {*names_of(reading, "limit", name), *(figures if isinstance(figures, dict) else ()), NEVER_COMES_IN}
    return reading.files[noun]


def is_of_kind(reading: Reading, name: str, kind: str) -> bool:
    """Whether a session has a file in the folder of a kind, valid or not."""
    return reading.files["session"].get(name, "").startswith(f"{TEMPLATES}/{kind}/")


def sort_of(reading: Reading, found: Reference) -> str | None:
    """The noun of the sort of file that a reference leads to; None for an entry of a list."""
    if found.noun == LISTABLE:
        return "track" if found.name in reading.files["track"] else "session"
    if found.noun in KINDS:
        return "session"
    return found.noun if found.noun in reading.things else None


def words_of(reading: Reading, noun: str, before: tuple[str, ...]) -> Iterable[str]:
    """What a word of a chapter may be, after the words before it."""
    if noun in WORDS:
        return WORDS[noun]
    if noun == "which":
        return _words_of_limit(reading, before[0])
    if noun == "category":
        return {cue.category for cue in reading.lists.get("cues", {}).values()}
    if noun == "bound" and (assessment := reading.things["assessment"].get(before[0])):
        return tuple(assessment.bounds)
    if noun == "level" and before and (session := reading.things["session"].get(before[0])):
        return tuple(session.start)
    if noun == "variant" and (plan := reading.things["plan"].get(before[0])):
        return tuple(map(str, plan.variants))
    if noun in ANY:  # of nothing, or of something with problems of its own
        return ANY[noun]
    return names_of(reading, noun, before[-1] if before else "")


def _words_of_limit(reading: Reading, name: str) -> Iterable[str]:
    """What may say which number of a limit is meant."""
    limit = reading.lists.get("limits", {}).get(name)
    races = LIMIT_RACES if limit is None or limit.unit == "days by race" else ()
    return (*LEVELS, *RHYTHMS, *COLUMNS, *races, *LIMITS.get(name, ()))
