"""Calendars hold the contract: at the level of bytes, and as real readers read them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from feeding import SITE, compile_alone, compiled, compiler_of, stamped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from toolkit.feeds.agenda import first_monday
from toolkit.feeds.compiled import CompiledPlan
from toolkit.feeds.wishes import Wishes
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.schedule import Schedule, lay_out
from toolkit.text.events.lines import safe

FEED = f"{SITE}calendars/5k/intermediate-standard/2027-04-18.ics"
KEY_DAYS = Wishes(only_key_days=True)
SUNDAY_RACE = date(2027, 4, 18)


@pytest.fixture(scope="module")
def library(frozen: Library) -> Library:
    return frozen


@pytest.fixture(scope="module")
def schedule(library: Library) -> Schedule:
    return lay_out(library.plans["5k"], library, Variant("intermediate", "standard"))


@pytest.fixture(scope="module")
def plan(library: Library, schedule: Schedule) -> CompiledPlan:
    return compile_alone(schedule, compiler_of(library))


@pytest.fixture(scope="module")
def feed(plan: CompiledPlan) -> bytes:
    return stamped(plan, SUNDAY_RACE, feed=FEED)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events_of(content: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event)]


def broken_lines(content: bytes) -> list[bytes]:
    """Content lines that break RFC 5545's form: bare line ends, more than 75 bytes, or half a character."""
    lines = content.split(b"\r\n")
    bad = [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line]
    for line in lines:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            bad.append(line)
    return bad


def test_every_line_ends_in_crlf_has_at_most_75_bytes_and_splits_no_character(feed: bytes) -> None:
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


def test_a_download_has_no_feed_properties(plan: CompiledPlan) -> None:
    content = stamped(plan, SUNDAY_RACE)
    assert not re.search(rb"SOURCE|REFRESH-INTERVAL|X-PUBLISHED-TTL", content)


def test_each_day_with_a_session_is_one_all_day_event_on_its_date(feed: bytes, schedule: Schedule) -> None:
    monday = first_monday(schedule, SUNDAY_RACE)
    days = sorted({monday + timedelta(days=day) for day, _ in schedule.placed()})
    events = list(Calendar.from_ical(feed).walk("VEVENT"))
    days.append(monday + timedelta(weeks=len(schedule.weeks)))  # the event that says what comes next
    assert [event["dtstart"].dt for event in events] == days
    assert [event["dtend"].dt for event in events] == [day + timedelta(days=1) for day in days]
    assert all(event["dtstart"].params["VALUE"] == "DATE" and event["transp"] == "TRANSPARENT" for event in events)
    assert [event["dtstart"].dt for event in events if "5 km race" in event["summary"]] == [SUNDAY_RACE]
    assert monday == date(2027, 1, 25)


def test_an_event_is_complete_in_itself(feed: bytes, library: Library) -> None:
    """A hard day has its main set first, then all that one needs at the track in its order; signs to stop, and the page last."""
    event = next(e for e in events_of(feed) if "4×2 min at 5 km + " in e["summary"])
    assert event["summary"] == "Hard 55\u2032 · 4×2 min at 5 km + heavy squat"
    lines = [line for line in str(event["description"]).split("\n") if line]
    assert lines[0] == "4 × 2 min at 5 km effort (7–8 of 10: one or two words)"
    assert lines[1] == "Warm up, 16 min:"
    main = lines.index("Then 4 × 2 min at 5 km effort, jog until ready (2–3 min)")
    assert [line.partition(":")[0] for line in lines[main + 1 : main + 4]] == [
        "Where",
        "Cool down, 6 min",
        "Then heavy squat and calf, 15 min",
    ]
    advice = next(number for number, line in enumerate(lines) if line.startswith("Tired: "))
    said = [line.partition(":")[0] for line in lines[advice : advice + 4]]
    assert said == ["Tired", "Sore", "Not today with", "Tired or sore"], "the first of its kind follows no other"
    assert library.readiness.pain in lines
    assert library.readiness.emergency in lines
    assert lines[-1] == f"{SITE}sessions/three-minutes/#intermediate-3" == event["url"]


def test_the_link_of_an_event_opens_the_dose_of_the_event(feed: bytes, schedule: Schedule) -> None:
    """Its level and rung: the page shows the rung of the address, and another dose without it."""
    rungs = []
    days = dict(reversed(schedule.placed()))  # the first session of each day
    for event, (_, placed) in zip(events_of(feed)[:-1], sorted(days.items()), strict=True):
        first = placed.workout
        assert event["url"] == f"{SITE}sessions/{first.session.id}/#intermediate-{first.rung + 1}"
        rungs.append((first.session.id, first.rung))
    assert len(set(rungs)) > len({name for name, _ in rungs}), "some session is there at two rungs"


def test_every_event_says_what_pain_means_and_all_but_mobility_the_signs_to_stop_for(feed: bytes, library: Library) -> None:
    for event in events_of(feed)[:-1]:
        mobility = str(event["summary"]).startswith("Mobility")
        assert (library.readiness.emergency in str(event["description"])) != mobility, event["summary"]
        assert str(event["description"]).count(library.readiness.pain) == 1


def test_the_first_event_of_a_week_says_what_it_is_for_and_what_to_do_after_missed_days(feed: bytes) -> None:
    weeks: dict[str, list[str]] = {}
    for event in events_of(feed)[:-1]:
        text = str(event["description"])
        found = re.search(r"^Week (\d+) of 16", text, re.MULTILINE)
        assert found
        weeks.setdefault(found[1], []).append(text)
    assert len(weeks) == 16
    missed = "Missed 1–3 days: go on, make up nothing; 4–7 days: go on, without the hardest session of your first week back; "
    back = "8–14 days: two weeks back, in the first 70 percent of your running and strides at most; "
    for texts in weeks.values():
        assert [missed in text for text in texts] == [True] + [False] * (len(texts) - 1)
    assert [back in texts[0] for texts in weeks.values()] == [False] * 2 + [True] * 9 + [False] * 5, "a race week has no way back"
    assert all("; more, or a fever: see the plan’s page." in texts[0] for texts in weeks.values())
    assert "Week 4 of 16 · Ground work, reset week\n" in weeks["4"][0]
    assert "Less of everything this week" in weeks["4"][0]
    assert "Week 12 of 16 · Race week\nLittle running" in weeks["12"][0]
    assert "Easy running, hills and strides, and ankles that can take what comes." in weeks["1"][0]


def test_the_first_event_of_all_carries_the_health_check(feed: bytes, plan: CompiledPlan, library: Library) -> None:
    for content in (feed, stamped(plan, SUNDAY_RACE, KEY_DAYS)):
        texts = [str(event["description"]) for event in events_of(content)]
        assert [library.readiness.health_check in text and library.readiness.bone in text for text in texts] == [True] + [False] * (
            len(texts) - 1
        )


def test_a_race_has_no_easier_option(feed: bytes) -> None:
    race = next(str(event["description"]) for event in events_of(feed) if "5 km race" in event["summary"])
    assert not re.search("^(Tired|Sore)", race, re.MULTILINE)
    assert "Not today with: pain above 2 of 10" in race
    assert "Other days" not in race


def test_the_thinner_feed_has_the_key_days_and_the_same_identities(feed: bytes, plan: CompiledPlan) -> None:
    """Hard and moderate days, the race and long runs; each the same event as in the whole feed."""
    whole = {str(event["uid"]): event for event in events_of(feed)}
    content = stamped(plan, SUNDAY_RACE, KEY_DAYS)
    assert b"NAME:A faster 5 km \xc2\xb7 intermediate\\, standard \xc2\xb7 key days\r\n" in content
    thin = events_of(content)
    for event in thin:
        assert event["summary"] == whole[str(event["uid"])]["summary"]
        assert event["dtstart"].dt == whole[str(event["uid"])]["dtstart"].dt
    kept = {str(event["uid"]) for event in thin}
    for uid, event in whole.items():
        key = re.match("Hard|Moderate|Race|Finished", str(event["summary"])) or re.search("Long run|trial", str(event["summary"]))
        assert (uid in kept) == bool(key), event["summary"]


def test_summaries_and_descriptions_are_short_and_plain(feed: bytes) -> None:
    for event in events_of(feed):
        assert len(event["summary"]) <= 120
        assert len(str(event["description"]).encode()) <= 2048
        assert not re.search(r"[<>\\]", str(event["description"]) + str(event["summary"]))


def test_uids_are_unique_over_race_days_of_a_plan(plan: CompiledPlan) -> None:
    uids = [
        str(event["uid"])
        for anchor in (SUNDAY_RACE, SUNDAY_RACE + timedelta(weeks=1))
        for event in events_of(stamped(plan, anchor))
    ]
    assert len(set(uids)) == len(uids)


def test_the_same_input_gives_the_same_bytes(library: Library, feed: bytes) -> None:
    again = compiled(library, "5k", Variant("intermediate", "standard"))
    assert stamped(again, SUNDAY_RACE, feed=FEED) == feed


@given(st.text(max_size=3000))
def test_safe_text_has_no_controls_no_bidi_and_no_backslashes(text: str) -> None:
    cleaned = safe(text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\\\u2028\u2029\u202a-\u202e\u2066-\u2069]", cleaned)
    assert safe(cleaned) == cleaned


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=500)
NASTY = st.sampled_from(
    ["\r\nBEGIN:VEVENT\r\n", "\n\rEND:VCALENDAR", "\x00", "\u202e", "\u2066", "\u2028X-EVIL:1", "\x85", "é" * 200, "🏃" * 3000]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.one_of(ANY_TEXT, st.tuples(NASTY, ANY_TEXT, NASTY).map("".join)), min_size=6, max_size=6))
def test_no_text_can_start_a_content_line_or_break_one(texts: list[str], library: Library) -> None:
    """Any Unicode in every text that a contributor writes leaves lines, events and their number as they are."""
    title, summary, avoid, cue, plan_title, phase = texts
    avoid = avoid[:200]  # what its field takes; an event says it whole
    session = library.sessions["two-minutes"].model_copy(update={"title": title, "summary": summary, "avoid": avoid})
    plan = library.plans["5k"]
    phases = tuple(one.model_copy(update={"name": phase, "purpose": phase}) for one in plan.phases)
    changed = replace(
        library,
        sessions={**library.sessions, "two-minutes": session},
        cues={**library.cues, session.cues[0]: library.cues[session.cues[0]].model_copy(update={"text": cue})},
        plans={**library.plans, "5k": plan.model_copy(update={"title": plan_title, "summary": summary, "phases": phases})},
    )
    relaid = lay_out(changed.plans["5k"], changed, Variant("intermediate", "standard"))
    content = stamped(compile_alone(relaid, compiler_of(changed)), SUNDAY_RACE)
    assert broken_lines(content) == []
    names = {line.split(b";")[0].split(b":")[0] for line in content.replace(b"\r\n ", b"").split(b"\r\n")[:-1]}
    assert names == KNOWN
    *events, end = events_of(content)
    monday = first_monday(relaid, SUNDAY_RACE)
    assert [event["dtstart"].dt for event in events] == [
        monday + timedelta(days=day) for day in sorted({day for day, _ in relaid.placed()})
    ]
    assert end["dtstart"].dt == monday + timedelta(weeks=len(relaid.weeks))
    for event in events:
        assert len(event["summary"]) <= 120
        assert len(str(event["description"]).encode()) <= 2048
        assert str(event["description"]).split("\n")[-1].startswith(f"{SITE}sessions/")
        if str(event["url"]).startswith(f"{SITE}sessions/two-minutes/#"):
            assert safe(f"Not today with: {avoid.rstrip('.')}.") in str(event["description"])


KNOWN = {
    *(b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"NAME", b"X-WR-CALNAME", b"DESCRIPTION", b"X-WR-CALDESC", b"COLOR"),
    *(b"LAST-MODIFIED", b"URL", b"UID", b"DTSTART", b"DTEND", b"DTSTAMP", b"SEQUENCE", b"SUMMARY", b"STATUS", b"TRANSP"),
    b"CATEGORIES",
}  # fmt: skip
"""Every property and line that a download has."""
