"""Text to Markdown and HTML: what a contributor wrote reaches a page only through `escape`, so that no text can become markup."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from toolkit.text.units import KILOMETRES, miles_of

_MARKUP = re.compile(r"[!\"#$&*+<=>@\[\\\]^_`{|}~]|(?<!\w)-|-(?!\w)|^:|(?<=:)/(?=/)|(?<=\d)\.(?=\s|$)")
"""Characters with a meaning in Markdown or HTML: some anywhere, dashes outside words, a colon first, a number's full stop."""
_LINK = r"<a [^<>]*+>(?:(?!</?a\b).)*+</a>"
_ONLY_LINKS = re.compile(rf"<(li|td|th|p|h[2-6])((?: [^<>]*+)?)>((?:[^\w<]*+(?:{_LINK}|<br ?/?>))++[^\w<]*+)</\1>", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
DESCRIPTION = 200
"""Characters of a description, its first sentence apart: about what search engines and chats show of it. Convention."""


def escape(text: str) -> Markup:
    """Text in which nothing is markup: every character with a meaning in Markdown or HTML becomes an entity."""
    return Markup(_MARKUP.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split())))


def url(address: str) -> Markup:
    """An address as the target of a link; the models let only http addresses without spaces and quotes through."""
    return Markup(re.sub(r"[()<>&]", lambda found: f"%{ord(found[0]):02X}" if found[0] != "&" else "&amp;", address))


def rest(address: str) -> Markup:
    """An address without its scheme, from the slashes on, to follow another."""
    return url(address.partition(":")[2])


def in_both_units(said: Markup) -> Markup:
    """HTML in which every distance in kilometres is there in miles too; the page shows the one that its reader chose."""
    return Markup(KILOMETRES.sub(_both, said))


def _both(found: re.Match[str]) -> str:
    return f'<span class="km">{found[0]}</span><span class="miles">{miles_of(found)}</span>'


def described(markdown: str) -> str:
    """What a page says of itself: as many sentences of its first paragraph as a description holds, in plain text."""
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", markdown))
    first = next((block for block in blocks if re.match(r"[\w“*\[`]", block)), "")
    plain = re.sub(r"\[([^\[\]]*+)\]\([^()]*+\)|[*`]", lambda found: found[1] or "", first)
    said, *more = _SENTENCE.split(plain)
    for sentence in more:
        if len(said) + 1 + len(sentence) > DESCRIPTION:
            break
        said += f" {sentence}"
    return f"{said[:-1]}." if said.endswith(":") else said


_TAG = re.compile(r"(<[^<>]*+>)")
_NO_TOOLTIP = frozenset(
    {"a", "abbr", "button", "caption", "code", "figcaption", "label", "pre", "script", "style", "summary", "svg", "th"}
    | {"h1", "h2", "h3", "h4"}
)
"""Elements in which a term gets no tooltip: it is a link, a name, or no prose."""


class Tooltips:
    """Puts a tooltip on the first use of each term in a page; `terms` are forms of terms with what each means, by the term’s name.

    A form in small letters is also found at the start of a sentence; one with a capital only as it is.
    """

    def __init__(self, terms: Mapping[str, tuple[Sequence[str], str]]) -> None:
        self._meant = {form: (name, says) for name, (forms, says) in terms.items() for form in forms}
        self._meant |= {form[0].upper() + form[1:]: meant for form, meant in self._meant.items()}
        longest_first = sorted(self._meant, key=lambda form: (-len(form), form))
        self._form = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])") if terms else None

    def __call__(self, page: str) -> str:
        """HTML in which the first use of each term has a tooltip, within reach of a finger and of the keyboard."""
        if self._form is None:
            return page
        explained: set[str] = set()
        inside: list[str] = []

        def explain_once(found: re.Match[str]) -> str:
            name, says = self._meant[found[0]]
            if name in explained:
                return found[0]
            explained.add(name)
            return f'<abbr title="{html.escape(says)}" tabindex="0">{found[0]}</abbr>'

        pieces = _TAG.split(page)
        for number, piece in enumerate(pieces):
            if number % 2:
                name = piece.strip("</>").split(None, 1)[0].lower() if piece.strip("</>") else ""
                if name in _NO_TOOLTIP and not piece.endswith("/>"):
                    inside = inside[:-1] if piece.startswith("</") else [*inside, name]
            elif piece and not inside:
                pieces[number] = self._form.sub(explain_once, piece)
        return "".join(pieces)


def with_room(page: str) -> str:
    """HTML with the class `links` on every block that has only links, such as a cell: styles make room for a finger."""
    return _ONLY_LINKS.sub(_roomy, page)


def _roomy(block: re.Match[str]) -> str:
    tag, attributes, content = block.groups()
    if ' class="' in attributes:
        attributes = attributes.replace(' class="', ' class="links ', 1)
    else:
        attributes += ' class="links"'
    return f"<{tag}{attributes}>{content}</{tag}>"
