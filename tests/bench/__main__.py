"""The benchmark: `make bench`, or `PYTHONPATH=tests .venv/bin/python -m bench check feeds`.

Every figure is a line `area.name value` on standard output, and all are one flat JSON object in build/bench.json. Progress goes to
standard error. A generated project is the real one with copies of its own sessions added.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import click
from project import ROOT

from bench.areas import AREAS, Projects
from bench.budgets import broken
from bench.process import report_progress

RESULT = ROOT / "build" / "bench.json"


@click.command(epilog="Exit codes: 0 fine, 1 a budget is broken or something that is measured fails, 2 wrong usage.")
@click.argument("areas", nargs=-1, type=click.Choice(list(AREAS)))
def main(areas: tuple[str, ...]) -> None:
    """Measure the toolkit and the site, or only some AREAS, against the budgets in tests/bench/budgets.py."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        projects = Projects(Path(folder))
        for area in areas or AREAS:
            start = time.perf_counter()
            for name, value in AREAS[area](projects):
                figures[f"{area}.{name}"] = float(f"{value:.4g}")
                print(f"{area}.{name} {value:.4g}", flush=True)
            report_progress(f"{area} took {time.perf_counter() - start:.0f} s")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    for line in (over := broken(figures)):
        report_progress(f"over budget: {line}")
    sys.exit(bool(over))


if __name__ == "__main__":
    main(prog_name="bench")
