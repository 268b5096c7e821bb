"""What a page may run: scripts of its frame, and none that is in its text."""

from __future__ import annotations

import pytest

from toolkit.site.policy import PolicyError, known_scripts, policy, script_hashes, with_policy

FRAME = '<head><meta charset="utf-8"><script>ours()</script></head><body><script src="x.js"></script><script>last()</script></body>'


def test_every_script_of_a_frame_is_let_through_and_no_file() -> None:
    assert len(script_hashes(FRAME)) == 2


def test_data_is_no_script() -> None:
    assert script_hashes('<script id="a" type="application/json">{}</script>') == ()


def test_a_page_that_has_no_place_for_a_policy_is_refused() -> None:
    with pytest.raises(PolicyError, match="no longer writes"):
        with_policy("<head></head>", ())


def test_the_policy_comes_before_anything_that_it_could_hinder() -> None:
    said = with_policy(FRAME, script_hashes(FRAME))
    assert said.startswith(
        '<head><meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    )
    assert "unsafe" not in policy(script_hashes(FRAME))


SCOPE = '__md_scope=new URL("{}",location)'


def test_a_script_that_is_not_in_the_frame_of_another_page_stops_the_build() -> None:
    known = known_scripts(f"<script>ours()</script><script>{SCOPE.format('/')}</script>")
    page = f"<script>ours()</script><script>{SCOPE.format('../..')}</script>"
    assert len(script_hashes(page, known)) == 2
    with pytest.raises(PolicyError, match=r"not the theme’s.*evil\(\)"):
        script_hashes(f"<title></title><script>evil()</script>{page}", known)
    with pytest.raises(PolicyError, match="not the theme’s"):
        script_hashes(page.replace("../..", "https://evil.example/"), known)
