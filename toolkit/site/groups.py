"""Every page of a library, in groups of those that are made from the same files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.schedule import Schedule
from toolkit.site.chapter import SchedulesByVariant, chapter_page
from toolkit.site.page import Page
from toolkit.site.views.lists import index_pages, list_paths, subscribe_page
from toolkit.site.views.plan import plan_page, variant_page
from toolkit.site.views.season import season_pages
from toolkit.site.views.session import session_pages
from toolkit.site.views.template import assessment_pages, exercise_pages, habit_pages

Offering = Callable[[Plan, Variant], Offer]
"""A variant of a plan as it is offered."""


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
    for plan in library.answered_plans:
        yield PageGroup((f"plans/{plan.id}/index.md",), partial(_plan_pages, library, plan, offering), library.path(plan))
        for variant in plan.variants:
            of_variant = partial(_variant_pages, library, plan, variant, offering)
            yield PageGroup((f"plans/{plan.id}/{variant}.md",), of_variant, library.path(plan))
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
    """The page of a plan, for which all its variants are laid out."""
    yield plan_page(library, plan, _offers(plan, offering))


def _variant_pages(library: Library, plan: Plan, variant: Variant, offering: Offering) -> Iterator[Page]:
    """The page of a variant of a plan, for which no other is laid out."""
    yield variant_page(library, plan, offering(plan, variant))


def _offers(plan: Plan, offering: Offering) -> list[Offer]:
    """Every variant of a plan as it is offered."""
    return [offering(plan, variant) for variant in plan.variants]


def _list_pages(library: Library, offering: Offering) -> Iterator[Page]:
    """The pages that show what many files say."""
    offers = [(plan, _offers(plan, offering)) for plan in library.offered_plans]
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
        plan = self.library.plans[key[0]]
        return self.offering(plan, next(one for one in plan.variants if str(one) == key[1])).schedules[0]


def page_paths(library: Library) -> Iterator[str]:
    """The path of every page of a library; no plan is laid out for it."""

    def unasked(plan: Plan, variant: Variant) -> Offer:
        raise AssertionError(f"{plan.id}, {variant}: no page is made for a list of paths")

    return (path for group in page_groups(library, unasked) for path in group.paths)
