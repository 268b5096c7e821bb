"""What is measured, area by area: each yields figures as names and values, as soon as they are known."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generated import add_plans, add_sessions
from project import copy_to
from small import FROZEN

from bench import inside
from bench.application import measure_application
from bench.process import BIN, Command, report_progress, rounds, run
from bench.serving import seconds_until_shown
from toolkit.site.source import PLACEHOLDER

Figures = Iterator[tuple[str, float]]
NONE, HALF, WHOLE = 0, 500, 1000
"""Generated sessions between which growth is measured; 0 is the real content alone."""
MORE = 250
"""Generated sessions with which a site is built once more: more would say the same and take longer."""
RUNNERS = 2000
YARDSTICK = """
import pathlib, yaml
from pydantic import BaseModel
for file in sorted(pathlib.Path.cwd().glob("*/**/*.yaml")):
    yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
"""What no check of the same files could do without: Python, pydantic, and YAML read once by the C parser."""
PLAIN = (
    "site_name: Plain\ndocs_dir: {folder}\ntheme: {{name: material, font: false}}\nplugins: [search]\n{extensions}nav: {pages}\n"
)
"""A minimal mkdocs.yml."""


class Projects:
    """The projects of all sizes made so far in a temporary folder, so that areas share them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real = copy_to(folder / "real")

    def of(self, size: int) -> Path:
        """The project with so many generated sessions, made when it is first asked for."""
        folder = self.folder / f"{size}"
        return folder if folder.exists() else add_sessions(self.real, size, folder)


def check(projects: Projects) -> Figures:
    """CPU time of `toolkit check`, cold, by size: against a yardstick, and how it grows."""
    sizes = (NONE, HALF, WHOLE)
    report_progress("check with 0, 500 and 1000 generated sessions, and its yardstick, in turn")
    commands: dict[str, tuple[Command, Path]] = {f"{size}": ([BIN / "toolkit", "check"], projects.of(size)) for size in sizes}
    commands |= {f"yardstick_{size}": ([sys.executable, "-c", YARDSTICK], projects.of(size)) for size in (NONE, HALF)}
    cpu = {name: done.cpu for name, done in rounds(commands).items()}
    yield from ((f"cpu_{name}", seconds) for name, seconds in cpu.items())
    yield from ((f"ratio_{size}", cpu[f"{size}"] / cpu[f"yardstick_{size}"]) for size in (NONE, HALF))
    yield "growth", growth(*(cpu[f"{size}"] for size in sizes))


def pages(projects: Projects) -> Figures:
    """CPU time of every page as Markdown, by size, and how that grows."""
    cpu = {}
    for size in (NONE, HALF // 2, HALF):
        report_progress(f"pages with {size} generated sessions")
        cpu[size], count, megabytes = inside.pages(projects.of(size))
        yield from ((f"cpu_{size}", cpu[size]), (f"count_{size}", count), (f"megabytes_{size}", megabytes))
    yield "growth", growth(*cpu.values())


def feeds(projects: Projects) -> Figures:
    """CPU time and bytes of every feed; and how much quicker a feed is stamped than written by icalendar."""
    report_progress("all feeds, none of them kept")
    yield from zip(("cpu", "count", "megabytes"), inside.feeds(projects.of(NONE)), strict=True)
    report_progress("a feed of each variant, stamped and by icalendar")
    yield from zip(("stamp_ratio", "wishes_ratio"), inside.stamp_ratios(projects.of(NONE)), strict=True)


def plans(projects: Projects) -> Figures:
    """CPU time of `toolkit check`, and of compiled plans, with 0, 25 and 50 more plans of six variants, and how both grow."""
    sizes = (NONE, 25, 50)
    report_progress("check, and compiled plans, with 0, 25 and 50 more plans of six variants")
    roots = {size: add_plans(FROZEN, "speed-foundation", size, projects.folder / f"plans-{size}") for size in sizes}
    checked = {size: run([BIN / "toolkit", "check"], root).cpu for size, root in roots.items()}
    compiled = {size: inside.generated_plans(root) for size, root in roots.items()}
    for name, cpu in (("check", checked), ("compile", compiled)):
        yield from ((f"{name}_cpu_{size}", seconds) for size, seconds in cpu.items())
        yield f"{name}_growth", growth(*cpu.values())


def editions(projects: Projects) -> Figures:
    """CPU time of a plan's compiled plans with all that were published in a year of edits, against it as it is now."""
    report_progress("a plan that is edited four times in a year")
    without, with_all, living = inside.editions(Path(shutil.copytree(FROZEN, projects.folder / "edited")))
    yield from (("cpu_without", without), ("cpu", with_all), ("living", living), ("ratio", with_all / without))


def other_days(projects: Projects) -> Figures:
    """CPU time of the other days of a plan that repeats, for 6 and 48 weeks, and how that grows: 1 is in step with the weeks."""
    short, long = 6, 48
    cpu = {weeks: inside.other_days(projects.of(NONE), weeks) for weeks in (short, long)}
    yield from ((f"cpu_{weeks}", seconds) for weeks, seconds in cpu.items())
    yield "growth", cpu[long] / cpu[short] / (long / short)


def lived(projects: Projects) -> Figures:
    """Plans as 2,000 runners by chance live them: rules broken by what was done, days without a session, and doses."""
    report_progress("runners by chance")
    yield from inside.lived(projects.of(NONE), RUNNERS).items()


def site(projects: Projects) -> Figures:
    """`toolkit site` by the clock, against plain MkDocs on the same Markdown with a flat nav; and what more pages take."""
    built = projects.folder / "export"
    run([BIN / "toolkit", "build", "--to", built], projects.of(NONE))
    folder, count = built / "pages", insert_html(built)
    settings = projects.folder / "plain.yml"
    settings.write_text(plain_settings((projects.real / "mkdocs.yml").read_text("utf-8"), folder), "utf-8")
    report_progress(f"site with 0 and 250 generated sessions, and plain MkDocs with a flat nav of {count} pages, in turn")
    commands: dict[str, tuple[Command, Path]] = {f"{size}": ([BIN / "toolkit", "site"], projects.of(size)) for size in (NONE, MORE)}
    commands["plain"] = ([BIN / "mkdocs", "build", "--quiet", "--config-file", settings], projects.folder)
    seconds = {name: done.seconds for name, done in rounds(commands, 2).items()}
    yield from ((f"seconds_{name}", value) for name, value in seconds.items())
    yield "ratio", seconds[f"{NONE}"] / seconds["plain"]
    yield "page_ratio", (seconds[f"{MORE}"] - seconds[f"{NONE}"]) / MORE / (seconds["plain"] / count)


def serve(projects: Projects) -> Figures:
    """`toolkit serve`: until the first page is there, and from a saved file until its page is new."""
    report_progress("serve, and a file saved")
    first, again = seconds_until_shown(copy_to(projects.folder / "served"))
    yield from (("first_seconds", first), ("rebuild_seconds", again), ("ratio", again / first))


def application(projects: Projects) -> Figures:
    """Calendars that a real server answers in a second for any day, one process, against constant answers; and its memory."""
    report_progress("the application that answers for any day, and constant answers, in turn")
    yield from measure_application(projects.of(NONE), projects.folder / "plans")


AREAS: Mapping[str, Callable[[Projects], Figures]] = {
    area.__name__: area for area in (check, pages, feeds, application, plans, editions, other_days, lived, site, serve)
}


def insert_html(built: Path) -> int:
    """Write the HTML of pages into their Markdown, as plain MkDocs would have to read it, and say how many pages there are."""
    pages = list((built / "pages").rglob("*.md"))
    for page in pages:
        text = page.read_text("utf-8")
        parts = built / "parts" / page.relative_to(built / "pages").with_suffix(".json")
        for part in json.loads(parts.read_bytes()) if parts.is_file() else ():
            text = text.replace(PLACEHOLDER, part, 1)
        page.write_text(text, "utf-8")
    return len(pages)


def growth(none: float, half: float, whole: float) -> float:
    """How much more all that was added costs than twice the first half of it: 1 is in step, 2 grows with the square."""
    return (whole - none) / (2 * (half - none))


def plain_settings(real: str, folder: Path) -> str:
    """A minimal mkdocs.yml: Material, search, the real one's Markdown extensions, and a flat nav of every page of a folder."""
    found = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", real, re.MULTILINE)
    assert found, "mkdocs.yml has no block markdown_extensions to measure against"
    return PLAIN.format(
        folder=folder, extensions=found[0], pages=[str(page.relative_to(folder)) for page in sorted(folder.rglob("*.md"))]
    )
