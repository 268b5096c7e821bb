"""Tooltips: the first use of a term on a page tells what it means, to a finger, a keyboard and a pointer."""

from __future__ import annotations

import re

import pytest

from toolkit.site.markup import Tooltips

TELL = Tooltips(
    {"rung": (("rung", "rungs"), "One dose."), "rpe": (("RPE",), 'How "hard".'), "long-run": (("long run",), "It is long.")}
)
RUNG = '<abbr title="One dose." tabindex="0">{}</abbr>'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>A rung and a rung.</p>", f"<p>A {RUNG.format('rung')} and a rung.</p>"),
        ("<p>Rungs, then a rung.</p>", f"<p>{RUNG.format('Rungs')}, then a rung.</p>"),
        ("<p>strung, rung-by-rung, wrungs</p>", "<p>strung, rung-by-rung, wrungs</p>"),
        ("<p>rpe and RPE</p>", '<p>rpe and <abbr title="How &quot;hard&quot;." tabindex="0">RPE</abbr></p>'),
        ("<h2>A rung</h2><p><a href='#rung'>rung</a> <code>rung</code></p>", None),
        (
            "<details><summary>A <b>rung</b></summary>a rung</details>",
            f"<details><summary>A <b>rung</b></summary>a {RUNG.format('rung')}</details>",
        ),
        ('<p title="a rung">x<br/>a rung</p>', f'<p title="a rung">x<br/>a {RUNG.format("rung")}</p>'),
    ],
)
def test_the_first_use_in_prose_has_a_tooltip(page: str, expected: str | None) -> None:
    assert TELL(page) == (expected or page)


def test_the_longest_form_wins() -> None:
    both = Tooltips({"run": (("run",), "Short."), "long-run": (("long run",), "Long.")})
    assert re.findall('title="([^"]*)"', both("<p>A long run is a run.</p>")) == ["Long.", "Short."]


def test_without_a_glossary_nothing_changes() -> None:
    assert Tooltips({})("<p>A rung.</p>") == "<p>A rung.</p>"
