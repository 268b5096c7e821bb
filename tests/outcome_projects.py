"""Small projects for what must come out of plans: the small one with every limit and rhythm, and a plan of a test's own."""

from __future__ import annotations

from pathlib import Path

import yaml

from toolkit.library import Library, load
from toolkit.models import LEVELS, LIMITS, Plan
from toolkit.problems import Problem
from toolkit.rules import Figure, measure_figures
from toolkit.schedule import Schedule, Schedules

HEAD = """title: A plan of a test
summary: For a test.
who: Nobody runs this.
stand_in: easy-run
entry:
  intermediate: {week: 165min, longest: 48min, fast: 0min}
  intermediate-trained: {week: 165min, longest: 48min, fast: 12min, fast_week: 14min}
"""
TAIL = """left_out:
  returning: {because: Not tried.}
  advanced: {because: Not tried.}
  intermediate-quick: {because: Not tried.}
  intermediate-extended: {because: Not tried.}
  intermediate-patient: {because: Not tried.}
"""
RACE = """race: 5k
race_week:
  -4: [easy-with-strides]
  -3: [easy-run]
  0: [race-5k]
"""
NEVER_STRICT = 100.0
"""A number that no limit of these projects is broken by."""
DAYS = """    days:
      mon: [strength-a]
      tue: [two-on-one-off]
      wed: [easy-with-strides]
      thu: [two-minutes, strength-a]
      sat: [easy-run]
      sun: [long-run]
"""


def make_whole(root: Path) -> Path:
    """Add to a project every limit, further number and rhythm that it lacks, so lenient that nothing depends on them."""
    path = root / "templates" / "limits.yaml"
    limits = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for name, further in LIMITS.items():
        lenient = {"rule": f"{name}.", "why": "For a test.", "unit": "percent", "severity": "warning", "strength": "convention"}
        lenient |= {"evidence": "Convention.", "sources": "convention"}
        limit = limits.setdefault(name, lenient | {"values": {level: [str(int(NEVER_STRICT))] * 4 for level in LEVELS}})
        for number in further:
            limit.setdefault("also", {}).setdefault(number, "0" if number == "trained" else str(int(NEVER_STRICT)))
    path.write_text(yaml.safe_dump(limits, allow_unicode=True), "utf-8")
    kept = ("severity", "unit", "values", "also")
    agreed = {name: {key: limit[key] for key in kept if key in limit} for name, limit in limits.items()}
    (root / "templates" / "baseline.yaml").write_text(yaml.safe_dump(agreed), "utf-8")
    levels = root / "templates" / "levels.yaml"
    text = yaml.load(levels.read_text("utf-8"), yaml.BaseLoader)
    for rhythm, column in (("quick", "40-49"), ("patient", "70+")):
        text["rhythms"].setdefault(rhythm, {"title": rhythm.capitalize(), "who": "For a test.", "column": column})
    levels.write_text(yaml.safe_dump(text, allow_unicode=True), "utf-8")
    for plan in (root / "plans").glob("*.yaml"):
        plan.unlink()
    return root


def with_plan(root: Path, phases: str, more: str = RACE) -> Path:
    """A project with one plan, `x`, for intermediate-standard, fresh and trained."""
    (root / "plans" / "x.yaml").write_text(f"{HEAD}{more}phases:\n{phases}{TAIL}", "utf-8")
    return root


def phase(name: str = "Building", weeks: int = 10, days: str = DAYS, more: str = "") -> str:
    """One phase of a plan."""
    return f"  - name: {name}\n    purpose: For a test.\n    weeks: {{intermediate: {weeks}}}\n{more}{days}"


def outcomes(root: Path, text: str) -> Path:
    """A project that wants something of its plans."""
    (root / "templates" / "outcomes.yaml").write_text(text, "utf-8")
    return root


def read(root: Path) -> Library:
    """The library of a project, which has no problems of form."""
    library, problems = load(root)
    assert problems == [], [str(problem) for problem in problems]
    assert library is not None
    return library


def laid_out(library: Library, *, trained: bool = False) -> Schedule:
    """The plan of a test, laid out for a race on Sunday."""
    plan: Plan = library.plans["x"]
    variant = next(variant for variant in plan.variants if variant.trained == trained)
    return Schedules(library).of(plan, variant)[0]


def came(library: Library, *, trained: bool = False) -> dict[str, Figure]:
    """The figures of the plan of a test."""
    return {figure.name: figure for figure in measure_figures(laid_out(library, trained=trained), library)}


def lines(problems: list[Problem]) -> list[str]:
    """Problems as `path:line: message`."""
    return [f"{problem.path}:{problem.line}: {problem.message}" for problem in problems]


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change a text in one file of a project, wherever it is."""
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")
