"""What an event is known by, and when it last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from toolkit.editions import Correction, DayKey, Layout
from toolkit.feeds.agenda import EventDay
from toolkit.library import Library, build_file_graph, find_reachable
from toolkit.models import Plan
from toolkit.schedule import Schedule
from toolkit.things import TEMPLATES

TEXT_REVISION = datetime(2026, 11, 30, 17, 15, tzinfo=UTC)
"""When code last changed what events say: raised with each such change, as a test with a calendar in `tests/frozen` asks for."""
LISTS_OF_EVENTS = tuple(f"{TEMPLATES}/{name}.yaml" for name in ("cues", "levels", "limits", "loads", "missed", "readiness"))
"""The central lists that doses, days or the texts of events are made from."""
NO_CORRECTIONS: Mapping[DayKey, Correction] = {}


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

    def of_next(self, plan: Plan) -> set[str]:
        """The file of the plan that comes after a plan, of which its last event speaks."""
        following = self._library.plans.get(plan.next.plan) if plan.next else None
        return {self._library.path(following)} if following else set()

    def of_day(self, day: EventDay) -> set[str]:
        """The files of what a day holds and says, and of what they name: exercises, warm-ups, gentler sessions."""
        library = self._library
        films = library.assessments.values() if day.films else ()
        habits = library.habits.values() if day.week.kind == "reset" else ()
        said = [*(one.session for one in day.placed), *films, *habits]
        return {path for one in said for path in self._reachable(library.path(one))}

    def _reachable(self, path: str) -> set[str]:
        if path not in self._found:
            self._found[path] = find_reachable(self._graph, {path})
        return self._found[path]


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What a day of a plan is known by, and how it came to be what it is."""

    id: str
    revision: int
    revised: datetime | None = None
    """When it was locked as it is; None where it is not locked."""
    correction: Correction | None = None
    """What has changed it for who had begun."""


DayRecords = Mapping[int, DayRecord]
"""By day, counted from the first Monday as 0; with the day after the last week."""


def record_days(
    layout: Layout, revised: Sequence[datetime] = (), corrected: Mapping[DayKey, Correction] = NO_CORRECTIONS
) -> DayRecords:
    """The records of a layout; `revised` says when each revision of its plan was locked."""
    return {
        7 * number + day.weekday: DayRecord(
            str(day.id),
            day.revision,
            revised[day.revision - 1] if day.revision <= len(revised) else None,
            corrected.get((week.key, day.weekday)),
        )
        for number, week in enumerate(layout)
        for day in week.days
    }
