"""What pictures say: titles, legends, axes, descriptions, and the heads of their tables."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.text import units
from toolkit.text.english import FEELS, UNGRADED_WORDS

RACE = "Race"
"""What a day with a race is called, in place of how hard it is."""
DAY_LETTERS = {
    FEELS[0.0]: "E", FEELS[0.5]: "M", FEELS[1.0]: "H", RACE: "R",
    UNGRADED_WORDS["strength"]: "S", UNGRADED_WORDS["mobility"]: "B", UNGRADED_WORDS["drill"]: "D",
    UNGRADED_WORDS["plyometric"]: "J",
}  # fmt: skip
"""The letter of each kind of session, by what it is called; the legend says it."""
WEEKDAY_LETTERS = ("M", "T", "W", "T", "F", "S", "S")
"""The heads of the columns of a diary, Monday first."""
DIARY_TITLE = "Every day of the plan"
DIARY_CAPTION = "Every day of the plan, with its sessions"
WEEK_HEAD = "Week"
"""The head of the column of weeks, in every table below a picture."""

EFFORT_LEGEND = {"easy": "easy", "firm": "steady to threshold", "fast": "10 km effort and quicker"}
"""How running is drawn, the lowest part of a bar first, and what the legend calls it."""
MODE_LEGEND = {"easy": "mobility", "firm": "strength", "fast": "drills and jumping"}
"""The same for a plan without running."""
LOAD_AXIS = "minutes a week"
LOAD_KIND_HEAD = "What"
"""The head of the column that says what sort of week it is."""

WARM_UP, MAIN_SET, COOL_DOWN = "Warm-up", "Main set", "Cool-down"
"""The parts of a workout."""
PROFILE_AXIS = "minutes; height is effort, 0 to 10"
PROFILE_HEADS = ("Part", "What", "Minutes", "Effort of 10")
AS_ABOVE = "as above"
"""What is shown for the steps of a warm-up or a cool-down: the page lists them above its pictures."""


def describe_diary(weeks: int, days: int, counted: Sequence[tuple[str, int]], rest: int) -> str:
    """A diary in a sentence: how many days hold each kind of session, and how many hold none."""
    said = ", ".join(f"{number} with {kind.lower()}" for kind, number in counted)
    return f"{units.weeks(weeks)}, {days} days: {said}; {rest} of rest."


def load_title(*, runs: bool) -> str:
    """The title of the minutes of a plan by week: by effort for a plan that `runs`, else by kind."""
    return f"Minutes {'of running by effort' if runs else 'by kind'}, week by week"


def load_caption(title: str, *, tissues: bool) -> str:
    """The caption of the table below the minutes of a plan, with the load on `tissues` or without it."""
    return f"{title}{', and the load on tissues, in the units of the rules' if tissues else ''}"


def tissue_label(part: str) -> str:
    """The name of the band of a tissue: `load on knee`."""
    return f"load on {part}"


def describe_load(minutes: Sequence[float], weeks_by_kind: Sequence[tuple[str, Sequence[int]]]) -> str:
    """The minutes of a plan in a sentence: how they climb, and the numbers of the weeks of each kind."""
    most = max(minutes)
    climb = f"From {units.minutes(minutes[0])} in week 1 to {units.minutes(most)} in week {minutes.index(most) + 1} at the most"
    others = (f"{kind}: {', '.join(map(str, numbers))}" for kind, numbers in weeks_by_kind)
    return f"{'; '.join([climb, *others])}."


def profile_title(rung: int, session: str) -> str:
    """The title of a profile: of which rung, from 1, of the session of a title."""
    return f"Effort over time, rung {rung}: {session}"


def part_in_brief(part: str, minutes: float) -> str:
    """A warm-up or a cool-down in a description: `10 min warm-up`."""
    return f"{units.minutes(minutes)} {part.lower()}"


def describe_profile(parts: Sequence[str], total: float) -> str:
    """The parts of a workout and its minutes in all."""
    return f"{'; '.join(parts)}. {units.minutes(total)} in all."
