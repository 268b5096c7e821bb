"""From the bytes of one YAML file to its document.

Every scalar is read as text: `4:30` stays `4:30`, `no` stays `no`. Repeated keys, anchors, aliases and tags are refused.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from toolkit.characters import refused
from toolkit.problems import Problem
from toolkit.yaml_reader.builder import Builder
from toolkit.yaml_reader.document import Document, line_at
from toolkit.yaml_reader.files import decode, problem_after, read_bytes
from toolkit.yaml_reader.mistakes import UNCLOSED, explain_yaml


def read_document(root: Path, file: Path) -> tuple[Document | None, list[Problem]]:
    """The document of one file below `root`, or none where it cannot be used, and every problem of its form."""
    raw = read_bytes(root, file)
    return (None, [raw]) if isinstance(raw, Problem) else parse(file.relative_to(root).as_posix(), raw)


def parse(path: str, raw: bytes) -> tuple[Document | None, list[Problem]]:
    """The document that the bytes of one file hold, as `read_document` gives it; `path` is only for the messages."""
    text = decode(path, raw)
    if isinstance(text, Problem):
        return None, [text]
    lines = tuple(text.splitlines())
    unseen = [problem_after(path, text[: found.at], found.message, text) for found in refused(text, "YAML")]
    try:
        document, problems = Builder(path, lines).build(text)
        return document, unseen + problems
    except yaml.reader.ReaderError as error:
        return None, unseen or [_unreadable(path, text, error)]
    except yaml.MarkedYAMLError as error:
        return None, [*unseen, _malformed(path, lines, error)]


def _unreadable(path: str, text: str, error: yaml.reader.ReaderError) -> Problem:
    """The problem of a character that the parser refuses."""
    number = error.character if isinstance(error.character, int) else ord(error.character)
    before = text.encode()[: error.position].decode(errors="ignore")  # the parser counts bytes
    return problem_after(path, before, f"the character U+{number:04X} is not allowed in YAML. Delete it.")


def _malformed(path: str, lines: tuple[str, ...], error: yaml.MarkedYAMLError) -> Problem:
    """The problem of a text that is not YAML, where that began or was found."""
    unclosed = any(words in (error.context or "") for words in UNCLOSED)
    mark = error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    source = line_at(lines, line)
    return Problem(path, line, column, explain_yaml(error.problem or "", source, column), source)
