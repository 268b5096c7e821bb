"""Every calendar of a build holds the contract, byte by byte, is listed, and stays until its plan is over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

import pytest
from feeding import HISTORY, MODIFIED, SITE, compiled_for_all, feeds_of, stamped
from project import ROOT
from readers import listed_feeds
from small import with_rows

from toolkit.app.build import Build, Surroundings
from toolkit.feeds.addresses import FEED, FeedAddress, feed, read_feed
from toolkit.feeds.window import dates
from toolkit.library import Library
from toolkit.models import LEVELS, CalendarRow, Variant
from toolkit.schedule import find_key_days, lay_out

TODAY = date(2026, 11, 23)
STAMPED = MODIFIED.strftime("%Y%m%dT%H%M%SZ").encode()

HEAD = re.compile(
    rb"BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:-//Lasting Speed//Training plans//EN\r\nCALSCALE:GREGORIAN\r\n"
    rb"NAME:(?P<name>[^\r]+)\r\nX-WR-CALNAME:(?P=name)\r\nDESCRIPTION:(?P<about>[^\r]+)\r\nX-WR-CALDESC:(?P=about)\r\n"
    rb"LAST-MODIFIED:" + STAMPED + rb"\r\nURL:https://lasting-speed\.example/plans/[^\r]+/\r\nCOLOR:teal\r\n"
    rb"SOURCE;VALUE=URI:(?P<source>[^\r]+)\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n"
)
EVENT = re.compile(
    rb"BEGIN:VEVENT\r\nUID:(?P<uid>[a-z0-9@-]+)\r\nDTSTART;VALUE=DATE:(?P<start>\d{8})\r\nDTEND;VALUE=DATE:(?P<end>\d{8})\r\n"
    rb"DTSTAMP:" + STAMPED + rb"\r\nLAST-MODIFIED:" + STAMPED + rb"\r\nSEQUENCE:1\r\nSUMMARY:(?P<summary>[^\r]+)\r\n"
    rb"STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n(?:CATEGORIES:[^\r]+\r\n)?"
    rb"URL:(?P<url>https://lasting-speed\.example/(?:sessions/[a-z0-9-]+/(?:#[a-z]+-\d+)?|plans/[a-z0-9-]+/[a-z-]+/))\r\n"
    rb"DESCRIPTION:(?P<description>[^\r]+)\r\nEND:VEVENT\r\n"
)
"""What an event is, unfolded: these properties in this order and no other; no RRULE, no VALARM, no DURATION, no zone."""
EVERY_FORM = CalendarRow(begins=TODAY, key_days=True)
"""A row by which there are feeds of key days too."""


def listed(build: Build) -> dict[str, object]:
    """The list of calendars of a build."""
    return json.loads(next(file.content for file in build.others() if file.path == "calendars/index.json"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def build(frozen: Library) -> Build:
    return Build(with_rows(frozen, EVERY_FORM), Surroundings(SITE, HISTORY, TODAY))


@pytest.fixture(scope="module")
def few(library: Library) -> Build:
    """A build of the small project, whose feeds are few."""
    return Build(library, Surroundings(SITE, HISTORY, TODAY))


@pytest.fixture(scope="module")
def few_forms(library: Library) -> Build:
    """The same with feeds of key days."""
    return Build(with_rows(library, EVERY_FORM), Surroundings(SITE, HISTORY, TODAY))


def pages_of(build: Build, plan: str) -> dict[str, str]:
    """The pages of one plan, and those that show what many files say, by path."""
    groups = (group for group in build.groups if group.source in (None, build.library.path(build.library.plans[plan])))
    return {page.path: page.text for group in groups for page in group.make()}


def day_of(digits: bytes) -> date:
    return datetime.strptime(digits.decode(), "%Y%m%d").date()


def hold_contract(feeds: Mapping[str, bytes]) -> int:
    """Each byte of each file: lines, folds, names, order, dates, identities, texts and addresses; how many events there are."""
    descriptions: list[int] = []
    looked: set[tuple[str, str, int, bool]] = set()
    events = 0
    for path, content in feeds.items():
        assert content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n"), path
        assert max(map(len, content.split(b"\r\n"))) <= 75, path
        assert not re.search(rb"\r\n [\x80-\xbf]", content), f"{path}: a fold splits a character"
        unfolded = content.replace(b"\r\n ", b"")
        assert not re.search(
            r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]", unfolded.decode()
        ), path
        head = HEAD.match(unfolded)
        assert head, path
        assert head["source"].decode() == f"{SITE}{path}"
        assert len(head["source"]) < 256
        found = list(EVENT.finditer(unfolded, head.end()))
        assert found, path
        ends = [head.end(), *(one.end() for one in found)]
        assert [one.start() for one in found] == ends[:-1], f"{path}: there is something between events"
        assert unfolded[ends[-1] :] == b"END:VCALENDAR\r\n", path
        starts = [day_of(one["start"]) for one in found]
        assert all(one < other for one, other in pairwise(starts)), f"{path}: two events on a day"
        assert [day_of(one["end"]) for one in found] == [day + timedelta(days=1) for day in starts], path
        parts = re.fullmatch(r"calendars/([^/]+)/([^/]+)/(\d{4}-\d\d-\d\d)(?:-key-days)?\.ics", path)
        assert parts, path
        plan, variant, anchor = parts.groups()
        assert len({one["uid"] for one in found}) == len(found), path
        assert all(one["uid"].startswith(f"{plan}-{variant}-{anchor.replace('-', '')}-".encode()) for one in found), path
        events += len(found)
        form = (plan, variant, date.fromisoformat(anchor).weekday(), path.endswith("-key-days.ics"))
        if form not in looked:  # the texts of a variant are the same in all its feeds
            looked.add(form)
            for one in found:
                summary, text = (re.sub(r"\\([,;])", r"\1", one[part].decode()) for part in ("summary", "description"))
                assert "\\" not in text.replace("\\n", ""), path
                assert len(summary) <= 120, path
                descriptions.append(len(text.replace("\\n", "\n").encode()))
                assert text.split("\\n")[-1] == one["url"].decode(), path
    assert max(descriptions) <= 2048
    assert median(descriptions) < 1400
    return events


def test_feeds_of_every_plan_hold_the_contract(frozen: Library) -> None:
    """For a race on each weekday and no race, a variant of every third plan."""
    feeds = {}
    for number, plan in enumerate(frozen.plans.values()):
        if number % 3 == 0:
            variant = plan.variants[number % len(plan.variants)]
            for compiled in compiled_for_all(frozen, plan.id, variant):
                anchor = date(2027, 5, 3) + timedelta(days=compiled.weekday, weeks=number)
                path = feed(plan, variant, anchor)
                feeds[path] = stamped(compiled, anchor, feed=f"{SITE}{path}")
    assert hold_contract(feeds) > 50 * len(feeds)


@pytest.mark.exhaustive
def test_every_feed_of_the_build_holds_the_contract_and_is_listed(build: Build) -> None:
    feeds = feeds_of(build)
    assert len(feeds) > 1000
    assert hold_contract(feeds) > 50_000
    assert listed_feeds(build) == feeds.keys() == set(build.feed_paths())


def test_every_feed_of_a_small_build_holds_the_contract_and_is_listed(few: Build) -> None:
    feeds = feeds_of(few)
    assert hold_contract(feeds) > 1000
    assert listed_feeds(few) == feeds.keys() == set(few.feed_paths())


def test_the_list_says_what_files_answer_and_where_compiled_plans_are(few: Build) -> None:
    found = listed(few)
    assert found["answers"] == "window"
    assert (found["site"], found["base"]) == (SITE, f"{SITE}calendars/")
    assert "wishes" not in found
    files = {file.path for make in few.files_for_programs() for file in make()}
    variants = [variant for plan in found["plans"] for variant in plan["variants"]]  # type: ignore[attr-defined]
    assert {variant["compiled"] for variant in variants} <= files
    assert {variant["entry"] for variant in variants} >= {"fresh"}


def test_where_an_application_answers_no_calendar_is_a_file(library: Library) -> None:
    """The list then has the form of addresses and the wishes, and no days."""
    settings = library.settings.model_copy(update={"answers": "any"})
    computed = Build(replace(library, settings=settings), Surroundings(SITE, HISTORY, TODAY))
    assert feeds_of(computed) == {}
    found = listed(computed)
    assert found["answers"] == "any"
    assert found["wishes"] == ["hours", "zone", "units", "without", "from"]
    variant = found["plans"][0]["variants"][0]  # type: ignore[index]
    assert variant["feed"].endswith("/{date}.ics")
    assert variant["key_days"].endswith("/{date}-key-days.ics")
    assert "dates" not in variant


def test_where_key_days_are_switched_off_there_is_no_feed_of_them_and_none_is_listed(library: Library, few_forms: Build) -> None:
    off = Build(with_rows(library, CalendarRow(begins=TODAY, key_days=False)), Surroundings(SITE, HISTORY, TODAY))
    assert set(off.feed_paths()) == {path for path in few_forms.feed_paths() if "key-days" not in path}
    assert not [variant for plan in listed(off)["plans"] for variant in plan["variants"] if "key_days" in variant]  # type: ignore[attr-defined]


def test_where_key_days_are_switched_on_the_pages_offer_them(few_forms: Build) -> None:
    pages = pages_of(few_forms, "small")
    for path in ("subscribe.md", "plans/small/intermediate-standard.md"):
        assert 'name="key-days"' in pages[path]
        assert '"keyDays":"calendars/{plan}/{variant}/{date}-key-days.ics"' in pages[path]
    offers = next(offers for plan, offers in few_forms.offers if plan.id == "small")
    offered = next(offer.dates.offered for offer in offers if str(offer.schedules[0].variant) == "intermediate-standard")
    assert pages["plans/small/intermediate-standard.md"].count('-key-days.ics">Key days</a>') == len(offered)


def test_key_days_that_were_switched_off_are_still_built_for_those_who_follow_them(library: Library, few_forms: Build) -> None:
    """The page offers them no more, and the list has those that are left."""
    off = CalendarRow(begins=TODAY + timedelta(days=1), key_days=False)
    later = Build(with_rows(library, EVERY_FORM, off), Surroundings(SITE, HISTORY, TODAY + timedelta(days=2)))
    thin = {path for path in few_forms.feed_paths() if "key-days" in path}
    assert {path for path in later.feed_paths() if "key-days" in path} == thin
    assert thin <= listed_feeds(later)
    pages = pages_of(later, "small")
    for path in ("subscribe.md", "plans/small/intermediate-standard.md"):
        assert "keyDays" not in pages[path]


def goes_too_soon(build: Build) -> list[str]:
    """Every coming calendar of a build that would not be there any more five weeks after the last day of its plan."""
    gone = []
    for path in build.feed_paths():
        found = read_feed(path)
        assert found
        plan = build.library.plans[found.plan]
        variant = next(one for one in plan.variants if str(one) == found.variant)
        schedule = next(
            offer.schedules[0] for one, offers in build.offers if one == plan for offer in offers if offer.variant == variant
        )
        if found.anchor >= build.surroundings.today:
            monday = found.anchor - timedelta(days=found.anchor.weekday(), weeks=schedule.lead)
            then = dates(plan, variant, build.library, monday + timedelta(weeks=len(schedule.weeks) + 5, days=-1))
            if found.anchor not in (then.key_days if found.only_key_days else then.whole):
                gone.append(path)
    return gone


def test_no_feed_goes_before_its_last_event_has_passed(build: Build) -> None:
    """Built week after week, a feed that somebody subscribes to stays until the plan is over, and its address with it."""
    assert goes_too_soon(build) == []


@pytest.mark.parametrize("weeks", [5, 8])
def test_no_feed_goes_before_its_last_event_has_passed_however_many_weeks_follow_the_race(library: Library, weeks: int) -> None:
    plan = library.plans["small"]
    after = plan.after[0].model_copy(update={"weeks": dict.fromkeys(LEVELS, weeks)})
    longer = plan.model_copy(update={"after": (after,)})
    build = Build(replace(library, plans={"small": longer}), Surroundings(SITE, HISTORY, TODAY))
    lengths = {len(offer.schedules[0].weeks) - offer.schedules[0].lead for _, offers in build.offers for offer in offers}
    assert lengths == {weeks + 1}
    assert goes_too_soon(build) == []


@pytest.mark.parametrize(
    ("name", "variant", "modes"),
    [
        ("return-to-speed", Variant("returning", "standard"), {"run"}),
        ("return-to-speed", Variant("returning", "extended"), {"run"}),
        ("joint-care", Variant("advanced", "standard"), {"strength", "plyometric"}),
        ("joint-care", Variant("returning", "extended"), {"strength", "plyometric"}),
    ],
)
def test_a_plan_without_hard_days_has_its_runs_or_else_its_strength_and_jumps_as_key_days(
    name: str, variant: Variant, modes: set[str], frozen: Library
) -> None:
    """All of them, and no other day."""
    schedule = lay_out(frozen.plans[name], frozen, variant)
    placed = list(schedule.placed())
    assert not any(one.dose.hard or one.all_out for _, one in placed)
    assert find_key_days(schedule) == {day for day, one in placed if one.session.mode in modes}
    assert 0 < len(find_key_days(schedule)) < len({day for day, _ in placed})


def test_every_week_has_at_most_five_key_days_and_every_week_but_a_light_one_has_some(build: Build) -> None:
    for _, offers in build.offers:
        for schedule in (schedule for offer in offers for schedule in offer.schedules):
            kept = find_key_days(schedule)
            for week in schedule.weeks:
                days = [day for day in kept if day // 7 == week.number - 1]
                assert days or week.kind in ("recovery", "reset"), (schedule.plan.id, str(schedule.variant), week.number)
                assert len(days) <= 5


@pytest.mark.parametrize(
    "path",
    [
        "calendars/5k/intermediate-standard/2027-04-31.ics",
        "calendars/5k/x/2027-04-18.icss",
        "calendars/5k/2027-04-18.ics",
        FEED,
        "",
    ],
)
def test_what_is_no_address_of_a_feed_is_read_as_none(path: str) -> None:
    assert read_feed(path) is None


def test_an_address_is_read_as_it_is_written(frozen: Library) -> None:
    anchor = date(2027, 4, 18)
    for thin in (False, True):
        path = feed(frozen.plans["5k"], Variant("intermediate", "standard", "trained"), anchor, only_key_days=thin)
        assert read_feed(path) == FeedAddress("5k", "intermediate-standard-trained", anchor, thin)


def test_the_project_says_where_feeds_lie_in_one_place() -> None:
    """A feed's address is a promise: nothing but `addresses` spells it out."""
    spelt = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "toolkit").rglob("*")
        if path.suffix in (".py", ".md") and re.search(r"calendars/[{]", path.read_text("utf-8"))
    ]
    assert spelt == ["toolkit/feeds/addresses.py"]
