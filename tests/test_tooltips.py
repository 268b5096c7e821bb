"""Tooltips: the first use of a term on a page tells what it means, to a finger, a keyboard and a pointer."""

from __future__ import annotations

import html
import json
import re

import pytest
from playwright.sync_api import Browser

from toolkit.library import Library
from toolkit.render.markup import Tooltips

TELL = Tooltips(
    {"rung": (("rung", "rungs"), "One dose."), "rpe": (("RPE",), 'How "hard".'), "long-run": (("long run",), "It is long.")}
)
RUNG = '<abbr title="One dose." tabindex="0">{}</abbr>'
SHOWN = """
meant => {
  const term = [...document.querySelectorAll("abbr")].find((one) => one.title === meant);
  const style = getComputedStyle(term, "::after");
  if (style.content === "none") return null;
  const start = style.position === "fixed" ? 0 : term.getBoundingClientRect().left;
  const left = start + parseFloat(style.left);
  return [left, left + parseFloat(style.width), style.content];
}
"""
"""Where the text of a tooltip begins and ends across the window, and what it is; nothing if it is not shown."""


@pytest.mark.parametrize(
    ("page", "told"),
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
def test_the_first_use_in_prose_has_a_tooltip(page: str, told: str | None) -> None:
    assert TELL(page) == (told or page)


def test_the_longest_form_wins() -> None:
    both = Tooltips({"run": (("run",), "Short."), "long-run": (("long run",), "Long.")})
    assert re.findall('title="([^"]*)"', both("<p>A long run is a run.</p>")) == ["Long.", "Short."]


def test_without_a_glossary_nothing_changes() -> None:
    assert Tooltips({})("<p>A rung.</p>") == "<p>A rung.</p>"


def test_no_two_terms_share_a_form(real: Library) -> None:
    forms = [form for term in real.glossary.values() for form in term.forms]
    assert len(forms) == len({form.lower() for form in forms})


@pytest.mark.browser
def test_a_tap_and_a_key_show_what_a_term_means(browser: Browser, site: str, real: Library) -> None:
    meant = real.glossary["stride"].says
    for settings, act in (
        ({"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}, "tap"),
        ({"viewport": {"width": 1280, "height": 900}}, "focus"),
    ):
        context = browser.new_context(**settings)
        page = context.new_page()
        page.goto(f"{site}guide/season/")
        assert page.evaluate(SHOWN, meant) is None, "nothing is shown before it is asked for"
        getattr(page.locator(f'abbr[title="{html.escape(meant)}"]').first, act)()
        left, right, content = page.evaluate(SHOWN, meant)
        assert json.loads(content) == meant
        assert 0 <= left < right <= settings["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()
