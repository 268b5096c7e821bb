"""What must come before a session or a rung: counted in what was done, kept by the schedule, looked for by the check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from project import change
from small import check

from toolkit.library import Library, load
from toolkit.models import NeedsBefore, Variant
from toolkit.schedule import Conditions, Schedule, lay_out
from toolkit.schedule.before import PastSession, count_before

STANDARD = Variant("intermediate", "standard")
DONE = [
    PastSession(1, "starts", {"sprint"}),
    PastSession(3, "flat", {"sprint"}),
    PastSession(9, "starts", {"sprint"}),
    PastSession(10, "easy", {"easy"}),
]


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        (NeedsBefore(sessions=("starts",), times=4), 2),
        (NeedsBefore(sessions=("starts", "flat"), times=4), 3),
        (NeedsBefore(weeks=8, of="sprint"), 2),
        (NeedsBefore(weeks=8, of="mile"), 0),
    ],
)
def test_sessions_count_each_time_and_weeks_once(needs: NeedsBefore, found: int) -> None:
    assert count_before(needs, DONE) == found


def read(root: Path) -> Library:
    library, problems = load(root)
    assert problems == []
    assert library is not None
    return library


def needing(root: Path, session: str, needs: str) -> Library:
    """The small library with a session that needs something before it."""
    change(root / f"templates/{session}.yaml", "sources:", f"needs_before: {needs}\nsources:")
    return read(root)


def days_of(schedule: Schedule, session: str) -> list[int]:
    return [day for day, placed in schedule.placed() if placed.session.id == session]


def test_a_session_waits_until_the_weeks_before_hold_what_it_needs(small: Path) -> None:
    library = read(small)
    usual = days_of(lay_out(library.plans["small"], library, STANDARD), "two-minutes")
    library = needing(small, "intervals/two-minutes", "{sessions: [easy-with-strides], times: 6}")
    schedule = lay_out(library.plans["small"], library, STANDARD)
    found, strides = days_of(schedule, "two-minutes"), days_of(schedule, "easy-with-strides")
    assert usual[0] < found[0]
    assert len([day for day in strides if day < found[0]]) >= 6
    assert [problem for problem in check(small) if " needs " in problem.message] == []


def test_a_track_gives_the_turn_to_another_session_until_one_is_ready(small: Path) -> None:
    (small / "templates/tracks").mkdir(exist_ok=True)
    track = "title: Quick\nobjective: speed\nsummary: Quick running.\nstages: {all: [two-minutes, two-on-one-off]}\n"
    (small / "templates/tracks/quick.yaml").write_text(track, "utf-8")
    change(small / "plans/small.yaml", "thu: [two-minutes, strength-a]", "thu: [quick, strength-a]")
    library = needing(small, "intervals/two-minutes", "{sessions: [two-on-one-off], times: 6}")
    schedule = lay_out(library.plans["small"], library, STANDARD)
    turns = [placed.session.id for _, placed in schedule.placed() if placed.track == "quick"]
    first, others = days_of(schedule, "two-minutes")[0], days_of(schedule, "two-on-one-off")
    assert turns[0] == "two-on-one-off"
    assert len([day for day in others if day < first]) >= 6


def test_what_was_done_before_the_plan_does_not_count_at_entry_trained(small: Path) -> None:
    fresh = "  intermediate: {week: 165min, longest: 48min, fast: 0min}\n"
    trained = "  intermediate-trained: {week: 165min, longest: 48min, fast: 6min, fast_week: 9min}\n"
    change(small / "plans/base.yaml", fresh, fresh + trained)
    library = needing(small, "strides/easy-with-strides", "{weeks: 1, of: stride}")
    schedule = lay_out(library.plans["base"], library, Variant("intermediate", "standard", "trained"))
    assert days_of(schedule, "easy-with-strides") == []


def test_a_plan_before_it_in_a_season_counts(small: Path) -> None:
    library = read(small)
    before = lay_out(library.plans["base"], library, STANDARD)
    library = needing(small, "intervals/two-minutes", "{sessions: [easy-with-strides], times: 7}")
    alone = days_of(lay_out(library.plans["small"], library, STANDARD), "two-minutes")
    after = days_of(lay_out(library.plans["small"], library, STANDARD, Conditions(after=(before,))), "two-minutes")
    assert after[0] < (alone or [99])[0]


def test_a_later_plan_begins_at_the_longest_run_of_the_last_30_days(small: Path) -> None:
    """Nobody falls back to the long run that the level begins with after a plan that built a longer one."""
    library = read(small)
    plan = library.plans["small"]
    built = lay_out(plan, library, STANDARD)
    before = replace(built, weeks=built.weeks[: built.weeks_to_race])
    change(small / "plans/small.yaml", "week: 165min", "week: 195min")  # room for a longer run
    library = read(small)
    first = long_minutes(lay_out(library.plans["small"], library, STANDARD, Conditions(after=(before,))))[0]
    assert long_minutes(built)[0] < first <= max(long_minutes(before)[-4:])


def long_minutes(schedule: Schedule) -> list[float]:
    return [placed.dose.running for _, placed in schedule.placed() if placed.session.kind == "long"]


def test_a_moderate_track_without_a_dose_never_gets_hard(small: Path) -> None:
    """Six minutes at 5 km effort in pieces of one are moderate, seven are hard."""
    (small / "templates/tracks").mkdir(exist_ok=True)
    track = "title: Quick\nobjective: speed\nsummary: Quick running.\nhard: 0.5\nstages: {all: [two-minutes]}\n"
    (small / "templates/tracks/quick.yaml").write_text(track, "utf-8")
    change(small / "plans/small.yaml", "thu: [two-minutes, strength-a]", "thu: [quick, strength-a]")
    for times in (5, 4, 3, 2):
        change(small / "templates/intervals/two-minutes.yaml", f"{times}x(2min @5k", f"{times + 2}x(1min @5k")
    library = read(small)
    hard = [one.dose.hard for _, one in lay_out(library.plans["small"], library, STANDARD).placed() if one.track == "quick"]
    assert set(hard) == {0.5}


def test_a_shorter_recovery_comes_only_after_the_longer_one_at_the_same_dose(small: Path) -> None:
    (small / "templates/tracks").mkdir(exist_ok=True)
    track = "title: Quick\nobjective: speed\nsummary: Quick running.\ncounts: [5k]\nstages: {all: [two-minutes]}\n"
    (small / "templates/tracks/quick.yaml").write_text(track, "utf-8")
    change(small / "plans/small.yaml", "thu: [two-minutes, strength-a]", "thu: [quick, strength-a]")
    change(small / "templates/intervals/two-minutes.yaml", "4x(2min @5k, 2min jog)", "3x(2min @5k, 90s jog)")
    change(small / "templates/intervals/two-minutes.yaml", "5x(2min @5k, 2min jog)", "3x(2min @5k, 1min jog)")
    library = read(small)
    schedule = lay_out(library.plans["small"], library, STANDARD)
    loads = [week for week in schedule.weeks if week.kind == "load"]
    rungs = [one.workout.rung for week in loads for _, one in week.placed() if one.track == "quick"]
    assert rungs[:3] == [0, 1, 2]
