"""Days and hours that a runner asks for: those of no year, past ones, those too soon, and zones that there are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run

RACE = ("calendar", "small", "--level", "intermediate", "--output", "x.ics", "--race")
START = ("calendar", "base", "--level", "intermediate", "--output", "x.ics", "--start")
HOURS = (*RACE, "2027-04-18", "--hours")


@pytest.fixture(autouse=True)
def project(dated: Path) -> Path:
    return dated


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-29", "2200-01-06", "9999-12-27", "9999-12-31"])
@pytest.mark.parametrize(
    "arguments",
    [RACE, START, ("show", "season", "x", "--level", "returning", "--race")],
    ids=["--race", "--start", "season --race"],
)
def test_a_year_that_no_plan_is_for_is_wrong_usage(project: Path, arguments: tuple[str, ...], day: str) -> None:
    result = run(*arguments, day)
    assert result.exit_code == 2
    assert f"{day} is too early or too late. Write a year from 1970 to 2199." in result.stderr
    assert not (project / "x.ics").exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_second_race_in_a_year_that_no_plan_is_for_is_wrong_usage(day: str) -> None:
    result = run("show", "season", "x", "--level", "returning", "--race", "2027-04-18", "--also", f"{day}=race-5k")
    assert result.exit_code == 2
    assert f"{day} is too early or too late." in result.stderr


@pytest.mark.parametrize("day", ["2199-12-30", "2199-12-23"])
def test_the_last_year_has_calendars(project: Path, day: str) -> None:
    assert run(*START, day).exit_code == 0
    assert run(*RACE, "2199-12-29").exit_code == 0


@pytest.mark.parametrize("seconds", ["-9999999999", "253402300799", "99999999999999999999", "soon"])
def test_a_date_of_the_build_that_cannot_be_is_a_line(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    result = run(*RACE, "2027-04-18")
    assert result.exit_code == 2
    assert f"SOURCE_DATE_EPOCH is “{seconds}”" in result.stderr
    assert "Set it to whole seconds since 1970." in result.stderr


def test_a_race_in_the_past_is_refused_and_one_today_is_not(project: Path) -> None:
    past = run(*RACE, "2026-11-21")
    assert past.exit_code == 2
    assert "2026-11-21 is in the past: today is 2026-11-22. Give the day of a future race." in past.stderr
    assert not (project / "x.ics").exists()
    assert run(*RACE, "2026-11-22").exit_code == 0


def test_a_race_sooner_than_the_plan_is_long_says_how_many_weeks_are_missing(project: Path) -> None:
    soon = run(*RACE, "2026-12-06")
    assert soon.exit_code == 0
    assert "A small 5 km plan would have begun on 2026-09-28: 7 weeks of its 10 are missing" in soon.stderr
    assert "you would join late, in week 8. All of it fits from 2026-11-23 to 2027-01-31, or later." in soon.stderr
    assert "missing" not in run(*RACE, "2027-01-31").stderr
    assert "missing" not in run(*RACE, "2027-01-24").stderr, "its first Monday is the one of this week"
    assert "1 week of its 10 are missing" in run(*RACE, "2027-01-17").stderr


def test_a_plan_that_is_over_is_refused_and_one_that_runs_is_not(project: Path) -> None:
    over = run(*START, "2026-10-05")
    assert over.exit_code == 2
    assert "started on 2026-10-05, A small base is over: it has 6 weeks, and today is 2026-11-22." in over.stderr
    runs = run(*START, "2026-10-19")
    assert runs.exit_code == 0
    assert "4 weeks of its 6 are missing" in runs.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("tue=07:00", "--zone", "Mars"), "there is no time zone “Mars”. Write one such as Europe/London."),
        (("tue=07:00", "--zone", "europe/london"), "there is no time zone “europe/london”. Did you mean “Europe/London”?"),
        (("tue=07:00", "--zone", "../../etc/passwd"), "there is no time zone “../../etc/passwd”."),
        (("tue=07:00", "--zone", "Europe"), "there is no time zone “Europe”."),
        (("tue=07:00", "--zone", "/etc"), "there is no time zone “/etc”."),
        (("tue=07:00", "--zone", "localtime"), "there is no time zone “localtime”."),
        (("tue=07:00", "--zone", "posixrules"), "there is no time zone “posixrules”. Write one such as Europe/London."),
        (
            ("tue=07:00", "--zone", "right/Europe/London"),
            "there is no time zone “right/Europe/London”. Did you mean “Europe/London”?",
        ),
        (("tue=07:00", "--zone", ""), "there is no time zone “”."),
        (("tue=25:00", "--zone", "Europe/London"), "“tue=25:00” is not a list of hours. Write days and a time"),
        (("", "--zone", "Europe/London"), "“” is not a list of hours."),
    ],
)
def test_a_wrong_zone_is_called_a_zone_and_a_wrong_time_a_time(project: Path, options: tuple[str, ...], said: str) -> None:
    result = run(*HOURS, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (project / "x.ics").exists()


@pytest.mark.parametrize("zone", ["", "Europe/London"])
def test_a_zone_without_hours_is_wrong_usage(zone: str) -> None:
    result = run(*RACE, "2027-04-18", "--zone", zone)
    assert result.exit_code == 2
    assert "--zone needs hours: --hours tue,thu=18:30." in result.stderr


def test_without_a_zone_hours_are_those_of_this_machine(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":America/New_York")
    here = run(*HOURS, "tue,thu=18:30; sun=09:00")
    assert here.exit_code == 0, here.output
    content = (project / "x.ics").read_bytes()
    assert run(*HOURS, "tue,thu=18:30;sun=9:00", "--zone", "America/New_York").exit_code == 0
    assert (project / "x.ics").read_bytes() == content
    assert b"T233000Z" in content


def test_every_wish_of_an_address_is_an_option_too(project: Path) -> None:
    """As in the guide: hours, a reminder, miles, and without what is optional."""
    wishes = ("--remind", "12h", "--units", "mi", "--without", "optional", "--from", "3", "--key-days")
    made = run(*HOURS, "tue,thu=18:30; sun=09:00", "--zone", "Europe/London", *wishes)
    assert made.exit_code == 0, made.output
    content = (project / "x.ics").read_bytes()
    assert content.count(b"TRIGGER:-PT12H\r\n") == content.count(b"BEGIN:VEVENT") - 1
    assert b"key days" in content


def test_a_machine_without_time_zones_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.feeds.zones._known_zones", set)
    result = run(*HOURS, "tue=07:00", "--zone", "Atlantis/Deep")
    assert result.exit_code == 2
    assert "this machine has no time zone data." in result.stderr
