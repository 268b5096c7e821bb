"""The application that answers for any day: the same calendars as files hold, and a sentence where it cannot follow an address."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from socket import create_connection
from urllib.parse import quote, urljoin
from urllib.request import urlopen
from wsgiref.types import WSGIApplication
from wsgiref.validate import validator

import pytest
from answering import SITE, Running, answering, ask, build_of, write_site
from hypothesis import given
from hypothesis import strategies as st
from readers import READERS, by_ical, by_icalendar, by_vobject
from small import changed_answers

from toolkit.feeds.app import make_application
from toolkit.feeds.catalogue import answering_any
from toolkit.feeds.shelf import Shelf
from toolkit.library import Library

RACE = "/calendars/small/intermediate-standard/2027-02-07.ics"
KEY_DAYS = RACE.replace(".ics", "-key-days.ics")
MONDAY = "/calendars/base/intermediate-standard/2027-02-08.ics"
TRAINED = "/calendars/climb/intermediate-standard-trained/2027-02-08.ics"
TIMED = "hours=tue,thu=18:30;sun=09:00&zone=Europe/London"
WISHES = ("", "units=mi", "without=optional", "from=2", "units=mi&without=optional&from=2", TIMED, f"{TIMED}&units=mi&from=3")


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("answered")
    write_site(library, found)
    return found


@pytest.fixture(scope="module")
def files(folder: Path) -> list[str]:
    return [f"/{path.relative_to(folder)}" for path in sorted(folder.rglob("*.ics"))]


@pytest.fixture(scope="module")
def application(folder: Path) -> WSGIApplication:
    return make_application(folder)


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    with answering(folder) as found:
        yield found


def test_a_real_server_answers_with_the_bytes_of_the_files(running: Running, folder: Path, files: list[str]) -> None:
    assert len(files) > 30
    for path in files:
        assert running.ask(path).content == (folder / path[1:]).read_bytes(), path


def test_urllib_reads_a_calendar_and_its_headers(running: Running) -> None:
    with urlopen(f"http://127.0.0.1:{running.port}{TRAINED}") as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("path", [RACE, KEY_DAYS, MONDAY, TRAINED])
@pytest.mark.parametrize("wishes", WISHES)
def test_readers_agree_on_what_is_answered(application: WSGIApplication, path: str, wishes: str) -> None:
    reply = ask(application, path, wishes)
    assert reply.status == 200
    lines = reply.content.replace(b"\r\n ", b"").split(b"\r\n")
    assert f"SOURCE;VALUE=URI:{SITE}{path[1:]}{'?' if wishes else ''}{wishes}".encode() in lines
    readers = (by_icalendar, by_vobject, by_ical) if TIMED in wishes else tuple(READERS.values())
    first, *others = [sorted(reader(reply.content), key=lambda seen: seen.uid) for reader in readers]
    assert first
    assert all(other == first for other in others)


def test_a_wish_changes_what_it_says(application: WSGIApplication) -> None:
    replies = {wishes: ask(application, MONDAY, wishes) for wishes in WISHES}
    assert len({reply.headers["ETag"] for reply in replies.values()}) == len(WISHES)
    assert b"DTSTART:20270209T183000Z" in replies[TIMED].content


def test_head_has_the_headers_of_get_and_no_content(running: Running) -> None:
    for target in (RACE, f"{RACE}?{TIMED}", "/calendars/index.json", f"{RACE}?units=", "/nothing"):
        get, head = running.ask(target), running.ask(target, "HEAD")
        assert head.status == get.status
        assert head.content == b""
        assert {**head.headers, "Date": ""} == {**get.headers, "Date": ""}
        assert int(head.headers["Content-Length"]) == len(get.content)


def test_what_is_known_is_not_sent_again(running: Running) -> None:
    tag = running.ask(RACE).headers["ETag"]
    for tags in (tag, f"W/{tag}", f'"other", {tag}', f'W/"other",W/{tag}', "*", " * "):
        reply = running.ask(RACE, If_None_Match=tags)
        assert (reply.status, reply.content, reply.headers["ETag"]) == (304, b"", tag), tags
        assert reply.headers["Cache-Control"] == "public, max-age=3600"
    for tags in ('"other"', 'W/"other"', tag.strip('"'), '"', "", f'"{"x" * 4000}"'):
        assert running.ask(RACE, If_None_Match=tags).status == 200, tags


def test_a_time_of_change_is_known_to_the_second_and_a_tag_comes_first(application: WSGIApplication) -> None:
    known = ask(application, RACE).headers["Last-Modified"]
    assert ask(application, RACE, HTTP_IF_MODIFIED_SINCE=known).status == 304
    assert ask(application, RACE, HTTP_IF_MODIFIED_SINCE="Wed, 01 Jan 2200 00:00:00 GMT").status == 200, "the site may be put back"
    assert ask(application, RACE, HTTP_IF_MODIFIED_SINCE="never").status == 200
    assert ask(application, RACE, HTTP_IF_MODIFIED_SINCE=known, HTTP_IF_NONE_MATCH='"other"').status == 200
    assert "Last-Modified" not in ask(application, RACE, TIMED).headers, "zones change without a file of the site"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("units=km", ""),
        ("from=1&units=km", ""),
        ("from=3&units=mi", "units=mi&from=3"),
        ("without=optional&units=mi", "units=mi&without=optional"),
        ("zone=Europe/London&hours=tue,thu=18:30", "hours=tue,thu=18:30&zone=Europe/London"),
        ("hours=thu,tue=18:30&zone=Etc/GMT+5", "hours=tue,thu=18:30&zone=Etc/GMT%2B5"),
        ("hours=sun=9:00;%20tue=18:30;&zone=Europe%2FLondon", "hours=tue=18:30;sun=09:00&zone=Europe/London"),
    ],
)
def test_another_order_or_spelling_leads_to_the_one_that_there_is(running: Running, query: str, canonical: str) -> None:
    reply = running.ask(f"{RACE}?{query}")
    assert reply.status == 301
    assert urljoin(f"{RACE}?{query}", reply.headers["Location"]) == (f"{RACE}?{canonical}" if canonical else RACE)
    assert running.ask(urljoin(RACE, reply.headers["Location"])).status == 200


@pytest.mark.parametrize("safe", ["", ",", ";:", "=", "/"])
def test_a_program_that_encodes_more_is_not_led_in_circles(application: WSGIApplication, safe: str) -> None:
    query = f"hours={quote('tue,thu=18:30;sun=09:00', safe)}&zone={quote('Etc/GMT+5', safe)}&%75nits=mi"
    assert ask(application, RACE, query).status == 200


@pytest.mark.parametrize(
    ("target", "status", "said"),
    [
        (f"{RACE}?remind=30min", 400, "Reminders are for files only"),
        (f"{RACE}?remind=", 400, "Reminders are for files only"),
        (f"{RACE}?units=mi&units=mi", 400, "“units” is there twice"),
        (f"{RACE}?units=", 400, "“units” has no value"),
        (f"{RACE}?units", 400, "“units” has no value"),
        (f"{RACE}?units=mi&", 400, "“” is not a wish. There are: hours, zone, units, without, from."),
        (f"{RACE}?units=feet", 400, "Write km or mi."),
        (f"{RACE}?without=rest", 400, "Write without=optional."),
        (f"{RACE}?from=0", 400, "Write one from 1 on"),
        (f"{RACE}?from=99", 400, "Write a number of a week from 1 to"),
        (f"{RACE}?hours=tue=18:30", 400, "hours and zone belong together"),
        (f"{RACE}?zone=Europe/London", 400, "hours and zone belong together"),
        (f"{RACE}?hours=tue=25:00&zone=Europe/London", 400, "Write days and a time"),
        (f"{RACE}?hours=tue=18:30&zone=Europe/Lodon", 400, "Did you mean “Europe/London”?"),
        (f"{RACE}?hours=tue=18:30&zone=../../etc/passwd", 400, "there is no time zone"),
        (f"{RACE}?hours=tue=18:30&zone=localtime", 400, "there is no time zone"),
        (f"{RACE}?hours=tue=18:30&zone=Europe%00", 400, "there is no time zone"),
        (f"{RACE}?utm_source=mail", 400, "“utm_source” is not a wish"),
        (f"{RACE}?%ff%fe=%80", 400, "are no text in UTF-8"),
        (f"{RACE}?{'units=mi&' * 120}", 414, "Write each wish once"),
        (MONDAY.replace("02-08", "02-07"), 400, "2027-02-07 is a Sunday, and this plan begins on a Monday. Write 2027-02-01."),
        (RACE.replace("2027", "1969").replace("02-07", "12-28"), 400, "Write a day from 1970 to 2199."),
        (RACE.replace("2027", "2200"), 400, "Write a day from 1970 to 2199."),
        (RACE.replace("02-07", "02-30"), 404, "There is nothing at this address."),
        (RACE.replace("/small/", "/smaller/"), 404, "There is no such plan."),
        (RACE.replace("standard", "quick"), 404, "There is no such plan."),
        (RACE.replace("/intermediate-standard/", "/" + "x" * 300 + "/"), 404, "There is no such plan."),
        (f"/other{RACE}", 404, "There is nothing at this address."),
        ("/other/calendars/index.json", 404, "There is nothing at this address."),
        ("/calendars/small/../../settings.yaml", 404, "There is nothing at this address."),
        ("/calendars/..%2f..%2f/etc/2027-02-07.ics", 404, "There is nothing at this address."),
        ("/api/1/plans/small/intermediate-standard.json", 404, "There is nothing at this address."),
        ("/", 404, "There is nothing at this address."),
        ("/calendars/index.json/", 404, "There is nothing at this address."),
    ],
)
def test_what_cannot_be_followed_is_a_sentence(running: Running, target: str, status: int, said: str) -> None:
    reply = running.ask(target)
    assert reply.status == status
    assert said in reply.content.decode()
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.content.count(b"\n") == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_a_calendar_can_only_be_read(running: Running, method: str) -> None:
    reply = running.ask(RACE, method)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


def test_a_megabyte_of_query_is_refused(running: Running, application: WSGIApplication) -> None:
    assert ask(application, RACE, "x" * 1_000_000).status == 414
    with create_connection(("127.0.0.1", running.port), timeout=60) as connection:
        try:
            connection.sendall(b"GET " + RACE.encode() + b"?" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        except ConnectionError:  # it answers before it has read all of that
            return
        assert connection.recv(100).split(b" ")[1] in (b"400", b"414", b"")


def test_the_list_says_that_any_day_is_answered(running: Running, library: Library, folder: Path) -> None:
    reply = running.ask("/calendars/index.json")
    assert reply.headers["Content-Type"] == "application/json"
    assert running.ask("/calendars/index.json", If_None_Match=reply.headers["ETag"]).status == 304
    listed = json.loads(reply.content)
    assert listed["answers"] == "any"
    for plan in listed["plans"]:
        for variant in plan["variants"]:
            for form in (variant["feed"], variant["key_days"]):
                assert running.ask(f"/{form.replace('{date}', '2027-02-08')}").status == 200, form
    built = build_of(changed_answers(library, "any"))
    (written,) = (output.content for output in built.others() if output.path == "calendars/index.json")
    assert reply.content == written, "as a build writes it where an application answers"
    assert answering_any(written.decode()) == (written.decode(), SITE)


def test_a_site_below_a_path_is_answered_below_it_and_where_a_server_has_removed_it(library: Library, tmp_path: Path) -> None:
    write_site(library, tmp_path, "https://example.org/run%20ning/")
    application = make_application(tmp_path)
    content = (tmp_path / RACE[1:]).read_bytes()
    for prefix in ("", "/run ning"):
        assert ask(application, f"{prefix}{RACE}").content == content
        assert ask(application, f"{prefix}/calendars/index.json").status == 200
    assert ask(application, RACE, SCRIPT_NAME="/run ning").content == content
    assert ask(application, f"/other{RACE}").status == 404


def test_it_follows_the_standard_of_wsgi(application: WSGIApplication) -> None:
    checked = validator(application)
    server = {"SERVER_NAME": "x", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": ""}
    for path, query in ((RACE, ""), (RACE, "units=km"), (RACE, "units="), ("/", "")):
        for method in ("GET", "HEAD", "POST"):
            assert asked_by_standard(checked, {**server, "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query})


def asked_by_standard(application: WSGIApplication, environ: dict[str, object]) -> str:
    from io import BytesIO, StringIO

    said: list[str] = []
    given = {"wsgi.input": BytesIO(), "wsgi.errors": StringIO(), "wsgi.version": (1, 0), "wsgi.url_scheme": "http"}
    flags = {"wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False}
    found = application({**environ, **given, **flags}, lambda status, headers, error=None: said.append(status) or str)  # type: ignore
    list(found)
    found.close()  # type: ignore[attr-defined]
    return said[0]


def test_a_site_that_is_built_again_is_answered_as_it_is_now(library: Library, tmp_path: Path) -> None:
    write_site(library, tmp_path)
    application = make_application(tmp_path)
    saturday = RACE.replace("02-07", "02-13")
    before = {path: ask(application, path) for path in (RACE, saturday)}
    write_site(library, tmp_path, "https://new.example/")
    for path, reply in before.items():
        now = ask(application, path)
        assert now.content == (tmp_path / path[1:]).read_bytes()
        assert now.headers["ETag"] != reply.headers["ETag"]
    (tmp_path / "api/1/plans/small/intermediate-standard/sat.json").unlink()
    assert ask(application, saturday).status == 404


def test_a_folder_without_plans_and_plans_of_another_version_are_the_fault_of_the_server(tmp_path: Path) -> None:
    assert "Build it" in ask(make_application(tmp_path), RACE).content.decode()
    assert ask(make_application(tmp_path), RACE).status == 503
    file = tmp_path / "api/1/plans/small/intermediate-standard.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"version": 2}', "utf-8")
    reply = ask(make_application(tmp_path), RACE)
    assert (reply.status, reply.headers["Cache-Control"]) == (503, "no-store")


def test_files_of_two_builds_are_not_put_together(library: Library, tmp_path: Path) -> None:
    """A copy of a site that is half done, or a cache between: never the text of another day."""
    write_site(library, tmp_path)
    saturday = tmp_path / "api/1/plans/small/intermediate-standard/sat.json"
    saturday.write_text(saturday.read_text("utf-8").replace('"fingerprint":"', '"fingerprint":"0'), "utf-8")
    reply = ask(make_application(tmp_path), RACE.replace("02-07", "02-13"))
    assert (reply.status, reply.headers["Cache-Control"]) == (503, "no-store")


def test_a_fault_of_the_server_says_nothing_of_who_asked(library: Library, tmp_path: Path) -> None:
    """What is raised would be logged with the whole address."""
    write_site(library, tmp_path)
    (tmp_path / "calendars/index.json").write_text("", "utf-8")
    with answering(tmp_path) as running:
        reply = running.ask("/calendars/index.json?hours=tue=18:30&zone=Europe/London")
    assert (reply.status, reply.headers["Cache-Control"]) == (503, "no-store")


def test_many_ask_at_once(running: Running, application: WSGIApplication, files: list[str]) -> None:
    targets = [f"{path}{'?' if wishes else ''}{wishes}" for path in files[::3] for wishes in WISHES]
    Random(1).shuffle(targets)
    with ThreadPoolExecutor(32) as threads:
        for target, reply in zip(targets, threads.map(running.ask, targets), strict=True):
            path, _, query = target.partition("?")
            assert reply.content == ask(application, path, query).content, target


def test_many_threads_share_a_shelf_that_holds_little(folder: Path, files: list[str]) -> None:
    expected = make_application(folder)
    shelf = Shelf(folder, most_plans=2, most_bytes=300_000)
    application = make_application(folder, shelf)
    asked = [(path, wishes) for path in files[::4] for wishes in WISHES]
    with ThreadPoolExecutor(32) as threads:
        for (path, wishes), reply in zip(asked, threads.map(lambda one: ask(application, *one), asked), strict=True):
            assert reply.content == ask(expected, path, wishes).content
    assert len(shelf) <= 2
    assert 0 <= shelf.total <= 300_000


PIECES = st.sampled_from(
    ["/", "calendars", "small", "base", "intermediate-standard", "2027-02-07", "-key-days", ".ics", "..", "%", "\x00", "index.json"]
)
BYTES = st.text(st.characters(max_codepoint=255), max_size=20)
PARTS = st.sampled_from(
    ["hours", "zone", "units", "from", "=", "&", "tue,thu=18:30", ";", "mi", "Europe/London", "3", "%2C", "%ff"]
)


@given(
    path=st.lists(st.one_of(PIECES, BYTES)).map("".join), query=st.lists(st.one_of(PARTS, BYTES)).map("".join), good=st.booleans()
)
def test_nothing_that_is_asked_is_the_fault_of_the_server(application: WSGIApplication, path: str, query: str, good: bool) -> None:
    reply = ask(application, RACE if good else path, query)
    assert reply.status < 500
    assert int(reply.headers["Content-Length"]) == len(reply.content)
    assert all("\n" not in value and "\r" not in value for value in reply.headers.values())


@given(query=st.lists(st.one_of(PARTS, BYTES)).map("".join))
def test_no_server_breaks_down_over_a_query(running: Running, query: str) -> None:
    assert running.ask(f"{RACE}?{quote(query, '=&,;:/%')}").status < 500


@pytest.mark.exhaustive
def test_memory_does_not_grow_over_a_hundred_thousand_requests(application: WSGIApplication) -> None:
    random, taken = Random(1), []
    for number in range(100_000):
        path, query = random_address(random)
        assert ask(application, path, query).status < 500
        if number in (10_000, 99_999):
            taken.append(resident_bytes())
    assert taken[1] - taken[0] < 8_000_000


def random_address(random: Random) -> tuple[str, str]:
    """An address that was hardly asked for before; some cannot be followed."""
    day = f"{random.randrange(1965, 2205)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    plan, variant = random.choice([("small", "intermediate-standard"), ("base", "intermediate-extended"), (f"p{day}", "x")])
    wishes = random.choice([*WISHES, f"hours=tue=18:{random.randrange(60):02}&zone=Asia/Kolkata", f"utm={random.random()}"])
    return f"/calendars/{plan}/{variant}/{day}{random.choice(['', '-key-days'])}.ics", wishes


def resident_bytes() -> int:
    """What this process holds in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
