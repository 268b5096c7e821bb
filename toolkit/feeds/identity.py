"""What an event is known by, and when it last changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from toolkit.feeds.agenda import EventDay
from toolkit.library import Library, build_file_graph, find_reachable
from toolkit.models import WEEKDAYS, Session
from toolkit.schedule import Schedule, Week
from toolkit.things import TEMPLATES

TEXT_REVISION = datetime(2026, 11, 30, 16, 51, tzinfo=UTC)
"""When code last changed what events say: raised with each such change, as a test with a calendar in `tests/frozen` asks for."""
LISTS_OF_EVENTS = tuple(f"{TEMPLATES}/{name}.yaml" for name in ("cues", "levels", "limits", "loads", "missed", "readiness"))
"""The central lists that doses, days or the texts of events are made from."""
_OFTEN = frozenset({"endurance", "recovery", "strength", "mobility", "technique", "balance"})
"""Purposes that a week may serve several times: whether one of them is alone there must not matter to the others."""


@dataclass(frozen=True, slots=True)
class History:
    """When files of a project were last committed."""

    modified: datetime
    """When anything in it was; it counts for files that were not."""
    committed: Mapping[str, datetime] = field(default_factory=dict)
    """By the path of a file."""

    def newest(self, paths: Iterable[str]) -> datetime:
        """When the newest of some files was last changed, or code changed what events say."""
        return max([TEXT_REVISION, *(self.committed.get(path, self.modified) for path in paths)])


class EventInputs:
    """Which files an event is made of: nothing else of a project may change when it was last changed."""

    def __init__(self, library: Library) -> None:
        self._library, self._graph = library, build_file_graph(library.documents)
        self._lists = [path for path in LISTS_OF_EVENTS if path in library.documents]
        self._found: dict[str, set[str]] = {}

    def of_plan(self, schedule: Schedule) -> set[str]:
        """The files of a plan and of its tracks, and the central lists."""
        tracks = {placed.track for _, placed in schedule.placed() if placed.track}
        paths = (self._library.path(self._library.tracks[track]) for track in tracks)
        return {self._library.path(schedule.plan), *paths, *self._lists}

    def of_sessions(self, day: EventDay) -> set[str]:
        """The files of the sessions of a day and what they name: exercises, warm-ups, gentler sessions."""
        return {path for one in day.placed for path in self._reachable(self._library.path(one.session))}

    def _reachable(self, path: str) -> set[str]:
        if path not in self._found:
            self._found[path] = find_reachable(self._graph, {path})
        return self._found[path]


def event_ids(schedule: Schedule, days: Sequence[EventDay]) -> Iterator[str]:
    """What each day of a plan is known by: weeks to the race, and what its first session is for in that week.

    Neither its date nor a count: a session that is moved stays the same event, and one that is replaced gives its identity to no
    other. What comes several times a week, as easy runs do, is known by the weekday on which the plan lists it, too.
    """
    purposes = [(day.week.number, _purpose(day.placed[0].session)) for day in days]
    alike = Counter(purposes)
    for day, purpose in zip(days, purposes, strict=True):
        several = purpose[1] in _OFTEN or alike[purpose] > 1
        yield f"{_to_go(schedule, day.week)}-{purpose[1]}{f'-{_listed_on(day)}' if several else ''}"


def _purpose(session: Session) -> str:
    """What a session is for: its objective, which long runs share with easy ones."""
    return "long" if session.kind == "long" else session.objective


def _listed_on(day: EventDay) -> str:
    """The weekday on which the plan lists the first session of a day; the day itself, where it was added by results."""
    return next((str(part) for part in day.placed[0].place if part in WEEKDAYS), WEEKDAYS[day.day % 7])


def _to_go(schedule: Schedule, week: Week) -> str:
    """Weeks to the race, `after1` and on for those behind it; for a plan without a race, the number of the week."""
    if schedule.race_weekday is None:
        return str(week.number)
    to_go = schedule.weeks_to_race + 1 - week.number
    return str(to_go) if to_go >= 0 else f"after{-to_go}"
