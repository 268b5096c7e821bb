"""A library as it is built on one day in November, and its pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

from toolkit.app.build import Build, Surroundings
from toolkit.feeds.identity import History
from toolkit.library import Library


def in_november(library: Library) -> Build:
    """The build of a library on 22 November 2026."""
    return Build(
        library, Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 22))
    )


def pages_of(build: Build) -> dict[str, str]:
    """Every page of a build by its path."""
    return {output.path: output.content.decode() for output in build.pages()}
