"""A library to Markdown pages that any site generator can build: sessions, exercises, plans, indexes and lists.

What a contributor wrote reaches a page only through `escape`: no text can become markup, in Markdown or in HTML.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit import notation
from toolkit.coverage import tables
from toolkit.library import Library
from toolkit.load import FAST, Workout, clockwork, easier, workout
from toolkit.models import (
    COLUMNS,
    HABITS,
    KINDS,
    LEVELS,
    RHYTHMS,
    WEEKDAYS,
    Assessment,
    Entry,
    Exercise,
    Gap,
    Habit,
    Level,
    Norms,
    Plan,
    Season,
    Session,
    Template,
    Variant,
)
from toolkit.notation import Steps
from toolkit.render import words
from toolkit.render.offer import Offer, choices
from toolkit.rules import RULES, gentler, name_of, report_on
from toolkit.schedule import (
    Between,
    Placed,
    Progress,
    Schedule,
    Week,
    entry_of,
    fewest,
    first_back,
    gaps,
    laid_out,
    progress,
    variants_of,
)

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_MARKUP = re.compile(r"[!\"#$&*+<=>@\[\\\]^_`{|}~]|(?<!\w)-|-(?!\w)|^:|(?<=:)/(?=/)|(?<=\d)\.(?=\s|$)")
"""Characters with a meaning in Markdown or HTML: some anywhere, dashes outside words, a colon first, a number's full stop."""


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page: its path in the site, its text, and the file one edits to change it."""

    path: str
    text: str
    source: str | None = None


def escape(text: str) -> Markup:
    """Text in which nothing is markup: every character with a meaning in Markdown or HTML becomes an entity."""
    return Markup(_MARKUP.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split())))


def pages(library: Library, offers: Sequence[tuple[Plan, Sequence[Offer]]]) -> Iterator[Page]:
    """Every page of a library, its plans as they are offered."""
    for session in library.sessions.values():
        yield _own(library, session, f"sessions/{session.id}", "session", **_session(library, session))
    yield from _exercises(library)
    for assessment in library.assessments.values():
        yield _own(library, assessment, f"assessments/{assessment.id}", "assessment", assessment=assessment)
    for habit in library.habits.values():
        yield _own(library, habit, f"habits/{habit.id}", "habit", habit=habit)
    for plan, variants in offers:
        yield from _plan(library, plan, variants)
    yield _page(
        library, "subscribe.md", "subscribe.md", "Put a plan into your calendar", "templates/readiness.yaml", offered=offers
    )
    for season in library.seasons.values():
        courses = list(_courses(library, season))
        yield _own(library, season, f"seasons/{season.id}", "season", season=season, courses=courses)
    yield from _indexes(library, offers)


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
        yield Course(tuple(parts), tuple(gaps(season, parts)))


def _plan(library: Library, plan: Plan, offers: Sequence[Offer]) -> Iterator[Page]:
    """A plan's page, and one for each of its variants."""
    yield _own(library, plan, f"plans/{plan.id}/index", "plan", plan=plan, offers=offers, entry_of=entry_of)
    oldest = library.at_age(COLUMNS[-1])
    broken = {
        offer.schedules[0].variant: [found for found in report_on(offer.schedules[0], oldest) if found.verdict == "broken"]
        for offer in offers
    }
    for offer in offers:
        variant = offer.schedules[0].variant
        title = f"{plan.title}: {_variant_title(library, variant)}"
        values = {"plan": plan, "offer": offer, "rules": len(RULES), "broken": broken, "other": gentler(variant, plan.variants)}
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
    return _page(library, f"{path}.md", f"{template}.md", thing.title, library.path(thing), **values)


def _indexes(library: Library, offered: Sequence[tuple[Plan, Sequence[Offer]]]) -> Iterator[Page]:
    """The pages that list others, and the lists themselves."""
    plans = [plan for plan, _ in offered]
    by_kind = [(kind, title, _of_kind(library.sessions.values(), kind)) for kind, title in KINDS.items()]
    yield _page(
        library, "sessions/index.md", "sessions.md", "Sessions", "templates", kinds=[entry for entry in by_kind if entry[2]]
    )
    sorts = sorted(library.exercises.values(), key=lambda exercise: (exercise.kind, exercise.title))
    grouped = [(kind, list(found)) for kind, found in groupby(sorts, key=lambda exercise: exercise.kind)]
    yield _page(library, "exercises/index.md", "exercises.md", "Exercises", "templates/exercises", kinds=grouped)
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
    yield _page(library, "guide/readiness.md", "readiness.md", "Go, ease or stop", "templates/readiness.yaml")
    rules = [name_of(rule) for rule in RULES]
    every = [offer for _, variants in offered for offer in variants]
    kind = "Why these plans are kind to your joints"
    values = {"rules": rules, "offers": every, "report": lambda schedule: report_on(schedule, library)}
    yield _page(library, "guide/kind-to-your-joints.md", "kind.md", kind, "templates/limits.yaml", **values)
    yield _page(library, "guide/sources.md", "sources.md", "Sources", "templates/sources.yaml")


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
            )
            for number in range(len(session.rungs))
        ]
        ladders.append((level, rungs))
    steps = [step for rung in session.rungs for step in notation.mentioned(rung)]
    efforts = dict.fromkeys(step.effort for step in steps if step.effort)
    return {
        "clocks": {level: clockwork(library, level) for level in LEVELS},
        "session": session,
        "ladders": ladders,
        "efforts": [effort for effort in notation.EFFORTS if effort in efforts],
        "quick": any(effort in FAST for effort in efforts),
        "fast": session.mode == "run" and any(effort in FAST for effort in efforts),
        "metres": any(step.effort and step.amount and step.amount.metres is not None for step in steps),
    }


def _variant_title(library: Library, variant: Variant) -> str:
    return f"{library.levels.levels[variant.level].title}, {library.levels.rhythms[variant.rhythm].title.lower()}"


@cache
def _environment() -> Environment:
    """Jinja, with everything that is put out escaped unless it is our own Markup."""
    environment = Environment(  # no autoescape: `finalize` escapes, for Markdown and HTML at once
        loader=PackageLoader("toolkit.render", "pages"),
        finalize=lambda value: value if isinstance(value, (Markup, int)) else escape(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        words=words,
        hard=words.hard_word,
        weekdays=[words.WEEKDAY_NAMES[day] for day in WEEKDAYS],
        levels=LEVELS,
        rhythms=RHYTHMS,
        day=long_date,
        choices=choices,
    )
    environment.filters.update(minutes=words.minutes, tenths=words.tenths, pace=pace, front=front, url=url, rest=rest)
    return environment


def front(text: str) -> Markup:
    """Text as a value in a page's front matter; themes put it into HTML as it is, so it is escaped for that too."""
    return Markup(json.dumps(html.escape(" ".join(text.split())), ensure_ascii=False))


def url(address: str) -> Markup:
    """An address as the target of a link; the models let only http addresses without spaces and quotes through."""
    return Markup(re.sub(r"[()<>&]", lambda found: f"%{ord(found[0]):02X}" if found[0] != "&" else "&amp;", address))


def rest(address: str) -> Markup:
    """An address without its scheme, from the slashes on, to follow another."""
    return url(address.partition(":")[2])


def long_date(day: date) -> str:
    """`Sunday 18 April 2027`, in every locale."""
    return f"{words.WEEKDAY_NAMES[WEEKDAYS[day.weekday()]]} {short_date(day)}"


def short_date(day: date) -> str:
    """`18 April 2027`, in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def pace(seconds: float) -> str:
    """Seconds a kilometre as `5:24`."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def _page(library: Library, path: str, template: str, title: str, source: str | None = None, **values: Any) -> Page:
    """One page from its template; links lead from where the page is."""
    up = "../" * path.count("/")
    root = up if path.endswith("index.md") else f"{up}../"  # in HTML that is not Markdown: each page is a folder of its own
    link = _Links(library, up)
    values |= {"library": library, "title": title, "up": Markup(up), "root": Markup(root or "./"), "link": link}
    text = _environment().get_template(template).render(**values)
    return Page(path, f"{text.rstrip()}\n", source)


class _Links:
    """Writes links to other pages, and steps with their exercises linked, for a page that lies `up` from the top."""

    def __init__(self, library: Library, up: str) -> None:
        self.library, self.up = library, up

    def session(self, session: Session) -> Markup:
        """A session's title, linked."""
        return self.to(session.title, f"sessions/{session.id}.md")

    def exercise(self, exercise: Exercise) -> Markup:
        """An exercise's title, linked."""
        return self.to(exercise.title, f"exercises/{exercise.id}.md")

    def assessment(self, assessment: Assessment) -> Markup:
        """An assessment's title, linked."""
        return self.to(assessment.title, f"assessments/{assessment.id}.md")

    def habit(self, habit: Habit) -> Markup:
        """A habit's title, linked."""
        return self.to(habit.title, f"habits/{habit.id}.md")

    def sessions(self, ids: Sequence[str]) -> Markup:
        """The titles of sessions, linked, in a row."""
        return Markup(", ".join(self.session(self.library.sessions[name]) for name in ids))

    def thing(self, thing: Session | Exercise) -> Markup:
        """The title of a session or an exercise, linked."""
        return self.session(thing) if isinstance(thing, Session) else self.exercise(thing)

    def to(self, title: str, path: str) -> Markup:
        """A link to a path from the top of the site."""
        return Markup(f"[{escape(title)}]({self.up}{path})")

    def sentence(self, steps: Steps) -> Markup:
        """Steps on one line."""
        return Markup(words.sentence(steps, self._named, escape))

    def dose(self, steps: Steps) -> Markup:
        """Steps of the exercise whose page this is: its own name is left out."""
        said = words.sentence(steps, lambda name: "…", escape)
        return Markup(re.sub(r"… (?:× (\d[\d–]*))?", lambda found: f"{found[1]} times" if found[1] else "", said))

    def gaps(self, table: str) -> list[Gap]:
        """The reasons for the empty cells of a table of the coverage page."""
        return [gap for gap in self.library.gaps.values() if gap.table == table]

    def bands(self, norms: Norms) -> list[str]:
        """The age bands of norms, the youngest first."""
        return sorted({band for by_age in norms.values.values() for band in by_age})

    def provenance(self, thing: Template) -> str:
        """Who wrote a template, and when it was last read against its sources."""
        return f"Written by {thing.author}, last reviewed on {short_date(thing.reviewed)}."

    def outline(self, steps: Steps, indent: int = 0) -> Markup:
        """Steps as a nested list."""
        lines = words.outline(steps, self._named, escape)
        return Markup("\n".join(f"{' ' * (indent + 4 * depth)}- {line}" for depth, line in lines))

    def _named(self, name: str) -> Markup:
        return self.exercise(self.library.exercises[name])

    def variant(self, variant: Variant) -> str:
        """A variant in words: `Intermediate, standard`."""
        return _variant_title(self.library, variant)

    def offered(self, key: str) -> str:
        """A level or a variant by its key in a plan, in words: `Advanced`, or `Advanced, extended`."""
        level, _, rhythm = key.partition("-")
        said = self.library.levels.levels[cast(Level, level)].title
        return f"{said}, {rhythm}" if rhythm else said

    def week(self, week: Week) -> str:
        """What sort of week this is, for its heading."""
        return words.WEEK_KINDS[week.kind]

    def change(self, placed: Placed) -> str:
        """What is new about a session against the last loading week."""
        return {"new": "new", "up": "a rung up", "down": "lighter", "": ""}[placed.change]

    def sources(self, ids: Sequence[str]) -> Markup:
        """Where something rests on, linked; or that it is convention."""
        if not ids:
            return Markup("Coaching convention.")
        links = []
        for name in ids:
            source = self.library.sources[name]
            links.append(f"[{escape(_cited(source.authors, source.year))}]({self.up}guide/sources.md#{name.replace('_', '-')})")
        return Markup(f"{'; '.join(links)}.")


def _cited(authors: str, year: int | None) -> str:
    """`Billat and others, 2000`."""
    names = [name.strip() for name in authors.split(";")]
    first = names[0].split(" ")[0] if len(names) > 1 or re.search(r" [A-Z]{1,3}$", names[0]) else names[0]
    return f"{first}{' and others' if len(names) > 1 else ''}{f', {year}' if year else ''}"
