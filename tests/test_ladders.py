"""Ladders: in what neighbouring rungs differ, and what the project's own ladders and options promise."""

from __future__ import annotations

import re

import pytest

from toolkit import notation
from toolkit.library import Library
from toolkit.load import clockwork, easier, workout
from toolkit.models import LEVELS, Variant
from toolkit.render.event import opening
from toolkit.rules.ladders import differences


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [
        ("3x(1min @5k, 90s jog)", "4x(1min @5k, 90s jog)", ("number",)),
        ("3x(1min @5k, 90s jog)", "3x(1min @5k, 90s jog), 30s @5k, 90s jog", ("number",)),
        ("20min @easy, 4x(15s @stride, 75s walk)", "20min @easy, 5x(15s @stride, 75s walk)", ("number",)),
        ("1min @10k, 2min jog, 1min @5k", "1min @10k, 2min jog, 2min @10k, 2min jog, 1min @5k", ("number",)),
        ("3x(1min @5k, 90s jog)", "3x(75s @5k, 90s jog)", ("length",)),
        ("2x(3min @5k, 90s jog), 2min @5k, 90s jog", "3x(3min @5k, 90s jog)", ("length",)),
        ("2x(8 squat, 30s plank, 60s rest)", "2x(10 squat, 40s plank, 60s rest)", ("length",)),
        ("20min @easy, 5min @steady", "25min @easy, 5min @steady", ("length",)),
        ("3x(1min @5k, 90s jog)", "3x(1min @mile, 90s jog)", ("effort",)),
        ("3x(1min @5k, 90s jog)", "3x(1min @5k, 60s jog)", ("recovery",)),
        ("3x(1min @5k, 90s walk)", "3x(1min @5k, 90s jog)", ("recovery",)),
        ("3x(1min @5k, walk until ready)", "3x(1min @5k, walk until ready 60-90s)", ("recovery",)),
        ("2x(8 heel-raise, 60s rest)", "2x(8 squat, 60s rest)", ("exercise",)),
        ("2x(15 heel-raise, 60s rest)", "2x(8 each single-leg-heel-raise, 60s rest)", ("exercise",)),
        ("2x(8 heel-raise, 8 squat)", "2x(8 step-down, 10 squat)", ("length", "exercise")),
        ('3x(1min @5k "to a tree", 90s jog)', '3x(1min @5k "to a bend", 90s jog)', ()),
        ("3x(1min @5k, 90s jog)", "3x(75s @5k, 60s jog)", ("length", "recovery")),
        ("3x(1min @5k, 90s jog)", "3x(75s @mile, 90s jog)", ("length", "effort")),
        ("3x(1min @5k, 90s jog)", "4x(75s @5k, 90s jog)", ("number", "length")),
        ("1min @5k, 90s jog", "1min @5k, 90s @easy", ("number", "exercise")),
    ],
)
def test_two_rungs_differ_in(one: str, other: str, things: tuple[str, ...]) -> None:
    assert differences(notation.read(one), notation.read(other)) == things


def test_every_hard_session_has_a_tired_option_with_half_the_fast_work_for_every_level_and_rung(real: Library) -> None:
    for session in real.sessions.values():
        if session.load.hard < 1 or session.mode != "run" or session.kind == "race":
            continue
        for level in (level for level in LEVELS if level in session.start):
            for rung in range(len(session.rungs)):
                full = workout(real, Variant(level, "standard"), session, rung)
                gentle = easier(real, Variant(level, "standard"), session, rung)
                assert gentle is not None, session.id
                assert gentle.dose.fast <= full.dose.fast / 2 + 1e-9, (session.id, level, rung)


def test_on_a_tired_day_easy_and_long_sessions_take_two_thirds_of_their_time_or_the_least_there_is(real: Library) -> None:
    """Whatever runs long or easy; and no session at all is longer on a tired day than on a good one, a minute aside."""
    for session in real.sessions.values():
        if session.kind in ("warm-ups", "cool-downs", "race"):
            continue
        for level in (level for level in LEVELS if level in session.start):
            for rung in range(len(session.rungs)):
                full = workout(real, Variant(level, "standard"), session, rung)
                gentle = easier(real, Variant(level, "standard"), session, rung)
                if gentle is None:
                    assert (session.id, rung) == ("hips-and-ankles", 0), "all else has something gentler"
                    continue
                assert gentle.dose.minutes <= full.dose.minutes + 1.2, (session.id, level, rung)
                if session.load.hard == 0 or session.kind in ("easy", "long"):
                    short = gentle.dose.minutes <= 0.67 * full.dose.minutes + 1e-9
                    assert short or gentle.rung == 0, (session.id, level, rung)


def test_every_hard_session_can_be_done_without_impact_and_at_home_in_the_same_time_at_effort(real: Library) -> None:
    for session in real.sessions.values():
        if session.load.hard < 1 or session.kind == "race":
            continue
        assert {"march"} < set(session.equivalent), session.id
        for level in (level for level in LEVELS if level in session.start):
            clock = clockwork(real, level)
            for rung in session.rungs:
                fast = clock.fast_minutes(rung)
                assert clock.fast_minutes(clock.timed(rung)) == pytest.approx(fast, rel=0.25), (session.id, level)


def test_the_sessions_of_every_mode_that_stands_in_have_no_impact_beyond_a_walk(real: Library) -> None:
    stands = {mode for session in real.sessions.values() for mode in session.equivalent}
    assert stands == {"bike", "pool", "elliptical", "march"}
    own = {session.mode: session.load.impact for session in real.sessions.values() if session.kind == "cross-training"}
    assert {mode: own[mode] <= 1 for mode in stands} == dict.fromkeys(stands, True)
    assert [session.id for session in real.sessions.values() if session.mode == "march" and session.needs] == []


def test_every_warm_up_for_running_has_a_version_for_cold_hot_stiff_and_sore_days(real: Library) -> None:
    assert real.sessions["ramp"].instead.keys() == {"cold", "hot", "stiff", "sore"}


DOSE = re.compile(
    r"(\d+|one|two|three|four|five|six|eight|ten|fifteen|twenty|thirty|fifty|half a|a few|up to|pieces of|hard pieces)\b", re.I
)


def test_a_summary_begins_with_what_a_session_is_for_and_not_with_its_dose(real: Library) -> None:
    """Its first sentence is the aim that an event tells; where that begins with a dose, it goes on to say what for."""
    for session in real.sessions.values():
        aim = opening(session.summary)
        assert not DOSE.match(aim) or re.search(r" (for|to|that|before) ", aim), (session.id, aim)


def test_every_exercise_is_used_in_a_session_or_in_another_exercise(real: Library) -> None:
    used = {step.exercise for session in real.sessions.values() for rung in session.rungs for step in notation.mentioned(rung)}
    assert sorted(real.exercises.keys() - used) == []
