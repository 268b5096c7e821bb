"""Where commands write: no place, a full disk, a device, a link, a reader that has gone. Never a traceback."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
import remembering
from commands import TOOLKIT, run

CALENDAR = ("calendar", "small", "--level", "intermediate", "--race", "2027-04-18", "--output")
PLAN = ("show", "plan", "small", "--level", "intermediate")
LONG = "a" * 255


@pytest.fixture(autouse=True)
def project(dated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    remembering.let_commands_remember(monkeypatch)
    return dated


def visible(folder: Path) -> set[str]:
    """Everything in a folder, hidden files too, but what the small project holds."""
    return {path.name for path in (*folder.glob("*"), *folder.glob(".*"))} - {"templates", "plans", "mkdocs.yml", "settings.yaml"}


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (".", ". is a folder. Name a file in it: ./my.ics."),
        ("", "--output names no file. Write a name such as my.ics."),
        (LONG, "the name of the file is too long. Take at most 200 characters."),
        ("é" * 150, "the name of the file is too long."),
        ("plans", "plans is a folder. Name a file in it: plans/my.ics."),
        ("new/", "new/ is a folder. Name a file in it: new/my.ics."),
        ("no/my.ics", "the calendar cannot be written to no/my.ics: No such file or directory."),
        ("/proc/x", "the calendar cannot be written to /proc/x: No such file or directory."),
        ("mkdocs.yml/my.ics", "the calendar cannot be written to mkdocs.yml/my.ics: Not a directory."),
        ("loop", "loop is a link that leads to itself."),
        ("templates/my.ics", "templates/my.ics is in templates/, which is written by hand. Name a file elsewhere."),
        ("plans/small.yaml", "plans/small.yaml is in plans/, which is written by hand."),
        ("mkdocs.yml", "mkdocs.yml exists and is not a calendar. Name another file, such as my.ics."),
    ],
)
def test_a_calendar_that_has_no_place_is_wrong_usage(project: Path, output: str, said: str) -> None:
    (project / "loop").symlink_to("loop")
    before = {file: file.read_bytes() for file in project.rglob("*.y*ml")}
    result = run(*CALENDAR, output)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert visible(project) == {"loop"}
    assert {file: file.read_bytes() for file in project.rglob("*.y*ml")} == before


@pytest.mark.parametrize(("name", "old"), [("my.ics", "old"), ("calendar", ""), ("calendar", "BEGIN:VCALENDAR\r\n")])
def test_a_calendar_takes_the_place_of_a_calendar(name: str, old: str, project: Path) -> None:
    (project / name).write_text(old, "utf-8")
    assert run(*CALENDAR, name).exit_code == 0
    assert (project / name).read_bytes().endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        (".", ". is neither an empty folder nor one that toolkit build wrote."),
        ("", "--to names no folder."),
        (LONG, "nothing is written to aaa"),
        ("/proc/x", "nothing is written to /proc/x: No such file or directory."),
        ("mkdocs.yml", "mkdocs.yml is neither an empty folder nor one that toolkit build wrote."),
        ("mkdocs.yml/x", "mkdocs.yml/x cannot lie in mkdocs.yml, which is a file."),
        ("plans/out", "plans/out lies in plans/, which is written by hand."),
        ("loop", "loop is a link that leads to itself."),
    ],
)
def test_a_build_that_has_no_place_is_wrong_usage(project: Path, folder: str, said: str) -> None:
    (project / "loop").symlink_to("loop")
    result = run("build", "--to", folder)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert visible(project) == {"loop"}
    assert not (project / "plans/out").exists()


def test_a_link_is_written_through_and_stays(project: Path) -> None:
    (project / "real.ics").write_text("old")
    (project / "real.ics").chmod(0o640)
    (project / "link.ics").symlink_to("real.ics")
    assert run(*CALENDAR, "link.ics").exit_code == 0
    assert (project / "link.ics").is_symlink()
    assert (project / "real.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert (project / "real.ics").stat().st_mode & 0o777 == 0o640
    assert visible(project) == {"real.ics", "link.ics"}


def test_a_link_to_an_empty_folder_is_built_into_and_stays(project: Path) -> None:
    (project / "real").mkdir()
    (project / "link").symlink_to("real")
    assert run("build", "--to", "link").exit_code == 0
    assert (project / "link").is_symlink()
    assert (project / "real/files/calendars/index.json").is_file()
    assert visible(project) == {"real", "link"}


def device(project: Path, name: str, number: int) -> Path:
    """A device to write to: for root one of the test's own, since a mistake here would replace that of the machine."""
    if os.getuid() != 0:
        return Path("/dev") / name
    os.mknod(project / name, stat.S_IFCHR | 0o666, os.makedev(1, number))
    return project / name


def test_a_device_is_written_to_and_not_replaced(project: Path) -> None:
    null = device(project, "null", 3)
    assert run(*CALENDAR, str(null)).exit_code == 0
    assert stat.S_ISCHR(null.stat().st_mode)


def test_a_device_that_is_full_is_a_line_and_not_replaced(project: Path) -> None:
    full = device(project, "full", 7)
    result = run(*CALENDAR, str(full))
    assert result.exit_code == 2
    assert f"the calendar cannot be written to {full}: No space left on device. Free some space" in result.stderr
    assert stat.S_ISCHR(full.stat().st_mode)


def test_a_pipe_by_name_is_written_to_and_not_replaced(project: Path) -> None:
    os.mkfifo(project / "pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:
        code = run(*CALENDAR, "pipe").exit_code
        if code:
            reader.kill()  # it would wait for ever
        assert code == 0
        replaced = not stat.S_ISFIFO((project / "pipe").stat().st_mode)
        if replaced:
            reader.kill()  # it would wait for ever
        assert not replaced
        assert reader.communicate()[0].startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("output", ["-", "/dev/stdout", pytest.param("/dev/fd/1", marks=pytest.mark.exhaustive)])
def test_standard_output_keeps_what_it_holds_already(project: Path, output: str) -> None:
    with (project / "all.txt").open("wb") as target:
        target.write(b"before\n")
        target.flush()
        subprocess.run([TOOLKIT, *CALENDAR, output], stdout=target, stderr=subprocess.DEVNULL, check=True)
        target.write(b"after\n")
    lines = (project / "all.txt").read_bytes().splitlines()
    assert (lines[0], lines[1], lines[-1]) == (b"before", b"BEGIN:VCALENDAR", b"after")


@pytest.mark.parametrize(
    "arguments",
    [
        PLAN,
        ("--help",),
        *(
            pytest.param(arguments, marks=pytest.mark.exhaustive)
            for arguments in ((*CALENDAR, "-"), ("check", "--format", "json"), ("check", "--help"))
        ),
    ],
)
def test_a_full_disk_behind_standard_output_is_a_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([TOOLKIT, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "No space left on device. Free some space, or write to another disk." in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("arguments", [(*CALENDAR, "-"), pytest.param(PLAN, marks=pytest.mark.exhaustive)])
def test_a_reader_that_has_gone_is_no_mistake(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([TOOLKIT, *arguments], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")
