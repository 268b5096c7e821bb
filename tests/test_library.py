"""The library: what is sound is in it, and a broken file is one problem, not many."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from project import change
from small import SMALL, check

from toolkit.library import Library, build_file_graph, find_reachable, load, reverse_graph
from toolkit.models import ACCEPTABLE, KINDS, LISTABLE, find_refs
from toolkit.problems import Problem
from toolkit.things import LISTS, LISTS_BY_NOUN, SORTS, SORTS_BY_NOUN, home_of, key_of


def loaded(root: Path) -> tuple[Library, list[Problem]]:
    library, problems = load(root)
    assert library is not None
    return library, problems


def test_the_small_project_is_whole(library: Library) -> None:
    assert set(library.plans) == {"small", "base", "climb"}
    assert {path.stem for path in (SMALL / "templates").glob("*/*.yaml")} == {
        *(*library.sessions, *library.exercises, *library.tracks)
    }
    assert len(library.cues) == 4
    assert len(library.sources) == 3


def test_everything_knows_the_file_it_came_from(library: Library) -> None:
    for thing in (*library.sessions.values(), *library.exercises.values(), *library.plans.values()):
        assert library.documents[library.path(thing)].path == library.path(thing)
        assert (SMALL / library.path(thing)).is_file()


def test_the_library_has_a_field_for_each_sort_of_file_and_each_list() -> None:
    tables = [*(sort.table for sort in SORTS), *(one.name for one in LISTS)]
    assert sorted(field.name for field in fields(Library)) == sorted([*tables, "settings", "chapters", "documents", "complete"])


def test_every_reference_is_to_something_that_there_is() -> None:
    refs = {ref.noun for row in (*SORTS, *LISTS) for ref in find_refs(row.model)}
    assert refs <= {*SORTS_BY_NOUN, *KINDS, *LISTS_BY_NOUN, LISTABLE, ACCEPTABLE}
    assert {"session", "warm-ups", "cool-downs", "cue", "need", "source", "plan", "track", LISTABLE, ACCEPTABLE} == refs


def test_every_file_that_was_read_is_found_by_its_path(library: Library) -> None:
    assert {key_of(library.path(thing)) for thing in library.things()} == {
        (sort.noun, name) for sort in SORTS for name in getattr(library, sort.table)
    }
    assert [path for path in library.documents if home_of(path) is None] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("templates/easy/easy-run.yaml", "title: Easy run", "title: [Easy, run]"),
        ("templates/easy/easy-run.yaml", "title: Easy run", "title: 'Easy run"),
        ("templates/easy/easy-run.yaml", "title: Easy run", "title: Easy run\ntitle: Easy run"),
        ("templates/easy/easy-run.yaml", "soft-landings", "soft-landing"),
        ("templates/warm-ups/ramp.yaml", "8min jog", "8mins jog"),
        ("templates/exercises/ankle-rock.yaml", "kind: mobility", "kind: other"),
        ("templates/mobility/hips-and-ankles.yaml", "2x(8 each ankle-rock", "2x(8 each ankel-rock"),
        ("templates/cues.yaml", "{text: soft landings, category: landing}", "{text: soft landings, category: lands}"),
        ("templates/sources.yaml", "year: 2014", "year: long ago"),
        ("templates/limits.yaml", "severity: warning", "severity: mild"),
        ("templates/levels.yaml", "drill_pace: ", "drill_pace: about "),
        ("templates/readiness.yaml", "pain: ", "pains: "),
    ],
)
def test_a_broken_file_is_not_reported_once_more_by_what_refers_to_it(file: str, old: str, new: str, small: Path) -> None:
    change(small / file, old, new)
    problems = check(small)
    assert {problem.path for problem in problems} == {file}
    assert len(problems) == (2 if "pains" in new else 1)


def test_what_needs_a_broken_session_is_left_out_and_what_does_not_stays(small: Path) -> None:
    change(small / "templates/cool-downs/jog-and-walk.yaml", "3min jog", "3mins jog")
    library, problems = loaded(small)
    assert len(problems) == 1
    for name in ("jog-and-walk", "two-minutes", "two-on-one-off", "race-5k"):
        assert name not in library.sessions
    assert "easy-run" in library.sessions
    assert set(library.plans) == {"base"}


def test_what_needs_a_broken_exercise_is_left_out_step_by_step(small: Path) -> None:
    change(small / "templates/exercises/ankle-rock.yaml", "kind: mobility", "kind: other")
    library, _ = loaded(small)
    assert not {"ankle-rock"} & set(library.exercises)
    assert not {"ramp", "hips-and-ankles", "two-minutes", "strength-a"} & set(library.sessions)
    assert library.plans == {}


def test_a_broken_plan_leaves_the_other_in(small: Path) -> None:
    change(small / "plans/small.yaml", "stand_in: easy-run", "stand_in: easy-rum")
    library, problems = loaded(small)
    assert [problem.path for problem in problems] == ["plans/small.yaml"]
    assert set(library.plans) == {"base", "climb"}


def test_a_broken_session_takes_its_track_and_the_plans_of_the_track_with_it(small: Path) -> None:
    change(small / "templates/intervals/minutes.yaml", "title: ", "titel: ")
    library, problems = loaded(small)
    assert {problem.path for problem in problems} == {"templates/intervals/minutes.yaml"}
    assert set(library.tracks) == set()
    assert set(library.plans) == {"small", "base"}


def test_sessions_that_stand_in_for_each_other_do_not_go_round_for_ever(small: Path) -> None:
    change(small / "templates/recovery/brisk-walk.yaml", "tired: hips-and-ankles", "tired: easy-run")
    assert check(small) == []


@pytest.mark.parametrize("name", ["levels", "limits", "readiness"])
def test_without_a_list_that_everything_needs_there_is_no_library(name: str, small: Path) -> None:
    (small / f"templates/{name}.yaml").write_text("- nothing\n")
    library, problems = load(small)
    assert library is None
    assert [problem.path for problem in problems] == [f"templates/{name}.yaml"]


def test_a_plan_may_name_a_session_of_any_kind_but_a_warm_up_must_stand_in_its_folder(small: Path) -> None:
    change(small / "plans/base.yaml", "sat: [easy-run]", "sat: [easy-run, jog-and-walk]")
    change(small / "templates/race/race-5k.yaml", "warm_up: ramp", "warm_up: jog-and-walk")
    assert [(problem.path, problem.line) for problem in load(small)[1]] == [("templates/race/race-5k.yaml", 5)]


def test_problems_are_the_same_whatever_the_order_on_the_disk(small: Path, tmp_path: Path) -> None:
    change(small / "templates/easy/easy-run.yaml", "soft-landings", "soft-landing")
    (small / "templates/easy/second.yml").write_text("")
    other = tmp_path / "other"
    other.mkdir()
    for file in sorted(small.rglob("*"), reverse=True):
        if file.is_file():
            target = other / file.relative_to(small)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    assert load(small)[1] == load(other)[1] != []


def test_a_file_leads_to_all_that_it_names_near_and_far(library: Library) -> None:
    needs = build_file_graph(library.documents)
    reachable = find_reachable(needs, ["plans/small.yaml"])
    assert {"plans/small.yaml", "templates/intervals/two-minutes.yaml", "templates/warm-ups/ramp.yaml"} <= reachable
    assert "templates/exercises/ankle-rock.yaml" in reachable
    assert "plans/small.yaml" in find_reachable(reverse_graph(needs), ["templates/exercises/ankle-rock.yaml"])
    assert find_reachable(needs, ["templates/exercises/ankle-rock.yaml"]) == {"templates/exercises/ankle-rock.yaml"}


def test_a_circle_of_names_is_walked_once() -> None:
    assert find_reachable({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}, ["a"]) == {"a", "b", "c"}
