"""What the audit of the site looks at, and how it asks: the kinds of page, axe-core, and the questions of audit.js."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from browsing import Quiet, Watched, until
from playwright.sync_api import Browser, Page
from programs import missing
from project import ROOT

from toolkit.library import Library
from toolkit.models import LEVELS, Plan, Session

PAGES = {
    "home": "",
    "plans": "plans/",
    "subscribe": "subscribe/",
    "sessions": "sessions/",
    "exercises": "exercises/",
    "assessments": "assessments/",
    "habits": "habits/",
    "efforts": "guide/efforts/",
    "paces": "paces/",
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
    "contributing": "contributing/add-a-session/",
    "not-found": "404.html",
}
"""The pages that are the only one of their kind."""


def whole(library: Library) -> Plan:
    """The first plan of those with the most variants."""
    return max(library.plans.values(), key=lambda plan: len(plan.variants))


def variant(library: Library) -> str:
    """The address of a variant with calendars from the middle of that plan."""
    plan = whole(library)
    fresh = [one for one in plan.variants if not one.trained]
    return f"plans/{plan.id}/{fresh[len(fresh) // 2]}/"


def trained(library: Library) -> str:
    """The address of a variant without calendars."""
    return next(f"plans/{plan.id}/{one}/" for plan in library.plans.values() for one in plan.variants if one.trained)


def briefest(site: Path, sessions: int = 1) -> str:
    """The address of the variant for which a phone keeps the fewest pages, of those with at least so many sessions."""
    pages = {file: file.read_text("utf-8").partition('class="keep ')[2] for file in site.glob("plans/*/*/index.html")}
    kept = {file: re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)[0] for file, page in pages.items() if page}
    lists = {file: json.loads(addresses) for file, addresses in kept.items()}
    many = [file for file in lists if len(set(re.findall(r"/sessions/([\w-]+)/", file.read_text("utf-8")))) >= sessions]
    return f"{min(many, key=lambda file: (len(lists[file]), file)).parent.relative_to(site).as_posix()}/"


def session(library: Library, fits: Callable[[Session], bool]) -> str:
    """The address of the session with the most on its page among those for every level that fit."""
    fitting = [one for one in library.sessions.values() if fits(one) and set(one.start) == set(LEVELS)]
    return f"sessions/{max(fitting, key=lambda one: len(str(one.rungs))).id}/"


def chapter(library: Library, folder: str) -> str:
    """The address of the first chapter of a folder that has no kind of its own."""
    pages = [name.replace(".md", "/") for name in library.chapters if not name.endswith("index.md")]
    return next(page for page in pages if page.rpartition("/")[0].rpartition("/")[0] == folder and page not in PAGES.values())


def decision() -> str:
    """The address of the first decision."""
    return f"contributing/decisions/{min((ROOT / 'docs/contributing/decisions').glob('[0-9]*.md')).stem}/"


OF_MANY: dict[str, Callable[[Library], str]] = {
    "plan": lambda library: f"plans/{whole(library).id}/",
    "variant": variant,
    "trained": trained,
    "season": lambda library: f"seasons/{next(iter(library.seasons))}/",
    "run": lambda library: session(library, lambda one: one.mode == "run" and bool(one.warm_up)),
    "circuit": lambda library: session(library, lambda one: one.kind == "strength"),
    "exercise": lambda library: f"exercises/{next(iter(library.exercises))}/",
    "assessment": lambda library: f"assessments/{next(iter(library.assessments))}/",
    "habit": lambda library: f"habits/{next(iter(library.habits))}/",
    "chapter": lambda library: chapter(library, "guide"),
    "joint": lambda library: chapter(library, "guide/joints"),
    "decision": lambda library: decision(),
}
"""How one page is chosen where there are many of its kind."""

KINDS = (*PAGES, *OF_MANY)
"""A new kind of page is a line in one of the two."""


def one(kind: str, library: Library) -> str:
    """The address of a page of a kind, from the top of the site."""
    return PAGES[kind] if kind in PAGES else OF_MANY[kind](library)


SCHEMES = {"light": "default", "dark": "slate"}
"""What a reader prefers, and what the theme calls it."""
PHONE = 390
WIDTHS = (320, PHONE, 768, 1440)
FINGER = 44
"""What a finger needs, in px."""

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = ROOT / "tests" / "node" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
QUESTIONS = (ROOT / "tests" / "audit.js").read_text("utf-8")
STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, *::before, *::after {" +
    " transition: none !important; animation: none !important; scroll-behavior: auto !important; }");
  document.adoptedStyleSheets.push(still);
}"""
"""Our own style, in the way that the policy of the page lets in."""
OPEN = "[...document.querySelectorAll('details')].slice(0, 20).forEach((one) => { one.open = true; })"
"""Twenty of what can be opened: the page with every plan's verdicts has 82 tables of one kind."""

FIND = """
async ([tags, thin]) => {
  const options = { preload: false, resultTypes: ["violations"], runOnly: { type: "tag", values: tags } };
  const article = document.querySelector(".md-content article");
  if (article) options.rules = { "color-contrast-enhanced": { enabled: true } };
  const restore = thin ? audit.thinned() : () => {};
  try {
    const found = await axe.run(document, options);
    const judged = ({ id, target }) => id !== "color-contrast-enhanced" || article.contains(document.querySelector(target.at(-1)));
    return found.violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => judged({ id, target })).map((node) =>
      `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
  } finally {
    restore();
  }
}
"""
"""One run of axe: what the tags ask for anywhere, and AAA contrast in the article; of a thinned page if it is to be quick."""


@cache
def axe() -> str:
    """The script of axe-core; without it the tests that need it are skipped, which is a failure in CI."""
    if not AXE.exists():
        missing(
            "axe-core is not installed. Install Node.js 18 or later with npm (Debian: apt-get install nodejs npm), then: make axe"
        )
    return AXE.read_text("utf-8")


def find_faults(page: Page) -> list[str]:
    """What axe finds wrong with a page as it is, once it has answered to what happened."""
    page.evaluate(SETTLED)
    page.evaluate(axe())
    found: list[str] = page.evaluate(FIND, [list(TAGS), False])
    return found


SWITCH = """(scheme) => document.querySelector(`input[name=__palette][data-md-color-media*="${scheme}"]`).click()"""
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Two frames, in which the page answers to what happened."""
COMPLETE = """navigator.serviceWorker.ready
  .then(() => Promise.all([caches.match(location.href), document.fonts.ready]))
  .then(([kept]) => Boolean(kept) && [...document.images].every((one) => one.complete || one.loading === "lazy"))"""
"""Whether the page has all that it asks for by itself, and the worker, which begins last, has the page."""


class Visit:
    """A page of the site as one reader has it, its policy in force, what can be opened on it open, and nothing on it moving."""

    def __init__(self, browser: Browser, site: str, path: str, scheme: str = "light", **kept: str) -> None:
        """Open a page, for a reader who has chosen what is `kept`: `level`, `units`."""
        self.site = site
        self.watched = Watched(browser, site, PHONE, 844, scheme, reduced_motion="reduce")
        self.page: Page = self.watched.page
        for name, value in kept.items():
            self.page.add_init_script(f"localStorage.setItem('lasting-speed.{name}', '{value}')")
        self.open(path)

    def open(self, path: str) -> None:
        """Go to a page, on a phone, and forget what went wrong before."""
        self.page.set_viewport_size({"width": PHONE, "height": 844})
        self.watched.wrong.clear()
        self.page.goto(f"{self.site}{path}", wait_until="load")
        self.page.evaluate(STILL)
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

    def shown(self, scheme: str) -> None:
        """Look at it in light or dark colours, as whoever prefers them and has the page in them."""
        if self.colours() != SCHEMES[scheme]:
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            self.page.evaluate(SWITCH, scheme)
            self.settle()
        assert self.colours() == SCHEMES[scheme]

    def colours(self) -> str:
        """What the theme calls the colours that it shows."""
        return str(self.page.locator("body").get_attribute("data-md-color-scheme"))

    def settle(self) -> None:
        """Let the page answer to what happened."""
        self.page.evaluate(SETTLED)

    def complete(self) -> None:
        """Wait until the page has all that it asks for, and has answered to it."""
        until(self.page, COMPLETE)
        self.settle()

    def asked(self, *questions: str) -> list[str]:
        """The answers of audit.js: what is wrong."""
        found: list[str] = self.page.evaluate(f"[].concat({', '.join(f'audit.{one}' for one in questions)})")
        return found

    def tabbed(self) -> list[str] | None:
        """Go to the next stop of the keyboard; what is wrong there, or nothing at all at the end of the page."""
        self.page.keyboard.press("Tab")
        found: list[str] | None = self.page.evaluate(f"{SETTLED}.then(() => audit.unseenFocus())")
        return found

    def faults(self, *, thin: bool = False) -> list[str]:
        """What axe finds: WCAG 2.2 AA and good practice anywhere, AAA contrast in the article.

        Where it is thin, only on two of what is alike at a place, such as the rows of a long table.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe())
        found: list[str] = self.page.evaluate(FIND, [list(TAGS), thin])
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
