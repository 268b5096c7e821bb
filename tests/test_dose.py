"""Load: minutes, fast minutes and tissue load of doses that were reckoned by hand."""

from __future__ import annotations

import pytest

from toolkit import notation
from toolkit.clockwork import Clockwork
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.schedule import lay_out

STANDARD = Variant("intermediate", "standard")
EXTENDED = Variant("intermediate", "extended")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10min jog", 600),
        ("60-90s walk", 75),
        ("1-2min @easy", 90),
        ("walk until ready", 75),
        ("walk until ready 2-4min", 180),
        ("8 squat", 8 * 4),
        ("8-10 squat", 9 * 4),
        ("8 each ankle-rock", 2 * 8 * 3),
        ("30s each hip-flexor-stretch", 60),
        ("20m a-march", 20),
        ("20m each a-march", 40),
        ("100m walk", 62),  # 61.5: halves go up
        ("5km @5k", 27 * 60),
        ("1km @5k", 324),
        ("2x(8 squat, 90s rest, 12 heel-raise, 90s rest)", 2 * (32 + 90 + 48 + 90)),
        ("2x(3x(1min @5k, 1min jog), 2min rest)", 2 * (3 * 120 + 120)),
    ],
)
def test_steps_take_as_long_as_by_hand(text: str, seconds: int, library: Library) -> None:
    """Intermediate: 5 km in 27:00, a km's walk in 10:15; squat and heel raise 4 s, ankle rock 3 s, drills 1 m/s, ready 75 s."""
    assert Clockwork(library, "intermediate").duration(notation.read_steps(text)) == seconds


def test_a_slower_level_takes_longer_over_a_distance_and_as_long_over_a_time(library: Library) -> None:
    returning, advanced = Clockwork(library, "returning"), Clockwork(library, "advanced")
    for text in ("1km @easy", "400m walk", "400m @stride"):
        assert returning.minutes(notation.read_steps(text)) > advanced.minutes(notation.read_steps(text))
    for text in ("10min @easy", "walk until ready", "20m a-march", "8 squat"):
        assert returning.minutes(notation.read_steps(text)) == advanced.minutes(notation.read_steps(text))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10min @easy, 10min @steady, 10min @marathon, 1min jog", 0),
        ("5min @threshold, 4min @10k, 3min @5k, 2min @mile", 14),
        ("4x(15s @stride, 75s walk)", 1),
        ("4x(6s @sprint, 2min walk)", 0.4),
        ("5min float", 0),
    ],
)
def test_threshold_and_quicker_is_fast_and_strides_are_too(text: str, minutes: float, library: Library) -> None:
    assert Clockwork(library, "intermediate").fast_minutes(notation.read_steps(text)) == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("text", "timed"),
    [
        ("5km @5k", "27min @5k"),
        ("400m @5k", "2:10 @5k"),
        ("3x(400m @5k, 90s jog)", "3x(2:10 @5k, 90s jog)"),
        ("100m walk", "60s walk"),
        ("1m a-march", "1s a-march"),
        ("19m a-march", "19s a-march"),
        ("22m a-march", "20s a-march"),
        ("20m each a-march", "20s each a-march"),
        ('400m @5k "calm"', '2:10 @5k "calm"'),
        ("8 squat, walk until ready", "8 squat, walk until ready"),
        ("walk until ready 100m", "walk until ready 60s"),
        ("60-90s walk", "60-90s walk"),
    ],
)
def test_timed_steps_are_the_same_with_distances_to_the_nearest_five_seconds_from_twenty_on(
    text: str, timed: str, library: Library
) -> None:
    assert Clockwork(library, "intermediate").timed(notation.read_steps(text)) == notation.read_steps(timed)


def test_a_session_counts_warm_up_and_cool_down_and_its_fast_minutes_leave_the_warm_up_out(library: Library) -> None:
    done = Doses(library).workout(STANDARD, library.sessions["two-minutes"], 1)
    clock = Clockwork(library, "intermediate")
    warm, cool = clock.minutes(done.warm_up_steps), clock.minutes(done.cool_down_steps)
    assert cool == 6
    assert done.dose.minutes == pytest.approx(warm + 12 + cool)
    assert done.dose.running == done.dose.minutes
    assert done.dose.fast == 6
    assert done.dose.efforts == {"5k": 6}
    assert done.dose.before_fast == pytest.approx(warm)


def test_tissue_load_is_weight_times_easy_minutes_doubled_and_fast_minutes_by_impact(library: Library) -> None:
    dose = Doses(library).workout(STANDARD, library.sessions["two-minutes"], 1).dose
    strain = 2 * (dose.running - 6) + 3 * 6
    assert dose.tissues == {"calf-achilles": pytest.approx(strain), "knee": pytest.approx(strain)}
    race = Doses(library).workout(STANDARD, library.sessions["race-5k"], 0).dose
    strain = 2 * (race.running - race.fast) + 4 * race.fast
    assert race.tissues == {"calf-achilles": pytest.approx(2 * strain), "hamstring": pytest.approx(2 * strain)}


def test_an_easy_start_counts_as_what_lies_before_fast_running(library: Library) -> None:
    assert Doses(library).workout(STANDARD, library.sessions["easy-with-strides"], 0).dose.before_fast == 20
    assert Doses(library).workout(STANDARD, library.sessions["easy-run"], 0).dose.before_fast is None


@pytest.mark.parametrize("name", ["strength-a", "hips-and-ankles", "brisk-walk"])
def test_what_is_not_running_has_minutes_but_no_running_ones(name: str, library: Library) -> None:
    dose = Doses(library).workout(STANDARD, library.sessions[name], 0).dose
    assert dose.minutes > 0
    assert (dose.running, dose.fast, dose.before_fast, dose.efforts, dose.tissues) == (0, 0, None, {}, {})


@pytest.mark.parametrize(("variant", "least"), [(STANDARD, 15), (EXTENDED, 18)])
def test_the_warm_up_is_the_first_rung_that_is_long_enough(variant: Variant, least: float, library: Library) -> None:
    rungs = library.sessions["ramp"].rungs
    clock = Clockwork(library, "intermediate")
    lengths = [clock.minutes(rung) for rung in rungs]
    assert lengths == sorted(lengths)
    taken = rungs.index(Doses(library).workout(variant, library.sessions["two-minutes"], 0).warm_up_steps)
    assert lengths[taken] >= least
    assert taken == 0 or lengths[taken - 1] < least
    assert taken < len(rungs) - 1


def test_before_sprints_the_warm_up_is_longer_and_where_none_is_long_enough_it_is_the_longest(library: Library) -> None:
    rungs = library.sessions["ramp"].rungs
    rung = notation.read_steps("4x(6s @sprint, 2min walk)")
    sprints = library.sessions["two-minutes"].model_copy(update={"id": "sprints", "rungs": (rung,)})
    assert Doses(library).workout(STANDARD, sprints, 0).warm_up_steps == rungs[2]
    assert Clockwork(library, "intermediate").minutes(rungs[2]) >= 25
    assert Doses(library).workout(STANDARD, sprints, 0).dose.before_fast >= 25


@pytest.mark.parametrize(
    ("name", "minutes", "instead", "shorter"),
    [
        ("easy-run", 20, "brisk-walk", 20),  # the bottom rung: there is nothing shorter
        ("easy-run", 30, "brisk-walk", 20),
        ("easy-run", 45, "brisk-walk", 30),
        ("easy-run", 55, "brisk-walk", 35),
        ("long-run", 60, "easy-run", 40),
        ("long-run", 90, "easy-run", 60),
        ("long-run-steady-finish", 60, "easy-run", 40),  # moderate, but long
        ("marathon-blocks", 66, "easy-run", 65),  # hard: the effort gives way, not the time
        ("hips-and-ankles", 13.7, "hips-and-ankles", 11),  # down its own ladder, as far as that goes
    ],
)
def test_the_tired_option_of_what_is_easy_or_long_takes_two_thirds_of_the_time(
    name: str, minutes: float, instead: str, shorter: int, frozen: Library
) -> None:
    session = frozen.sessions[name]
    doses = [Doses(frozen).workout(STANDARD, session, rung).dose for rung in range(len(session.rungs))]
    rung = next(rung for rung, dose in enumerate(doses) if dose.minutes == pytest.approx(minutes, abs=0.7))
    gentle = (doses := Doses(frozen)).find_easier(STANDARD, doses.workout(STANDARD, session, rung))
    assert gentle is not None
    assert gentle.session.id == instead
    assert gentle.dose.minutes == pytest.approx(shorter, abs=0.7)


def test_a_dose_is_worked_out_once_and_the_schedule_keeps_what_it_was_laid_out_with(library: Library) -> None:
    doses, session = Doses(library), library.sessions["two-minutes"]
    assert doses.workout(STANDARD, session, 0) is doses.workout(STANDARD, session, 0)
    schedule = lay_out(library.plans["small"], library, STANDARD, doses=doses)
    assert schedule.doses is doses
    assert all(one.workout is doses.workout(STANDARD, one.session, one.workout.rung) for _, one in schedule.placed())
