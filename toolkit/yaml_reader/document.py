"""YAML text to plain data, with the line and column of every part. The only user of PyYAML.

Every scalar is read as text: `4:30` stays `4:30`, `no` stays `no`. Repeated keys, anchors, aliases and tags are refused.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from toolkit.characters import KEY, refused
from toolkit.problems import Problem, shorten
from toolkit.yaml_reader.comments import Comments, CutText, Spot
from toolkit.yaml_reader.mistakes import UNCLOSED, explain

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20
MOST_VALUES = 5000
"""Values of one file; the most in use are 925."""

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Place: TypeAlias = tuple[str | int, ...]
"""Where in the data: keys and list positions from the top, as in `("phases", 0, "days")`."""


class Mark(NamedTuple):
    """A position in a file: line and column count from 1; `exact` where offsets into a scalar can be added to the column."""

    line: int
    column: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of one file and the marks of its keys and values."""

    path: str
    data: dict[str, Plain]
    keys: Mapping[Place, Mark]
    values: Mapping[Place, Mark]
    lines: tuple[str, ...]

    def problem(self, place: Place, message: str, *, offset: int = 0, at_key: bool = False, rule: str = "") -> Problem:
        """A problem at a value, `offset` characters into it, or at its key; where the place is unknown, at what holds it.

        `rule` is the id of the rule or the figure that is broken.
        """
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        while place and place not in first and place not in second:
            place = place[:-1]
        mark = first.get(place) or second.get(place) or Mark(1, 1)
        column = mark.column + (offset if mark.exact else 0)
        return Problem(self.path, mark.line, column, message, line_at(self.lines, mark.line), rule)


def line_at(lines: tuple[str, ...], number: int) -> str:
    """The line with this number, counted from 1, or nothing."""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def read(root: Path, file: Path) -> tuple[Document | None, list[Problem]]:
    """Read one file below `root`: its document, or none where it cannot be used, and every problem of its form."""
    raw = bytes_of(root, file)
    return (None, [raw]) if isinstance(raw, Problem) else parse(file.relative_to(root).as_posix(), raw)


def text_of(root: Path, file: Path) -> str | Problem:
    """The text of one file below `root` that is not YAML, or why it cannot be read."""
    raw = bytes_of(root, file)
    return raw if isinstance(raw, Problem) else decoded(file.relative_to(root).as_posix(), raw)


def bytes_of(root: Path, file: Path) -> bytes | Problem:
    """What stands in one plain file below `root`, or why it cannot be read."""
    path = file.relative_to(root).as_posix()
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
            return Problem(path, 1, 1, "this is a link to a file outside the project. Put a copy of the file here.")
        status = file.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            return Problem(path, 1, 1, "this is not a plain file. Put a text file here.")
        if size > MOST_BYTES:
            return Problem(path, 1, 1, f"the file has {size // 1024} KiB; {MOST_BYTES // 1024} KiB is the most. Split it.")
        return file.read_bytes()
    except OSError as error:
        return Problem(path, 1, 1, f"the file cannot be read: {error.strerror}.")
    except RuntimeError:
        return Problem(path, 1, 1, "the file cannot be read: it is a link that leads to itself.")


def decoded(path: str, raw: bytes) -> str | Problem:
    """Bytes as text in UTF-8, or where they are none; `path` is only for the message."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        return _at(path, before, "this is not text in UTF-8. Save the file as UTF-8 text.")
    if mark := _CONFLICT.search(text):
        return _at(
            path,
            text[: mark.start()],
            "git left two versions here. Keep one, and delete the lines “<<<<<<<”, “=======” and “>>>>>>>”.",
            text,
        )
    return text


def parse(path: str, raw: bytes) -> tuple[Document | None, list[Problem]]:
    """Parse the bytes of one file; `path` is only for the messages."""
    text = decoded(path, raw)
    if isinstance(text, Problem):
        return None, [text]
    lines = tuple(text.splitlines())
    unseen = [_at(path, text[: found.at], found.message, text) for found in refused(text, "YAML")]
    try:
        document, problems = _Builder(path, lines).build(text)
        return document, unseen + problems
    except yaml.reader.ReaderError as error:
        if unseen:
            return None, unseen
        number = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"the character U+{number:04X} cannot stand in YAML. Delete it."
        before = text.encode()[: error.position].decode(errors="ignore")  # the parser counts bytes
        return None, [_at(path, before, message)]
    except yaml.MarkedYAMLError as error:
        unclosed = any(words in (error.context or "") for words in UNCLOSED)
        mark = error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source = line_at(lines, line)
        return None, [*unseen, Problem(path, line, column, explain(error.problem or "", source, column), source)]


def _at(path: str, before: str, message: str, text: str = "") -> Problem:
    """A problem just after the text `before`, with its line where the whole `text` is given."""
    rows = before.split("\n")
    return Problem(path, len(rows), len(rows[-1]) + 1, message, line_at(tuple(text.split("\n")), len(rows)))


_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""What git writes where two versions of a file meet."""
_DROPPED = "\0"  # the stand-in for a key whose value is not kept; no text read from YAML can hold it


class _TooMuchError(Exception):
    """The event at which a file is too deep or too much, and what to say of it; what follows is not read."""

    def __init__(self, event: yaml.Event, message: str) -> None:
        super().__init__(message)
        self.event = event


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled, where it stands, and the key that waits for its value."""

    data: Any
    place: Place
    key: str | None = None

    def next_place(self) -> Place:
        return (*self.place, len(self.data) if isinstance(self.data, list) else str(self.key))

    def take(self, value: Any) -> None:
        if isinstance(self.data, list):
            self.data.append(value)
        elif self.key != _DROPPED:
            self.data[str(self.key)] = value
        self.key = None


class _Builder:
    """Builds data and marks from the parser's events, with a stack instead of recursion."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path = path
        self.lines = lines
        self.comments = Comments(lines)
        self.escapes = any("\\" in line for line in lines)
        """Whether text in double quotes may hold what is not written in the file."""
        self.keys: dict[Place, Mark] = {}
        self.values: dict[Place, Mark] = {}
        self.problems: list[Problem] = []
        self.count = 0

    def note(self, event: yaml.Event, message: str) -> None:
        line, column = _start(event)
        self.problems.append(Problem(self.path, line, column, message, line_at(self.lines, line)))

    def build(self, text: str) -> tuple[Document | None, list[Problem]]:
        data: Any = None
        documents = 0
        for event in (events := self.events(text)):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.note(event, "a second document starts here. Keep one in a file: delete the line “---”.")
                    return None, self.problems
                try:
                    data = self.node(next(events), events)
                except _TooMuchError as error:
                    self.note(error.event, str(error))
                    return None, self.problems
        if data is None or data == "":
            self.problems.append(Problem(self.path, 1, 1, "the file is empty. Start it with a line such as “title: …”."))
            return None, self.problems
        if not isinstance(data, dict):
            self.problems.append(
                Problem(self.path, 1, 1, "the file must hold fields, one on a line: “title: …”.", line_at(self.lines, 1))
            )
            return None, self.problems
        return Document(self.path, data, self.keys, self.values, self.lines), self.problems

    def events(self, text: str) -> Iterator[yaml.Event]:
        """The parser's events; anchors, aliases and tags are noted, and an alias reads as empty text."""
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                self.note(event, f"“*{event.anchor}” is an alias. Write the value out; in front of text, put it in quotes.")
                mark = (event.start_mark, event.end_mark)
                yield yaml.ScalarEvent(None, None, (True, False), "", *mark)
                continue
            if isinstance(event, yaml.NodeEvent):
                if event.anchor is not None:
                    self.note(event, f"“&{event.anchor}” is an anchor. Leave it out and write values where they are used.")
                tag = getattr(event, "tag", None)
                if tag is not None:
                    written = str(tag).replace("tag:yaml.org,2002:", "!!")
                    self.note(event, f"“{shorten(written)}” is a tag. Leave it out: every value is read as text.")
            yield event

    def node(self, first: yaml.Event, events: Iterator[yaml.Event]) -> Any:
        """The data of one node; its marks are collected on the way."""
        top: list[Any] = []
        stack: list[_Open] = [_Open(top, ())]
        event = first
        while True:
            holder = stack[-1]
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
            elif isinstance(holder.data, dict) and holder.key is None:
                holder.key = self.key(event, events, holder)
            else:
                place = holder.next_place() if len(stack) > 1 else ()
                value = self.value(event, place)
                holder.take(value)
                if isinstance(event, yaml.CollectionStartEvent):
                    if len(stack) > MOST_DEPTH:
                        raise _TooMuchError(event, f"this is nested more than {MOST_DEPTH} levels deep. Make it flatter.")
                    stack.append(_Open(value, place))
            if len(stack) == 1:
                return top[0]
            event = next(events)

    def key(self, event: yaml.Event, events: Iterator[yaml.Event], holder: _Open) -> str:
        """The name of a field; one that is not text, or stands twice, is noted and given a name of its own."""
        if not isinstance(event, yaml.ScalarEvent):
            self.note(event, "the name of a field must be a word, as in “title: …”.")
            _skip(events)  # a list or mapping: an alias has become empty text
            return _DROPPED
        name = str(event.value)
        if not KEY.fullmatch(name) or any(refused(name)):
            self.note(event, f"“{shorten(name)}” cannot name a field or an entry. Use letters, digits, “-” and “_”.")
            return _DROPPED
        place = (*holder.place, name)
        if place in self.keys:
            line = self.keys[place].line
            self.note(event, f"“{shorten(name)}” stands here a second time; the first is in line {line}. Keep one of them.")
            return _DROPPED
        self.keys[place] = Mark(*_start(event))
        return name

    def value(self, event: yaml.Event, place: Place) -> Any:
        """An empty list or mapping to be filled, or the text of a scalar; its mark is kept."""
        self.count += 1
        if self.count > MOST_VALUES:
            raise _TooMuchError(event, f"the file has more than {MOST_VALUES} values. Split it.")
        line, column = _start(event)
        if isinstance(event, yaml.ScalarEvent):
            exact = event.style not in ("|", ">") and event.end_mark is not None and line == event.end_mark.line + 1
            self.values[place] = Mark(line, column + (exact and event.style in ("'", '"')), exact)
            if event.style == '"' and self.escapes:
                self.problems += self.escaped(event)
            comment = self.comment(event, place)
            return CutText.of(event.value, comment) if comment else str(event.value)
        self.values[place] = Mark(line, column)
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def comment(self, event: yaml.ScalarEvent, place: Place) -> str:
        """The comment that may have cut a scalar, or nothing."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return ""
        holder = self.keys[place].column - 1 if place in self.keys else start.column - len("- ")
        return self.comments.at(Spot(start.line, start.column), Spot(end.line, end.column), plain=not event.style, holder=holder)

    def escaped(self, event: yaml.ScalarEvent) -> Iterator[Problem]:
        """What text may not hold and an escape in double quotes has put there; what is written as itself was found before."""
        line, column = _start(event)
        for found in refused(str(event.value), "YAML"):
            if event.value[found.at] not in "".join(self.lines):
                yield Problem(self.path, line, column, found.message, line_at(self.lines, line))


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column, counted from 1, at which an event starts."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _skip(events: Iterator[yaml.Event]) -> None:
    """Pass over the rest of a list or mapping whose start has been read."""
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
