"""What events say of their plan: before its start, at its end, and where runners film themselves."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.schedule import Schedule, entry_of
from toolkit.text import english as words
from toolkit.text.events.lines import BLANK, EventLine

DAYS_BACK = 30
"""The days before a plan that its entry speaks of."""


def before_start_lines(library: Library) -> Iterator[EventLine]:
    """What to see to before a plan begins; neither is ever cut."""
    yield BLANK
    yield EventLine(f"Before you start: {library.readiness.health_check}", fixed=True)
    yield EventLine(library.readiness.bone, fixed=True)


def film_lines(library: Library, site: str) -> Iterator[EventLine]:
    """The assessments for which runners film themselves on an easy run, each with its address on the site."""
    for assessment in library.assessments.values():
        if assessment.in_plans:
            yield EventLine(f"Film yourself on this run, if you like: {site}assessments/{assessment.id}/", spare=True)


def next_plan_lines(schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """What follows the plan, at which entry, and when to start it."""
    following = schedule.plan.next
    if following is None or not library.offers(library.plans[following.plan]):
        return
    plan, variant = library.plans.get(following.plan), schedule.variant  # None if it was left out for its problems
    offered = [one for one in plan.variants if one.fresh == variant.fresh] if plan else []
    entry = next(
        (one for one in offered if plan and one.trained and _has_run_fast(schedule, plan, one)), offered[0] if offered else None
    )
    said = f", {words.short_variant(entry)}" if entry else ""
    word = f", entry {entry.entry}" if entry and not entry.trained else ""
    yield BLANK
    yield EventLine(f"This plan ends here. What next: {plan.title if plan else following.plan}{said}{word}. {following.because}")
    yield EventLine("Start it next Monday, if your last month was as it expects. Unsubscribe from this calendar then.")


def _has_run_fast(schedule: Schedule, plan: Plan, variant: Variant) -> bool:
    """Whether the last 30 days of a schedule held what another plan expects of somebody trained: as much fast in one session.

    Races and trials count for nothing, as in all allowances.
    """
    last = 7 * len(schedule.weeks)
    done = [one.dose.fast for day, one in schedule.placed() if last - DAYS_BACK <= day and not one.all_out]
    return max(done, default=0.0) >= entry_of(plan, variant).fast


def closing_title(schedule: Schedule) -> str:
    """The title of the event after a plan."""
    return f"Finished: {schedule.plan.title}"


def closing_lines(schedule: Schedule, library: Library, site: str) -> list[EventLine]:
    """The text of the event after a plan."""
    return [*next_plan_lines(schedule, library), EventLine(site, fixed=True)]
