"""A chapter of the guide to Markdown: its values said in words, its sources cited, and listed at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, cast

from markupsafe import Markup

from toolkit.dose import Doses, Workout
from toolkit.library import Library
from toolkit.models import BY_NAME, COLUMNS, LEVELS, LIMIT_RACES, RHYTHMS, AgeColumn, Level, Variant
from toolkit.notation import EFFORTS
from toolkit.prose import FOLDERS, Chapter, Citation, Link
from toolkit.schedule import Schedule
from toolkit.site.charts import load_chart, profile
from toolkit.site.environment import environment
from toolkit.site.links import Links
from toolkit.site.markup import escape
from toolkit.site.page import Page, frame_of, named_fields
from toolkit.text import english as words
from toolkit.text import sources, units

LINK_TO_PLAN = re.compile(
    r"\[(?P<title>[^\[\]]*)\]\((?:\.\./)+(?P<folder>plans|seasons)/(?P<name>[\w-]+)(?:/[\w-]+)?\.md(?:#[^()\s]*)?\)"
)
"""A link in Markdown to a page of a plan or a season."""


class SchedulesByVariant(Protocol):
    """By plan and variant, what a plan lays out."""

    def __getitem__(self, variant: tuple[str, str], /) -> Schedule: ...


Block = Callable[[str, Mapping[str, object]], str]
"""Writes what is more than a few words, from a template of `pages/blocks/` and what it shows."""


def chapter_markdown(library: Library, schedules: SchedulesByVariant, link: Links, chapter: Chapter, block: Block) -> str:
    """The Markdown of a chapter in which every value is said or shown and every citation is a link."""
    pieces, done = [], 0
    for number, part in enumerate(chapter.parts):
        if isinstance(part, Link):
            continue
        pieces.append(chapter.text[done : part.start])
        if isinstance(part, Citation):
            pieces.append(_evidence(link, part.strength.text, part.note, (source.text for source in part.sources)))
        elif say := SAID.get(part.name.text):
            pieces.append(say(library, link, *(word.text for word in part.words)))
        else:
            template, show = SHOWN[part.name.text]
            pieces.append(block(template, show(library, schedules, number, *(word.text for word in part.words))))
        done = part.end
    text = without_lost_links(library, "".join([*pieces, chapter.text[done:].rstrip()]))
    return f"{text}\n{_sources(library, link, chapter)}"


def without_lost_links(library: Library, markdown: str) -> str:
    """Markdown in which of a link to a plan or a season without a page only its title is left."""

    def replaced(found: re.Match[str]) -> str:
        thing = (library.plans if found["folder"] == "plans" else library.seasons).get(found["name"])
        return found["title"] if thing and not library.has_page(thing) else found[0]

    return LINK_TO_PLAN.sub(replaced, markdown)


def chapter_page(library: Library, path: str, chapter: Chapter, schedules: SchedulesByVariant) -> Page:
    """The page of a chapter; what in it is more than a few words has a template of its own in `pages/blocks/`."""
    frame = frame_of(library, path)

    def block(template: str, shown: Mapping[str, object]) -> str:
        return environment().get_template(f"blocks/{template}.md").render(named_fields(frame), **shown).rstrip()

    return Page(path, chapter_markdown(library, schedules, frame.link, chapter, block), chapter.path)


def _evidence(link: Links, strength: str, note: str, cited: Iterable[str]) -> Markup:
    """`moderate evidence, in young men: Roberts 2015; Rio 2017, from memory`, the sources linked."""
    said = escape(sources.evidence_strength(strength))
    said += escape(f", {note}") if note else ""
    links = Markup("; ").join(map(link.source, cited))
    return Markup(f'<span class="evidence">({said}{": " if links else ""}{links})</span>')


def _sources(library: Library, link: Links, chapter: Chapter) -> str:
    """What a chapter rests on, to be opened at its end; nothing if it cites nothing."""
    if not chapter.cited:
        return ""
    rows = (f"    - {link.source(name)}: {escape(library.sources[name].title)}\n" for name in chapter.cited)
    return f'\n??? note "{sources.SOURCES_OF_PAGE}"\n\n{"".join(rows)}'


def say_limit(library: Library, link: Links, name: str, *which: str) -> str:
    """The number of a limit with its unit, for some levels, ages or races, or for all: `48 to 96 hours`; or a further number."""
    found = library.limits[name]
    further = [word for word in which if word in found.also]
    if further:
        return f"{found.also[further[0]]:g}"
    levels = cast("list[Level]", [word for word in which if word in LEVELS])
    rhythms = [library.levels.rhythms[rhythm].column for rhythm in RHYTHMS if rhythm in which]
    columns = cast("list[AgeColumn]", [word for word in which if word in COLUMNS]) + rhythms
    races = [word for word in which if word in LIMIT_RACES]
    low, high = found.span(levels or LEVELS, columns or COLUMNS, races or LIMIT_RACES)
    return units.limit_amount(low, high, found.unit)


def _say_evidence_of_limit(library: Library, link: Links, name: str) -> Markup:
    found = library.limits[name]
    return _evidence(link, found.strength, "", found.sources)


def _say_dose(library: Library, link: Links, name: str, level: str, end: str = "") -> Markup:
    """The main set of a session on the rung that a level starts with, or on the top one, on one line."""
    return link.sentence(_done(library, name, level, end).main_steps)


def _done(library: Library, name: str, level: str, end: str = "") -> Workout:
    """A session on the rung that a level starts with, or on the top one."""
    session, of_level = library.sessions[name], cast("Level", level)
    rung = len(session.rungs) - 1 if end else session.start[of_level] - 1
    return Doses(library).workout(Variant(of_level, "standard"), session, rung)


def _titled(table: str) -> Callable[..., Markup]:
    """Says the title of what has a file, linked."""
    return lambda library, link, ident: link.thing(getattr(library, table)[ident])


SAID: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "limit": say_limit,
        "evidence": _say_evidence_of_limit,
        "rpe": lambda library, link, effort: units.spoken_range(library.levels.efforts[effort].rpe),
        "talk": lambda library, link, effort: escape(library.levels.efforts[effort].talk),
        "level": lambda library, link, level: escape(library.levels.levels[level].who),
        "rhythm": lambda library, link, rhythm: escape(library.levels.rhythms[rhythm].who),
        "result": lambda library, link, assessment, bound: f"{library.assessments[assessment].bounds[bound]:g}",
        "cue": lambda library, link, cue: escape(words.quoted(library.cues[cue].text)),
        "readiness": lambda library, link, field: escape(getattr(library.readiness, field)),
        "dose": _say_dose,
        "weeks": lambda library, link, plan, variant: units.weeks(library.plans[plan].weeks_of(BY_NAME[variant])),
        **{sort: _titled(table) for table, sort in FOLDERS.items()},
    }
)
"""The forms of value that are a few words, and how each is said."""


def _week(library: Library, schedules: SchedulesByVariant, number: int, plan: str, variant: str, kind: str) -> dict[str, object]:
    """The week of a kind with the most running; of all, where there is none of that kind."""
    schedule = schedules[plan, variant]
    weeks = [week for week in schedule.weeks if week.kind == kind] or schedule.weeks
    return {"schedule": schedule, "level": schedule.variant.level, "week": max(weeks, key=lambda week: week.running)}


def _exercises_for(library: Library, schedules: SchedulesByVariant, number: int, part: str) -> dict[str, object]:
    """The exercises that serve a part, by title."""
    serving = (exercise for exercise in library.offered(library.exercises) if part in exercise.serves)
    return {"exercises": sorted(serving, key=lambda exercise: exercise.title)}


def _profile(library: Library, schedules: SchedulesByVariant, number: int, name: str, level: str) -> dict[str, object]:
    """The effort over time of the rung that a level starts with."""
    return {"picture": profile(library, _done(library, name, level), cast("Level", level), f"profile-{number}")}


def has_profile(library: Library, name: str, level: str) -> bool:
    """Whether a chapter can show the profile of a session for a level: one without efforts, such as a circuit, has none."""
    return _profile(library, {}, 0, name, level)["picture"] is not None


def _load(library: Library, schedules: SchedulesByVariant, number: int, plan: str, variant: str) -> dict[str, object]:
    """The load of a plan by week."""
    return {"picture": load_chart(library, schedules[plan, variant], f"load-{number}")}


SHOWN: Mapping[str, tuple[str, Callable[..., dict[str, object]]]] = MappingProxyType(
    {
        "limits": ("limits", lambda library, schedules, number, name: {"limit": library.limits[name]}),
        "norms": ("norms", lambda library, schedules, number, name: {"assessment": library.assessments[name]}),
        "efforts": ("efforts", lambda library, schedules, number: {"efforts": EFFORTS}),
        "missed": ("missed", lambda library, schedules, number: {}),
        "reset-signs": ("ticks", lambda library, schedules, number: {"signs": library.readiness.reset_early}),
        "before-start": ("ticks", lambda library, schedules, number: {"signs": library.readiness.before_start}),
        "cues": ("cues", lambda library, schedules, number, category: {"category": category}),
        "exercises-for": ("exercises-for", _exercises_for),
        "profile": ("picture", _profile),
        "week": ("week", _week),
        "load": ("picture", _load),
    }
)
"""The forms that are more than a few words: the template of each, and what it shows; the number tells a picture from others."""
