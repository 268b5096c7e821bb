"""Pictures: they show what the data says, say it in words and in a table, and stay small."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import LEVELS, Variant
from toolkit.schedule import SUNDAY, Schedule, lay_out_each
from toolkit.site.charts import Picture, load_chart, profile, week_grid
from toolkit.site.links import Links, in_html

MOST = 6000
"""Bytes that a picture may have."""
SVG = "{http://www.w3.org/2000/svg}"


def read(picture: Picture) -> ElementTree.Element:
    """A picture as XML, with a title and a description that it is labelled by."""
    root = ElementTree.fromstring(str(picture.svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    return root


@pytest.fixture(scope="module")
def schedules(frozen: Library) -> list[Schedule]:
    return [
        next(iter(lay_out_each(plan, frozen, variant, (SUNDAY,)))) for plan in frozen.plans.values() for variant in plan.variants
    ]


def test_every_rung_of_every_run_has_a_profile_of_its_own_that_is_small(frozen: Library) -> None:
    doses = Doses(frozen)
    for session in frozen.sessions.values():
        for level in set(session.start) & set(LEVELS):
            for rung in range(len(session.rungs)):
                done = doses.workout(Variant(level, "standard"), session, rung)
                picture = profile(frozen, done, level, f"p-{level}-{rung + 1}")
                assert picture is not None or session.mode != "run" or session.kind in ("warm-ups", "cool-downs", "walk-run"), (
                    session.id
                )
                if picture:
                    assert len(picture.svg.encode()) < MOST, session.id
                    read(picture)


def test_a_profile_shows_each_repetition_and_says_the_session_in_words(frozen: Library) -> None:
    session = frozen.sessions["two-minutes"]
    done = Doses(frozen).workout(Variant("intermediate", "standard"), session, 2)
    picture = profile(frozen, done, "intermediate", "p")
    assert picture is not None
    root = read(picture)
    fast = next(path for path in root.iter(f"{SVG}path") if path.get("class") == "fast")
    times = int(re.findall(r"^(\d+) × \(2 min at 5 km effort", str(root.findtext(f"{SVG}desc")).split("; ")[1])[0])
    assert str(fast.get("d")).count("M") == times
    assert f"{times}×" in [text.text for text in root.iter(f"{SVG}text")]
    assert f"{done.dose.minutes:.0f} min in all." in str(root.findtext(f"{SVG}desc"))
    minutes = [float(cell) for cell in re.findall(r'<td class="n">([\d.]+) min</td>', picture.table)]
    assert sum(minutes) == pytest.approx(done.dose.minutes, abs=0.2)


def test_work_and_pauses_are_distinguished_by_their_height_too(frozen: Library) -> None:
    done = Doses(frozen).workout(Variant("intermediate", "standard"), frozen.sessions["two-minutes"], 2)
    picture = profile(frozen, done, "intermediate", "p")
    assert picture is not None
    tops = {
        kind: min(map(float, re.findall(r"M[\d.]+ ([\d.]+)", path)))
        for kind, path in re.findall(r'class="(fast|pause)" d="([^"]+)"', picture.svg)
    }
    assert tops["fast"] < tops["pause"] - 30


def test_the_charts_of_every_variant_are_small_and_the_same_each_time(frozen: Library, schedules: list[Schedule]) -> None:
    for schedule in schedules:
        for draw in (load_chart, week_grid):
            picture = draw(frozen, schedule, "x")
            assert len(picture.svg.encode()) < MOST, (schedule.plan.id, str(schedule.variant), draw.__name__)
            read(picture)
            assert picture == draw(frozen, schedule, "x")


def test_a_load_chart_has_the_minutes_of_every_week_and_marks_what_is_no_loading_week(
    frozen: Library, schedules: list[Schedule]
) -> None:
    for schedule in schedules:
        picture = load_chart(frozen, schedule, "x")
        rows = re.findall(
            r'<tr><th scope="row">(\d+)</th><td>([^<]*)</td>' + 3 * r'<td class="n">(\d+)</td>',
            picture.table,
        )
        assert len(rows) == len(schedule.weeks)
        for week, (number, kind, *minutes) in zip(schedule.weeks, rows, strict=True):
            assert int(number) == week.number
            assert bool(kind) == (week.kind != "load")
            whole = week.running or week.minutes
            assert sum(map(int, minutes)) == pytest.approx(whole, abs=2), (schedule.plan.id, week.number)
        marks = re.findall(r'class="mark-\w+" d="([^"]+)"', picture.svg)
        kinds = {week.kind for week in schedule.weeks} - {"load"}
        assert "".join(marks).count("M") == sum(week.kind != "load" for week in schedule.weeks) + len(kinds), "and the legend"


def test_the_grid_has_a_letter_and_a_name_for_every_session_of_every_day(frozen: Library, schedules: list[Schedule]) -> None:
    links = Links(frozen, in_html("../../../"))
    for schedule in schedules:
        picture = week_grid(frozen, schedule, "x", links.day(schedule.variant.level))
        root = read(picture)
        letters = "".join(str(text.text) for text in root.iter(f"{SVG}text") if "ink-" in str(text.get("class")))
        rest = sum(not placed for week in schedule.weeks for placed in week.days)
        assert letters.count("·") == rest
        placed = [one for week in schedule.weeks for _, one in week.placed()]
        assert picture.table.count("<a href=") == len(placed)
        assert letters.count("R") == sum(one.session.kind == "race" for one in placed)
        assert picture.table.count("<td>·</td>") == rest
