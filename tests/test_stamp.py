"""What is stamped is byte for byte what the icalendar library writes, whatever a reader wishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from feeding import MADE, SITE, compiled_for_all, reference, said_in, stamped
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from readers import READERS

from toolkit.feeds.compiled import CompiledPlan
from toolkit.feeds.stamp import escape_text, fold
from toolkit.feeds.wishes import NO_HOURS, DistanceUnits, Wishes, read_hours
from toolkit.feeds.zones import date_of
from toolkit.library import Library
from toolkit.models import Variant

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe")
"""Zones north and south of the equator; in the last one the clock changes by half an hour."""
DAYS = [date(2027, 1, 3), date(2028, 3, 5), date(2027, 3, 28), date(2027, 4, 18), date(2027, 10, 31), date(2027, 11, 7)]
"""Around year ends, a leap day, and the days on which clocks change in Europe, in America and in Australia."""
PLANS = (
    ("5k", Variant("intermediate", "standard")),
    ("10k", Variant("advanced", "standard")),
    ("joint-care", Variant("returning", "extended")),
)


@pytest.fixture(scope="module")
def plans(frozen: Library) -> list[CompiledPlan]:
    """Variants for each weekday of a race, and one without a race."""
    return [one for plan, variant in PLANS for one in compiled_for_all(frozen, plan, variant)]


def near(day: date, weekday: int) -> date:
    """The day of a weekday in the week of a day."""
    return day + timedelta(days=weekday - day.weekday())


def any_wishes(chance: Random) -> Wishes:
    """Wishes by chance, each as likely as not."""
    timed = chance.random() < 0.6
    hours = tuple(chance.choice([None, chance.randrange(1440), 90]) for _ in range(7)) if timed else NO_HOURS
    units: DistanceUnits = "mi" if chance.random() < 0.5 else "km"
    return Wishes(
        only_key_days=chance.random() < 0.4,
        optional=chance.random() < 0.6,
        hours=hours,
        zone=chance.choice(ZONES) if timed else None,
        units=units,
        from_week=chance.choice([1, 1, 2, 5]),
        remind=chance.choice([None, 0, 30, 720, 1500, "evening"]),
    )


def cases(plans: list[CompiledPlan], number: int) -> Iterator[tuple[CompiledPlan, date, Wishes]]:
    chance = Random(19)
    for _ in range(number):
        plan = chance.choice(plans)
        yield plan, near(chance.choice(DAYS), plan.weekday), any_wishes(chance)


@pytest.mark.parametrize("number", [60, pytest.param(600, marks=pytest.mark.exhaustive)])
def test_a_calendar_is_byte_for_byte_what_icalendar_writes(plans: list[CompiledPlan], number: int) -> None:
    for plan, anchor, wishes in cases(plans, number):
        made = MADE if wishes.remind is not None else None
        assert stamped(plan, anchor, wishes, made=made) == reference(plan, anchor, wishes, made=made), (plan.plan, anchor, wishes)


def test_a_feed_says_where_it_is_wherever_that_line_is_folded(plans: list[CompiledPlan]) -> None:
    plan = min(plans, key=lambda one: len(one.events))
    anchor = near(DAYS[0], plan.weekday)
    for length in range(40, 120):
        feed = f"{SITE}{'x' * length}.ics"
        assert stamped(plan, anchor, feed=feed) == reference(plan, anchor, Wishes(), feed=feed)


@pytest.mark.parametrize("reader", READERS)
def test_readers_see_the_days_and_texts_of_a_compiled_plan(reader: str, plans: list[CompiledPlan]) -> None:
    for number, plan in enumerate(plans[::3]):
        anchor = near(DAYS[number % len(DAYS)], plan.weekday)
        seen = READERS[reader](stamped(plan, anchor))
        monday = anchor - timedelta(days=anchor.weekday(), weeks=plan.lead)
        shown = [(event, event.forms[event.shown[0] or 0]) for event in plan.events]
        assert [one.start for one in seen] == [monday + timedelta(days=event.day) for event, _ in shown]
        assert [one.end - one.start for one in seen] == [timedelta(days=1)] * len(seen)
        assert [one.summary for one in seen] == [plan.lines[form.title] for _, form in shown]
        assert [one.description for one in seen] == [said_in(plan, form) for _, form in shown]


def test_an_hour_stays_the_same_on_the_wall_over_a_clock_change(plans: list[CompiledPlan]) -> None:
    """In London clocks change on 28 March 2027: events are in UTC and begin at half past six on the wall all the same."""
    wishes = Wishes(hours=read_hours("mon,tue,wed,thu,fri,sat,sun=18:30"), zone="Europe/London")
    events = Calendar.from_ical(stamped(plans[0], date(2027, 4, 18), wishes)).walk("VEVENT")
    timed = [event["dtstart"].dt for event in events if "VALUE" not in event["dtstart"].params]
    assert {start.hour for start in timed} == {17, 18}
    assert len(timed) == len(plans[0].events) - 1, "the day after the plan has no hour"


def test_two_plans_make_one_calendar_in_the_order_of_days(plans: list[CompiledPlan]) -> None:
    """Joint care laid over a plan: every event of both, each known by its own plan."""
    race, care = plans[0], plans[-1]
    monday = date(2027, 4, 18) - timedelta(days=6, weeks=race.lead)
    both = stamped([(race, date(2027, 4, 18)), (care, monday)])
    events = list(Calendar.from_ical(both).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events] == sorted(event["dtstart"].dt for event in events)
    alone = [stamped(race, date(2027, 4, 18)), stamped(care, monday)]
    uids = {str(event["uid"]) for one in alone for event in Calendar.from_ical(one).walk("VEVENT")}
    assert {str(event["uid"]) for event in events} == uids
    assert len(events) == len(uids)


def test_an_anchor_on_another_weekday_is_refused(plans: list[CompiledPlan]) -> None:
    with pytest.raises(ValueError, match="2027-04-17 is not a Sunday"):
        stamped(plans[0], date(2027, 4, 17))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400))
def test_a_folded_line_has_short_pieces_and_whole_characters(text: str) -> None:
    folded = fold(f"SUMMARY:{escape_text(text)}")
    pieces = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    for piece in pieces:
        piece.decode()
    assert folded.replace(b"\r\n ", b"").decode() == f"SUMMARY:{escape_text(text)}\r\n"


def test_days_are_counted_from_1970() -> None:
    assert date_of(0) == date(1970, 1, 1)
