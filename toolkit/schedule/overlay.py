"""What results of assessments ask of a plan: sessions left out, sessions added, a lower start, and tracks that hold or go back.

An overlay is no variant: it only lowers, adds care or takes out. A plan that keeps the rules without it is laid out again with
less in it, and never goes above what it holds without: no week has more that is fast or hard, and no fast session a
higher rung; only long runs, whose rungs are minutes, may be longer where other running went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from toolkit.library import Library
from toolkit.models import AfterTrial, Assessment, AssessmentResult, Plan
from toolkit.schedule.allowance import Allowance
from toolkit.schedule.layout import ListedItem, PlannedWeek, replace_with_stand_in
from toolkit.schedule.values import Week


@dataclass(frozen=True, slots=True)
class AskedResult:
    """A result of an assessment, which asks for something."""

    assessment: Assessment
    result: AssessmentResult

    @property
    def key(self) -> str:
        """How it is written on the command line: `single-leg-heel-raises=fail`."""
        return f"{self.assessment.id}={self.result.name}"


@dataclass(frozen=True)
class Overlay:
    """Several results as one; without any it changes nothing."""

    results: tuple[AskedResult, ...] = ()

    @cached_property
    def start(self) -> int | None:
        """The highest rung, from 1, on which a fast ladder or a track may start; None where no result says."""
        return min((asked.result.start for asked in self.results if asked.result.start), default=None)

    @cached_property
    def leave_out(self) -> frozenset[str]:
        """The sessions that any result leaves out."""
        return frozenset(name for asked in self.results for name in asked.result.leave_out)

    @cached_property
    def after(self) -> Mapping[str, AfterTrial]:
        """What the tracks do in the loading week after a session; the lowest of what results of its assessment say."""
        said = [(asked.assessment.session, asked.result.tracks) for asked in self.results]
        wanted: tuple[AfterTrial, ...] = ("hold", "lower")
        return {session: one for one in wanted for session, tracks in said if session and tracks == one}

    @cached_property
    def add(self) -> tuple[str, ...]:
        """The sessions that any result adds and none leaves out, in their order."""
        names = dict.fromkeys(name for asked in self.results for name in asked.result.add)
        return tuple(name for name in names if name not in self.leave_out)

    def refusals(self, plan: Plan) -> list[AskedResult]:
        """The results with which a plan is not laid out: they stop running, or leave out the stand-in for everything else."""
        return [asked for asked in self.results if asked.result.stop or plan.stand_in in asked.result.leave_out]


NO_RESULTS = Overlay()
"""The overlay of nothing."""


class Ceiling(NamedTuple):
    """What a plan holds without its overlay, which it may not exceed with it."""

    weeks: Mapping[int, Week]
    """The weeks by their number."""
    allowed: Allowance
    """What the last 30 days allow."""


def build_overlay(library: Library, wanted: Iterable[tuple[str, str]]) -> Overlay:
    """The overlay of results by assessment and name, each once, in the order of the library; KeyError for an unknown one."""
    keys = dict.fromkeys(wanted)
    found = {
        (assessment.id, result.name): AskedResult(assessment, result)
        for assessment in library.assessments.values()
        for result in assessment.results
    }
    for key in keys:
        found[key]  # the promise of a KeyError
    return Overlay(tuple(asked for key, asked in found.items() if key in keys))


def list_common_results(library: Library) -> Iterator[AskedResult]:
    """The results that plan pages show, in the order of the assessments."""
    for assessment in library.offered(library.assessments):
        yield from (AskedResult(assessment, result) for result in assessment.results if result.common)


def leave_out_sessions(weeks: Iterable[PlannedWeek], plan: Plan, library: Library, overlay: Overlay) -> Iterator[PlannedWeek]:
    """The weeks of a plan without what an overlay leaves out.

    A track goes on with those of its sessions that are left. A run of which nothing is left gives way to the stand-in; strength,
    jumping and the like go.
    """
    for week in weeks:
        listed = [kept for item in week.listed for kept in _spared(item, week.listed, plan, library, overlay)]
        yield replace(week, listed=tuple(listed))


def _spared(item: ListedItem, listed: tuple[ListedItem, ...], plan: Plan, library: Library, overlay: Overlay) -> list[ListedItem]:
    """What is left of an item that a day lists."""
    kept = tuple(name for name in item.sessions if name not in overlay.leave_out)
    if kept:
        return [item if kept == item.sessions else replace(item, sessions=kept)]
    runs = any(library.sessions[name].mode == "run" for name in item.sessions)
    return replace_with_stand_in(item, listed, plan.stand_in) if runs else []
