"""What `toolkit check` says beyond single files: folders, leftovers, pages, days, loads, and limits with a reason."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from project import change
from small import TESTS, lay_over, sound

from toolkit.app.build import Build, Surroundings
from toolkit.checks import check_project
from toolkit.checks.paths import OTHERS, list_built_pages
from toolkit.clockwork import Clockwork
from toolkit.dose import Doses
from toolkit.feeds.files import schema_files
from toolkit.feeds.identity import History
from toolkit.least import EffortTime, least_hard, least_impact, time_efforts
from toolkit.library import Library, is_leftover, load
from toolkit.models import LIMITS, Variant
from toolkit.models.baseline import SMALLER, looser_of
from toolkit.notation import read_steps
from toolkit.site.charts import profile
from toolkit.text.english import hard_rungs, hard_span, impact_range

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))


def messages(root: Path, today: date | None = None) -> list[str]:
    return [f"{problem.path}: {problem.message}" for problem in check_project(root, today=today)[1]]


# Loads


@pytest.mark.parametrize(
    ("rung", "hard"),
    [
        ("40min @easy, 20min @steady", 0),
        ("8x(20s @stride, 100s walk)", 0),
        ("4x(100s @stride, 100s walk)", 1),
        ("12min @threshold", 0.5),
        ("12min @threshold, 6x(20s @stride, 100s walk)", 0.5),
        ("13min @threshold", 1),
        ("20min @marathon", 0.5),
        ("10min @marathon, 6min @threshold", 0.5),
        ("11min @marathon, 7min @threshold", 1),
        ("6x(60s @5k, 60s jog)", 0.5),
        ("3x(60s @5k, 60s jog), 3x(60s @10k, 60s jog)", 0.5),
        ("7x(60s @5k, 60s jog)", 1),
        ("3x(90s @5k, 60s jog)", 1),
        ("3x(60s @10k, 60s @5k)", 0.5),
        ("2x(60s @5k), 60s jog", 1),
        ("5x(35s @mile, 60s walk)", 0.5),
        ("2x(60s @mile, 60s walk)", 1),
        ("6x(10s @sprint, 2min walk)", 0.5),
        ("7x(10s @sprint, 2min walk)", 1),
        ("4x(15s @sprint, 2min walk)", 1),
    ],
)
def test_the_least_load_follows_from_efforts_minutes_and_pieces(rung: str, hard: float, library: Library) -> None:
    assert least_hard(time_efforts(read_steps(rung), Clockwork(library, "intermediate")), library.loads.bounds) == hard


def test_nothing_fast_is_easy_and_an_effort_without_a_bound_is_hard(library: Library) -> None:
    assert least_hard({}, library.loads.bounds) == 0
    assert least_hard({"mile": EffortTime(1, 1)}, [bound for bound in library.loads.bounds if "mile" not in bound.efforts]) == 1


@pytest.mark.parametrize(
    ("kind", "rung", "grade", "impact"),
    [
        ("easy", "30min walk", None, 1),
        ("easy", "30min @easy", None, 2),
        ("intervals", "4x(1min @5k, 1min jog)", None, 3),
        ("hills", "4x(1min @5k, 1min jog)", (4.0, 6.0), 2),
        ("sprints", "4x(8s @sprint, 2min walk)", None, 4),
    ],
)
def test_the_least_impact_follows_from_mode_slope_and_effort(
    kind: str, rung: str, grade: tuple[float, float] | None, impact: int, library: Library
) -> None:
    run = library.sessions["easy-run"].model_copy(update={"kind": kind, "grade": grade})
    assert least_impact(run, read_steps(rung), library) == impact
    assert least_impact(run.model_copy(update={"mode": "bike"}), read_steps(rung), library) == 0


def test_jumps_land_as_hard_as_the_hardest_of_their_exercises(frozen: Library) -> None:
    hops = frozen.sessions["first-hops"]
    assert least_impact(hops, hops.rungs[0], frozen) == max(frozen.exercises[name].impact for name in ("pogo-hop", "line-hop"))


def test_low_rungs_of_a_ladder_are_moderate_and_its_high_ones_hard(frozen: Library) -> None:
    """Two minutes at threshold: six of them are twelve minutes, the most that is moderate."""
    session = frozen.sessions["two-on-one-off"]
    assert "hard" not in session.load.model_fields_set
    assert Doses(frozen).hard_units("intermediate", session) == (0.5,) * 5 + (1.0,) * 4
    doses = [Doses(frozen).workout(Variant("intermediate", "standard"), session, rung).dose for rung in range(len(session.rungs))]
    assert [dose.hard for dose in doses] == [0.5] * 5 + [1.0] * 4
    assert {dose.impact for dose in doses} == {3}
    assert Doses(frozen).most_hard_units(session, "intermediate") == Doses(frozen).most_hard_units(session) == 1


def test_distances_count_by_what_they_take_a_level(frozen: Library) -> None:
    """600 metres at 5 km effort last longer than a relaxed hundred at mile effort, and both longer at a slower level."""
    session = frozen.sessions["relaxed-hundreds"]
    slow, quick = Doses(frozen).hard_units("returning", session), Doses(frozen).hard_units("advanced", session)
    assert slow > quick
    assert Doses(frozen).most_hard_units_by_rung(session) == slow


def test_a_session_raises_what_its_rungs_count_and_never_lowers_it(small: Path) -> None:
    session = small / "templates/threshold/two-on-one-off.yaml"
    loaded = sound(small)
    before = Doses(loaded).hard_units("intermediate", loaded.sessions["two-on-one-off"])
    assert before[0] == 0.5
    change(session, "load: {", "load: {hard: 1, impact: 5, ")
    raised = sound(small)
    dose = Doses(raised).workout(Variant("intermediate", "standard"), raised.sessions["two-on-one-off"], 0).dose
    assert (dose.hard, dose.impact) == (1, 5)
    assert [line for line in messages(small) if "load." in line] == []
    change(session, "hard: 1, impact: 5", "hard: 0, impact: 1")
    lowered = sound(small)
    assert Doses(lowered).hard_units("intermediate", lowered.sessions["two-on-one-off"]) == before
    assert Doses(lowered).workout(Variant("intermediate", "standard"), lowered.sessions["two-on-one-off"], 0).dose.impact == 3
    assert [line.split(": ", 1)[1] for line in messages(small)] == [
        "load.hard: 0 has no effect: by its efforts every rung counts 0.5 or more. Delete it.",
        "load.impact: 1 has no effect: by its efforts every rung counts 3 or more. Delete it.",
    ]


def test_an_exception_lowers_what_efforts_count_but_not_below_what_is_declared(small: Path) -> None:
    with (small / "templates/loads.yaml").open("a") as loads:
        loads.write("exceptions: {two-minutes: {hard: 0.5, impact: 2, because: For this test.}}\n")
    library = sound(small)
    dose = Doses(library).workout(Variant("intermediate", "standard"), library.sessions["two-minutes"], 0).dose
    assert (dose.hard, dose.impact) == (0.5, 2)
    assert [line for line in messages(small) if "loads.yaml" in line or "load." in line] == []
    change(small / "templates/intervals/two-minutes.yaml", "load: {", "load: {hard: 1, ")
    library = sound(small)
    assert Doses(library).workout(Variant("intermediate", "standard"), library.sessions["two-minutes"], 0).dose.hard == 1


def test_an_exception_that_is_not_needed_or_names_nothing_is_reported(small: Path) -> None:
    with (small / "templates/loads.yaml").open("a") as loads:
        loads.write("exceptions:\n  easy-run: {hard: 0.5, because: A.}\n  two-minuets: {impact: 1, because: B.}\n")
    assert messages(small) == [
        "templates/loads.yaml: the efforts of easy-run count 0 at the most without it. Delete this exception.",
        "templates/loads.yaml: there is no session “two-minuets”. Did you mean “two-minutes”?",
    ]


def test_a_race_and_a_trial_say_that_they_are_all_out(small: Path) -> None:
    change(small / "templates/race/race-5k.yaml", "hard: 1, ", "")
    assert [line for line in messages(small) if "all-out" in line] == [
        "templates/race/race-5k.yaml: load: what is hard in race/ and time-trials/ is all-out, and must say so. Add hard: 1."
    ]


# Touches


def test_a_touch_counts_nothing_though_its_efforts_would(small: Path) -> None:
    lay_over(small, TESTS / "bad" / "touch-on-another-day")
    library = load(small)[0]
    assert library is not None
    session = library.sessions["touch"]
    assert Doses(library).most_hard_units_by_rung(session) == (0,)
    assert least_hard(time_efforts(session.rungs[0], Clockwork(library, "intermediate")), library.loads.bounds) == 0.5


def test_the_range_of_a_session_is_said_in_words(frozen: Library) -> None:
    session = frozen.sessions["two-on-one-off"]
    assert hard_rungs(session, Doses(frozen).most_hard_units_by_rung(session)) == "Moderate, from rung 6 hard"
    assert hard_span(session, Doses(frozen).most_hard_units_by_rung(session)) == "Moderate to hard"
    assert hard_rungs(session, (1.0, 1.0)) == hard_span(session, (1.0,)) == "Hard"
    assert hard_rungs(session, (1.0, 0.5, 0.5)) == "Hard, from rung 2 moderate"
    assert hard_rungs(frozen.sessions["strength-a"], (0.0, 0.0)) == "Strength"
    assert (impact_range((3, 3)), impact_range((2, 3))) == ("impact 3 of 5", "impact 2–3 of 5")


TOUCHES = [
    ("3x(1min @5k, 2min jog)", True),
    ("3x(50s @5k, 2min jog)", False),
    ("3x(2min @10k, 2min jog)", True),
    ("2x(2:30 @10k, 2min jog)", False),
    ("3x(30s @mile, 2min walk)", True),
    ("7x(30s @3k, 2min walk)", False),
    ("2x(3min @half, 2min jog)", True),
    ("2x(4min @half, 2min jog)", False),
    ("3x(1min @threshold, 2min jog)", False),
    ("3x(1min @5k, 2min jog), 4x(15s @stride, 1min walk)", True),
    ("20min @easy", False),
]
"""The only rung of a touch, and whether the table allows it."""


def test_a_touch_is_as_long_as_the_table_says(small: Path) -> None:
    """Each touch is a session of its own, beside the others."""
    text = (small / "templates/intervals/two-minutes.yaml").read_text("utf-8")
    head, tail = text[: text.index("rungs:")], text[text.index("start:") :].split("\n", 1)[1]
    for number, (rung, _) in enumerate(TOUCHES):
        (small / f"templates/intervals/touch-{number}.yaml").write_text(f'{head}rungs: ["{rung}"]\ntouch: true\n{tail}', "utf-8")
    said = messages(small)
    kept = [not [line for line in said if f"/touch-{number}.yaml: touch: " in line] for number in range(len(TOUCHES))]
    assert list(zip(kept, TOUCHES, strict=True)) == [(allowed, (rung, allowed)) for rung, allowed in TOUCHES]


# Limits


def test_every_limit_and_each_of_its_numbers_has_a_direction() -> None:
    for limit, numbers in LIMITS.items():
        assert {looser_of(limit, name) for name in ("", *numbers)} <= {"larger", "smaller"}
    assert SMALLER.keys() <= LIMITS.keys()
    assert [name for limit, names in SMALLER.items() for name in names if name and name not in LIMITS[limit]] == []
    with pytest.raises(KeyError):
        looser_of("hard-units", "softness")


def test_a_looser_limit_is_accepted_with_a_reason_which_readers_see(small: Path) -> None:
    change(small / "templates/limits.yaml", "  also: {moderate: 48", "  loosened: A study found it safe.\n  also: {moderate: 47")
    library = sound(small)
    assert messages(small) == []
    page = next(page for page in Build(library, SURROUNDINGS).pages() if page.path == "guide/kind-to-your-joints.md")
    assert "**Looser than it was:** A study found it safe." in page.content.decode()


@pytest.mark.parametrize(
    "text", [None, "", "- a\n", "a: [b\n", f"{'word ' * 4000}: 1\n"], ids=["none", "empty", "list", "open", "long"]
)
def test_a_baseline_that_cannot_be_read_is_one_problem(text: str | None, small: Path) -> None:
    file = small / "templates/baseline.yaml"
    file.unlink()
    if text is not None:
        file.write_text(text, "utf-8")
    assert len([line for line in messages(small) if line.startswith("templates/baseline.yaml: ")]) == len(messages(small)) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[72, 72, 96, 96]", "[72, 72, 96, x]", "values.returning[3]: “x” is not a number in plain decimals, such as 12 or 0.5."),
        ("[72, 72, 96, 96]", "[72, 72, 96, ٣]", "values.returning[3]: “٣” is not a number in plain decimals, such as 12 or 0.5."),
        ("[72, 72, 96, 96]", "[72, 72, 96, 999]", "values.returning[3]: “999” is more than 336, the most for a limit in hours."),
        ("    returning: [72, 72, 96, 96]\n", "", "values: returning is missing."),
        ("unit: hours", "unit: hour", "unit: “hour” is not allowed here. Did you mean “hours”?"),
    ],
)
def test_a_baseline_is_held_to_the_form_of_the_limits(old: str, new: str, said: str, small: Path) -> None:
    change(small / "templates/baseline.yaml", old, new)
    assert messages(small) == [f"templates/baseline.yaml: hours-between-hard.{said}"]


def test_a_further_number_that_the_baseline_lacks_or_nobody_knows_is_reported(small: Path) -> None:
    change(small / "templates/baseline.yaml", "{moderate: 48, strides: 6}", "{moderate: 48, stride: 6}")
    change(small / "templates/baseline.yaml", "severity: error\n  unit: units", "severity: error\n  also: {soft: 1}\n  unit: units")
    assert sorted(messages(small)) == [
        "templates/baseline.yaml: hard-units: also: there is no further number “soft”. This limit has none: delete it.",
        "templates/baseline.yaml: hours-between-hard: also: strides is missing. Copy it from limits.yaml.",
        "templates/baseline.yaml: hours-between-hard: also: there is no further number “stride”. Did you mean “strides”?",
    ]


def test_a_further_number_that_no_rule_knows_is_reported(small: Path) -> None:
    for name in ("baseline", "limits"):
        change(small / "templates" / f"{name}.yaml", "{moderate: 48, strides: 6}", "{moderate: 48, strides: 6, jogs: 3}")
    assert messages(small) == [
        "templates/limits.yaml: hours-between-hard: also: there is no further number “jogs”. Write one of: moderate, strides."
    ]


def test_a_stricter_limit_needs_no_reason(small: Path) -> None:
    change(small / "templates/limits.yaml", "also: {moderate: 48", "also: {moderate: 49")
    assert [line for line in messages(small) if "baseline" in line] == []


def test_a_limit_of_another_unit_cannot_be_compared(small: Path) -> None:
    change(small / "templates/limits.yaml", "  unit: hours\n", "  unit: days\n")
    assert any("the baseline is in hours" in line for line in messages(small))


# Days


def test_a_day_of_review_may_be_tomorrow_and_no_later(small: Path) -> None:
    change(small / "templates/easy/easy-run.yaml", "reviewed: 2026-11-01", "reviewed: 2031-01-02")
    assert messages(small, date(2031, 1, 1)) == []
    assert messages(small, None) == []
    assert messages(small, date(2030, 12, 31)) == [
        "templates/easy/easy-run.yaml: reviewed: “2031-01-02” is still to come; today is 2030-12-31. "
        "Write the day somebody last read it against its sources."
    ]


def test_a_source_of_a_year_to_come_is_reported(small: Path) -> None:
    lines = (small / "templates/sources.yaml").read_text("utf-8")
    (small / "templates/sources.yaml").write_text(
        lines + "late: {authors: A, title: T, year: 2040, source: S, finding: F., verified: known}\n", "utf-8"
    )
    assert messages(small, date(2026, 11, 23)) == [
        "templates/sources.yaml: year: 2040 is still to come. Write the year in which it came out."
    ]
    assert messages(small, date(2039, 1, 1)) == []


# Folders and files


NEARLY = {"template": "templates", "Templates": "templates", "plan": "plans", "doc": "docs", "docs/guides": "docs/guide"}
"""Folders that are nearly one of content, and the one that is meant."""


def test_a_folder_that_is_nearly_one_of_content_is_answered_with_the_right_name(small: Path) -> None:
    for folder in NEARLY:
        (small / folder).mkdir(parents=True)
    assert messages(small) == []  # nothing in them is lost
    for folder in NEARLY:
        (small / folder / "a.yaml").write_text("title: A\n", "utf-8")
    said = [message for message in messages(small) if "is not published" not in message]
    assert sorted(said) == sorted(
        f"{folder}: nothing is read from a folder of this name. Did you mean “{meant}/”? Move the files there."
        for folder, meant in NEARLY.items()
    )


def test_other_folders_are_left_alone(small: Path) -> None:
    for folder in ("tests", "site", "toolkit", "notes", "planets", "docs/contributing", ".template"):
        (small / folder).mkdir(parents=True)
        (small / folder / "a.yaml").write_text("title: A\n", "utf-8")
    assert [message for message in messages(small) if "is not published" not in message] == []


LEFT = ["x~", "easy-run.yaml~", "4913", "5036", "#easy-run.yaml#", ".#easy-run.yaml", ".easy-run.yaml.swp", "x.tmp", "x.yaml.tmp.1",
        "x.yaml.orig", "x.yaml.rej", "x.yaml.bak", "x.yaml___jb_tmp___"]  # fmt: skip


def test_what_editors_leave_beside_content_is_passed_over(small: Path) -> None:
    for folder in ("templates", "templates/easy", "plans", "plans/seasons", "docs/guide"):
        (small / folder).mkdir(parents=True, exist_ok=True)
        for name in LEFT:
            (small / folder / name).write_bytes(b"\xff half a file")
    assert messages(small) == []


def test_a_misnamed_file_of_content_is_answered_all_the_same(small: Path) -> None:
    names = ["x.yml", "x.txt", "x.YAML", "100", "x.yaml.txt", "tmp", "x.swap"]
    assert [name for name in names if is_leftover(name)] == []
    for name in names:
        (small / "templates/easy" / name).write_text("title: A\n", "utf-8")
    said = messages(small)
    assert [name for name in names if not any(line.startswith(f"templates/easy/{name}: ") for line in said)] == []


# Names and pages


def test_nothing_is_named_like_a_list_or_a_device(small: Path) -> None:
    files = [
        f"templates/{folder}/{name}.yaml"
        for folder in ("easy", "exercises", "assessments", "habits")
        for name in ("index", "con", "NUL", "lpt1")
    ]
    for file in files:
        (small / file).parent.mkdir(exist_ok=True)
        (small / file).write_text("title: A\n", "utf-8")
    said = messages(small)
    for file in files:
        named = [line for line in said if line.startswith(f"{file}: “{Path(file).stem}” is ")]
        assert any(line.endswith("Name the file after what it holds.") for line in named), file


TAKEN = [
    ("sessions/easy-run.md", "the build writes sessions/easy-run.md to this path. Rename the file."),
    ("Sessions/Easy-Run.md", "the build writes sessions/easy-run.md to this path. Rename the file."),
    ("guide/efforts/index.md", "the build writes guide/efforts.md to this path. Rename the file."),
    ("guide/efforts.md", "the build writes guide/efforts.md to this path. Rename the file."),
    ("plans/small/README.md", "the build writes plans/small/index.md to this path. Rename the file."),
    ("robots.txt", "the build writes robots.txt to this path. Rename the file."),
    ("policy.txt", "the build writes policy.txt to this path. Rename the file."),
    ("404.html.md", "this needs a folder “404.html”, but a file has that name. Rename it."),
    ("robots.txt/x.md", "this needs a folder “robots.txt”, but a file has that name. Rename it."),
    ("calendars/small.ics", "this path is reserved for calendars. Move the file out of docs/calendars/."),
    ("assets/aux.css", "“aux.css” is a device for Windows, where no file can have that name. Rename it."),
]
"""Files of docs that cannot lie where they do, and what is said of them."""


@pytest.mark.parametrize(
    "paths",
    [
        {"sessions/easy-run.md", "guide/efforts/index.md", "plans/small/README.md", "robots.txt", "404.html.md"},
        {"Sessions/Easy-Run.md", "guide/efforts.md", "policy.txt", "robots.txt/x.md", "calendars/small.ics", "assets/aux.css"},
    ],
    ids=["some", "others"],
)
def test_a_file_of_docs_never_takes_the_place_of_a_page(small: Path, paths: set[str]) -> None:
    """Not all at once: two of these files would be one page, or one the folder of another."""
    wrong = {path: message for path, message in TAKEN if path in paths}
    assert wrong.keys() == paths
    for path in sorted(paths):
        (small / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (small / "docs" / path).write_text("# A\n", "utf-8")
    said = messages(small)
    assert [path for path, message in wrong.items() if f"docs/{path}: {message}" not in said] == []


def test_two_files_of_docs_are_not_one_page(small: Path) -> None:
    (small / "docs/guide/pain").mkdir(parents=True)
    for path in ("pain.md", "pain/index.md", "other.md"):
        (small / "docs/guide" / path).write_text("# A\n", "utf-8")
    said = [message for message in messages(small) if "the same page" in message]
    assert said == ["docs/guide/pain/index.md: this becomes the same page as docs/guide/pain.md. Rename one of the two."]


def test_a_page_of_docs_does_not_need_a_folder_where_a_file_lies(small: Path) -> None:
    (small / "docs").mkdir(exist_ok=True)
    for path in ("sw.js", "sw.js.md"):
        (small / "docs" / path).write_text("# A\n", "utf-8")
    said = [message for message in messages(small) if "sw.js" in message]
    assert said == ["docs/sw.js.md: this needs a folder “sw.js”, but a file has that name. Rename it."]


@pytest.mark.parametrize("project", ["library", pytest.param("frozen", marks=pytest.mark.exhaustive)])
def test_the_pages_that_are_kept_free_are_those_that_a_build_writes(project: str, request: pytest.FixtureRequest) -> None:
    library: Library = request.getfixturevalue(project)
    assert {path for path, _ in list_built_pages(library)} == {page.path for page in Build(library, SURROUNDINGS).pages()}
    assert {file.path for file in Build(library, SURROUNDINGS).others()} - {"calendars/index.json"} <= {
        *OTHERS,
        *(path for path, _ in schema_files()),
    }


# The scale of effort


@pytest.mark.parametrize(("written", "said", "middle"), [("9", "9", 9), ("8-9", "8–9", 8.5), ("8–10", "8–10", 9)])
def test_an_effort_is_drawn_where_its_text_says(small: Path, written: str, said: str, middle: float) -> None:
    change(small / "templates/levels.yaml", "mile: {rpe: 8–9", f"mile: {{rpe: {written}")
    change(small / "templates/intervals/two-minutes.yaml", "@5k", "@mile")
    library = sound(small)
    effort = library.levels.efforts["mile"]
    assert (effort.rpe, effort.middle) == (said, middle)
    drawn = profile(
        library,
        Doses(library).workout(Variant("intermediate", "standard"), library.sessions["two-minutes"], 0),
        "intermediate",
        "p",
    )
    assert drawn is not None
    assert re.findall(r'Main set.*?<td class="n">([\d.]+)</td></tr>', drawn.table) == [f"{middle:g}"]
