"""Which days have a calendar: whole weeks by the settings, and no calendar goes since a newer row is narrower."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import with_rows

from toolkit.feeds.window import Dates, Span, dates, dates_of, monday, span_of
from toolkit.library import Library
from toolkit.models import CalendarRow, Plan, Variant, row_on

TODAY = date(2026, 11, 25)
"""A Wednesday."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SPAN = Span(before=11, after=4)
SUNDAYS_ONLY: dict[str, Any] = {"race_days": ("sun",)}


def row(begins: date, **settings: Any) -> CalendarRow:
    return CalendarRow(begins=begins, **settings)


def rows(*given: CalendarRow) -> tuple[CalendarRow, ...]:
    return given


@pytest.fixture
def race(frozen: Library) -> Plan:
    """A plan with a race on Saturdays and Sundays."""
    return next(plan for plan in frozen.plans.values() if plan.race and "sat" in plan.race_days)


@pytest.fixture
def sunday_race(race: Plan) -> Plan:
    return race.model_copy(update={"race_days": ("sun",)})


@pytest.fixture
def mondays(frozen: Library) -> Plan:
    return next(plan for plan in frozen.plans.values() if not plan.race)


def weekdays(days: tuple[date, ...]) -> set[int]:
    return {day.weekday() for day in days}


# One row.


def test_a_plan_may_begin_up_to_four_weeks_ahead(sunday_race: Plan) -> None:
    found = dates_of(rows(row(TODAY)), sunday_race, SPAN, TODAY)
    assert found.offered[0] == date(2026, 11, 29)
    assert monday(found.offered[-1]) - 11 * WEEK == date(2026, 12, 21), "the plan’s first Monday, four weeks after this week’s"
    assert all(later - day == WEEK for day, later in zip(found.offered, found.offered[1:], strict=False))


def test_a_feed_is_kept_five_weeks_beyond_the_last_week_of_its_plan(sunday_race: Plan) -> None:
    found = dates_of(rows(row(TODAY)), sunday_race, SPAN, TODAY)
    last_day = found.whole[0] + 4 * WEEK  # of the four weeks after the race
    assert last_day + 5 * WEEK >= TODAY
    assert last_day + 4 * WEEK < TODAY


def test_a_plan_without_a_race_has_first_mondays(mondays: Plan) -> None:
    found = dates_of(rows(row(TODAY)), mondays, Span(0, 7), TODAY)
    assert found.offered == tuple(date(2026, 11, 30) + number * WEEK for number in range(4))
    assert found.whole == tuple(date(2026, 8, 31) + number * WEEK for number in range(17))
    assert found.whole[0] + 8 * WEEK + 4 * WEEK < TODAY <= found.whole[0] + 8 * WEEK + 5 * WEEK


def test_saturdays_come_only_where_the_plan_and_the_row_say_so(race: Plan, sunday_race: Plan) -> None:
    assert weekdays(dates_of(rows(row(TODAY)), race, SPAN, TODAY).whole) == {5, 6}
    assert weekdays(dates_of(rows(row(TODAY)), sunday_race, SPAN, TODAY).whole) == {6}
    assert weekdays(dates_of(rows(row(TODAY, **SUNDAYS_ONLY)), race, SPAN, TODAY).whole) == {6}


def test_key_days_have_feeds_only_where_the_row_says_so(race: Plan) -> None:
    off, on = (dates_of(rows(row(TODAY, key_days=key_days)), race, SPAN, TODAY) for key_days in (False, True))
    assert (off.key_days, off.offers_key_days) == ((), False)
    assert (on.key_days, on.offers_key_days) == (on.whole, True)
    assert on.whole == off.whole


@pytest.mark.parametrize("name", ["race", "mondays"])
def test_a_build_holds_the_same_feeds_on_each_day_of_a_week(name: str, request: pytest.FixtureRequest) -> None:
    """Fourteen builds in a row: the rule is the same on each, and only a new week moves the window, by a week."""
    plan: Plan = request.getfixturevalue(name)
    span = SPAN if plan.race else Span(0, 7)
    first = monday(TODAY)
    builds = [dates_of(rows(row(date(2026, 1, 1))), plan, span, first + number * DAY) for number in range(14)]
    assert {build.whole for build in builds[:7]} == {builds[0].whole}
    assert {build.whole for build in builds[7:]} == {tuple(day + WEEK for day in builds[0].whole)}
    for number, build in enumerate(builds):
        assert build.offered == tuple(day for day in build.whole if day >= first + number * DAY)


def test_the_span_of_a_variant_is_that_of_its_schedule(frozen: Library) -> None:
    from toolkit.schedule import lay_out

    for plan in frozen.plans.values():
        for variant in plan.variants:
            schedule, span = lay_out(plan, frozen, variant), span_of(plan, variant, frozen)
            assert (span.before, span.before + 1 + span.after) == (schedule.lead, len(schedule.weeks)), (plan.id, variant)


# Dated rows.


CHANGE = date(2027, 3, 3)
"""The Wednesday from which a second row holds."""


def found_after(first: CalendarRow, second: CalendarRow, plan: Plan, weeks: int) -> Dates:
    """What is built so many weeks after the change from one row to another."""
    return dates_of(rows(first, second), plan, SPAN, CHANGE + weeks * WEEK)


def test_key_days_that_are_switched_off_stay_to_their_end(race: Plan) -> None:
    first, second = row(date(2026, 1, 1), key_days=True), row(CHANGE)
    before = dates_of(rows(first, second), race, SPAN, CHANGE - DAY)
    after = found_after(first, second, race, 0)
    assert after.key_days == before.key_days
    assert not after.offers_key_days
    last = before.key_days[-1]
    ended = int((monday(last) + 9 * WEEK - monday(CHANGE)) / WEEK)  # four weeks after the race, and five more
    assert found_after(first, second, race, ended).key_days[-1] == last
    assert found_after(first, second, race, ended + 1).key_days == ()


def test_saturdays_that_are_switched_off_stay_to_their_end(race: Plan) -> None:
    first, second = row(date(2026, 1, 1)), row(CHANGE, **SUNDAYS_ONLY)
    before = dates_of(rows(first, second), race, SPAN, CHANGE - DAY)
    after = found_after(first, second, race, 0)
    saturdays = [day for day in before.whole if day.weekday() == 5]
    assert [day for day in after.whole if day.weekday() == 5] == saturdays
    assert weekdays(after.offered) == {6}
    ended = int((monday(saturdays[-1]) + 9 * WEEK - monday(CHANGE)) / WEEK)
    assert [day for day in found_after(first, second, race, ended).whole if day.weekday() == 5] == saturdays[-1:]
    assert weekdays(found_after(first, second, race, ended + 1).whole) == {6}


def test_race_days_far_ahead_stay_when_the_window_becomes_short(sunday_race: Plan) -> None:
    first, second = row(date(2026, 1, 1), weeks_ahead=26), row(CHANGE, weeks_ahead=4)
    before = dates_of(rows(first, second), sunday_race, SPAN, CHANGE - DAY)
    after = found_after(first, second, sunday_race, 0)
    assert after.whole == before.whole
    assert after.offered[-1] == monday(CHANGE) + 15 * WEEK + 6 * DAY
    assert before.offered[-1] == monday(CHANGE) + 37 * WEEK + 6 * DAY
    later = found_after(first, second, sunday_race, 20)
    assert later.whole[-1] == before.offered[-1], "twenty weeks later it is still there, since it has still to come"
    assert found_after(first, second, sunday_race, 40).whole[-1] == monday(CHANGE) + 55 * WEEK + 6 * DAY


def test_feeds_are_kept_as_long_as_the_row_that_offered_them_says(sunday_race: Plan) -> None:
    first, second = row(date(2026, 1, 1), weeks_kept=12), row(CHANGE, weeks_kept=5)
    oldest = found_after(first, second, sunday_race, 0).whole[0]
    assert oldest == monday(CHANGE) - 16 * WEEK + 6 * DAY


def test_a_plan_whose_saturdays_end_keeps_those_that_were_offered(race: Plan) -> None:
    ending = race.model_copy(update={"saturdays_until": CHANGE})
    settings = rows(row(date(2026, 1, 1)))
    before, after = (dates_of(settings, ending, SPAN, day) for day in (CHANGE - DAY, CHANGE))
    assert 5 in weekdays(before.offered)
    assert weekdays(after.offered) == {6}
    assert after.whole == before.whole
    assert weekdays(dates_of(settings, ending, SPAN, CHANGE + 25 * WEEK).whole) == {6}


def test_a_row_of_the_future_changes_nothing_yet(race: Plan) -> None:
    first, second = row(date(2026, 1, 1)), row(CHANGE, key_days=True, weeks_ahead=26)
    assert dates_of(rows(first, second), race, SPAN, CHANGE - DAY) == dates_of(rows(first), race, SPAN, CHANGE - DAY)


def test_the_first_row_holds_before_its_day_too(race: Plan) -> None:
    assert dates_of(rows(row(date(2027, 1, 1))), race, SPAN, TODAY) == dates_of(rows(row(TODAY)), race, SPAN, TODAY)


ROWS = st.builds(
    CalendarRow,
    begins=st.just(date.min),
    race_days=st.sampled_from([("sun",), ("sun", "sat")]),
    weeks_ahead=st.integers(0, 8),
    weeks_kept=st.integers(5, 7),
    key_days=st.booleans(),
)


@given(
    given=st.lists(ROWS, min_size=1, max_size=3),
    gaps=st.lists(st.integers(1, 60), min_size=2, max_size=2),
    until=st.none() | st.integers(0, 200),
    age=st.integers(0, 100),
)
def test_a_feed_is_there_from_the_day_it_is_offered_to_its_end_and_no_other(
    frozen: Library, given: list[CalendarRow], gaps: list[int], until: int | None, age: int
) -> None:
    """Against every day of more than half a year, looked at one by one."""
    start, span = date(2026, 6, 1), Span(3, 2)
    begins = [start, start + gaps[0] * DAY, start + (gaps[0] + gaps[1]) * DAY]
    settings = rows(*(one.model_copy(update={"begins": day}) for one, day in zip(given, begins, strict=False)))
    plan = next(plan for plan in frozen.plans.values() if "sat" in plan.race_days)
    plan = plan.model_copy(update={"saturdays_until": None if until is None else start + until * DAY})
    today = start + age * DAY
    whole, key_days = set(), set()
    looked = [start - number * DAY for number in range(1, 200)] + [start + number * DAY for number in range(age + 1)]
    for day in looked:
        row = row_on(settings, day)
        for anchor in dates_of(settings, plan, span, day).offered:
            if monday(anchor) + (span.after + row.weeks_kept) * WEEK >= monday(today):
                whole.add(anchor)
                key_days.update([anchor] if row.key_days else [])
    found = dates_of(settings, plan, span, today)
    assert set(found.whole) == whole
    assert set(found.key_days) == key_days


# The project's own settings.


def test_a_variant_goes_by_the_settings_of_its_library(frozen: Library) -> None:
    variant = Variant("intermediate", "standard")
    plan = next(plan for plan in frozen.plans.values() if plan.race and variant in plan.variants)
    settings = rows(row(date(2026, 1, 1), weeks_ahead=0))
    found = dates(plan, variant, with_rows(frozen, *settings), TODAY)
    assert found == dates_of(settings, plan, span_of(plan, variant, frozen), TODAY)
    assert found != dates(plan, variant, frozen, TODAY)
