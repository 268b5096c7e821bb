"""`toolkit serve`: what is asked for comes first, what changes comes soon, and nothing that is wrong hides a good page.

A real server of the small project, in one process for all tests of this file, which each put back what they change.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest
from commands import ended, start
from project import change, small_site
from serving import Served, free_port, is_open, serving, until
from small import BAD, lay_over

FEED = "calendars/small/intermediate-standard/2027-02-07.ics"
SESSION = "templates/intervals/two-minutes.yaml"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = small_site(tmp_path_factory.mktemp("served") / "small")
    for name in ("base", "climb"):
        (root / "plans" / f"{name}.yaml").unlink()
    with serving(root) as found:
        yield found


@pytest.fixture
def good(served: Served) -> Iterator[Served]:
    """The served project, sound and all built; what the test changes is put back."""
    until(lambda: served.problems() == "" and "calendars" in served.read("calendars/index.json"), served.state)
    kept = served.root.parent / "kept"
    shutil.copytree(served.root, kept)
    yield served
    for file in served.root.rglob("*"):
        if file.is_file() and not (kept / file.relative_to(served.root)).is_file():
            file.unlink()
    for file in kept.rglob("*"):
        target = served.root / file.relative_to(kept)
        if file.is_file() and (not target.is_file() or target.read_bytes() != file.read_bytes()):
            shutil.copy(file, target)
    shutil.rmtree(kept)


def locations(served: Served) -> set[str]:
    """The pages that the search finds."""
    return {entry["location"].partition("#")[0] for entry in json.loads(served.read("search/search_index.json"))["docs"]}


def test_a_page_is_built_when_it_is_asked_for(good: Served) -> None:
    assert "Two minutes" in good.read("sessions/two-minutes/")
    assert "<svg" in good.read("sessions/two-minutes/"), "with the HTML that is inserted"
    assert "Content-Security-Policy" in good.read("")


def test_what_there_is_not_is_not_found(good: Served) -> None:
    assert good.read("nothing/").startswith("HTTP 404")
    assert "There is no such page" in good.read("nothing/")
    for outside in ("../mkdocs.yml", "..%2f..%2fstate.json", "%2e%2e/%2e%2e/state.json"):
        connection = HTTPConnection("127.0.0.1", good.port)
        connection.request("GET", f"/{outside}")
        assert connection.getresponse().status == 404, outside


def test_a_feed_is_made_when_it_is_asked_for(good: Served) -> None:
    with urlopen(f"http://127.0.0.1:{good.port}/{FEED}") as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")
    assert good.read(FEED.replace("small", "smaller")).startswith("HTTP 404: There is no such plan.")


def test_any_day_and_any_wish_is_answered_as_the_content_is_now(good: Served) -> None:
    assert json.loads(good.read("calendars/index.json"))["answers"] == "any"
    for day in ("2031-05-10", "2031-05-11", "2031-05-12"):
        asked = f"{FEED.replace('2027-02-07', day)}?units=mi&from=2"
        assert f"SOURCE;VALUE=URI:https://lasting-speed.example/{asked}" in good.read(asked).replace("\r\n ", ""), day
    assert "Write km or mi." in good.read(f"{FEED}?units=feet")
    assert "Fresh steps" not in good.read(FEED)
    change(good.root / SESSION, "title: Two minutes", "title: Fresh steps")
    until(lambda: "Fresh steps" in good.read(FEED))


def test_a_saved_file_is_shown_and_every_list_that_it_is_in(good: Served) -> None:
    before = good.state("/sessions/two-minutes/")["version"]
    change(good.root / SESSION, "summary: ", "summary: Fresh and new. ")
    good.shows("sessions/two-minutes/", "Fresh and new.")
    assert good.state("/sessions/two-minutes/")["version"] != before, "so that the browser loads it again"
    good.shows("sessions/", "Fresh and new.")
    until(lambda: "Fresh and new." in good.read("search/search_index.json"))


def test_a_page_that_does_not_change_is_not_loaded_again(good: Served) -> None:
    good.read("sessions/strength-a/")
    before = good.state("/sessions/strength-a/")["version"]
    change(good.root / SESSION, "summary: ", "summary: Fresh and new. ")
    good.shows("sessions/two-minutes/", "Fresh and new.")
    assert good.state("/sessions/strength-a/")["version"] == before


def test_a_problem_is_shown_and_the_last_good_page_stays(good: Served) -> None:
    page = good.read("sessions/two-minutes/")
    change(good.root / SESSION, "warm_up: ramp", "warm_up: rampp")
    until(lambda: "there is no session “rampp”" in good.problems())
    assert good.read("sessions/two-minutes/") == page


def test_a_chapter_is_kept_current_while_a_session_has_a_mistake(good: Served) -> None:
    change(good.root / SESSION, "warm_up: ramp", "warm_up: rampp")
    until(lambda: "rampp" in good.problems())
    change(good.root / "docs/guide/readiness.md", "\n## What to do next", "\nNew here.\n\n## What to do next")
    good.shows("guide/readiness/", "New here.")


def test_a_style_is_served_as_it_is_now_and_pages_load_it_again(good: Served) -> None:
    before = good.state()["version"]
    change(good.root / "docs/assets/site.css", "\n", "\n/* changed */\n")
    until(lambda: "/* changed */" in good.read("assets/site.css"))
    assert good.state()["version"] != before


def test_a_page_that_is_renamed_is_gone_from_its_old_address_and_from_the_search(good: Served) -> None:
    (good.root / "docs/more.md").write_text("# More\n\nMore words.\n", "utf-8")
    good.shows("more/", "More words.")
    until(lambda: "more/" in locations(good))
    (good.root / "docs/more.md").rename(good.root / "docs/less.md")
    good.shows("less/", "More words.")
    until(lambda: good.read("more/").startswith("HTTP 404"))
    until(lambda: "less/" in locations(good))
    assert "more/" not in locations(good)


def test_the_theme_is_watched(good: Served) -> None:
    change(good.root / "overrides/main.html", "{% block libs %}", "{% block libs %}<!-- from the theme -->")
    good.shows("", "<!-- from the theme -->")


def test_a_mistake_in_the_settings_is_shown_and_pages_stay(good: Served) -> None:
    """For MkDocs it is the end, for the server not."""
    page = good.read("guide/readiness/")
    change(good.root / "mkdocs.yml", "theme:\n  name: material", "theme:\n  name: no-such-theme")
    until(lambda: "no-such-theme" in good.problems())
    assert good.read("guide/readiness/") == page
    change(good.root / "mkdocs.yml", "no-such-theme", "material")
    until(lambda: good.problems() == "")


def test_a_byte_that_is_no_text_is_shown_and_pages_stay(good: Served) -> None:
    (good.root / "docs/more.md").write_bytes(b"# More\n\ncaf\xe9\n")
    until(lambda: "docs/more.md:3:4" in good.problems())
    assert "Content-Security-Policy" in good.read("")


def test_a_page_in_the_place_of_a_generated_one_is_shown_and_pages_stay(good: Served) -> None:
    (good.root / "docs/sessions").mkdir()
    (good.root / "docs/sessions/two-minutes.md").write_text("# Mine\n", "utf-8")
    until(lambda: "docs/sessions/two-minutes.md:1:1" in good.problems())
    assert "Mine" not in good.read("sessions/two-minutes/")
    (good.root / "docs/sessions/two-minutes.md").unlink()
    (good.root / "docs/sessions").rmdir()


def test_a_link_that_would_end_a_strict_build_is_shown(good: Served) -> None:
    change(good.root / "docs/index.md", "# ", "[Gone](gone.md)\n\n# ")
    until(lambda: "gone.md" in good.problems())


def test_a_project_that_has_a_problem_from_the_start_is_served_once_it_is_fixed(tmp_path: Path) -> None:
    """Without a central list nothing can be shown; the page that is waited for says so, and comes by itself."""
    root = small_site(tmp_path / "small")
    shutil.rmtree(root / "plans")
    (root / "plans").mkdir()
    limits = root / "templates/limits.yaml"
    text = limits.read_text("utf-8")
    limits.write_text("a: [\n", "utf-8")
    with serving(root) as served:
        until(lambda: "templates/limits.yaml" in served.problems())
        assert "This page is not built yet" in served.read("")
        limits.write_text(text, "utf-8")
        until(lambda: "Content-Security-Policy" in served.read(""))


def test_a_plan_that_breaks_a_rule_is_served_as_it_is_and_another_server_takes_another_port(tmp_path: Path) -> None:
    root = small_site(tmp_path / "small")
    (root / "plans/climb.yaml").unlink()
    lay_over(root, BAD / "rules/hours-between-hard.patch")
    with serving(root) as served:
        until(lambda: "hours apart" in served.problems())
        change(root / "plans/small.yaml", "summary: ", "summary: Fresh and new. ")
        served.shows("plans/small/", "Fresh and new.")
        assert "hours apart" in served.problems()
        assert ended(start(root, "serve", "--port", str(served.port))) == (
            2,
            f"port {served.port} is in use, perhaps by another make serve. Take another: make serve PORT={served.port + 1}\n",
        )


def test_a_server_whose_builder_is_killed_ends_too(tmp_path: Path) -> None:
    root = small_site(tmp_path / "small")
    port = free_port()
    process = start(root, "serve", "--port", str(port))
    until(lambda: is_open(port))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    until(lambda: not is_open(port))


def test_a_builder_whose_server_has_ended_says_so_and_ends(tmp_path: Path) -> None:
    root = small_site(tmp_path / "small")
    port = free_port()
    process = start(root, "serve", "--port", str(port))
    until(lambda: is_open(port))
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text():
            os.kill(int(child), signal.SIGKILL)
    code, said = ended(process)
    assert (code, said.splitlines()[-1]) == (2, f"the server on port {port} has ended. Start it again: make serve PORT={port}")
