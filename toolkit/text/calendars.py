"""What calendars say of themselves: their names, and the list of all of them."""

from __future__ import annotations

from toolkit.models import Variant
from toolkit.text.english import short_variant

LICENCE = "CC BY 4.0"
"""The licence of what calendars and compiled plans say."""
ATTRIBUTION = "{site}, {address}"
"""Whom to name beside it."""
ABOUT_ANY = (
    "Every plan of this site. Put any race day, or any Monday for a plan without a race, into the feed of a variant in place of "
    "{date}, and the whole after the site; wishes follow as a query, in the order of “wishes”. Addresses stay the same."
)
"""How to use the list where an application answers, for who reads it."""
ABOUT_WINDOW = (
    "Every calendar of this site. Put one of a variant’s dates into its feed in place of {date}, and the whole after the site; "
    "where there is a key_days, one of its key_days_dates likewise. Addresses stay the same; a date leaves the list five weeks "
    "after the plan’s last week, or later."
)
"""How to use the list of all feeds, for who reads it."""


def calendar_name(plan: str, variant: Variant, *, only_key_days: bool) -> str:
    """What a calendar is called, from the title of its plan: `A faster 5 km · intermediate, standard`."""
    return f"{plan} · {short_variant(variant)}{' · key days' if only_key_days else ''}"
