"""The library: all that has been written and is sound, with every reference leading somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.models import (
    NEVER_COMES_IN,
    Assessment,
    Baseline,
    Cue,
    Exercise,
    Gap,
    Habit,
    LevelsFile,
    Limit,
    LoadsFile,
    MissedFile,
    Need,
    OutcomesFile,
    Plan,
    ReadinessFile,
    Season,
    Session,
    Settings,
    Source,
    Template,
    Term,
    Track,
    Variant,
    is_outcome,
)
from toolkit.prose import Chapter
from toolkit.things import SORTS, path_of
from toolkit.yaml_reader import Document


@dataclass(frozen=True, eq=False, repr=False)
class Library:
    """All that has been written, by id. Only files without problems are in it; `documents` has every file that could be read."""

    sessions: Mapping[str, Session]
    exercises: Mapping[str, Exercise]
    assessments: Mapping[str, Assessment]
    habits: Mapping[str, Habit]
    tracks: Mapping[str, Track]
    plans: Mapping[str, Plan]
    seasons: Mapping[str, Season]
    cues: Mapping[str, Cue]
    needs: Mapping[str, Need]
    gaps: Mapping[str, Gap]
    glossary: Mapping[str, Term]
    sources: Mapping[str, Source]
    levels: LevelsFile
    limits: Mapping[str, Limit]
    baseline: Mapping[str, Baseline]
    readiness: ReadinessFile
    missed: MissedFile
    loads: LoadsFile
    outcomes: OutcomesFile
    settings: Settings
    chapters: Mapping[str, Chapter]
    """The pages of the guide, by their paths in the site: `guide/strength.md`."""
    documents: Mapping[str, Document]
    complete: bool
    """Whether nothing was left out."""

    @property
    def offered_plans(self) -> list[Plan]:
        """The plans that the settings offer: all, unless they list some."""
        return [plan for plan in self.plans.values() if self.offers(plan)]

    @property
    def offered_seasons(self) -> list[Season]:
        """The seasons of which every plan is offered."""
        return [season for season in self.seasons.values() if self.offers(season)]

    def offers(self, thing: Template | Plan | Season) -> bool:
        """Whether a thing has a page: every template has, a plan if it is offered, a season if all of its plans are."""
        offered = self.settings.plans
        if offered is None or isinstance(thing, Template):
            return True
        return thing.id in offered if isinstance(thing, Plan) else all(part.plan in offered for part in thing.parts)

    def things(self) -> Iterator[Template | Track | Plan | Season]:
        """Everything that has a file of its own, sort by sort."""
        return (thing for sort in SORTS for thing in getattr(self, sort.table).values())

    def path(self, thing: Template | Track | Plan | Season) -> str:
        """The file that a template, a track, a plan or a season was read from, from the project's folder."""
        return path_of(thing)

    def limit(self, rule: str, variant: Variant, metres: float = 0.0) -> float:
        """A rule's number for a variant: its level, and the age column of its rhythm; in some rules also a race's metres."""
        return self.limits[rule].value(variant.level, self.levels.rhythms[variant.rhythm].column, metres)

    def accepted(self, rule: str) -> str:
        """What a plan that accepts a rule, a figure of outcomes.yaml or NEVER_COMES_IN does not keep, in a sentence."""
        if rule == NEVER_COMES_IN:
            return "Some of what a phase lists never comes in."
        figure = self.outcomes.figures.get(rule) if is_outcome(rule) else None
        return f"Less than we aim at: {figure.title[0].lower()}{figure.title[1:]}." if figure else self.limits[rule].rule

    def limit_range(self, rule: str, variant: Variant) -> tuple[float, float]:
        """As `limit`, for a rule with a least and a most."""
        return self.limits[rule].range(variant.level, self.levels.rhythms[variant.rhythm].column)
