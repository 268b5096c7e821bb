"""YAML text → plain data, with line and column of every part. The only user of PyYAML."""

from __future__ import annotations

from toolkit.yaml_reader.builder import MOST_VALUES
from toolkit.yaml_reader.document import Document, Mark, Place, Plain, lay_over, line_at
from toolkit.yaml_reader.files import MOST_BYTES, text_of
from toolkit.yaml_reader.reader import parse, read_document

__all__ = [
    "MOST_BYTES",
    "MOST_VALUES",
    "Document",
    "Mark",
    "Place",
    "Plain",
    "lay_over",
    "line_at",
    "parse",
    "read_document",
    "text_of",
]
