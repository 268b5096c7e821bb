"""A plan that repeats: what its main sets and its tracks may do when the phases come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from generated import bare_phase, bare_plan, left_out

from toolkit.library import Library
from toolkit.models import Plan, Track, Variant
from toolkit.rules.ladders import same_main_set
from toolkit.schedule import Conditions, Placed, Schedule, lay_out

VARIANT = Variant("advanced", "standard")
TRACK = {"id": "sharp", "title": "Sharp", "objective": "speed", "summary": "Short.", "counts": ["10k", "5k"], "hard": 0.5}
WEEK = {"tue": ["sharp"], "thu": ["easy-run"], "sat": ["easy-run"], "sun": ["long-run"]}
ROUND = ((8, WEEK),)
"""One phase: its weeks and its days."""
PAUSE = ((4, WEEK), (8, {**WEEK, "tue": ["easy-run"], "thu": ["two-minutes"]}))
"""The track, and then two months without it, which hold enough fast running that nothing else holds it down."""


def laid_out(
    frozen: Library,
    phases: Sequence[tuple[int, Mapping[str, list[str]]]],
    turns: Sequence[str],
    *,
    repeats: bool = True,
    weeks: int | None = None,
) -> tuple[Schedule, Library]:
    """A plan of these phases with a track that stays moderate, whose sessions take turns."""
    plan = bare_plan(
        *(bare_phase({"advanced": number}, dict(days)) for number, days in phases),
        id="x",
        entry={"advanced": {"week": "240min", "longest": "70min", "fast": "6min"}},
        repeats=repeats,
        left_out=left_out("returning", "intermediate"),
    )
    track = Track.model_validate(TRACK | {"stages": {"all": turns}})
    library = replace(frozen, tracks={**frozen.tracks, "sharp": track})
    return lay_out(Plan.model_validate(plan), library, VARIANT, Conditions(weeks=weeks)), library


def tracked(schedule: Schedule) -> Iterator[Placed]:
    """What the track holds in the loading weeks."""
    return (one for week in schedule.weeks if week.kind == "load" for _, one in week.placed() if one.track)


def test_main_sets_are_counted_from_zero_in_each_round_of_a_plan_that_repeats(frozen: Library) -> None:
    schedule, library = laid_out(frozen, ROUND, ["one-on-one-off", "natural-fartlek"], weeks=32)
    sets = Counter((one.session.id, one.workout.rung) for one in tracked(schedule))
    assert sum(sets.values()) == 24, "three loading weeks of four"
    assert max(sets.values()) > library.limit("same-main-set", VARIANT)
    assert all(measure.kept for measure in same_main_set.measure(schedule, library))


@pytest.mark.parametrize(("number", "repeats", "before"), [(8, True, 0), (9, True, 1), (17, True, 2), (17, False, 0)])
def test_rounds_are_counted_from_the_weeks_of_the_phases(number: int, repeats: bool, before: int, frozen: Library) -> None:
    schedule, _ = laid_out(frozen, ROUND, ["natural-fartlek"], repeats=repeats)
    assert schedule.plan.rounds_before(number, VARIANT) == before


def test_a_track_that_stays_moderate_does_so_after_a_month_without_it(frozen: Library) -> None:
    schedule, _ = laid_out(frozen, PAUSE, ["natural-fartlek"], weeks=16)
    assert {one.dose.hard for one in tracked(schedule)} == {0.5}
