"""The small good project, copies of it that a test may change, and cases laid over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from toolkit.checks import check as check_project
from toolkit.checks.laid_out import laid_out
from toolkit.checks.verdicts import judge_library
from toolkit.library import Library, load
from toolkit.models import Plan
from toolkit.problems import Problem, report

TESTS = Path(__file__).resolve().parent
SMALL = TESTS / "good" / "small"
CLUB = TESTS / "good" / "club"
"""A rich project that does not change with what is shipped: the sessions and plans of November 2026."""
BAD = TESTS / "bad"


def copy_small(folder: Path) -> Path:
    """A copy of the small project."""
    return Path(shutil.copytree(SMALL, folder))


def cases(folder: Path) -> list[Path]:
    """Every case of a folder: a file, or a folder of files, that has an `.expected` beside it or lacks it."""
    return sorted(case for case in folder.iterdir() if case.suffix in (".yaml", ".md") or (case.is_dir() and case.name != "rules"))


def expected_of(case: Path) -> Path:
    """The file that holds the report of a case."""
    return case.with_suffix(".expected")


def lay_over(root: Path, case: Path) -> None:
    """Lay the files of a case over a project: the first line of each is a comment with its path.

    It stays in the file, so that a report has the lines of the case, unless front matter follows, which must come first.
    """
    for file in _files(case):
        raw = file.read_bytes()
        first, _, rest = raw.partition(b"\n")
        target = root / first.decode().strip("#<!-> ")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(rest if rest.startswith(b"---\n") else raw)


def _files(case: Path) -> Iterator[Path]:
    yield from sorted(case.iterdir()) if case.is_dir() else [case]


def changed(plan: Plan, **fields: object) -> Plan:
    """A plan with other fields; what it offers is worked out anew."""
    copy = plan.model_copy(update=fields)
    copy.__dict__.pop("variants", None)
    return copy


def check(root: Path) -> list[Problem]:
    """Every problem of a project, as `toolkit check` finds them."""
    return check_project(root)[1]


def judge_all(library: Library) -> list[Problem]:
    """Every problem that is found by laying plans and seasons out, and those of ladders and options."""
    return [*judge_library(library), *laid_out(library)[0]]


def said(root: Path) -> str:
    """The report of a project, with a line feed at its end."""
    return f"{report(check(root))}\n"


def sound(root: Path) -> Library:
    """The library of a project, which has no problems."""
    library, problems = load(root)
    assert library is not None
    assert problems == []
    return library
