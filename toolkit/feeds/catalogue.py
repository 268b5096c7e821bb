"""The list of all calendars, for programs: `calendars/index.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from toolkit.feeds.addresses import CALENDARS, FEED, KEY_DAYS_FEED, compiled
from toolkit.feeds.window import Dates
from toolkit.feeds.wishes import NAMES
from toolkit.library import Library
from toolkit.models import Answers, Plan
from toolkit.schedule import Schedule
from toolkit.text.calendars import ABOUT_ANY, ABOUT_WINDOW

Listed = Sequence[tuple[Plan, Sequence[tuple[Schedule, Dates]]]]
"""Plans with their variants laid out, and the days of each that have a calendar."""


@dataclass(frozen=True, slots=True)
class Host:
    """What answers for calendars, where, and for which state of the content."""

    answers: Answers
    site: str
    modified: datetime
    today: date


def catalogue(plans: Listed, host: Host, retired: Listed, library: Library) -> str:
    """All variants, with the days that have a calendar where only files answer, as JSON; the same text for the same input.

    Plans that are no longer offered are below `retired`, each with the plan to take instead.
    """
    listed = {
        "about": ABOUT_ANY if host.answers == "any" else ABOUT_WINDOW,
        "answers": host.answers,
        "site": host.site,
        "base": f"{host.site}{CALENDARS}",
        **({"wishes": NAMES} if host.answers == "any" else {}),
        "modified": host.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "built_for": host.today.isoformat(),
        "plans": [_plan(plan, variants, host.answers) for plan, variants in plans],
        "retired": [_plan(plan, variants, host.answers) | _withdrawal(plan, library) for plan, variants in retired],
    }
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def answering_any(text: str) -> tuple[str, str]:
    """A list that was written where only files answer, as an application that answers for any day gives it, and its site."""
    listed = json.loads(text)
    listed |= {"about": ABOUT_ANY, "answers": "any"}
    listed |= {name: [_with_any_day(plan) for plan in listed[name]] for name in ("plans", "retired") if name in listed}
    ordered = {name: listed[name] for name in ("about", "answers", "site", "base")}
    return json.dumps({**ordered, "wishes": NAMES, **listed}, ensure_ascii=False, indent=1) + "\n", listed["site"]


def _with_any_day(plan: dict[str, Any]) -> dict[str, Any]:
    dates = ("feed", "dates", "key_days", "key_days_dates")
    for variant in plan["variants"]:
        for name in dates:
            variant.pop(name, None)
        name = variant["page"].rstrip("/").rpartition("/")[2]
        feed, key_days = (form.format(plan=plan["id"], variant=name, date="{date}") for form in (FEED, KEY_DAYS_FEED))
        variant |= {"feed": feed, "key_days": key_days}
    return plan


def _plan(plan: Plan, variants: Sequence[tuple[Schedule, Dates]], answers: Answers) -> dict[str, object]:
    return {
        "id": plan.id,
        "title": plan.title,
        "race": plan.race,
        "page": f"plans/{plan.id}/",
        "date": "race day" if plan.race else "first Monday",
        "variants": [_variant(plan, schedule, dates, answers) for schedule, dates in variants],
    }


def _withdrawal(plan: Plan, library: Library) -> dict[str, object]:
    """Since when a plan is no longer offered, why, and the plan to take instead if there is one."""
    entry, instead = library.retired.get(plan.id), library.find_instead(plan.id)
    if entry is None:  # it has a mistake, and the site is only looked at
        return {}
    return {"on": entry.on.isoformat(), "because": entry.because, **({"instead": instead.id} if instead else {})}


def _variant(plan: Plan, schedule: Schedule, dates: Dates, answers: Answers) -> dict[str, object]:
    """A variant: its compiled plan; its feeds where it has any, with their dates where these are files."""
    variant = schedule.variant
    feed, key_days = (form.format(plan=plan.id, variant=variant, date="{date}") for form in (FEED, KEY_DAYS_FEED))
    listed: dict[str, object] = {
        "level": variant.level,
        "rhythm": variant.rhythm,
        "entry": variant.entry,
        "weeks": len(schedule.weeks),
        "page": f"plans/{plan.id}/{variant}/",
        "compiled": compiled(plan, variant),
    }
    if answers == "any":
        return {**listed, "feed": feed, "key_days": key_days}
    if not variant.trained:  # it has no files: see `window.dates`
        listed |= {"feed": feed, "dates": [day.isoformat() for day in dates.whole]}
        if dates.key_days:
            listed |= {"key_days": key_days, "key_days_dates": [day.isoformat() for day in dates.key_days]}
    return listed
