"""Two locks of a plan to what moves between them, and for whom; no old code is run for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.editions.lock import Layout, Lock, LockedDay
from toolkit.rounding import nearest

MinutesOf = Callable[[str, LockedDay], float]
"""From the name of a variant and a day to the minutes that it takes, warm-up and cool-down included."""


@dataclass(frozen=True, slots=True)
class DayMove:
    """A day that is another than before, is new, or is not there any more."""

    week: int
    """The key of its week."""
    before: LockedDay | None
    after: LockedDay | None
    minutes: float
    """How many minutes more it takes, to a tenth."""


@dataclass(frozen=True, slots=True)
class VariantMoves:
    """What moves in a variant."""

    variant: str
    days: int
    """How many days it has with a race on Sunday."""
    moves: tuple[DayMove, ...]
    """With a race on Sunday, or in a plan without one."""
    elsewhere: Mapping[int, int]
    """By another weekday of the race, how many days move."""


@dataclass(frozen=True, slots=True)
class PlanMoves:
    """What moves in a plan."""

    plan: str
    has_race: bool
    new: bool
    """Whether it had no lock before."""
    variants: tuple[VariantMoves, ...]
    """Those in which anything moves."""
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]
    corrections: tuple[str, ...]
    """New sentences by which what moves reaches those who have begun."""

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.variants or self.added or self.withdrawn or self.corrections)


def compare_locks(before: Lock | None, after: Lock | None, minutes_of: MinutesOf) -> PlanMoves:
    """What moves from one lock of a plan to another; None where there is no plan."""
    plan = (after or before or Lock("")).plan
    old, new = (lock.variants if lock else {} for lock in (before, after))
    both = [name for name in new if name in old]
    found = (_variant(name, old[name].layouts, new[name].layouts, minutes_of) for name in both)
    said = before.corrections if before else ()
    layouts = [layout for one in (*new.values(), *old.values()) for layout in one.layouts.values()]
    return PlanMoves(
        plan,
        any(week.key <= 0 for layout in layouts for week in layout),
        before is None,
        tuple(one for one in found if one.moves or one.elsewhere),
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        tuple(one for one in (after.corrections if after else ()) if one not in said),
    )


def _variant(name: str, old: Mapping[int, Layout], new: Mapping[int, Layout], minutes_of: MinutesOf) -> VariantMoves:
    moves = {weekday: tuple(_moves(name, old.get(weekday, ()), layout, minutes_of)) for weekday, layout in new.items()}
    first = next(iter(new))
    days = sum(1 for week in new[first] for day in week.days if day.sessions)
    return VariantMoves(name, days, moves[first], {day: len(found) for day, found in moves.items() if found and day != first})


def _moves(variant: str, old: Layout, new: Layout, minutes_of: MinutesOf) -> Iterator[DayMove]:
    before, after = ({week.key: week.days for week in layout} for layout in (old, new))
    for key in dict.fromkeys((*after, *before)):
        for one, other in _pairs(before.get(key, ()), after.get(key, ())):
            if one is None or other is None or one.content != other.content:
                more = (minutes_of(variant, other) if other else 0.0) - (minutes_of(variant, one) if one else 0.0)
                yield DayMove(key, one, other, nearest(more, 1))


def _pairs(before: Sequence[LockedDay], after: Sequence[LockedDay]) -> Iterator[tuple[LockedDay | None, LockedDay | None]]:
    """The days of a week with sessions, each with what it was, by their ids."""
    old = {day.id: day for day in before if day.sessions}
    for day in (day for day in after if day.sessions):
        yield old.pop(day.id, None), day
    yield from ((day, None) for day in old.values())
