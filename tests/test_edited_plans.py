"""Plans that are edited in any way, again and again: what holds of their locks, and of those who live by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from editing import LOCKED_FIRST
from hypothesis import given
from hypothesis import strategies as st
from small import SMALL, sound

from toolkit.dose import Doses
from toolkit.editions import Edition, FollowedEdition, Lock, find_followed, lock_whole_plan, read_lock, restore, write_lock
from toolkit.editions.lock import AFTER
from toolkit.library import Library
from toolkit.models import WEEKDAYS, Phase
from toolkit.notation import read_steps, without_notes, write_steps

LISTED = ("easy-run", "brisk-walk", "easy-with-strides", "two-minutes", "strength-a", "long-run", "hips-and-ankles")
WEEK = timedelta(weeks=1)
LIBRARY = sound(SMALL)


class Edit(NamedTuple):
    """A change of one phase, or of a session, as far as it applies."""

    phase: int
    weekday: str
    listed: tuple[str, ...]
    weeks: int
    name: str
    minutes: int
    what: str


edits = st.builds(
    Edit,
    st.integers(0, 3),
    st.sampled_from(WEEKDAYS),
    st.lists(st.sampled_from(LISTED), max_size=2, unique=True).map(tuple),
    st.integers(1, 5),
    st.sampled_from(("Base", "Building", "Speed", "Ground work")),
    st.integers(20, 35),
    st.sampled_from(("day", "weeks", "name", "minutes", "optional", "phase before", "phase away")),
)


def edited(library: Library, plan_id: str, edit: Edit) -> Library:
    """The library with a plan, or a session, that is edited."""
    plan = library.plans[plan_id]
    phases = list(plan.phases)
    number = edit.phase % len(phases)
    phase = phases[number]
    if edit.what == "minutes":
        run = library.sessions["easy-run"]
        rungs = (read_steps(f"{edit.minutes}min @easy"), *run.rungs[1:])
        return replace(library, sessions={**library.sessions, run.id: run.model_copy(update={"rungs": rungs})})
    if edit.what == "phase before":
        phases.insert(0, changed(phase, name=edit.name))
    elif edit.what == "phase away" and len(phases) > 1:
        del phases[number]
    elif edit.what == "day":
        phases[number] = changed(phase, days={**phase.days, edit.weekday: edit.listed})
    elif edit.what == "weeks":
        phases[number] = changed(phase, weeks=dict.fromkeys(phase.weeks, edit.weeks))
    elif edit.what == "name":
        phases[number] = changed(phase, name=edit.name)
    optional = edit.listed if edit.what == "optional" else plan.optional
    made = type(plan).model_construct(**{**dict(plan), "phases": phases, "optional": optional})
    return replace(library, plans={**library.plans, plan_id: made})


def changed(phase: Phase, **more: object) -> Phase:
    return phase.model_copy(update=more)


@given(st.sampled_from(("base", "climb", "small")), st.lists(edits, min_size=1, max_size=4))
def test_whatever_is_edited_nothing_moves_under_those_who_have_begun(plan_id: str, made: Sequence[Edit]) -> None:
    library, now = LIBRARY, LOCKED_FIRST
    editions = [Edition(now.date(), lock_whole_plan(library.plans[plan_id], Doses(library), [], now))]
    for number, edit in enumerate(made):
        library, now = edited(library, plan_id, edit), now + (5 + 9 * number % 30) * timedelta(days=1)
        before, known = editions[-1].lock, [one.lock for one in editions]
        doses = Doses(library)
        lock = lock_whole_plan(library.plans[plan_id], doses, known, now)
        assert read_lock(plan_id, write_lock(lock)) == lock
        assert lock_whole_plan(library.plans[plan_id], doses, [*known, lock], now + WEEK) == lock
        days_are_known_by_their_ids(before, lock)
        was, editions = editions, [*editions, Edition(now.date(), lock)]
        for name in before.variants.keys() & lock.variants.keys():
            nobody_is_moved(was, editions, name)
            reads_as_locked(editions[-1].lock, name, library, plan_id)


def days_are_known_by_their_ids(before: Lock, lock: Lock) -> None:
    """A day keeps its id, no id is given twice, and a revision rises just where a weekday, a session or a dose is another."""
    for name, variant in lock.variants.items():
        for weekday, layout in variant.layouts.items():
            days = [day for week in layout for day in week.days]
            assert len({day.id for day in days}) == len(days)
            if name in before.variants:
                old = {day.id: day for week in before.variants[name].layouts[weekday] for day in week.days}
                for day in days:
                    assert day.id in old or day.id >= before.variants[name].next_id
                    if day.id in old:
                        kept = old[day.id].content == day.content
                        assert day.revision == (old[day.id].revision if kept else len(lock.revised))


def nobody_is_moved(was: Sequence[Edition], editions: Sequence[Edition], name: str) -> None:
    """Who has begun before an edition follows what they followed."""
    day = editions[-1].day
    before, after = (find_followed(known, name, day) for known in (was, editions))
    for weeks in range(1, 30):
        monday = day + timedelta(days=-day.weekday(), weeks=10 - weeks)
        one, other = (next(one for one in found if one.before is None or monday < one.before) for found in (before, after))
        if monday - one.lead * WEEK < day:
            assert contents(one) == contents(other), (name, monday)


def contents(one: FollowedEdition) -> object:
    return {weekday: [[day.content for day in week.days] for week in layout] for weekday, layout in one.layouts.items()}


def reads_as_locked(lock: Lock, name: str, library: Library, plan_id: str) -> None:
    """A layout becomes the schedule that it was."""
    plan, doses = library.plans[plan_id], Doses(library)
    variant = next(one for one in plan.variants if str(one) == name)
    for weekday, layout in lock.variants[name].layouts.items():
        schedule = restore(layout, plan, variant, weekday, doses)
        for week, locked in zip(schedule.weeks, layout, strict=True):
            assert schedule.plan.phase(week.phase).name == locked.phase
            done = {day.weekday: day.content.sessions for day in locked.days if day.weekday != AFTER}
            assert done == {
                weekday: tuple((one.session.id, write_steps(without_notes(one.workout.main_steps))) for one in sessions)
                for weekday, sessions in enumerate(week.days)
                if sessions
            }
