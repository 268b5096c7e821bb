"""Ladders: in what neighbouring rungs differ, and what is found for a tired day and for a sore one."""

from __future__ import annotations

import pytest

from toolkit import notation
from toolkit.checks.ladders import find_differences
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import LEVELS, Variant


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
    assert find_differences(notation.read_steps(one), notation.read_steps(other)) == things


def test_every_hard_session_has_a_tired_option_with_half_the_fast_work_for_every_level_and_rung(frozen: Library) -> None:
    doses = Doses(frozen)
    for session in frozen.sessions.values():
        if doses.most_hard_units(session) < 1 or session.mode != "run" or session.kind == "race":
            continue
        for level in (level for level in LEVELS if level in session.start):
            for rung in range(len(session.rungs)):
                full = doses.workout(Variant(level, "standard"), session, rung)
                gentle = doses.find_easier(variant := Variant(level, "standard"), doses.workout(variant, session, rung))
                assert gentle is not None, session.id
                assert gentle.dose.fast <= full.dose.fast / 2 + 1e-9, (session.id, level, rung)


def test_on_a_tired_day_easy_and_long_sessions_take_two_thirds_of_their_time_or_the_least_there_is(frozen: Library) -> None:
    """Whatever runs long or easy; and no session at all is longer on a tired day than on a good one, a minute aside."""
    doses = Doses(frozen)
    for session in frozen.sessions.values():
        if session.kind in ("warm-ups", "cool-downs", "race"):
            continue
        for level in (level for level in LEVELS if level in session.start):
            for rung in range(len(session.rungs)):
                full = doses.workout(Variant(level, "standard"), session, rung)
                gentle = doses.find_easier(variant := Variant(level, "standard"), doses.workout(variant, session, rung))
                if gentle is None:
                    assert session.mode == "mobility", "all else has something gentler"
                    continue
                assert gentle.dose.minutes <= full.dose.minutes + 1.2, (session.id, level, rung)
                if full.dose.hard == 0 or session.kind in ("easy", "long"):
                    short = gentle.dose.minutes <= 0.67 * full.dose.minutes + 1e-9
                    assert short or gentle.rung == 0, (session.id, level, rung)


def test_every_hard_session_can_be_done_without_impact_and_at_home_in_the_same_time_at_effort(frozen: Library) -> None:
    doses = Doses(frozen)
    for session in frozen.sessions.values():
        if doses.most_hard_units(session) < 1 or session.kind == "race":
            continue
        assert "march" in (session.mode, *session.equivalent), session.id
        for level in (level for level in LEVELS if level in session.start):
            clock = doses.clockwork(level)
            for rung in session.rungs:
                fast = clock.fast_minutes(rung)
                assert clock.fast_minutes(clock.timed(rung)) == pytest.approx(fast, rel=0.25), (session.id, level)
