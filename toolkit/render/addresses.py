"""Where things lie on the site. Never change where feeds lie: subscribers’ programs know no other address."""

from __future__ import annotations

from datetime import date

from toolkit.models import Plan, Variant

CALENDARS = "calendars/"
INDEX = "calendars/index.json"
FEED = "calendars/{plan}/{variant}/{date}.ics"
KEY_DAYS_FEED = "calendars/{plan}/{variant}/{date}-key-days.ics"


def feed(plan: Plan, variant: Variant, anchor: date, *, only_key_days: bool = False) -> str:
    """Where the feed for a race day, or a first Monday, lies, from the top of the site."""
    form = KEY_DAYS_FEED if only_key_days else FEED
    return form.format(plan=plan.id, variant=variant, date=anchor.isoformat())
