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


@given(today=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_there_are_eight_weekends_for_which_the_whole_plan_can_be_done(schedule: Schedule, today: date) -> None:
    days = list(anchors(schedule, today))
    assert {day.weekday() for day in days} == {5, 6}
    assert days == sorted(set(days))
    assert days[0] >= today
    assert (days[0] - today).days <= 5
    in_full = [day for day in days if day - timedelta(days=day.weekday(), weeks=11) >= today]
    assert len(in_full) == 16
    assert days[-1] == in_full[-1]
