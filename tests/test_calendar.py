"""Calendars hold the contract: at the level of octets, and as real readers read them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from toolkit.library import Library
from toolkit.models import Variant
from toolkit.render.calendar import Address, Clock, calendar, feeds, first_monday, safe
from toolkit.schedule import Schedule, place

SITE = "https://lasting-speed.example/"
FEED = f"{SITE}calendars/5k/intermediate-standard/2027-04-18.ics"
MODIFIED = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
SUNDAY_RACE = date(2027, 4, 18)


@pytest.fixture(scope="module")
def library(real: Library) -> Library:
    return real


@pytest.fixture(scope="module")
def schedule(library: Library) -> Schedule:
    return place(library.plans["5k"], library, Variant("intermediate", "standard"))


@pytest.fixture(scope="module")
def feed(library: Library, schedule: Schedule) -> bytes:
    return calendar(schedule, library, SUNDAY_RACE, MODIFIED, Address(SITE, FEED))


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def broken_lines(content: bytes) -> list[bytes]:
    """Content lines that break RFC 5545's form: bare line ends, more than 75 octets, or half a character."""
    lines = content.split(b"\r\n")
    bad = [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line]
    for line in lines:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            bad.append(line)
    return bad


def test_every_line_ends_in_crlf_has_at_most_75_octets_and_splits_no_character(feed: bytes) -> None:
    assert broken_lines(feed) == []
    assert feed.endswith(b"END:VCALENDAR\r\n")
    assert not feed.startswith(b"\xef\xbb\xbf")
    assert any(ord(character) > 127 for character in feed.decode()), "a feed without wide characters would prove nothing"


def test_the_calendar_says_what_it_is_and_leaves_out_what_confuses_readers(feed: bytes) -> None:
    head = unfolded(feed)[: unfolded(feed).index("BEGIN:VEVENT")]
    names = [re.split("[;:]", line)[0] for line in head]
    expected = "BEGIN VERSION PRODID CALSCALE NAME X-WR-CALNAME DESCRIPTION X-WR-CALDESC LAST-MODIFIED URL COLOR"
    assert names == [*expected.split(), "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"]
    assert f"SOURCE;VALUE=URI:{FEED}" in head
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in head
    assert "X-PUBLISHED-TTL:PT12H" in head
    assert "NAME:A faster 5 km · intermediate\\, standard" in head
    assert b"METHOD" not in feed
    assert b"VALARM" not in feed
    assert b"VTIMEZONE" not in feed
    assert b"RRULE" not in feed


def test_a_download_has_no_feed_properties(library: Library, schedule: Schedule) -> None:
    content = calendar(schedule, library, SUNDAY_RACE, MODIFIED, Address(SITE))
    assert not re.search(rb"SOURCE|REFRESH-INTERVAL|X-PUBLISHED-TTL", content)


def test_each_day_with_a_session_is_one_all_day_event_on_its_date(feed: bytes, schedule: Schedule) -> None:
    monday = first_monday(schedule, SUNDAY_RACE)
    days = sorted({monday + timedelta(days=day) for day, _ in schedule.placed()})
    events = list(Calendar.from_ical(feed).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events] == days
    assert [event["dtend"].dt for event in events] == [day + timedelta(days=1) for day in days]
    assert all(event["dtstart"].params["VALUE"] == "DATE" and event["transp"] == "TRANSPARENT" for event in events)
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [SUNDAY_RACE]
    assert monday == date(2027, 1, 25)


def test_two_readers_find_the_same_events(feed: bytes) -> None:
    first = [
        (str(e["uid"]), e["dtstart"].dt, str(e["summary"]), str(e["description"])) for e in Calendar.from_ical(feed).walk("VEVENT")
    ]
    read = vobject.readOne(feed.decode())
    assert read.validate()
    assert [(e.uid.value, e.dtstart.value, e.summary.value, e.description.value) for e in read.vevent_list] == first


def test_an_event_stands_alone(feed: bytes, library: Library) -> None:
    """A hard day has its main set first, then aim, warm-up, cool-down, cues, both options, signs to stop, and the page last."""
    event = next(e for e in Calendar.from_ical(feed).walk("VEVENT") if "Two minutes 3×2 min" in e["summary"])
    assert event["summary"] == "Hard · 61 min · Two minutes 3×2 min + Strength B"
    lines = [line for line in str(event["description"]).split("\n") if line]
    assert lines[0] == "3 × (2 min at 5 km effort, 2 min jog)"
    starts = [line.split(":")[0].split(" (")[0] for line in lines[1:8]]
    assert starts == ["Aim", "Warm-up", "Cool-down", "Cues", "Tired", "Sore", "Not with"]
    assert library.readiness.stop in lines
    assert lines[-1] == f"{SITE}sessions/two-minutes/"


def test_summaries_and_descriptions_are_short_and_plain(feed: bytes) -> None:
    for event in Calendar.from_ical(feed).walk("VEVENT"):
        assert len(event["summary"]) <= 120
        assert len(str(event["description"]).encode()) <= 2048
        assert not re.search(r"[<>\\]", str(event["description"]) + str(event["summary"]))


def test_identity_does_not_hang_on_the_date_and_the_sequence_grows_with_time(library: Library, schedule: Schedule) -> None:
    """A session moved to another weekday keeps its UID; a later commit raises SEQUENCE, and never lowers it."""
    week = schedule.weeks[4]
    days = list(week.days)
    days[1], days[2] = days[2], days[1]
    weeks = [*schedule.weeks[:4], replace(week, days=tuple(days)), *schedule.weeks[5:]]
    moved = replace(schedule, weeks=tuple(weeks))
    later = MODIFIED + timedelta(days=1)
    before = {
        str(e["uid"]): e
        for e in Calendar.from_ical(calendar(schedule, library, SUNDAY_RACE, MODIFIED, Address(SITE))).walk("VEVENT")
    }
    after = {
        str(e["uid"]): e for e in Calendar.from_ical(calendar(moved, library, SUNDAY_RACE, later, Address(SITE))).walk("VEVENT")
    }
    assert before.keys() == after.keys()
    changed = [uid for uid in before if before[uid]["dtstart"].dt != after[uid]["dtstart"].dt]
    assert len(changed) == 2
    assert all(after[uid]["sequence"] - before[uid]["sequence"] == 24 * 60 for uid in before)
    assert before[changed[0]]["sequence"] == int((MODIFIED - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds() // 60)


def test_a_feed_stamped_with_other_dates_is_byte_for_byte_the_one_made_in_full(library: Library) -> None:
    """Over a year end, a leap day and both clock changes, for every variant."""
    anchors = [date(2027, 1, 3), date(2028, 2, 27), date(2028, 3, 5), date(2027, 3, 28), date(2027, 10, 31)]
    for variant in library.plans["5k"].variants:
        laid_out = place(library.plans["5k"], library, variant)
        for anchor, (path, content) in zip(anchors, feeds(laid_out, library, anchors, MODIFIED, SITE), strict=True):
            assert path == f"calendars/5k/{variant}/{anchor.isoformat()}.ics"
            assert content == calendar(laid_out, library, anchor, MODIFIED, Address(SITE, f"{SITE}{path}"))


def test_uids_are_unique_over_race_days_of_a_plan(library: Library, schedule: Schedule) -> None:
    uids = [
        str(event["uid"])
        for anchor in (SUNDAY_RACE, SUNDAY_RACE + timedelta(weeks=1))
        for event in Calendar.from_ical(calendar(schedule, library, anchor, MODIFIED, Address(SITE))).walk("VEVENT")
    ]
    assert len(set(uids)) == len(uids)


def test_the_same_input_gives_the_same_bytes(library: Library, schedule: Schedule, feed: bytes) -> None:
    assert calendar(schedule, library, SUNDAY_RACE, MODIFIED, Address(SITE, FEED)) == feed


def test_a_time_of_day_stays_the_same_on_the_wall_over_a_clock_change(library: Library, schedule: Schedule) -> None:
    """In Berlin clocks change on 28 March 2027; events are in UTC and start at seven on the wall all the same."""
    clock = Clock(time(7, 0), ZoneInfo("Europe/Berlin"), remind=30)
    content = calendar(schedule, library, SUNDAY_RACE, MODIFIED, Address(SITE), clock)
    starts = [event["dtstart"].dt for event in Calendar.from_ical(content).walk("VEVENT")]
    assert {start.hour for start in starts} == {5, 6}
    assert {start.astimezone(clock.zone).time() for start in starts} == {time(7, 0)}
    assert re.search(rb"DTSTART:2027\d{4}T0[56]0000Z\r\n", content)
    assert content.count(b"TRIGGER:-PT30M\r\n") == len(starts)
    assert broken_lines(content) == []


def test_a_race_day_of_another_weekday_is_refused(library: Library, schedule: Schedule) -> None:
    with pytest.raises(ValueError, match="2027-04-17 is not a Sunday"):
        calendar(schedule, library, date(2027, 4, 17), MODIFIED, Address(SITE))


@given(st.text(max_size=3000))
def test_safe_text_has_no_controls_no_bidi_and_no_backslashes(text: str) -> None:
    cleaned = safe(text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\\\u2028\u2029\u202a-\u202e\u2066-\u2069]", cleaned)
    assert safe(cleaned) == cleaned


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10_000))
def test_no_text_can_start_a_content_line_or_break_one(text: str, library: Library, schedule: Schedule) -> None:
    """Any Unicode in a title and a summary, line ends and controls among it, leaves the events as they are."""
    session = library.sessions["two-minutes"].model_copy(update={"title": text, "summary": f"a\r\nBEGIN:VEVENT\r\n{text}"})
    changed = replace(library, sessions={**library.sessions, "two-minutes": session})
    relaid = place(changed.plans["5k"], changed, Variant("intermediate", "standard"))
    content = calendar(relaid, changed, SUNDAY_RACE, MODIFIED, Address(SITE))
    assert broken_lines(content) == []
    events = list(Calendar.from_ical(content).walk("VEVENT"))
    assert len(events) == len({day for day, _ in schedule.placed()})
    assert all(len(event["summary"]) <= 120 and len(str(event["description"]).encode()) <= 2048 for event in events)
