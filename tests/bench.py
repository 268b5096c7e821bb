"""The benchmark behind `make bench`: how long check, build and site take as content grows, against what they cannot do without.

Every figure is a line `area.name value unit` on standard output, and all are one flat JSON object in build/bench.json. Seconds
depend on the machine, so only ratios within one run have a budget. Progress goes to standard error.

A generated project is the real one with as many generated sessions added as its size says; the same size is always the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from project import EPOCH, ROOT, copy_to

if TYPE_CHECKING:
    from toolkit.render.calendar import Agenda
    from toolkit.render.stamp import Stamp

# Nothing of toolkit, pydantic or icalendar is imported at the top: Linux counts the memory of the process that starts another
# as memory of the other, so this one stays small, and what is measured from inside runs in a process of its own.

BUDGETS: Mapping[str, float] = {
    "check.growth": 1.3,
    "check.ratio_500": 10.5,  # with 41 variants and two seasons laid out and judged; with 24 variants it was 7.5
    "rules.growth": 1.3,
    "site.ratio_30": 1.5,  # calendars weigh most where there are few pages
    "site.ratio_300": 1.0,
    "site.ratio_500": 0.8,
    "site.memory_500": 143,  # MiB, which is 150 MB: the same content needs the same on every machine
    "site.ratio_1000": 0.65,
    "site.memory_ratio_1000": 2.0,
    "calendars.write_ratio": 2.0,
    "calendars.growth": 1.2,
    "calendars.memory_growth": 1.1,
    "calendars.megabytes": 350,  # the same for the same day: not a matter of the machine
}
"""Figure → the most it may be: what was measured when the spine was built, and a fifth to a third more. Only ratios stand here."""
LEAST: Mapping[str, float] = {"calendars.stamp_ratio": 300}
"""Figure → the least it may be."""

AREAS: Mapping[str, str] = {
    "check": "toolkit check, cold: time and memory by size, how it grows, and where it goes",
    "build": "toolkit build --to: time and memory by size",
    "site": "mkdocs build with the plugin, against plain MkDocs on the same Markdown with a flat nav",
    "rules": "import, load and all rules over all variants of the real plan and of generated ones, cold",
    "calendars": "all feeds of a build: stamped against icalendar one by one, and against writing alone",
}
SIZES = (30, 300, 500, 1000)
GROWTH = (0, 125, 250, 500, 1000)
"""Sizes at which check is measured to see how it grows; 0 is the real content alone."""
HALF, WHOLE = 500, 1000
"""The sizes between which growth is reckoned; at the first it is also said where the time goes."""
PLANS = 100
"""How many plans are generated to see how judging grows."""
REPEATS = 5
"""Runs of anything that takes a second or so; the median counts."""
SLOW_FROM = 200
"""Sizes from which a site is built once: its time varies less than its length costs."""
CALENDAR_SITE = "https://lasting-speed.example/"

BIN = Path(sys.executable).parent
SURROUNDINGS: Mapping[str, str] = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
    "SOURCE_DATE_EPOCH": EPOCH,
    "GIT_CEILING_DIRECTORIES": tempfile.gettempdir(),
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}
"""What every process that is measured sees: no git, and the same day."""

IMPORTS = "from time import perf_counter as now; start = now(); import toolkit.cli, toolkit.rules; print(now() - start)"
BASELINE = """
import pathlib, yaml
from pydantic import BaseModel
for file in sorted(pathlib.Path.cwd().glob("*/**/*.yaml")):
    yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
"""What no check of the same files could do without: Python, pydantic, and YAML read once by the C parser."""


# Generated sessions


@dataclass(frozen=True)
class Names:
    """Real ids for generated sessions to refer to."""

    cues: Sequence[str]
    sources: Sequence[str]
    warm_ups: Sequence[str]
    cool_downs: Sequence[str]
    tired: Sequence[str]
    counted: Mapping[str, Sequence[str]]
    """Exercises that can be counted in repetitions, by kind."""


@dataclass(frozen=True)
class Recipe:
    """One sort of generated session: its folder, its fields, and its ladder."""

    folder: str
    noun: str
    objective: str
    load: str
    rungs: Callable[[Random, Names], Sequence[str]]
    more: Mapping[str, str] = field(default_factory=dict)
    dressed: bool = False
    """Whether it has a warm-up and a cool-down."""


def _easy(random: Random, names: Names) -> Sequence[str]:
    start, ground = random.randrange(12, 40), random.choice(["on grass", "by the river", "on rolling paths", "where it is flat"])
    return [f'{minutes}min @easy "{ground}"' for minutes in range(start, start + 40, 5)]


def _long(random: Random, names: Names) -> Sequence[str]:
    start, steady = random.randrange(30, 60), random.randrange(5, 15)
    return [f"{minutes}min @easy, {steady}min @steady, 5min walk" for minutes in range(start, start + 36, 3)]


def _walk_run(random: Random, names: Names) -> Sequence[str]:
    times, walk = random.randrange(5, 10), random.randrange(30, 150, 5)
    return [f"{times}x({seconds}s @easy, {walk}s walk)" for seconds in range(60, 240, 20)]


def _strides(random: Random, names: Names) -> Sequence[str]:
    minutes, seconds, rest = random.randrange(20, 30), random.randrange(12, 25), random.randrange(40, 80, 5)
    steps = f"({seconds}s @stride, walk until ready {rest}-{rest + 30}s)"
    return [f"{minutes}min @easy, {times}x{steps}" for times in range(4, 10)]


def _hills(random: Random, names: Names) -> Sequence[str]:
    effort, seconds, walk = random.choice(["mile", "sprint", "5k"]), random.randrange(8, 50), random.randrange(60, 180, 10)
    start = f'{random.randrange(10, 16)}min @easy "to the foot of the hill"'
    return [f'{start}, {times}x({seconds}s @{effort}, {walk}s walk "all the way down")' for times in range(4, 11)]


def _fartlek(random: Random, names: Names) -> Sequence[str]:
    quick, slow, jog = random.randrange(20, 45, 5), random.randrange(40, 80, 5), random.randrange(60, 150, 10)
    steps = f'({quick}s @5k "to a tree", {jog}s jog, {slow}s @10k "to a bend", 2min jog)'
    return [f"{times}x{steps}" for times in range(2, 9)]


def _ladder(random: Random, names: Names) -> Sequence[str]:
    step, jog = random.randrange(30, 65, 5), random.randrange(90, 150, 10)
    rise = [f"{step * part}s @10k, {jog}s jog" for part in (1, 2, 2, 2, 2, 2)]
    return [", ".join([*rise[:parts], f"{step}s @5k"]) for parts in range(2, 7)]


def _intervals(random: Random, names: Names) -> Sequence[str]:
    metres, effort, rest = random.randrange(150, 290, 10), random.choice(["10k", "5k", "mile"]), random.randrange(60, 200, 10)
    return [f"{times}x({metres}m @{effort}, {rest}s jog)" for times in range(3, 11)]


def _threshold(random: Random, names: Names) -> Sequence[str]:
    seconds, rest = random.randrange(150, 250, 10), random.randrange(45, 120, 5)
    piece = f"{seconds // 60}:{seconds % 60:02} @threshold, {rest}s jog"
    return [f"{times}x({piece}){tail}" for times in range(2, 7) for tail in ("", f", 2min @threshold, {rest}s jog")]


def _trial(random: Random, names: Names) -> Sequence[str]:
    metres, effort = random.randrange(600, 3200, 50), random.choice(["mile", "5k"])
    return [f'{metres}m @{effort} "as even as you can"', f'{metres + 100}m @{effort} "as even as you can"']


def _circuit(kind: str) -> Callable[[Random, Names], Sequence[str]]:
    def rungs(random: Random, names: Names) -> Sequence[str]:
        chosen = random.sample(names.counted[kind], 5)
        stations = ", ".join(f"{random.randrange(5, 13)}{random.choice([' each', ''])} {name}" for name in chosen)
        rest = random.randrange(60, 150, 10)
        return [f"{rounds}x({stations}, 20s rest, {rest}s walk)" for rounds in range(2, 5)]

    return rungs


def _ride(random: Random, names: Names) -> Sequence[str]:
    before, rest = random.randrange(12, 25), random.randrange(60, 200, 10)
    pieces = [f"{seconds // 60}:{seconds % 60:02}" for seconds in range(180, 500, 40)]
    return [f"{before}min @easy, 3x({piece} @threshold, {rest}s @easy), 5min @easy" for piece in pieces]


def _warm_up(random: Random, names: Names) -> Sequence[str]:
    loosen = ", ".join(f"{random.randrange(6, 11)} each {name}" for name in random.sample(names.counted["mobility"], 3))
    drills = ", ".join(f"20m {name}, 20m walk" for name in random.sample(names.counted["drill"], 2))
    ends = f"2x({loosen}), 2x({drills}), 3x({random.randrange(50, 90, 5)}m @stride, walk until ready 30-60s)"
    return [f"{minutes}min jog, {ends}" for minutes in (8, 10, 12)]


LEGS = "tissues: {calf-achilles: 2, hamstring: 1}"
EASY_LOAD = f"{{hard: 0, impact: 2, {LEGS}}}"
MODERATE_LOAD = f"{{hard: 0.5, impact: 3, {LEGS}}}"
HARD_LOAD = f"{{hard: 1, impact: 3, {LEGS}}}"
STILL_LOAD = "{hard: 0, impact: 0, tissues: {knee: 1, hip: 2}}"
OUTSIDE = {"surface": "[path, grass, trail]", "equivalent": "[bike, pool, march]"}
RECIPES = (
    Recipe("easy", "Easy run", "endurance", EASY_LOAD, _easy, OUTSIDE),
    Recipe(
        "intervals", "Repeats", "vo2max", HARD_LOAD, _intervals, {"surface": "[track]", "equivalent": "[pool, bike, march]"}, True
    ),
    Recipe("strength", "Strength", "strength", STILL_LOAD, _circuit("strength"), {"mode": "strength", "needs": "[mat]"}),
    Recipe("threshold", "Cruise", "threshold", HARD_LOAD, _threshold, OUTSIDE, True),
    Recipe("long", "Long run", "endurance", EASY_LOAD, _long, OUTSIDE),
    Recipe("hills", "Hill", "speed", MODERATE_LOAD, _hills, {"surface": "[hill]", "needs": "[hill]", "grade": "5-8"}, True),
    Recipe("mobility", "Loose hips", "mobility", STILL_LOAD, _circuit("mobility"), {"mode": "mobility", "needs": "[]"}),
    Recipe("walk-run", "Walk and run", "endurance", EASY_LOAD, _walk_run, OUTSIDE),
    Recipe("ladders", "Ladder", "vo2max", HARD_LOAD, _ladder, OUTSIDE, True),
    Recipe("cross-training", "Ride", "threshold", STILL_LOAD, _ride, {"mode": "bike", "needs": "[bike]"}),
    Recipe("strides", "Strides", "speed", EASY_LOAD, _strides, {"surface": "[grass]", "needs": "[grass]"}),
    Recipe("fartlek", "Fartlek", "vo2max", MODERATE_LOAD, _fartlek, OUTSIDE, True),
    Recipe("warm-ups", "Warm-up", "warm-up", EASY_LOAD, _warm_up, {"surface": "[path, grass]"}),
    Recipe("time-trials", "Trial", "test", HARD_LOAD, _trial, {"surface": "[track, road]", "equivalent": "[bike, march]"}, True),
)


def real_names(root: Path) -> Names:
    """The ids that a project has, read by eye rather than by toolkit: a benchmark should not start what it measures."""
    texts = {file: file.read_text("utf-8") for file in sorted((root / "templates").rglob("*.yaml"))}
    exercises = {file.stem: text for file, text in texts.items() if file.parent.name == "exercises" and "rep_time:" in text}
    by_kind: dict[str, list[str]] = {}
    for name, text in exercises.items():
        by_kind.setdefault(text.partition("\nkind: ")[2].split()[0], []).append(name)

    def keys(name: str) -> list[str]:
        return re.findall(r"^([a-z0-9_-]+):", texts[root / "templates" / name], re.MULTILINE)

    def stems(folder: str) -> list[str]:
        return [file.stem for file in texts if file.parent.name == folder]

    return Names(
        cues=keys("cues.yaml"),
        sources=keys("sources.yaml"),
        warm_ups=[name for name in stems("warm-ups") if name != "short-warm-up"],
        cool_downs=stems("cool-downs"),
        tired=stems("easy") + stems("recovery"),
        counted=by_kind,
    )


def generated_session(number: int, names: Names) -> tuple[str, str]:
    """The path below templates/ and the YAML of one generated session; the same for the same number."""
    random, recipe = Random(number), RECIPES[number % len(RECIPES)]
    rungs = recipe.rungs(random, names)
    fields = {
        "title": f"{recipe.noun} {number:04}",
        "objective": recipe.objective,
        "summary": f"Session {number} of the benchmark. It climbs {len(rungs)} rungs, one change at a time, and ends early.",
        "load": recipe.load,
        **recipe.more,
        **({"warm_up": random.choice(names.warm_ups), "cool_down": random.choice(names.cool_downs)} if recipe.dressed else {}),
        "cues": f"[{', '.join(random.sample(names.cues, 3))}]",
        "rungs": "".join(f"\n  - '{rung}'" for rung in rungs),
        "start": f"{{returning: 1, intermediate: {min(2, len(rungs))}, advanced: {min(3, len(rungs))}}}  # upper limits",
        "tired": random.choice(names.tired),
        "avoid": ">-\n  pain above 2 of 10 wherever it is, a limp, or pain that was worse\n  the next morning",
        "sources": f"[{', '.join(random.sample(names.sources, 2))}]" if number % 3 else "convention",
        "author": "The benchmark",
        "reviewed": "2026-11-01",
    }
    slug = recipe.noun.lower().replace(" ", "-")
    lines = (f"{name}:{value}" if value.startswith("\n") else f"{name}: {value}" for name, value in fields.items())
    return f"{recipe.folder}/{slug}-{number:04}.yaml", "\n".join(lines) + "\n"


def generate(real: Path, size: int, folder: Path) -> Path:
    """A copy of the real project in `folder` with `size` generated sessions added."""
    shutil.copytree(real, folder)
    (folder / "templates" / "gaps.yaml").unlink()  # generated sessions fill cells that have a reason to be empty
    names = real_names(real)
    for number in range(size):
        path, text = generated_session(number, names)
        file = folder / "templates" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


# Measuring a process


@dataclass(frozen=True)
class Run:
    """What one process took, from its start to its end, and what it said."""

    seconds: float
    memory: float
    """The most it held at once, in MiB."""
    output: str


@dataclass(frozen=True)
class Figure:
    """One line of the result."""

    name: str
    value: float
    unit: str


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder and measure it; SystemExit with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=SURROUNDINGS, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{output[-4000:]}")
    return Run(seconds, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024), output)


def middle(command: Sequence[str | Path], folder: Path, repeats: int = REPEATS) -> Run:
    """The median time and memory of several runs of a command."""
    runs = [run(command, folder) for _ in range(repeats)]
    return Run(median(one.seconds for one in runs), median(one.memory for one in runs), runs[-1].output)


def say(message: str) -> None:
    """A progress line."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


def cost(area: str, name: str, done: Run) -> Iterator[Figure]:
    """The two figures of a run."""
    yield Figure(f"{area}.seconds{name}", done.seconds, "s")
    yield Figure(f"{area}.memory{name}", done.memory, "MiB")


# The areas


class Bench:
    """The projects made so far in a temporary folder, so that areas share them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real = copy_to(folder / "real")
        self.checked: dict[int, Run] = {}

    def project(self, size: int) -> Path:
        """The project of a size, made when it is first asked for."""
        folder = self.folder / f"{size}"
        return folder if folder.exists() else generate(self.real, size, folder)

    def check(self, size: int) -> Run:
        """`toolkit check` on a project: a fresh process each time, with the files in the disk cache."""
        if size not in self.checked:
            say(f"check with {size} generated sessions")
            self.checked[size] = middle([BIN / "toolkit", "check"], self.project(size))
        return self.checked[size]

    def check_figures(self, sizes: Sequence[int]) -> Iterator[Figure]:
        """What check costs by size, how it grows, how it compares with the least there is to do, and where its time goes."""
        run([BIN / "toolkit", "check"], self.project(0))  # fills the disk cache
        for size in sorted({*sizes, *GROWTH}):
            yield from cost("check", f"_{size}", self.check(size))
        none, half, whole = (self.check(size).seconds for size in (0, HALF, WHOLE))
        yield Figure("check.growth", (whole - none) / (WHOLE / HALF * (half - none)), "ratio")
        say(f"the baseline of {HALF}, and where the time goes")
        baseline = middle([sys.executable, "-c", BASELINE], self.project(HALF))
        yield from cost("check", f"_baseline_{HALF}", baseline)
        yield Figure(f"check.ratio_{HALF}", half / baseline.seconds, "ratio")
        parts = {"python_ms": 1000 * middle([sys.executable, "-c", ""], self.folder).seconds}
        imports = median(float(run([sys.executable, "-c", IMPORTS], self.folder).output) for _ in range(REPEATS))
        inside = [self.inside("check", self.project(HALF)) for _ in range(REPEATS)]
        parts |= {"imports_ms": 1000 * imports, **{part: median(one[part] for one in inside) for part in inside[0]}}
        for part, milliseconds in parts.items():
            yield Figure(f"check.{part}", milliseconds, "ms")
        # What no part accounts for: mostly Python freeing everything as it ends.
        yield Figure("check.other_ms", 1000 * half - sum(parts.values()), "ms")

    def rules_figures(self) -> Iterator[Figure]:
        """What judging costs, cold, for the real plan and with plans generated from it, and whether it grows in step with them."""
        spent = {}
        for plans in (0, PLANS // 2, PLANS):
            say(f"all rules with {plans} generated plans")
            project = copy_to(self.folder / f"{plans}-plans")
            for number in range(plans):
                text = (project / "plans/5k.yaml").read_text("utf-8")
                other = re.sub(r"^title: .*$", f"title: Generated {number:03}", text, count=1, flags=re.MULTILINE)
                (project / f"plans/generated-{number:03}.yaml").write_text(other, "utf-8")
            inside = [self.inside("rules", project) for _ in range(REPEATS if plans == 0 else 3)]
            spent[plans] = median(one["ms"] for one in inside)
            yield Figure(f"rules.ms_{plans or 'real'}", spent[plans], "ms")
            yield Figure(f"rules.judging_ms_{plans or 'real'}", median(one["judging_ms"] for one in inside), "ms")
            yield from cost("rules", f"_check_{plans}", run([BIN / "toolkit", "check"], project))
        yield Figure("rules.growth", (spent[PLANS] - spent[0]) / (2 * (spent[PLANS // 2] - spent[0])), "ratio")

    def calendar_figures(self) -> Iterator[Figure]:
        """What all feeds cost, stamped, against icalendar one by one and against writing alone; and how time and memory grow."""
        say("all feeds, stamped and one by one; a few minutes")
        units = {"feeds": "", "events": "", "megabytes": "MB"}
        for name, value in self.inside("calendars", self.real).items():
            yield Figure(f"calendars.{name}", value, units.get(name, "s" if name.endswith("seconds") else "ratio"))
        say("the memory of all feeds, and of eight times as many")
        once, more = (run([sys.executable, __file__, "--inside", area], self.real) for area in ("feeds", "feeds-times-8"))
        yield Figure("calendars.memory", once.memory, "MiB")
        yield Figure("calendars.memory_growth", more.memory / once.memory, "ratio")

    def inside(self, area: str, folder: Path) -> dict[str, float]:
        """What this file measures when it is started again as a process of its own."""
        found: dict[str, float] = json.loads(run([sys.executable, __file__, "--inside", area], folder).output)
        return found

    def size_figures(self, size: int, areas: frozenset[str]) -> Iterator[Figure]:
        """What build and site cost at one size, against plain MkDocs on the Markdown that build writes."""
        project, export = self.project(size), self.folder / f"{size}-export"
        repeats = 1 if size >= SLOW_FROM else 3
        say(f"build with {size} generated sessions")
        built = run([BIN / "toolkit", "build", "--to", export], project)
        if "build" in areas:
            yield from cost("build", f"_{size}", built)
        if "site" in areas:
            pages = sum(1 for _ in export.rglob("*.md"))
            say(f"site of {pages} pages, {repeats} times")
            site = middle([BIN / "mkdocs", "build", "--quiet", "--site-dir", self.folder / "site"], project, repeats)
            yield from cost("site", f"_{size}", site)
            note = "; every page lists every page, so this grows with the square and may take minutes" if pages > 800 else ""
            say(f"plain MkDocs with a flat nav of {pages} pages, {repeats} times{note}")
            plain_config(project / "mkdocs.yml", export, self.folder / "plain.yml")
            command: list[str | Path] = [BIN / "mkdocs", "build", "--quiet", "--config-file", self.folder / "plain.yml"]
            plain = middle([*command, "--site-dir", self.folder / "site"], self.folder, repeats)
            yield from cost("site", f"_plain_{size}", plain)
            for name, done in (("", site), ("check_", self.check(size)), ("build_", built)):
                yield Figure(f"site.{name}ratio_{size}", done.seconds / plain.seconds, "ratio")
                yield Figure(f"site.{name}memory_ratio_{size}", done.memory / plain.memory, "ratio")
            shutil.rmtree(self.folder / "site")
        shutil.rmtree(export)

    def figures(self, areas: frozenset[str], sizes: Sequence[int]) -> Iterator[Figure]:
        """Every figure that was asked for, as soon as it is known."""
        if "check" in areas:
            yield from self.check_figures(sizes)
        if areas & {"build", "site"}:
            for size in sizes:
                yield from self.size_figures(size, areas)
        if "rules" in areas:
            yield from self.rules_figures()
        if "calendars" in areas:
            yield from self.calendar_figures()


def plain_config(real: Path, pages: Path, target: Path) -> None:
    """Write a minimal mkdocs.yml: Material, search, the real one's Markdown extensions, and a flat nav of every page."""
    found = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", real.read_text("utf-8"), re.MULTILINE)
    if not found:
        raise SystemExit("mkdocs.yml has no block markdown_extensions to measure against.")
    nav = "".join(f"  - {page.relative_to(pages).as_posix()}\n" for page in sorted(pages.rglob("*.md")))
    head = f"site_name: Plain\ndocs_dir: {pages}\ntheme: {{name: material, font: false}}\nplugins: [search]\n"
    target.write_text(f"{head}{found[0]}nav:\n{nav}", "utf-8")


# Measuring from inside: in a process of its own, since this imports what it measures


Given = ParamSpec("Given")
Made = TypeVar("Made")


class Stopwatch:
    """The time spent in each of several functions, without what they spend in one another."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.stack: list[float] = []

    def timed(self, name: str, function: Callable[Given, Made]) -> Callable[Given, Made]:
        """The function, with its time added to `name`."""

        def measured(*positional: Given.args, **named: Given.kwargs) -> Made:
            self.stack.append(0.0)
            start = time.perf_counter()
            try:
                return function(*positional, **named)
            finally:
                took = time.perf_counter() - start
                self.spent[name] = self.spent.get(name, 0.0) + took - self.stack.pop()
                if self.stack:
                    self.stack[-1] += took

        return measured


def inside_check(root: Path) -> dict[str, float]:
    """Milliseconds of a check by part: YAML, grammar, notation, models, references and files, rules."""
    from toolkit import library, notation, rules

    watch = Stopwatch()
    watch.timed("grammar", notation.read)("1min jog")  # the first reading builds the parser
    patched: tuple[tuple[object, str, str], ...] = (
        (library, "read", "yaml"),
        (library, "validate", "models"),
        (library, "validate_list", "models"),
        (notation, "read", "notation"),
    )
    for module, name, part in patched:
        setattr(module, name, watch.timed(part, getattr(module, name)))
    loaded, problems = watch.timed("references", library.load)(root)
    if loaded:
        problems = [*problems, *watch.timed("rules", rules.judge_all)(loaded)]
    if problems:
        raise SystemExit(f"the generated project has problems, such as {problems[0]}")
    return {f"{part}_ms": 1000 * seconds for part, seconds in watch.spent.items()}


def inside_rules(root: Path) -> dict[str, float]:
    """Milliseconds to import, load and judge every variant of every plan for both race days, cold; and of the judging alone."""
    start = time.perf_counter()
    from toolkit.library import load
    from toolkit.rules import judge_all

    library, problems = load(root)
    if library is None or problems:
        raise SystemExit("the plans have problems; see toolkit check")
    judging = time.perf_counter()
    broken_rules = judge_all(library)
    end = time.perf_counter()
    if broken_rules:
        raise SystemExit(f"the plans break rules, such as {broken_rules[0]}")
    return {"ms": 1000 * (end - start), "judging_ms": 1000 * (end - judging)}


def _stamps(root: Path) -> list[tuple[Agenda, Stamp, list[date]]]:
    """What every feed of a build is stamped with: what it says, the stamp, and its days."""
    from toolkit.build import Build, Edition
    from toolkit.library import load
    from toolkit.render.calendar import agenda_of, thinned
    from toolkit.render.stamp import cut

    library, _ = load(root)
    if library is None:
        raise SystemExit("the real content has problems; see toolkit check")
    modified = datetime.fromtimestamp(int(EPOCH), UTC)
    found = []
    for schedule, *dates in Build(library, Edition(CALENDAR_SITE, modified, modified.date())).anchored():
        whole = agenda_of(schedule, library)
        for agenda, days in zip((whole, thinned(whole)), dates, strict=True):
            if days:
                found.append((agenda, cut(agenda, modified, CALENDAR_SITE), days))
    return found


def inside_calendars(root: Path) -> dict[str, float]:
    """All feeds of a build, stamped and written, against the same feeds by icalendar one by one; all are compared, octet by octet.

    Cutting the stamps, once for each variant, is told apart. What an event says is ready before icalendar begins.
    """
    from toolkit.build import Output
    from toolkit.render import event
    from toolkit.render.calendar import Address, calendar
    from toolkit.render.stamp import stamped
    from toolkit.surroundings import write

    clock = time.perf_counter
    start = clock()
    stamps = _stamps(root)
    spent = {"cut": clock() - start, "stamp": 0.0, "twice": 0.0, "icalendar": 0.0, "write": 0.0, "both": 0.0}
    remembered: dict[int, list[event.Line]] = {}
    said = event.lines

    def remember(occasion: event.Occasion, *rest: Any) -> list[event.Line]:
        if id(occasion) not in remembered:
            remembered[id(occasion)] = said(occasion, *rest)
        return remembered[id(occasion)]

    event.lines = remember
    feeds = events = octets = 0
    modified = datetime.fromtimestamp(int(EPOCH), UTC)
    for number, (agenda, stamp, days) in enumerate(stamps):
        longer = [*days, *(day + (days[-1] - days[0]) + timedelta(weeks=1) for day in days)]
        for name, wanted in (("stamp", days), ("twice", longer)):
            start = clock()
            for _ in stamped(stamp, wanted):
                pass
            spent[name] += clock() - start
        made = [Output(*feed) for feed in stamped(stamp, days)]
        with tempfile.TemporaryDirectory() as folder:
            turns = [("write", iter(made)), ("both", (Output(*feed) for feed in stamped(stamp, days)))]  # nothing is made yet
            for name, files in turns if number % 2 else reversed(turns):
                start = clock()
                write(files, Path(folder) / name)
                spent[name] += clock() - start
        for occasion in agenda.occasions:
            remember(occasion, agenda.schedule, agenda.library, f"{CALENDAR_SITE}sessions/{occasion.placed[0].session.id}/")
        for day, output in zip(days, made, strict=True):
            address = Address(CALENDAR_SITE, f"{CALENDAR_SITE}{output.path}")
            start = clock()
            content = calendar(agenda, day, modified, address)
            spent["icalendar"] += clock() - start
            if content != output.content:
                raise SystemExit(f"{output.path} is stamped otherwise than icalendar writes it")
        feeds, events = feeds + len(days), events + len(days) * len(agenda.occasions)
        octets += sum(len(output.content) for output in made)
    return {
        "feeds": feeds,
        "events": events,
        "megabytes": octets / 1e6,
        "cut_seconds": spent["cut"],
        "stamp_seconds": spent["stamp"],
        "icalendar_seconds": spent["icalendar"],
        "stamp_ratio": spent["icalendar"] / spent["stamp"],
        "write_ratio": spent["both"] / spent["write"],
        "growth": spent["twice"] / (2 * spent["stamp"]),
    }


def inside_feeds(root: Path, times: int = 1) -> dict[str, float]:
    """Stamps every feed of a build, for so many times as many days, and keeps none."""
    from toolkit.render.stamp import stamped

    count = 0
    for _, stamp, days in _stamps(root):
        more = [day + number * (days[-1] - days[0] + timedelta(weeks=1)) for number in range(times) for day in days]
        count += sum(1 for _ in stamped(stamp, more))
    return {"feeds": count}


INSIDE = {
    "check": inside_check,
    "rules": inside_rules,
    "calendars": inside_calendars,
    "feeds": inside_feeds,
    "feeds-times-8": partial(inside_feeds, times=8),
}


# The command


def rounded(value: float) -> float:
    """Four significant digits."""
    return float(f"{value:.4g}")


def broken(figures: Mapping[str, float]) -> list[str]:
    """A line for each budget that is broken; a figure that was not measured breaks none."""
    most = [(name, limit, "most") for name, limit in BUDGETS.items() if figures.get(name, limit) > limit]
    least = [(name, limit, "least") for name, limit in LEAST.items() if figures.get(name, limit) < limit]
    return [f"{name} is {figures[name]:g}; its budget is {limit:g} at {end}" for name, limit, end in (*most, *least)]


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(part) for part in text.split(",")}))
    if sizes[0] < 0 or sizes[-1] > 9999:
        raise ValueError
    return sizes


def _areas(text: str) -> frozenset[str]:
    areas = frozenset(text.split(","))
    if not areas <= AREAS.keys():
        raise ValueError
    return areas


_sizes.__name__, _areas.__name__ = "numbers of sessions", "list of areas"  # as argparse names them where they are wrong


def options() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    areas = "\n".join(f"  {name:10} {text}" for name, text in AREAS.items())
    parser = argparse.ArgumentParser(
        description="Measure toolkit and the site against the budgets at the top of tests/bench.py.",
        epilog=f"areas:\n{areas}\n\nExit codes: 0 fine, 1 a budget is broken or something that is measured fails, 2 wrong usage.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--sizes", type=_sizes, default=SIZES, metavar="N,N", help="generated sessions to build with (default: 30,300,1000)"
    )
    parser.add_argument(
        "--only", type=_areas, default=frozenset(AREAS), metavar="AREA,AREA", help="areas to measure (default: all)"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "build" / "bench.json",
        metavar="FILE",
        help="where the figures go as JSON (default: build/bench.json)",
    )
    parser.add_argument("--inside", choices=sorted(INSIDE), help=argparse.SUPPRESS)
    return parser


def main() -> int:
    """Measure, print, write, and judge against the budgets."""
    given = options().parse_args()
    if given.inside:
        print(json.dumps(INSIDE[given.inside](Path.cwd())))
        return 0
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for figure in Bench(Path(folder)).figures(given.only, given.sizes):
            figures[figure.name] = rounded(figure.value)
            print(f"{figure.name} {figures[figure.name]:g} {figure.unit}", flush=True)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    over = broken(figures)
    for line in over:
        print(f"bench: over budget: {line}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
