"""What an event says, and what it keeps where a text is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from feeding import days_of
from hypothesis import given
from hypothesis import strategies as st

from toolkit import notation
from toolkit.dose import Doses
from toolkit.feeds.agenda import EventDay
from toolkit.feeds.event_text import event_lines, event_link
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.rounding import whole
from toolkit.schedule import Placed, Schedule, lay_out
from toolkit.text import units
from toolkit.text.english import UNGRADED_WORDS as UNGRADED
from toolkit.text.events.advice import left_out_text
from toolkit.text.events.lines import MOST_TEXT, EventLine, fit_text
from toolkit.text.events.sets import by_line
from toolkit.text.events.title import BOTH, GLANCE, MOST_TITLE, event_categories, event_title
from toolkit.text.events.week import other_days_text, week_text

SITE = "https://lasting-speed.example/"
LINK = f"{SITE}sessions/minutes/"
STOP = "Stop if pain goes above 5 of 10 or you limp."


@pytest.fixture(scope="module")
def schedule(frozen: Library) -> Schedule:
    return lay_out(frozen.plans["5k"], frozen, Variant("intermediate", "standard"))


@pytest.fixture(scope="module")
def first_hard(schedule: Schedule, frozen: Library) -> EventDay:
    """A hard day, said as if the plan began with it: with every line that an event can have."""
    hard = next(one for one in days_of(schedule, frozen) if any(placed.dose.hard == 1 for placed in one.placed))
    return replace(hard, opens_week=True, opens_plan=True)


def test_of_a_text_too_long_what_is_spare_goes_first_then_the_ends_of_the_longest_lines() -> None:
    said = [
        EventLine("4 × 1 min"),
        EventLine("Cues: tall", spare=True),
        EventLine("w" * 1500),
        EventLine("x" * 900),
        EventLine(LINK, fixed=True),
    ]
    whole = fit_text(said)
    assert len(whole.encode()) <= MOST_TEXT
    assert "Cues" not in whole
    assert whole.split("\n")[0] == "4 × 1 min"
    assert whole.split("\n")[1].endswith("w …")
    assert whole.split("\n")[2] == "x" * 900


LONG = st.builds(lambda text, times: text * times, st.text(min_size=1, max_size=9), st.integers(0, 100))


@given(st.lists(st.tuples(LONG, st.booleans()), max_size=8), st.lists(LONG, max_size=3))
def test_a_fixed_line_is_never_cut_however_long_the_others_are(others: list[tuple[str, bool]], fixed: list[str]) -> None:
    """Even where it is the longest line, marked as spare besides, or where fixed lines alone are more than a text may have."""
    kept = [EventLine(one, fixed=True, spare=number == 0) for number, one in enumerate([STOP * 20, *fixed])]
    said = [EventLine(one, spare=spare) for one, spare in others]
    whole = fit_text([*said, *kept, EventLine(LINK, fixed=True)])
    alone = fit_text([*kept, EventLine(LINK, fixed=True)])
    assert whole.endswith(alone)
    assert len(whole.encode()) <= max(
        MOST_TEXT, len(alone.encode()) + 5 * len(said)
    )  # a cut line is four bytes or fewer, and its end


def test_signs_to_stop_and_when_not_to_do_it_and_the_link_are_fixed(
    first_hard: EventDay, schedule: Schedule, frozen: Library
) -> None:
    readiness = frozen.readiness
    fixed = [line.text for line in event_lines(first_hard, schedule, frozen, SITE) if line.fixed]
    assert fixed[:2] == [f"Before you start: {readiness.health_check}", readiness.bone]
    first, *others = (placed.session for placed in first_hard.placed)
    assert fixed[-5 - len(first_hard.placed) :] == [
        f"Not today with: {first.avoid.rstrip('.')}.",
        f"Tired or sore: {', '.join(f'no {one.title[0].lower()}{one.title[1:]}' for one in others)}.",
        *(f"No {one.title[0].lower()}{one.title[1:]} with: {one.avoid.rstrip('.')}." for one in others),
        readiness.pain,
        readiness.emergency,
        week_text(first_hard.week, schedule),
        f"{SITE}{event_link(first_hard, schedule)}",
    ]


def test_title_and_categories_go_by_the_hardest_session_wherever_it_is_on_its_day(first_hard: EventDay, frozen: Library) -> None:
    variant = Variant("intermediate", "standard")
    (hard,) = (placed for placed in first_hard.placed if placed.dose.hard)
    easy, calm = (
        replace(hard, workout=Doses(frozen).workout(variant, frozen.sessions[name], 0)) for name in ("easy-run", "hips-and-ankles")
    )
    for day, word in (([hard, calm], "Hard"), ([calm, easy, hard], "Hard"), ([calm, easy], "Easy"), ([calm], "Mobility")):
        assert event_title(day).split(" ")[0] == event_categories(day)[0] == word


@pytest.mark.parametrize("plan", ["joint-care", pytest.param("5k", marks=pytest.mark.exhaustive)])
def test_a_tired_option_says_all_there_is_to_do(plan: str, frozen: Library) -> None:
    """“One round” is enough only of the day’s own circuit; of another session the movements are named with it, and once."""
    options = set()
    for variant in frozen.plans[plan].variants:
        schedule = lay_out(frozen.plans[plan], frozen, variant)
        for occasion in days_of(schedule, frozen):
            first = occasion.placed[0]
            option = schedule.doses.find_easier(variant, first.workout)
            said = [line.text for line in event_lines(occasion, schedule, frozen, SITE) if line.text.startswith("Tired: ")]
            if option is None or first.session.kind == "race":
                assert said == []
                continue
            (tired,) = said
            options.add(tired)
            if option.session.id == first.session.id:
                continue
            for step in notation.mentioned(option.main_steps):
                if step.exercise:
                    assert tired.count(frozen.exercises[step.exercise].title) == 1, tired
    assert any(", one round: " in tired for tired in options), "without one, the test would prove little"


def test_the_text_of_a_hard_day_is_in_the_order_of_doing(first_hard: EventDay, schedule: Schedule, frozen: Library) -> None:
    """The main set in brief, with what its effort feels like; warm-up, main set, cool-down; then advice, pain, week and link."""
    lines = "\n".join(line.text for line in event_lines(first_hard, schedule, frozen, SITE)).split("\n")
    set_in_brief = next(line for line in lines if " at 5 km effort (7–8 of 10: one or two words)" in line)
    starts = [set_in_brief, "Warm up, ", f"Then {set_in_brief.partition(' (')[0]}", "Where: ", "Cool down, ", "Think of: "]
    starts += ["Tired: ", "Sore: ", "Not today with: ", "Pain, 0 to 10: ", "Never with a fever", "Week ", SITE]
    places = [next(number for number, line in enumerate(lines) if line.startswith(start)) for start in starts]
    assert places == sorted(places)
    assert places[-1] == len(lines) - 1


def test_a_circuit_and_a_warm_up_have_one_exercise_a_line() -> None:
    steps = notation.read_steps("2min jog, 2x(8 each ankle-rock, 20s plank, 60s rest), 3x(60m @stride, 75s walk)")
    assert list(by_line(steps, str)) == [
        "2 min jog",
        "2 rounds:",
        "- ankle-rock, 8 each side",
        "- plank 20 s, 1 min rest",
        "3 × 60 m stride, 75 s walk",
    ]


@pytest.mark.parametrize("plan", ["5k", pytest.param("joint-care", marks=pytest.mark.exhaustive)])
def test_nothing_is_said_twice_and_nothing_without_content(plan: str, frozen: Library) -> None:
    exercises = tuple(exercise.title for exercise in frozen.exercises.values())
    for variant in frozen.plans[plan].variants:
        schedule = lay_out(frozen.plans[plan], frozen, variant)
        for occasion in days_of(schedule, frozen):
            said = [line.text for line in event_lines(occasion, schedule, frozen, SITE)]
            lines = [line for line in said if line and not line.startswith(exercises)]
            assert len(set(lines)) == len(lines), [line for line in lines if lines.count(line) > 1]
            assert not any(
                line.startswith("Other days: none") or ("Brisk walk" in line and "walk (brisk)" in line) for line in lines
            )
            assert not any("talk test" in line for line in lines), "how one can talk is beside the effort"
            felt = re.findall(r"\d of 10: [^)]*", "\n".join(lines))
            assert len(felt) == len(set(felt)), "an effort is explained once"


def test_nothing_is_halved_where_nothing_is_fast_and_no_article_follows_no(schedule: Schedule, frozen: Library) -> None:
    for occasion in days_of(schedule, frozen):
        said = "\n".join(line.text for line in event_lines(occasion, schedule, frozen, SITE))
        assert "halve" not in said
        assert not re.search(r"\bno (?:an?|the) ", said, re.IGNORECASE)


@pytest.mark.parametrize(("race", "named"), [("race-100m", False), ("race-mile", False), ("race-5k", True)])
def test_only_a_race_that_takes_long_asks_for_a_long_run(
    race: str, named: bool, first_hard: EventDay, schedule: Schedule, frozen: Library
) -> None:
    workout = schedule.doses.workout(schedule.variant, frozen.sessions[race], 0)
    occasion = replace(first_hard, placed=(replace(first_hard.placed[0], workout=workout),))
    said = [line.text for line in event_lines(occasion, schedule, frozen, SITE)]
    assert (frozen.missed.race in said) == named


def test_a_touch_of_race_effort_is_left_out_in_good_english(first_hard: EventDay, frozen: Library) -> None:
    workout = Doses(frozen).workout(Variant("intermediate", "standard"), frozen.sessions["touch-5k"], 0)
    said = left_out_text([replace(first_hard.placed[0], workout=workout)])
    assert said == "Tired or sore: no touch of 5 km effort."


def test_days_that_may_change_places_are_named() -> None:
    assert other_days_text([0, 1, 4]) == "May swap with: Mon, Tue or Fri."
    assert other_days_text([0, 1, 2, 3, 4, 6]) == "May swap with: any day of this week."
    assert other_days_text([]) == ""


def test_a_title_of_two_sessions_keeps_the_effort_where_40_characters_allow_it(first_hard: EventDay, frozen: Library) -> None:
    variant = Variant("intermediate", "standard")
    hard, strength = (
        replace(first_hard.placed[0], workout=Doses(frozen).workout(variant, frozen.sessions[name], 0))
        for name in ("two-minutes", "strength-b")
    )
    title = event_title([hard, strength])
    assert " min at 5 km + strength" in title
    assert len(title) <= BOTH


def test_kilometres_in_a_title_become_miles(first_hard: EventDay, frozen: Library) -> None:
    session = frozen.sessions["five-k-thousands"]
    workout = Doses(frozen).workout(Variant("advanced", "standard"), session, len(session.rungs) - 1)
    title = event_title([replace(first_hard.placed[0], workout=workout)])
    assert re.search(r"\b\d×1\u00a0km at 5 km", title)
    assert "×0.62\u00a0mi at 5 km" in units.in_miles(title)


@pytest.mark.parametrize("project", ["library", "frozen"])
def test_a_title_says_in_25_characters_how_hard_how_long_and_how_much(project: str, request: pytest.FixtureRequest) -> None:
    """Of every day of every variant; a race has its name, a session by steps its step."""
    for placed, title in titles_of(request.getfixturevalue(project)):
        assert len(title) <= MOST_TITLE
        start = re.match(HOW, title[:GLANCE])
        assert start, title
        if not start["minutes"]:
            assert any(one.session.kind == "race" or one.session.by_steps for one in placed), title
            continue
        assert int(start["minutes"]) == whole(sum(one.dose.seconds for one in placed) / 60), title
        lead = max(placed, key=lambda one: (one.dose.hard, one.session.mode == "run", one.session.mode not in UNGRADED))
        said = title[start.end() : GLANCE]
        if expected := doses_of(lead.workout.main_steps, alone=len(placed) == 1):
            assert lead.session.kind == "time-trials" or any(one in said for one in expected) or re.match(r"\d+ min fa", said), (
                title
            )


@pytest.mark.parametrize("project", ["library", "frozen"])
def test_a_title_names_two_sessions_within_40_characters(project: str, request: pytest.FixtureRequest) -> None:
    for placed, title in titles_of(request.getfixturevalue(project)):
        if len(placed) == 2:
            assert len(title) <= BOTH, title
            assert title.count(" + ") >= 1
        if len(placed) == 3:
            assert title.rindex(" + ") <= BOTH, title


HOW = re.compile(
    r"(?:(?:Easy|Moderate|Hard|Tune-up|Strength|Mobility|Drills|Jumping) "
    r"(?:(?P<minutes>\d+)\u2032 · |· your step · )|Race day · )(?=\S)"
)


def titles_of(library: Library) -> Iterator[tuple[tuple[Placed, ...], str]]:
    """The sessions and the title of every day of every variant."""
    for plan in library.plans.values():
        for variant in plan.variants:
            for week in lay_out(plan, library, variant).weeks:
                yield from ((placed, event_title(placed)) for placed in week.days if placed)


def doses_of(steps: notation.Steps, *, alone: bool) -> set[str]:
    """What a title may say of how much there is: `6×2`, `2×`, `3 rounds`, `20`; nothing of steps whose minutes are the whole."""
    if len(steps) == 1 and isinstance(steps[0], notation.Step):
        return set()
    found = set()
    quick = {step.effort for step in notation.mentioned(steps)} - {"easy", None}
    for item in steps:
        inner = list(notation.mentioned((item,)))
        if isinstance(item, notation.Repeat) and all(step.effort is None for step in inner):
            found |= {f"{item.times} round", f"{item.times} set"} if len(steps) == 1 and alone and item.times > 1 else set()
        elif not quick or quick & {step.effort for step in inner}:
            amounts = [units.amount(step.amount).partition(" ")[0] for step in inner if step.amount and step.effort]
            found |= {f"{item.times}×" if isinstance(item, notation.Repeat) else amount for amount in amounts}
    return found
