"""Every feed of a build holds the contract, byte by byte; samples are read back by four readers, and as a subscriber would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median

import pytest
from project import ROOT
from readers import READERS, listed_feeds
from small import with_rows
from toolkit.feeds.calendar import Address, write_calendar

from toolkit.app.build import Build, Edition
from toolkit.feeds.addresses import rung
from toolkit.feeds.agenda import Agenda, agenda_of, first_monday, thinned
from toolkit.feeds.event_text import event_lines
from toolkit.feeds.stamp import cut, stamped
from toolkit.feeds.window import dates
from toolkit.library import Library
from toolkit.models import LEVELS, CalendarRow, Variant
from toolkit.schedule import SATURDAY, SUNDAY, Conditions, Schedule, find_key_days, lay_out, lay_out_each
from toolkit.text.events.lines import fit_text
from toolkit.text.events.title import event_title

SITE = "https://lasting-speed.example/"
MODIFIED = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)

HEAD = re.compile(
    rb"BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:-//Lasting Speed//Training plans//EN\r\nCALSCALE:GREGORIAN\r\n"
    rb"NAME:(?P<name>[^\r]+)\r\nX-WR-CALNAME:(?P=name)\r\nDESCRIPTION:(?P<about>[^\r]+)\r\nX-WR-CALDESC:(?P=about)\r\n"
    rb"LAST-MODIFIED:20261120T123000Z\r\nURL:https://lasting-speed\.example/plans/[^\r]+/\r\nCOLOR:teal\r\n"
    rb"SOURCE;VALUE=URI:(?P<source>[^\r]+)\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n"
)
EVENT = re.compile(
    rb"BEGIN:VEVENT\r\nUID:(?P<uid>[a-z0-9@-]+)\r\nDTSTART;VALUE=DATE:(?P<start>\d{8})\r\nDTEND;VALUE=DATE:(?P<end>\d{8})\r\n"
    rb"DTSTAMP:20261120T123000Z\r\nLAST-MODIFIED:20261120T123000Z\r\nSEQUENCE:3622350\r\nSUMMARY:(?P<summary>[^\r]+)\r\n"
    rb"STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nCATEGORIES:[^\r]+\r\nURL:(?P<url>https://lasting-speed\.example/sessions/[a-z0-9-]+/(?:#[a-z]+-\d+)?)\r\n"
    rb"DESCRIPTION:(?P<description>[^\r]+)\r\nEND:VEVENT\r\n"
)
"""What an event is, unfolded: these properties in this order and no other; no RRULE, no VALARM, no DURATION, no zone."""


EVERY_FORM = CalendarRow(begins=TODAY, key_days=True)
"""A row by which there are feeds of key days too."""


@pytest.fixture(scope="module")
def build(frozen: Library) -> Build:
    return Build(with_rows(frozen, EVERY_FORM), Edition(SITE, MODIFIED, TODAY))


@pytest.fixture(scope="module")
def feeds(build: Build) -> dict[str, bytes]:
    """Every feed of the build by its path."""
    return {output.path: output.content for output in build.feeds()}


@pytest.fixture(scope="module")
def schedules(build: Build, frozen: Library) -> list[Schedule]:
    """Every variant of every plan laid out, for a race on Sunday and on Saturday: those of a build, and what it does not offer."""
    found = [schedule for _, offers in build.offers for offer in offers for schedule in offer.schedules]
    there = {(one.plan.id, one.variant, one.race_weekday) for one in found}
    wanted = ((plan, one) for plan in frozen.plans.values() if plan.race for one in plan.variants)
    missing = [(plan, one) for plan, one in wanted if (plan.id, one, SATURDAY) not in there]
    return [*found, *(lay_out(plan, frozen, one, Conditions(SATURDAY)) for plan, one in missing)]


@pytest.fixture(scope="module")
def few(library: Library) -> Build:
    """A build of the small project, whose feeds are few."""
    return Build(library, Edition(SITE, MODIFIED, TODAY))


@pytest.fixture(scope="module")
def few_forms(library: Library) -> Build:
    """The same with feeds of key days."""
    return Build(with_rows(library, EVERY_FORM), Edition(SITE, MODIFIED, TODAY))


@pytest.fixture(
    scope="module", params=["a variant of every third plan", pytest.param("every variant", marks=pytest.mark.exhaustive)]
)
def agendas(request: pytest.FixtureRequest, frozen: Library) -> list[Agenda]:
    """What variants of plans say, for a race on Sunday and on Saturday."""
    if request.param == "every variant":
        chosen = {plan.id: plan.variants for plan in frozen.plans.values()}
    else:
        chosen = {plan.id: (plan.variants[n % len(plan.variants)],) for n, plan in enumerate(frozen.plans.values()) if n % 3 == 0}
    return [agenda_of(schedule, frozen) for schedule in laid_out(frozen, chosen)]


@pytest.fixture(scope="module")
def made(agendas: list[Agenda]) -> list[tuple[Agenda, date, bytes]]:
    """An agenda of each, whole or thinned in turn, its anchor and its feed, over leap days, year ends and clock changes."""
    found = []
    for number, whole in enumerate(agendas):
        anchor = ANCHORS[whole.schedule.race_weekday][number % 5]
        agenda = thinned(whole) if number % 2 else whole
        ((path, content),) = stamped(cut(agenda, MODIFIED, SITE), [anchor])
        assert path == agenda.path(anchor)
        found.append((agenda, anchor, content))
    return found


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


def test_feeds_of_every_plan_hold_the_contract(agendas: list[Agenda]) -> None:
    """For a race on Sunday and on Saturday, whole or thinned, each of a plan's days in its turn."""
    feeds = {}
    for number, whole in enumerate(agendas):
        stamp = cut(thinned(whole) if number % 2 else whole, MODIFIED, SITE)
        feeds |= stamped(stamp, [COMING[whole.schedule.race_weekday] + timedelta(weeks=number % 12)])
    assert hold_contract(feeds) > 50 * len(agendas)


@pytest.mark.exhaustive
def test_every_feed_of_the_build_holds_the_contract(feeds: dict[str, bytes]) -> None:
    assert len(feeds) > 1000
    assert hold_contract(feeds) > 50_000


def test_every_feed_of_a_small_build_holds_the_contract_and_is_listed(few: Build) -> None:
    feeds = {output.path: output.content for output in few.feeds()}
    assert hold_contract(feeds) > 1000
    assert listed_feeds(few) == feeds.keys()


def test_a_single_feed_of_a_small_build_is_the_one_of_the_build(few: Build) -> None:
    feeds = {output.path: output.content for output in few.feeds()}
    for path, content in list(feeds.items())[::40]:
        assert few.feed(path) == content
    assert few.feed("calendars/small/intermediate-standard/2027-02-05.ics") is None
    assert few.feed("calendars/index.ics") is None


@pytest.mark.exhaustive
def test_the_list_of_feeds_is_all_of_them(build: Build, feeds: dict[str, bytes]) -> None:
    outputs = {output.path: output.content for output in build.others()}
    listed = json.loads(outputs["calendars/index.json"])
    assert listed["site"] == SITE
    assert listed_feeds(build) == feeds.keys()
    five = next(plan for plan in listed["plans"] if plan["id"] == "5k")
    assert (five["race"], five["date"]) == ("5k", "race day")
    returning = five["variants"][0]
    assert returning["dates"][:3] == ["2026-09-26", "2026-09-27", "2026-10-03"], "nine weeks ago: four after the race, five more"
    assert returning["dates"][-1] == "2027-04-04", "fourteen weeks before the race, beginning in four"


def test_where_key_days_are_switched_off_there_is_no_feed_of_them_and_none_is_listed(library: Library, few_forms: Build) -> None:
    row = CalendarRow(begins=TODAY, key_days=False)
    off = Build(with_rows(library, row), Edition(SITE, MODIFIED, TODAY))
    assert all(not thin for _, _, thin in off.anchored())
    assert [days for _, days, _ in off.anchored()] == [days for _, days, _ in few_forms.anchored()]
    listed = json.loads(next(output.content for output in off.others() if output.path == "calendars/index.json"))
    assert not [variant for plan in listed["plans"] for variant in plan["variants"] if "key_days" in variant]
    path = "calendars/base/intermediate-standard/2026-11-23-key-days.ics"
    assert few_forms.feed(path)
    assert off.feed(path) is None


def test_where_key_days_are_switched_on_the_pages_offer_them(few_forms: Build) -> None:
    pages = pages_of(few_forms, "small")
    for path in ("subscribe.md", "plans/small/intermediate-standard.md"):
        assert 'type="checkbox" name="key-days"' in pages[path]
        assert '"keyDays": "calendars/{plan}/{variant}/{date}-key-days.ics"' in pages[path]
    offers = next(offers for plan, offers in few_forms.offers if plan.id == "small")
    offered = next(offer.dates.offered for offer in offers if str(offer.schedules[0].variant) == "intermediate-standard")
    assert pages["plans/small/intermediate-standard.md"].count('-key-days.ics">Key days</a>') == len(offered)


def test_key_days_that_were_switched_off_are_still_built_for_those_who_follow_them(library: Library, few_forms: Build) -> None:
    """The page offers them no more, the list has those that are left, and `make serve` answers for them."""
    off = CalendarRow(begins=TODAY + timedelta(days=1), key_days=False)
    later = Build(with_rows(library, EVERY_FORM, off), Edition(SITE, MODIFIED, TODAY + timedelta(days=2)))
    assert [thin for _, _, thin in later.anchored()] == [thin for _, _, thin in few_forms.anchored()]
    listed = json.loads(next(output.content for output in later.others() if output.path == "calendars/index.json"))
    variant = listed["plans"][0]["variants"][0]
    path = variant["key_days"].replace("{date}", variant["key_days_dates"][-1])
    assert later.feed(path) == few_forms.feed(path)
    pages = pages_of(later, "small")
    for path in ("subscribe.md", "plans/small/intermediate-standard.md"):
        assert "key-days" not in pages[path]
        assert "keyDays" not in pages[path]


@pytest.mark.exhaustive
def test_a_single_feed_is_the_one_of_the_build(build: Build, feeds: dict[str, bytes]) -> None:
    """What `make serve` answers with is what a build writes."""
    for path in (
        "calendars/5k/returning-extended/2027-02-06.ics",
        "calendars/5k/returning-extended/2027-02-07.ics",
        "calendars/joint-care/advanced-standard/2026-11-23-key-days.ics",
    ):
        assert build.feed(path) == feeds[path]
    assert build.feed("calendars/5k/returning-extended/2027-02-05.ics") is None
    assert build.feed("calendars/index.ics") is None


def goes_too_soon(build: Build) -> list[tuple[str, str, date]]:
    """Every coming anchor of a build whose feed would not be there any more five weeks after the last day of its plan."""
    gone = []
    for schedule, days, thin in build.anchored():
        for anchor in (day for day in days if day >= build.edition.today):
            ended = first_monday(schedule, anchor) + timedelta(weeks=len(schedule.weeks) + 5, days=-1)
            then = dates(schedule.plan, schedule.variant, build.library, ended)
            if anchor not in then.whole or (anchor in thin and anchor not in then.key_days):
                gone.append((schedule.plan.id, str(schedule.variant), anchor))
    return gone


def test_no_feed_goes_before_its_last_event_has_passed(build: Build) -> None:
    """Built week after week, a feed that somebody subscribes to stays until the plan is over, and its address with it."""
    assert goes_too_soon(build) == []


@pytest.mark.parametrize("weeks", [5, 8])
def test_no_feed_goes_before_its_last_event_has_passed_however_many_weeks_follow_the_race(library: Library, weeks: int) -> None:
    plan = library.plans["small"]
    after = plan.after[0].model_copy(update={"weeks": dict.fromkeys(LEVELS, weeks)})
    longer = plan.model_copy(update={"after": (after,)})
    build = Build(replace(library, plans={"small": longer}), Edition(SITE, MODIFIED, TODAY))
    assert {len(schedule.weeks) - schedule.lead for schedule, *_ in build.anchored()} == {weeks + 1}
    assert goes_too_soon(build) == []


ANCHORS = {
    SUNDAY: [date(2027, 1, 3), date(2028, 3, 5), date(2027, 3, 28), date(2027, 10, 31), date(2032, 2, 29)],
    SATURDAY: [date(2028, 1, 1), date(2028, 3, 4), date(2027, 3, 27), date(2027, 10, 30), date(2027, 11, 6)],
    None: [date(2026, 12, 28), date(2028, 2, 28), date(2027, 3, 22), date(2027, 10, 25), date(2024, 2, 26)],
}
"""Race days, and first Mondays, at year ends, leap days, and where clocks change in Europe and in America."""


COMING = {SUNDAY: date(2027, 5, 9), SATURDAY: date(2027, 5, 8), None: date(2027, 1, 4)}
"""Race days, and a first Monday, whose events all lie in 2027."""


def laid_out(library: Library, chosen: Mapping[str, Sequence[Variant]]) -> Iterator[Schedule]:
    """Variants of plans, for a race on Sunday and on Saturday."""
    for name, variants in chosen.items():
        plan = library.plans[name]
        for variant in variants:
            yield from lay_out_each(plan, library, variant, (SUNDAY, SATURDAY) if plan.race else (SUNDAY,))


def test_a_stamped_feed_is_byte_for_byte_the_one_made_in_full(agendas: list[Agenda]) -> None:
    """For every plan, whole or thinned, and for sites whose address puts a fold before, into and behind the date.

    Each agenda is checked by itself; the shortest goes through every place of a fold, with two anchors each.
    """
    folds = set()
    shortest = min(map(thinned, agendas), key=lambda agenda: len(agenda.days))
    both = [agenda for whole in agendas for agenda in (whole, thinned(whole))]
    for number, agenda in enumerate([*both, *[shortest] * (14 * 2)]):
        anchor = ANCHORS[agenda.schedule.race_weekday][number % 5]
        before = len(f"SOURCE;VALUE=URI:https://example.org//{agenda.path(anchor).rpartition('/')[0]}/")
        site = f"https://example.org/{'x' * ((75 - number % 14 - before) % 74)}/"
        stamp = cut(agenda, MODIFIED, site)
        folds.add(stamp.fold)
        made = dict(stamped(stamp, ANCHORS[agenda.schedule.race_weekday]))
        assert made[agenda.path(anchor)] == write_calendar(agenda, anchor, MODIFIED, Address(site, f"{site}{agenda.path(anchor)}"))
    assert folds == set(range(1, 11)), "a fold fell into few dates: the test would not see a wrong one"


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_sees_the_days_and_texts_that_were_meant(reader: str, made: list[tuple[Agenda, date, bytes]]) -> None:
    """Over leap days, year ends and clock changes: dates, texts and order, event by event."""
    for agenda, anchor, content in made:
        schedule, path = agenda.schedule, agenda.path(anchor)
        seen = READERS[reader](content)
        monday = first_monday(schedule, anchor)
        assert [one.start for one in seen] == [monday + timedelta(days=one.day) for one in agenda.days], path
        assert [one.end - one.start for one in seen] == [timedelta(days=1)] * len(seen)
        assert [one.summary for one in seen] == [event_title(one.placed) for one in agenda.days]
        links = [f"{SITE}{rung(one.placed[0].workout, schedule.variant.level)}" for one in agenda.days]
        texts = [fit_text(event_lines(one, schedule, agenda.library, SITE)) for one in agenda.days]
        assert [one.description for one in seen] == texts
        assert [one.rpartition("\n")[2] for one in texts] == links
        raced = [
            one.start
            for one, occasion in zip(seen, agenda.days, strict=True)
            if any(placed.session.kind == "race" for placed in occasion.placed)
        ]
        assert raced == ([anchor] if schedule.race_weekday is not None else [])


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


def test_every_week_has_at_most_five_key_days_and_every_week_but_a_light_one_has_some(
    frozen: Library, schedules: list[Schedule]
) -> None:
    assert {(schedule.plan.id, schedule.variant, schedule.race_weekday) for schedule in schedules} == {
        (plan.id, variant, weekday)
        for plan in frozen.plans.values()
        for variant in plan.variants
        for weekday in ((SUNDAY, SATURDAY) if plan.race else (None,))
    }
    for schedule in schedules:
        kept = find_key_days(schedule)
        for week in schedule.weeks:
            days = [day for day in kept if day // 7 == week.number - 1]
            assert days or week.kind in ("recovery", "reset"), (schedule.plan.id, str(schedule.variant), week.number)
            assert len(days) <= 5


def test_the_project_says_where_feeds_lie_in_one_place() -> None:
    """A feed's address is a promise: nothing but `addresses` spells it out."""
    spelt = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "toolkit").rglob("*")
        if path.suffix in (".py", ".md") and re.search(r"calendars/[{]", path.read_text("utf-8"))
    ]
    assert spelt == ["toolkit/feeds/addresses.py"]
