"""Which calendars a build holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT

from toolkit.build import anchors
from toolkit.library import load
from toolkit.models import Variant
from toolkit.schedule import Schedule, place


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    library, _ = load(ROOT)
    assert library is not None
    return place(library.plans["5k"], library, Variant("intermediate", "standard"))


@pytest.fixture(scope="module")
def mondays() -> Schedule:
    library, _ = load(ROOT)
    assert library is not None
    return place(library.plans["joint-care"], library, Variant("returning", "standard"))


@given(today=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_there_is_a_feed_for_every_weekend_from_5_weeks_back_to_26_ahead(schedule: Schedule, today: date) -> None:
    days = list(anchors(schedule, today))
    assert days == [day for day in (today + timedelta(days=number) for number in range(-35, 183)) if day.weekday() in (5, 6)]


@given(today=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_plan_without_a_race_has_mondays_and_keeps_those_under_way(mondays: Schedule, today: date) -> None:
    """Eight weeks and five more back, since a calendar that somebody lives by must not go in its sixth week."""
    days = list(anchors(mondays, today))
    assert days == [day for day in (today + timedelta(days=number) for number in range(-35 - 56, 183)) if day.weekday() == 0]
