"""Folders to a library: every session, exercise, plan and list, with the references between them checked."""

from toolkit.library.files import is_leftover
from toolkit.library.library import Library
from toolkit.library.loading import load
from toolkit.library.names import RESERVED_NAMES
from toolkit.library.references import name_place, names_in, texts_of
from toolkit.library.settings import read_settings

__all__ = ["RESERVED_NAMES", "Library", "is_leftover", "load", "name_place", "names_in", "read_settings", "texts_of"]
