"""Plans and sessions that nobody wrote: whatever `check` reads without a problem of form, every page of it can be made.

The generator writes YAML as a contributor would, odd and even, and lays it over the small project.
"""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import SMALL, copy_small, judge_all

from toolkit.app.build import Build, Edition
from toolkit.feeds.agenda import agenda_of, thinned
from toolkit.feeds.stamp import cut
from toolkit.library import Library, load
from toolkit.problems import Problem
from toolkit.schedule import missing, place, progress
from toolkit.text.terminal import missed_text

EDITION = Edition("https://lasting-speed.example/", datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 23))
KINDS = ("easy", "long", "strides", "threshold", "intervals", "strength", "mobility", "recovery", "race")
SESSIONS = sorted(path.stem for kind in KINDS for path in (SMALL / "templates" / kind).glob("*.yaml"))
LEVELS, RHYTHMS = ("returning", "intermediate", "advanced"), ("standard", "extended")
VARIANTS = [f"{level}-{rhythm}" for level in LEVELS for rhythm in RHYTHMS]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ODD = [
    "A plan", "- not a list", "{{ title }}", "{% raw %}", "<b>bold</b> & co", "[x](y) *z* _w_ `v`", "# one", "| a | b |",
    "2026-11-01", "no", "…", "!!! note", "[strong, x: @y]", "{limit hard-units}", "'", '"', "😀🏃", "Ω å ﬁ", "<!-- html -->",
]  # fmt: skip
TITLES = st.sampled_from(ODD) | st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters="\\"), min_size=1, max_size=40
).filter(str.strip)
MINUTES = st.integers(0, 400).map(lambda number: f"{number}min")
DAYS = st.dictionaries(st.sampled_from(WEEKDAYS), st.lists(st.sampled_from(SESSIONS), max_size=3, unique=True), max_size=7)
RACE_DAYS = st.dictionaries(st.integers(-6, 6).map(str), st.lists(st.sampled_from(SESSIONS), max_size=2, unique=True), max_size=5)
QUALIFIERS = st.sampled_from([*LEVELS, *RHYTHMS, "reset", "taper", "first", *VARIANTS, "intermediate-standard-reset"])


def weeks(most: int) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from([*LEVELS, *VARIANTS]), st.integers(0, most).map(str), min_size=1, max_size=4)


@st.composite
def phases(draw: st.DrawFn, number: int, most: int) -> dict[str, Any]:
    phase: dict[str, Any] = {
        "name": f"{draw(TITLES)[:50]} {number}",
        "purpose": draw(TITLES),
        "weeks": draw(weeks(most)),
        "days": draw(DAYS),
    }
    if draw(st.booleans()):
        phase["except"] = draw(st.dictionaries(QUALIFIERS, DAYS, max_size=2))
    return phase


@st.composite
def plans(draw: st.DrawFn, most: int = 6) -> dict[str, Any]:
    """A plan as it may be in a file; many of them are offered to somebody."""
    count = draw(st.integers(1, 3))
    entry = {"week": draw(MINUTES), "longest": draw(MINUTES), "fast": draw(MINUTES)}
    keys = draw(st.lists(st.sampled_from([*LEVELS, *VARIANTS]), min_size=1, max_size=3, unique=True))
    plan: dict[str, Any] = {
        "title": draw(TITLES), "summary": draw(TITLES), "who": draw(TITLES), "entry": dict.fromkeys(keys, entry),
        "stand_in": draw(st.sampled_from(SESSIONS)), "phases": [draw(phases(number, most)) for number in range(count)],
        "left_out": {},
    }  # fmt: skip
    if draw(st.booleans()):
        plan["peak"] = {key: {"week": draw(st.integers(1, 300).map("{}min".format)), "longest": "1min"} for key in keys}
    if draw(st.booleans()):
        race = draw(st.sampled_from(["sprint", "mile", "5k", "10k", "half-marathon"]))
        plan |= {"race": race, "race_week": {**draw(RACE_DAYS), "0": ["race-5k"]}, "taper_weeks": str(draw(st.integers(0, 3)))}
        plan["race_week_except"] = draw(st.dictionaries(st.sampled_from([*LEVELS, *RHYTHMS, *VARIANTS]), RACE_DAYS, max_size=2))
        plan["after"] = [draw(phases(9, 3))] if draw(st.booleans()) else []
    else:
        plan["repeats"] = draw(st.sampled_from(["true", "false"]))
        plan["beside"] = draw(TITLES)
    return plan


STEPS = st.sampled_from([
    "20min @easy", "1min @5k", "400m @mile", "1km @threshold", "90s jog", "200m walk", "10 squat", "8 each leg-swing",
    "20m a-march", "30s each hip-flexor-stretch", "walk until ready", "jog until ready 30-60s", "1-2min float", "20s @stride",
    "8s @sprint", "2mi @easy", '5min @steady "hold on | and *on*"',
])  # fmt: skip
RUNGS = st.recursive(
    STEPS, lambda inner: st.tuples(st.integers(1, 4), st.lists(inner, min_size=1, max_size=3)).map(
        lambda repeat: f"{repeat[0]}x({', '.join(repeat[1])})"
    ), max_leaves=6,
)  # fmt: skip
FOLDERS = (
    "easy", "long", "hills", "fartlek", "intervals", "strides", "drills", "walk-run", "cross-training", "mobility", "strength",
    "time-trials", "recovery", "sprints", "warm-ups", "cool-downs", "race",
)  # fmt: skip


@st.composite
def sessions(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A folder, and a session as it may be in a file there."""
    rungs = draw(st.lists(RUNGS, min_size=1, max_size=4))
    session: dict[str, Any] = {
        "title": draw(TITLES), "objective": draw(st.sampled_from(["endurance", "speed", "mobility", "recovery", "test", "power"])),
        "summary": draw(TITLES),
        "load": {"hard": draw(st.sampled_from(["0", "0.5", "1"])), "impact": str(draw(st.integers(0, 5))), "tissues": {}},
        "cues": ["soft-landings", "relaxed-shoulders"], "rungs": rungs, "avoid": draw(TITLES), "surface": ["path"],
        "start": draw(st.dictionaries(st.sampled_from(LEVELS), st.integers(1, len(rungs)).map(str), max_size=3)),
        "sources": "convention", "author": draw(TITLES), "reviewed": "2026-11-01",
    }  # fmt: skip
    mode = draw(st.sampled_from(["", "", "run", "walk", "bike", "drill", "mobility", "strength"]))
    session |= {"mode": mode} if mode else {}
    session |= {"tired": "easy-run"} if draw(st.booleans()) else {}
    session |= {"equivalent": ["bike", "march"]} if draw(st.booleans()) else {}
    return draw(st.sampled_from(FOLDERS)), session


MISSED = st.lists(st.integers(1, 40), max_size=3).flatmap(
    lambda lengths: st.tuples(st.just(lengths), st.lists(_changes(), min_size=len(lengths) + 1, max_size=len(lengths) + 1))
)


@st.composite
def _changes(draw: st.DrawFn) -> dict[str, str]:
    """What a step after missed days changes, if anything."""
    share = draw(st.integers(10, 100))
    return {
        "advice": "Go on.", "back": str(draw(st.integers(0, 8))), "share": str(share), "grow": str(draw(st.integers(1, 50))),
        "easy_weeks": str(draw(st.integers(0, 8))), "without_hardest": draw(st.sampled_from(["true", "false"])),
        **({"brief": "go on"} if draw(st.booleans()) else {}),
    }  # fmt: skip


def steps_of(drawn: tuple[list[int], list[dict[str, str]]]) -> list[dict[str, str]]:
    """Steps of missed.yaml, each as many days long as drawn, the last without an end."""
    steps, first = [], 1
    for length, change in zip([*drawn[0], None], drawn[1], strict=True):
        steps.append({"days": f"{first}-" if length is None else f"{first}-{first + length - 1}", **change})
        first += length or 0
    return steps


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
    return plan | {"left_out": {name: {"because": "Not tried."} for name in forgotten[1].split(", ")}} if forgotten else plan


def every_page_is_made(library: Library) -> int:
    """Make every page and list, judge every plan, and come back after every break; how many pages there are."""
    judge_all(library)
    build = Build(library, EDITION)
    pages = list(build.pages())
    assert len({page.path.lower() for page in pages}) == len(pages)
    assert all(page.content.strip() for page in pages)
    assert all(output.path for output in build.others())
    for schedule, *_ in build.anchored():
        if any(schedule.placed()):  # else `check` refuses the plan
            whole = agenda_of(schedule, library)
            for agenda in (whole, thinned(whole)):
                assert cut(agenda, EDITION.modified, EDITION.site)
    for plan in library.plans.values():
        for variant in plan.variants:
            course = progress(plan, library, variant)
            for week in {2, len(course)} & set(range(2, len(course) + 1)):
                for days in (1, 10, 200):
                    missed_text(plan, library, days, missing(course, library, week, days), week, fever=True)
    return len(pages)


def a_plan_that_is_read_is_built(plan: dict[str, Any]) -> None:
    library, problems = laid({"plans/odd.yaml": whole(plan)})
    assert library is not None
    assert ("odd" in library.plans) == (problems == []), problems
    if "odd" in library.plans:
        bare = any(not any(place(library.plans["odd"], library, variant).placed()) for variant in library.plans["odd"].variants)
        assert bare == any("no day of the plan holds a session" in problem.message for problem in judge_all(library))
        every_page_is_made(library)


def a_session_that_is_read_is_built(drawn: tuple[str, dict[str, Any]], days: tuple[str, ...]) -> None:
    folder, session = drawn
    plan = {
        "title": "Odd", "summary": "S.", "who": "W.", "stand_in": "easy-run", "left_out": {},
        "entry": {level: {"week": "165min", "longest": "48min", "fast": "9min"} for level in LEVELS},
        "phases": [{"name": "P", "purpose": "P.", "weeks": dict.fromkeys(LEVELS, "4"), "days": {day: ["odd"] for day in days}}],
    }  # fmt: skip
    library, problems = laid({f"templates/{folder}/odd.yaml": session, "plans/odd.yaml": plan})
    assert library is not None
    assert "odd" in library.sessions or problems
    every_page_is_made(library)


def any_way_back_is_built(drawn: tuple[list[int], list[dict[str, str]]]) -> None:
    library, problems = laid(
        {
            "templates/missed.yaml": {
                "steps": steps_of(drawn),
                "fever": "F.",
                "rest": "R.",
                "thin": "T.",
                "race": "R.",
                "sources": "convention",
            }
        }
    )
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
@given(drawn=MISSED)
def test_any_way_back_is_built(drawn: tuple[list[int], list[dict[str, str]]]) -> None:
    any_way_back_is_built(drawn)


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
@given(drawn=MISSED)
def test_many_ways_back_are_built(drawn: tuple[list[int], list[dict[str, str]]]) -> None:
    any_way_back_is_built(drawn)
