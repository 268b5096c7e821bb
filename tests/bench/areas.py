"""What is measured, area by area, from outside: each a generator of figures, yielded as soon as they are known."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from project import copy_to

from bench.content import generate
from bench.process import BIN, Figure, cost, inside, rounds, run, say, within
from bench.serving import rebuilt

NONE, HALF, WHOLE = 0, 500, 1000
"""Generated sessions between which growth is reckoned; 0 is the real content alone."""
MORE_PAGES = 250
"""Generated sessions with which a site is built once more: more would say the same and take longer."""
YARDSTICK = """
import pathlib, yaml
from pydantic import BaseModel
for file in sorted(pathlib.Path.cwd().glob("*/**/*.yaml")):
    yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
"""What no check of the same files could do without: Python, pydantic, and YAML read once by the C parser."""


def growth(none: float, half: float, whole: float) -> float:
    """How much more all that was added costs than twice the first half of it: 1 is in step, 2 grows with the square."""
    return (whole - none) / (2 * (half - none))


class Projects:
    """The projects of all sizes made so far in a temporary folder, so that areas share them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real = copy_to(folder / "real")

    def of(self, size: int) -> Path:
        """The project of a size, made when it is first asked for."""
        folder = self.folder / f"{size}"
        return folder if folder.exists() else generate(self.real, size, folder)


def check(projects: Projects) -> Iterator[Figure]:
    """Toolkit check, cold: time and memory by size, against a yardstick, how it grows, and where it goes."""
    sizes = (NONE, HALF, WHOLE)
    say("check with 0, 500 and 1000 generated sessions, and its yardstick, in turn")
    run([BIN / "toolkit", "check"], projects.of(NONE))  # fills the disk cache
    yardstick = [sys.executable, "-c", YARDSTICK]
    commands = {f"_{size}": ([BIN / "toolkit", "check"], projects.of(size)) for size in sizes}
    commands |= {f"_yardstick_{size}": (yardstick, projects.of(size)) for size in (NONE, HALF)}
    done = rounds(commands)
    for name, one in done.items():
        yield from cost("check", name, one)
    for size in (NONE, HALF):
        yield Figure(f"check.ratio_{size}", done[f"_{size}"].cpu / done[f"_yardstick_{size}"].cpu, "ratio")
    yield Figure("check.growth", growth(*(done[f"_{size}"].cpu for size in sizes)), "ratio")
    parts = [inside("check", projects.of(NONE))[1] for _ in range(3)]
    yield from (Figure(f"check.{part}", min(one[part] for one in parts), "ms") for part in parts[0])


def pages(projects: Projects) -> Iterator[Figure]:
    """Every page as Markdown, by size, and how that grows."""
    sizes = (NONE, HALF // 2, HALF)
    say("pages with 0, 250 and 500 generated sessions, in turn")
    done = rounds({size: (within("pages"), projects.of(size)) for size in sizes}, 2)
    found = {size: json.loads(one.output) for size, one in done.items()}
    for size, one in done.items():
        yield Figure(f"pages.cpu_{size}", found[size]["seconds"], "s")
        yield Figure(f"pages.count_{size}", found[size]["count"], "pages")
        yield Figure(f"pages.megabytes_{size}", found[size]["megabytes"], "MB")
        yield Figure(f"pages.memory_{size}", one.memory, "MiB")
    yield Figure("pages.growth", growth(*(found[size]["seconds"] for size in sizes)), "ratio")


def feeds(projects: Projects) -> Iterator[Figure]:
    """Every feed: time, bytes and memory; and a feed stamped against the same by icalendar."""
    say("all feeds, none of them kept")
    done, found = inside("feeds", projects.of(NONE))
    yield Figure("feeds.cpu", found["seconds"], "s")
    yield Figure("feeds.count", found["count"], "feeds")
    yield Figure("feeds.megabytes", found["megabytes"], "MB")
    yield Figure("feeds.memory", done.memory, "MiB")
    least, _ = inside("nothing", projects.of(NONE))
    yield Figure("feeds.memory_ratio", done.memory / least.memory, "ratio")
    say("a feed of each variant, stamped and by icalendar")
    _, found = inside("stamps", projects.of(NONE))
    yield Figure("feeds.stamp_ratio", found["stamp_ratio"], "ratio")


def other_days(projects: Projects) -> Iterator[Figure]:
    """The other days of a plan that repeats, for 6 and 48 weeks, and how that grows with the weeks."""
    say("other days of a short and of a long plan")
    _, found = inside("other_days", projects.of(NONE))
    for name, value in found.items():
        yield Figure(f"other_days.{name}", value, "ratio" if name == "growth" else "ms")


def lived(projects: Projects) -> Iterator[Figure]:
    """Plans as 2,000 runners by chance live them: rules broken by what was done, days without a session, and doses."""
    say("2,000 runners by chance")
    _, found = inside("lived", projects.of(NONE))
    units = {"runners": "runners", "broken": "runners", "gap": "days", "dose_tenth": "of the dose", "dose_half": "of the dose"}
    for name, value in found.items():
        yield Figure(f"lived.{name}", value, units.get(name, "of the dose" if name.startswith("dose") else "of these runners"))


def build(projects: Projects) -> Iterator[Figure]:
    """Toolkit build --to: everything written to a folder, without MkDocs."""
    say("build")
    target = projects.folder / "built"
    yield from cost("build", "", run([BIN / "toolkit", "build", "--to", target], projects.of(NONE)))
    shutil.rmtree(target)


def site(projects: Projects) -> Iterator[Figure]:
    """Mkdocs build with the plugin, against plain MkDocs on the same Markdown with a flat nav; and what more pages cost."""
    export, folder = projects.folder / "export", projects.folder / "site"
    run([BIN / "toolkit", "build", "--to", export], projects.of(NONE))
    count = sum(1 for _ in export.rglob("*.md"))
    command = [BIN / "mkdocs", "build", "--quiet", "--site-dir", folder]
    done = {}
    for size in (NONE, MORE_PAGES):
        say(f"site with {size} generated sessions")
        done[size] = run(command, projects.of(size))
        yield from cost("site", f"_{size}", done[size])
        shutil.rmtree(folder)
    say(f"plain MkDocs with a flat nav of {count} pages")
    plain_config(projects.real / "mkdocs.yml", export, projects.folder / "plain.yml")
    plain = run([*command, "--config-file", projects.folder / "plain.yml"], projects.folder)
    yield from cost("site", "_plain", plain)
    yield Figure("site.ratio", done[NONE].cpu / plain.cpu, "ratio")
    another = (done[MORE_PAGES].cpu - done[NONE].cpu) / MORE_PAGES
    yield Figure("site.page_ratio", another / (plain.cpu / count), "ratio")
    shutil.rmtree(folder)
    shutil.rmtree(export)


def serve(projects: Projects) -> Iterator[Figure]:
    """Make serve: until the first page is there, and from a saved file until its page is new."""
    say("make serve, and a file saved in it")
    first, again = rebuilt(copy_to(projects.folder / "served"))
    yield Figure("serve.first_seconds", first, "s")
    yield Figure("serve.rebuild_seconds", again, "s")
    yield Figure("serve.ratio", again / first, "ratio")


AREAS: Mapping[str, Callable[[Projects], Iterator[Figure]]] = {
    area.__name__: area for area in (check, pages, feeds, other_days, lived, build, site, serve)
}


def plain_config(real: Path, pages: Path, target: Path) -> None:
    """Write a minimal mkdocs.yml: Material, search, the real one's Markdown extensions, and a flat nav of every page."""
    found = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", real.read_text("utf-8"), re.MULTILINE)
    if not found:
        raise SystemExit("mkdocs.yml has no block markdown_extensions to measure against.")
    nav = "".join(f"  - {page.relative_to(pages).as_posix()}\n" for page in sorted(pages.rglob("*.md")))
    head = f"site_name: Plain\ndocs_dir: {pages}\ntheme: {{name: material, font: false}}\nplugins: [search]\n"
    target.write_text(f"{head}{found[0]}nav:\n{nav}", "utf-8")
