"""Pages: what a contributor wrote stays text, and every page says what it should."""

from __future__ import annotations

import html
import re
from pathlib import Path

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from project import small_site
from rendering import in_november, pages_of
from small import sound

from toolkit.app.build import Build
from toolkit.checks.links import EXTENSIONS
from toolkit.library import Library
from toolkit.site.environment import front
from toolkit.site.markup import escape


@pytest.fixture(scope="module")
def library(frozen: Library) -> Library:
    return frozen


@pytest.fixture(scope="module")
def build(library: Library) -> Build:
    return in_november(library)


class Pages(dict[str, str]):
    """Pages by path, each made with its group when it is first asked for."""

    def __init__(self, build: Build) -> None:
        self.groups = {path: group for group in build.groups for path in group.paths}

    def __missing__(self, path: str) -> str:
        self.update({page.path: page.text for page in self.groups[path].make()})
        return self[path]


@pytest.fixture(scope="module")
def pages(build: Build) -> Pages:
    return Pages(build)


def test_every_page_ends_in_one_line_feed(tmp_path: Path) -> None:
    """Chapters too."""
    made = pages_of(in_november(sound(small_site(tmp_path / "site"))))
    assert {"sessions", "exercises", "plans", "subscribe.md"} <= {path.split("/")[0] for path in made}
    assert {"guide/sources.md", "guide/how-to-use.md"} <= made.keys()
    assert [path for path, text in made.items() if text != f"{text.rstrip()}\n"] == []


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1, max_size=80).filter(str.strip))
@example("<script>alert(1)</script>")
@example("[a](javascript:b) ![c](d) `e` *f* __g__ {#h} | i | ~~j~~ ^k^ ==l==")
@example("1. one")
@example("- two")
@example("+ three")
@example("# four")
@example("> five")
@example("&amp; &lt; &#42;")
@example("http://six.example www.seven.example")
@example('=== "eight"')
@example("!!! nine")
@example("term\n: definition")
@example("***")
@example("---")
def test_escaped_text_is_read_as_that_text_wherever_it_is(text: str) -> None:
    """At the start of a paragraph, in a list, in a heading and in a table the same characters come out, and no tag is added."""
    meant = " ".join(text.split())
    escaped = escape(text)
    for before, after, tags in (
        ("", "", "p"),
        ("- ", "", "ul li"),
        ("# ", "", "h1"),
        ("| a |\n| --- |\n| ", " |", "table thead tr th tbody td"),
    ):
        rendered = markdown.markdown(f"{before}{escaped}{after}", extensions=EXTENSIONS)
        allowed = "|".join(tags.split())
        left = re.sub(rf"</?(?:{allowed})(?: id=\"[^\"<>]*\")?>", "", rendered)
        assert "<" not in left, rendered
        shown = html.unescape(left).strip().removeprefix("a").strip() if "table" in tags else html.unescape(left).strip()
        assert shown == meant


@given(st.text(max_size=60))
def test_front_matter_is_one_line_of_json_that_html_can_hold(text: str) -> None:
    line = front(text)
    assert "\n" not in line
    assert not re.search(r"[<>]|(?<!\\)'", line)
    assert line.startswith('"')


def test_a_session_page_shows_every_rung_for_every_level_it_is_offered_to(pages: Pages) -> None:
    page = pages["sessions/minutes.md"]
    rungs = re.findall(r'id="(intermediate|advanced|returning)-(\d+)"', page)
    assert rungs == [(level, str(number)) for level in ("intermediate", "advanced") for number in range(1, 14)]
    assert page.count("<span>10 × (1 min at 5 km effort, 1 min jog)</span>") == 2
    assert page.count(">10 times</b><ul><li>1 min at 5 km effort</li><li>1 min jog</li></ul>") == 2
    assert 'data-for="returning" class="unless">Not offered at your level' in page
    assert "[Strides on grass](../sessions/strides-on-grass.md) instead" in page
    assert "in the pool" in page
    assert "calf or Achilles pain above 2 of 10" in page


def test_a_variant_page_shows_every_day_of_every_week(pages: Pages) -> None:
    page = pages["plans/5k/intermediate-standard.md"]
    weeks = re.split(r"^## Week ", page, flags=re.MULTILINE)[1:]
    assert len(weeks) == 17, "sixteen, and the race week once more for a Saturday"
    assert "with the race on Saturday" not in pages["plans/10k/intermediate-standard.md"], "it has calendars for Sundays alone"
    for week in weeks:
        days = re.findall(r"<li(?: class=\"days__rest\")?><b>(\w+)</b>", week.split("\n## ")[0])
        assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_what_has_no_source_is_called_convention(pages: Pages) -> None:
    assert "Coaching convention." in pages["sessions/strides-on-grass.md"]
    assert "[Daniels, 2014](../guide/sources.md#daniels-book)" in pages["sessions/two-minutes.md"]


def test_what_is_needed_is_said_with_what_to_use_instead(pages: Pages, library: Library) -> None:
    for folder, things in (("sessions", library.sessions), ("exercises", library.exercises), ("assessments", library.assessments)):
        for thing in things.values():
            for need in thing.needs:
                assert f"without it: {escape(library.needs[need].without)}" in pages[f"{folder}/{thing.id}.md"], thing.id
    assert "a hill of 6 to 8 %; without it: a treadmill at the same slope" in pages["sessions/short-hills.md"]


def test_the_coverage_page_counts_what_is_there(pages: Pages, library: Library) -> None:
    text = pages["guide/coverage.md"]
    assert text.count("| VO2max |") == 2
    advanced = sum(session.objective == "vo2max" and "advanced" in session.start for session in library.sessions.values())
    assert re.search(rf"\| VO2max \| \d+ \| \d+ \| {advanced} \|", text)


def test_an_assessment_shows_its_norms_and_what_each_result_changes(pages: Pages) -> None:
    text = pages["assessments/single-leg-heel-raises.md"]
    assert "| Age | Men | Women |" in text
    assert "| 60-69 | 19 | 19 |" in text
    assert "### Below 15 repetitions" in text
    assert "- **Add:** [Calf and Achilles](../sessions/calf-and-achilles.md)\n" in text
    assert "- **Leave out for now:** [Two-hundreds](../sessions/two-hundreds.md), " in text


def ticks_on(text: str) -> int:
    """How many things a page has to tick."""
    return re.findall(r'<ul class="ticks[^>]*>(.*?)</ul>', text, flags=re.DOTALL)[0].count("<li>")


def test_a_variant_shows_the_signs_for_an_early_reset_and_what_the_week_is_like(pages: Pages, library: Library) -> None:
    text = pages["plans/5k/intermediate-standard.md"]
    assert ticks_on(text) == len(library.readiness.reset_early)
    assert re.search(r"make next week a reset week: as \[week 4\]\(#week-4\), \d+ min of running", text)


def test_a_season_has_a_page_with_its_parts_its_first_week_and_all_weeks(pages: Pages) -> None:
    text = pages["seasons/spring-and-autumn.md"]
    assert "[Speed all year](../plans/speed-all-year/index.md), 4 to 12 weeks." in text
    assert text.count('??? note "The first week"') == 4
    assert "| 20–28 | 165 min of running a week" in text
    assert "[A strong 10 km, 12](../plans/10k/intermediate-standard.md#week-12)" in text
    assert "(../seasons/spring-and-autumn.md)" in pages["plans/index.md"]


def test_a_plan_shows_the_first_week_of_each_variant_and_what_to_do_after_missed_days(pages: Pages, library: Library) -> None:
    plan = library.plans["5k"]
    text = pages["plans/5k/index.md"]
    assert all(f'??? note "{library.levels.levels[one.level].title}, {one.rhythm}"' in text for one in plan.variants)
    assert "| 8–14 days | Step back two weeks." in text
    assert ticks_on(text) == len(library.readiness.reset_early)
    own = pages["plans/5k/intermediate-standard.md"]
    assert "| 29 days and more | " in own
    assert "| Back in week | 7 days | 14 days | 28 days |" in own
    assert len(re.findall(r"^    \| \d+ \| \d+ min", own, re.M)) == 11
