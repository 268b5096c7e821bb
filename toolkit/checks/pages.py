"""What is published from `docs/`: which files, what their front matter says, and what their Markdown holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from toolkit import yaml_reader
from toolkit.characters import PATH
from toolkit.checks import markdown
from toolkit.checks.pictures import judge_picture
from toolkit.library import DOCS, Project
from toolkit.problems import Problem, unknown
from toolkit.yaml_reader import Document, Plain, line_at

CHAPTERS = "docs/guide/"
_OWN_PAGES = ("docs/index.md", "docs/offline.md")
"""Pages of the house itself, which hold HTML of a short list."""
CODE = (".css", ".js")
"""What runs or styles: only in two folders, not in others below them, where the theme has its own, and the worker at the top."""
CODE_FOLDERS = ("docs/assets", "docs/assets/js")
"""Scripts and styles of pages; modules, which scripts import."""
WORKER = "docs/sw.js"
PLAIN = (".svg", ".png", ".jpg", ".webp", ".woff2", ".txt", ".mp4", ".ics")

_PLAIN = re.compile(r"[^<>\n]{1,300}")


class Field(NamedTuple):
    """A field of the front matter: what its value may be, and how that is written."""

    form: re.Pattern[str]
    example: str


FRONT: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(_PLAIN, "title: Pain"),
        "description": Field(_PLAIN, "description: What to do when it hurts."),
        "search_words": Field(re.compile(r"\[[^][<>{}\"'\n]{1,300}\]"), "search_words: [sore, ache]"),
        "hide": Field(re.compile(r"\[(?:navigation|toc)(?:, (?:navigation|toc))*\]"), "hide: [navigation, toc]"),
        "search": Field(re.compile(r"\{exclude: true\}"), "search: {exclude: true}"),
        "robots": Field(re.compile("noindex"), "robots: noindex"),
    }
)
"""The fields that front matter may have."""

_BEGIN = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LIKE_A_FIELD = re.compile(r" {0,3}[A-Za-z0-9_-]+:")


def check_pages(project: Project) -> Iterator[Problem]:
    """Every problem of the files below `docs/`; those that are hidden are not published."""
    for found in project.list_files(DOCS):
        if isinstance(found, Problem):
            continue  # of the guide the library says so, and MkDocs reads no other folder that does not open
        path, root, file = found.path, found.top, found.file
        wrong = _path(path) or _link(root, file)
        if wrong:
            yield Problem(path, 1, 1, wrong)
        elif file.suffix == ".md":
            text = yaml_reader.text_of(root, file)
            if isinstance(text, str):
                yield from check_page(path, text.replace("\r\n", "\n"))
            elif not path.startswith(CHAPTERS):  # of a chapter the library says so
                yield text
        elif file.suffix == ".svg":
            text = yaml_reader.text_of(root, file)
            yield from [text] if isinstance(text, Problem) else _of_picture(path, text)
        else:
            yield from _unreadable(file, path)


def _unreadable(file: Path, path: str) -> Iterator[Problem]:
    """A file that does not open, which MkDocs could not copy."""
    try:
        file.open("rb").close()
    except OSError as error:
        yield Problem(path, 1, 1, f"the file cannot be read: {error.strerror}.")


def _path(path: str) -> str:
    """Why a file of this path may not be published, or nothing."""
    if not all(map(PATH.fullmatch, path.split("/"))):
        return "the name of a file in docs/ becomes an address. Use letters a to z, digits, “-”, “_” and “.”."
    ending = Path(path).suffix
    if ending in CODE and path.rpartition("/")[0] not in CODE_FOLDERS and path != WORKER:
        return f"“{ending}” files are read from docs/assets/ and docs/assets/js/ only, and not from other folders. Move it there."
    if ending not in (".md", *CODE, *PLAIN):
        shown = f"“{ending}”" if ending else "a file without an ending"
        return f"{shown} is not published. Write a page as .md; of other files take {', '.join(PLAIN)}."
    return ""


def _link(root: Path, file: Path) -> str:
    """Why a link may not be published, or nothing: what it leads to could be anything on the machine that builds."""
    try:
        leads_out = file.is_symlink() and (file.is_dir() or not file.resolve().is_relative_to(root.resolve()))
    except (OSError, RuntimeError):  # a link that leads to itself
        leads_out = True
    return "this is a link out of the project, or to a folder. Put a copy here." if leads_out else ""


def check_page(path: str, text: str) -> Iterator[Problem]:
    """Every problem of one page, with its line and column."""
    lines = tuple(text.split("\n"))
    begin = _BEGIN.match(text)
    end = _END.search(text, begin.end()) if begin else None
    if begin and end:
        yield from _front(path, text[: begin.end()].count("\n"), text[begin.end() : end.start()])
    elif begin:
        yield Problem(path, 1, 1, "the fields below “---” are not closed. Write “---” below them.", lines[0])
    elif found := _LIKE_A_FIELD.match(text):
        message = "this is read as a field of the page. Put fields between two lines “---”, or begin with a heading."
        yield Problem(path, 1, 1, message, line_at(lines, text[: found.start()].count("\n") + 1))
    body = end.end() if end else 0
    blank = "\n" * text[:body].count("\n")  # so that lines count as in the file
    rest = text[body:]
    for at, message in markdown.judge_markdown(rest, chapter=path.startswith(CHAPTERS), own=path in _OWN_PAGES):
        before = (blank + rest[:at]).split("\n")
        yield Problem(path, len(before), len(before[-1]) + 1, message, line_at(lines, len(before)))


def _front(path: str, above: int, text: str) -> Iterator[Problem]:
    """What is wrong with the fields between the lines `---`, of which the first has so many lines above it."""
    document, problems = yaml_reader.parse(path, text.encode("utf-8", "surrogatepass"))
    problems += [] if document is None else _fields(document)
    for problem in problems:
        yield Problem(path, problem.line + above, problem.column, problem.message, problem.source)


def _fields(document: Document) -> Iterator[Problem]:
    """Every field that is not listed, or says what it may not."""
    for name, value in document.data.items():
        field = FRONT.get(name)
        if field is None:
            yield document.problem((name,), unknown("field", name, FRONT), at_key=True)
        elif not field.form.fullmatch(_written(value)) or (field.form is _PLAIN and not isinstance(value, str)):
            message = f"{name}: this is not allowed here. Write plain text without < and >, as in “{field.example}”."
            yield document.problem((name,), message)


def _written(value: Plain) -> str:
    """A value as it is written on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_written(one)}' for key, one in value.items())}}}"
    return value


def _of_picture(path: str, text: str) -> Iterator[Problem]:
    lines = tuple(text.split("\n"))
    for line, column, message in judge_picture(text):
        yield Problem(path, line, column, message, line_at(lines, line))
