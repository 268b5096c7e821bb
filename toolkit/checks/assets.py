"""What the pages of the site load from `docs/`: without it they come out bare, or the site does not come out at all."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Project
from toolkit.problems import Problem

REQUIRED_ASSETS = (
    "docs/assets/box.css",
    "docs/assets/card.png",
    "docs/assets/choices.js",
    "docs/assets/favicon.svg",
    "docs/assets/finder.css",
    "docs/assets/finder.js",
    "docs/assets/fonts/atkinson-hyperlegible-next.woff2",
    "docs/assets/fonts/bitter-600.woff2",
    "docs/assets/js/addresses.js",
    "docs/assets/js/asking.js",
    "docs/assets/js/box.js",
    "docs/assets/js/calendar.js",
    "docs/assets/js/choosing.js",
    "docs/assets/js/days.js",
    "docs/assets/js/form.js",
    "docs/assets/js/judging.js",
    "docs/assets/js/lean-qr.js",
    "docs/assets/js/making.js",
    "docs/assets/js/own.js",
    "docs/assets/js/paces.js",
    "docs/assets/js/season.js",
    "docs/assets/js/shown.js",
    "docs/assets/js/store.js",
    "docs/assets/js/tools.js",
    "docs/assets/js/ways.js",
    "docs/assets/js/wishing.js",
    "docs/assets/js/zones.js",
    "docs/assets/offline.js",
    "docs/assets/own.css",
    "docs/assets/pictures.css",
    "docs/assets/print.css",
    "docs/assets/reach.css",
    "docs/assets/reach.js",
    "docs/assets/site.css",
)
"""Files that the settings, the theme, the styles and the pages of the toolkit name."""


def check_assets(project: Project) -> Iterator[Problem]:
    """Every file that pages load and that is gone; a project that has none of them has a theme of its own."""
    gone = [path for path in REQUIRED_ASSETS if project.find(path) is None]
    for path in gone if len(gone) < len(REQUIRED_ASSETS) else ():
        if project.document and project.leaves_out(path):
            message = (
                f"leave_out: {path} is left out, and pages load it. Put a file of your own at this path, or keep that of the base."
            )
            yield project.document.problem(("leave_out",), message)
            continue
        yield Problem(path, 1, 1, f"this file is missing, and pages load it. Put it back: git checkout -- {path}")
