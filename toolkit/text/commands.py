"""What commands report: what they wrote and found, and warnings. A message of wrong usage is beside its check."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from toolkit.library import Library, lock_path
from toolkit.models import Weekday
from toolkit.problems import Problem, count
from toolkit.rounding import add, fixed
from toolkit.rules import Measure
from toolkit.text.dates import WEEKDAY_NAMES

SHALLOW_CLONE = (
    "This is a shallow clone: git does not know when the content last changed, and events are dated too late. "
    "Fetch the rest before you publish: git fetch --unshallow"
)
ANOTHER_BUILD = "Another build of this site is running. This one waits until it has ended."
RACE_BEFORE_YOU_ARE_BACK = "The race comes before you are back at your usual running. Run it easily, or choose a later one."
OS_ADVICE: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: "Free some space, or write to another disk.",
        errno.EDQUOT: "Free some space, or write to another disk.",
        errno.EROFS: "Copy the project to a disk that can be written to.",
        errno.EACCES: "Change its permissions, or take another place.",
        errno.ENAMETOOLONG: "Take a shorter name.",
    }
)
"""What to do where the system refuses a file, by the number of its error."""
_MOST_NAMED = 5
"""How many missing files a message names."""


def no_problems(checked: str) -> str:
    """That nothing is wrong in what was checked."""
    return f"{checked}: no problems."


def library_counts(library: Library) -> str:
    """How many of everything a library offers: `148 sessions, 92 exercises …`."""
    variants = add(len(plan.variants) for plan in library.current_plans)
    return ", ".join(
        (
            count(len(library.offered(library.sessions)), "session"),
            count(len(library.offered(library.exercises)), "exercise"),
            count(len(library.cues), "cue"),
            count(len(library.offered(library.assessments)), "assessment"),
            count(len(library.offered(library.habits)), "habit"),
            f"{count(len(library.current_plans), 'plan')} with {count(variants, 'variant')}",
            count(len(library.seasons), "season"),
            count(len(library.chapters), "chapter"),
        )
    )


def locks_written(paths: Sequence[str]) -> str:
    """Which locks were written, and what to do with them."""
    if not paths:
        return "All locks are up to date."
    return f"Wrote {', '.join(paths)}. Commit {'it' if len(paths) == 1 else 'them'} with the change."


def locks_stale(plans: Sequence[str]) -> str:
    """That locks are not what the plans are now, and what to do."""
    files = ", ".join(lock_path(plan) for plan in plans)
    return f"{files}: out of date. Run toolkit lock, and commit what it writes, before this is published."


def problems_elsewhere(number: int) -> str:
    """That other files than those asked for have problems."""
    return f"{count(number, 'problem')} elsewhere in the content: toolkit check lists what to fix."


def calendar_written(output: str) -> str:
    """Where a calendar was written, and what to do with it."""
    return f"Wrote {output}. Open it in your calendar program, or import it there."


def broken_with_race_on(weekday: Weekday, problems: Sequence[Problem]) -> str:
    """The rules that a plan breaks with a race on a weekday, a line each; nothing where it breaks none."""
    if not problems:
        return ""
    head = f"With a race on a {WEEKDAY_NAMES[weekday]} the plan breaks these rules. A race on Saturday or Sunday keeps them all."
    return _listed(head, [problem.message for problem in problems])


def broken_after_break(broken: Sequence[Measure]) -> str:
    """The rules that a plan no longer keeps after a break, a line each; nothing where it keeps all."""
    if not broken:
        return ""
    head = "After this break the plan no longer keeps these rules. Race a shorter distance, or easily, or later:"
    return _listed(head, [measure.message for measure in broken])


def broken_with_second_race(broken: Sequence[Measure]) -> str:
    """The rules that a plan breaks with a second race in it, a line each; nothing where it breaks none."""
    if not broken:
        return ""
    head = "With the second race this plan breaks these rules. Take another day, or run it easily:"
    return _listed(head, [f"week {measure.week}: {measure.message}" for measure in broken])


def broken_rule(message: str, rule: str, race_day: Weekday | None) -> str:
    """The message of a broken rule with the id of the rule; with the day of the race where that is given."""
    said = f"{message} (rule {rule})"
    return said if race_day is None else f"With a race on a {WEEKDAY_NAMES[race_day]}: {said}"


def plans_for_returning(plans: Sequence[str]) -> str:
    """The plans that a returning runner may take, by their ids."""
    return f"Plans for returning runners: {', '.join(plans)}."


def joining_late(title: str, weeks: int, begun: date, gone: int, fits: tuple[date, date]) -> str:
    """That so many weeks of a plan or a season are over, and the days of its race, first and last, with which all of it fits."""
    first, last = fits
    return (
        f"{title} would have begun on {begun}: {count(gone, 'week')} of its {weeks} are missing, and you would join late, "
        f"in week {gone + 1}. All of it fits from {first} to {last}, or later."
    )


def week_out_of_range(week: int, plan: str, last: int, *, race: bool) -> str:
    """That a plan has no such week up to its race week, or up to its last where it has no `race`."""
    return f"week {week} is out of range: {plan} has {count(last, 'week')} up to {'its race week' if race else 'its last'}."


def site_weight(calendars: int, whole: int) -> str:
    """The bytes of a site and of its calendars, in megabytes."""
    return f"Calendars: {fixed(calendars / 1e6)} MB, all files: {fixed(whole / 1e6)} MB"


def site_incomplete(missing: Sequence[str]) -> str:
    """Which files a new site lacks, the first five by name."""
    more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    return (
        f"the new site is incomplete, so the last one stays. Missing: {', '.join(missing[:_MOST_NAMED])}{more}. "
        "Build it again; if that does not help, report it."
    )


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"- {line}" for line in lines)])
