"""What is measured by calling the toolkit in this process: CPU seconds, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from project import SHIPPED_EPOCH
from runners import simulate
from small import sound
from speed import TRIES, seconds_of, timed
from toolkit.feeds.calendar import Address, write_calendar

from toolkit.app.build import Build, Edition, Output
from toolkit.feeds.agenda import agenda_of
from toolkit.feeds.stamp import cut, stamped
from toolkit.models import WEEKDAYS
from toolkit.rules import other_days as find_other_days
from toolkit.schedule import Conditions, lay_out

SITE = "https://lasting-speed.example/"
MODIFIED = datetime.fromtimestamp(int(SHIPPED_EPOCH), UTC)
RACE_DAY = date(2027, 4, 18)
"""A Sunday."""
Written = tuple[float, int, float]
"""CPU seconds for some files, none of which is kept; how many files, and their megabytes."""


def pages(root: Path) -> Written:
    """Every page as Markdown, once all is loaded and laid out."""
    build = _build(root)
    build.offers  # noqa: B018 laid out before the clock starts: that does not grow with sessions
    return min(_written(build.pages) for _ in range(TRIES))


def feeds(root: Path) -> Written:
    """Every feed, plans laid out for it."""
    return _written(_build(root).feeds)


def stamp_ratio(root: Path) -> float:
    """How much quicker a feed is stamped than written by icalendar, for one day of every variant; both must be alike.

    Cutting the stamp, once for each variant and not for each day, does not count.
    """
    library, spent_stamping, spent_writing = sound(root), 0.0, 0.0
    for plan in library.plans.values():
        day = RACE_DAY if plan.race else RACE_DAY - timedelta(days=len(WEEKDAYS) - 1)
        for variant in plan.variants:
            agenda = agenda_of(lay_out(plan, library, variant), library)
            stamp = cut(agenda, MODIFIED, SITE)
            stamping, (path, content) = timed(lambda stamp=stamp, day=day: next(iter(stamped(stamp, [day]))))
            writing, written = timed(partial(write_calendar, agenda, day, MODIFIED, Address(SITE, f"{SITE}{path}")))
            assert content == written, f"{path} is stamped otherwise than icalendar writes it"
            spent_stamping, spent_writing = spent_stamping + stamping, spent_writing + writing
    return spent_writing / spent_stamping


def other_days(root: Path, weeks: int) -> float:
    """CPU seconds for the other days of a plan that repeats, so many weeks long."""
    library = sound(root)
    plan = next(plan for plan in library.plans.values() if plan.repeats)
    schedule = lay_out(plan, library, plan.variants[0], Conditions(weeks=weeks))
    return min(seconds_of(lambda: find_other_days(schedule, library)) for _ in range(TRIES))


def lived(root: Path, runners: int) -> dict[str, float]:
    """So many runners by chance: see `runners.simulate`."""
    return simulate(sound(root), runners)


def _build(root: Path) -> Build:
    return Build(sound(root), Edition(SITE, MODIFIED, MODIFIED.date()))


def _written(outputs: Callable[[], Iterable[Output]]) -> Written:
    seconds, sizes = timed(lambda: [len(output.content) for output in outputs()])
    return seconds, len(sizes), sum(sizes) / 1e6
