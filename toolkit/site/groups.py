"""Every page of a library, in groups of those that are made from the same files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import Plan
from toolkit.schedule import Schedule
from toolkit.site.chapter import SchedulesByVariant, chapter_page
from toolkit.site.page import Page
from toolkit.site.views.lists import index_pages, list_paths, subscribe_page
from toolkit.site.views.plan import plan_pages
from toolkit.site.views.season import season_pages
from toolkit.site.views.session import session_pages
from toolkit.site.views.template import assessment_pages, exercise_pages, habit_pages

Offering = Callable[[Plan], Sequence[Offer]]
"""The variants of a plan as they are offered."""


@dataclass(frozen=True)
class PageGroup:
    """Pages that are made together."""

    paths: tuple[str, ...]
    """Where they are below the top of the site."""
    make: Callable[[], Iterable[Page]]
    source: str | None = None
    """The file that they are made from, with what it names and the central lists; None where they show what many files say."""


def page_groups(library: Library, offering: Offering) -> Iterator[PageGroup]:
    """Every page of a library; none is made, and no plan laid out, before it is asked for."""
    for session in library.sessions.values():
        yield PageGroup((f"sessions/{session.id}.md",), partial(session_pages, library, session), library.path(session))
    for plan in library.offered_plans:
        paths = (f"plans/{plan.id}/{name}.md" for name in ("index", *map(str, plan.variants)))
        yield PageGroup(tuple(paths), partial(_plan_pages, library, plan, offering), library.path(plan))
    for folder, things, make in (
        ("exercises", library.exercises, exercise_pages),
        ("assessments", library.assessments, assessment_pages),
        ("habits", library.habits, habit_pages),
        ("seasons", [season.id for season in library.offered_seasons], season_pages),
    ):
        yield PageGroup(_paths(folder, things), partial(make, library))
    yield PageGroup(tuple(list_paths(library)), partial(_list_pages, library, offering))
    schedules = _Schedules(library, offering)
    for path, chapter in library.chapters.items():
        yield PageGroup((path,), partial(_chapter_pages, library, path, schedules), chapter.path)


def _paths(folder: str, things: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}.md" for name in things)


def _plan_pages(library: Library, plan: Plan, offering: Offering) -> Iterator[Page]:
    """The page of a plan, and one for each of its variants."""
    return plan_pages(library, plan, offering(plan))


def _list_pages(library: Library, offering: Offering) -> Iterator[Page]:
    """The pages that show what many files say."""
    offers = [(plan, offering(plan)) for plan in library.offered_plans]
    yield subscribe_page(library, offers)
    yield from index_pages(library, offers)


def _chapter_pages(library: Library, path: str, schedules: SchedulesByVariant) -> Iterator[Page]:
    """A chapter of the guide."""
    yield chapter_page(library, path, library.chapters[path], schedules)


@dataclass(frozen=True)
class _Schedules:
    """By plan and variant, what a plan lays out; it is laid out when it is asked for."""

    library: Library
    offering: Offering

    def __getitem__(self, key: tuple[str, str], /) -> Schedule:
        plan, variant = key
        schedules = (offer.schedules[0] for offer in self.offering(self.library.plans[plan]))
        return next(schedule for schedule in schedules if str(schedule.variant) == variant)


def page_paths(library: Library) -> Iterator[str]:
    """The path of every page of a library; no plan is laid out for it."""
    return (path for group in page_groups(library, lambda _: ()) for path in group.paths)
