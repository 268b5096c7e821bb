"""A library to Markdown pages that any site generator can build: sessions, exercises, plans, indexes and lists.

What a contributor wrote reaches a page only through `escape`: no text can become markup, in Markdown or in HTML.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit import notation
from toolkit.clockwork import FAST
from toolkit.coverage import tables
from toolkit.dose import Workout, clockwork, easier, felt, workout
from toolkit.feeds.offer import Offer, choice_of, choices
from toolkit.least import impacts
from toolkit.library import Library
from toolkit.models import (
    HABITS,
    LEVELS,
    RHYTHMS,
    WEEKDAYS,
    Entry,
    Level,
    Plan,
    Season,
    Session,
    Template,
    Variant,
)
from toolkit.prose import Chapter
from toolkit.rounding import brief
from toolkit.rules import RULES, report_on
from toolkit.schedule import (
    Between,
    Progress,
    Schedule,
    Week,
    common_results,
    fewest,
    first_back,
    laid_out,
    progress,
    race_gaps,
    variants_of,
)
from toolkit.site import chapter, finder, results
from toolkit.site.charts import Picture, load_chart, profile, week_grid
from toolkit.site.glance import glance, waits
from toolkit.site.links import Links, in_html, in_markdown
from toolkit.site.markup import escape, rest, url
from toolkit.site.offline import kept
from toolkit.text import english as words
from toolkit.text import steps as by_steps


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page: its path in the site, its text, and the file one edits to change it."""

    path: str
    text: str
    source: str | None = None


def lots(
    library: Library, offers: Sequence[tuple[Plan, Sequence[Offer]]]
) -> Iterator[tuple[Session | Plan | None, Iterator[Page]]]:
    """Every page of a library, its plans as they are offered; none is made before it is asked for.

    With a session or a plan come the pages that follow from it, from what it names, and from the lists; with None, all others.
    """
    for session in library.sessions.values():
        yield session, _of_session(library, session)
    for plan, variants in offers:
        yield plan, _plan(library, plan, variants)
    yield None, _others(library, offers)


def lists(library: Library) -> Iterator[Page]:
    """The pages that list others, without what depends on the day, one after the other: to see which headings they have."""
    yield from _indexes(library, [])


def _of_session(library: Library, session: Session) -> Iterator[Page]:
    """The page of a session."""
    yield _own(library, session, f"sessions/{session.id}", "session", **_session(library, session))


def _others(library: Library, offers: Sequence[tuple[Plan, Sequence[Offer]]]) -> Iterator[Page]:
    """Pages that show what many files say."""
    yield from _exercises(library)
    for assessment in library.assessments.values():
        yield _own(library, assessment, f"assessments/{assessment.id}", "assessment", assessment=assessment)
    for habit in library.habits.values():
        yield _own(library, habit, f"habits/{habit.id}", "habit", habit=habit)
    yield _page(
        library, "subscribe.md", "subscribe.md", "Put a plan into your calendar", "templates/readiness.yaml", offered=offers
    )
    for season in library.seasons.values():
        courses = list(_courses(library, season))
        yield _own(library, season, f"seasons/{season.id}", "season", season=season, courses=courses)
    yield from _indexes(library, offers)
    schedules = {(plan.id, str(offer.schedules[0].variant)): offer.schedules[0] for plan, of_plan in offers for offer in of_plan}
    for path, found in library.chapters.items():
        yield _chapter(library, path, found, schedules)


def _chapter(library: Library, path: str, found: Chapter, schedules: chapter.Schedules) -> Page:
    """A chapter of the guide; what in it is more than a few words has a template of its own in `pages/blocks/`."""
    said = _said(library, path)

    def block(template: str, shown: Mapping[str, Any]) -> str:
        return _environment().get_template(f"blocks/{template}.md").render(**said, **shown).rstrip()

    return Page(path, chapter.written(library, schedules, said["link"], found, block), found.path)


@dataclass(frozen=True, slots=True)
class Course:
    """A season for a variant, with as few weeks between its races as may be."""

    parts: tuple[Schedule, ...]
    gaps: tuple[Between, ...]

    @property
    def variant(self) -> Variant:
        """Whom it is for."""
        return self.parts[0].variant

    @property
    def entry(self) -> Entry:
        """What its first part expects."""
        return self.parts[0].entry

    @property
    def first(self) -> Week:
        """Its first week."""
        return self.parts[0].weeks[0]

    @property
    def before(self) -> int:
        """The weeks before the week of the first race."""
        return next(number for number, (_, _, week) in enumerate(self.weeks) if week.kind == "race")

    @property
    def weeks(self) -> list[tuple[int, Schedule, Week]]:
        """Every week with its number in the season and the part that it belongs to."""
        weeks = [(part, week) for part in self.parts for week in part.weeks]
        return [(number, part, week) for number, (part, week) in enumerate(weeks, start=1)]


def _courses(library: Library, season: Season) -> Iterator[Course]:
    """A season for each variant that it is offered as."""
    for variant in variants_of(season, library):
        parts = laid_out(season, library, variant, fewest(season))
        yield Course(tuple(parts), tuple(race_gaps(season, parts)))


def _plan(library: Library, plan: Plan, offers: Sequence[Offer]) -> Iterator[Page]:
    """A plan's page, and one for each of its variants."""
    stepped = by_steps.of_plan(plan, library)
    choice = list(choice_of(library, plan, offers))
    schedules = [offer.schedules[0] for offer in offers]
    effects = [results.effect(asked, schedules, library) for asked in common_results(library)]
    shown = {"plan": plan, "offers": offers, "choice": choice, "stepped": stepped, "effects": effects}
    yield _own(library, plan, f"plans/{plan.id}/index", "plan", **shown)
    for offer in offers:
        variant = offer.variant
        title = f"{plan.title}: {words.variant(library, variant)}"
        values: dict[str, Any] = {"plan": plan, "offer": offer, "rules": len(RULES), "stepped": stepped}
        trained = variant._replace(entry="trained")
        values["trained_too"] = trained if offer.fresh and trained in plan.variants else None
        values["load"] = load_chart(library, offer.schedules[0], "load")
        values["comebacks"] = list(_comebacks(library, progress(plan, library, variant)))
        yield _page(library, f"plans/{plan.id}/{variant}.md", "variant.md", title, library.path(plan), **values)


@dataclass(frozen=True, slots=True)
class Comeback:
    """The first week back in a week of a plan, after so many days without running."""

    week: int
    after: tuple[tuple[int, Week], ...]


def _comebacks(library: Library, course: Sequence[Progress]) -> Iterator[Comeback]:
    """For each week of a plan from the second to the race, the first week back after the most days of each step that changes it."""
    most = [step.days[1] for step in library.missed.steps if step.changes and step.days[1]]
    for one in course[1:]:
        if one.planned.kind == "recovery":
            return
        week = one.planned.number
        yield Comeback(week, tuple((days, first_back(course, library, week, days)) for days in most))


def _exercises(library: Library) -> Iterator[Page]:
    """The page of every exercise, with the sessions that use it."""
    used = _used(library)
    for exercise in library.exercises.values():
        where = sorted((library.sessions[name] for name in used.get(exercise.id, ())), key=lambda session: session.title)
        yield _own(library, exercise, f"exercises/{exercise.id}", "exercise", exercise=exercise, used=where)


def _own(library: Library, thing: Template | Plan | Season, path: str, template: str, **values: Any) -> Page:
    """The page that a template, a plan or a season has to itself."""
    values["search_words"] = thing.search_words
    return _page(library, f"{path}.md", f"{template}.md", thing.title, library.path(thing), **values)


def _indexes(library: Library, offered: Sequence[tuple[Plan, Sequence[Offer]]]) -> Iterator[Page]:
    """The pages that list others, and the lists themselves: first the one whose headings pages link to (see `lists`)."""
    cited = _cited(library)
    yield _page(library, "guide/sources.md", "sources.md", "Sources", "templates/sources.yaml", cited=cited)
    plans = [plan for plan, _ in offered]
    yield _page(library, "sessions/index.md", "sessions.md", "Sessions", "templates", finder=finder.sessions(library))
    yield _page(library, "exercises/index.md", "exercises.md", "Exercises", "templates/exercises", finder=finder.exercises(library))
    yield _page(library, "assessments/index.md", "assessments.md", "Assessments", "templates/assessments")
    habits = sorted(library.habits.values(), key=lambda habit: (HABITS.index(habit.kind), habit.title))
    recovery = _of_kind(library.sessions.values(), "recovery")
    by_sort = [(kind, list(found)) for kind, found in groupby(habits, key=lambda habit: habit.kind)]
    yield _page(library, "habits/index.md", "habits.md", "Recovery", "templates/habits", kinds=by_sort, recovery=recovery)
    yield _page(
        library, "guide/coverage.md", "coverage.md", "What the library covers", "templates/gaps.yaml", tables=tables(library)
    )
    yield _page(library, "plans/index.md", "plans.md", "Plans", "plans", plans=plans)
    levels = "templates/levels.yaml"
    clocks = {level: clockwork(library, level) for level in LEVELS}
    yield _page(
        library, "guide/efforts.md", "efforts.md", "Efforts, levels and rhythms", levels, clocks=clocks, efforts=notation.EFFORTS
    )
    cues = sorted(library.cues.values(), key=lambda cue: cue.category)
    by_category = [(category, list(found)) for category, found in groupby(cues, key=lambda cue: cue.category)]
    yield _page(library, "guide/cues.md", "cues.md", "Cues", "templates/cues.yaml", categories=by_category)
    yield _page(library, "log.md", "log.md", "A log to print", "templates/readiness.yaml")
    rules = [rule.id for rule in RULES]
    every = [offer for _, variants in offered for offer in variants]
    kind = "Why these plans are kind to your joints"
    values = {"rules": rules, "offers": every, "report": lambda schedule: report_on(schedule, library)}
    yield _page(library, "guide/kind-to-your-joints.md", "kind.md", kind, "templates/limits.yaml", **values)
    if library.glossary:
        terms = sorted(library.glossary.items(), key=lambda entry: entry[1].term.lower())
        yield _page(library, "guide/glossary.md", "glossary.md", "Glossary", "templates/glossary.yaml", terms=terms)


def _cited(library: Library) -> set[str]:
    """The ids of the sources that something rests on; all others are further reading."""
    templates = [library.sessions, library.exercises, library.assessments, library.habits, library.limits]
    things: list[Any] = [thing for table in templates for thing in table.values()]
    norms = [assessment.norms for assessment in library.assessments.values() if assessment.norms]
    things += [*norms, library.readiness, library.missed]
    cited = {source for thing in things for source in thing.sources}
    return cited.union(*(found.cited for found in library.chapters.values()))


def _of_kind(sessions: Any, kind: str) -> list[Session]:
    return sorted((session for session in sessions if session.kind == kind), key=lambda session: session.title)


def _used(library: Library) -> dict[str, set[str]]:
    """The sessions that each exercise is used in."""
    used: dict[str, set[str]] = {}
    for session in library.sessions.values():
        for rung in session.rungs:
            for step in notation.mentioned(rung):
                if step.exercise:
                    used.setdefault(step.exercise, set()).add(session.id)
    return used


@dataclass(frozen=True, slots=True)
class Rung:
    """A row of a session's ladder for a level."""

    number: int
    done: Workout
    start: bool
    tired: Workout | None
    picture: Picture | None


def _session(library: Library, session: Session) -> dict[str, Any]:
    """What a session's page shows: its ladder by level, and the efforts it uses."""
    ladders: list[tuple[Level, list[Rung]]] = []
    for level in LEVELS:
        if level not in session.start:
            continue
        variant = Variant(level, "standard")
        rungs = [
            Rung(
                number + 1,
                workout(library, variant, session, number),
                number + 1 == session.start[level],
                easier(library, variant, session, number) if session.mode == "run" else None,
                profile(library, workout(library, variant, session, number), level, f"profile-{level}-{number + 1}"),
            )
            for number in range(len(session.rungs))
        ]
        ladders.append((level, rungs))
    steps = [step for rung in session.rungs for step in notation.mentioned(rung)]
    efforts = dict.fromkeys(step.effort for step in steps if step.effort)
    return {
        "clocks": {level: clockwork(library, level) for level in LEVELS},
        "session": session,
        "hards": felt(library, session),
        "impacts": impacts(library, session),
        "ladders": ladders,
        "efforts": [effort for effort in notation.EFFORTS if effort in efforts],
        "quick": any(effort in FAST for effort in efforts),
        "fast": session.mode == "run" and any(effort in FAST for effort in efforts),
        "kilometres": any(step.amount and step.amount.unit == "km" for step in steps),
        "exercises": [library.exercises[name] for name in dict.fromkeys(step.exercise for step in steps) if name],
        "metres": any(step.effort and step.amount and step.amount.metres is not None for step in steps),
    }


@cache
def _environment() -> Environment:
    """Jinja, with everything that is put out escaped unless it is our own Markup."""
    environment = Environment(  # no autoescape: `finalize` escapes, for Markdown and HTML at once
        loader=PackageLoader("toolkit.site", "pages"),
        finalize=lambda value: value if isinstance(value, (Markup, int)) else escape(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        words=words,
        by_steps=by_steps,
        results=results,
        hard=words.hard_word,
        escape=escape,
        weekdays=[words.WEEKDAY_NAMES[day] for day in WEEKDAYS],
        levels=LEVELS,
        rhythms=RHYTHMS,
        day=words.long_date,
        choices=choices,
        glance=glance,
        options=lambda variant: Markup(words.options(variant)),
        file_command=file_command,
        waits=waits,
        week_grid=week_grid,
        kept=kept,
    )
    environment.filters.update(minutes=words.minutes, tenths=words.tenths, pace=words.pace, brief=brief)
    environment.filters.update(front=front, url=url, rest=rest)
    return environment


def file_command(plan: Plan, variant: Variant) -> Markup:
    """The command that makes the calendar of a variant as a file, for a day to be filled in."""
    day = "--race" if plan.race else "--start"
    return Markup(f"toolkit calendar {plan.id} {words.options(variant)} {day} YYYY-MM-DD --output my.ics")


def front(text: str) -> Markup:
    """Text as a value in a page's front matter; themes put it into HTML as it is, so it is escaped for that too."""
    return Markup(json.dumps(html.escape(" ".join(text.split())), ensure_ascii=False))


def _page(library: Library, path: str, template: str, title: str, source: str | None = None, **values: Any) -> Page:
    """One page from its template; links lead from where the page is."""
    values = {"search_words": (), **values, "title": title, "unsearched": False, "back": _way_back(library, path)}
    values |= _said(library, path)
    text = _environment().get_template(template).render(**values)
    return Page(path, f"{text.rstrip()}\n", source)


class Way(NamedTuple):
    """A link to a page: its address from the top of the site, and what it is called."""

    address: str
    title: str


LISTINGS = {
    "sessions": Way("sessions/", "All sessions"),
    "exercises": Way("exercises/", "All exercises"),
    "assessments": Way("assessments/", "All assessments"),
    "habits": Way("habits/", "Recovery"),
    "plans": Way("plans/", "All plans"),
    "seasons": Way("plans/", "All plans"),
}
"""By folder, the page that lists what is in it."""


def _way_back(library: Library, path: str) -> Way | None:
    """The link from a page to the page that lists it; None where the menu has the page."""
    folder, *rest = path.removesuffix(".md").removesuffix("index").strip("/").split("/")
    if len(rest) == 2:  # a variant of a plan
        return Way(f"{folder}/{rest[0]}/", library.plans[rest[0]].title)
    return LISTINGS.get(folder) if rest else None


def _said(library: Library, path: str) -> dict[str, Any]:
    """What every template can say: the library, and links from where a page is."""
    up = "../" * path.count("/")
    root = up if path.endswith("index.md") else f"{up}../"  # in HTML that is not Markdown: each page is a folder of its own
    return {
        "library": library,
        "titles": {plan.id: plan.title for plan in library.plans.values()},
        "up": Markup(up),
        "root": Markup(root or "./"),
        "link": Links(library, in_markdown(up)),
        "anchor": Links(library, in_html(root or "./")),
    }
