"""Which SVG a file may hold: shapes and text. A browser that opens the file itself would run what else is in it."""

from __future__ import annotations

import re
from itertools import takewhile
from xml.parsers import expat

from toolkit.characters import refused

SVG = "http://www.w3.org/2000/svg"
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan")
_ELEMENTS = frozenset((*_SHAPES, "svg", "g", "defs", "title", "desc", "style", "linearGradient", "radialGradient", "stop"))
_STYLE = re.compile(r"(?i)url|import|expression|\\|@(?!media)")
_FUNCTIONS = frozenset(
    (
        *("", "and", "media", "not", "only", "screen", "print", "rgb", "rgba", "hsl", "hsla", "var", "calc"),
        *("matrix", "rotate", "scale", "skewx", "skewy", "translate"),
    )
)
"""Words that may be before a bracket: conditions, colours and moves. Others load, by names that browsers add to."""
_WITHIN = re.compile(r"url\(#[\w-]+\)")
"""A part of the same picture."""
_WORDS = frozenset(("id", "class", "lang", "role", "aria-label", "aria-labelledby", "aria-describedby"))
"""Attributes that no browser reads as a style."""
_ATTRIBUTE = re.compile(r"(?!on)[a-zA-Z][a-zA-Z0-9-]*")


def _loads(style: str) -> bool:
    """Whether a style, or the value of an attribute, could load something."""
    rest = _WITHIN.sub("", style)
    *before, _ = rest.lower().split("(")
    return bool(_STYLE.search(rest)) or any(_last_word(words) not in _FUNCTIONS for words in before)


def _last_word(text: str) -> str:
    """The word at the end of a text, spaces behind it left out; empty where another character is there."""
    return "".join(takewhile(lambda one: one.isalnum() or one in "-_", reversed(text.rstrip())))[::-1]


def judge_picture(text: str) -> list[tuple[int, int, str]]:
    """Everything in an SVG file that is not a shape or text: line and column from 1, and what it is."""
    reader = _Reader()
    try:
        reader.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        reader.found.append((error.lineno, error.offset + 1, "this is not XML. Save the picture as plain SVG."))
    return reader.found


class _Reader:
    """Collects what a picture may not hold while the parser reads it."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str]] = []
        self.inside: list[str] = []
        """The elements that are not ended yet."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = lambda name: self.inside.pop()
        self.parser.CharacterDataHandler = self.read_text
        self.parser.buffer_text = True
        self.parser.ProcessingInstructionHandler = lambda target, data: self.note("<?…> is not allowed in a picture.")
        self.parser.StartDoctypeDeclHandler = lambda *_: self.note("<!DOCTYPE> is not allowed in a picture.")
        self.parser.EntityDeclHandler = lambda *_: self.note("<!ENTITY> is not allowed in a picture.")

    def note(self, message: str) -> None:
        """Note what the parser has just read."""
        self.found.append((self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, message))

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Judge an element where it begins, and its attributes."""
        space, _, local = name.rpartition(" ")
        if "style" in self.inside:  # a browser reads the text before and behind it as one
            self.note(f"<{local}> is not allowed in a style. Write colours and sizes only.")
        self.inside.append(local)
        if space != SVG or local not in _ELEMENTS:
            self.note(f"<{local}> is not allowed in a picture. Keep shapes and text.")
        for attribute, value in attributes.items():
            if not _ATTRIBUTE.fullmatch(attribute) or attribute == "href" or (attribute not in _WORDS and _loads(value)):
                shown = attribute.rpartition(" ")[2]
                self.note(f"{shown}=“{value}” is not allowed in a picture. Keep shapes, text and colours.")

    def read_text(self, data: str) -> None:
        """Judge the text of an element, or a style."""
        if "style" in self.inside and _loads(data):
            self.note("a style may not load anything. Write colours and sizes only.")
        for wrong in refused(data, "a picture"):
            self.note(wrong.message)
