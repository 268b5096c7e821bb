"""What pages of things that are no longer offered say first."""

from __future__ import annotations

from datetime import date

from toolkit.text.dates import short_date

TEMPLATE = "No longer offered. This page stays for calendars that lead to it."
"""Of a session, an exercise, an assessment or a habit."""
TAKE_INSTEAD = "Take {} instead."
NO_NEW_CALENDARS = "There are no new calendars of this plan. One that you follow goes on to its end."
"""In the place of the box for a calendar."""


def plan_withdrawn(last: date, because: str) -> str:
    """That a plan is no longer offered, since when, and why."""
    return f"No longer offered after {short_date(last)}: {because}"
