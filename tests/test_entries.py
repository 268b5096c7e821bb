"""Rhythms and entries as readers meet them: in words, on pages, in the box, in calendars; and what a day says of its plan."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from feeding import days_of
from project import change
from rendering import in_november, pages_of
from small import TESTS, sound

from toolkit.app.build import Build
from toolkit.checks.sizes import estimate_sizes
from toolkit.feeds.agenda import EventDay, Selection
from toolkit.feeds.choices import choices
from toolkit.feeds.event_text import event_lines
from toolkit.feeds.window import dates
from toolkit.library import Library, load
from toolkit.models import BY_NAME, VARIANTS, Variant
from toolkit.rounding import fixed
from toolkit.rules.measure import name_variants
from toolkit.schedule import Placed, Schedule, lay_out
from toolkit.text import english as words
from toolkit.text.events.lines import MOST_TEXT, fit_text
from toolkit.text.events.plan import closing_lines, closing_title
from toolkit.text.waits import waits

FRESH, TRAINED = BY_NAME["intermediate-standard"], BY_NAME["intermediate-standard-trained"]
SITE = "https://lasting-speed.example/"


@pytest.fixture(scope="module")
def tracked() -> Library:
    """A plan of tracks with four rhythms less one, two entries, something optional, and a plan that follows."""
    return sound(TESTS / "good" / "tracked")


@pytest.fixture(scope="module")
def build(tracked: Library) -> Build:
    return in_november(tracked)


@pytest.fixture(scope="module")
def pages(build: Build) -> dict[str, str]:
    return pages_of(build)


@pytest.fixture(scope="module")
def fresh(tracked: Library) -> Schedule:
    return lay_out(tracked.plans["five"], tracked, FRESH)


@pytest.fixture(scope="module")
def trained(tracked: Library) -> Schedule:
    return lay_out(tracked.plans["five"], tracked, TRAINED)


def said(occasion: EventDay, schedule: Schedule, library: Library) -> list[str]:
    """The lines of a day."""
    return [line.text for line in event_lines(occasion, schedule, library, SITE)]


# In words.


def test_a_variant_says_its_entry_only_where_it_is_trained(tracked: Library) -> None:
    assert words.variant(tracked, FRESH) == "Intermediate, standard"
    assert words.variant(tracked, TRAINED) == "Intermediate, standard, trained"
    assert words.command_options(FRESH) == "--level intermediate --rhythm standard"
    assert words.command_options(TRAINED) == "--level intermediate --rhythm standard --entry trained"
    assert words.variant_key(tracked, "advanced-trained") == "Advanced, trained"
    assert words.variant_key(tracked, "intermediate-extended-trained") == "Intermediate, extended, trained"


def test_many_variants_are_named_by_level_and_entry() -> None:
    some = [one for one in VARIANTS if one.level == "intermediate" and one.rhythm in ("quick", "patient")]
    assert name_variants(some) == "intermediate, quick and patient; intermediate, quick and patient, trained"
    assert name_variants([FRESH, BY_NAME["advanced-quick-trained"]]) == "intermediate, standard; advanced, quick, trained"


def test_every_age_has_one_rhythm(tracked: Library) -> None:
    said = [words.ages(rhythm.column) for rhythm in tracked.levels.rhythms.values()]
    assert said == ["below 50", "50 to 59", "60 to 69", "70 and over"]


def test_a_track_gives_more_or_less_than_last_time_and_a_ladder_a_rung(fresh: Schedule) -> None:
    found = {(bool(one.track), one.change): words.change(one) for _, one in fresh.placed()}
    assert found[True, "up"] == "more than last time"
    assert found[False, "up"] == "a rung up"
    assert found[False, ""] == ""


def test_an_equal_dose_of_a_track_has_no_label(trained: Schedule, tracked: Library) -> None:
    """Two weeks of 16 minutes, one after the other."""
    doses = [
        (week.number, one) for week in trained.weeks if week.kind == "load" for _, one in week.placed() if one.track == "speed"
    ]
    equal = [one for (_, before), (_, one) in pairwise(doses) if one.dose.hard and _work(one) == _work(before)]
    assert equal, "no dose was held: this proves nothing"
    assert {words.change(one) for one in equal} == {""}


def _work(placed: Placed) -> int:
    """Seconds at 5 km effort."""
    return placed.dose.effort_seconds["5k"]


# In calendars.


def test_of_two_entries_only_fresh_has_calendars(tracked: Library, build: Build) -> None:
    plan, today = tracked.plans["five"], build.surroundings.today
    assert dates(plan, FRESH, tracked, today).whole
    assert dates(plan, TRAINED, tracked, today).whole == dates(plan, TRAINED, tracked, today).offered == ()
    paths = set(build.feed_paths())
    assert any(path.startswith("calendars/five/intermediate-standard/") for path in paths)
    assert not [path for path in paths if "trained" in path]
    index = next(output for output in build.others() if output.path.endswith("index.json"))
    listed = json.loads(index.content)["plans"]
    assert {one["entry"] for plan in listed for one in plan["variants"] if "feed" in one} == {"fresh"}
    assert {size.plan: size.feeds for size in estimate_sizes(tracked, today)}["five"] == sum("/five/" in path for path in paths)


def test_the_box_offers_every_variant_and_says_what_to_take_instead_of_one_left_out(build: Build) -> None:
    box = json.loads(choices(build.offers, build.library))["plans"]["five"]
    fresh = [name for name in box["variants"] if not name.endswith("-trained")]
    assert fresh == ["intermediate-quick", "intermediate-standard", "intermediate-extended"]
    assert not [name for name in box["variants"] if name not in fresh and box["variants"][name]["days"]], "only files for a day"
    assert box["leftOut"]["intermediate-patient"] == {"because": "The race comes too soon for them.", "title": "Walks"}
    assert box["leftOut"]["advanced-quick"] == {"because": "Too little for them."}


# On pages.


def test_a_plan_s_page_lists_rhythms_by_age_and_both_entries(pages: dict[str, str]) -> None:
    page = pages["plans/five/index.md"]
    rows = re.findall(r"^\| (\w+), (.+?) \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert rows.pop(0)[2:] == ("Fresh", "Trained")
    assert [(rhythm, ages) for rhythm, ages, *_ in rows] == [
        ("Quick", "below 50"),
        ("Standard", "50 to 59"),
        ("Extended", "60 to 69"),
        ("Patient", "70 and over"),
    ]
    assert rows[1][2:] == tuple(f"[16 weeks](../../plans/five/{one}.md)" for one in (FRESH, TRAINED))
    assert rows[3][2:] == ("no, [see why](#not-offered)", "–")
    assert "Intermediate, patient: The race comes too soon for them. Take [Walks](../../plans/walks/index.md) instead." in page
    assert "**Trained** expects of your last 30 days: 165 min of running a week, longest run 48 min, 4 min fast" in page
    assert "A test has to accept something. (For intermediate, extended.)" in page


def test_a_trained_variant_s_page_has_a_box_and_the_command_for_its_file_and_leads_to_the_fresh_one(pages: dict[str, str]) -> None:
    page = pages[f"plans/five/{TRAINED}.md"]
    command = "toolkit calendar five --level intermediate --rhythm standard --entry trained --race YYYY-MM-DD --output my.ics"
    assert f"`{command}`" in page
    assert "No fast running lately? Take [Intermediate, standard](../../plans/five/intermediate-standard.md)." in page
    assert 'class="subscribe" data-root="../../../" data-entry="trained"' in page
    assert "--entry trained --week" in page
    other = pages[f"plans/five/{FRESH}.md"]
    assert 'class="subscribe"' in other
    assert "[Intermediate, standard, trained](../../plans/five/intermediate-standard-trained.md) begins where you are" in other


def test_no_page_judges_a_variant_by_another_age(pages: dict[str, str]) -> None:
    assert not [path for path, page in pages.items() if "At 70 and over" in page and path.startswith("plans/five/")]


def test_the_season_at_a_glance_has_the_figures_of_every_week(pages: dict[str, str], fresh: Schedule) -> None:
    table = pages[f"plans/five/{FRESH}.md"].partition('<table class="glance">')[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row"><a href="#week-(\d+)">\1</a></th>((?:<td>[^<]*</td>)+)</tr>', table)
    assert [int(number) for number, _ in rows] == [week.number for week in fresh.weeks]
    for (_, cells), week in zip(rows, fresh.weeks, strict=True):
        kind, running, fast, hard, _ = re.findall(r"<td>([^<]*)</td>", cells)
        assert (kind, running) == ("–" if week.kind == "load" else week.kind, fixed(week.running))
        assert (fast, hard) == (fixed(week.fast, 1), f"{week.hard:g}")
    assert re.search(r"<div><b>Thu</b> 6 × \(1 min at 5 km effort, 1 min jog\)</div>", table)


def test_what_waits_is_said_with_its_week_and_its_limit(tracked: Library, fresh: Schedule, trained: Schedule) -> None:
    rule = tracked.limits["weeks-before-strides"].rule
    assert waits(tracked, fresh) == [f"“Strides” waits until week 2: {rule} Here: 1 week."]
    assert waits(tracked, trained) == []


def test_what_gives_way_later_and_what_never_comes_is_said_too(tracked: Library, fresh: Schedule) -> None:
    first = fresh.weeks[0].replaced[0]
    later = [replace(week, replaced=(first,) if week.number in (5, 6, 9) else ()) for week in fresh.weeks]
    (sentence,) = waits(tracked, replace(fresh, weeks=tuple(later)))
    assert sentence.startswith("“Strides” leaves out weeks 5, 6 and 9: ")
    one_day = [replace(week, replaced=(first,) if week.number == 2 else ()) for week in fresh.weeks]  # another day of it holds them
    (sentence,) = waits(tracked, replace(fresh, weeks=tuple(one_day)))
    assert sentence.startswith("“Strides” leaves out week 2: ")
    never = [replace(week, replaced=(replace(first, name="minutes"),), days=((),) * 7) for week in fresh.weeks]
    (sentence,) = waits(tracked, replace(fresh, weeks=tuple(never)))
    assert sentence.startswith("“Minutes” never comes in here: ")


# What a day says.


def test_every_run_names_its_surfaces_best_first(tracked: Library, fresh: Schedule) -> None:
    for occasion in days_of(fresh, tracked):
        found = [line for line in said(occasion, fresh, tracked) if line.startswith("Where")]
        runs = [one.session.surface for one in occasion.placed if one.session.mode == "run"]
        assert found == [f"Where: {words.one_of(surface)}, best first." for surface in runs]


def test_what_is_optional_says_so_and_nothing_else_does(tracked: Library, fresh: Schedule) -> None:
    for occasion in days_of(fresh, tracked):
        optional = sum(one.session.id == "brisk-walk" for one in occasion.placed)
        assert said(occasion, fresh, tracked).count("Optional: leave it out if you like.") == optional


def test_a_quality_day_says_what_to_do_if_the_last_was_not_finished(tracked: Library, fresh: Schedule) -> None:
    named = []
    for occasion in days_of(fresh, tracked):
        if any(line.startswith("Last one not finished as written?") for line in said(occasion, fresh, tracked)):
            named.append((occasion.week.number, occasion.placed[0].session.id))
    assert [week for week, _ in named][:4] == [6, 7, 9, 10], "not in weeks 3 and 5, which have the first of each"
    assert {name for _, name in named} == {"minutes", "two-minutes"}, "and not before a race"


def test_a_reset_week_names_a_habit_in_its_first_event_and_they_take_turns(tracked: Library, fresh: Schedule) -> None:
    found = {}
    for occasion in days_of(fresh, tracked):
        for line in said(occasion, fresh, tracked):
            if line.startswith("A habit for this week: "):
                assert occasion.opens_week
                found[occasion.week.number] = line.removeprefix("A habit for this week: ").partition(".")[0]
    assert {week.number for week in fresh.weeks if week.kind == "reset"} == set(found) == {4, 8}
    assert set(found.values()) <= {"Naps", "Soup"}, "what only fits after a race is left out"
    odd = replace(fresh, weeks=tuple(replace(week, number=week.number + 1) for week in fresh.weeks))
    (first, *_) = [week for week in odd.weeks if week.kind == "reset"]
    occasion = replace(days_of(fresh, tracked)[0], week=first, opens_week=True)
    (line,) = [line for line in said(occasion, fresh, tracked) if line.startswith("A habit")]
    assert found[4] not in line, "another number, another habit"


def test_one_films_oneself_on_the_first_easy_run_of_week_1_and_of_every_second_reset(tracked: Library, fresh: Schedule) -> None:
    filmed = [occasion for occasion in days_of(fresh, tracked) if occasion.films]
    assert [occasion.week.number for occasion in filmed] == [1, 8]
    for occasion in filmed:
        assert f"Film yourself on this run, if you like: {SITE}assessments/film/" in said(occasion, fresh, tracked)
        assert occasion.placed[0].session.kind == "easy"


def test_the_closing_event_names_the_next_plan_its_entry_when_to_start_it_and_how_to_unsubscribe(
    tracked: Library, fresh: Schedule
) -> None:
    assert closing_title(fresh) == "Finished: Five"
    closing = [line.text for line in closing_lines(fresh, tracked, SITE)]
    assert closing[0].endswith("“Five”: 16 weeks. No session today.")
    assert "What next: Five, intermediate, standard, trained. A second round begins where the first one ends." in closing
    (when,) = (line for line in closing if line.startswith("It expects of your last 30 days: 165 min of running a week"))
    assert "first run easily" in when or "Start it today if they held that" in when
    assert any("unsubscribe" in line for line in closing)
    assert any("stays where it is" in line for line in closing)
    assert closing[-1] == f"{SITE}plans/five/intermediate-standard/"
    for days in (days_of(fresh, tracked), days_of(fresh, tracked, Selection(only_key_days=True))):
        assert not any("What next" in line for one in days for line in said(one, fresh, tracked))


def test_a_plan_that_nothing_follows_sends_on_to_all_plans(tracked: Library, fresh: Schedule) -> None:
    alone = replace(fresh, plan=fresh.plan.model_copy(update={"next": None}))
    closing = "\n".join(line.text for line in closing_lines(alone, tracked, SITE))
    assert f"What next: choose a plan at {SITE}plans/, and start it on a Monday." in closing


def test_who_has_not_run_fast_lately_is_sent_on_at_entry_fresh(tracked: Library, fresh: Schedule) -> None:
    slow = [
        replace(week, days=tuple(tuple(one for one in day if one.track != "speed") for day in week.days)) for week in fresh.weeks
    ]
    schedule = replace(fresh, weeks=tuple(slow))
    (line,) = [line.text for line in closing_lines(schedule, tracked, SITE) if "What next" in line.text]
    assert "Five, intermediate, standard, entry fresh." in line


def test_a_plan_that_follows_must_be_there(tmp_path: Path) -> None:
    root = Path(shutil.copytree(TESTS / "good" / "tracked", tmp_path / "tracked"))
    change(root / "plans" / "five.yaml", "next: {plan: five", "next: {plan: fiev")
    _, problems = load(root)
    assert [(problem.path, problem.message) for problem in problems] == [
        ("plans/five.yaml", "plan: there is no plan “fiev”. Did you mean “five”?")
    ]


@pytest.mark.parametrize("variant", [FRESH, TRAINED], ids=str)
def test_texts_stay_within_their_size(tracked: Library, variant: Variant) -> None:
    schedule = lay_out(tracked.plans["five"], tracked, variant)
    for occasion in days_of(schedule, tracked):
        assert len(fit_text(event_lines(occasion, schedule, tracked, SITE)).encode()) <= MOST_TEXT
