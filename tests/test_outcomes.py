"""What must come out of plans: each figure on a small plan that is laid out, and what is said where one falls short."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from commands import run
from outcome_projects import DAYS, RACE, came, edit, laid_out, lines, make_whole, outcomes, phase, read, with_plan
from remembering import let_commands_remember
from small import copy_small

from toolkit.checks.shortfalls import find_library_shortfalls, find_placed_sessions, find_shortfalls
from toolkit.dose import Doses
from toolkit.library import Library, load
from toolkit.models import OUTCOMES, Outcome, Variant
from toolkit.models.outcomes import parts_of
from toolkit.rules.figure import Figure, FigureValue, describe_weeks
from toolkit.rules.outcomes import MEASURES
from toolkit.rules.quality_figures import trains_quality
from toolkit.schedule import Schedules, lay_out

FRESH, TRAINED = Variant("intermediate", "standard"), Variant("intermediate", "standard", "trained")
AFTER = """after:
  - name: After
    purpose: Easy.
    weeks: {intermediate: 1}
    days: {tue: [easy-run]}
"""


@pytest.fixture(scope="module")
def made_whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with every limit and rhythm; not to be changed."""
    return make_whole(copy_small(tmp_path_factory.mktemp("whole") / "small"))


@pytest.fixture
def whole(made_whole: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(made_whole, tmp_path / "whole"))


def wanting(name: str, bounds: str, plans: str = "all") -> str:
    """The text of outcomes.yaml that wants one thing."""
    return f"figures:\n  {name}: {{title: What we count, short: count, unit: things, plans: {plans}, {bounds}}}\n"


def value_of(root: Path, name: str, *, trained: bool = False, more: str = "") -> float:
    """What one figure comes to for the plan of a project."""
    outcomes(root, wanting(name, "least: {all: 0}") + more)
    return came(read(root), trained=trained)[name].value


def copied(root: Path, session: str, to: str, *changes: tuple[str, str]) -> None:
    """A session like another, with some changes."""
    text = (root / "templates" / session).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = root / "templates" / to
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


# what is wanted


def test_every_figure_has_a_measure() -> None:
    assert tuple(MEASURES) == OUTCOMES


def outcome(**bounds: object) -> Outcome:
    return Outcome.model_validate({"title": "a title", "short": "short", "unit": "things", "plans": "all", **bounds})


@pytest.mark.parametrize(
    ("variant", "race", "least"),
    [
        (FRESH, "5k", 8),
        (TRAINED, "5k", 7),
        (Variant("returning", "standard", "trained"), "5k", 6),
        (Variant("advanced", "extended", "trained"), "half-marathon", 5),
        (Variant("advanced", "extended", "trained"), "10k", 7),
    ],
)
def test_the_key_that_names_the_most_wins(variant: Variant, race: str, least: float) -> None:
    table = {"all": "8", "trained": "7", "trained-returning": "6", "trained-extended-half-marathon": "5"}
    assert outcome(least=table).wanted(variant, race, 10) == (least, None)


def test_of_two_keys_that_name_equally_many_the_gentler_number_holds() -> None:
    both = outcome(least={"all": "9", "returning": "6", "patient": "4"}, most={"returning": "2", "patient": "3"})
    assert both.wanted(Variant("returning", "patient"), "5k", 10) == (4, 3)


def test_nothing_is_wanted_where_no_key_fits_or_the_plan_is_too_short() -> None:
    assert outcome(least={"5k": "1"}).wanted(FRESH, "mile", 10) == (None, None)
    long = outcome(least={"all": "4"}, weeks={"mile": "11"})
    assert long.wanted(FRESH, "mile", 10) == (None, None)
    assert long.wanted(FRESH, "mile", 11) == (4, None)
    assert long.wanted(FRESH, "10k", 5) == (4, None)


def test_a_race_with_a_hyphen_is_one_word_of_a_key() -> None:
    assert parts_of("trained-extended-half-marathon") == ("trained", "extended", "half-marathon")
    assert parts_of("half-marathon") == ("half-marathon",)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ("least: {tired: 1}", "least.tired: there is no level, rhythm, entry or race “tired”."),
        ("least: {fresh-trained: 1}", "“fresh-trained” names two of fresh, trained. Write one."),
        ("weeks: {all: 3}", "it has no bound. Write least, most, or both."),
    ],
)
def test_a_key_or_a_figure_that_means_nothing_is_refused(whole: Path, bounds: str, said: str) -> None:
    outcomes(whole, wanting("free-days", bounds))
    assert [said in problem.message for problem in load(whole)[1]] == [True]


def test_a_figure_that_nobody_measures_is_refused(whole: Path) -> None:
    outcomes(whole, wanting("free-day", "least: {all: 1}"))
    assert "Did you mean “free-days”?" in load(whole)[1][0].message


@pytest.mark.parametrize(("value", "kept"), [(0.94, True), (0.97, True), (0.99, False), (0.49, True), (0.47, False)])
def test_whole_seconds_may_shift_a_figure_by_its_slack_and_no_more(value: float, kept: bool) -> None:
    assert Figure("fast-of-limit", FigureValue(value, (), slack=0.02), 0.5, 0.95, False).kept is kept


def test_weeks_are_named_in_few_words() -> None:
    assert describe_weeks([3]) == "in week 3"
    assert describe_weeks([1, 2, 3, 5, 7, 8]) == "in weeks 1 to 3, 5 and 7 to 8"


# each figure


def test_the_fast_minutes_of_the_biggest_week_come_with_its_limit(whole: Path) -> None:
    with_plan(whole, phase())
    value = value_of(whole, "fast-of-limit")
    schedule, limits = laid_out(library := read(whole)), read(whole).limit("fast-share", FRESH)
    week = max((week for week in schedule.weeks if week.kind == "load"), key=lambda week: week.fast / week.running)
    assert value == pytest.approx(week.fast / (week.running * limits / 100))
    assert came(library)["fast-of-limit"].measured.said == f"in week {week.number}"


def test_different_sessions_of_quality_are_counted_once_and_strides_and_the_race_are_none(whole: Path) -> None:
    with_plan(whole, phase())
    assert value_of(whole, "different-sessions") == 2
    with_plan(whole, phase(days=DAYS.replace("[two-minutes, strength-a]", "[easy-run, strength-a]")))
    assert value_of(whole, "different-sessions") == 1


def test_race_effort_is_counted_in_the_last_loading_weeks_alone(whole: Path) -> None:
    with_plan(whole, phase())
    assert value_of(whole, "race-effort-sessions") == 5
    assert value_of(whole, "race-effort-sessions", more="counting: {loading_weeks: 2}\n") == 2
    schedule = laid_out(read(whole))
    held = [one.dose.effort_seconds["5k"] for week in schedule.weeks[8:10] for _, one in week.placed() if "5k" in one.dose.efforts]
    race = next(one for _, one in schedule.placed() if one.session.kind == "race").dose.effort_seconds["5k"]
    more = "counting: {loading_weeks: 2}\n"
    assert value_of(whole, "race-effort-dose", more=more) == pytest.approx(sum(held) / race)
    assert value_of(whole, "race-effort-largest", more=more) == pytest.approx(max(held) / race)
    # Pieces in metres are rounded to whole seconds each: three of them may lack a second and a half, not five.
    outcomes(whole, wanting("race-effort-largest", f"least: {{all: {(max(held) + 2) / race:.3f}}}"))
    assert came(read(whole))["race-effort-largest"].kept
    outcomes(whole, wanting("race-effort-largest", f"least: {{all: {(max(held) + 5) / race:.3f}}}"))
    assert not came(read(whole))["race-effort-largest"].kept


def test_a_plan_without_a_race_is_asked_nothing_about_one(whole: Path) -> None:
    with_plan(whole, phase(), more="")
    outcomes(whole, wanting("race-effort-sessions", "least: {all: 4}", plans="race"))
    assert came(read(whole)) == {}


def test_the_most_frequent_main_set_is_counted_in_loading_weeks_and_strides_are_none(whole: Path) -> None:
    with_plan(whole, phase())
    value = value_of(whole, "weeks-of-one-set")
    sets = [
        (placed.session.id, placed.workout.rung)
        for week in laid_out(read(whole)).weeks
        for _, placed in week.placed()
        if week.kind == "load" and placed.session.id in ("two-minutes", "two-on-one-off")
    ]
    assert value == max(sets.count(one) for one in sets) == 3


def test_of_main_sets_that_are_equally_frequent_the_first_is_named(frozen: Library) -> None:
    """Here a week with one of each: a set of Python has another order in each process, and the reports would have too."""
    schedule = lay_out(frozen.plans["5k"], frozen, TRAINED)
    quality = {
        f"{one.session.id}, rung {one.workout.rung + 1}": one
        for _, one in schedule.placed()
        if trains_quality(one) and one.session.kind != "long"
    }
    assert len(quality) > 12
    load = next(week for week in schedule.weeks if week.kind == "load")
    week = replace(load, days=(tuple(quality.values()), *[()] * 6))
    came = MEASURES["weeks-of-one-set"](replace(schedule, weeks=(week,)), frozen)
    assert came == FigureValue(1, ("phases",), next(iter(quality)))


TOUCH = """title: A touch
objective: race
summary: For a test.
load: {tissues: {knee: 1}}
surface: [track]
touch: true
warm_up: ramp
cues: [soft-landings, relaxed-shoulders]
rungs:
  - 3x(1min @5k, 2min jog)
tired: easy-run
avoid: a limp
sources: convention
author: The tests
reviewed: 2026-11-23
"""


def test_a_touch_is_at_the_effort_of_the_race_and_on_its_days(whole: Path) -> None:
    touch = whole / "templates/intervals/touch.yaml"
    touch.write_text(TOUCH)
    on_its_day = RACE.replace("-4: [easy-with-strides]", "-4: [touch]")
    with_plan(whole, phase(), more=on_its_day)
    assert value_of(whole, "race-week-touch") == 1
    assert value_of(whole, "different-sessions") == 2, "a touch is no quality"
    with_plan(whole, phase(), more=RACE.replace("-3: [easy-run]", "-3: [touch]"))
    assert value_of(whole, "race-week-touch") == 0
    for other in (TOUCH.replace("1min @5k", "1min @mile"), TOUCH.replace("touch: true\n", "")):
        touch.write_text(other)
        with_plan(whole, phase(), more=on_its_day)
        assert value_of(whole, "race-week-touch") == 0


def test_strides_stand_for_a_touch_only_where_race_and_touch_exceed_the_units_of_a_week(whole: Path) -> None:
    with_plan(whole, phase())
    assert value_of(whole, "race-week-touch") == 0
    limits = whole / "templates/limits.yaml"
    data = yaml.load(limits.read_text("utf-8"), yaml.BaseLoader)
    data["hard-units"]["values"]["intermediate"] = ["1.0"] * 4
    limits.write_text(yaml.safe_dump(data), "utf-8")
    assert value_of(whole, "race-week-touch") == 1
    assert value_of(whole, "race-week-touch", more="counting: {touch_strides: 9}\n") == 0


def test_strides_are_touch_enough_before_the_races_that_say_so(whole: Path) -> None:
    with_plan(whole, phase())
    assert value_of(whole, "race-week-touch", more="counting: {strides_for: [mile]}\n") == 0
    assert value_of(whole, "race-week-touch", more="counting: {strides_for: [mile, 5k]}\n") == 1
    assert value_of(whole, "race-week-touch", more="counting: {strides_for: [5k], touch_strides: 9}\n") == 0


def test_hills_count_before_the_first_hard_day_only(whole: Path) -> None:
    strides = ("strides/easy-with-strides.yaml", "strides/hill-strides.yaml")
    copied(whole, *strides, ("title: Easy run with strides", "title: Hill strides"), ("summary:", "grade: 5\nsummary:"))
    days = DAYS.replace("[easy-with-strides]", "[hill-strides]")
    with_plan(whole, phase("Hills", 4, days) + phase("Flat", 6))
    assert value_of(whole, "hills-before-hard") >= 1
    with_plan(whole, phase("Flat", 8) + phase("Hills", 2, days))
    assert value_of(whole, "hills-before-hard") == 0


CALF = "marks:\n  single-leg-calf: {exercises: [heel-raise], each: true}\n"


def test_calf_work_counts_on_one_leg_and_by_days_of_the_week_with_the_fewest(whole: Path) -> None:
    with_plan(whole, phase())
    assert value_of(whole, "single-leg-calf", more=CALF) == 0
    edit(whole, "templates/strength/strength-a.yaml", " heel-raise", " each heel-raise")
    assert value_of(whole, "single-leg-calf", more=CALF) == 2
    with_plan(whole, phase("First", 5) + phase("Then", 5, DAYS.replace("mon: [strength-a]", "mon: []")))
    assert value_of(whole, "single-leg-calf", more=CALF) == 1
    assert came(read(whole))["single-leg-calf"].measured.place == ("phases", 1)


def test_heavy_strength_counts_from_its_week_on_and_with_a_lighter_version(whole: Path) -> None:
    with_plan(whole, phase())
    more = "marks: {heavy-strength: {sessions: [strength-a]}}\ncounting: {heavy_from: 9}\n"
    assert value_of(whole, "heavy-strength", more=more) == 2
    edit(whole, "templates/strength/strength-a.yaml", "tired: hips-and-ankles\n", "")
    assert value_of(whole, "heavy-strength", more=more) == 0


@pytest.mark.parametrize("name", ["landing-drills", "running-drills", "cadence-minutes"])
def test_drills_count_in_the_first_phase(whole: Path, name: str) -> None:
    more = f"marks: {{{name}: {{sessions: [hips-and-ankles]}}}}\n"
    with_drills = DAYS.replace("sat: [easy-run]", "sat: [easy-run, hips-and-ankles]")
    with_plan(whole, phase("First", 3) + phase("Then", 7, with_drills))
    assert value_of(whole, name, more=more) == 0
    with_plan(whole, phase("First", 3, with_drills) + phase("Then", 7))
    assert value_of(whole, name, more=more) == 3


def test_a_day_is_free_if_all_of_it_is_optional(whole: Path) -> None:
    full = DAYS + "      fri: [hips-and-ankles]\n"
    with_plan(whole, phase(days=full))
    assert value_of(whole, "free-days") == 0
    with_plan(whole, phase(days=full), more=RACE + "optional: [hips-and-ankles]\n")
    assert value_of(whole, "free-days") == 1
    with_plan(whole, phase(days=full.replace("mon: [strength-a]", "mon: [hips-and-ankles, strength-a]")), more=RACE)
    assert value_of(whole, "free-days") == 0


def test_two_fast_sessions_running_on_the_hardest_surface_are_counted(whole: Path) -> None:
    with_plan(whole, phase())
    track = {one.session.id: one.session.surface[0] for _, one in laid_out(read(whole)).placed() if one.session.surface}
    both = {track["two-minutes"], track["two-on-one-off"]}
    hard = "surfaces: {" + ", ".join(f"{name}: 4" for name in sorted(both)) + ", grass: 1}\n"
    assert value_of(whole, "hardest-twice", more=hard) > 5
    assert value_of(whole, "hardest-twice", more="surfaces: {treadmill: 9, grass: 1}\n") == 0
    edit(whole, "templates/intervals/two-minutes.yaml", "surface: [", "surface: [grass, ")
    assert value_of(whole, "hardest-twice", more=hard) < 5


def test_runs_name_their_surface(whole: Path) -> None:
    with_plan(whole, phase())
    assert value_of(whole, "runs-without-surface") == 0


def test_each_joint_is_counted_by_its_weight_in_a_plan_without_running(whole: Path) -> None:
    days = "    days: {mon: [strength-a], thu: [strength-a], sat: [hips-and-ankles]}\n"
    with_plan(whole, phase(days=days), more="")
    edit(whole, "plans/x.yaml", "stand_in: easy-run", "stand_in: brisk-walk")
    outcomes(whole, wanting("each-joint", "least: {all: 2}", plans="still") + "joints: {tissues: [knee], weight: 2}\n")
    assert came(read(whole))["each-joint"].value == 2
    outcomes(whole, wanting("each-joint", "least: {all: 2}", plans="still") + "joints: {tissues: [knee, hip], weight: 2}\n")
    assert came(read(whole))["each-joint"].value == 0
    assert came(read(whole))["each-joint"].measured.said.startswith("hip, in weeks 1 to ")


# what is said


def short_of(root: Path) -> list[str]:
    library = read(root)
    return lines([found for plan in library.plans.values() for found in find_shortfalls(library, Schedules(library), plan)])


def test_what_falls_short_is_one_problem_for_all_variants_with_the_number_wanted(whole: Path) -> None:
    with_plan(whole, phase())
    outcomes(whole, wanting("different-sessions", "least: {all: 8}"))
    said = "What we count: at least 8 things. 2 for every variant. (outcome different-sessions)"
    assert [line.partition(": ")[2] for line in short_of(whole)] == [said]
    outcomes(whole, wanting("different-sessions", "least: {trained: 8, fresh: 2}"))
    said = "What we count: at least 8 things. 2 for intermediate, standard, trained. (outcome different-sessions)"
    assert [line.partition(": ")[2] for line in short_of(whole)] == [said]


def test_what_a_plan_accepts_is_no_problem_for_those_it_accepts_it_for(whole: Path) -> None:
    accepts = "accepts: [{rule: different-sessions, for: intermediate-standard-trained, because: It is short.}]\n"
    with_plan(whole, phase(), more=RACE + accepts.replace("for: intermediate-standard-trained", "for: [intermediate-trained]"))
    outcomes(whole, wanting("different-sessions", "least: {all: 8}"))
    assert [line.partition(": ")[2] for line in short_of(whole)] == [
        "What we count: at least 8 things. 2 for intermediate, standard. (outcome different-sessions)"
    ]
    assert came(read(whole), trained=True)["different-sessions"].accepted
    assert read(whole).accepted("different-sessions") == "Less than we aim at: what we count."


def test_a_figure_that_is_not_wanted_cannot_be_accepted(whole: Path) -> None:
    with_plan(whole, phase(), more=RACE + "accepts: [{rule: different-sessions, because: It is short.}]\n")
    outcomes(whole, wanting("free-days", "least: {all: 0}"))
    assert any("there is no rule “different-sessions”" in problem.message for problem in load(whole)[1])


LIBRARY = """library:
  sessions-placed: {title: Sessions placed, unit: sessions, least: 7}
  ready-recoveries: {title: Readiness, unit: of them, least: 0.5}
"""


def of_all(root: Path, more: str) -> list[str]:
    outcomes(root, LIBRARY + more)
    library = read(root)
    return [
        line.partition(": ")[2]
        for line in lines(
            list(find_library_shortfalls(Doses(library), find_placed_sessions(Schedules(library), library.plans.values())))
        )
    ]


def test_all_plans_together_place_sessions_and_what_they_do_not_place_has_a_reason(whole: Path) -> None:
    with_plan(whole, phase())
    said = of_all(whole, "unplaced: {}\n")
    assert "Readiness: at least 0.5 of them. It is 0. (outcome ready-recoveries)" in said
    assert not any(line.startswith("Sessions placed") for line in said)
    (missing,) = [line for line in said if "without a reason" in line]
    assert "brisk-walk" in missing
    assert "ramp" not in missing, "no day lists a warm-up"
    reasons = (
        "unplaced: {recovery: {because: Not now.}, mobility: {because: Not now.}, march-easy: {because: Not now.},"
        " minutes: {because: Not now.}, long-pieces: {because: Not now.}}\n"
    )
    assert [line for line in of_all(whole, reasons) if "reason" in line] == []


def test_a_reason_that_is_not_needed_any_more_is_reported(whole: Path) -> None:
    with_plan(whole, phase())
    said = of_all(whole, "unplaced: {easy-run: {because: x y}, easy: {because: x y}, easy-rnu: {because: x y}}\n")
    assert "easy-run is in a plan. Delete this reason." in said
    assert "every session in easy/ is in a plan. Delete this reason." in said
    assert any("there is no session or kind of session “easy-rnu”. Did you mean “easy-run”?" in line for line in said)


def test_a_mark_that_names_nothing_is_reported(whole: Path) -> None:
    with_plan(whole, phase())
    said = of_all(whole, "marks: {single-leg-calf: {exercises: [heel-rise]}, heavy-strength: {sessions: [strength-z]}}\n")
    assert any("there is no exercise “heel-rise”. Did you mean “heel-raise”?" in line for line in said)
    assert any("there is no session “strength-z”." in line for line in said)


# the commands


def test_the_table_has_a_line_for_each_variant_and_a_star_at_what_falls_short(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_plan(whole, phase(), more=RACE + AFTER + "accepts: [{rule: free-days, because: It is short.}]\n")
    names = {"different-sessions": "least: {trained: 8, fresh: 2}", "free-days": "least: {all: 5}"}
    figures = "".join(wanting(name, bounds).partition("\n")[2] for name, bounds in names.items())
    outcomes(whole, f"figures:\n{figures}{LIBRARY}")
    monkeypatch.chdir(whole)
    let_commands_remember(monkeypatch)
    said = run("check", "--format", "table").stdout.splitlines()
    assert said[2].split() == ["intermediate-standard", "2", "1+"]
    assert said[3].split() == ["intermediate-standard-trained", "2*", "1+"]
    assert "1 figure of 2 variants fall short." in said
    assert "All plans" in said
    assert "All plans" not in run("check", "--format", "table", "plans/x.yaml").stdout


def test_json_has_every_figure_of_each_variant(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_plan(whole, phase(), more=RACE + AFTER)
    outcomes(whole, wanting("different-sessions", "least: {trained: 8, fresh: 2}") + LIBRARY)
    monkeypatch.chdir(whole)
    found = json.loads(run("check", "--format", "json").stdout)
    fresh, trained = found["variants"]
    assert (fresh["entry"], trained["entry"]) == ("fresh", "trained")
    figure = {"figure": "different-sessions", "value": 2, "said": "", "most": None, "accepted": False}
    assert fresh["figures"] == [figure | {"least": 2, "kept": True}]
    assert trained["figures"] == [figure | {"least": 8, "kept": False}]
    assert [one["figure"] for one in found["library"]] == ["sessions-placed", "ready-recoveries"]


def test_a_plan_is_laid_out_as_json(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_plan(whole, phase(), more=RACE + AFTER + "optional: [easy-run]\n")
    monkeypatch.chdir(whole)
    asked = ("show", "plan", "x", "--level", "intermediate", "--rhythm", "standard", "--format", "json", "--draft")
    let_commands_remember(monkeypatch)
    weeks = json.loads(run(*asked).stdout)["weeks"]
    assert [week["number"] for week in weeks] == list(range(1, 13))
    assert [week["kind"] for week in weeks][-3:] == ["load", "race", "return"]
    first = weeks[0]
    assert (first["phase"], len(first["days"])) == ("Building", 7)
    assert [placed["session"] for placed in first["days"][3]] == ["easy-run", "strength-a"]
    run_of = first["days"][3][0]
    assert (run_of["track"], run_of["hard"], run_of["impact"], run_of["optional"]) == (None, 0, 2, True)
    schedule = laid_out(read(whole))
    assert run_of["rung"] == schedule.weeks[0].days[3][0].workout.rung + 1
    assert run_of["minutes"] == pytest.approx(schedule.weeks[0].days[3][0].dose.minutes, abs=0.05)
    assert run_of["dose"].endswith("@easy")
    assert "leave out --week" in run(*asked, "--week", "3").stderr
    refused = run(*asked, "--summary")
    assert refused.exit_code == 2
