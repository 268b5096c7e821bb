"""The library: all that has been written and is sound, with every reference leading somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from toolkit.models import (
    NEVER_COMES_IN,
    RETIRED_FILE,
    Assessment,
    Baseline,
    Cue,
    Exercise,
    Gap,
    GradesFile,
    Habit,
    LevelsFile,
    Limit,
    LoadsFile,
    MissedFile,
    Need,
    OutcomesFile,
    Plan,
    ReadinessFile,
    RetiredPlan,
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

_Thing = TypeVar("_Thing", bound=Template | Plan | Season)


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
    grades: GradesFile
    retired: Mapping[str, RetiredPlan]
    """The plans that are no longer offered; each still has its file."""
    settings: Settings
    chapters: Mapping[str, Chapter]
    """The pages of the guide, by their paths in the site: `guide/strength.md`."""
    documents: Mapping[str, Document]
    complete: bool
    """Whether nothing was left out."""

    @property
    def current_plans(self) -> list[Plan]:
        """The plans that are not retired, whether or not the settings offer them."""
        return [plan for plan in self.plans.values() if not self.is_retired(plan)]

    @property
    def offered_plans(self) -> list[Plan]:
        """The plans that somebody may choose: those of the settings, or all, without retired ones."""
        return self.offered(self.plans)

    @property
    def answered_plans(self) -> list[Plan]:
        """The plans that have pages and calendars: those that are offered, and those of the settings that once were."""
        return [plan for plan in self.plans.values() if self.has_page(plan)]

    @property
    def offered_seasons(self) -> list[Season]:
        """The seasons of which every plan is offered."""
        return self.offered(self.seasons)

    def offered(self, things: Mapping[str, _Thing]) -> list[_Thing]:
        """Those of some templates, plans or seasons that are offered, in their order."""
        return [thing for thing in things.values() if self.offers(thing)]

    def offers(self, thing: Template | Plan | Season) -> bool:
        """Whether lists, finders and suggestions may name a thing: it has a page, and is not retired."""
        return self.has_page(thing) and not self.is_retired(thing)

    def is_retired(self, thing: Template | Plan | Season) -> bool:
        """Whether a thing is no longer offered; a season if one of its plans is not. An entry with a mistake counts too."""
        if isinstance(thing, Template):
            return thing.retired
        document = self.documents.get(RETIRED_FILE)
        retired = {*self.retired, *(document.data if document else ())}
        return thing.id in retired if isinstance(thing, Plan) else any(part.plan in retired for part in thing.parts)

    def find_instead(self, plan: str) -> Plan | None:
        """The plan on offer to take in place of a retired one, or in place of what took its place; None where there is none."""
        seen: set[str] = set()
        while plan in self.retired and plan not in seen:
            seen.add(plan)
            plan = self.retired[plan].instead or plan
        found = self.plans.get(plan)
        return found if found and self.offers(found) else None

    def has_page(self, thing: Template | Plan | Season) -> bool:
        """Whether a thing has a page: every template has, a plan if the settings list it, a season if they list all its plans."""
        listed = self.settings.plans
        if listed is None or isinstance(thing, Template):
            return True
        return thing.id in listed if isinstance(thing, Plan) else all(part.plan in listed for part in thing.parts)

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
