"""The pages that list others, and those that show a list of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.coverage import Table, build_tables
from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import HABITS, LEVELS, Cue, Habit, Level, Plan, Session, Term
from toolkit.models.race_result import RaceResult
from toolkit.paces import FORMULAS, LIMITS_BELOW, LIMITS_FROM, RACES, vdot
from toolkit.rounding import fixed
from toolkit.rules import RULES, Finding, report_on
from toolkit.schedule import Schedule
from toolkit.site.finder import Finder, exercise_finder, session_finder
from toolkit.site.own_paces import distances
from toolkit.site.page import Page, PageHead, View, write_page
from toolkit.text.paces import pace_rows, time_text
from toolkit.text.pages import PAGE_TITLES

GLOSSARY = "guide/glossary.md"
LIST_PAGES = frozenset(
    {
        *(f"{folder}/index.md" for folder in ("plans", "sessions", "exercises", "assessments", "habits")),
        *(f"guide/{name}.md" for name in ("coverage", "cues", "efforts", "kind-to-your-joints", "sources")),
        GLOSSARY,
        "log.md",
        "paces.md",
        "subscribe.md",
    }
)
"""The pages that show what many files say."""

IN_TABLE: tuple[notation.Effort, ...] = ("easy", "threshold", "10k")
"""The efforts whose paces a page without scripts shows by times over 5 km."""
IN_TABLE_MINUTES = range(18, 42, 2)
"""The minutes of those times."""
Offers = Sequence[tuple[Plan, Sequence[Offer]]]
"""Every plan with its variants as they are offered."""


@dataclass(frozen=True, slots=True)
class SourcesView(View):
    """What the list of sources shows."""

    template = "sources.md"
    cited: frozenset[str]
    """The ids of those that something rests on; all others are further reading."""


@dataclass(frozen=True, slots=True)
class SessionsView(View):
    """What the index of sessions shows."""

    template = "sessions.md"
    finder: Finder


@dataclass(frozen=True, slots=True)
class ExercisesView(View):
    """What the index of exercises shows."""

    template = "exercises.md"
    finder: Finder


@dataclass(frozen=True, slots=True)
class AssessmentsView(View):
    """What the index of assessments shows: all of them, from the library."""

    template = "assessments.md"


@dataclass(frozen=True, slots=True)
class HabitsView(View):
    """What the index of recovery habits shows."""

    template = "habits.md"
    kinds: tuple[tuple[str, tuple[Habit, ...]], ...]
    """The habits of each kind, by title."""
    recovery: tuple[Session, ...]
    """The sessions for easy days, by title."""


@dataclass(frozen=True, slots=True)
class CoverageView(View):
    """What the page on what the library covers shows."""

    template = "coverage.md"
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class PlansView(View):
    """What the index of plans shows; it lists seasons, too."""

    template = "plans.md"
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class EffortsView(View):
    """What the page on efforts, levels and rhythms shows."""

    template = "efforts.md"
    clocks: Mapping[Level, Clockwork]
    efforts: Sequence[str]


@dataclass(frozen=True, slots=True)
class PacesView(View):
    """What the page that turns a race into paces shows, without scripts too."""

    template = "paces.md"
    efforts: Sequence[str]
    distances: Sequence[float]
    """The metres of the races that can be chosen."""
    table: tuple[tuple[str, str, tuple[str, ...]], ...]
    """By times over 5 km: the time, its VDOT, and the paces of the efforts in `IN_TABLE`."""
    sources: Sequence[str]
    in_table: Sequence[str] = IN_TABLE
    limits_below: float = LIMITS_BELOW
    limits_from: int = LIMITS_FROM


@dataclass(frozen=True, slots=True)
class CuesView(View):
    """What the list of cues shows."""

    template = "cues.md"
    categories: tuple[tuple[str, tuple[Cue, ...]], ...]


@dataclass(frozen=True, slots=True)
class LogView(View):
    """What the training log to print shows: nothing of its own."""

    template = "log.md"


@dataclass(frozen=True, slots=True)
class RulesView(View):
    """What the page on the rules shows."""

    template = "kind.md"
    rules: tuple[str, ...]
    """Their ids."""
    reports: tuple[tuple[Schedule, list[Finding]], ...]
    """Every variant with what its check found."""


@dataclass(frozen=True, slots=True)
class GlossaryView(View):
    """What the glossary shows."""

    template = "glossary.md"
    terms: tuple[tuple[str, Term], ...]
    """By name, in the order of the alphabet."""


@dataclass(frozen=True, slots=True)
class SubscribeView(View):
    """What the page for subscribing to any calendar shows."""

    template = "subscribe.md"
    offered: Offers


def list_paths(library: Library) -> frozenset[str]:
    """The paths of the pages that show what many files of a library say."""
    return LIST_PAGES if library.glossary else LIST_PAGES - {GLOSSARY}


def index_pages(library: Library, offers: Offers = ()) -> Iterator[Page]:
    """The pages that list others, and the lists themselves; without `offers` they lack what depends on the day.

    First comes the one whose headings pages link to.
    """
    sources = SourcesView(frozenset(_cited(library)))
    yield _write(library, "guide/sources.md", sources, "templates/sources.yaml")
    yield from _pages_of_templates(library)
    yield _write(library, "plans/index.md", PlansView(tuple(plan for plan, _ in offers)), "plans")
    yield from _pages_of_lists(library)
    yield _write(library, "guide/kind-to-your-joints.md", _view_rules(library, offers), "templates/limits.yaml")
    if library.glossary:
        terms = sorted(library.glossary.items(), key=lambda entry: entry[1].term.lower())
        yield _write(library, GLOSSARY, GlossaryView(tuple(terms)), "templates/glossary.yaml")


def subscribe_page(library: Library, offers: Offers) -> Page:
    """The page for subscribing to any calendar."""
    return _write(library, "subscribe.md", SubscribeView(offers), "templates/readiness.yaml")


def _write(library: Library, path: str, view: View, source: str) -> Page:
    """The page of a list at a path, under its title."""
    return write_page(library, path, PageHead(PAGE_TITLES[path]), view, source)


def _pages_of_templates(library: Library) -> Iterator[Page]:
    """The indexes of sessions, exercises, assessments and habits."""
    sessions, exercises = SessionsView(session_finder(library)), ExercisesView(exercise_finder(library))
    yield _write(library, "sessions/index.md", sessions, "templates")
    yield _write(library, "exercises/index.md", exercises, "templates/exercises")
    yield _write(library, "assessments/index.md", AssessmentsView(), "templates/assessments")
    yield _write(library, "habits/index.md", _view_habits(library), "templates/habits")


def _pages_of_lists(library: Library) -> Iterator[Page]:
    """What the library covers, efforts and levels, cues, and the log."""
    coverage = CoverageView(build_tables(library))
    yield _write(library, "guide/coverage.md", coverage, "templates/gaps.yaml")
    efforts = EffortsView({level: Clockwork(library, level) for level in LEVELS}, notation.EFFORTS)
    yield _write(library, "guide/efforts.md", efforts, "templates/levels.yaml")
    yield _write(library, "paces.md", _view_paces(library), "templates/levels.yaml")
    cues = sorted(library.cues.values(), key=lambda cue: cue.category)
    by_category = tuple((category, tuple(found)) for category, found in groupby(cues, key=lambda cue: cue.category))
    yield _write(library, "guide/cues.md", CuesView(by_category), "templates/cues.yaml")
    yield _write(library, "log.md", LogView(), "templates/readiness.yaml")


def _view_habits(library: Library) -> HabitsView:
    habits = sorted(library.offered(library.habits), key=lambda habit: (HABITS.index(habit.kind), habit.title))
    kinds = tuple((kind, tuple(found)) for kind, found in groupby(habits, key=lambda habit: habit.kind))
    recovery = (session for session in library.offered(library.sessions) if session.kind == "recovery")
    return HabitsView(kinds, tuple(sorted(recovery, key=lambda session: session.title)))


def _view_rules(library: Library, offers: Offers) -> RulesView:
    schedules = [offer.schedules[0] for _, variants in offers for offer in variants]
    reports = tuple((schedule, report_on(schedule, library)) for schedule in schedules)
    return RulesView(tuple(rule.id for rule in RULES), reports)


class _Sourced(Protocol):
    """What names its sources."""

    @property
    def sources(self) -> Sequence[str]: ...


def _view_paces(library: Library) -> PacesView:
    """The page on paces, whose sources are those of its formulas, as far as the library has them, and of its age grades."""
    sources = [*(source for source in FORMULAS if source in library.sources), *library.grades.sources]
    results = [RaceResult(RACES["5k"], minutes * 60) for minutes in IN_TABLE_MINUTES]
    table = tuple((time_text(one.seconds), fixed(vdot(*one), 1), _paces_in_table(one)) for one in results)
    return PacesView(notation.EFFORTS, distances(library.grades), table, sources)


def _paces_in_table(result: RaceResult) -> tuple[str, ...]:
    by_effort = {row.effort: row.pace for row in pace_rows(result, None)}
    return tuple(by_effort[effort] for effort in IN_TABLE)


def _cited(library: Library) -> Iterator[str]:
    """The ids of the sources that something rests on."""
    things: list[_Sourced] = [*library.sessions.values(), *library.exercises.values(), *library.assessments.values()]
    things += [*library.habits.values(), *library.limits.values(), library.readiness, library.missed, library.grades]
    things += [assessment.norms for assessment in library.assessments.values() if assessment.norms]
    for thing in things:
        yield from thing.sources
    for chapter in library.chapters.values():
        yield from chapter.cited
