"""What the Markdown of a page may hold: no HTML beyond a short list, no attributes, and addresses that lead to pages only.

Each rule looks at a construct wherever it is, in code too, and lets through only forms that are harmless however Markdown
reads them. So nothing depends on where code, a list or a quotation begins and ends, and no page has to be rendered to be judged.
What comes out is judged by `markup` when the site is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from unicodedata import category, normalize

from toolkit.characters import code, refused
from toolkit.checks.markup import ACTING, ADDRESS, OWN, TITLE_KINDS, judge_html, judge_nesting
from toolkit.problems import shorten

_Found = tuple[int, str]
"""Where something is in a text, and what is wrong with it."""

_MOST_CHARACTERS = 64 * 1024
MOST_BRACKETS = 300
"""Of `[` in a paragraph: Markdown takes time with the square of them."""
DEEPEST = 24
"""Spaces before text: six levels of lists."""

_TAG = re.compile(r"<(?=[A-Za-z/!?])(?P<inside>[^<>\n]{0,400}>)?")
_PLAIN_TAG = re.compile(r"(?:id|kind|name|path)>|br ?/?>|!-- (?:[\w /.,:]|-(?!-))* -->", re.ASCII)
_PAIR = re.compile(
    r"<(?P<name>sub|sup|small|kbd)>"
    r"(?:[^<>`*_|\\\[\]\n]|(?<!!)\[[^<>`*_|\\\[\]\n!]{1,80}\]\([\w./#%:-]{1,200}\)){0,300}"
    r"</(?P=name)>"
)
"""An element with its end. Nothing in between begins or ends code, weight, a cell or half a link: both are code, or neither is."""
_HALF = re.compile(r"/?(?P<name>sub|sup|small|kbd)>")
_AUTOLINK = re.compile(r"(?:https?:|[\w.+-]+@)[^\s<>]*>")
_MARKER = re.compile(r"!-- */?html *-->")
_IMAGE = re.compile(r"!\[(?P<good>[^\[\]\n]{0,300}\]\((?P<address>[^\s()]*)\))?")
_LINK = re.compile(r"\]\((?P<good>(?P<address>[^\s()\"'<>{}]*)(?: +\"[^\"<>{}\n]*\")?\))?")
_BEFORE = r"^(?:[ \t>*+:)-]|\d{1,9}[.)]|<[^<>\n]*>)*+"
"""What may be on a line before something that has to begin it: marks of lists and quotations, and tags."""
_DEFINITION = re.compile(rf"{_BEFORE}\[[^\[\]]{{0,400}}\]:", re.MULTILINE)
_VALUE = re.compile(r"\{(?:[a-z][a-z-]*(?: +[\w.+-]+)*\}| #[a-z][a-z0-9-]* \})?|\}", re.ASCII)
_OF_HEADING = re.compile(r"\{ #[a-z][a-z0-9-]* \}")
_BRACE = re.compile(r"\{[ \t]*[:.#]|(?<=[ \t])[.#][\w-]+[^\n{}]*\}")
_ACTS = re.compile(rf"\{{[^{{}}\n]{{0,300}}\b(?P<word>{'|'.join(sorted(ACTING))})\b", re.IGNORECASE)
_UNDERSCORES = re.compile(r"\W{0,300}_\W{0,300}_")
_NO_WORDS = re.compile(
    r"!\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,400}\))?|<[A-Za-z/!][^<>\n]{0,400}>|\]\([^()\n]{0,400}\)|\{[^{}\n]{0,300}\}"
)
"""What a heading holds that its id is not made of: pictures, tags, addresses and values."""
_REFERENCE = re.compile(r"&(?:#\d{1,9}|#[xX][0-9a-fA-F]{1,9}|[A-Za-z][A-Za-z0-9]{1,40});?", re.ASCII)
_FENCE = re.compile(rf"{_BEFORE}(?:`{{3,}}|~{{3,}})(?P<info>.*)$", re.MULTILINE)
_BOX = re.compile(rf"{_BEFORE}(?:!!!|\?\?\?\+?)(?P<rest>.*)$", re.MULTILINE)
_BOX_GOOD = re.compile(rf' (?:{"|".join(TITLE_KINDS)})(?: "[^"\n]*")?')
_INDENTED = re.compile(rf"^[ \t]{{{DEEPEST + 1},}}\S|^[ \t]*(?:>[ \t]?){{5,}}", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def judge_markdown(text: str, *, chapter: bool, own: bool) -> Iterator[_Found]:
    """Everything in the Markdown of a page that may not be there; a `chapter` takes values from data, an `own` page holds HTML."""
    if len(text) > _MOST_CHARACTERS:
        yield 0, f"the page has {len(text)} characters; {_MOST_CHARACTERS} is the most. Split it."
        return
    yield from ((found.at, found.message) for found in refused(text, "a page"))
    yield from _tags(text, chapter=chapter, own=own)
    yield from _nesting(text) if own else ()
    yield from _pictures(text)
    yield from _links(text)
    yield from _braces(text, chapter=chapter)
    yield from (found for rule in _RULES for found in rule(text))


def _tags(text: str, *, chapter: bool, own: bool) -> Iterator[_Found]:
    paired = _pairs(text)
    for found in _TAG.finditer(text):
        inside = found["inside"] or ""
        if chapter and _MARKER.fullmatch(inside):
            yield found.start(), "this comment is a mark of the toolkit’s own pages. Delete it."
        elif (
            found.start() in paired
            or _PLAIN_TAG.fullmatch(inside)
            or (_AUTOLINK.fullmatch(inside) and ADDRESS.fullmatch(unescape(_address(inside))))
        ):
            continue
        elif half := _HALF.fullmatch(inside):
            name = half["name"]
            yield (
                found.start(),
                f"<{name}> and </{name}> must be on one line, with only words and links between them: <{name}>words</{name}>.",
            )
        elif own and inside:
            yield from ((found.start(), f"{message} Write Markdown instead.") for _, _, message in judge_html(found[0]))
        else:
            shown = shorten(f"<{inside}" if inside else text[found.start() : found.start() + 30].split("\n")[0], 40)
            yield found.start(), f"“{shown}” is HTML. Write Markdown instead; a bare < is written as &lt;."


def _nesting(text: str) -> Iterator[_Found]:
    """Elements of a page of the house that would reach beyond it; what is not a tag is left out, at its length."""
    tags = re.sub(r"(<[^<>]*>)|[^\n]", lambda found: found[1] or " ", text)
    begins = [0, *(found.end() for found in re.finditer("\n", text))]
    for line, column, message in judge_nesting(tags):
        yield begins[line - 1] + column - 1, f"{message} Begin and end it in the same place."


def _pairs(text: str) -> frozenset[int]:
    """Where tags begin that have their counterpart."""
    return frozenset(at for found in _PAIR.finditer(text) for at in (found.start(), text.rindex("<", 0, found.end())))


def _address(inside: str) -> str:
    """The address of `<https://…>` or `<who@where>`."""
    address = inside.removesuffix(">")
    return address if "://" in address else f"mailto:{address}"


def _pictures(text: str) -> Iterator[_Found]:
    for found in _IMAGE.finditer(text):
        if not found["good"]:
            yield found.start(), "write a picture as ![what it shows](file.svg); elsewhere put a space between “!” and “[”."
        elif not OWN.fullmatch(found["address"]):
            yield found.start("address"), f"“{shorten(found['address'])}” is not a file of this site. Put the picture into docs/."


def _links(text: str) -> Iterator[_Found]:
    for found in _LINK.finditer(text):
        if not found["good"]:
            yield (
                found.start() + 2,
                "this address cannot be read. Write [text](page.md), with %20 for a space, %28 and %29 for brackets.",
            )
        elif not found["address"]:
            yield found.start() + 2, "an address is missing. Write [text](page.md)."
        elif not all(map(ADDRESS.fullmatch, (found["address"], unescape(found["address"])))):
            yield (
                found.start() + 2,
                f"“{shorten(found['address'])}” cannot be linked. Write https://…, mailto:… or a page, ../guide/pain.md.",
            )


def _braces(text: str, *, chapter: bool) -> Iterator[_Found]:
    if chapter:
        for found in _VALUE.finditer(text):
            if found[0] in "{}":
                yield (
                    found.start(),
                    "“{” begins a value, such as {rpe easy}, or the id of a heading, { #my-heading }. Nothing else.",
                )
        return
    at = 0
    for line in _OF_HEADING.sub(lambda found: " " * len(found[0]), text).split("\n"):
        first = line.find("{")
        if first >= 0 and "}" in line:
            if "=" in line[first:]:
                yield at + first, "“{… = …}” gives attributes to what is before it. Leave it out, or put it on several lines."
            elif inner := _BRACE.search(line[:2000], first):
                yield at + inner.start(), "“{ … }” with a “.”, “#” or “:” gives attributes to what is before it. Leave it out."
            elif acts := _ACTS.search(line[:2000], first):
                yield at + acts.start(), f"“{{ {acts['word']} }}” is an attribute of what is before it. Leave it out."
        at += len(line) + 1


def _definitions(text: str) -> Iterator[_Found]:
    for found in _DEFINITION.finditer(text):
        yield found.start(), "this defines a link for elsewhere in the page. Write each link where it is: [text](address)."


def _fences(text: str) -> Iterator[_Found]:
    for found in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        if not re.fullmatch(r"[ \t]*(?:[a-z]+[ \t]*)?", found["info"]):
            yield found.start("info"), "the marks of a code block are followed by one word at most, its language: ```yaml."


def _underscores(text: str) -> Iterator[_Found]:
    """A line that begins with two underscores: as a heading it would get an id that is the theme's own."""
    at = 0
    for line in text.split("\n"):
        if ("_" in line or "&" in line or not line.isascii()) and any(map(_UNDERSCORES.match, _as_id(line))):
            yield at, "a line cannot begin with “__”. For bold type write **."
        at += len(line) + 1


def _as_id(line: str) -> tuple[str, str]:
    """A line as the theme makes the id of a heading from it, in plain letters; and without what has no words of its own."""
    plain = normalize("NFKD", unescape(line)).encode("ascii", "ignore").decode()
    return plain, _NO_WORDS.sub("", plain)


def _references(text: str) -> Iterator[_Found]:
    """Characters that are written by number or name, and are refused as themselves."""
    for found in _REFERENCE.finditer(text):
        meant = unescape(found[0])
        if not meant or any(refused(meant)) or any(category(one).startswith("M") for one in meant):
            what = f", the character {code(meant)}," if meant else ""
            yield found.start(), f"“{found[0]}”{what} is not allowed in a page. Delete it."


def _boxes(text: str) -> Iterator[_Found]:
    for found in _BOX.finditer(text) if "!!!" in text or "???" in text else ():
        if not _BOX_GOOD.fullmatch(found["rest"].rstrip()):
            kinds = ", ".join(TITLE_KINDS)
            yield found.start("rest"), f'a box is written !!! note "Its title". Its kind is one of: {kinds}.'


def _sizes(text: str) -> Iterator[_Found]:
    for found in _INDENTED.finditer(text):
        yield found.start(), f"this is nested too deep. Indent by {DEEPEST} spaces at most, and quote in four levels at most."
    at = 0
    for paragraph in _PARAGRAPH.split(text) if text.count("[") > MOST_BRACKETS else ():
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        if (many := paragraph.count("[")) > MOST_BRACKETS:
            yield start, f"this paragraph has {many} “[”; {MOST_BRACKETS} is the most. Divide it."


_RULES: tuple[Callable[[str], Iterator[_Found]], ...] = (_definitions, _fences, _boxes, _sizes, _underscores, _references)
"""What is judged alike on every page."""
