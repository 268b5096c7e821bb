"""Every page of a library, in groups of those that are made from the same files."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.models import BY_NAME, Plan, Session
from toolkit.schedule import place
from toolkit.site.chapter import SchedulesByVariant, chapter_page, shown_variants
from toolkit.site.page import Page
from toolkit.site.views.lists import Offers, index_pages, subscribe_page
from toolkit.site.views.plan import plan_pages
from toolkit.site.views.season import season_pages
from toolkit.site.views.session import session_pages
from toolkit.site.views.template import assessment_pages, exercise_pages, habit_pages


def page_groups(library: Library, offers: Offers) -> Iterator[tuple[Session | Plan | None, Iterator[Page]]]:
    """Every page of a library, its plans as they are offered; none is made before it is asked for.

    With a session or a plan come the pages that follow from it, from what it names, and from the lists; with None, all others.
    """
    for session in library.sessions.values():
        yield session, session_pages(library, session)
    for plan, variants in offers:
        yield plan, plan_pages(library, plan, variants)
    yield None, _other_pages(library, offers)


def _other_pages(library: Library, offers: Offers) -> Iterator[Page]:
    """Pages that show what many files say."""
    yield from exercise_pages(library)
    yield from assessment_pages(library)
    yield from habit_pages(library)
    yield subscribe_page(library, offers)
    yield from season_pages(library)
    yield from index_pages(library, offers)
    by_variant = _schedules_by_variant(library, offers)
    for path, chapter in library.chapters.items():
        yield chapter_page(library, path, chapter, by_variant)


def _schedules_by_variant(library: Library, offers: Offers) -> SchedulesByVariant:
    """By plan and variant, what is offered, and what chapters show of plans that are not."""
    schedules = [offer.schedules[0] for _, variants in offers for offer in variants]
    found = {(schedule.plan.id, str(schedule.variant)): schedule for schedule in schedules}
    for named in {named for chapter in library.chapters.values() for named in shown_variants(chapter)} - found.keys():
        found[named] = place(library.plans[named[0]], library, BY_NAME[named[1]])
    return found
