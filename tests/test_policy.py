"""What a page may run: scripts of its frame, and none that is in its text."""

from __future__ import annotations

import pytest

from toolkit.app.mkdocs_plugin import _escaped
from toolkit.site.policy import PolicyError, known_scripts, policy, script_hashes, with_policy

TEXT = "<h1>A</h1><script>evil()</script>"
FRAME = (
    '<head><meta charset="utf-8"><script>ours()</script></head><body>{}<script src="x.js"></script><script>last()</script></body>'
)
PAGE = FRAME.format(TEXT)


def test_only_scripts_of_the_frame_are_let_through() -> None:
    assert script_hashes(PAGE, TEXT) == script_hashes(PAGE.replace(TEXT, ""), "")
    assert len(script_hashes(PAGE, TEXT)) == 2
    assert len(script_hashes(PAGE, "")) == 3


def test_data_is_no_script() -> None:
    assert script_hashes('<script id="a" type="application/json">{}</script>', "") == ()


def test_a_frame_that_cannot_be_distinguished_from_its_text_stops_the_build() -> None:
    with pytest.raises(PolicyError, match="changes the text"):
        script_hashes(PAGE, "<h1>B</h1>")
    with pytest.raises(PolicyError, match="no longer writes"):
        with_policy("<head></head>", ())


def test_the_policy_comes_before_anything_that_it_could_hinder() -> None:
    said = with_policy(PAGE, script_hashes(PAGE, TEXT))
    assert said.startswith(
        '<head><meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    )
    assert "unsafe" not in policy(script_hashes(PAGE, TEXT))


@pytest.mark.parametrize("text", ['T"><script>', "T&quot;&gt;&lt;script&gt;"])
def test_what_a_page_says_of_itself_is_escaped_once(text: str) -> None:
    assert _escaped(text) == "T&quot;&gt;&lt;script&gt;"
    assert _escaped(["navigation"]) == ["navigation"]


SCOPE = '__md_scope=new URL("{}",location)'


def test_a_script_that_is_not_in_the_frame_of_another_page_stops_the_build() -> None:
    known = known_scripts(f"<script>ours()</script><script>{SCOPE.format('/')}</script>")
    page = f"<script>ours()</script><script>{SCOPE.format('../..')}</script>{TEXT}"
    assert len(script_hashes(page, TEXT, known)) == 2
    with pytest.raises(PolicyError, match=r"not the theme’s.*evil\(\)"):
        script_hashes(f"<title></title><script>evil()</script>{page}", TEXT, known)
    with pytest.raises(PolicyError, match="not the theme’s"):
        script_hashes(page.replace("../..", "https://evil.example/"), TEXT, known)
