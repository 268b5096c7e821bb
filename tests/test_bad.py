"""Every case in tests/bad/ is laid over the small project; the report that follows is in the `.expected` beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import BAD, TESTS, cases, check, expected_of, lay_over, patched

from toolkit.models import NEVER_COMES_IN
from toolkit.problems import Problem, report
from toolkit.rules import RULES

BY_HAND = {"reset-weeks"}
"""Rules that no file can break, since the schedule is made by the same number; test_rules.py breaks them in a schedule."""


def name_of(case: Path) -> str:
    return case.relative_to(TESTS).with_suffix("").as_posix()


def problems_as_expected(case: Path, project: Path, config: pytest.Config) -> list[Problem]:
    """The problems of a project with a case laid over it; their report is that beside the case, or with --accept becomes it."""
    lay_over(project, case)
    problems = check(project)
    said = f"{report(problems)}\n"
    if config.getoption("--accept"):
        expected_of(case).write_text(said, "utf-8")
    assert said == expected_of(case).read_text("utf-8")
    assert [problem for problem in problems if problem.rule != rule_at_the_end(problem.message)] == []
    return problems


def rule_at_the_end(message: str) -> str:
    """The rule or the figure that a message names for readers, in brackets at its end; empty where it names none."""
    found = re.search(rf"\((?:rule |outcome )([\w-]+)\)$|\(({NEVER_COMES_IN})\)$", message)
    return (found[1] or found[2]) if found else ""


@pytest.mark.parametrize("case", cases(BAD), ids=name_of)
def test_a_bad_file_gets_exactly_the_report_beside_it(case: Path, small: Path, pytestconfig: pytest.Config) -> None:
    problems_as_expected(case, small, pytestconfig)


@pytest.mark.parametrize("case", cases(BAD / "rules"), ids=name_of)
def test_a_file_that_breaks_a_rule_breaks_no_other(case: Path, small: Path, pytestconfig: pytest.Config) -> None:
    assert {problem.rule for problem in problems_as_expected(case, small, pytestconfig)} == {case.stem}


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert {case.stem for case in cases(BAD / "rules")} == {rule.id for rule in RULES} - BY_HAND


def test_no_expected_report_has_lost_its_file() -> None:
    reports = {path for folder in (BAD, BAD / "rules") for path in folder.glob("*.expected")}
    assert reports == {expected_of(case) for case in (*cases(BAD), *cases(BAD / "rules"))}


def test_a_patch_replaces_the_lines_that_it_names_and_keeps_the_others() -> None:
    assert patched("a: 1\nb: 2\nc: 3\nd: 4\n", "-a: 1\n+a: 5\n\n c: 3\n+\n+e: 6\n") == "a: 5\nb: 2\nc: 3\n\ne: 6\nd: 4\n"


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ("-a: 2\n+a: 3\n", "finds them 0 times"),
        ("-b: 2\n+b: 3\n", "finds them 2 times"),
        ("-a: 1\n-c: 3\n", "finds them 0 times"),
        ("+a: 1\n", "finds them 0 times"),
        ("a: 1\n", "begins with"),
    ],
)
def test_a_patch_that_does_not_find_its_old_lines_once_fails(patch: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        patched("a: 1\nb: 2\nc: 3\nb: 2\n", patch)
