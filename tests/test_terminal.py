"""Nothing that is typed, or that a file is called, moves a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.app.cli import main
from toolkit.characters import refused, visible, visible_lines
from toolkit.problems import Problem, report, shorten, unknown


def test_a_terminal_gets_only_what_is_seen() -> None:
    name = "x\x1b]0;title\x07\u202e\nplans/good.yaml:1:1: fine"
    said = report(
        [Problem(f"plans/{name}.yaml", 1, 1, f"wrong: {name}", f"a: {name}"), Problem("b", 1, 1, unknown("cue", name, [name]))]
    )
    assert not any(refused(said.replace("\ufffd", "?")))
    assert len(said.splitlines()) == 6
    assert "plans/x[U+001B]]0;title[U+0007][U+202E][U+000A]plans/good.yaml" in said
    assert visible("a\udcffb\tc") == "a[U+DCFF]b[U+0009]c"
    assert visible_lines("a\x1b\nb") == "a[U+001B]\nb"
    assert shorten("a\x1b") == "a[U+001B]"


ESCAPES = "\x1b]0;title\x07\x1b[31m\u202e"


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "plan", f"5k{ESCAPES}", "--level", "advanced"],
        ["show", "session", ESCAPES, "--level", "advanced"],
        ["show", "session", "two-minutes", "--level", ESCAPES],
        [f"check{ESCAPES}"],
        ["check", f"--{ESCAPES}"],
        ["check", f"x{ESCAPES}"],
        [f"--{ESCAPES}"],
        ["build", "--to", f"/proc/{ESCAPES}"],
        ["calendar", "small", "--level", "intermediate", "--race", f"2027{ESCAPES}", "--output", "x.ics"],
        ["missed", ESCAPES, "--level", "advanced", "--week", "1", "--days", "9"],
    ],
)
def test_wrong_usage_sends_a_terminal_nothing_that_was_typed_raw(
    small: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(small)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert not any(refused(result.output))


def test_check_shows_a_hostile_name_of_a_file_as_characters(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / f"templates/easy/{ESCAPES}.yaml").write_text("title: x\n")
    (small / "templates/easy/a\nplans\udcff.yaml").write_text("title: x\n")
    monkeypatch.chdir(small)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "templates/easy/[U+001B]]0;title[U+0007]" in result.output
    assert not any(refused(result.output.replace("\ufffd", "?")))


@pytest.mark.parametrize("name", ["a\nb", "a  b", " a", "a\t"])
@pytest.mark.parametrize("folder", ["easy", "exercises"])
def test_spaces_in_the_name_of_a_sound_file_are_answered_at_the_file(
    small: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    sound = next((small / "templates" / folder).glob("*.yaml")).read_text("utf-8")
    (small / f"templates/{folder}/{name}.yaml").write_text(sound, "utf-8")
    monkeypatch.chdir(small)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert not isinstance(result.exception, KeyError)
    assert f"templates/{folder}/{visible(name)}.yaml:1:1: the name “{visible(name)}” cannot be an id." in result.output
