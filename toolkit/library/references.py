"""What a file refers to. The fields of the models say which of them are references; here they are found in plain data.

They are looked for in the plain data, so that a file with another mistake has its references followed all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolkit import notation
from toolkit.models import RefPattern, find_refs
from toolkit.things import LISTS, SORTS
from toolkit.yaml_reader import Document, Place, Plain

_PATTERNS: Mapping[str, tuple[RefPattern, ...]] = MappingProxyType(
    {sort.key: tuple(find_refs(sort.model)) for sort in SORTS}
    | {one.key: tuple(ref if one.whole else ref.below("*") for ref in find_refs(one.model)) for one in LISTS}
)
"""Where a file refers to something, by its sort or the name of its list."""


class Reference(NamedTuple):
    """A name in a file that must lead somewhere."""

    noun: str
    name: str
    place: Place
    needed: bool = True
    """Whether the file depends on what is named, and does not only mention it."""
    offset: int = 0
    """How many characters into the value at the place the name begins."""
    counted: bool = False
    """Whether it is an exercise whose repetitions are counted."""


def find_references(key: str, document: Document) -> Iterator[Reference]:
    """Every reference in the values of a file, in the order of the fields of its model, and the exercises of its rungs."""
    for pattern in _PATTERNS[key]:
        if not pattern.at_key:
            for place, name in texts_of(document.data, pattern.place):
                yield Reference(pattern.noun, name, place, pattern.needed)
    if key == "session":
        yield from _in_rungs(document)


def _in_rungs(document: Document) -> Iterator[Reference]:
    """Every exercise in the rungs of a session."""
    for place, rung in texts_of(document.data, ("rungs", "*")):
        try:
            steps = notation.read_steps(rung)
        except notation.NotationError:
            continue  # the model reports it
        for step in notation.mentioned(steps):
            if step.exercise:
                counted = step.amount is not None and step.amount.unit == "times"
                yield Reference("exercise", step.exercise, place, offset=step.offset, counted=counted)


def stage_places(key: str) -> Iterator[Place]:
    """The patterns of the fields of a file that map tracks to their stages."""
    yield from (pattern.place for pattern in _PATTERNS[key] if pattern.at_key and pattern.noun == "track")


def texts_of(data: Plain, pattern: Place) -> Iterator[tuple[Place, str]]:
    """Every text that a pattern leads to, `*` for every part of a list or mapping, and its place."""
    yield from _texts(data, pattern, ())


def _texts(data: Plain, pattern: Place, place: Place) -> Iterator[tuple[Place, str]]:
    if not pattern:
        if isinstance(data, str) and data:
            yield place, data
        return
    head, rest = pattern[0], pattern[1:]
    parts: Iterable[tuple[str | int, Plain]] = ()
    if head == "*":
        parts = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    elif isinstance(data, dict) and isinstance(head, str) and head in data:
        parts = ((head, data[head]),)
    for key, part in parts:
        yield from _texts(part, rest, (*place, key))


def name_field(place: Place) -> str:
    """What the value at a place is called in a message: its field, with its number in a list, as in `tue[0]`."""
    return f"{name_place(place[:-1])}[{place[-1]}]" if isinstance(place[-1], int) else str(place[-1])


def name_place(place: Place) -> str:
    """What a place is called in a message: its last part, and what it is a part of where that is a number, as in `race_week.-2`."""
    parts = list(map(str, place[-2:]))
    return ".".join(parts if re.fullmatch("-?[0-9]+", parts[-1]) else parts[-1:])
