"""The Content-Security-Policy in a real browser: an attack that is in a page does nothing, and no page of ours breaks it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from auditing import briefest
from browsing import Quiet, Watched, fresh, served
from playwright.sync_api import Browser, Page, expect
from project import make_site
from serving import serving

pytestmark = pytest.mark.browser


@contextmanager
def watching(browser: Browser, site: str, width: int = 1280, scheme: str = "light") -> Iterator[Watched]:
    """A page that notes what the policy blocks, among all else that goes wrong."""
    watched = Watched(browser, site, width, 900, scheme)
    yield watched
    watched.page.context.close()


def test_nothing_that_a_reader_does_breaks_the_policy(browser: Browser, site: str, built_site: Path) -> None:
    with watching(browser, site) as watched:
        page = watched.page
        _search(page, site)
        _change_colours(page, site)
        _choose(page, site)
        page.goto(f"{site}log/")
        page.evaluate("window.print = () => { document.title = 'printed'; }")
        page.get_by_role("button", name="Print it").click()
        expect(page).to_have_title("printed")
        page.goto(f"{site}{briefest(built_site)}")
        page.get_by_role("button", name="Keep this plan on this phone").click()
        expect(page.get_by_role("button", name="Remove it")).to_be_visible()
        assert watched.wrong == []


def _search(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("[data-md-component=search-query]").focus()
    page.locator("[data-md-component=search-query]").fill("knee")
    page.locator("[data-md-component=search-query]").press("End")  # the theme looks for what was typed when a key comes up
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def _change_colours(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def _choose(page: Page, site: str) -> None:
    """In the box for subscribing, and in the list of sessions."""
    page.goto(f"{site}subscribe/")
    page.locator("select[name=program]").select_option("google")
    expect(page.locator("[data-link=google]")).to_be_visible()
    page.goto(f"{site}sessions/?kind=hills")
    expect(page.locator(".finder [role=status]")).to_contain_text(" of ")
    assert page.locator(".finder form").is_visible()


class Elsewhere(Quiet):
    """Another host: it notes what is asked of it, and answers with a script that would tell."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:  # noqa: N802  # the name that http.server looks for
        """Note what is asked."""
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(b"window.hit = 'elsewhere'")

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815


ATTACK = """
<script>window.hit = "inline"</script>
<script src="ELSEWHERE/x.js"></script>
<script src="data:text/javascript,window.hit='data'"></script>
<script type="module">window.hit = "module"; import("ELSEWHERE/y.js")</script>
<img src="missing.png" onerror="window.hit='onerror'">
<img src="ELSEWHERE/p.png" srcset="ELSEWHERE/q.png 2x">
<svg onload="window.hit='svg'"><image href="ELSEWHERE/i.png"/><use href="ELSEWHERE/u.svg#a"/></svg>
<svg><script>window.hit = "svg script"</script></svg>
<details open ontoggle="window.hit='toggle'">x</details>
<input autofocus onfocus="window.hit='focus'">
<video src="ELSEWHERE/v.mp4" poster="ELSEWHERE/poster.png" onerror="window.hit='video'"></video>
<audio src="ELSEWHERE/a.mp3"></audio>
<iframe src="ELSEWHERE/frame"></iframe>
<iframe src="../"></iframe>
<iframe srcdoc="<script>parent.hit='srcdoc'</script>"></iframe>
<iframe src="javascript:parent.hit='frame'"></iframe>
<object data="ELSEWHERE/o.swf"></object>
<embed src="ELSEWHERE/e.swf">
<link rel="stylesheet" href="ELSEWHERE/s.css">
<link rel="preload" as="script" href="ELSEWHERE/preload.js">
<link rel="prefetch" href="ELSEWHERE/prefetch">
<link rel="manifest" href="ELSEWHERE/manifest.json">
<link rel="icon" href="ELSEWHERE/icon.png">
<style>@import "ELSEWHERE/i.css"; body { background: url(ELSEWHERE/b.png); outline: 7px solid red; }</style>
<div style="outline: 7px solid red; background: url(ELSEWHERE/d.png)" id="styled">x</div>
<base href="ELSEWHERE/">
<a id="link" href="javascript:window.hit='link'">x</a>
<a id="ping" href="#x" ping="ELSEWHERE/ping">x</a>
<form id="form" action="ELSEWHERE/form"><button id="send">x</button></form>
<form action="javascript:window.hit='form'"><button id="run">x</button></form>
<math><mtext><img src="missing.png" onerror="window.hit='math'"></mtext></math>
<template><script>window.hit = "template"</script></template>
"""


@pytest.fixture
def attacked(built_site: Path, tmp_path: Path) -> Path:
    """A folder with what a page of the site needs, and a page that frames may try to show."""
    shutil.copytree(built_site / "assets", tmp_path / "assets")
    (tmp_path / "guide/pain").mkdir(parents=True)
    (tmp_path / "guide/pain/index.html").write_text((built_site / "guide/pain/index.html").read_text("utf-8"), "utf-8")
    (tmp_path / "guide/index.html").write_text("<script>parent.hit = 'framed'</script>")
    return tmp_path


def attack(folder: Path, elsewhere: str, policy: bool) -> None:
    """Write an attack into the text of a page that was built, past every gate; without the policy where it is to do harm."""
    file = folder / "guide/pain/index.html"
    page = file.read_text("utf-8")
    assert page.count("</article>") == 1
    page = page if policy else re.sub(r"<meta http-equiv[^>]*>", "", page)
    file.write_text(page.replace("</article>", f"{ATTACK.replace('ELSEWHERE/', elsewhere)}</article>"), "utf-8")


def harm(browser: Browser, folder: Path, policy: bool) -> list[object]:
    """What the attack achieves: scripts that ran, what another host was asked, frames with something in them, styles, addresses."""
    Elsewhere.asked.clear()
    with served(folder) as site, served(folder, Elsewhere) as elsewhere:
        attack(folder, elsewhere, policy)
        context = fresh(browser, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{site}guide/pain/", wait_until="load")
        page.wait_for_timeout(500)
        done = [page.evaluate("window.hit"), *(frame.url for frame in page.frames[1:] if frame.url.startswith("http"))]
        for style in ("document.body", "document.querySelector('#styled')"):
            done.append(page.evaluate(f"getComputedStyle({style}).outlineStyle") != "none")
        done.append(not page.evaluate("document.baseURI").startswith(site))
        for name in ("link", "ping", "run", "send"):
            page.evaluate(f"document.querySelector('#{name}')?.click()")
            page.wait_for_timeout(100)
        done += [page.evaluate("window.hit"), not page.url.startswith(f"{site}guide/pain/"), *Elsewhere.asked]
        context.close()
    return [found for found in done if found]


def test_an_attack_in_a_page_does_nothing(browser: Browser, attacked: Path) -> None:
    assert harm(browser, attacked, policy=True) == []


def test_the_same_attack_does_harm_without_the_policy(browser: Browser, attacked: Path) -> None:
    """Else the test above would prove nothing."""
    done = harm(browser, attacked, policy=False)
    assert len(done) > 10


def test_the_header_of_the_site_allows_what_its_pages_allow(built_site: Path) -> None:
    """The same directives, the scripts of all pages, and who may frame it, which a page cannot say itself."""
    header = (built_site / "policy.txt").read_text("utf-8").strip()
    assert header.endswith("; frame-ancestors 'none'")
    every = set()
    for page in built_site.rglob("*.html"):
        said = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page.read_text("utf-8"))
        assert len(said) == 1, page
        every |= set(re.findall(r"'sha256-[^']*'", said[0]))
        assert re.sub(r" 'sha256-[^']*'", "", said[0]) == re.sub(r" 'sha256-[^']*'", "", header.partition("; frame-ancestors")[0])
    assert every == set(re.findall(r"'sha256-[^']*'", header))
    assert "unsafe" not in header


def test_serve_reloads_a_page_that_changes_and_its_script_is_a_file(browser: Browser, small: Path) -> None:
    for plan in ("base", "climb"):
        (small / "plans" / f"{plan}.yaml").unlink()
    make_site(small)
    (small / "docs/index.md").write_text("# Home\n\nBefore.\n")
    with serving(small) as served, watching(browser, f"http://127.0.0.1:{served.port}/") as watched:
        watched.page.goto(f"http://127.0.0.1:{served.port}/")
        expect(watched.page.locator("article")).to_contain_text("Before.")
        assert watched.page.locator("script[src='serve.js']").count() == 1
        watched.page.evaluate("window.same = true")
        watched.page.wait_for_timeout(1000)
        assert watched.page.evaluate("window.same"), "it is not loaded again while it stays as it is"
        (small / "docs/index.md").write_text("# Home\n\nAfterwards.\n")
        expect(watched.page.locator("article")).to_contain_text("Afterwards.", timeout=60_000)
        (small / "docs/index.md").write_text("# Home\n\n[Gone](gone.md)\n")
        expect(watched.page.get_by_role("alert")).to_contain_text("gone.md", timeout=60_000)
        (small / "docs/index.md").write_text("# Home\n\nBefore.\n")
        expect(watched.page.get_by_role("alert")).to_have_count(0, timeout=60_000)
        assert [wrong for wrong in watched.wrong if "was preloaded" not in wrong] == [], "a slow machine uses fonts late"
