"""Every file in tests/bad/ is laid over the small project; what is said then is in the `.expected` beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import BAD, TESTS, cases, expected_of, lay_over, said

from toolkit.rules import RULES

ALL = [*cases(BAD), *cases(BAD / "rules")]
BY_HAND = {"reset-weeks"}
"""Rules that no file can break, since the schedule is made by the same number; test_rules.py breaks them in a schedule."""


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.relative_to(TESTS).with_suffix("").as_posix())
def test_a_bad_file_gets_exactly_the_report_beside_it(case: Path, small: Path, pytestconfig: pytest.Config) -> None:
    lay_over(small, case)
    report = said(small)
    if pytestconfig.getoption("--accept"):
        expected_of(case).write_text(report, "utf-8")
    assert report == expected_of(case).read_text("utf-8")


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert {case.stem for case in cases(BAD / "rules")} == {rule.id for rule in RULES} - BY_HAND


@pytest.mark.parametrize("case", cases(BAD / "rules"), ids=lambda case: case.stem)
def test_a_file_that_breaks_a_rule_breaks_no_other(case: Path) -> None:
    reported = [line for line in expected_of(case).read_text("utf-8").splitlines() if line.startswith(("plans/", "templates/"))]
    assert reported
    assert [line for line in reported if not line.endswith(f"(rule {case.stem})")] == []


def test_no_expected_report_has_lost_its_file() -> None:
    reports = {path for folder in (BAD, BAD / "rules") for path in folder.glob("*.expected")}
    assert reports == {expected_of(case) for case in ALL}
