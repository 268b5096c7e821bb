"""The benchmark's own parts: generated projects keep every rule, growth is 1 where costs are in step, and budgets are judged."""

from __future__ import annotations

from pathlib import Path

import generated
import pytest
import yaml
from bench import areas, budgets
from bench.__main__ import main
from click.testing import CliRunner
from project import copy_to
from small import SMALL, check, sound


def test_a_project_with_generated_sessions_has_no_problems(tmp_path: Path) -> None:
    project = generated.add_sessions(SMALL, 40, tmp_path / "generated")
    assert check(project) == []
    library, before = sound(project), sound(SMALL)
    assert len(library.sessions) == len(before.sessions) + 40
    assert len({session.title for session in library.sessions.values()}) == len(library.sessions)


@pytest.mark.exhaustive
def test_the_shipped_project_with_generated_sessions_has_no_problems(tmp_path: Path) -> None:
    project = generated.add_sessions(copy_to(tmp_path / "real"), 40, tmp_path / "generated")
    assert check(project) == []


def test_the_same_size_is_always_the_same_bytes(tmp_path: Path) -> None:
    one, other = (generated.add_sessions(SMALL, 15, tmp_path / name) for name in ("one", "other"))
    files = sorted(file.relative_to(one) for file in one.rglob("*.yaml"))
    assert all((one / file).read_bytes() == (other / file).read_bytes() for file in files)


@pytest.mark.parametrize(
    ("rung", "noted"),
    [
        ("  - 20min @easy", '  - 20min @easy "note 7"'),
        ("  - 3x(1min @5k, 90s jog)   # more", '  - 3x(1min @5k "note 7", 90s jog)   # more'),
        ('  - 4min @10k "calm", 2min @5k', '  - 4min @10k "calm", 2min @5k'),
        ("  - 3x(8 squat, 90s rest)", "  - 3x(8 squat, 90s rest)"),
        ("  - '20min @easy'", "  - '20min @easy'"),
    ],
)
def test_a_copied_rung_takes_a_note_where_it_can(rung: str, noted: str) -> None:
    assert generated.copied(f"title: Easy run\nrungs:\n{rung}\n", 7) == f"title: Generated 0007\nrungs:\n{noted}\n"


def test_growth_is_1_in_step_and_2_with_the_square() -> None:
    assert areas.growth(2, 5, 8) == 1
    assert areas.growth(2, 3, 6) == 2


def test_a_budget_is_broken_by_too_much_and_by_too_little_but_not_by_what_was_not_measured() -> None:
    most, limit = next(iter(budgets.MOST.items()))
    least, floor = next(iter(budgets.LEAST.items()))
    assert budgets.broken({}) == []
    assert budgets.broken({most: limit, least: floor}) == []
    assert budgets.broken({most: limit + 1, least: floor - 1}) == [
        f"{most} is {limit + 1:g}; its budget is {limit:g} at most",
        f"{least} is {floor - 1:g}; its budget is {floor:g} at least",
    ]


def test_every_budget_is_of_an_area() -> None:
    assert {name.split(".")[0] for name in (*budgets.MOST, *budgets.LEAST)} <= areas.AREAS.keys()


def test_plain_mkdocs_has_the_extensions_of_the_site_and_every_page(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    for page in ("index.md", "sessions/hills.md"):
        (tmp_path / page).write_text("# Page\n")
    real = "theme: own\nmarkdown_extensions:\n  - toc: {permalink: true}\n  - tables\n\nplugins: [toolkit]\n"
    settings = yaml.safe_load(areas.plain_settings(real, tmp_path))
    assert settings["markdown_extensions"] == [{"toc": {"permalink": True}}, "tables"]
    assert settings["nav"] == ["index.md", "sessions/hills.md"]
    assert settings["plugins"] == ["search"]


def test_an_unknown_area_is_wrong_usage() -> None:
    done = CliRunner().invoke(main, ["chekc"])
    assert done.exit_code == 2
    assert "'chekc' is not one of 'check'" in done.output
