"""Which calendars a build holds."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from project import copy_to
from small import sound

from toolkit.build import Build, Edition, Kept, Output, outputs
from toolkit.rules import judge_all

EDITION = Edition("https://lasting-speed.example/", datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 23))


def test_a_library_without_plans_is_a_site_without_calendars(small: Path) -> None:
    shutil.rmtree(small / "plans")
    (small / "plans").mkdir()
    library = sound(small)
    assert judge_all(library) == []
    made = {output.path: output.content for output in outputs(library, EDITION)}
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
    (small / "templates/calendars.yaml").write_text("rows: [{from: 2026-11-23, key_days: true}]\n", "utf-8")
    library = sound(small)
    assert judge_all(library) == []
    made = {output.path: output.content for output in outputs(library, EDITION)}
    whole, thin = (made[f"calendars/calm-joints/intermediate-standard/2026-11-30{form}.ics"] for form in ("", "-key-days"))
    assert whole.count(b"BEGIN:VEVENT") == thin.count(b"BEGIN:VEVENT") == 8


def test_what_is_kept_from_the_last_build_is_what_would_be_made_now(tmp_path: Path) -> None:
    """Whatever is edited, each edit on top of the last: sessions that others lead to, an exercise, a plan, a list."""
    project = copy_to(tmp_path / "project")
    kept: Kept = {}
    edits = [
        ("templates/intervals/two-minutes.yaml", "title: Two minutes", "title: Twice sixty seconds"),
        ("templates/warm-ups/ramp.yaml", "title: Build-up warm-up", "title: Slowly up"),
        ("templates/exercises/ankle-rock.yaml", "title: Knee-to-wall ankle rock", "title: Rocking"),
        ("plans/10k.yaml", "title: A strong 10 km", "title: Ten"),
        ("templates/readiness.yaml", "limp", "hobble"),
    ]
    made: list[Output] = []
    for path, old, new in [("templates/readiness.yaml", "", ""), *edits]:
        file = project / path
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        library, before = sound(project), {id(output) for output in made}
        made = list(Build(library, EDITION, kept).pages())
        assert made == list(Build(library, EDITION).pages()), path
        same = sum(id(output) in before for output in made)
        if path.endswith("two-minutes.yaml"):
            assert same > len(library.sessions) * 0.9
        if path.endswith("readiness.yaml"):
            assert same == 0, "every page may show a list"
    assert len(kept) == len(library.sessions) + len(library.plans)
