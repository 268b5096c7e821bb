"""The small good project, copies of it that a test may change, and cases laid over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.checks import check_project
from toolkit.checks.judging import judge_layouts
from toolkit.checks.verdicts import judge_library
from toolkit.dose import Doses
from toolkit.library import Library, Project, load, open_project
from toolkit.models import Answers, CalendarRow, Plan
from toolkit.problems import Problem, report

TESTS = Path(__file__).resolve().parent
SMALL = TESTS / "good" / "small"
FROZEN = TESTS / "good" / "frozen"
"""A rich project that does not change with what is shipped: the sessions and plans of November 2026."""
BAD = TESTS / "bad"
CASE_SUFFIXES = (".yaml", ".md", ".patch")


def copy_small(folder: Path) -> Path:
    """A copy of the small project."""
    return Path(shutil.copytree(SMALL, folder))


def cases(folder: Path) -> list[Path]:
    """Every case of a folder: a file, or a folder of files, that has an `.expected` beside it or lacks it."""
    return sorted(case for case in folder.iterdir() if case.suffix in CASE_SUFFIXES or (case.is_dir() and case.name != "rules"))


def expected_of(case: Path) -> Path:
    """The file that holds the report of a case."""
    return case.with_suffix(".expected")


def lay_over(root: Path, case: Path) -> None:
    """Lay the files of a case over a project: the first line of each is a comment with its path.

    A `.patch` changes that file. In any other the first line stays, so that a report has the lines of the case, unless front matter
    follows, which must come first.
    """
    for file in _files(case):
        raw = file.read_bytes()
        first, _, rest = raw.partition(b"\n")
        target = root / first.decode().strip("#<!-> ")
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".patch":
            target.write_bytes(patched(target.read_bytes().decode(), rest.decode()).encode())
        else:
            target.write_bytes(rest if rest.startswith(b"---\n") else raw)


def patched(text: str, patch: str) -> str:
    """A text changed by the blocks of a patch, with an empty line between blocks.

    Lines of a block that begin with “-” or a space must be found in the text in a row, once; those that begin with “+” or a space
    replace them.
    """
    for block in patch.removesuffix("\n").split("\n\n"):
        lines = [(line[:1], line[1:]) for line in block.split("\n")]
        assert {mark for mark, _ in lines} <= set("-+ "), f"each line of a patch begins with “-”, “+” or a space:\n{block}"
        text = _replaced(text, [line for mark, line in lines if mark != "+"], [line for mark, line in lines if mark != "-"])
    return text


def _replaced(text: str, old: list[str], new: list[str]) -> str:
    """A text with new lines in place of old ones, which it must have in a row, once."""
    lines = text.split("\n")
    found = [number for number in range(len(lines)) if old and lines[number : number + len(old)] == old]
    assert len(found) == 1, f"a patch must find its old lines once, and finds them {len(found)} times:\n{chr(10).join(old)}"
    lines[found[0] : found[0] + len(old)] = new
    return "\n".join(lines)


def _files(case: Path) -> Iterator[Path]:
    yield from sorted(case.iterdir()) if case.is_dir() else [case]


def changed(plan: Plan, **fields: object) -> Plan:
    """A plan with other fields; what it offers is computed again."""
    copy = plan.model_copy(update=fields)
    copy.__dict__.pop("variants", None)
    return copy


def project_in(folder: Path) -> Project:
    """The project in a folder, whose settings are sound."""
    project, problems = open_project(folder)
    assert project is not None
    assert problems == []
    return project


def with_rows(library: Library, *rows: CalendarRow) -> Library:
    """A library whose settings have other rows that say which days have a calendar."""
    return replace(library, settings=library.settings.model_copy(update={"calendars": rows}))


def check(root: Path) -> list[Problem]:
    """Every problem of a project, as `toolkit check` finds them."""
    return check_project(root)[1]


def judge_all(library: Library) -> list[Problem]:
    """Every problem that is found by laying plans and seasons out, and those of ladders and options."""
    return [*judge_library(Doses(library)), *judge_layouts(Doses(library))[0]]


def said(root: Path) -> str:
    """The report of a project, with a line feed at its end."""
    return f"{report(check(root))}\n"


def sound(root: Path) -> Library:
    """The library of a project, which has no problems."""
    library, problems = load(root)
    assert library is not None
    assert problems == []
    return library


def changed_answers(library: Library, answers: Answers) -> Library:
    """A library whose settings say otherwise what answers for calendars."""
    return replace(library, settings=library.settings.model_copy(update={"answers": answers}))
