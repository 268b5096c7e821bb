"""The list of all feeds, for programs: `calendars/index.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from toolkit.models import Plan
from toolkit.render.addresses import FEED, KEY_DAYS_FEED
from toolkit.schedule import Schedule

ABOUT = (
    "Every calendar of this site. Put one of a variant’s dates into its feed, or its key_days, in place of {date}, and the whole "
    "after the site. Addresses stay the same; a date leaves the list five weeks after the race, or "
    "after the last week of a plan without one."
)


def catalogue(
    plans: Sequence[tuple[Plan, Sequence[tuple[Schedule, Sequence[date]]]]], site: str, modified: datetime, today: date
) -> str:
    """All variants with the dates that have a feed, as JSON; the same text for the same input."""
    listed = {
        "about": ABOUT,
        "site": site,
        "modified": modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "built_for": today.isoformat(),
        "plans": [_plan(plan, variants) for plan, variants in plans],
    }
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _plan(plan: Plan, variants: Sequence[tuple[Schedule, Sequence[date]]]) -> dict[str, Any]:
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
                "key_days": KEY_DAYS_FEED.format(plan=plan.id, variant=schedule.variant, date="{date}"),
                "dates": [day.isoformat() for day in days],
            }
            for schedule, days in variants
        ],
    }
