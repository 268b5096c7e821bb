"""The benchmark: `make bench`, or `PYTHONPATH=tests .venv/bin/python -m bench --only check,feeds`.

Every figure is a line `area.name value unit` on standard output, and all are one flat JSON object in build/bench.json. Progress
goes to standard error. A generated project is the real one with copies of its own sessions added.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from project import ROOT

from bench.areas import AREAS, Projects
from bench.budgets import broken
from bench.process import Figure, say


def areas_of(text: str) -> tuple[str, ...]:
    """The areas that a list such as `check,feeds` names; ValueError where one is none."""
    areas = tuple(text.split(","))
    if not AREAS.keys() >= set(areas):
        raise ValueError
    return areas


areas_of.__name__ = "list of areas"  # as argparse names it where it is wrong


def options() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    areas = "\n".join(f"  {name:10} {area.__doc__}" for name, area in AREAS.items())
    parser = argparse.ArgumentParser(
        prog="bench",
        description="Measure the toolkit and the site against the budgets in tests/bench/budgets.py.",
        epilog=f"areas:\n{areas}\n\nExit codes: 0 fine, 1 a budget is broken or something that is measured fails, 2 wrong usage.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", type=areas_of, default=tuple(AREAS), metavar="AREA,AREA", help="areas to measure (default: all)")
    file = ROOT / "build" / "bench.json"
    parser.add_argument(
        "--output", type=Path, default=file, metavar="FILE", help="where figures go as JSON (default: build/bench.json)"
    )
    return parser


def main() -> int:
    """Measure, print, write, and judge against the budgets."""
    given = options().parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        projects = Projects(Path(folder))
        for area in given.only:
            start = time.perf_counter()
            for figure in AREAS[area](projects):
                figures[figure.name] = show(figure)
            say(f"{area} took {time.perf_counter() - start:.0f} s")
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    over = broken(figures)
    for line in over:
        print(f"bench: over budget: {line}", file=sys.stderr)
    return 1 if over else 0


def show(figure: Figure) -> float:
    """Print a figure to four significant digits."""
    value = float(f"{figure.value:.4g}")
    print(f"{figure.name} {value:g} {figure.unit}", flush=True)
    return value


if __name__ == "__main__":
    sys.exit(main())
