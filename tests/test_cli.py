"""The command line as a runner or a newcomer types it, wrong options included."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import remembering
from commands import run
from icalendar import Calendar
from project import EPOCH, change, copy_frozen
from small import copy_small


def enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a project the current folder, with a fixed date."""
    remembering.let_commands_remember(monkeypatch)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))


@pytest.fixture
def of_5k(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rich project with a plan for 5 km and what that names, as the current folder."""
    folder = copy_frozen(tmp_path / "project", "5k", "return-to-speed")
    enter(folder, monkeypatch)
    return folder


@pytest.fixture(scope="module")
def club_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rich project, outside git."""
    return copy_frozen(tmp_path_factory.mktemp("frozen") / "project")


@pytest.fixture
def unchanged(club_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rich project as the current folder, which no test writes to."""
    enter(club_folder, monkeypatch)
    return club_folder


def test_check_counts_what_it_found_when_all_is_well(unchanged: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert ": no problems.\n" in result.stdout
    counted = r"Calendars: about \d+ MB in \d+ files\. In MB by plan: [a-z0-9, -]+\.\n"
    counted += r"\d+ sessions, \d+ exercises, \d+ cues, \d+ assessments, \d+ habits, "
    counted += r"\d+ plans with \d+ variants, \d+ seasons, \d+ chapters: no problems\.\n"
    assert re.fullmatch(counted, result.stdout)


def test_check_lists_problems_of_files_and_of_rules_in_one_run(of_5k: Path) -> None:
    change(of_5k / "templates/ladders/minutes.yaml", "  - 3x(1min @5k", "  - 3x(1mins @5k")
    change(of_5k / "templates/easy/easy-run.yaml", "soft-landings", "soft-landing")
    change(of_5k / "plans/5k.yaml", "      thu: [speed-5k, strength]\n      fri: [pool-easy]", "      wed: [speed-5k]")
    result = run("check")
    assert result.exit_code == 1
    assert "templates/ladders/minutes.yaml:10:8: rungs[0]: “1mins” is not an amount." in result.stdout
    assert "there is no cue “soft-landing”. Did you mean “soft-landings”?" in result.stdout
    assert "plans/5k.yaml:58:7: “wed” appears twice" in result.stdout
    assert result.stdout.endswith("3 problems in 3 files\n")


def test_check_says_which_week_and_day_breaks_a_rule(of_5k: Path) -> None:
    change(of_5k / "plans/5k.yaml", "  -2: [hips-and-ankles]", "  -2: [two-minutes]")
    result = run("check")
    assert result.exit_code == 1
    said = r"week 12, [a-z,; ]+: Friday and Sunday are both hard, 48 hours apart\. Leave 72\."
    assert re.search(said, result.stdout), "variants that break it alike are one problem"
    assert "(rule hours-between-hard)" in result.stdout
    assert result.stdout.startswith("plans/5k.yaml:")


def test_check_in_a_folder_without_templates_says_where_to_run_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert "there is no folder templates/ here. Run this in the project's folder." in result.stdout


def test_build_writes_pages_and_calendars_and_the_pages_of_docs(dated: Path) -> None:
    (dated / "docs").mkdir()
    (dated / "docs/index.md").write_text("# Home\n")
    result = run("build", "--to", "out/here")
    assert result.exit_code == 0, result.output
    out = dated / "out/here"
    assert (out / "pages/sessions/minutes.md").read_text("utf-8").startswith("---\ntitle:")
    assert (out / "pages/index.md").is_file()
    calendars = sorted(path.name for path in (out / "files/calendars/base/intermediate-standard").iterdir())
    assert calendars[:3] == ["2026-09-07.ics", "2026-09-14.ics", "2026-09-21.ics"], "six weeks and five ago"
    assert calendars[-1] == "2026-12-14.ics"
    assert json.loads((out / "files/calendars/index.json").read_text("utf-8"))["built_for"] == "2026-11-22"
    assert re.search(r"Calendars: \d+ MB, all files: \d+ MB\.", result.stdout)
    assert [path.name for path in (dated / "out").iterdir()] == ["here"], "nothing is left beside it"


def test_build_writes_nothing_when_something_is_wrong(of_5k: Path) -> None:
    change(of_5k / "plans/5k.yaml", "stand_in: easy-run", "stand_in: easy-rum")
    result = run("build", "--to", "out")
    assert result.exit_code == 1
    assert "Did you mean “easy-run”?" in result.stderr
    assert not (of_5k / "out").exists()


def test_build_does_not_touch_a_folder_that_holds_something(dated: Path) -> None:
    (dated / "out").mkdir()
    (dated / "out/mine.txt").write_text("mine")
    result = run("build", "--to", "out")
    assert result.exit_code == 2
    assert "is neither an empty folder nor one that toolkit build wrote" in result.stderr
    assert [path.name for path in (dated / "out").iterdir()] == ["mine.txt"]


def test_build_without_git_and_without_a_date_says_what_to_set(dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    result = run("build", "--to", "out")
    assert result.exit_code == 2
    assert "Commit them with git, or set SOURCE_DATE_EPOCH" in result.stderr
    assert not (dated / "out").exists()


@pytest.mark.parametrize("race", ["2027-04-18", "2027-04-17", "2027-04-14", "2028-02-29"])
def test_a_calendar_for_any_race_day_ends_with_the_race(of_5k: Path, race: str) -> None:
    result = run("calendar", "5k", "--level", "intermediate", "--rhythm", "standard", "--race", race, "--output", "my.ics")
    assert result.exit_code == 0, result.output
    events = list(Calendar.from_ical((of_5k / "my.ics").read_bytes()).walk("VEVENT"))
    on_the_day = [event["summary"] for event in events if event["dtstart"].dt == date.fromisoformat(race)]
    assert on_the_day == ["Race day · 5 km race"]


def test_a_race_in_the_middle_of_a_week_comes_with_what_it_breaks(of_5k: Path) -> None:
    ordinary = run("calendar", "5k", "--level", "returning", "--race", "2027-04-18", "--output", "my.ics")
    assert "breaks" not in ordinary.stderr
    midweek = run("calendar", "5k", "--level", "intermediate", "--race", "2027-04-14", "--output", "my.ics")
    assert midweek.exit_code == 0
    assert "With a race on a Wednesday the plan breaks these rules. A race on Saturday or Sunday keeps them all." in midweek.stderr
    assert "the week has 1 strength session. Hold 2. (rule strength-twice)" in midweek.stderr


def test_a_calendar_goes_to_standard_output_on_request(unchanged: Path) -> None:
    result = run("calendar", "5k", "--level", "intermediate", "--race", "2027-04-18", "--output", "-")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")


FOR_5K = ("calendar", "5k", "--level", "intermediate", "--race", "2027-04-18", "--output", "x.ics")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["calendar", "5k", "--level", "intermediate", "--output", "x.ics"], "Say when it is: --race 2027-04-18."),
        (
            ["calendar", "5k", "--level", "intermediate", "--race", "18.4.2027", "--output", "x.ics"],
            "Write the year, month and day",
        ),
        (["calendar", "5", "--level", "intermediate", "--race", "2027-04-18", "--output", "x.ics"], "there is no plan “5”"),
        (["calendar", "5k", "--level", "intermediate", "--race", "2027-04-18", "--output", "no/x.ics"], "cannot be written"),
        (["calendar", "5k", "--level", "intermediate", "--race", "0001-01-07", "--output", "x.ics"], "too early or too late"),
        ([*FOR_5K, "--hours", "tue=7"], "“tue=7” is not a list of hours. Write days and a time"),
        ([*FOR_5K, "--hours", "tuesday=18:30"], "is not a list of hours"),
        ([*FOR_5K, "--hours", "tue=18:30;tue=19:00"], "tue has two hours"),
        ([*FOR_5K, "--hours", "tue=18:30", "--zone", "Mars"], "there is no time zone “Mars”"),
        ([*FOR_5K, "--zone", "Europe/London"], "--zone needs hours"),
        ([*FOR_5K, "--remind", "soon"], "“soon” is not a time to be reminded. Write 30min, 12h, 1d"),
        ([*FOR_5K, "--units", "furlongs"], "is not one of"),
        ([*FOR_5K, "--without", "hills"], "is not"),
        ([*FOR_5K, "--from", "17"], "week 17 is out of range: A faster 5 km has 16 weeks."),
        (["show", "session", "minuets", "--level", "intermediate"], "Did you mean “minutes”?"),
        (["show", "session", "short-hills", "--level", "returning"], "is not offered to returning runners"),
        (["show", "plan", "5k", "--level", "intermediate", "--week", "17"], "A faster 5 km has 16 weeks"),
        (["show", "plan", "5k", "--level", "expert"], "'expert' is not one of"),
        (["chekc"], "No such command 'chekc'"),
    ],
)
def test_wrong_usage_says_what_to_write_and_exits_with_2(unchanged: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not list(unchanged.glob("*.ics"))


def test_a_variant_that_is_not_offered_is_wrong_usage_with_the_reason(unchanged: Path) -> None:
    result = run("calendar", "return-to-speed", "--level", "advanced", "--start", "2027-04-19", "--output", "x.ics")
    assert result.exit_code == 2
    said = " ".join(result.stderr.split())
    assert re.search(r"is not offered as [a-z, ]+\. After four weeks off everybody begins as returning\.", said)
    written = " or ".join(f"--level returning --rhythm {rhythm}" for rhythm in ("quick", "standard", "extended", "patient"))
    assert f"Write {written}. Or take the plan 5k." in said
    assert not (unchanged / "x.ics").exists()


def test_check_reports_every_rule_of_every_variant_as_json(of_5k: Path) -> None:
    result = run("check", "--format", "json")
    assert result.exit_code == 0
    reported = json.loads(result.stdout)
    assert reported["problems"] == []
    assert [
        (variant["level"], variant["rhythm"], variant["entry"]) for variant in reported["variants"] if variant["plan"] == "5k"
    ] == [
        (level, rhythm, entry)
        for level in ("returning", "intermediate", "advanced")
        for rhythm in ("quick", "standard", "extended", "patient")
        for entry in ("fresh", "trained")
        if level == "intermediate" or rhythm in ("standard", "extended")
    ]
    assert {variant["plan"] for variant in reported["variants"]} == {file.stem for file in (of_5k / "plans").glob("*.yaml")}
    for variant in reported["variants"]:
        rules = {rule["rule"]: rule for rule in variant["rules"]}
        assert rules["hours-between-hard"]["verdict"] in ("kept", "not applicable")
        assert rules["reset-weeks"]["value"] <= rules["reset-weeks"]["limit"]
        assert {rule["verdict"] for rule in variant["rules"]} <= {"kept", "accepted", "not applicable"}
    change(of_5k / "plans/5k.yaml", "stand_in: easy-run", "stand_in: easy-rum")
    broken = run("check", "--format", "json")
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["problems"][0]["path"] == "plans/5k.yaml"


def test_show_plan_prints_every_week_in_80_columns(unchanged: Path) -> None:
    result = run("show", "plan", "5k", "--level", "intermediate", "--rhythm", "standard")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("Week ") for line in lines) == 16
    assert "Week 8 · Building · reset week" in lines
    assert sum(line.startswith("  tissue load: ") for line in lines) == 16


def test_show_session_prints_every_rung(unchanged: Path) -> None:
    result = run("show", "session", "minutes", "--level", "intermediate")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("Rung ") for line in lines) == 13
    assert sum("start here" in line for line in lines) == 1


def test_help_speaks_to_runners(unchanged: Path) -> None:
    for command in ([], ["check"], ["build"], ["show"], ["show", "plan"], ["show", "session"], ["calendar"]):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.stdout
    assert "to import into your calendar program" in " ".join(run("calendar", "--help").stdout.split())


@pytest.mark.parametrize("plans", ["few plans", pytest.param("every plan", marks=pytest.mark.exhaustive)])
def test_the_output_is_the_same_bytes_in_another_zone_and_with_another_hash_seed(
    plans: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calendars and the report of `check` too; the day it is built for comes from SOURCE_DATE_EPOCH, not from the local date."""
    if plans == "few plans":
        project = copy_small(tmp_path / "small")
        (project / "plans/base.yaml").unlink()
    else:
        project = copy_frozen(tmp_path / "project")
    enter(project, monkeypatch)
    toolkit = Path(sys.executable).parent / "toolkit"
    for number, (zone, seed) in enumerate((("Pacific/Kiritimati", "1"), ("America/Anchorage", "2"))):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "SITE_URL": "https://small.example/"}
        subprocess.run([toolkit, "build", "--to", f"out{number}"], cwd=project, check=True, env=environment, capture_output=True)
        report = subprocess.run(
            [toolkit, "check", "--format", "json"], cwd=project, check=True, env=environment, capture_output=True
        )
        (project / f"out{number}" / "report.json").write_bytes(report.stdout)
    first, second = (
        {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
        for out in (project / "out0", project / "out1")
    )
    assert first == second
    assert len(first) > 50


def test_missed_shows_the_rest_of_the_plan_up_to_the_same_race(unchanged: Path) -> None:
    result = run("missed", "5k", "--level", "intermediate", "--week", "6", "--days", "10")
    assert result.exit_code == 0
    assert "Step back two weeks." in result.stdout
    assert re.findall(r"^Week (\d+)", result.stdout, re.M) == [str(week) for week in range(6, 13)]
    assert "lighter week" in result.stdout
    assert "chest illness" not in result.stdout
    assert "chest illness" in run("missed", "5k", "--level", "intermediate", "--week", "6", "--days", "10", "--fever").stdout


def test_missed_says_when_the_race_has_become_too_long_or_too_soon(unchanged: Path) -> None:
    result = run("missed", "half-marathon", "--level", "intermediate", "--week", "12", "--days", "20")
    assert result.exit_code == 0
    assert "The race comes before you are back" in result.stdout
    assert "Race a shorter distance, or easily, or later:\n- the run on Sunday has 1" in result.stdout


def test_missed_sends_runners_back_to_the_beginning_after_four_weeks(unchanged: Path) -> None:
    result = run("missed", "5k", "--level", "advanced", "--week", "6", "--days", "40")
    assert result.exit_code == 0
    assert "returning runner" in result.stdout
    assert "Week 6 ·" not in result.stdout
    assert "return-to-speed" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--week", "13", "--days", "3"], "week 13 is out of range: A faster 5 km has 12 weeks up to its race week."),
        (["--week", "0", "--days", "3"], "0 is not in the range x>=1"),
        (["--week", "3", "--days", "0"], "0 is not in the range 1<=x<=365"),
        (["--week", "3"], "Missing option '--days'"),
    ],
)
def test_missed_says_what_is_wrong_with_its_options(arguments: list[str], said: str, unchanged: Path) -> None:
    result = run("missed", "5k", "--level", "intermediate", *arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_a_plan_that_repeats_is_laid_out_for_as_many_weeks_as_asked(unchanged: Path, tmp_path: Path) -> None:
    shown = run("show", "plan", "speed-all-year", "--level", "intermediate", "--weeks", "17").stdout
    assert re.findall(r"^Week (\d+)", shown, re.M)[-1] == "17"
    target = tmp_path / "year.ics"
    arguments = [
        "calendar",
        "speed-all-year",
        "--level",
        "intermediate",
        "--start",
        "2027-01-04",
        "--weeks",
        "30",
        "--output",
        str(target),
    ]
    assert run(*arguments).exit_code == 0
    *events, end = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert date(2027, 7, 26) <= max(event.start for event in events) <= date(2027, 8, 1)
    assert end.start == date(2027, 8, 2)
    refused = run("show", "plan", "5k", "--level", "intermediate", "--weeks", "8")
    assert refused.exit_code == 2
    assert "A faster 5 km has its own number of weeks. Leave out --weeks." in refused.output


def test_show_season_puts_every_week_on_its_date(unchanged: Path) -> None:
    arguments = ["show", "season", "spring-and-autumn", "--level", "intermediate", "--race", "2027-05-16", "--race", "2027-10-16"]
    result = run(*arguments)
    assert result.exit_code == 0
    mondays = [date.fromisoformat(found) for found in re.findall(r"^  (\d{4}-\d\d-\d\d)  week", result.stdout, re.M)]
    assert {(later - earlier).days for earlier, later in itertools.pairwise(mondays)} == {7}
    assert re.findall(r"race on ([\d-]+)", result.stdout) == ["2027-05-16", "2027-10-16"]
    part = run(*arguments, "--part", "3").stdout
    assert part.startswith("A strong 10 km")
    assert re.findall(r"^Week (\d+)", part, re.M)[-1] == "16"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--race", "2027-05-16"], "has 2 races: A faster 5 km, A strong 10 km. Give --race once for each."),
        (
            ["--race", "2027-05-16", "--race", "2027-06-13"],
            "are 4 weeks apart, where A 5 km in spring, a 10 km in autumn needs 20 to 28 weeks",
        ),
        (["--race", "2027-05-16", "--race", "2027-06-13"], "After 2027-05-16 race between 2027-09-27 and 2027-11-28."),
        (["--race", "2027-10-17", "--race", "2027-05-16"], "these races are not in the order of their days"),
        (["--race", "2027-05-16", "--race", "2027-05-24"], "these races are 2 weeks apart"),
        (["--race", "2027-05-16", "--race", "2027-05-23"], "these races are 1 week apart"),
        (["--race", "2027-05-16", "--race", "2027-10-16", "--part", "4"], "part 4 is out of range"),
        ([], "Missing option '--race'"),
    ],
)
def test_show_season_says_what_is_wrong_with_its_options(arguments: list[str], said: str, unchanged: Path) -> None:
    result = run("show", "season", "spring-and-autumn", "--level", "intermediate", *arguments)
    assert result.exit_code == 2
    assert said in result.output


SUMMER = ["show", "season", "track-summer", "--level", "advanced", "--race", "2027-06-13", "--race", "2027-10-17"]


def test_show_season_takes_a_second_race_into_its_plan_and_says_what_it_breaks(unchanged: Path) -> None:
    result = run(*SUMMER, "--also", "2027-09-12=race-5k", "--part", "5")
    assert result.exit_code == 0
    assert len(re.findall("Hard +[0-9]+ min  5 km race", result.stdout)) == 2
    assert result.stderr == ""
    early = run(*SUMMER, "--also", "2027-09-05=race-mile")
    assert "- week 6: Mile race comes after 0 sessions at its effort or quicker. Leave 3 before it." in early.stderr
    close = run(*SUMMER, "--also", "2027-10-03=race-5k")
    assert close.exit_code == 0
    assert "With the second race this plan breaks these rules." in close.stderr
    assert "- week 12: 5 km race comes 2.0 weeks after the last race or trial." in close.stderr


@pytest.mark.parametrize(
    ("also", "said"),
    [
        ("2027-06-12=race-5k", "2027-06-12 is in the taper, the race week or the weeks after the race of A quick mile."),
        ("2029-06-12=race-5k", "2029-06-12 is outside the season"),
        ("2027-09-12=race-6k", "there is no race “race-6k”. Did you mean “race-5k”?"),
        ("2027-09-12", "“2027-09-12” is not a race on a day. Write 2027-07-17=race-5k."),
        ("soon=race-5k", "“soon” is not a date."),
    ],
)
def test_show_season_says_what_is_wrong_with_a_second_race(also: str, said: str, unchanged: Path) -> None:
    result = run(*SUMMER, "--also", also)
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("name", ["hip-hinge", "chair-stand", "sleep-enough"])
def test_what_is_no_session_is_not_shown_as_one(name: str, unchanged: Path) -> None:
    result = run("show", "session", name, "--level", "intermediate")
    assert result.exit_code == 2
    assert f"there is no session “{name}”." in result.stderr


def test_a_folder_without_settings_cannot_be_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("serve")
    assert result.exit_code == 2
    assert "there is no file mkdocs.yml here" in result.stderr
