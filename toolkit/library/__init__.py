"""Folders to a library: every session, exercise, plan and list, with the references between them checked."""

from toolkit.library.files import is_leftover
from toolkit.library.graph import build_file_graph, find_reachable, reverse_graph
from toolkit.library.library import Library
from toolkit.library.loading import load
from toolkit.library.names import RESERVED_NAMES
from toolkit.library.references import name_place, texts_of

__all__ = [
    "RESERVED_NAMES",
    "Library",
    "build_file_graph",
    "find_reachable",
    "is_leftover",
    "load",
    "name_place",
    "reverse_graph",
    "texts_of",
]
