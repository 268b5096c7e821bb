"""Plans, sessions, ways back and whole projects that nobody wrote.

Strategies write YAML as a contributor would, odd and even; `bare_plan` is a short plan that is read. Copies of its own sessions
make a project as large as wanted.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from small import SMALL

from toolkit.models import LEVELS, WEEKDAYS

KINDS = ("easy", "long", "strides", "threshold", "intervals", "strength", "mobility", "recovery", "race")
SESSIONS = sorted(path.stem for kind in KINDS for path in (SMALL / "templates" / kind).glob("*.yaml"))
RHYTHMS = ("standard", "extended")
VARIANTS = [f"{level}-{rhythm}" for level in LEVELS for rhythm in RHYTHMS]
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


@st.composite
def ways_back(draw: st.DrawFn) -> list[dict[str, str]]:
    """Steps of missed.yaml: one begins where the other ends, and the last has no end."""
    ends = sorted(draw(st.sets(st.integers(1, 120), max_size=3)))
    days = [f"{first}-{end}" for first, end in zip([1, *(end + 1 for end in ends)], [*ends, ""], strict=True)]
    return [{"days": said, "advice": "Go on.", **draw(CHANGES)} for said in days]


CHANGES = st.fixed_dictionaries(
    {
        "back": st.integers(0, 8).map(str), "share": st.integers(10, 100).map(str), "grow": st.integers(1, 50).map(str),
        "easy_weeks": st.integers(0, 8).map(str), "without_hardest": st.sampled_from(["true", "false"]),
    },
    optional={"brief": st.just("go on")},
)  # fmt: skip
"""What a step after missed days changes."""


def bare_phase(weeks: int | dict[str, int], days: dict[str, list[str]], name: str = "Base", **more: Any) -> dict[str, Any]:
    """A phase for intermediate runners, or for those that are named, with what else is to be in it."""
    by_variant = weeks if isinstance(weeks, dict) else {"intermediate": weeks}
    return {"name": name, "purpose": "P.", "weeks": {key: str(number) for key, number in by_variant.items()}, "days": days, **more}


def bare_plan(*phases: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A plan of these phases for intermediate runners, with what else is to be in it."""
    return {
        "title": "Odd", "summary": "S.", "who": "W.", "stand_in": "easy-run", "phases": list(phases),
        "entry": {"intermediate": {"week": "165min", "longest": "48min", "fast": "0min"}},
        "left_out": left_out("returning", "advanced"), **more,
    }  # fmt: skip


def left_out(*keys: str) -> dict[str, dict[str, str]]:
    """Whom a plan leaves out, each for a reason."""
    return {key: {"because": "Not tried."} for key in keys}


UNPLACED = re.compile(r"^unplaced:\n", re.MULTILINE)
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
RUNG = re.compile(r'^(  - [^"\'#\n]*?@[\w-]+)(?![\w-]|\s*")', re.MULTILINE)
"""A rung up to its first effort, which can take a note."""


def session_files(root: Path) -> list[Path]:
    """Every session of a project by its path: a file in a folder of templates/ that has rungs, and says no `kind` of its own."""
    files = sorted(file for file in (root / "templates").glob("*/*.yaml"))
    excepted = (root / "templates/loads.yaml").read_text("utf-8")  # by their ids, which a copy does not have
    return [file for file in files if "\nrungs:" in file.read_text("utf-8") and f"{file.stem}:" not in excepted]


def copied(text: str, number: int) -> str:
    """The text of a session under another title, and with a note in every rung that takes one, so that none is read twice."""
    titled = TITLE.sub(f"title: Generated {number:04}", text, count=1)
    return RUNG.sub(rf'\1 "note {number}"', titled)


def add_plans(real: Path, name: str, size: int, folder: Path) -> Path:
    """A copy of a project in `folder` with `size` copies of one of its plans added, each with a title of its own."""
    shutil.copytree(real, folder)
    text = (real / f"plans/{name}.yaml").read_text("utf-8")
    for number in range(size):
        titled = TITLE.sub(f"title: Generated {number:04}", text, count=1)
        (folder / f"plans/generated-{number:04}.yaml").write_text(titled, "utf-8")
    return folder


def add_sessions(real: Path, size: int, folder: Path) -> Path:
    """A copy of a project in `folder` with `size` generated sessions added; the same size is always the same bytes.

    No plan lists these sessions, so the copy gives a reason for each.
    """
    shutil.copytree(real, folder)
    files = session_files(real)
    names = [f"generated-{number:04}" for number in range(size)]
    for number, name in enumerate(names):
        file = files[number % len(files)]
        target = folder / file.relative_to(real).with_name(f"{name}.yaml")
        target.write_text(copied(file.read_text("utf-8"), number), "utf-8")
    outcomes = folder / "templates/outcomes.yaml"
    if outcomes.exists():
        reasons = "".join(f"  {name}: {{because: It is generated.}}\n" for name in names)
        outcomes.write_text(UNPLACED.sub(rf"\g<0>{reasons}", outcomes.read_text("utf-8")), "utf-8")
    return folder
