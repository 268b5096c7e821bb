"""A lock to the text of its file and back: a line for a day, each dose once, and of other race weekdays the weeks that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import zip_longest
from typing import cast, get_args

from toolkit.editions.lock import AFTER, Layout, Lock, LockedDay, LockedSession, LockedVariant, LockedWeek
from toolkit.models import WEEKDAYS
from toolkit.schedule import WeekKind
from toolkit.schedule.values import Change

LOCK_VERSION = "lock 2"
LOCK_HEADER = "# What each day of this plan is, for those who have begun. Written by toolkit lock: never change it by hand."
_DAYS = (*WEEKDAYS, "end")
_CHANGES: Mapping[str, Change] = {"+": "up", "-": "down", "*": "new"}
_MARKS = {change: mark for mark, change in _CHANGES.items()}
_WHEN = "%Y-%m-%dT%H:%M:%SZ"
_KINDS = get_args(WeekKind)
_HEAD_LINES = 2
_NO_LINE = "this is no line of a lock"


class LockError(ValueError):
    """A file is no lock: which line, from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def write_lock(lock: Lock) -> str:
    """The text of a lock; the same lock gives the same text."""
    return "\n".join([LOCK_HEADER, LOCK_VERSION, *_lines(lock), ""])


def _lines(lock: Lock) -> Iterator[str]:
    yield from (f"revised {when.astimezone(UTC):{_WHEN}}" for when in lock.revised)
    yield from (f"correction {said}" for said in lock.corrections)
    doses = {
        (one.session, one.rung): one.dose
        for _, _, layout in lock.layouts()
        for week in layout
        for day in week.days
        for one in day.sessions
    }
    yield from (f"dose {session}/{rung} {dose}" for (session, rung), dose in sorted(doses.items()))
    names = dict.fromkeys(week.phase for _, _, layout in lock.layouts() for week in layout)
    phases = {name: number for number, name in enumerate(names, start=1)}
    yield from (f"phase {name}" for name in phases)
    for name, variant in lock.variants.items():
        yield f"variant {name} {variant.next_id}"
        first: Layout = ()
        for weekday, layout in variant.layouts.items():
            yield f"race {WEEKDAYS[weekday]}"
            known = set(first)
            for week in layout:
                yield from _week_lines(week, phases) if week not in known else [f"week {week.key}"]
            first = first or layout


def _week_lines(week: LockedWeek, phases: Mapping[str, int]) -> Iterator[str]:
    yield f"week {week.key} {week.kind} {phases[week.phase]}"
    for day in week.days:
        yield " ".join([_DAYS[day.weekday], f"{day.id}.{day.revision}", *map(_written, day.sessions)])


def _written(one: LockedSession) -> str:
    track = f"{one.track}:" if one.track else ""
    return f"{track}{one.session}/{one.rung}{_MARKS.get(one.change, '')}{'?' if one.optional else ''}"


def read_lock(plan: str, text: str) -> Lock:
    """The lock of a plan in a text; LockError for anything that `write_lock` does not write."""
    return _Reader(plan).read(text)


def _is_whole(layout: Layout) -> bool:
    """Whether the last week has the day after the plan, and no other."""
    return [AFTER in (day.weekday for day in week.days) for week in layout] == [*(False for _ in layout[1:]), True]


def _require_same(lines: list[str], written: list[str]) -> None:
    """LockError where a lock was not written so: a line is there twice, in another place, or in another form."""
    if lines != written:
        pairs = enumerate(zip_longest(lines, written), start=1)
        wrong = next(number for number, (line, other) in pairs if line != other)
        raise LockError(min(wrong, len(lines)), "this is no lock of this version" if wrong <= _HEAD_LINES else _NO_LINE)


class _Reader:
    """Reads the lines of a lock one after the other."""

    def __init__(self, plan: str) -> None:
        self._plan = plan
        self._corrections: list[str] = []
        self._revised: list[datetime] = []
        self._doses: dict[str, str] = {}
        self._phases: list[str] = []
        self._sessions: dict[str, LockedSession] = {}
        self._variants: dict[str, LockedVariant] = {}
        self._layouts: dict[int, Layout] = {}
        self._weeks: list[LockedWeek] = []
        self._days: list[LockedDay] = []

    def read(self, text: str) -> Lock:
        lines = text.split("\n")
        for number, line in enumerate([*lines, None], start=1):
            try:
                if line is None:
                    self._end_week()
                else:
                    self._line(number, line)
            except LockError:
                raise
            except (KeyError, ValueError, IndexError, TypeError, StopIteration):
                raise LockError(min(number, len(lines)), _NO_LINE) from None
        if any(not layout or not _is_whole(layout) for one in self._variants.values() for layout in one.layouts.values()):
            raise LockError(len(lines), "here the end of a plan is missing")
        lock = Lock(self._plan, self._variants, tuple(self._corrections), tuple(self._revised))
        _require_same(lines, write_lock(lock).split("\n"))
        return lock

    def _line(self, number: int, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word in _DAYS:
            self._day(word, rest)
        elif word == "week":
            self._week(rest.split(" "))
        elif word == "race":
            self._end_week()
            self._weeks = []
            self._layouts[WEEKDAYS.index(rest)] = ()
        elif word == "variant":
            self._variant(*rest.split(" "))
        elif word == "dose":
            name, _, dose = rest.partition(" ")
            self._doses[name] = dose
        elif word == "phase":
            self._phases.append(rest)
        elif word == "revised":
            self._revised.append(datetime.strptime(rest, _WHEN).replace(tzinfo=UTC))
        elif word == "correction":
            self._corrections.append(rest)
        elif line and line != LOCK_VERSION and not line.startswith("# "):
            conflict = line.startswith(("<<<<<<<", "=======", ">>>>>>>"))
            raise LockError(number, "git left a conflict here" if conflict else _NO_LINE)

    def _variant(self, name: str, next_id: str) -> None:
        self._end_week()
        self._weeks, self._layouts = [], {}
        self._variants[name] = LockedVariant(int(next_id), self._layouts)

    def _week(self, words: list[str]) -> None:
        self._end_week()
        key = int(words[0])
        if any(week.key == key for week in self._weeks):
            raise ValueError(key)
        if len(words) == 1:
            self._weeks.append(next(week for week in self._first() if week.key == key))
            return
        kind, phase = words[1:]
        if kind not in _KINDS:
            raise ValueError(kind)
        self._weeks.append(LockedWeek(key, cast("WeekKind", kind), dict(enumerate(self._phases, start=1))[int(phase)], ()))

    def _first(self) -> Layout:
        """The layout of which another weekday has weeks that are the same."""
        return next(iter(self._layouts.values()))

    def _day(self, word: str, rest: str) -> None:
        number, *sessions = rest.split(" ")
        id_, _, revision = number.partition(".")
        if self._days and self._days[-1].weekday >= _DAYS.index(word):
            raise ValueError(word)
        self._days.append(LockedDay(_DAYS.index(word), int(id_), int(revision), tuple(map(self._session, sessions))))

    def _session(self, written: str) -> LockedSession:
        if written not in self._sessions:
            bare = written.removesuffix("?")
            change = _CHANGES.get(bare[-1], "")
            name = bare[:-1] if change else bare
            track, _, named = name.rpartition(":")
            session, _, rung = named.rpartition("/")
            self._sessions[written] = LockedSession(session, int(rung), self._doses[named], track, change, bare != written)
        return self._sessions[written]

    def _end_week(self) -> None:
        """Give the days that were read to their week, and the weeks to their layout."""
        if self._days:
            week = self._weeks[-1]
            self._weeks[-1] = LockedWeek(week.key, week.kind, week.phase, tuple(self._days))
            self._days = []
        if self._layouts:
            self._layouts[[*self._layouts][-1]] = tuple(self._weeks)
