"""What all pictures share: a frame with a title and a description, numbers, ticks, and tables.

Colours are classes of `docs/assets/pictures.css`, so that a picture is right in light, in dark and on paper. Widths are those of
a phone: text is drawn at the size in which it is read there, and only grows on wider screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup, escape

from toolkit.rounding import brief
from toolkit.schedule import WeekKind

PICTURE_WIDTH = 340
"""Units across: the width in pixels that a picture has on a small phone."""
LETTER = 6.3
"""About how wide a letter is."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, and the same as an HTML table."""

    svg: Markup
    table: Markup


def framed(name: str, title: str, description: str, height: int, parts: Iterable[str]) -> Markup:
    """An SVG of its own id, title and description, which keeps its room on the page before it is painted."""
    return Markup(
        f'<svg class="picture" role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {PICTURE_WIDTH} {height}" '
        f'width="{PICTURE_WIDTH}" height="{height}"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def words_at(x: float, y: float, said: str, kind: str = "") -> str:
    """A text; `kind` is a class, such as `m` for one that is centred, within the frame, and `e` for one that ends there."""
    dressed = f' class="{kind}"' if kind else ""
    if kind == "m":
        half = len(said) * LETTER / 2
        x = max(half, min(x, PICTURE_WIDTH - half))
    return f'<text x="{brief(x)}" y="{brief(y)}"{dressed}>{escape(said)}</text>'


def path(kind: str, shapes: Iterable[str]) -> str:
    """All shapes of one class as one path; nothing without shapes."""
    drawn = "".join(shapes)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle, from its upper left corner, as a part of a path."""
    return f"M{brief(x)} {brief(y)}h{brief(width)}v{brief(height)}h{brief(-width)}z"


MARK_SHAPES: Mapping[WeekKind, str] = MappingProxyType(
    {
        "reset": "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        "taper": "m-4 -3.5h8l-4 7z",
        "race": "m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
        "recovery": "m-3 -3h6v6h-6z",
        "return": "m-4 3.5h8l-4 -7z",
    }
)
"""The sign of each sort of week that is not a loading week, around its middle."""


def marks(placed: Iterable[tuple[WeekKind, float, float]]) -> Iterator[str]:
    """The signs of sorts of weeks at their places; a loading week has none."""
    found: dict[WeekKind, list[str]] = {}
    for kind, x, y in placed:
        if kind in MARK_SHAPES:
            found.setdefault(kind, []).append(f"M{brief(x)} {brief(y)}{MARK_SHAPES[kind]}")
    yield from (path(f"mark-{kind}", shapes) for kind, shapes in found.items())


def legend(entries: Iterable[tuple[str, str]], y: float) -> tuple[str, int]:
    """Signs with what they mean, from left to right and in lines, and the height at which they end.

    A sign is drawn around its middle.
    """
    x, drawn = 6.0, []
    for sign, said in entries:
        wide = 16 + LETTER * len(said)
        if x + wide > PICTURE_WIDTH:
            x, y = 6.0, y + 18
        drawn.append(f'<g transform="translate({brief(x)} {brief(y)})">{sign}</g>{words_at(x + 9, y + 4, said)}')
        x += wide
    return "".join(drawn), int(y + 10)


def step_of(most: float, ticks: int, steps: Sequence[int] = (5, 10, 15, 20, 30, 60, 90, 120, 150, 200, 300, 600, 1200)) -> int:
    """The smallest of the steps with which no more than so many ticks are needed."""
    return next((step for step in steps if most / step <= ticks), steps[-1])


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str | Markup]], numbers_from: int) -> Markup:
    """An HTML table with a caption; the first cell of a row is its head, and cells from `numbers_from` on are numbers."""
    said = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{_cells(row, numbers_from)}</tr>" for row in rows)
    return Markup(
        f'<table class="figures"><caption>{escape(caption)}</caption><thead><tr>{said}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cells(row: Sequence[str | Markup], numbers_from: int) -> str:
    first, *others = row
    tags = ('<td class="n">' if number >= numbers_from else "<td>" for number in range(1, len(row)))
    cells = (f"{tag}{escape(cell)}</td>" for tag, cell in zip(tags, others, strict=True))
    return f'<th scope="row">{escape(first)}</th>{"".join(cells)}'
