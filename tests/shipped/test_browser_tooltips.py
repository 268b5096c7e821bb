"""Tooltips in a real browser: a tap and a key show them, inside the window."""

from __future__ import annotations

import html
import json

import pytest
from browsing import fresh
from playwright.sync_api import Browser

from toolkit.library import Library

pytestmark = pytest.mark.browser

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


def test_a_tap_and_a_key_show_what_a_term_means(browser: Browser, site: str, real: Library) -> None:
    meant = real.glossary["stride"].says
    for settings, act in (
        ({"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}, "tap"),
        ({"viewport": {"width": 1280, "height": 900}}, "focus"),
    ):
        context = fresh(browser, **settings)
        page = context.new_page()
        page.goto(f"{site}guide/season/")
        assert page.evaluate(SHOWN, meant) is None, "nothing is shown before it is asked for"
        getattr(page.locator(f'abbr[title="{html.escape(meant)}"]').first, act)()
        left, right, content = page.evaluate(SHOWN, meant)
        assert json.loads(content) == meant
        assert 0 <= left < right <= settings["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()
