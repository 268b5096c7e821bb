"""The graph of files: which files of content name which others. Everything that asks what depends on what asks here."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from toolkit.library.references import Reference, find_references
from toolkit.models import KINDS, LISTABLE
from toolkit.things import home_of, key_of
from toolkit.yaml_reader import Document

_Node = TypeVar("_Node", bound=Hashable)


def build_file_graph(
    documents: Mapping[str, Document], unread: Iterable[str] = (), *, mentions: bool = False
) -> dict[str, frozenset[str]]:
    """By the path of every document, the paths of the files that it needs; with `mentions`, those too that it only mentions.

    `unread` are paths of files that could not be read, which a document may name as well. Central lists are in no file's set.
    """
    files: dict[tuple[str, str], set[str]] = {}
    for path in {*documents, *unread}:
        if key := key_of(path):
            files.setdefault(key, set()).add(path)
    return {
        path: frozenset(file for key in _keys_in(document, mentions=mentions) for file in files.get(key, ()))
        for path, document in documents.items()
    }


def reverse_graph(graph: Mapping[_Node, Collection[_Node]]) -> dict[_Node, set[_Node]]:
    """The same edges the other way: by what is named, all that names it."""
    users: dict[_Node, set[_Node]] = {}
    for user, named in graph.items():
        for one in named:
            users.setdefault(one, set()).add(user)
    return users


def find_reachable(graph: Mapping[_Node, Collection[_Node]], starts: Iterable[_Node]) -> set[_Node]:
    """The starts, and everything that the edges lead to from them, near or far."""
    found, new = set[_Node](), set(starts)
    while new:
        found |= new
        new = {end for start in new for end in graph.get(start, ())} - found
    return found


def _keys_in(document: Document, *, mentions: bool) -> Iterator[tuple[str, str]]:
    """The noun and the id of everything with a file of its own that a document names; nothing for a file that has no home."""
    if home := home_of(document.path):
        for found in find_references(home.row.key, document):
            if found.needed or mentions:
                yield from ((noun, found.name) for noun in _nouns_of(found))


def _nouns_of(found: Reference) -> tuple[str, ...]:
    """The sorts of thing that a reference may lead to."""
    if found.noun == LISTABLE:
        return ("session", "track")
    return ("session",) if found.noun in KINDS else (found.noun,)
