"""Links in the HTML of the home page: each leads to a page or a file of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.menu import list_pages
from toolkit.checks.paths import list_docs
from toolkit.library import Library, Project
from toolkit.problems import Problem, shorten
from toolkit.yaml_reader import line_at, text_of

_HOME = "docs/index.md"
_LINK = re.compile(r'<a href="(?P<address>[^":#]+)(?:#[^"]*)?"')
"""A link to a page or a file of the site: an address elsewhere has a colon."""


def check_html_links(project: Project, library: Library) -> Iterator[Problem]:
    """Every link in the HTML of the home page that leads nowhere; where files are left out for their problems, nothing is asked."""
    home = project.find(_HOME)
    text = text_of(home.top, home.file) if home and library.complete else ""
    if not isinstance(text, str):
        return  # the pages of docs/ have a check that says so
    known = {*list_docs(project), *list_pages(project, library)}
    for found in _LINK.finditer(text):
        address = found["address"]
        page = address.rstrip("/")
        if not {address, f"{page}.md", f"{page}/index.md"} & known:
            before = text[: found.start("address")].split("\n")
            message = f"there is no page “{shorten(address)}”. Delete this link, or write the address of another page."
            yield Problem(_HOME, len(before), len(before[-1]) + 1, message, line_at(tuple(text.split("\n")), len(before)))
