"""What the theme's overrides put into a page beside its text."""

from __future__ import annotations

import re
from types import SimpleNamespace

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from project import ROOT

THEME = "{% block site_meta %}{% endblock %}{% block htmltitle %}{% endblock %}"
"""The blocks of the theme's base into which the name of a site goes."""


def head_of(template: str, page: object) -> str:
    """The head of a page of a site whose name has a character that HTML reads as its own."""
    found = DictLoader({"base.html": THEME})
    partials = FileSystemLoader(ROOT / "overrides")
    config = {"site_name": "Run & <Walk>", "site_description": "", "site_url": "https://small.example/", "extra": {}}
    environment = Environment(loader=ChoiceLoader([found, partials]))
    environment.filters["url"] = str
    return environment.get_template(template).render(config=config, page=page)


def test_the_name_of_the_site_is_escaped() -> None:
    """In titles, and in what others show of a page that is sent to them."""
    chapter = SimpleNamespace(meta={"title": "Pain"}, title="Pain", is_homepage=False)
    for template, page in (("main.html", None), ("main.html", chapter), ("404.html", None)):
        head = head_of(template, page)
        assert "Run &amp; &lt;Walk&gt;" in head
        assert not re.search(r"& |<Walk", head), (template, head)
