"""What a page is called reaches its head, its menu and the search as text: a heading that spells out tags makes none."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from project import small_site
from test_site import build

SPELT = '</title>"><script>alert(1)</script><meta http-equiv=refresh content="0;url=https://evil.example">'
"""What would end the title or an attribute, and then run or lead elsewhere."""
WRITTEN = SPELT.replace("<", "&lt;").replace(">", "&gt;")
PAGES = {
    "heading": f"# {WRITTEN}\n\nText.\n",
    "underlined": f"{WRITTEN}\n=====\n\nText.\n",
    "numbers": f"# {SPELT.replace('<', '&#60;').replace('>', '&#x3e;')}\n\nText.\n",
    "field": f"---\ntitle: '{WRITTEN}'\n---\n\n# Heading\n\nText.\n",
}
"""A page for each way of giving a title."""


class Head(HTMLParser):
    """The title, what is said by `og:title`, every script without a file, and where a `meta` would lead."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.shown, self.inside = "", "", ""
        self.scripts: list[str] = []
        self.leads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.inside = tag
        if tag == "meta" and said.get("property") == "og:title":
            self.shown = said["content"] or ""
        if tag == "meta" and said.get("http-equiv") not in (None, "Content-Security-Policy"):
            self.leads.append(said["content"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.title += data
        if self.inside == "script":
            self.scripts.append(data)


def with_one_plan(folder: Path) -> Path:
    """The small site with the plan `small` alone: what pages are called does not depend on how many there are."""
    project = small_site(folder)
    for name in ("base", "climb"):
        (project / "plans" / f"{name}.yaml").unlink()
    return project


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with these pages, each of which the others name in their menu."""
    project = with_one_plan(tmp_path_factory.mktemp("titles") / "project")
    for name, text in PAGES.items():
        (project / f"docs/{name}.md").write_text(text, "utf-8")
    result = build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"


@pytest.mark.parametrize("name", PAGES)
def test_a_title_that_spells_out_tags_is_text_in_the_head(titled: Path, name: str) -> None:
    head = Head()
    head.feed((titled / name / "index.html").read_text("utf-8"))
    assert head.title.startswith(SPELT)
    assert head.shown == SPELT
    assert head.leads == []
    assert not any("alert(1)" in script for script in head.scripts)


def test_a_title_that_spells_out_tags_adds_nothing_to_what_pages_may_run(titled: Path) -> None:
    """A script in a title would be in the frame, and the policy lets scripts of the frame run."""
    policies = {page.read_text("utf-8").split('content="default-src')[1].split('"')[0] for page in titled.glob("*/index.html")}
    assert len(policies) == 1


def test_a_title_that_spells_out_tags_is_text_on_other_pages_and_in_the_search(titled: Path) -> None:
    head = Head()
    head.feed((titled / "index.html").read_text("utf-8"))
    assert head.leads == []
    assert not any("alert(1)" in script for script in head.scripts)
    index = json.loads((titled / "search/search_index.json").read_text("utf-8"))
    assert not [entry["title"] for entry in index["docs"] if "<" in entry["title"]]


def test_a_theme_that_lets_a_title_make_a_script_stops_the_build(tmp_path: Path) -> None:
    """A second lock: also where a part of the theme forgets to escape what a page is called."""
    project = with_one_plan(tmp_path / "project")
    main = project / "overrides/main.html"
    script = '{% if page and page.title %}<script>"{{ page.title | safe }}"</script>{% endif %}'
    forgetful = f"{{% block scripts %}}{{{{ super() }}}}{script}{{% endblock %}}"
    main.write_text(main.read_text("utf-8") + forgetful, "utf-8")
    result = build(project)
    assert result.returncode != 0
    assert "the head or the foot of a page has a script that is not the theme’s" in result.stdout + result.stderr
