"""What the audit of the site looks at, and how it asks: the kinds of page, axe-core, and the questions of audit.js."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from browsing import Quiet, Watched
from playwright.sync_api import Browser, Page
from programs import missing
from project import ROOT

KINDS = {
    "home": "",
    "plans": "plans/",
    "plan": "plans/5k/",
    "variant": "plans/5k/intermediate-standard/",
    "season": "seasons/spring-and-autumn/",
    "subscribe": "subscribe/",
    "sessions": "sessions/",
    "run": "sessions/two-minutes/",
    "circuit": "sessions/strength-a/",
    "exercises": "exercises/",
    "exercise": "exercises/heel-raise/",
    "assessments": "assessments/",
    "assessment": "assessments/knee-to-wall/",
    "habits": "habits/",
    "habit": "habits/sleep-enough/",
    "efforts": "guide/efforts/",
    "readiness": "guide/readiness/",
    "cues": "guide/cues/",
    "log": "log/",
    "offline": "offline/",
    "coverage": "guide/coverage/",
    "kind-to-your-joints": "guide/kind-to-your-joints/",
    "sources": "guide/sources/",
    "how-to-use": "guide/how-to-use/",
    "glossary": "guide/glossary/",
    "guide": "guide/",
    "chapter": "guide/a-week-that-works/",
    "joint": "guide/joints/knee/",
    "contributing": "contributing/add-a-session/",
    "decision": "contributing/decisions/0018-tissue-load/",
    "not-found": "404.html",
}
"""One page of every kind. A new kind of page is a line here."""

SCHEMES = ("light", "dark")
PHONE = 390
WIDTHS = (320, PHONE, 768, 1440)
FINGER = 44
"""What a finger needs, in px."""

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = ROOT / "tests" / "node" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
QUESTIONS = (ROOT / "tests" / "audit.js").read_text("utf-8")
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; scroll-behavior: auto !important; }"
OPEN = "[...document.querySelectorAll('details')].slice(0, 20).forEach((one) => { one.open = true; })"
"""Twenty of what can be opened: the page with every plan's verdicts has 82 tables of one kind."""

FIND = """
async (tags) => {
  const options = { preload: false, resultTypes: ["violations"], runOnly: { type: "tag", values: tags } };
  const article = document.querySelector(".md-content article");
  if (article) options.rules = { "color-contrast-enhanced": { enabled: true } };
  const found = await axe.run(document, options);
  const judged = ({ id, target }) => id !== "color-contrast-enhanced" || article.contains(document.querySelector(target.at(-1)));
  return found.violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => judged({ id, target })).map((node) =>
    `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}
"""
"""One run of axe: what the tags ask for anywhere, and AAA contrast in the article."""


@cache
def axe() -> str:
    """The script of axe-core; without it the tests that need it are skipped, which is a failure in CI."""
    if not AXE.exists():
        missing(
            "axe-core is not installed. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm), then: make axe"
        )
    return AXE.read_text("utf-8")


class Visit:
    """A page of the site as one reader has it, what can be opened on it open, and nothing on it moving."""

    def __init__(self, browser: Browser, site: str, path: str, scheme: str = "light", **kept: str) -> None:
        """Open a page, for a reader who has chosen what is `kept`: `level`, `units`."""
        self.scheme = scheme
        self.watched = Watched(browser, site, PHONE, 844, scheme, reduced_motion="reduce", bypass_csp=True)  # for our own style
        self.page: Page = self.watched.page
        for name, value in kept.items():
            self.page.add_init_script(f"localStorage.setItem('lasting-speed.{name}', '{value}')")
        self.page.goto(f"{site}{path}", wait_until="load")
        self.page.add_style_tag(content=STILL)
        self.page.evaluate(OPEN)
        self.page.evaluate(QUESTIONS)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.page.context.close()

    def at(self, width: int) -> None:
        """Look at it on a screen that is so many px wide."""
        self.page.set_viewport_size({"width": width, "height": 844 if width < 700 else 900})
        self.settle()

    def settle(self) -> None:
        """Let the page answer to what happened: two frames."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def asked(self, question: str) -> list[str]:
        """The answer of audit.js: what is wrong."""
        found: list[str] = self.page.evaluate(f"audit.{question}")
        return found

    def faults(self) -> list[str]:
        """What axe finds: WCAG 2.2 AA and good practice anywhere, AAA contrast in the article."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe())
        found: list[str] = self.page.evaluate(FIND, list(TAGS))
        return found


class Noted(Quiet):
    """Serves files, and notes the path of each that is asked for."""

    asked: list[str]

    def do_GET(self) -> None:  # noqa: N802, the name is the library’s
        """Note what is asked for, then serve it."""
        self.asked.append(self.path.split("?")[0].lstrip("/"))
        super().do_GET()


def noting() -> type[Noted]:
    """A server that starts with no notes."""
    return type("Noting", (Noted,), {"asked": []})


TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".ics", ".webmanifest"}


def weight(folder: Path, asked: Iterable[str]) -> dict[str, int]:
    """Bytes of each file that was asked for as a good host sends it: text compressed, pictures and fonts as they are."""

    def sent(path: str) -> int:
        file = folder / (f"{path}index.html" if path.endswith("/") or not path else path)
        content = file.read_bytes()
        return len(gzip.compress(content, 9)) if file.suffix in TEXT else len(content)

    return {path: sent(path) for path in asked}


def lines(found: Iterable[Any]) -> str:
    """What is wrong, one line for each, for the message of a failed test."""
    return "\n".join(dict.fromkeys(map(str, found)))
