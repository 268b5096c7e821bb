"""What an event says, and what it keeps where a text is too long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import notation
from toolkit.dose import Doses
from toolkit.feeds.agenda import EventDay, agenda_of
from toolkit.feeds.event_text import event_address, event_lines
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.schedule import Schedule, lay_out
from toolkit.text.events.lines import MOST_TEXT, EventLine, fit_text
from toolkit.text.events.title import event_categories, event_title

SITE = "https://lasting-speed.example/"
LINK = f"{SITE}sessions/minutes/"
STOP = "Stop if pain goes above 5 of 10 or you limp."


@pytest.fixture(scope="module")
def schedule(frozen: Library) -> Schedule:
    return lay_out(frozen.plans["5k"], frozen, Variant("intermediate", "standard"))


@pytest.fixture(scope="module")
def first_hard(schedule: Schedule, frozen: Library) -> EventDay:
    """A hard day, said as if the plan began with it: with every line that an event can have."""
    hard = next(one for one in agenda_of(schedule, frozen).days if any(placed.dose.hard == 1 for placed in one.placed))
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
    assert [line.text for line in event_lines(first_hard, schedule, frozen, SITE) if line.fixed] == [
        *(f"Not with: {placed.session.avoid.rstrip('.')}." for placed in first_hard.placed),
        readiness.pain,
        readiness.emergency,
        f"Before you start: {readiness.health_check}",
        readiness.bone,
        event_address(first_hard, schedule, SITE),
    ]


def test_title_and_categories_go_by_the_hardest_session_wherever_it_is_on_its_day(first_hard: EventDay, frozen: Library) -> None:
    variant = Variant("intermediate", "standard")
    (hard,) = (placed for placed in first_hard.placed if placed.dose.hard)
    easy, calm = (
        replace(hard, workout=Doses(frozen).workout(variant, frozen.sessions[name], 0)) for name in ("easy-run", "hips-and-ankles")
    )
    for day, word in (([hard, calm], "Hard"), ([calm, easy, hard], "Hard"), ([calm, easy], "Easy"), ([calm], "Mobility")):
        assert event_title(day).split(" · ")[0] == event_categories(day)[0] == word


@pytest.mark.parametrize("plan", ["joint-care", pytest.param("5k", marks=pytest.mark.exhaustive)])
def test_a_tired_option_says_all_there_is_to_do(plan: str, frozen: Library) -> None:
    """“One round” is enough only of the day’s own circuit; of another session the movements are named with it, and once."""
    options = set()
    for variant in frozen.plans[plan].variants:
        schedule = lay_out(frozen.plans[plan], frozen, variant)
        for occasion in agenda_of(schedule, frozen).days:
            first = occasion.placed[0]
            option = schedule.doses.find_easier(variant, first.session, first.workout.rung)
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
