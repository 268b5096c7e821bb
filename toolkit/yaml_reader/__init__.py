"""YAML text → plain data, with line and column of every part. The only user of PyYAML."""

from __future__ import annotations

from toolkit.yaml_reader.document import MOST_BYTES, MOST_VALUES, Document, Mark, Place, Plain, line_at, parse, read, text_of

__all__ = ["MOST_BYTES", "MOST_VALUES", "Document", "Mark", "Place", "Plain", "line_at", "parse", "read", "text_of"]
