"""Which lock a feed follows: that of the newest edition not later than its first Monday, corrected where the plan says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from toolkit.editions.assign import lock_plan
from toolkit.editions.lock import AFTER, Layout, Lock, LockedDay, LockedWeek, days_by_key
from toolkit.models import Plan, Variant
from toolkit.schedule import Schedule

LIVES_ON = timedelta(days=365)
"""How long an edition lives after the end of the last feed that it governs (the calendar contract)."""
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Edition:
    """The lock of a plan at a commit."""

    day: date
    """The committer's, in UTC."""
    lock: Lock


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that reaches runners who have begun: the day after which weeks begin that it governs, and the plan's sentence."""

    day: date
    because: str


DayKey = tuple[int, int]
"""The key of a week, and a weekday in it."""


@dataclass(frozen=True, slots=True)
class FollowedEdition:
    """What feeds of a variant follow, for anchors in weeks that begin before a day, and not before that of the one before it."""

    before: date | None
    """None for the newest, which governs all that come later."""
    revised: Sequence[datetime]
    """When each revision of the plan was locked."""
    layouts: Mapping[int, Layout]
    """By the weekday of the anchor."""
    corrected: Mapping[int, Mapping[DayKey, Correction]]
    """By the weekday of the anchor: the days that a correction has changed."""

    @property
    def lead(self) -> int:
        """Weeks before the week of the anchor: of the race, or of the first Monday."""
        return find_lead(self.layouts)

    def follows_same(self, other: FollowedEdition) -> bool:
        """Whether a feed reads alike by either."""
        return (self.layouts, self.corrected) == (other.layouts, other.corrected)


def find_lead(layouts: Mapping[int, Layout]) -> int:
    """Weeks before the week of the anchor: of the race, or of the first Monday."""
    weeks = next(iter(layouts.values()))
    return next((number for number, week in enumerate(weeks) if week.key == 0), 0)


def find_followed_now(
    plan: Plan, variant: Variant, schedules: Sequence[Schedule], editions: Sequence[Edition], built: datetime
) -> list[FollowedEdition]:
    """All that feeds of a variant may follow, the plan as it is now and is laid out in `schedules` as the last."""
    lock, name = lock_plan(plan, {variant: schedules}, [one.lock for one in editions], built), str(variant)
    newest = editions[-1].lock if editions else None
    locked = newest and (newest.variants.get(name), newest.corrections) == (lock.variants[name], lock.corrections)
    return find_followed(editions if locked else [*editions, Edition(built.date(), lock)], name, built.date())


def find_followed(editions: Sequence[Edition], variant: str, built: date) -> list[FollowedEdition]:
    """All that feeds of a variant may follow on the day of a built commit, the newest last; nothing where no edition has it.

    `editions` are in the order of the commits. An edition that no Monday chooses is passed over, and so are those at the
    beginning whose last feed has ended a year ago: the next one answers for them. Two that read alike are one.
    """
    having = [one for one in _in_order(editions) if variant in one.lock.variants]
    begins, found = list(_find_beginnings(having, variant)), list[FollowedEdition]()
    for number, edition in enumerate(having):
        first, end = begins[number] if number else None, min(begins[number + 1 :], default=None)
        if end is None or ((first is None or first < end) and _lives(edition, variant, end, built)):
            found += _followed_of(edition, variant, (first, end), having[number + 1 :], built)
    return _without_repeats(found)


def _find_beginnings(editions: Sequence[Edition], variant: str) -> Iterator[date]:
    """For each edition the first Monday of an anchor's week whose feed had not begun on its day, by it or by an earlier one."""
    begun, lead = date.min, 0
    for edition in editions:
        begun = max(begun, edition.day + lead * ONE_WEEK)
        lead = find_lead(edition.lock.variants[variant].layouts)
        yield _monday_from(max(begun, edition.day + lead * ONE_WEEK))


def _in_order(editions: Sequence[Edition]) -> Iterator[Edition]:
    """Editions whose days never fall, as they might where a clock was wrong."""
    day = date.min
    for edition in editions:
        day = max(day, edition.day)
        yield replace(edition, day=day)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _lives(edition: Edition, variant: str, end: date, built: date) -> bool:
    """Whether the last feed that an edition governs, whose anchor's week is the one before `end`, ended less than a year ago."""
    last = end - (1 + find_lead(edition.lock.variants[variant].layouts)) * ONE_WEEK
    return last + _longest(edition, variant) * ONE_WEEK + LIVES_ON > built


def _longest(edition: Edition, variant: str) -> int:
    return max(len(layout) for layout in edition.lock.variants[variant].layouts.values())


def _followed_of(
    edition: Edition, variant: str, mondays: tuple[date | None, date | None], later: Sequence[Edition], built: date
) -> Iterator[FollowedEdition]:
    """What feeds of an edition follow, for anchors' weeks from the first Monday and before the second.

    It is one for each Monday that a correction reaches.
    """
    first, end = mondays
    layouts = edition.lock.variants[variant].layouts
    corrections = list(_corrections(edition, later))
    revised = max((one.lock.revised for one in (edition, *later)), key=len)
    plain = FollowedEdition(end, revised, layouts, {})
    if not corrections or end is None:
        yield plain
        return
    earliest, lead = max(corrections[0][0].day, built - LIVES_ON) - _longest(edition, variant) * ONE_WEEK, plain.lead * ONE_WEEK
    reached = max(_monday_from(earliest) + lead, first or date.min)
    if first is None or first < reached:
        yield replace(plain, before=min(reached, end))
    while reached < end:
        spliced = {day: _splice(layout, reached - lead, day, variant, corrections) for day, layout in layouts.items()}
        spliced_layouts = {day: weeks for day, (weeks, _) in spliced.items()}
        corrected = {day: changed for day, (_, changed) in spliced.items() if changed}
        reached += ONE_WEEK
        yield FollowedEdition(reached, revised, spliced_layouts, corrected)


def _corrections(edition: Edition, later: Sequence[Edition]) -> Iterator[tuple[Correction, Edition]]:
    """What later editions correct that this one does not have yet, each with the first that has it."""
    known = set(edition.lock.corrections)
    for one in later:
        if said := [said for said in one.lock.corrections if said not in known]:
            known.update(said)
            yield Correction(one.day, " ".join(said)), one


def _splice(
    layout: Layout, monday: date, weekday: int, variant: str, corrections: Sequence[tuple[Correction, Edition]]
) -> tuple[Layout, dict[DayKey, Correction]]:
    """A layout with the weeks that begin after each correction as its edition has them, and the days that this changes."""
    weeks, changed = list(layout), dict[DayKey, Correction]()
    for correction, edition in corrections:
        corrected = edition.lock.variants.get(variant)
        new = {week.key: week for week in corrected.layouts.get(weekday, ())} if corrected else {}
        before = days_by_key(weeks)
        for number, week in enumerate(weeks):
            if monday + number * ONE_WEEK > correction.day and week.key in new:
                weeks[number] = _put_in_place(week, new[week.key])
                changed |= {key: correction for key, day in _days(weeks[number]) if _differs(before.get(key), day)}
    return tuple(weeks), changed


def _put_in_place(old: LockedWeek, new: LockedWeek) -> LockedWeek:
    """A corrected week; where the plan ends stays, which may be elsewhere in the edition that corrects it."""
    days = (day for day in new.days if day.weekday != AFTER)
    return replace(new, days=(*days, *(day for day in old.days if day.weekday == AFTER)))


def _days(week: LockedWeek) -> Iterator[tuple[DayKey, LockedDay]]:
    yield from (((week.key, day.weekday), day) for day in week.days)


def _differs(before: LockedDay | None, day: LockedDay) -> bool:
    return before is None or before.content != day.content


def _without_repeats(found: Sequence[FollowedEdition]) -> list[FollowedEdition]:
    """All but those that read as the next one does."""
    kept: list[FollowedEdition] = []
    for one in reversed(found):
        if not (kept and one.follows_same(kept[-1])):
            kept.append(one)
    return kept[::-1]
