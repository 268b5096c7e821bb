"""How readers find their way: links into lists, the way back, words to search by, and numbers that stay inside a picture."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from project import change
from small import sound

from toolkit.app.build import Build, Surroundings
from toolkit.feeds.identity import History
from toolkit.library import Library
from toolkit.site import finder
from toolkit.site.charts.svg import LETTER, PICTURE_WIDTH, words_at

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 23))


def pages_of(library: Library) -> dict[str, str]:
    """The Markdown of every page, by its path."""
    return {output.path: output.content.decode() for output in Build(library, SURROUNDINGS).pages()}


def test_a_link_into_a_list_names_filters_and_choices_that_the_list_has(library: Library) -> None:
    known = {one.name: {value for value, _ in one.options} for one in finder.session_finder(library).filters}
    queries = [query for page in pages_of(library).values() for query in re.findall(r'sessions/\?([^"#]+)"', page)]
    assert queries
    for query in queries:
        for name, value in parse_qsl(query.replace("&amp;", "&")):
            assert value in known[name], query


def test_a_page_that_the_menu_does_not_have_begins_with_a_link_to_the_page_that_lists_it(library: Library) -> None:
    pages = pages_of(library)
    for path, page in pages.items():
        folder = path.split("/")[0]
        back = re.search(r'<p class="back no-print"><a href="([^"]+)">', page)
        listed = folder in ("sessions", "exercises", "plans") and path != f"{folder}/index.md"
        assert (back is not None) == listed, path
        if back:
            assert page.index(back[0]) < page.index("\n# ")


def test_search_words_reach_the_front_matter_of_a_page(small: Path) -> None:
    change(small / "templates/easy/easy-run.yaml", "title: Easy run\n", "title: Easy run\nsearch_words: [jogging, 'slow: run']\n")
    pages = pages_of(sound(small))
    front = yaml.safe_load(pages["sessions/easy-run.md"].split("---\n")[1])
    assert front["search_words"] == ["jogging", "slow: run"]
    assert "search_words" not in yaml.safe_load(pages["sessions/long-run.md"].split("---\n")[1])


@pytest.mark.parametrize(("x", "said"), [(0, "0"), (338, "40"), (334, "120"), (PICTURE_WIDTH, "5")])
def test_a_centred_number_stays_inside_its_picture(x: float, said: str) -> None:
    found = re.search(r'x="([\d.]+)"', words_at(x, 10, said, "m"))
    assert found
    half = len(said) * LETTER / 2 - 0.1
    assert half <= float(found[1]) <= PICTURE_WIDTH - half
