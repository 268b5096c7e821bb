"""A chapter of the guide to Markdown: its values said in words, its sources cited, and listed at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from markupsafe import Markup

from toolkit.library import Library
from toolkit.load import workout
from toolkit.models import COLUMNS, LEVELS, RACES, RHYTHMS, AgeColumn, Level, Variant
from toolkit.prose import Chapter, Citation, Link, Value
from toolkit.render import words
from toolkit.render.links import Links, briefly, source_page
from toolkit.render.markup import escape

UNITS = {
    "units": ("hard unit", "hard units"),
    "percent": ("percent", "percent"),
    "range of percent": ("percent", "percent"),
    "days by race": ("day", "days"),
}
"""What units are called in a sentence, one and many; any other as it is written, without its s for one."""

Block = Callable[[Value, int], str]
"""Writes a value that is more than a few words; the number tells it from others on the page."""


def written(library: Library, link: Links, chapter: Chapter, block: Block) -> str:
    """The Markdown of a chapter in which every value is said and every citation is a link."""
    pieces, done = [], 0
    for number, part in enumerate(chapter.parts):
        if isinstance(part, Link):
            continue
        pieces.append(chapter.text[done : part.start])
        if isinstance(part, Citation):
            pieces.append(cited(library, link, part))
        else:
            say = SAID.get(part.name.text)
            pieces.append(say(library, link, *(word.text for word in part.words)) if say else block(part, number))
        done = part.end
    return "".join([*pieces, chapter.text[done:].rstrip(), "\n", _sources(library, link, chapter)])


def cited(library: Library, link: Links, citation: Citation) -> Markup:
    """`moderate evidence, in young men: Roberts 2015`, the source linked."""
    strength = citation.strength.text
    return _evidence(library, link, strength, citation.note, [source.text for source in citation.sources])


def _evidence(library: Library, link: Links, strength: str, note: str, sources: list[str]) -> Markup:
    said = escape(strength if strength == "convention" else f"{strength} evidence")
    said += escape(f", {note}") if note else ""
    links = Markup(", ").join(link.to(briefly(library.sources[name]), source_page(name)) for name in sources)
    return Markup(f'<span class="evidence">({said}{": " if links else ""}{links})</span>')


def _sources(library: Library, link: Links, chapter: Chapter) -> str:
    """What a chapter rests on, to be opened at its end; nothing if it cites nothing."""
    if not chapter.cited:
        return ""
    rows = (
        f"    - {link.to(briefly(source), source_page(name))}: {escape(source.title)}\n"
        for name, source in ((name, library.sources[name]) for name in chapter.cited)
    )
    return f'\n??? note "Sources of this page"\n\n{"".join(rows)}'


def limit(library: Library, link: Links, name: str, *which: str) -> str:
    """The number of a limit with its unit, for some levels, ages or races, or for all: `48 to 96 hours`; or a further number."""
    found = library.limits[name]
    further = [word for word in which if word in found.also]
    if further:
        return f"{found.also[further[0]]:g}"
    levels = cast("list[Level]", [word for word in which if word in LEVELS])
    rhythms = [library.levels.rhythms[rhythm].column for rhythm in RHYTHMS if rhythm in which]
    columns = cast("list[AgeColumn]", [word for word in which if word in COLUMNS]) + rhythms
    races = [word for word in which if word in RACES]
    low, high = found.span(levels or LEVELS, columns or COLUMNS, races or RACES)
    one, many = UNITS.get(found.unit, (found.unit.removesuffix("s"), found.unit))
    return f"{low:g} {one if low == 1 else many}" if low == high else f"{low:g} to {high:g} {many}"


def _of_limit(library: Library, link: Links, name: str) -> Markup:
    found = library.limits[name]
    return _evidence(library, link, found.strength, "", list(found.sources))


def dose(library: Library, link: Links, name: str, level: str, end: str = "") -> Markup:
    """The main set of a session on the rung that a level starts with, or on the top one, on one line."""
    session = library.sessions[name]
    of_level = cast("Level", level)
    rung = len(session.rungs) - 1 if end else session.start[of_level] - 1
    return link.sentence(workout(library, Variant(of_level, "standard"), session, rung).main)


def _titled(name: str) -> Callable[..., Markup]:
    """Says the title of what has a file, linked."""
    return lambda library, link, ident: getattr(link, name)(getattr(library, f"{name}s")[ident])


SAID: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "limit": limit,
        "evidence": _of_limit,
        "rpe": lambda library, link, effort: library.levels.efforts[effort].rpe.replace("–", " to "),
        "talk": lambda library, link, effort: escape(library.levels.efforts[effort].talk),
        "level": lambda library, link, level: escape(library.levels.levels[level].who),
        "rhythm": lambda library, link, rhythm: escape(library.levels.rhythms[rhythm].who),
        "result": lambda library, link, assessment, bound: f"{library.assessments[assessment].bounds[bound]:g}",
        "cue": lambda library, link, cue: escape(f"“{library.cues[cue].text}”"),
        "readiness": lambda library, link, field: escape(getattr(library.readiness, field)),
        "dose": dose,
        "weeks": lambda library, link, plan, variant: words.weeks(library.plans[plan].weeks_of(Variant(*variant.split("-", 1)))),
        **{sort: _titled(sort) for sort in ("session", "exercise", "assessment", "habit", "plan", "season")},
    }
)
"""The forms of value that are a few words, and how each is said."""
