"""Plans that are odd and allowed: each is read, and every page and calendar of it is made."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from feeding import feeds_of
from generated import bare_phase, bare_plan, left_out
from project import change
from small import check, sound

from toolkit.app.build import Build, Surroundings
from toolkit.feeds.identity import History
from toolkit.library import load

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))
NOTHING = {"week": "0min", "longest": "0min", "fast": "0min"}
RUNS = {"tue": ["easy-run"], "sun": ["long-run"]}
RACE = {"race": "5k", "race_week": {"-3": ["easy-run"], "0": ["race-5k"]}}


def phase(weeks: int | dict[str, int], days: dict[str, list[str]] | None = None, name: str = "Base", **more: Any) -> dict[str, Any]:
    return bare_phase(weeks, RUNS if days is None else days, name, **more)


def only(*variants: str) -> dict[str, dict[str, str]]:
    """Whom a plan leaves out that is for some intermediate variants only."""
    others = ("quick", "standard", "extended", "patient")
    return left_out("returning", "advanced", *(f"intermediate-{rhythm}" for rhythm in others if rhythm not in variants))


def one_variant() -> dict[str, Any]:
    return bare_plan(phase({"intermediate-standard": 2}), left_out=only("standard"))


ODD: dict[str, dict[str, Any]] = {
    "one-week": bare_plan(phase(1)),
    "one-week-that-repeats": bare_plan(phase(1), repeats="true"),
    "two-weeks-that-repeat": bare_plan(phase(2), repeats="true"),
    "one-week-before-a-race": bare_plan(phase(1), **RACE),
    "only-race-week": bare_plan(phase(1, {}), race="5k", race_week={"0": ["race-5k"]}),
    "only-taper": bare_plan(phase(2), taper_weeks="1", **RACE),
    "three-weeks-of-taper": bare_plan(phase(4), taper_weeks="3", **RACE),
    "no-running": bare_plan(phase(3, {"mon": ["hips-and-ankles"]}), entry={"intermediate": NOTHING}, stand_in="hips-and-ankles"),
    "no-running-for-one-week": bare_plan(phase(1, {"mon": ["hips-and-ankles"]}), entry={"intermediate": NOTHING}),
    "from-nothing": bare_plan(phase(2), entry={"intermediate": NOTHING}),
    "sessions-in-the-first-week-only": bare_plan(phase(2, {}, **{"except": {"first": RUNS}})),
    "no-hard-session": bare_plan(phase(6, {"mon": ["easy-run"], "wed": ["easy-with-strides"]}), **RACE),
    "a-phase-without-weeks-for-one": bare_plan(
        phase({"intermediate-standard": 0, "intermediate-extended": 2}), phase(2, name="B"), left_out=only("standard", "extended")
    ),
    "a-last-phase-without-weeks": bare_plan(
        phase(2), phase({"intermediate-standard": 0, "intermediate-extended": 1}, name="B"), left_out=only("standard", "extended")
    ),
    "no-weeks-after-the-race": bare_plan(phase(5), after=[phase(0, name="After")], **RACE),
    "weeks-after-for-nobody": bare_plan(phase(5), after=[phase({"advanced": 2}, name="After")], **RACE),
    "fifty-two-weeks": bare_plan(phase(52)),
    "a-peak-below-the-entry": bare_plan(phase(6), peak={"intermediate": {"week": "1min", "longest": "1min"}}),
    "a-race-on-a-saturday": bare_plan(phase(3, {"mon": ["easy-run"], "sat": ["race-5k"]})),
    "a-race-as-stand-in": bare_plan(phase(6, {"tue": ["two-minutes"]}), stand_in="race-5k"),
    "one-variant": one_variant(),
    "a-track-whose-stage-no-phase-names": bare_plan(phase(8, {"tue": ["speed"], "sun": ["long-run"]})),
    "a-track-on-every-day": bare_plan(phase(8, {day: ["speed"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")})),
    "seasons": bare_plan(phase(2)),
    "a": bare_plan(phase(1), beside="Do it beside the running."),
    **{
        f"title-{number}": bare_plan(phase(1), title=title)
        for number, title in enumerate(("{{ x }}", "- x", "a | b", "<b>&'\"", "..."))
    },
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_plan_that_is_read_is_built(small: Path, name: str) -> None:
    for file in (small / "plans").glob("*.yaml"):
        file.unlink()
    (small / "plans" / f"{name}.yaml").write_text(json.dumps(ODD[name]), "utf-8")
    library = sound(small)
    build = Build(library, SURROUNDINGS)
    pages = {page.path for page in build.pages()}
    assert {f"plans/{name}/{variant}.md" for variant in library.plans[name].variants} <= pages
    assert list(build.others())
    assert next(iter(feeds_of(build).values())).startswith(b"BEGIN:VCALENDAR")


def test_weeks_of_nothing_but_a_race_that_climbs_are_built(small: Path) -> None:
    race = small / "templates/race/race-5k.yaml"
    change(race, """  - '5km @5k "start calm"'\n""", "  - 1min @5k\n  - 2x(1min @5k, 1min walk)\n")
    change(race, "hard: 1, impact: 4", "hard: 0.5, impact: 3")  # then it comes in, and climbs, as other sessions do
    odd = bare_plan(phase(8, {"sun": ["race-5k"]}), entry={"intermediate": {"week": "165min", "longest": "48min", "fast": "30min"}})
    (small / "plans/odd.yaml").write_text(json.dumps(odd), "utf-8")
    library, _ = load(small)
    assert library is not None
    assert any(page.path == "plans/odd/index.md" for page in Build(library, SURROUNDINGS).pages())


@pytest.mark.parametrize("phase", [phase(3, {}), phase(1, {"mon": []}), phase(1, {}, **{"except": {"reset": RUNS}})])
def test_a_plan_without_any_session_is_refused(small: Path, phase: dict[str, Any]) -> None:
    (small / "plans/empty.yaml").write_text(json.dumps(bare_plan(phase)), "utf-8")
    said = [problem.message for problem in check(small) if "no day of the plan holds a session" in problem.message]
    assert [message.split(":")[0] for message in said] == ["intermediate, quick and standard and extended and patient"]


@pytest.mark.parametrize("more", [{}, {"back": "8"}, {"share": "10", "grow": "1"}, {"restart": "true"}, {"brief": "go on"}])
def test_missed_days_with_a_single_step_are_built(small: Path, more: dict[str, str]) -> None:
    steps = [{"days": "1-", "advice": "Go on.", **more}]
    (small / "templates/missed.yaml").write_text(
        json.dumps({"steps": steps, "fever": "F.", "rest": "R.", "thin": "T.", "race": "R.", "sources": "convention"}), "utf-8"
    )
    build = Build(sound(small), SURROUNDINGS)
    pages = {page.path: page.content.decode() for page in build.pages()}
    assert "Your first week back" not in pages["plans/small/intermediate-standard.md"]
    feed = next(iter(feeds_of(build).values())).decode().replace("\r\n ", "")
    said = "Missed 1 days and more: go on" if "brief" in more else "Missed days\\, or a fever: see the plan’s page."
    assert said in feed
