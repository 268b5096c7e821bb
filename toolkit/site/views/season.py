"""The page of a season: its parts, and every week of each variant that it is offered as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.dose import Doses
from toolkit.feeds.choices import season_choices
from toolkit.library import Library
from toolkit.models import Entry, Season, Variant
from toolkit.schedule import RaceGap, Schedule, Week, find_race_gaps, find_season_variants, lay_out_season, list_fewest_weeks
from toolkit.site.page import Page, View, write_own_page


@dataclass(frozen=True, slots=True)
class Course:
    """A season for a variant, with as few weeks between its races as may be."""

    parts: tuple[Schedule, ...]
    gaps: tuple[RaceGap, ...]

    @property
    def variant(self) -> Variant:
        """Whom it is for."""
        return self.parts[0].variant

    @property
    def entry(self) -> Entry:
        """What its first part expects."""
        return self.parts[0].entry

    @property
    def first(self) -> Week:
        """Its first week."""
        return self.parts[0].weeks[0]

    @property
    def before(self) -> int:
        """The weeks before the week of the first race."""
        return next(number for number, (_, _, week) in enumerate(self.weeks) if week.kind == "race")

    @property
    def weeks(self) -> list[tuple[int, Schedule, Week]]:
        """Every week with its number in the season and the part that it belongs to."""
        weeks = [(part, week) for part in self.parts for week in part.weeks]
        return [(number, part, week) for number, (part, week) in enumerate(weeks, start=1)]


@dataclass(frozen=True, slots=True)
class SeasonView(View):
    """What a season's page shows."""

    template = "season.md"
    season: Season
    courses: tuple[Course, ...]
    choices: Markup
    """What its box chooses from, as JSON."""


def season_pages(library: Library) -> Iterator[Page]:
    """The page of every season that is offered."""
    for season in library.offered_seasons:
        courses = tuple(_courses(library, season))
        view = SeasonView(season, courses, season_choices(season, [(one.parts, one.gaps) for one in courses]))
        yield write_own_page(library, season, f"seasons/{season.id}.md", view)


def _courses(library: Library, season: Season) -> Iterator[Course]:
    """A season for each variant that it is offered as."""
    doses = Doses(library)
    for variant in find_season_variants(season, library):
        parts = lay_out_season(season, library, variant, list_fewest_weeks(season), doses=doses)
        yield Course(tuple(parts), tuple(find_race_gaps(season, parts)))
