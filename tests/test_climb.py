"""The climb in doses: how far a track steps, what waits, and what lighter weeks and breaks leave of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import pytest
from small import changed

from toolkit import notation
from toolkit.clockwork import Clockwork, Pieces
from toolkit.dose import ROUNDED
from toolkit.library import Library
from toolkit.models import Entry, Plan, Session, Variant
from toolkit.schedule import Conditions, Schedule, Week, lay_out, lay_out_after_break, trace_progress
from toolkit.schedule.values import Replaced

FRESH = Variant("intermediate", "standard")
TRAINED = Variant("intermediate", "standard", "trained")
STRONG = Variant("advanced", "standard", "trained")
DAYS, ROUNDING = 30, ROUNDED * 60


class Dose(NamedTuple):
    """What was done of a track on a day, counted from the first Monday as 0, and in what kind of week."""

    day: int
    kind: str
    session: str
    pieces: Pieces
    change: str


def doses(schedule: Schedule, library: Library, track: str) -> list[Dose]:
    """Everything that a schedule holds of a track."""
    clock, counts = Clockwork(library, schedule.variant.level), library.tracks[track].counts
    return [
        Dose(day, schedule.weeks[day // 7].kind, one.session.id, clock.pieces(one.workout.main_steps, counts), one.change)
        for day, one in schedule.placed()
        if one.track == track
    ]


def before(done: list[Dose], day: int) -> list[Pieces]:
    """What was done of a track in the 30 days before a day."""
    return [one.pieces for one in done if day - DAYS <= one.day < day]


def climbing(library: Library, frozen: Library) -> Iterator[tuple[Schedule, Library]]:
    """The plans that use tracks, laid out for each of their variants."""
    for plan, of in ((library.plans["climb"], library), (frozen.plans["5k"], frozen)):
        yield from ((lay_out(plan, of, variant), of) for variant in plan.variants)


@pytest.fixture(scope="module")
def courses(library: Library, frozen: Library) -> list[tuple[Schedule, Library]]:
    return list(climbing(library, frozen))


def with_tracks(
    library: Library, tracks: Mapping[str, Mapping[str, tuple[str, ...]]], counts: tuple[str, ...], hard: float | None = None
) -> Library:
    """The library with tracks of sessions that stand in place of the small ones: by track and session, the rungs."""
    like, sessions, made = library.sessions["two-minutes"], dict(library.sessions), dict(library.tracks)
    for name, ladders in tracks.items():
        sessions |= {session: of_rungs(like, session, rungs) for session, rungs in ladders.items()}
        stages = {"all": tuple(ladders)}
        made[name] = library.tracks["speed"].model_copy(update={"id": name, "counts": counts, "hard": hard, "stages": stages})
    return replace(library, sessions=sessions, tracks=made)


def of_rungs(like: Session, name: str, rungs: tuple[str, ...]) -> Session:
    start = dict.fromkeys(("intermediate", "advanced"), 1)
    return like.model_copy(update={"id": name, "rungs": tuple(map(notation.read_steps, rungs)), "start": start})


def with_days(plan: Plan, weeks: int, entry: Entry, stages: Mapping[str, str], **days: tuple[str, ...]) -> Plan:
    """A plan of one phase for one trained variant, whose days are those of the first phase but for some."""
    phase = plan.phases[0].model_copy(
        update={"weeks": {"advanced": weeks}, "days": plan.phases[0].days | days, "stages": dict(stages)}
    )
    return changed(plan, phases=(phase,), entry={"advanced-standard-trained": entry}, left_out={}, peak={})


def loads(schedule: Schedule) -> list[Week]:
    return [week for week in schedule.weeks if week.kind == "load"]


def test_a_plan_is_offered_as_trained_only_where_an_entry_says_what_that_is(library: Library) -> None:
    assert library.plans["climb"].variants == (FRESH, TRAINED)
    assert [variant for variant in library.plans["base"].variants if variant.trained] == []


def test_a_step_is_at_most_the_spike_above_the_largest_dose_of_thirty_days(courses: list[tuple[Schedule, Library]]) -> None:
    steps = 0
    for schedule, library in courses:
        percent = library.limit("fast-volume-spike", schedule.variant)
        entry = schedule.entry.fast * 60 if schedule.variant.trained else 0
        for track in (track for track in library.tracks.values() if track.counts):
            done = doses(schedule, library, track.id)
            for one in done:
                known = [pieces.seconds for pieces in before(done, one.day)] + [entry] * (one.day < DAYS and entry > 0)
                if known:
                    allowed = max(max(known) * (1 + percent / 100), max(known) + 120)
                    assert one.pieces.seconds <= allowed + ROUNDING, (schedule.variant, track.id, one)
                    steps += one.pieces.seconds > max(known) + ROUNDING
    assert steps > 50


def test_the_dose_grows_by_more_than_the_rungs_of_one_session_where_sessions_take_turns(library: Library) -> None:
    """Two ladders that would climb a rung each in two weeks climb every week: what counts is the dose."""
    done = doses(lay_out(library.plans["climb"], library, FRESH), library, "speed")
    weeks = [one for one in done if one.kind == "load"]
    assert [(one.session, one.pieces.seconds // 60) for one in weeks[:4]] == [
        ("minutes", 4),
        ("two-minutes", 6),
        ("minutes", 8),
        ("long-pieces", 10),
    ]


def test_the_effort_grows_only_where_the_dose_does_not(library: Library) -> None:
    """After four minutes at 10 km effort come four at 5 km effort, though the spike would allow six."""
    ladders = {"gentle": ("4x(1min @10k, 1min jog)",), "firm": tuple(f"{times}x(1min @5k, 1min jog)" for times in range(3, 8))}
    changing = with_tracks(library, {"changing": ladders}, ("10k", "5k"))
    entry = library.plans["climb"].entry["intermediate-standard"].model_copy(update={"week": 240.0})
    plan = changed(library.plans["climb"], entry={"intermediate-standard": entry})
    phases = tuple(
        phase.model_copy(update={"stages": {}, "days": phase.days | {"thu": ("changing", "strength-a")}}) for phase in plan.phases
    )
    done = doses(lay_out(changed(plan, phases=phases), changing, FRESH), changing, "changing")
    first, second, *later = [one for one in done if one.kind == "load"]
    assert (first.session, first.pieces.seconds) == ("gentle", 240)
    assert (second.session, second.pieces.seconds) == ("firm", 240)
    assert max(one.pieces.seconds for one in later) > 240


def test_sessions_of_a_stage_take_turns(library: Library) -> None:
    done = [one for one in doses(lay_out(library.plans["climb"], library, TRAINED), library, "speed") if one.kind == "load"]
    assert [one.session for one in done] == [
        *("minutes", "two-minutes", "minutes", "two-minutes", "minutes"),
        *("long-pieces", "two-minutes", "long-pieces", "two-minutes"),
    ]


def test_sessions_take_turns_within_a_week_that_lists_their_track_twice(library: Library) -> None:
    ladders = {name: tuple(f"{times}x(2min @threshold, 1min jog)" for times in (2, 3, 4)) for name in ("one", "two", "three")}
    twice = with_tracks(library, {"twice": ladders}, ("threshold",))
    entry = Entry(week=240, longest=60, fast=4, fast_week=10)
    plan = with_days(library.plans["climb"], 6, entry, {}, tue=("twice", "strength-a"), thu=("twice", "strength-a"))
    found = [one.session for one in doses(lay_out(plan, twice, STRONG), twice, "twice") if one.kind == "load"]
    assert found[:6] == ["one", "two", "three", "one", "two", "three"]


@pytest.fixture
def three(library: Library) -> tuple[Library, Plan]:
    """Three moderate days that want two minutes more each, in weeks that have room for four."""
    ladder = tuple(f"{times}x(2min @threshold, 1min jog)" for times in range(2, 7))
    tracks = with_tracks(library, {name: {f"{name}-run": ladder} for name in ("first", "second", "third")}, ("threshold",))
    entry = Entry(week=240, longest=60, fast=4, fast_week=12)
    days = {"tue": ("third", "strength-a"), "wed": (), "thu": ("first", "strength-a"), "sat": ("second",)}
    return tracks, with_days(library.plans["climb"], 3, entry, {"first": "all"}, **days)


def minutes_of(three: tuple[Library, Plan], track: str) -> list[int]:
    library, plan = three
    return [one.pieces.seconds // 60 for one in doses(lay_out(plan, library, STRONG), library, track)]


def test_the_track_that_the_phase_names_first_steps_before_the_rest(three: tuple[Library, Plan]) -> None:
    assert minutes_of(three, "first") == [6, 8, 10]


def test_of_the_rest_steps_what_has_waited_longest(three: tuple[Library, Plan]) -> None:
    assert minutes_of(three, "third") == [6, 6, 8]
    assert minutes_of(three, "second") == [4, 6, 6]


def test_the_track_that_the_phase_names_first_steps_before_the_rest_holds(three: tuple[Library, Plan]) -> None:
    """Of 16 minutes the first takes eight, a step above the six of the entry; the rest stays at four, the least it has."""
    library, plan = three
    entry = plan.entry["advanced-standard-trained"].model_copy(update={"fast": 6.0})
    week = lay_out(changed(plan, entry={"advanced-standard-trained": entry}), library, STRONG).weeks[0]
    assert {one.track: one.dose.fast for _, one in week.placed() if one.track} == {"first": 8, "second": 4, "third": 4}


def test_a_day_for_which_there_is_no_room_is_replaced_and_reported(three: tuple[Library, Plan]) -> None:
    """Of twelve minutes eight are gone after two days, each at its least, and ten are not enough for the third."""
    library, plan = three
    entry = plan.entry["advanced-standard-trained"].model_copy(update={"fast_week": 6.0})
    week = lay_out(changed(plan, entry={"advanced-standard-trained": entry}), library, STRONG).weeks[0]
    assert {one.track for _, one in week.placed() if one.track} == {"first", "third"}
    assert [one.session.id for one in week.days[5]] == ["easy-run"]
    assert [(one.name, one.rule, one.allowed) for one in week.replaced] == [("second", "fast-week-step", 10)]


def test_the_fast_minutes_of_a_week_grow_by_a_fifth_or_four_minutes(courses: list[tuple[Schedule, Library]]) -> None:
    grown = 0
    for schedule, _ in courses:
        weeks = loads(schedule)
        for week in weeks:
            known = [one.fast for one in weeks if week.number - DAYS / 7 <= one.number < week.number]
            most = max([*known, schedule.entry.fast_week if week.number <= DAYS / 7 else 0.0])
            assert week.fast <= max(1.2 * most, most + 4) + 0.5, (schedule.variant, week.number)
            grown += week.fast > most + 0.5
    assert grown > 50


def test_a_moderate_track_never_becomes_hard(library: Library) -> None:
    """The same track without the word becomes hard as soon as hard days may be."""
    for hard, found in ((0.5, {0.5}), (None, {0.5, 1.0})):
        tracks = library.tracks | {"speed": library.tracks["speed"].model_copy(update={"hard": hard})}
        schedule = lay_out(library.plans["climb"], replace(library, tracks=tracks), FRESH)
        assert {one.dose.hard for _, one in schedule.placed() if one.track} == found


def test_no_track_of_the_club_holds_more_hard_units_than_it_says(frozen: Library) -> None:
    plan = frozen.plans["5k"]
    found = [
        one
        for variant in plan.variants
        for weekday in (2, 6)  # before a race in the middle of a week lies a week of taper
        for _, one in lay_out(plan, frozen, variant, Conditions(weekday)).placed()
        if one.track
    ]
    moderate = [one for one in found if frozen.tracks[one.track].hard is not None]
    assert moderate
    assert [one.session.id for one in moderate if one.dose.hard > (frozen.tracks[one.track].hard or 0)] == []


def test_a_session_that_is_too_small_for_what_a_track_holds_is_passed_over(library: Library) -> None:
    ladders = {"growing": tuple(f"{times}x(1min @5k, 1min jog)" for times in range(4, 11)), "tiny": ("2x(1min @5k, 1min jog)",)}
    small = with_tracks(library, {"speed": ladders}, ("5k",))
    plan = library.plans["climb"]
    phases = tuple(phase.model_copy(update={"stages": {}}) for phase in plan.phases)
    found = [one for one in doses(lay_out(changed(plan, phases=phases), small, FRESH), small, "speed") if one.kind == "load"]
    assert [one.session for one in found][:5] == ["growing"] * 5


def test_new_kinds_come_in_one_a_week_strides_first(frozen: Library) -> None:
    plan, kinds = frozen.plans["5k"], list[list[str]]()
    for variant in (variant for variant in plan.variants if not variant.trained):
        came: list[str] = []
        for week in loads(lay_out(plan, frozen, variant)):
            new = [one for _, one in week.placed() if one.change == "new"]
            assert len(new) <= 1, (variant, week.number)
            came += [one.track for one in new]
        assert came[0] == "strides" or "strides" not in came, (variant, came)
        kinds.append(came)
    assert sum(came[:1] == ["strides"] and len(came) > 2 for came in kinds) >= 4


def test_at_entry_trained_the_first_week_holds_what_the_entry_says(courses: list[tuple[Schedule, Library]]) -> None:
    """Or less, where the minutes of the week leave no room for it."""
    for schedule, _ in courses:
        if schedule.variant.trained:
            week, fast = schedule.weeks[0], schedule.entry.fast_week
            assert 0.4 * fast <= week.fast <= max(1.2 * fast, fast + 4), (schedule.variant, week.fast, fast)
            assert [one.session.id for _, one in week.placed() if one.change == "new"] == []
    climb = next(schedule for schedule, _ in courses if schedule.plan.id == "climb" and schedule.variant.trained)
    assert climb.entry.fast_week <= climb.weeks[0].fast


def test_at_entry_fresh_the_first_week_holds_nothing_fast_where_strides_must_wait(library: Library) -> None:
    assert lay_out(library.plans["climb"], library, FRESH).weeks[0].fast == 0


def test_a_main_set_comes_in_few_loading_weeks(courses: list[tuple[Schedule, Library]]) -> None:
    often = 0
    for schedule, library in courses:
        sets = Counter(
            found
            for week in loads(schedule)
            for found in {(one.session.id, one.workout.rung) for _, one in week.placed() if one.track and one.dose.hard}
        )
        limit = library.limit("same-main-set", schedule.variant)
        assert max(sets.values()) <= limit, (schedule.variant, sets.most_common(1))
        often += sum(count == limit for count in sets.values())
    assert often > 10


def test_quality_leaves_the_long_run_nine_tenths(courses: list[tuple[Schedule, Library]]) -> None:
    """Less a rung of three minutes, where a tissue would bear too much."""
    for schedule, _ in courses:
        long = [max(one.dose.running for _, one in week.placed() if one.session.kind == "long") for week in loads(schedule)]
        assert all(later >= 0.9 * earlier - 3 for earlier, later in pairwise(long)), (schedule.variant, long)


def test_where_there_is_no_room_for_nine_tenths_of_the_long_run_quality_gives_way(library: Library) -> None:
    plan = library.plans["climb"]
    entry = plan.entry["intermediate-standard-trained"].model_copy(update={"week": 130.0})
    week = lay_out(changed(plan, entry={"intermediate-standard-trained": entry}), library, TRAINED).weeks[0]
    assert [(one.name, one.rule, one.allowed) for one in week.replaced] == [("speed", "weekly-ramp", 130)]
    assert week.days[6][0].dose.running == 0.3 * 130  # its share of the week holds all the same


def test_a_reset_week_holds_at_most_three_fifths_of_a_track(courses: list[tuple[Schedule, Library]]) -> None:
    lighter = 0
    for schedule, library in courses:
        for track in (track for track in library.tracks.values() if track.counts):
            done = doses(schedule, library, track.id)
            for one in done:
                if one.kind in ("reset", "taper", "recovery") and (known := before(done, one.day)):
                    gentlest = min(dose.pieces.seconds for dose in done if dose.session == one.session)
                    most = max(0.6 * max(pieces.seconds for pieces in known), gentlest)
                    assert one.pieces.seconds <= most + ROUNDING, (schedule.variant, one)
                    assert one.change == "down"
                    lighter += 1
    assert lighter > 20


def long_climb(plan: Plan) -> Plan:
    """The plan with a second phase of so many weeks that one comes back from a long break in it."""
    last = plan.phases[1].model_copy(update={"weeks": {"intermediate-standard": 14}})
    return changed(plan, phases=(plan.phases[0], last))


def came_back(library: Library, week: int, days: int) -> Schedule:
    """The long plan for somebody who missed the days before a week."""
    left = lay_out_after_break(trace_progress(long_climb(library.plans["climb"]), library, TRAINED), library, week, days)
    assert left is not None
    return left


def test_after_thirty_days_without_it_a_track_begins_again_at_its_first_stage(library: Library) -> None:
    """The phase names the long pieces; what comes first is the short ones, at the rung that one may start on."""
    done = doses(came_back(library, week=10, days=28), library, "speed")
    again = next(one for earlier, one in pairwise(done) if one.day - earlier.day > DAYS)
    assert again.session == "minutes"
    assert again.pieces.seconds <= 6 * 60


@pytest.mark.parametrize(("weeks", "left"), [(0, [1, 2, 3, 4, 5]), (1, [1, 2, 3, 4]), (2, [1, 2]), (9, [])])
def test_after_missed_weeks_a_track_steps_back(weeks: int, left: list[int], library: Library) -> None:
    """Before week 6 lie loading weeks 1, 2, 3 and 5; where nothing is left, the least that was done is. Its day stays."""
    runner = trace_progress(library.plans["climb"], library, TRAINED)[5].before.copy()
    done = list(runner.tracks.history["speed"])
    runner.step_back(weeks)
    kept = [one for one in done if one.day // 7 + 1 in left]
    latest = kept or [min(done, key=lambda one: one.pieces.seconds)]
    assert runner.tracks.history["speed"] == latest + ([latest[-1]._replace(day=done[-1].day)] if weeks else [])


def test_the_stand_in_on_the_way_back_is_not_of_the_track(library: Library) -> None:
    schedule = came_back(library, week=7, days=10)
    assert [one.session.id for one in schedule.weeks[6].days[3]][:1] == ["easy-run"]
    assert {one.track for week in schedule.weeks for _, one in week.placed()} == {"", "speed"}
    kinds = [one.kind for one in doses(schedule, library, "speed") if 6 * 7 <= one.day < 11 * 7]
    assert kinds == ["return", "load", "load", "load"], "in the second week back it holds what it held"


def test_in_a_week_with_a_second_race_a_moderate_track_holds_at_most_what_it_held(frozen: Library) -> None:
    held = []
    for week in range(3, 10):
        done = doses(lay_out(frozen.plans["5k"], frozen, TRAINED, Conditions(second=(7 * week + 6, "race-5k"))), frozen, "tempo")
        for one in (one for one in done if one.kind == "return"):
            known = [720 if one.day < DAYS else 0, *(pieces.seconds for pieces in before(done, one.day))]  # 12 min at the entry
            assert one.pieces.seconds <= max(known) + ROUNDING
            held.append(one.pieces.seconds)
    assert held


@pytest.mark.parametrize("day", [6 * 7 - 1, 9 * 7 - 2])
def test_round_a_second_race_a_track_gives_way(day: int, library: Library) -> None:
    plan = library.plans["climb"]
    schedule = lay_out(plan, library, TRAINED, Conditions(second=(day, "race-5k")))
    assert schedule.weeks[day // 7].kind == "return"
    near = [one.session.id for there, one in schedule.placed() if -7 < there - day < 7 and one.track]
    assert near == []
    assert [there for there, one in schedule.placed() if one.session.kind == "race"] == [day]


def test_what_a_week_lists_and_does_not_hold_is_reported_with_the_rule_and_its_number(library: Library) -> None:
    weeks = lay_out(library.plans["climb"], library, FRESH).weeks
    assert weeks[0].replaced == (Replaced("easy-with-strides", ("phases", 0, "days", "wed", 0), "weeks-before-strides", 1.0),)
    assert [week.number for week in weeks if week.replaced] == [1]


def test_what_never_has_a_place_is_reported_in_every_loading_week(library: Library) -> None:
    """Pieces of three minutes are hard; a track that must stay moderate has none of them."""
    ladders = {"huge": ("4x(5min @5k, 2min jog)",)}
    schedule = lay_out(
        changed(
            library.plans["climb"],
            phases=tuple(phase.model_copy(update={"stages": {}}) for phase in library.plans["climb"].phases),
        ),
        with_tracks(library, {"speed": ladders}, ("5k",)),
        FRESH,
    )
    reported = [one for week in schedule.weeks[4:] if week.kind == "load" for one in week.replaced]
    assert {(one.name, one.rule) for one in reported} == {("speed", "fast-volume-spike")}
    assert all(2 <= one.allowed < 20 for one in reported)
    assert len(reported) == sum(week.kind == "load" for week in schedule.weeks[4:])
