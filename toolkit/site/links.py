"""Links to other pages, and steps with their exercises linked, in Markdown or in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from toolkit.library import Library
from toolkit.models import Gap, Level, Norms, Plan, Season, Session, Template, Variant
from toolkit.notation import Repeat, Steps
from toolkit.schedule import Placed, Week
from toolkit.site.markup import escape, in_both_units
from toolkit.text import english as words
from toolkit.text import sources
from toolkit.text.results import Effect, sentences
from toolkit.text.steps import numbered

Write = Callable[[str, str], Markup]
"""Writes a link with a title to the page at a path from the top of the site, `plans/5k/index.md`."""


def in_markdown(up: str) -> Write:
    """Writes links in Markdown, for a page whose file lies `up` from the top."""
    return lambda title, path: Markup(f"[{escape(title)}]({up}{path})")


def in_html(root: str) -> Write:
    """Writes links in HTML, for a page that is a folder of its own, `root` from the top."""
    return lambda title, path: Markup(f'<a href="{root}{_address(path)}">{escape(title)}</a>')


def _address(path: str) -> str:
    """Where the page of a Markdown file is: `plans/5k/` for `plans/5k/index.md`, `sessions/x/#cues` for `sessions/x.md#cues`."""
    file, _, part = path.partition("#")
    return f"{re.sub(r'(index)?[.]md$', '', file).rstrip('/')}/{part and '#'}{part}".removeprefix("/")


class Links:
    """Says things of a library with links to their pages."""

    def __init__(self, library: Library, write: Write) -> None:
        self.library, self.to = library, write

    def thing(self, thing: Template | Plan | Season) -> Markup:
        """The title of a thing, linked to its page; without a link where the settings give it no page."""
        if not self.library.has_page(thing):
            return escape(thing.title)
        folder, index = f"{type(thing).__name__.lower()}s", "/index" if isinstance(thing, Plan) else ""
        return self.to(thing.title, f"{folder}/{thing.id}{index}.md")

    def source(self, name: str) -> Markup:
        """`Billat 2000`: a source in few words for the middle of a text, linked, with how it was read where not in its own text."""
        source = self.library.sources[name]
        link = self.to(sources.short_citation(source.authors, source.year), _place(name))
        caution = sources.caution(source)
        return Markup(f"{link}, {caution}") if caution else link

    def sessions(self, ids: Sequence[str]) -> Markup:
        """The titles of sessions, linked, in a row."""
        return Markup(", ".join(self.thing(self.library.sessions[name]) for name in ids))

    def effect(self, effect: Effect) -> Markup:
        """What a result of an assessment changes in a plan, with its sessions linked."""
        return Markup(" ".join(sentences(effect, self.sessions, escape)))

    def sentence(self, steps: Steps) -> Markup:
        """Steps on one line."""
        return in_both_units(Markup(words.sentence(steps, self._named, escape)))

    def numbered(self, session: Session) -> list[Markup]:
        """Every step of a session by steps, with what it asks besides, without its number."""
        return [Markup(said) for said in numbered(session, self.sentence, escape)]

    def unlinked(self, steps: Steps) -> Markup:
        """Steps on one line in HTML, without links."""
        return in_both_units(Markup(words.sentence(steps, lambda name: escape(self.library.exercises[name].title), escape)))

    def rung(self, placed: Placed, level: Level) -> Markup:
        """The title of a session on a day, linked to its rung for a level."""
        part = "" if placed.session.by_steps else f"#{level}-{placed.workout.rung + 1}"
        return self.to(placed.session.title, f"sessions/{placed.session.id}.md{part}")

    def day(self, level: Level) -> Callable[[Placed], Markup]:
        """Says sessions on days, each linked to its rung for a level."""
        return lambda placed: self.rung(placed, level)

    def dose(self, steps: Steps) -> Markup:
        """Steps of the exercise whose page this is: its own name is left out."""
        said = words.sentence(steps, lambda name: "…", escape)
        return Markup(re.sub(r"… (?:× ([0-9][0-9–]*))?", lambda found: words.repetitions(found[1]) if found[1] else "", said))

    def gaps(self, table: str) -> list[Gap]:
        """The reasons for the empty cells of a table of the coverage page."""
        return [gap for gap in self.library.gaps.values() if gap.table == table]

    def bands(self, norms: Norms) -> list[str]:
        """The age bands of norms, the youngest first."""
        return sorted({band for by_age in norms.values.values() for band in by_age})

    def provenance(self, thing: Template) -> str:
        """Who wrote a template, and when it was last read against its sources."""
        return sources.provenance(thing.author, thing.reviewed)

    def outline(self, steps: Steps) -> Markup:
        """Steps as a nested list in HTML."""
        return in_both_units(Markup(f"<ul>{''.join(self._items(steps))}</ul>"))

    def _items(self, steps: Steps) -> Iterator[str]:
        for item in steps:
            if isinstance(item, Repeat):
                yield f"<li><b>{words.repeats(item.times)}</b><ul>{''.join(self._items(item.steps))}</ul></li>"
            else:
                yield f"<li>{words.step(item, self._named, escape)}</li>"

    def _named(self, name: str) -> Markup:
        return self.thing(self.library.exercises[name])

    def variant(self, variant: Variant) -> str:
        """A variant in words: `Intermediate, standard`."""
        return words.variant(self.library, variant)

    def offered(self, key: str) -> str:
        """A level or some variants by their key in a plan, in words: `Advanced`, or `Advanced, extended, trained`."""
        return words.variant_key(self.library, key)

    def week(self, week: Week) -> str:
        """What sort of week this is, for its heading."""
        return words.WEEK_KIND_WORDS[week.kind]

    def change(self, placed: Placed) -> str:
        """What is new about a session against the last time."""
        return words.change(placed)

    def sources(self, ids: Sequence[str]) -> Markup:
        """Where something rests on, linked; or that it is convention."""
        if not ids:
            return Markup(sources.NO_SOURCES)
        cited = [(name, self.library.sources[name]) for name in ids]
        links = [
            self.to(sources.long_citation(one.authors, one.year), _place(name))
            + (f" ({caution})" if (caution := sources.caution(one)) else "")
            for name, one in cited
        ]
        return Markup(f"{'; '.join(links)}.")


def _place(name: str) -> str:
    """The path of a source on the page that lists all sources."""
    return f"guide/sources.md#{name.replace('_', '-')}"
