"""Durations are whole seconds; what rounding adds to fast running breaks no limit, and a second more does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from schedules import with_day

from toolkit import notation
from toolkit.checks.ladders import check_ladders
from toolkit.clockwork import Clockwork
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Entry, Variant
from toolkit.rules import spikes
from toolkit.schedule import Schedule, lay_out
from toolkit.schedule.allowance import Allowance

STANDARD = Variant("intermediate", "standard")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("67-68s jog", 68),  # 67.5
        ("1m @sprint", 1),  # less than half a second; nothing takes no time
        ("22.5m each a-march", 2 * 23),  # one side is rounded
        ("3x(100m walk)", 3 * 62),  # each time is rounded
    ],
)
def test_each_side_of_each_step_is_rounded_once_to_a_second_at_least(text: str, seconds: int, library: Library) -> None:
    assert Clockwork(library, "intermediate").duration(notation.read_steps(text)) == seconds


def test_a_dose_is_whole_seconds_throughout_and_its_minutes_follow(frozen: Library) -> None:
    for session in frozen.sessions.values():
        dose = Doses(frozen).workout(STANDARD, session, 0).dose
        counted = [dose.seconds, dose.main_seconds, dose.running_seconds, dose.fast_seconds]
        counted += [*dose.effort_seconds.values(), *dose.tissue_seconds.values()]
        assert {type(number) for number in counted} == {int}
        assert (dose.minutes, dose.fast) == (dose.seconds / 60, dose.fast_seconds / 60)
        assert dose.fast_seconds == sum(dose.effort_seconds.values())


@pytest.mark.parametrize(("metres", "objected"), [(600, False), (650, True)])
def test_a_fifth_more_metres_is_a_fifth_more_whatever_the_seconds_say(metres: int, objected: bool, library: Library) -> None:
    """4 × 138 s to 4 × 166 s for an advanced runner: 20.3 %, where 20 % is the most."""
    rungs = tuple(notation.read_steps(f"4x({length}m @5k, 90s jog)") for length in (500, metres))
    session = library.sessions["two-minutes"].model_copy(update={"rungs": rungs})
    assert Clockwork(library, "advanced").duration(notation.read_steps("4x(600m @5k)")) > 1.2 * 4 * 138
    changed = replace(library, sessions={**library.sessions, session.id: session})
    assert any("fast running grows" in problem.message for problem in check_ladders(Doses(changed), [session])) is objected


@pytest.mark.parametrize(("seconds", "allowed"), [(950, True), (953, True), (954, False)])
def test_the_climb_allows_what_rounding_adds(seconds: int, allowed: bool, library: Library) -> None:
    allowance = Allowance(Entry(week=90, longest=30, fast=792 / 60), library, STANDARD)
    assert allowance.fast_may_be(seconds / 60, 0) is allowed


@pytest.mark.parametrize(("more", "kept"), [(0, True), (3, True), (4, False)])
def test_the_rule_on_fast_minutes_allows_what_rounding_adds(more: int, kept: bool, frozen: Library) -> None:
    schedule = lay_out(next(plan for plan in frozen.plans.values() if STANDARD in plan.variants and plan.race), frozen, STANDARD)
    limit = next(spikes.fast_volume_spike.measure(schedule, frozen)).limit
    found = next(spikes.fast_volume_spike.measure(_with_fast(schedule, int(limit * 60) + more), frozen))
    assert found.limit == limit
    assert found.kept is kept


def _with_fast(schedule: Schedule, seconds: int) -> Schedule:
    """A schedule whose first session with anything fast has so many fast seconds."""
    week, weekday, number = next(
        (week, weekday, number)
        for week in schedule.weeks
        for weekday, sessions in enumerate(week.days)
        for number, placed in enumerate(sessions)
        if placed.dose.fast
    )
    placed = week.days[weekday][number]
    other = replace(placed, workout=replace(placed.workout, dose=replace(placed.dose, fast_seconds=seconds)))
    sessions = (*week.days[weekday][:number], other, *week.days[weekday][number + 1 :])
    return with_day(schedule, week.number, weekday, *sessions)
