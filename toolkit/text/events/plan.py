"""What events say of their plan: before its start, after its end, and where runners film themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import fmean

from toolkit.library import Library
from toolkit.models import Entry, Plan, Variant
from toolkit.rounding import whole
from toolkit.schedule import Schedule, entry_of
from toolkit.text import dates, units
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text.events.lines import BLANK, EventLine

DAYS_BACK = 30
"""The days before a plan that its entry speaks of."""
WEEKS_BACK = 4
"""The weeks in them."""


def before_start_lines(library: Library) -> Iterator[EventLine]:
    """What to see to before a plan begins; neither is ever cut."""
    yield EventLine(f"Before you start: {library.readiness.health_check}", fixed=True)
    yield EventLine(library.readiness.bone, fixed=True)


def joining_line(schedule: Schedule, week: int) -> str:
    """What somebody who begins with a later week has done: as much as the plan held before it; nothing where it held no running."""
    held = _held_before(schedule, week)
    return f"Join here only if your last {DAYS_BACK} days held about this: {words.expected(held)}." if held.week else ""


def corrected_text(day: date, because: str) -> str:
    """That a day is not what it was when its reader began, since when, and why."""
    return f"Changed on {dates.short_date(day)}: {because}"


def film_lines(library: Library, site: str) -> Iterator[EventLine]:
    """The assessments for which runners film themselves on an easy run, each with its address on the site."""
    for assessment in library.offered(library.assessments):
        if assessment.in_plans:
            yield EventLine(f"Film yourself on this run, if you like: {site}assessments/{assessment.id}/", spare=1)


def closing_title(schedule: Schedule) -> str:
    """The title of the event on the Monday after a plan: `Finished: A faster 5 km`."""
    return f"Finished: {schedule.plan.title}"


def closing_lines(schedule: Schedule, library: Library, site: str) -> list[EventLine]:
    """What the event after a plan says: that it is over, what comes next and when, how to unsubscribe; the plan's page last.

    `site` is the address of the site, with a slash at its end.
    """
    plan, weeks = schedule.plan, units.weeks(len(schedule.weeks))
    said = [f"You have come to the end of {words.quoted(plan.title)}: {weeks}. No session today.", ""]
    said += next_plan_text(schedule, library) or [f"What next: choose a plan at {site}plans/, and start it on a Monday."]
    if plan.repeats:
        said.append("Or go on with this one: start it again on a Monday, for as long as you like.")
    said += [
        "",
        "To unsubscribe, remove this calendar in the settings of your calendar program.",
        "Until then it stays where it is for now, with all its events.",
        "",
    ]
    address = f"{site}plans/{plan.id}/{schedule.variant}/"
    return [*(EventLine(line) if line else BLANK for line in said), EventLine(address, fixed=True)]


def next_plan_text(schedule: Schedule, library: Library) -> list[str]:
    """What follows a plan and at which entry, and when to start it; nothing where it names none that is offered."""
    following = schedule.plan.next
    plan = library.plans.get(following.plan) if following else None  # None too if it was left out for its problems
    if following is None or plan is None or not library.offers(plan):
        return []
    entry = _entry(schedule, plan)
    said = f", {words.short_variant(entry)}" if entry else ""
    fresh = f", entry {entry.entry}" if entry and not entry.trained else ""
    stepped = bool(by_steps.sessions_by_steps(schedule.plan, library))
    next_is = "Once you have passed the last step" if stepped else "What next"
    return [f"{next_is}: {plan.title}{said}{fresh}. {following.because}", _when_text(schedule, plan, entry, stepped=stepped)]


def _when_text(schedule: Schedule, plan: Plan, entry: Variant | None, *, stepped: bool) -> str:
    """When to start the next plan: at once, or, where this one ends with less than it expects, after some easy running."""
    if entry is None:
        return "Start it today or on a later Monday."
    asks, held = entry_of(plan, entry), _held_before(schedule, len(schedule.weeks) + 1)
    expects = f"It expects of your last {DAYS_BACK} days: {words.expected(asks)}."
    less = [f"{units.minutes(held.week)} a week"] if whole(held.week) < whole(asks.week) else []
    less += [f"longest run {units.minutes(held.longest)}"] if whole(held.longest) < whole(asks.longest) else []
    if stepped or not less:
        return f"{expects} Start it today if they held that, else on a later Monday."
    first = f"This plan ends with less ({', '.join(less)}): first run easily, a little more each week, until yours held that"
    return f"{expects} {first}; then start it on a Monday."


def _entry(schedule: Schedule, plan: Plan) -> Variant | None:
    """The variant of the plan that follows: trained if the end of this one was as that expects, else fresh."""
    offered = [one for one in plan.variants if one.fresh == schedule.variant.fresh]
    trained = (one for one in offered if one.trained and _has_run_fast(schedule, plan, one))
    return next(trained, offered[0] if offered else None)


def _has_run_fast(schedule: Schedule, plan: Plan, variant: Variant) -> bool:
    """Whether the last 30 days of a schedule held what another plan expects of somebody trained: as much fast in one session.

    Races and trials count for nothing, as in all allowances.
    """
    return _held_before(schedule, len(schedule.weeks) + 1).fast >= entry_of(plan, variant).fast


def _held_before(schedule: Schedule, week: int) -> Entry:
    """What the last 30 days before a week of a plan held; as far as they lie before the plan, what it expects of them."""
    first, entry = 7 * (week - 1), schedule.entry
    weeks = [one.running for one in schedule.weeks[: week - 1]][-WEEKS_BACK:]
    done = [one for day, one in schedule.placed() if first - DAYS_BACK <= day < first and not one.all_out]
    longest, fast = [one.dose.running for one in done], [one.dose.fast for one in done]
    if first < DAYS_BACK:
        weeks += [entry.week] * (WEEKS_BACK - len(weeks))
        longest, fast = [*longest, entry.longest], [*fast, entry.fast]
    return Entry.model_construct(week=fmean(weeks), longest=max(longest, default=0.0), fast=max(fast, default=0.0))
