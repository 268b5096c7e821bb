"""What is no longer offered keeps its pages and its calendars at their addresses, and is in no list, menu, count or suggestion."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from project import change
from small import changed, check, project_in, sound

from toolkit.app.build import Build, Surroundings, page_inputs
from toolkit.app.generator import fit_menu
from toolkit.checks import check_project
from toolkit.checks.menu import list_pages, list_retired_pages, list_wanted
from toolkit.checks.sizes import estimate_sizes
from toolkit.coverage import build_tables
from toolkit.feeds.catalogue import answering_any
from toolkit.feeds.identity import History
from toolkit.library import Library
from toolkit.models import Next, RetiredPlan, Variant
from toolkit.schedule import lay_out, list_common_results
from toolkit.site.finder import exercise_finder, session_finder
from toolkit.site.views.lists import index_pages
from toolkit.text.commands import library_counts
from toolkit.text.events.plan import closing_lines, film_lines
from toolkit.text.events.week import first_of_week_lines

LAST = date(2026, 11, 20)
"""The last day on which the retired plan was offered, a Friday."""
TODAY = date(2026, 12, 9)
SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), TODAY)
ENTRY = "base: {on: 2026-11-20, instead: climb, because: Its climb was too steep.}\n"
ROWS = "calendars: [{from: 2026-06-01, weeks_ahead: 6}]\n"


def retire(file: Path, name: str, *changes: tuple[str, str]) -> None:
    """Copy a template under another name, and retire the copy; what follows its title is changed too."""
    copy = file.with_name(f"{name}.yaml")
    shutil.copy(file, copy)
    for old, new in (("title:", "retired: true\ntitle:"), *changes):
        copy.write_text(copy.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture
def withdrawn(small: Path) -> Path:
    """The small project with a retired plan, which breaks rules, session and exercise; the last two have the titles of others."""
    retire(small / "templates/exercises/squat.yaml", "old-squat", ("30s squat", "30s old-squat"))
    retire(small / "templates/strength/strength-a.yaml", "old-strength", ("8 squat", "8 old-squat"))
    change(small / "plans/base.yaml", "tue: [easy-run, strength-a]", "tue: [two-minutes, old-strength]")
    change(small / "plans/base.yaml", "thu: [easy-run, strength-a]", "wed: [two-minutes]")
    (small / "plans/retired.yaml").write_text(ENTRY, "utf-8")
    (small / "settings.yaml").write_text(ROWS, "utf-8")
    return small


def build(root: Path) -> Build:
    return Build(sound(root), SURROUNDINGS)


def listed(root: Path) -> dict[str, Any]:
    """The list of calendars."""
    (content,) = (file.content for file in build(root).others() if file.path == "calendars/index.json")
    return dict(json.loads(content))


def pages_of(root: Path) -> dict[str, str]:
    return {page.path: page.content.decode() for page in build(root).pages()}


def files_of(root: Path) -> dict[str, bytes]:
    return {file.path: file.content for make in build(root).files_for_programs() for file in make()}


def test_what_is_retired_is_no_problem_and_may_name_what_is_retired(withdrawn: Path) -> None:
    assert check(withdrawn) == []
    (withdrawn / "plans/retired.yaml").unlink()
    found = {problem.rule for problem in check(withdrawn)}
    assert "strength-twice" in found, "the plan breaks rules, which nobody asks of a retired one"


def test_its_page_says_first_that_it_is_no_longer_offered_and_searches_pass_it_over(withdrawn: Path) -> None:
    pages = pages_of(withdrawn)
    for path in ("sessions/old-strength.md", "exercises/old-squat.md"):
        assert re.search(r"\n# .*\n\n\*\*No longer offered\. This page stays for calendars that lead to it\.\*\*\n", pages[path])
        assert "\nrobots: noindex\nsearch: {exclude: true}\n---\n" in pages[path]
    taken = "Take [A small climb](../../plans/climb/index.md) instead."
    said = f"**No longer offered after 20 November 2026: Its climb was too steep. {taken}**\n"
    for path in ("plans/base/index.md", "plans/base/intermediate-standard.md", "plans/base/intermediate-extended.md"):
        assert re.search(r"\n# .*\n\n" + re.escape(said), pages[path])
        assert "\nrobots: noindex\n" in pages[path]
    others = {path for path, text in pages.items() if "No longer offered" in text or "robots: noindex" in text}
    assert {path.rpartition("/")[0] for path in others} == {"sessions", "exercises", "plans/base"}


def test_what_is_retired_leads_to_what_is_retired(withdrawn: Path) -> None:
    assert 'href="../../exercises/old-squat/"' in pages_of(withdrawn)["sessions/old-strength.md"]


def test_no_other_page_names_what_is_retired(withdrawn: Path) -> None:
    own = re.compile(r"(?:sessions/old-|exercises/old-|plans/base/)")
    naming = {path for path, text in pages_of(withdrawn).items() if own.search(text) and not own.match(path)}
    assert naming == set()


def test_its_page_offers_no_calendar(withdrawn: Path) -> None:
    pages = pages_of(withdrawn)
    for path in ("plans/base/index.md", "plans/base/intermediate-standard.md"):
        assert 'class="subscribe"' not in pages[path]
        assert "There are no new calendars of this plan." in pages[path]
    assert 'class="subscribe"' in pages["plans/climb/index.md"]
    assert "data-keep" in pages["plans/base/intermediate-standard.md"], "who follows it may still keep it on a phone"


def test_no_list_no_count_and_no_table_has_what_is_retired(small: Path, withdrawn: Path) -> None:
    before, after = sound(shutil.copytree(Path(__file__).parent / "good/small", small.parent / "before")), sound(withdrawn)
    assert session_finder(after).count == session_finder(before).count == len(before.sessions) == len(after.sessions) - 1
    assert exercise_finder(after).count == len(before.exercises) == len(after.exercises) - 1
    assert library_counts(before).replace("3 plans with 5 variants", "2 plans with 3 variants") == library_counts(after)
    held = {thing.id for table in build_tables(after) for things in table.cells.values() for thing in things}
    assert not held & {"old-strength", "old-squat"}
    sessions = next(page.text for page in index_pages(after) if page.path == "sessions/index.md")
    assert f"\n{len(before.sessions)} sessions." in sessions


def test_calendars_stay_of_runners_who_began_while_it_was_offered(withdrawn: Path) -> None:
    """Their bytes, too: a withdrawal moves nothing in a calendar that runs."""
    after = files_of(withdrawn)
    assert set(build(withdrawn).feed_paths()) == {path for path in after if path.endswith(".ics")}
    (withdrawn / "plans/retired.yaml").write_text("climb: {on: 2026-01-01, because: Another.}\n", "utf-8")
    before = files_of(withdrawn)
    kept = {path for path in after if path.startswith("calendars/base/")}
    gone = {path for path in before if path.startswith("calendars/base/")} - kept
    days = {date.fromisoformat(Path(path).stem) for path in kept}
    assert days
    assert max(days) == date(2026, 11, 16)
    assert {date.fromisoformat(Path(path).stem) for path in gone} == {
        date(2026, 11, 23) + timedelta(weeks=number) for number in range(9)
    }
    assert {path: before[path] for path in kept} == {path: after[path] for path in kept}


def test_a_race_day_is_kept_by_the_first_monday_of_its_plan(withdrawn: Path) -> None:
    """The plan has nine weeks before that of its race: begun on 16 November, it leads to 17 or 24 January."""
    (withdrawn / "plans/retired.yaml").write_text("small: {on: 2026-11-22, because: Nobody races.}\n", "utf-8")
    days = {path.rpartition("/")[2] for path in build(withdrawn).feed_paths() if path.startswith("calendars/small/")}
    library = sound(withdrawn)
    lead = lay_out(library.plans["small"], library, Variant("intermediate", "standard")).lead
    assert max(days) == f"{date(2026, 11, 16) + timedelta(weeks=lead, days=6)}.ics"


def test_compiled_plans_of_a_retired_plan_are_still_made(withdrawn: Path) -> None:
    files = files_of(withdrawn)
    assert "api/1/plans/base/intermediate-standard.json" in files
    (alone,) = build(withdrawn).compiled_at("api/1/plans/base/intermediate-standard.json")
    assert alone.content == files[alone.path]


def test_the_list_of_calendars_has_it_apart_with_what_to_take_instead(withdrawn: Path) -> None:
    found = listed(withdrawn)
    assert [plan["id"] for plan in found["plans"]] == ["climb", "small"]
    (plan,) = found["retired"]
    assert (plan["id"], plan["instead"], plan["on"]) == ("base", "climb", "2026-11-20")
    assert plan["because"] == "Its climb was too steep."
    assert max(plan["variants"][0]["dates"]) == "2026-11-16"
    written, _ = answering_any(json.dumps(found))
    assert json.loads(written)["retired"][0]["variants"][0]["feed"] == "calendars/base/intermediate-standard/{date}.ics"
    assert "dates" not in json.loads(written)["retired"][0]["variants"][0]


def test_what_takes_its_place_is_named_only_where_it_is_offered(withdrawn: Path) -> None:
    (withdrawn / "settings.yaml").write_text(f"{ROWS}plans: [base, small]\n", "utf-8")
    assert "instead" not in listed(withdrawn)["retired"][0]
    assert "too steep.**" in pages_of(withdrawn)["plans/base/index.md"]


def test_a_retired_plan_that_the_settings_do_not_list_has_no_page_and_no_calendar(withdrawn: Path) -> None:
    (withdrawn / "settings.yaml").write_text(f"{ROWS}plans: [climb, small]\n", "utf-8")
    assert [path for path in pages_of(withdrawn) if path.startswith("plans/base/")] == []
    assert [path for path in files_of(withdrawn) if "/base/" in path] == []
    assert listed(withdrawn)["retired"] == []


def test_sizes_count_the_calendars_that_stay(withdrawn: Path) -> None:
    sizes = {size.plan: size.feeds for size in estimate_sizes(sound(withdrawn), TODAY)}
    assert sizes["base"] == len([path for path in build(withdrawn).feed_paths() if path.startswith("calendars/base/")])


def test_a_menu_of_a_base_loses_what_is_retired(withdrawn: Path) -> None:
    library, project = sound(withdrawn), project_in(withdrawn)
    pages = list_pages(project, library)
    assert list_retired_pages(library) <= pages
    assert {"plans/base/index.md", "sessions/old-strength.md", "exercises/old-squat.md"} <= list_retired_pages(library)
    menu = fit_menu(["plans/base/index.md", "plans/climb/index.md"], list_wanted(library), pages - list_retired_pages(library))
    assert "plans/base" not in str(menu)
    assert "plans/climb" in str(menu)


def test_a_withdrawal_on_a_day_to_come_is_a_problem(withdrawn: Path) -> None:
    (problem,) = (one for one in check_project(withdrawn, today=date(2026, 11, 15))[1] if "retired" in one.path)
    assert str(problem).startswith("plans/retired.yaml:1:12: on: “2026-11-20” is still to come; today is 2026-11-15. Add the plan")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("mon: []\n      sun: []", "holds no session any more"),
        ("mon: [hips-and-ankles]", ""),
    ],
)
def test_a_retired_plan_must_still_hold_something(withdrawn: Path, days: str, said: str) -> None:
    file = withdrawn / "plans/base.yaml"
    text = re.sub(r"    days:\n(?:      .*\n)+    except:\n(?:      .*\n)+", f"    days:\n      {days}\n", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    found = [problem.message for problem in check(withdrawn) if problem.path == "plans/base.yaml"]
    assert all(said in message for message in found)
    assert bool(found) == bool(said)


def test_a_page_is_made_again_when_the_list_changes(withdrawn: Path) -> None:
    paths = [part[0] for part in page_inputs(sound(withdrawn))("plans/climb.yaml") if isinstance(part, tuple)]
    assert "plans/retired.yaml" in paths


def test_habits_and_assessments_are_retired_alike(frozen: Library) -> None:
    """Pages stay; lists, results on plan pages and the lines of events no longer name them."""
    habits = {name: habit.model_copy(update={"retired": True}) for name, habit in frozen.habits.items()}
    assessments = {name: one.model_copy(update={"retired": True}) for name, one in frozen.assessments.items()}
    library = replace(frozen, habits=habits, assessments=assessments)
    pages = {page.path: page.text for page in index_pages(library)}
    assert not re.search(r"\]\((?:\.\./)?habits/[a-z]", pages["habits/index.md"])
    assert not re.search(r"assessments/[a-z-]+\.md", pages["assessments/index.md"])
    assert "0 assessments and 0 habits." in pages["guide/coverage.md"]
    assert list(list_common_results(library)) == []
    assert list(film_lines(library, "https://x.example/")) == []
    schedule = lay_out(library.plans["5k"], library, library.plans["5k"].variants[0])
    reset = next(week for week in schedule.weeks if week.kind == "reset")
    assert "habit" not in str([line.text for line in first_of_week_lines(reset, schedule, library)])
    assert "habit" in str([line.text for line in first_of_week_lines(reset, schedule, frozen)])
    made = {path for group in Build(library, SURROUNDINGS).groups for path in group.paths}
    assert {f"habits/{name}.md" for name in habits} | {f"assessments/{name}.md" for name in assessments} <= made


def test_a_retired_plan_follows_no_other_and_is_in_no_season(frozen: Library) -> None:
    plan = changed(frozen.plans["return-to-speed"], next=Next(plan="5k", because="You are ready."))
    library = replace(frozen, plans={**frozen.plans, plan.id: plan})
    schedule = lay_out(plan, library, Variant("returning", "standard"))
    after = replace(library, retired={"5k": RetiredPlan(on=LAST, because="Enough.")})
    said = [closing_lines(schedule, one, SURROUNDINGS.site)[2].text for one in (library, after)]
    assert said[0].startswith("What next: A faster 5 km")
    assert said[1].startswith("What next: choose a plan")
    assert not [season for season in after.offered_seasons if any(part.plan == "5k" for part in season.parts)]
    assert len(after.offered_seasons) < len(library.offered_seasons)
