"""From the parser's events to plain data and marks. Repeated keys, anchors, aliases and tags are noted as problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from toolkit.characters import KEY, refused
from toolkit.problems import Problem, shorten
from toolkit.yaml_reader.comments import Comments, CutText, Spot
from toolkit.yaml_reader.document import Document, Mark, Place, Plain, line_at

MOST_VALUES = 5000
"""Values of one file; the most in use are 925."""
_MOST_LEVELS = 20
_DROPPED = "\0"  # takes the place of a key whose value is not kept; no text read from YAML can hold it


class _RefusedError(Exception):
    """Why a file is refused as a whole, and the event at which it is; what follows is not read."""

    def __init__(self, event: yaml.Event, message: str) -> None:
        super().__init__(message)
        self.event = event


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled, its place, and the key that waits for its value."""

    data: list[Plain] | dict[str, Plain]
    place: Place
    key: str | None = None

    def next_place(self) -> Place:
        """The place of the value that comes next."""
        return (*self.place, len(self.data) if isinstance(self.data, list) else str(self.key))

    def take(self, value: Plain) -> None:
        """Keep the value that comes next, unless its key was refused."""
        if isinstance(self.data, list):
            self.data.append(value)
        elif self.key != _DROPPED:
            self.data[str(self.key)] = value
        self.key = None


class Builder:
    """Builds the data and the marks of one file from the parser's events, with a stack instead of recursion."""

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
        """Note a problem where an event starts."""
        line, column = _start(event)
        self.problems.append(Problem(self.path, line, column, message, line_at(self.lines, line)))

    def build(self, text: str) -> tuple[Document | None, list[Problem]]:
        """The document of a text, or none where it cannot be used, and every problem of its form."""
        try:
            data = self.only_document(self.events(text))
        except _RefusedError as error:
            self.note(error.event, str(error))
            return None, self.problems
        if isinstance(data, dict):
            return Document(self.path, data, self.keys, self.values, self.lines), self.problems
        if data == "":
            wrong = Problem(self.path, 1, 1, "the file is empty. Start it with a line such as “title: …”.")
        else:
            message = "the file must hold fields, one on a line: “title: …”."
            wrong = Problem(self.path, 1, 1, message, line_at(self.lines, 1))
        return None, [*self.problems, wrong]

    def only_document(self, events: Iterator[yaml.Event]) -> Plain:
        """The data of the only document, or empty text where there is none."""
        data: Plain = ""
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(event, "a second document starts here. Keep one in a file: delete the line “---”.")
                data = self.node(next(events), events)
        return data

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

    def node(self, first: yaml.Event, events: Iterator[yaml.Event]) -> Plain:
        """The data of one node; its marks are collected on the way."""
        top: list[Plain] = []
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
                if not isinstance(value, str):
                    if len(stack) > _MOST_LEVELS:
                        raise _RefusedError(event, f"this is nested more than {_MOST_LEVELS} levels deep. Use fewer levels.")
                    stack.append(_Open(value, place))
            if len(stack) == 1:
                return top[0]
            event = next(events)

    def key(self, event: yaml.Event, events: Iterator[yaml.Event], holder: _Open) -> str:
        """The name of a field; one that is not text, or comes a second time, is noted, and its value is not kept."""
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
            self.note(event, f"“{shorten(name)}” appears twice; the first is on line {line}. Keep one of them.")
            return _DROPPED
        self.keys[place] = Mark(*_start(event))
        return name

    def value(self, event: yaml.Event, place: Place) -> Plain:
        """An empty list or mapping to be filled, or the text of a scalar; its mark is kept."""
        self.count += 1
        if self.count > MOST_VALUES:
            raise _RefusedError(event, f"the file has more than {MOST_VALUES} values. Split it.")
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
