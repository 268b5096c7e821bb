"""What a compiled plan holds: the days and doses of its schedule, and all that calendars say, in a form that does not change."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from feeding import SITE, compile_alone, compiled, compiled_for_all, compiler_of, said_in
from jsonschema import Draft202012Validator
from small import TESTS

from toolkit.feeds.agenda import SELECTIONS, WHOLE_PLAN, select_days
from toolkit.feeds.compiled import (
    CompiledPlan,
    CompiledSession,
    FingerprintError,
    compiled_plans,
    merge,
    plan_differences,
    take_fingerprint,
)
from toolkit.feeds.laid import record_schedules
from toolkit.feeds.season import compile_part, compile_season, list_part_lengths, season_path
from toolkit.library import Library
from toolkit.models import Variant
from toolkit.notation import write_steps
from toolkit.rules import broken_rules, other_days
from toolkit.schedule import SUNDAY, Conditions, Schedule, find_key_days, find_season_variants, lay_out, lay_out_season
from toolkit.text.english import WEEK_PURPOSES
from toolkit.text.events.lines import MOST_TEXT, opening

VARIANT = Variant("intermediate", "standard")
FROZEN_SCHEMAS = {"compiled-plan": compiled_plans, "plan-difference": plan_differences}


@pytest.fixture(scope="module")
def schedule(frozen: Library) -> Schedule:
    return lay_out(frozen.plans["5k"], frozen, VARIANT)


@pytest.fixture(scope="module")
def plan(frozen: Library) -> CompiledPlan:
    return compiled(frozen, "5k", VARIANT)


def sessions(plan: CompiledPlan) -> Iterator[tuple[int, CompiledSession]]:
    for week in plan.weeks:
        for weekday, day in enumerate(week.days):
            yield from ((7 * (week.number - 1) + weekday, one) for one in day)


def test_a_compiled_plan_has_every_session_on_its_day_with_its_dose(plan: CompiledPlan, schedule: Schedule) -> None:
    found = [(day, one.session, one.rung, one.dose, one.optional) for day, one in sessions(plan)]
    assert found == [
        (day, one.session.id, one.workout.rung + 1, write_steps(one.workout.main_steps), schedule.is_optional(one))
        for day, one in schedule.placed()
    ]
    assert [week.number for week in plan.weeks] == list(range(1, len(schedule.weeks) + 1))
    assert {len(week.days) for week in plan.weeks} == {7}
    assert [week.kind for week in plan.weeks] == ["return" if one.kind == "recovery" else one.kind for one in schedule.weeks]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_each_selection_shows_its_days_and_no_other(
    plan: CompiledPlan, schedule: Schedule, selection: Any, frozen: Library
) -> None:
    column = SELECTIONS.index(selection)
    shown = [event.day for event in plan.events if event.shown[column] is not None]
    key_days = find_key_days(schedule)
    wanted = {
        day
        for day, one in schedule.placed()
        if (selection.optional or not schedule.is_optional(one)) and (day in key_days or not selection.only_key_days)
    }
    assert shown == [*sorted(wanted), 7 * len(schedule.weeks)], "and the day after the plan"
    assert len(shown) < len(plan.events) or selection == WHOLE_PLAN


@pytest.mark.parametrize("column", range(len(SELECTIONS)))
def test_the_first_event_of_every_week_says_what_the_week_is_for(plan: CompiledPlan, schedule: Schedule, column: int) -> None:
    weeks: dict[int, list[str]] = {}
    for event in plan.events[:-1]:
        if (number := event.shown[column]) is not None:
            weeks.setdefault(event.day // 7, []).append(said_in(plan, event.forms[number]))
    for number, texts in weeks.items():
        week = schedule.weeks[number]
        purpose = opening(WEEK_PURPOSES.get(week.kind) or schedule.plan.phase(week.phase).purpose)
        assert sum(purpose in text for text in texts) <= 1
        assert purpose in texts[0] or len(texts[0].encode()) > MOST_TEXT - len(purpose) - 30, "only a full text leaves it out"


def test_what_is_optional_is_left_out_of_the_day_that_has_it(frozen: Library) -> None:
    """A day with more than one session keeps the others: another title, another length, and no word of what is left out."""
    plan_of = frozen.plans["5k"]
    freer = plan_of.model_copy(update={"optional": (*plan_of.optional, "strength-a")})
    plan = compile_alone(lay_out(freer, frozen, VARIANT), compiler_of(frozen))
    optional = {day for day, one in sessions(plan) if one.optional}
    both = [event for event in plan.events if event.day in optional and event.shown[2] is not None]
    assert both, "no day of this plan has an optional session beside another"
    for event in both:
        whole, without = event.forms[event.shown[0] or 0], event.forms[event.shown[2] or 0]
        assert without.minutes < whole.minutes
        assert "strength" in said_in(plan, whole)
        assert "Then short strength" not in said_in(plan, without)
        assert "Then strength A" not in said_in(plan, without)


def test_the_first_event_of_a_reader_who_joins_late_has_the_health_check(plan: CompiledPlan, frozen: Library) -> None:
    """Any first event of a week may be the first of a calendar; its text for that case says what the plan's first event says."""
    checks = 0
    for event in plan.events:
        for form in event.forms:
            if form.first is not None:
                said = [str(plan.lines[line]) for line in form.first]
                assert frozen.readiness.health_check in "\n".join(said)
                joins = [line for line in said if line.startswith("Join here only if your last 30 days held about this: ")]
                assert len(joins) == (event.day >= 7), "only who joins late needs to know what came before"
                checks += 1
    assert checks >= len(plan.weeks)


@pytest.mark.parametrize(
    ("plan", "variant"),
    [("5k", VARIANT), ("10k", Variant("advanced", "standard")), pytest.param("every", VARIANT, marks=pytest.mark.exhaustive)],
)
def test_a_race_day_by_its_differences_is_the_one_compiled_by_itself(plan: str, variant: Variant, frozen: Library) -> None:
    """Weeks, events and texts on each weekday; `merge` changes nothing but the order of lines."""
    plans = [one for one in frozen.plans.values() if one.race] if plan == "every" else [frozen.plans[plan]]
    for one in plans:
        for chosen in one.variants if plan == "every" else (variant,):
            for merged in compiled_for_all(frozen, one.id, chosen)[1:]:
                alone = compiled(frozen, one.id, chosen, merged.weekday)
                assert merged.weeks == alone.weeks
                assert merged.breaks == alone.breaks
                assert [readable(merged, event) for event in merged.events] == [readable(alone, event) for event in alone.events]


def readable(plan: CompiledPlan, event: Any) -> Any:
    forms = [(plan.lines[form.title], form.minutes, form.link, said_in(plan, form)) for form in event.forms]
    return event.day, event.other_days, event.changed, event.shown, forms


def test_a_race_day_that_breaks_a_rule_says_which(frozen: Library) -> None:
    for plan in compiled_for_all(frozen, "10k", Variant("advanced", "standard")):
        laid_out = lay_out(frozen.plans["10k"], frozen, Variant("advanced", "standard"), Conditions(plan.weekday))
        assert set(plan.breaks) == {measure.message for _, measure in broken_rules(laid_out, frozen)}


def test_distances_are_there_in_kilometres_and_in_miles(plan: CompiledPlan) -> None:
    both = [line for line in plan.lines if not isinstance(line, str)]
    assert any("5\u00a0km at 5 km effort" in km and "3.1\u00a0mi at 5 km effort" in miles for km, miles in both)
    assert all("\u00a0km" not in line for line in plan.lines if isinstance(line, str))


def test_a_compiled_plan_is_small(frozen: Library) -> None:
    """75 KB compressed with all seven race days, and 40 for what a browser loads for one calendar."""
    for variant in (VARIANT, Variant("advanced", "standard")):
        compiler, found = compiler_of(frozen), frozen.plans["10k"]
        schedules = [lay_out(found, frozen, variant, Conditions(day)) for day in (SUNDAY, *range(SUNDAY))]
        first, *others = record_schedules(schedules)
        base = compiler.compile(first, range(SUNDAY))
        sizes = [len(gzip.compress(plan_differences.dump_json(compiler.compile_difference(base, one)))) for one in others]
        size = len(gzip.compress(compiled_plans.dump_json(base)))
        assert size + max(sizes) < 40_000
        assert size + sum(sizes) < 75_000


def test_json_is_read_back_as_it_was(plan: CompiledPlan) -> None:
    assert compiled_plans.validate_json(compiled_plans.dump_json(plan)) == plan


@pytest.mark.parametrize("name", FROZEN_SCHEMAS)
def test_the_schema_of_version_1_is_only_added_to(name: str, request: pytest.FixtureRequest) -> None:
    """Whatever the frozen schema asks for is asked for still, in the same form; new fields are in it after --accept."""
    file, schema = TESTS / "frozen" / f"{name}.schema.json", FROZEN_SCHEMAS[name].json_schema()
    if request.config.getoption("--accept"):
        file.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", "utf-8")
    frozen = json.loads(file.read_text("utf-8"))
    lost = sorted(set(leaves(frozen)) - set(leaves(schema)))
    assert not lost, "programs rely on this: keep it, or begin version 2"
    assert schema == frozen, "fields were added: describe them in docs/contributing/compiled-plans.md, then run this with --accept"


def leaves(value: object, path: str = "") -> Iterator[str]:
    """Every part of a schema but its wording, as text; the order of what is in a list does not count."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("title", "description"):
                yield from leaves(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield f"{path}: {value}"


def test_a_compiled_plan_holds_its_schema_for_an_independent_validator(frozen: Library) -> None:
    schema = json.loads((TESTS / "frozen" / "compiled-plan.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for name, variant in (("5k", VARIANT), ("joint-care", Variant("returning", "extended"))):
        assert not list(validator.iter_errors(json.loads(compiled_plans.dump_json(compiled(frozen, name, variant)))))


def test_a_season_is_one_plan_whose_weeks_run_on(frozen: Library) -> None:
    season = next(iter(frozen.seasons.values()))
    variant = find_season_variants(season, frozen)[0]
    for lengths in list_part_lengths(season)[::3]:
        parts = lay_out_season(season, frozen, variant, lengths)
        found = compile_season(compiler_of(frozen), season, [compile_part(compiler_of(frozen), part) for part in parts])
        assert [week.number for week in found.weeks] == list(range(1, sum(len(part.weeks) for part in parts) + 1))
        assert len({event.id for event in found.events}) == len(found.events)
        starts = [7 * sum(len(part.weeks) for part in parts[:number]) for number in range(len(parts))]
        days = [
            start + day.day
            for start, part in zip(starts, parts, strict=True)
            for day in select_days(part, other_days(part, frozen))
        ]
        assert [event.day for event in found.events] == [*days, 7 * len(found.weeks)]
        assert season_path(season, variant, lengths).startswith(f"api/1/seasons/{season.id}/{variant}/")


def test_paths_stay_below_the_site(plan: CompiledPlan) -> None:
    assert plan.site == SITE
    assert all(not form.link.startswith("/") for event in plan.events for form in event.forms)


def test_files_of_two_builds_are_not_put_together(frozen: Library) -> None:
    """One word that changes moves the numbers of all lines after it."""
    base = compiled(frozen, "5k", VARIANT)
    assert base.fingerprint == compiled(frozen, "5k", VARIANT).fingerprint
    compiler, found = compiler_of(frozen), frozen.plans["5k"]
    _, wednesday = record_schedules([lay_out(found, frozen, VARIANT), lay_out(found, frozen, VARIANT, Conditions(2))])
    differs = compiler.compile_difference(base, wednesday)
    changed = take_fingerprint(replace(base, lines=("Another word.", *base.lines[1:])))
    assert changed.fingerprint != base.fingerprint
    with pytest.raises(FingerprintError):
        merge(changed, differs)


def test_merging_takes_what_differs_and_leaves_out_what_is_not_there(frozen: Library) -> None:
    compiler, found = compiler_of(frozen), frozen.plans["5k"]
    first, other = record_schedules([lay_out(found, frozen, VARIANT), lay_out(found, frozen, VARIANT, Conditions(2))])
    base = compiler.compile(first)
    differs = compiler.compile_difference(base, other)
    merged = merge(base, differs)
    assert differs.without, "this proves nothing"
    given = {event.day: event for event in differs.events}
    assert merged.events == tuple(
        given.get(day) or next(event for event in base.events if event.day == day)
        for day in sorted({*given, *(event.day for event in base.events)} - {*differs.without})
    )
    assert merged.weekday == 2
