"""Which calendars a build holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from math import inf
from pathlib import Path

import pytest
from project import change, copy_to
from small import FROZEN, judge_all, sound

from toolkit.app.build import Surroundings, offer_of, outputs
from toolkit.app.preview.markdown import MarkdownPages
from toolkit.dose import Doses
from toolkit.feeds.identity import History
from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.site.groups import page_groups

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))


def test_a_library_without_plans_is_a_site_without_calendars(small: Path) -> None:
    shutil.rmtree(small / "plans")
    (small / "plans").mkdir()
    library = sound(small)
    assert judge_all(library) == []
    made = {output.path: output.content for output in outputs(library, SURROUNDINGS)}
    assert "sessions/two-minutes.md" in made
    assert "There are no plans here yet." in made["subscribe.md"].decode()
    assert [path for path in made if path.endswith(".ics")] == []


PLAN_WITHOUT_IMPACT = """\
title: Calm joints
summary: Mobility and marching, for the tests.
who: Nobody does this.
entry:
  intermediate: {week: 0min, longest: 0min, fast: 0min}
stand_in: march-easy
phases:
  - name: Calm
    purpose: Joints move, without impact.
    weeks: {intermediate: 4}
    days:
      mon: [hips-and-ankles]
      wed: [march-easy]
left_out: {returning: {because: Not tried.}, advanced: {because: Not tried.}}
accepts: [{rule: strength-twice, because: For the tests.}]
"""


def test_a_plan_without_running_strength_or_jumps_has_both_of_its_calendars(small: Path) -> None:
    """What `toolkit check` lets through can be built; all that such a plan holds are its key days."""
    (small / "plans/calm-joints.yaml").write_text(PLAN_WITHOUT_IMPACT, "utf-8")
    (small / "settings.yaml").write_text("calendars: [{from: 2026-11-23, key_days: true}]\n", "utf-8")
    library = sound(small)
    assert judge_all(library) == []
    made = {output.path: output.content for output in outputs(library, SURROUNDINGS)}
    whole, thin = (made[f"calendars/calm-joints/intermediate-standard/2026-11-30{form}.ics"] for form in ("", "-key-days"))
    assert whole.count(b"BEGIN:VEVENT") == thin.count(b"BEGIN:VEVENT") == 8 + 1, "and the day after the plan"


def rebuilt(project: Path, edits: list[tuple[str, str, str]]) -> Iterator[tuple[str, Library, int]]:
    """For each edit, on top of the last: its path, the library, and how many pages are not made again for it.

    What `toolkit serve` keeps and what it would make from nothing must be the same.
    """
    kept = MarkdownPages(project, project.parent / "kept", "https://small.example/")
    for path, old, new in [("templates/readiness.yaml", "", ""), *edits]:
        change(project / path, old, new)
        library = sound(project)
        fresh = MarkdownPages(project, project.parent / "fresh", "https://small.example/")
        for sources in (fresh, kept):
            sources.take(library, SURROUNDINGS)
        same = len(kept.manifest.pages) - len(kept.unmade)
        for sources in (fresh, kept):
            sources.make([], inf)
        assert files(kept.export) == files(fresh.export), path
        shutil.rmtree(fresh.export)
        yield path, library, same


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_kept_from_the_last_build_is_what_would_be_made_now(small: Path) -> None:
    """Whatever is edited: sessions that others lead to, an exercise, a plan, a list."""
    edits = [
        ("templates/intervals/two-minutes.yaml", "title: Two minutes", "title: Twice sixty seconds"),
        ("templates/warm-ups/ramp.yaml", "title: Build-up warm-up", "title: Slowly up"),
        ("templates/exercises/ankle-rock.yaml", "title: Ankle rock", "title: Rocking"),
        ("plans/small.yaml", "title: A small 5 km plan", "title: Five"),
        ("templates/readiness.yaml", "above 5", "beyond 5"),
    ]
    same = {path: same for path, _, same in rebuilt(small, edits)}
    assert same["plans/small.yaml"] > same["templates/warm-ups/ramp.yaml"] > 0
    assert same["templates/readiness.yaml"] == 0, "every page may show a list"


def test_a_plan_is_made_page_by_page_and_a_variant_is_laid_out_alone(frozen: Library, tmp_path: Path) -> None:
    """What is looked at while a plan is written comes soon, however many variants the plan has."""
    kept, plan, laid_out = MarkdownPages(FROZEN, tmp_path, "https://small.example/"), frozen.plans["mile"], []
    variants = [f"plans/mile/{variant}.md" for variant in plan.variants]
    assert len(variants) > 1

    def offering(plan: Plan, variant: Variant) -> Offer:
        laid_out.append(variant)
        return offer_of(frozen, plan, variant, SURROUNDINGS, Doses(frozen))

    kept.take(frozen, SURROUNDINGS)
    kept.make(["plans/mile/index.md"], 0)
    assert [path for path in kept.unmade if path.startswith("plans/mile/")] == variants
    [group] = [group for group in page_groups(frozen, offering) if variants[-1] in group.paths]
    assert [page.path for page in group.make()] == [variants[-1]]
    assert laid_out == [plan.variants[-1]]


@pytest.mark.exhaustive
def test_what_is_kept_of_the_whole_project_is_what_would_be_made_now(tmp_path: Path) -> None:
    """Its first session of a hard day, its first exercise, its first plan, and a list, each with a new title."""
    project = copy_to(tmp_path / "project")
    library = sound(project)
    session = next(one for one in library.sessions.values() if Doses(library).most_hard_units(one) == 1 and one.kind != "race")
    things = (session, next(iter(library.exercises.values())), next(iter(library.plans.values())))
    edits = [(library.path(thing), f"title: {thing.title}", "title: Renamed") for thing in things]
    same = {path: same for path, _, same in rebuilt(project, [*edits, ("templates/readiness.yaml", "above 5", "beyond 5")])}
    assert same[library.path(session)] > len(library.sessions) * 0.9
    assert same["templates/readiness.yaml"] == 0, "every page may show a list"
