"""Plans laid out with results of assessments: they only lower, add care or take out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import remembering
from click.testing import Result as Answer
from commands import run
from project import EPOCH, copy_frozen

from toolkit.dose import ROUNDED
from toolkit.feeds.offer import Offer
from toolkit.feeds.window import Dates
from toolkit.library import Library
from toolkit.models import AssessmentResult, Variant
from toolkit.rules import ADDED_DAYS, RULES, adapt
from toolkit.schedule import (
    AskedResult,
    Conditions,
    Overlay,
    Schedule,
    Week,
    build_overlay,
    lay_out,
    lay_out_after_break,
    list_common_results,
    trace_progress,
)
from toolkit.site.views.plan import plan_page
from toolkit.text import results

MILE = ("mile", Variant("advanced", "standard"))
RETURNING = ("5k", Variant("returning", "extended"))
TRAINED = ("5k", Variant("intermediate", "standard", "trained"))
Case = tuple[str, Variant]
FAIL = ("single-leg-heel-raises", "fail")
CHANGES = ("start", "leave_out", "add", "tracks")
OF_MILE = ("mile", "--level", "advanced", "--rhythm", "standard")


def every(library: Library) -> list[Overlay]:
    """An overlay of each result that changes anything and stops nothing, and one of all of them together."""
    asking = [AskedResult(assessment, result) for assessment in library.assessments.values() for result in assessment.results]
    changing = [one for one in asking if not one.result.stop and any(getattr(one.result, field) for field in CHANGES)]
    return [*(Overlay((one,)) for one in changing), Overlay(tuple(changing))]


def asked(library: Library, **fields: object) -> Overlay:
    """An overlay of one result with these fields."""
    result = AssessmentResult.model_validate(
        {"name": "seen", "seen": "Something", "means": "Something.", "then": "Go on.", **fields}
    )
    return Overlay((AskedResult(library.assessments["hop-test"], result),))


def laid_out(library: Library, case: Case, overlay: Overlay | None = None) -> Schedule:
    return lay_out(library.plans[case[0]], library, case[1], Conditions(overlay=overlay or Overlay()))


def sessions(schedule: Schedule) -> set[str]:
    return {placed.session.id for _, placed in schedule.placed()}


def broken(schedule: Schedule, library: Library) -> dict[str, int]:
    """How often a schedule breaks each rule on the way to the race, accepted or not.

    The race may become too long for somebody who trains less, and the report says so; a main set may then come once more.
    """
    races = {week.number for week in schedule.weeks if week.kind == "race"}
    return {
        rule.id: sum(not measure.kept and measure.week not in races for measure in rule.measure(schedule, library))
        for rule in RULES
        if rule.id != "same-main-set"
    }


def days_of(week: Week, session: str) -> int:
    return len({weekday for weekday, placed in week.placed() if placed.session.id == session})


def assert_only_less(plain: Schedule, times: dict[str, int], schedule: Schedule, overlay: Overlay, library: Library) -> None:
    """Nothing is harder, what is left out is gone, and no rule is broken more often than the `times` of the plain plan."""
    assert not overlay.leave_out & sessions(schedule)
    for before, week in zip(plain.weeks, schedule.weeks, strict=True):
        assert week.fast <= before.fast + 1e-9, (overlay, week.number)
        assert week.hard <= before.hard + 1e-9, (overlay, week.number)
        most: dict[str, int] = {}
        for _, placed in before.placed():
            most[placed.session.id] = max(placed.workout.rung, most.get(placed.session.id, 0))
        for _, placed in week.placed():
            if placed.dose.fast and placed.session.kind != "long" and placed.session.id in most:
                assert placed.workout.rung <= most[placed.session.id], (overlay, week.number, placed.session.id)
    if schedule != plain:
        now = broken(schedule, library)
        assert {rule: now[rule] for rule, before in times.items() if now[rule] > before} == {}, overlay


@pytest.mark.parametrize("case", [MILE, RETURNING, TRAINED], ids=str)
def test_no_result_makes_any_week_harder_or_breaks_a_rule(case: Case, frozen: Library) -> None:
    plain = laid_out(frozen, case)
    times = broken(plain, frozen)
    for overlay in every(frozen):
        assert_only_less(plain, times, laid_out(frozen, case, overlay), overlay, frozen)


def test_what_results_add_makes_no_week_harder_and_breaks_no_rule(frozen: Library) -> None:
    times = broken(laid_out(frozen, MILE), frozen)
    for overlay in [Overlay((one,)) for one in list_common_results(frozen)]:
        adapted = adapt(frozen.plans["mile"], frozen, MILE[1], overlay)
        assert adapted.plain == laid_out(frozen, MILE)
        assert_only_less(adapted.plain, times, adapted.schedule, overlay, frozen)


@pytest.mark.exhaustive
def test_no_result_makes_any_plan_harder_or_breaks_a_rule(frozen: Library) -> None:
    for plan in frozen.plans.values():
        for variant in plan.variants:
            times = broken(laid_out(frozen, (plan.id, variant)), frozen)
            for overlay in every(frozen):
                adapted = adapt(plan, frozen, variant, overlay)
                assert adapted.plain == laid_out(frozen, (plan.id, variant))
                assert_only_less(adapted.plain, times, adapted.schedule, overlay, frozen)


def test_a_race_that_became_too_long_is_reported(frozen: Library) -> None:
    half = frozen.plans["half-marathon"]
    adapted = adapt(half, frozen, Variant("intermediate", "standard"), build_overlay(frozen, [("hop-test", "sore")]))
    said = " ".join(results.adapted_text(adapted, frozen).split())
    assert "With this the plan breaks 1 rule more. Race easily or shorter, or later:" in said
    assert re.search(r"Week \d+: the run on Sunday has \d+ minutes; the longest of the 30 days before has \d+\.", said)


def test_several_results_are_as_strict_as_the_strictest(frozen: Library) -> None:
    one, other = asked(frozen, start=3, add=["calf-and-achilles", "strength-a"]), asked(frozen, start=2, leave_out=["strength-a"])
    both = Overlay(one.results + other.results)
    assert (both.start, both.leave_out, both.add) == (2, {"strength-a"}, ("calf-and-achilles",))


def test_without_results_a_plan_is_as_it_was(frozen: Library) -> None:
    assert laid_out(frozen, MILE, Overlay()) == laid_out(frozen, MILE)
    assert laid_out(frozen, MILE, asked(frozen)) == laid_out(frozen, MILE)


def test_results_are_found_by_name_each_once(frozen: Library) -> None:
    found = build_overlay(frozen, [("step-down-video", "wobble"), FAIL, FAIL])
    assert [one.key for one in found.results] == ["single-leg-heel-raises=fail", "step-down-video=wobble"]
    with pytest.raises(KeyError):
        build_overlay(frozen, [("step-down-video", "fail")])


def test_the_others_of_a_stage_take_the_turn_of_what_is_left_out(frozen: Library) -> None:
    stage = next(stage for stage in frozen.tracks["speed-5k"].stages.values() if "minutes" in stage)
    assert "minutes" in sessions(laid_out(frozen, TRAINED))
    schedule = laid_out(frozen, TRAINED, asked(frozen, leave_out=["minutes"]))
    assert "minutes" not in sessions(schedule)
    assert {*stage} & {placed.session.id for _, placed in schedule.placed() if placed.track == "speed-5k"}


def test_a_run_gives_way_to_the_stand_in_and_strength_goes(frozen: Library) -> None:
    plain = laid_out(frozen, TRAINED)
    schedule = laid_out(frozen, TRAINED, asked(frozen, leave_out=["control-run", "strength-b"]))
    day = next(day for day, placed in plain.placed() if placed.session.id == "control-run")
    assert [placed.session.id for one, placed in schedule.placed() if one == day and placed.dose.running] == ["easy-run"]
    assert "strength-b" in sessions(plain)
    assert "strength-b" not in sessions(schedule)


def test_races_stay_unless_they_are_named(frozen: Library) -> None:
    fast = {placed.session.id for _, placed in laid_out(frozen, RETURNING).placed() if placed.dose.fast and not placed.all_out}
    schedule = laid_out(frozen, RETURNING, asked(frozen, leave_out=sorted(fast)))
    assert "race-5k" in sessions(schedule)
    assert "race-5k" not in sessions(laid_out(frozen, RETURNING, asked(frozen, leave_out=["race-5k"])))


def test_at_entry_trained_a_track_starts_on_the_rung_that_a_result_says(frozen: Library) -> None:
    lowered = laid_out(frozen, TRAINED, asked(frozen, start=1))
    assert lowered.weeks[0].fast < laid_out(frozen, TRAINED).weeks[0].fast
    assert {placed.workout.rung for _, placed in lowered.weeks[0].placed() if placed.dose.fast} == {0}


def of_trial(library: Library, name: str) -> list[Week]:
    """The weeks of a plan with a trial, laid out with a result of it."""
    return list(laid_out(library, TRAINED, build_overlay(library, [("five-minute-distance", name)])).weeks)


def test_after_a_trial_that_went_well_a_plan_goes_on_as_it_is(frozen: Library) -> None:
    plain = list(laid_out(frozen, TRAINED).weeks)
    assert of_trial(frozen, "farther") == of_trial(frozen, "same") == plain


def test_a_result_of_a_trial_holds_the_tracks_or_lowers_them_from_the_week_after_it(frozen: Library) -> None:
    plain, held, lowered = list(laid_out(frozen, TRAINED).weeks), of_trial(frozen, "explained"), of_trial(frozen, "shorter")
    trial = next(n for n, week in enumerate(plain) if any(placed.session.id == "five-minute-trial" for _, placed in week.placed()))
    last, after = (max(n for n in range(trial) if plain[n].kind == "load"), trial + 1)
    assert plain[after].kind == "load"
    assert held[:after] == lowered[:after] == plain[:after]
    speed = {name: speed_of(weeks[after]) for name, weeks in (("plain", plain), ("held", held), ("lowered", lowered))}
    assert speed["lowered"] < speed["held"] <= speed_of(plain[last]) + ROUNDED * 60 < speed["plain"]
    assert held[after].running <= plain[last].running + ROUNDED
    assert not any(placed.change in ("up", "new") for _, placed in lowered[after].placed() if placed.track == "speed-5k")
    assert max(map(speed_of, lowered[after + 1 :])) > speed["lowered"]


def speed_of(week: Week) -> float:
    """The seconds that a week holds of the track of speed."""
    return max((placed.dose.fast_seconds for _, placed in week.placed() if placed.track == "speed-5k"), default=0)


def test_of_several_results_the_lowest_counts_for_the_tracks(frozen: Library) -> None:
    both = build_overlay(frozen, [("five-minute-distance", "explained"), ("five-minute-distance", "shorter")])
    assert both.after == {"five-minute-trial": "lower"}


@pytest.mark.parametrize(
    ("name", "said"), [("explained", "nothing grows"), ("shorter", "go back to the dose of a loading week before")]
)
def test_what_a_trial_does_to_the_tracks_is_said_where_the_plan_holds_it(name: str, said: str, frozen: Library) -> None:
    [asking] = build_overlay(frozen, [("five-minute-distance", name)]).results
    with_trial = results.effect(asking, [laid_out(frozen, TRAINED)], frozen)
    assert said in " ".join(results.sentences(with_trial, " + ".join))
    without = results.effect(asking, [laid_out(frozen, MILE)], frozen)
    assert said not in " ".join(results.sentences(without, " + ".join))


@pytest.mark.parametrize(("assessment", "name"), [("hop-test", "bone"), ("walk-test", "pain"), ("health-history", "disease")])
def test_no_plan_is_laid_out_for_somebody_who_should_not_run(assessment: str, name: str, frozen: Library) -> None:
    with pytest.raises(ValueError, match=f"is not laid out with {assessment}={name}"):
        laid_out(frozen, RETURNING, build_overlay(frozen, [(assessment, name)]))


def test_no_plan_is_laid_out_without_its_stand_in(frozen: Library) -> None:
    with pytest.raises(ValueError, match="is not laid out with hop-test=seen"):
        laid_out(frozen, RETURNING, asked(frozen, leave_out=["easy-run"]))


def test_what_is_added_comes_twice_in_loading_weeks_and_once_in_resets(frozen: Library) -> None:
    adapted = adapt(frozen.plans["mile"], frozen, MILE[1], asked(frozen, add=["balance-and-landing"]))
    assert "balance-and-landing" not in sessions(adapted.plain)
    assert adapted.not_placed == ()
    for week in adapted.schedule.weeks:
        assert days_of(week, "balance-and-landing") == {"load": 2, "reset": 1}.get(week.kind, 0), week.number


def test_what_the_plan_holds_already_is_counted(frozen: Library) -> None:
    adapted = adapt(frozen.plans["5k"], frozen, TRAINED[1], asked(frozen, add=["strength-a"]))
    assert "strength-a" in sessions(adapted.plain)
    for before, week in zip(adapted.plain.weeks, adapted.schedule.weeks, strict=True):
        most = max(ADDED_DAYS.get(week.kind, 0), days_of(before, "strength-a"))
        assert days_of(week, "strength-a") <= most, week.number


def test_what_finds_no_day_is_reported_with_its_weeks_and_the_rule(frozen: Library) -> None:
    adapted = adapt(frozen.plans["mile"], frozen, MILE[1], build_overlay(frozen, [("single-leg-bridge-count", "low")]))
    [not_placed] = adapted.not_placed
    short = [week.number for week in adapted.schedule.weeks if days_of(week, not_placed.session.id) < ADDED_DAYS.get(week.kind, 0)]
    assert (not_placed.session.id, not_placed.rule) == ("hamstring-strength", "hamstring-before-fast")
    assert list(not_placed.weeks) == short
    assert f"week {short[0]}" in results.adapted_text(adapted, frozen)


def test_running_is_never_added_and_that_is_said(frozen: Library) -> None:
    adapted = adapt(frozen.plans["mile"], frozen, MILE[1], asked(frozen, add=["recovery-jog"]))
    assert adapted.schedule == adapted.plain
    assert "running is never added: Recovery jog." in " ".join(results.adapted_text(adapted, frozen).split())


def test_a_way_back_after_a_break_leaves_out_the_same(frozen: Library) -> None:
    fast = sorted({placed.session.id for _, placed in laid_out(frozen, MILE).placed() if placed.dose.fast and not placed.all_out})
    overlay = asked(frozen, leave_out=fast[:2])
    course = trace_progress(frozen.plans["mile"], frozen, MILE[1], Conditions(overlay=overlay))
    rewritten = lay_out_after_break(course, frozen, 5, 10)
    assert rewritten is not None
    assert not sessions(rewritten) & set(fast[:2])


def test_a_plan_page_has_the_common_results_with_what_to_type(frozen: Library) -> None:
    offer = Offer((laid_out(frozen, MILE),), Dates((), (), (), False), date(2026, 11, 22), "https://club.example/")
    _, _, rest = plan_page(frozen, frozen.plans["mile"], [offer]).text.partition("## If a test says otherwise\n")
    section, _, _ = rest.partition("\n## ")
    assert re.findall(r"^- .*`--result (.+?)`$", section, re.MULTILINE) == [one.key for one in list_common_results(frozen)]
    assert (
        "`toolkit calendar mile --level intermediate --rhythm standard --race YYYY-MM-DD --result chair-stand=below-usual"
        in section
    )


def test_each_common_result_is_said_in_a_sentence_or_two(frozen: Library) -> None:
    def said(case: Case) -> list[str]:
        plain = laid_out(frozen, case)
        effects = [results.effect(one, [plain], frozen) for one in list_common_results(frozen)]
        return [" ".join(results.sentences(found, " + ".join)) for found in effects]

    assert len(said(MILE)) == 4
    assert any("Adds calf-and-achilles, up to twice in a loading week and once in a reset week." in one for one in said(MILE))
    assert any(one.startswith("Leaves out ") for one in said(MILE))
    unchanged = results.effect(asked(frozen).results[0], [laid_out(frozen, MILE)], frozen)
    assert list(results.sentences(unchanged, " + ".join)) == ["Changes nothing in this plan."]
    stopped = results.effect(asked(frozen, stop="true", add=["strength-a"]).results[0], [laid_out(frozen, MILE)], frozen)
    assert list(results.sentences(stopped, " + ".join)) == ["Not this plan for now. Go on."]


@pytest.fixture
def in_club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the frozen project as the current folder, outside git."""
    folder = copy_frozen(tmp_path / "project", "mile", "5k", "return-to-speed")
    remembering.let_commands_remember(monkeypatch)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return folder


def with_results(command: Sequence[str], *wanted: str) -> Answer:
    return run(*command, *OF_MILE, *(part for one in wanted for part in ("--result", one)))


@pytest.mark.usefixtures("in_club")
def test_every_wrong_result_is_reported_at_once() -> None:
    answer = with_results(["show", "plan"], "single-leg-heel-raise=fail", "walk-test=oops", "x", "hop-test=bone")
    assert answer.exit_code == 2
    assert "there is no assessment “single-leg-heel-raise”. Did you mean “single-leg-heel-raises”?" in answer.output
    assert "there is no result “oops” of walk-test. Write one of: pain, pass, sore, symptoms." in answer.output
    assert "“x” is not a result." in answer.output
    assert "hop-test=bone: " in answer.output
    assert "is not for you now. Stop all running and jumping until a clinician has cleared it." in answer.output


@pytest.mark.usefixtures("in_club")
@pytest.mark.parametrize(
    "form",
    [
        ("--summary",),
        *(pytest.param(form, marks=pytest.mark.exhaustive) for form in (("--week", "3"), ("--compare", "advanced-extended"))),
    ],
    ids=str,
)
def test_a_plan_says_first_with_which_results_it_was_laid_out(form: tuple[str, ...]) -> None:
    answer = with_results(["show", "plan", *form], "single-leg-heel-raises=fail")
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.startswith("Laid out with what tests said:\n- Single-leg heel raises, below 15 repetitions: ")


@pytest.mark.usefixtures("in_club")
def test_without_results_a_plan_says_nothing_of_them() -> None:
    assert "tests said" not in with_results(["show", "plan", "--summary"]).stdout


@pytest.mark.usefixtures("in_club")
def test_a_calendar_holds_what_a_result_leaves_in(frozen: Library) -> None:
    gone = frozen.assessments["single-leg-heel-raises"].results[0].leave_out
    left = [frozen.sessions[name].id for name in gone if name in sessions(laid_out(frozen, MILE))]
    output = ["calendar", "--race", "2027-04-18", "--output", "-"]
    plain, answer = with_results(output).stdout, with_results(output, "single-leg-heel-raises=fail")
    assert left
    for name in left:
        assert f"/sessions/{name}/#" in plain.replace("\r\n ", "").replace("\n ", "")
        assert f"/sessions/{name}/#" not in answer.stdout.replace("\r\n ", "").replace("\n ", "")
    assert "Single-leg heel raises, below 15 repetitions" in answer.stderr
