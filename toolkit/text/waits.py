"""What of a plan waits or is left out in some weeks, and why, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.library import Library
from toolkit.rounding import brief
from toolkit.schedule import Replaced, Schedule


def waits(library: Library, schedule: Schedule) -> list[str]:
    """What a plan lists and does not hold in some weeks, a sentence for each track or session, with the limit in its way."""
    names = dict.fromkeys(one.name for week in schedule.weeks for one in week.replaced)
    return [_waits(library, schedule, name) for name in names]


def _waits(library: Library, schedule: Schedule, name: str) -> str:
    """`“Strides” waits until week 2: …`; `“Short and sharp” leaves out weeks 5 and 6: …`."""
    without = [week.number for week in schedule.weeks if any(one.name == name for one in week.replaced)]
    first_reason = next(one for week in schedule.weeks for one in week.replaced if one.name == name)
    holding = [week.number for week in schedule.weeks if any(name in (one.track, one.session.id) for _, one in week.placed())]
    title, because = _titled(library, name), _because(library, first_reason)
    first = min(holding, default=None)
    if first is None:
        return f"“{title}” never comes in here: {because}"
    before, later = [week for week in without if week < first], [week for week in without if week > first]
    if not (before or later):
        later = [first]  # a day of the first week that holds it on another day
    if before and later:
        return f"“{title}” waits until week {first}, and leaves out {_weeks(later)}: {because}"
    return f"“{title}” waits until week {first}: {because}" if before else f"“{title}” leaves out {_weeks(later)}: {because}"


def _because(library: Library, replaced: Replaced) -> str:
    """The limit in the way, with its number here; a limit in percent is counted in minutes."""
    limit, number = library.limits[replaced.rule], brief(replaced.allowed)
    unit = "minutes" if limit.unit == "percent" else limit.unit
    return f"{limit.rule} Here: {number} {unit.removesuffix('s') if number == '1' else unit}."


def _weeks(numbers: Sequence[int]) -> str:
    """`week 5`, `weeks 5 and 6`, `weeks 5, 6 and 9`."""
    said = [str(number) for number in numbers]
    return f"week {said[0]}" if len(said) == 1 else f"weeks {', '.join(said[:-1])} and {said[-1]}"


def _titled(library: Library, name: str) -> str:
    """The title of what a plan lists: a track or a session."""
    found = library.tracks.get(name) or library.sessions[name]
    return found.title
