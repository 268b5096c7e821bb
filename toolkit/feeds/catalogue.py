"""The list of all feeds, for programs: `calendars/index.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from toolkit.feeds.addresses import FEED, KEY_DAYS_FEED
from toolkit.feeds.window import Dates
from toolkit.models import Plan
from toolkit.schedule import Schedule
from toolkit.text.calendars import CATALOGUE_ABOUT


def catalogue(plans: Sequence[tuple[Plan, Sequence[tuple[Schedule, Dates]]]], site: str, modified: datetime, today: date) -> str:
    """All variants with the dates that have a feed, as JSON; the same text for the same input."""
    listed = {
        "about": CATALOGUE_ABOUT,
        "site": site,
        "modified": modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "built_for": today.isoformat(),
        "plans": [_plan(plan, variants) for plan, variants in plans],
    }
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _plan(plan: Plan, variants: Sequence[tuple[Schedule, Dates]]) -> dict[str, object]:
    return {
        "id": plan.id,
        "title": plan.title,
        "race": plan.race,
        "page": f"plans/{plan.id}/",
        "date": "race day" if plan.race else "first Monday",
        "variants": [
            {
                "level": schedule.variant.level,
                "rhythm": schedule.variant.rhythm,
                "weeks": len(schedule.weeks),
                "page": f"plans/{plan.id}/{schedule.variant}/",
                "feed": FEED.format(plan=plan.id, variant=schedule.variant, date="{date}"),
                "dates": [day.isoformat() for day in dates.whole],
                **_key_days(plan, schedule, dates),
            }
            for schedule, dates in variants
            if not schedule.variant.trained  # it has no feeds: see `window.dates`
        ],
    }


def _key_days(plan: Plan, schedule: Schedule, dates: Dates) -> dict[str, object]:
    """The feed of a variant's key days, and its dates; nothing where there is none."""
    if not dates.key_days:
        return {}
    form = KEY_DAYS_FEED.format(plan=plan.id, variant=schedule.variant, date="{date}")
    return {"key_days": form, "key_days_dates": [day.isoformat() for day in dates.key_days]}
