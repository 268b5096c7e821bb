"""What is measured from inside: `python -m bench.inside AREA` in a project's folder prints figures as JSON.

Each area runs in a process of its own, since it imports what it measures, and Linux counts the memory of the process that starts
another as memory of the other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from project import SHIPPED_EPOCH

if TYPE_CHECKING:
    from toolkit.app.build import Build
    from toolkit.library import Library

SITE = "https://lasting-speed.example/"
MODIFIED = datetime.fromtimestamp(int(SHIPPED_EPOCH), UTC)
ANCHOR = date(2027, 4, 18)
"""A Sunday."""
RUNNERS = 2000
SHORT, LONG = 6, 48
"""Weeks of a plan between which the growth of other days is reckoned."""


def loaded(root: Path) -> Library:
    """The library of a project without problems; SystemExit with the first problem otherwise."""
    from toolkit.library import load

    library, problems = load(root)
    if library is None or problems:
        raise SystemExit(f"the project has problems, such as {problems[0]}")
    return library


def _build(root: Path) -> Build:
    from toolkit.app.build import Build, Edition

    return Build(loaded(root), Edition(SITE, MODIFIED, MODIFIED.date()))


def check(root: Path) -> dict[str, float]:
    """Where the time of a check goes: starting Python and importing, reading and loading, and all judgement."""
    imported = perf_counter()
    from toolkit.checks import check_project

    start = perf_counter()
    loaded(root)
    read = perf_counter()
    _, problems = check_project(root)
    both = perf_counter() - read
    if problems:
        raise SystemExit(f"the project has problems, such as {problems[0]}")
    load_ms = 1000 * (read - start)
    return {"imports_ms": 1000 * (start - imported), "load_ms": load_ms, "judge_ms": 1000 * both - load_ms}


def pages(root: Path) -> dict[str, float]:
    """CPU seconds for every page as Markdown, once all is loaded and laid out; how many pages, and their size."""
    build = _build(root)
    build.offers  # noqa: B018 laid out before the clock starts: that does not grow with sessions
    start = process_time()
    sizes = [len(output.content) for output in build.pages()]
    return {"seconds": process_time() - start, "count": len(sizes), "megabytes": sum(sizes) / 1e6}


def feeds(root: Path) -> dict[str, float]:
    """CPU seconds for every feed, none of which is kept; how many feeds, and their size."""
    build = _build(root)
    start = process_time()
    sizes = [len(output.content) for output in build.feeds()]
    return {"seconds": process_time() - start, "count": len(sizes), "megabytes": sum(sizes) / 1e6}


def lived(root: Path) -> dict[str, float]:
    """Runners by chance who go through the plans: see `bench.lived`."""
    from bench.lived import simulate

    return simulate(loaded(root), RUNNERS)


def stamps(root: Path) -> dict[str, float]:
    """How much quicker a feed is stamped than written by icalendar, for one day of every variant; both must be alike.

    Cutting the stamp, once for each variant and not for each day, does not count.
    """
    from toolkit.feeds.agenda import agenda_of
    from toolkit.feeds.calendar import Address, write_calendar
    from toolkit.feeds.stamp import cut, stamped
    from toolkit.models import WEEKDAYS
    from toolkit.schedule import place

    spent = {"stamp": 0.0, "icalendar": 0.0}
    library = loaded(root)
    for plan in library.plans.values():
        day = ANCHOR if plan.race else ANCHOR - timedelta(days=len(WEEKDAYS) - 1)
        for variant in plan.variants:
            agenda = agenda_of(place(plan, library, variant), library)
            stamp = cut(agenda, MODIFIED, SITE)
            start = process_time()
            path, content = next(iter(stamped(stamp, [day])))
            spent["stamp"] += process_time() - start
            start = process_time()
            written = write_calendar(agenda, day, MODIFIED, Address(SITE, f"{SITE}{path}"))
            spent["icalendar"] += process_time() - start
            if content != written:
                raise SystemExit(f"{path} is stamped otherwise than icalendar writes it")
    return {"stamp_ratio": spent["icalendar"] / spent["stamp"]}


def other_days(root: Path) -> dict[str, float]:
    """CPU milliseconds for the other days of a plan that repeats, short and long, and how that grows: 1 is in step with weeks."""
    from toolkit.rules import other_days as find
    from toolkit.schedule import Conditions, place

    library = loaded(root)
    plan = next(plan for plan in library.plans.values() if plan.repeats)
    spent = {}
    for weeks in (SHORT, LONG):
        schedule = place(plan, library, plan.variants[0], Conditions(weeks=weeks))
        times = []
        for _ in range(3):
            start = process_time()
            find(schedule, library)
            times.append(1000 * (process_time() - start))
        spent[weeks] = min(times)
    growth = spent[LONG] / spent[SHORT] / (LONG / SHORT)
    return {f"ms_{SHORT}": spent[SHORT], f"ms_{LONG}": spent[LONG], "growth": growth}


def nothing(root: Path) -> dict[str, float]:
    """A library, laid out and nothing more: the memory that everything needs."""
    _build(root).offers  # noqa: B018
    return {}


AREAS: Mapping[str, Callable[[Path], dict[str, float]]] = {
    area.__name__: area for area in (check, pages, feeds, stamps, other_days, lived, nothing)
}

if __name__ == "__main__":
    print(json.dumps(AREAS[sys.argv[1]](Path.cwd())))
