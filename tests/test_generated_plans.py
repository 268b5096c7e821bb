"""Plans and sessions that nobody wrote: whatever `check` reads without a problem of form, every page of it can be made.

What `generated` writes is laid over the small project.
"""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from generated import bare_phase, bare_plan, left_out, plans, sessions, ways_back
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import copy_small, judge_all

from toolkit.app.build import Build, Surroundings
from toolkit.feeds.identity import History
from toolkit.library import Library, load
from toolkit.models import LEVELS, WEEKDAYS
from toolkit.problems import Problem
from toolkit.schedule import lay_out, lay_out_after_break, trace_progress
from toolkit.text.terminal import missed_text

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))


def laid(files: dict[str, Any]) -> tuple[Library | None, list[Problem]]:
    """What is read of the small project with some files more; JSON is YAML, so nothing needs quoting by hand."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_small(Path(folder) / "small")
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return load(root)


def whole(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan that leaves out, for a reason, whomever it is not offered to."""
    _, problems = laid({"plans/odd.yaml": plan})
    said = " ".join(problem.message for problem in problems)
    forgotten = re.search(r"neither offered to (.*) nor left out", said)
    return plan | {"left_out": left_out(*forgotten[1].split(", "))} if forgotten else plan


def every_page_is_made(library: Library) -> int:
    """Make every page and list, judge every plan, and come back after every break; how many pages there are."""
    judge_all(library)
    build = Build(library, SURROUNDINGS)
    pages = list(build.pages())
    assert len({page.path.lower() for page in pages}) == len(pages)
    assert all(page.content.strip() for page in pages)
    assert all(output.path for output in build.others())
    assert all(file.content for make in build.files_for_programs() for file in make())
    for plan in library.plans.values():
        for variant in plan.variants:
            course = trace_progress(plan, library, variant)
            for week in {2, len(course)} & set(range(2, len(course) + 1)):
                for days in (1, 10, 200):
                    missed_text(plan, library, days, lay_out_after_break(course, library, week, days), week, fever=True)
    return len(pages)


def a_plan_that_is_read_is_built(plan: dict[str, Any]) -> None:
    library, problems = laid({"plans/odd.yaml": whole(plan)})
    assert library is not None
    assert ("odd" in library.plans) == (problems == []), problems
    if "odd" in library.plans:
        bare = any(not any(lay_out(library.plans["odd"], library, variant).placed()) for variant in library.plans["odd"].variants)
        assert bare == any("no day of the plan holds a session" in problem.message for problem in judge_all(library))
        every_page_is_made(library)


def a_session_that_is_read_is_built(drawn: tuple[str, dict[str, Any]], days: tuple[str, ...]) -> None:
    folder, session = drawn
    entry = {level: {"week": "165min", "longest": "48min", "fast": "9min"} for level in LEVELS}
    plan = bare_plan(bare_phase(dict.fromkeys(LEVELS, 4), {day: ["odd"] for day in days}), entry=entry, left_out={})
    library, problems = laid({f"templates/{folder}/odd.yaml": session, "plans/odd.yaml": plan})
    assert library is not None
    assert "odd" in library.sessions or problems
    every_page_is_made(library)


def any_way_back_is_built(steps: list[dict[str, str]]) -> None:
    missed = {"steps": steps, "fever": "F.", "rest": "R.", "thin": "T.", "race": "R.", "sources": "convention"}
    library, problems = laid({"templates/missed.yaml": missed})
    assert problems == []
    assert library is not None
    every_page_is_made(library)


QUICK = settings(max_examples=2, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
MANY = settings(QUICK, max_examples=150)
DAYS_OF = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(tuple)


@QUICK
@given(plan=plans())
def test_a_plan_that_is_read_is_built(plan: dict[str, Any]) -> None:
    a_plan_that_is_read_is_built(plan)


@QUICK
@given(drawn=sessions(), days=DAYS_OF)
def test_a_session_that_is_read_is_built(drawn: tuple[str, dict[str, Any]], days: tuple[str, ...]) -> None:
    a_session_that_is_read_is_built(drawn, days)


@QUICK
@given(steps=ways_back())
def test_any_way_back_is_built(steps: list[dict[str, str]]) -> None:
    any_way_back_is_built(steps)


def test_a_race_without_an_effort_is_built() -> None:
    """It only floats and walks: nothing need be prepared for it."""
    race = {
        "title": "A float",
        "objective": "endurance",
        "summary": "Floating.",
        "load": {"hard": "1", "impact": "0", "tissues": {}},
        "cues": ["soft-landings", "relaxed-shoulders"],
        "rungs": ["3x(20m a-march, 1-2min float, walk until ready)"],
        "avoid": "Pain.",
        "surface": ["path"],
        "start": {},
        "sources": "convention",
        "author": "Nobody",
        "reviewed": "2026-11-01",
        "tired": "easy-run",
        "equivalent": ["bike"],
    }
    library, _ = laid({"templates/race/odd.yaml": race})
    assert library is not None
    assert "odd" in library.sessions, "this proves nothing"
    a_session_that_is_read_is_built(("race", race), ("mon",))


@pytest.mark.exhaustive
@settings(MANY, derandomize=False)
@given(plan=plans(most=30))
def test_many_plans_that_are_read_are_built(plan: dict[str, Any]) -> None:
    a_plan_that_is_read_is_built(plan)


@pytest.mark.exhaustive
@settings(MANY, derandomize=False)
@given(drawn=sessions(), days=DAYS_OF)
def test_many_sessions_that_are_read_are_built(drawn: tuple[str, dict[str, Any]], days: tuple[str, ...]) -> None:
    a_session_that_is_read_is_built(drawn, days)


@pytest.mark.exhaustive
@settings(MANY, derandomize=False, max_examples=50)
@given(steps=ways_back())
def test_many_ways_back_are_built(steps: list[dict[str, str]]) -> None:
    any_way_back_is_built(steps)
