"""Calendars are the same to the byte whether Python or JavaScript makes them: in Node, and some of them in a real browser."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from random import Random
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest
from browsing import fresh, served
from playwright.sync_api import Browser
from project import ROOT
from stamping import ZONES, Case, Plans, answers, any_cases, any_wishes, digest, in_javascript, odd_plan

from toolkit.feeds.compiled import EarlierEdition, choose_edition, compiled_plans, merge, plan_differences
from toolkit.feeds.stamp import fold
from toolkit.feeds.wishes import WishError, Wishes, query_of, read_hours, read_query, read_remind, write_hours
from toolkit.feeds.zones import date_of, day_number, offsets_of
from toolkit.library import Library

CASES = 700
IN_A_BROWSER = 40
FOLDS = json.loads((ROOT / "tests/stamps/folds.json").read_text("utf-8"))
FIVE_YEARS = range(day_number(date(2026, 1, 1)), day_number(date(2031, 1, 1)))
IN_BROWSER = """async ([modules, asked]) => {
  const load = (name) => import(new URL(name, modules));
  const { answerer } = await load("tests/node/answers.mjs");
  const answer = answerer({ ...(await load("docs/assets/js/calendar.js")), ...(await load("docs/assets/js/zones.js")) });
  const given = JSON.parse(asked).map(answer);
  const text = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return JSON.stringify(given.map((one) => (one instanceof Uint8Array ? text(one) : one)));
}"""

HOURS = (
    *(
        "tue,thu=18:30;sun=09:00",
        "tue,thu=18:30; sun=09:00",
        ";mon=7:05;;",
        "mon=0:00",
        "sun,mon=23:59",
        "mon=07:00;tue=7:00",
        "tue=24:00",
    ),
    *(
        "",
        ";",
        "mon",
        "mon=",
        "mon=7",
        "mon=7:5",
        "mon=7:60",
        "Mon=07:00",
        "mon,=07:00",
        "mon,tue=07:00;tue=08:00",
        "mon,mon=07:00",
    ),
    *(
        "mon=07:00\n",
        "\nmon=07:00",
        "mon=07:00;;tue=08:00",
        "mon\u00a0=07:00",
        "mon=1٣:30",
        "mon=１8:30",
        "mon=-1:00",
        "mon=007:00",
        "✓=07:00",
    ),
)
REMINDERS = (
    *("30min", "12h", "1d", "evening", "0min", "0h", "00000d", "7d", "168h", "10080min", "10081min", "169h", "8d", "99999d"),
    *("", "30", "min", "30 min", "100000min", "-1h", "1.5h", "Evening", "evening\n", "1h\n", "٣h", "1h30min"),
)
QUERIES: Sequence[dict[str, str]] = (
    *(
        {},
        {"units": "mi"},
        {"units": "km"},
        {"units": ""},
        {"units": "miles"},
        {"without": "optional"},
        {"without": ""},
        {"without": "x"},
    ),
    *({"from": value} for value in ("1", "5", "99", "0", "05", "100", "", "5\n", "٣", "1e1", " 5", "+5")),
    *(
        {"hours": "mon=07:00"},
        {"zone": "Europe/London"},
        {"hours": "mon=07:00", "zone": "Europe/London"},
        {"hours": "", "zone": ""},
    ),
    *(
        {"zone": "Europe/London", "units": "mi", "hours": "sun=9:00", "from": "3", "without": "optional"},
        {"remind": "1h"},
        {"": ""},
    ),
    *(
        {"units": "x", "a": "1", "b": "2"},
        {"without": "x", "units": "x", "from": "x"},
        {"from": "x", "units": "x"},
        {"Units": "mi"},
    ),
    *({"hours": "x", "zone": "y", "units": "x"}, {"hours": "x", "zone": "y", "without": "x"}, {"key-days": "1"}),
)


@pytest.fixture(scope="module")
def plans(library: Library, frozen: Library) -> Plans:
    found = Plans({}, [])
    for of, name, variant in (
        (library, "small", 0),
        (library, "base", 0),
        (frozen, "5k", 0),
        (frozen, "mile", 3),
        (frozen, "joint-care", 5),
    ):
        found.compile(of, name, variant)
    chance = Random(19)
    for number, plan in enumerate(list(found.by_name.values())[::2]):
        found.add(f"odd-{number}", odd_plan(plan, chance))
    return found


def ask(call: str, *values: Any) -> dict[str, Any]:
    return {"call": call, "arguments": list(values)}


def outcome(call: Callable[..., Any], *values: Any) -> dict[str, Any]:
    """What a function of Python gives, or its message if it refuses."""
    try:
        given = call(*values)
    except WishError as error:
        return {"refuses": str(error)}
    return {"gives": in_javascript(given) if isinstance(given, Wishes) else list(given) if isinstance(given, tuple) else given}


def first_difference(expected: bytes, found: bytes) -> str:
    """The number of the first line that differs, and the line in both."""
    pairs = zip_longest(expected.split(b"\n"), found.split(b"\n"))
    number, (python, javascript) = next((at, pair) for at, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return f"line {number}:\n  Python:     {python!r}\n  JavaScript: {javascript!r}"


def different(number: int, case: Case, expected: bytes, found: bytes) -> str:
    """What to say of a case for which the bytes differ."""
    calendar = case.calendar
    parts = ", ".join(f"{name} for {date_of(part.anchor)}" for name, part in zip(case.names, calendar.parts, strict=True))
    others = f"feed={calendar.feed!r} made={calendar.made} name={calendar.name!r}"
    return f"case {number}: {parts}\n  {calendar.wishes}\n  {others}\n  {first_difference(expected, found)}"


def test_calendars_are_the_same_in_python_and_in_node(plans: Plans) -> None:
    cases = list(any_cases(plans, CASES, seed=19))
    expected = [case.expected for case in cases]
    questions = [{**case.question, "sha256": digest(content)} for case, content in zip(cases, expected, strict=True)]
    given = answers([*plans.questions, *questions])[len(plans.questions) :]
    wrong = [
        different(number, case, content, base64.b64decode(answer["bytes"]))
        for number, (case, content, answer) in enumerate(zip(cases, expected, given, strict=True))
        if not answer["same"]
    ]
    assert not wrong, "\n".join([f"{len(wrong)} of {len(cases)} calendars differ; the first:", *wrong[:3]])


def test_the_cases_hold_what_may_go_wrong(plans: Plans) -> None:
    """Else all could be equal for want of a case."""
    cases = list(any_cases(plans, CASES, seed=19))
    whole = b"".join(case.expected for case in cases)
    for piece in (
        b"-PT",
        b"TRIGGER:PT0S",
        b"-PT4H\r",
        b"DTSTART:2",
        b"VALUE=DATE:20280229",
        b"VALUE=DATE:20270101",
        b"\\\\",
        b"\\;",
        b"\\n",
    ):
        assert piece in whole, piece
    wishes = [case.calendar.wishes for case in cases]
    assert {part.plan.plan.weekday for case in cases for part in case.calendar.parts} == set(range(7))
    assert {len(case.names) for case in cases} == {1, 2, 3}
    assert {(one.selection, one.units, one.timed) for one in wishes} == {
        (n, u, t) for n in range(4) for u in ("km", "mi") for t in (0, 1)
    }
    assert {one.zone for one in wishes if one.timed and one.remind == "evening"} == set(ZONES)
    changing = [case for case in cases if len(set(case.calendar.offsets.values())) > 1]
    assert len(changing) > CASES / 5


def test_a_plan_has_another_race_day_in_javascript_too(plans: Plans) -> None:
    others = [question for question in plans.questions if "other" in question]
    values = {question["plan"]: question["value"] for question in plans.questions if "value" in question}
    given = answers([ask("merge", values[question["of"]], question["other"]) for question in others])
    for question, answer in zip(others, given, strict=True):
        compiled = compiled_plans.validate_python(values[question["of"]])
        merged = merge(compiled, plan_differences.validate_python(question["other"]))
        assert answer == {"gives": json.loads(compiled_plans.dump_json(merged))}, question["plan"]


def test_a_calendar_follows_the_same_edition_in_both(plans: Plans) -> None:
    chance = Random(5)
    plan = next(one for one in plans.by_name.values() if one.race)
    asked, expected = [], list[dict[str, str | None]]()
    for _ in range(200):
        first = day_number(date(2027, 1, 1)) + chance.randrange(400)
        days = sorted(first + chance.randrange(400) for _ in range(chance.randrange(5)))
        editions = tuple(EarlierEdition(day, chance.choice((10, 11, 12, 13)), f"before-{day}") for day in days)
        edited, anchor = replace(plan, editions=editions, lead=chance.choice((11, 12))), first + chance.randrange(-100, 600)
        found = choose_edition(edited, anchor)
        asked.append(ask("chooseEdition", json.loads(compiled_plans.dump_json(edited)), anchor))
        expected.append({"gives": found.name if found else None})
    assert answers(asked) == expected
    assert len({str(one) for one in expected}) > 50, "this proves nothing"


def test_lines_are_folded_as_the_table_says() -> None:
    lines = ["".join(case["pieces"]) for case in FOLDS]
    folded = ["\r\n ".join(case["pieces"]) + "\r\n" for case in FOLDS]
    assert [fold(line).decode() for line in lines] == folded
    given = answers([ask("fold", line) for line in lines])
    wrong = [case["what"] for case, answer, said in zip(FOLDS, given, folded, strict=True) if answer != {"gives": said}]
    assert wrong == []


def test_wishes_are_read_and_refused_alike(plans: Plans) -> None:
    chance = Random(4)
    some = [any_wishes(next(iter(plans.by_name.values())), chance) for _ in range(60)]
    zoned = [Wishes(hours=(None, 600, *[None] * 5), zone="Etc/GMT+5"), *some]
    expected = {
        **{("readHours", text): outcome(read_hours, text) for text in HOURS},
        **{("readRemind", text): outcome(read_remind, text) for text in REMINDERS},
    }
    expected_queries = [outcome(read_query, query) for query in QUERIES]
    questions = [
        *(ask(name, text) for name, text in expected),
        *(ask("readQuery", list(query.items())) for query in QUERIES),
        *(ask("writeHours", one.hours) for one in zoned),
        *(ask("queryOf", in_javascript(one)) for one in zoned),
    ]
    written = [*(outcome(write_hours, one.hours) for one in zoned), *(outcome(query_of, one) for one in zoned)]
    said = [*expected.values(), *expected_queries, *written]
    assert [pair for pair in zip(questions, answers(questions), said, strict=True) if pair[1] != pair[2]] == []
    assert {tuple(answer) for answer in said} == {("gives",), ("refuses",)}


def test_what_is_written_into_an_address_is_read_back() -> None:
    for zone in ("Etc/GMT+5", "America/Port-au-Prince", "Europe/London"):
        wishes = Wishes(hours=(None, 600, None, 90, *[600] * 3), zone=zone, units="mi", from_week=4, optional=False)
        assert read_query(dict(parse_qsl(query_of(wishes)))) == wishes


def test_dates_are_days_since_1970() -> None:
    days = [*range(-800, 800), *range(18000, 24000), day_number(date_of(30000)), day_number(date_of(2_000_000))]
    texts = [date_of(day).isoformat() for day in days]
    assert answers([ask("dateOf", day) for day in days]) == [{"gives": text} for text in texts]
    assert answers([ask("dayOf", text) for text in texts]) == [{"gives": day} for day in days]
    wrong = ["", "2027-02-29", "2027-2-1", "2027-13-01", "20270401", "2027-04-31", "2027-04-18T00:00", "27-04-18", "today"]
    assert [list(answer) for answer in answers([ask("dayOf", text) for text in wrong])] == [["refuses"]] * len(wrong)


def test_zones_are_as_far_from_utc_in_node_as_in_python() -> None:
    """At hours that come twice and hours that are skipped, too."""
    hours = [*([minute] * 7 for minute in range(0, 4 * 60, 15)), [None] * 7, [0, 90, 120, 150, None, 1110, 1439], [1439] * 7]
    asked = [(zone, one) for zone in ZONES for one in hours]
    given = answers([ask("offsetsOf", zone, one, list(FIVE_YEARS)) for zone, one in asked])
    for (zone, one), answer in zip(asked, given, strict=True):
        expected = offsets_of(ZoneInfo(zone), tuple(one), FIVE_YEARS)
        found = {int(day): offset for day, offset in answer["gives"].items()}
        assert found.keys() == expected.keys()
        wrong = [f"{date_of(day)}: {found[day]}, not {offset}" for day, offset in expected.items() if found[day] != offset]
        assert wrong == [], f"{zone}, hours {one}"


@pytest.mark.browser
def test_calendars_are_the_same_in_a_browser(plans: Plans, browser: Browser) -> None:
    cases = list(any_cases(plans, IN_A_BROWSER, seed=7))
    year = list(FIVE_YEARS)[365:730]
    zones = [ask("offsetsOf", zone, [150, 90, None, 1110, 600, 120, 60], year) for zone in ZONES]
    questions = [*plans.questions, *(case.question for case in cases), *zones]
    with served(ROOT) as address:
        page = fresh(browser).new_page()
        page.goto(f"{address}tests/node/")
        given = json.loads(page.evaluate(IN_BROWSER, [address, json.dumps(questions)]))[len(plans.questions) :]
        page.context.close()
    for number, (case, answer) in enumerate(zip(cases, given, strict=False)):
        found = base64.b64decode(answer)
        assert found == case.expected, different(number, case, case.expected, found)
    for question, answer in zip(zones, given[len(cases) :], strict=True):
        zone, hours, _ = question["arguments"]
        expected = offsets_of(ZoneInfo(zone), tuple(hours), year)
        assert answer == {"gives": {str(day): offset for day, offset in expected.items()}}, zone
