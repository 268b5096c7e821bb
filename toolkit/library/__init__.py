"""Folders to a library: every session, exercise, plan and list, with the references between them checked."""

from toolkit.library.files import is_leftover
from toolkit.library.graph import build_file_graph, find_reachable, reverse_graph
from toolkit.library.layers import open_project
from toolkit.library.library import Library
from toolkit.library.loading import load, load_project
from toolkit.library.names import RESERVED_NAMES, lock_path
from toolkit.library.project import DOCS, OVERRIDES, Project, ProjectFile
from toolkit.library.references import find_references, name_field, name_place, texts_of

__all__ = [
    "DOCS",
    "OVERRIDES",
    "RESERVED_NAMES",
    "Library",
    "Project",
    "ProjectFile",
    "build_file_graph",
    "find_reachable",
    "find_references",
    "is_leftover",
    "load",
    "load_project",
    "lock_path",
    "name_field",
    "name_place",
    "open_project",
    "reverse_graph",
    "texts_of",
]
