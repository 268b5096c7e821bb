"""Where things lie on the site. Never change where feeds lie: subscribers’ programs know no other address."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from toolkit.dose import Workout
from toolkit.models import WEEKDAYS, Level, Plan, Season, Variant

CALENDARS = "calendars/"
API = "api/1/"
COMPILED = "api/1/plans/"
COMPILED_PLAN = "api/1/plans/{plan}/{variant}.json"
COMPILED_RACE_DAY = "api/1/plans/{plan}/{variant}/{weekday}.json"
"""What differs for a race on another weekday, mon to sat."""
COMPILED_EDITION = "api/1/plans/{plan}/{variant}/{edition}/{weekday}.json"
"""What differs in an earlier edition, for a race on a weekday; mon for a plan without one."""
COMPILED_SEASON = "api/1/seasons/{season}/{variant}/{weeks}.json"
"""The weeks are those of each part that may be longer or shorter, with a dash between."""
INDEX = "calendars/index.json"
FEED = "calendars/{plan}/{variant}/{date}.ics"
KEY_DAYS_FEED = "calendars/{plan}/{variant}/{date}-key-days.ics"


class FeedAddress(NamedTuple):
    """What the address of a feed says."""

    plan: str
    variant: str
    anchor: date
    only_key_days: bool


_FEED = re.compile(r"calendars/([a-z0-9-]+)/([a-z0-9-]+)/(\d{4}-\d\d-\d\d)(-key-days)?\.ics")


def read_feed(path: str) -> FeedAddress | None:
    """What the address of a feed, from the top of the site, says; None where it is none, or its day is no date."""
    found = _FEED.fullmatch(path)
    if found is None:
        return None
    try:
        return FeedAddress(found[1], found[2], date.fromisoformat(found[3]), found[4] is not None)
    except ValueError:
        return None


def page_of_variant(plan: Plan | Season, variant: Variant) -> str:
    """Where a variant of a plan or a season is read, from the top of the site."""
    return f"plans/{plan.id}/{variant}/" if isinstance(plan, Plan) else f"seasons/{plan.id}/#{variant}"


def compiled(plan: Plan, variant: Variant, weekday: int | None = None, edition: str = "") -> str:
    """Where a compiled plan lies, from the top of the site; with `weekday`, what differs for a race on that day."""
    return compiled_path(plan.id, str(variant), weekday, edition)


def compiled_path(plan: str, variant: str, weekday: int | None = None, edition: str = "") -> str:
    """As `compiled`, by the ids of a plan and of a variant; with the name of an earlier edition, what differs in that."""
    if weekday is None:
        return COMPILED_PLAN.format(plan=plan, variant=variant)
    form = COMPILED_EDITION if edition else COMPILED_RACE_DAY
    return form.format(plan=plan, variant=variant, edition=edition, weekday=WEEKDAYS[weekday])


class CompiledAddress(NamedTuple):
    """What the address of a compiled plan or season says."""

    id: str
    variant: str
    of_season: bool


_COMPILED = re.compile(r"api/1/(plans|seasons)/([a-z0-9-]+)/([a-z0-9-]+)(?:/[a-z0-9-]+){0,2}\.json")


def read_compiled(path: str) -> CompiledAddress | None:
    """The plan or season and the variant of a compiled plan at a path, or of what differs from it; None for any other path."""
    found = _COMPILED.fullmatch(path)
    return CompiledAddress(found[2], found[3], found[1] == "seasons") if found else None


def rung(done: Workout, level: Level) -> str:
    """Where a session at a rung is read, from the top of the site: the rung of its level, or the whole page where it has none.

    A session by steps is read as a whole, since only the runner knows the step; so is a dose that the ladder has no more.
    """
    page, session = f"sessions/{done.session.id}/", done.session
    has_rung = level in session.start and not session.by_steps and done.main_steps == session.rungs[done.rung]
    return f"{page}#{level}-{done.rung + 1}" if has_rung else page


def feed(plan: Plan, variant: Variant, anchor: date, *, only_key_days: bool = False) -> str:
    """Where the feed for a race day, or a first Monday, lies, from the top of the site."""
    form = KEY_DAYS_FEED if only_key_days else FEED
    return form.format(plan=plan.id, variant=variant, date=anchor.isoformat())
