"""Finished pages: whatever generator built them, what it was given is in them, and every link leads somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.app.build_folder import Manifest, write_manifest
from toolkit.app.environment import BuildError
from toolkit.app.finish import Finisher, FinishError
from toolkit.app.finish_site import finish_site, html_path
from toolkit.site.markup import Tooltips
from toolkit.site.policy import PolicyError
from toolkit.site.source import PLACEHOLDER, TEXT_END, TEXT_START

FRAME = '<head><meta charset="utf-8"><link href="{up}assets/site.css"><script>ours()</script></head><body>{text}</body>'
TERMS = {"rung": (["rung"], "a step of a ladder")}


def built(text: str, up: str = "") -> str:
    """A page as a generator builds it."""
    return FRAME.format(up=up, text=f"<h1>T</h1>\n{TEXT_START}\n{text}\n{TEXT_END}")


@pytest.fixture
def finisher() -> Finisher:
    return Finisher(Tooltips(TERMS), {"assets/site.css": "0123abcd"}, frozenset({"ours()"}))


def test_html_is_inserted_in_order_and_the_marks_are_gone(finisher: Finisher) -> None:
    page = built(f"<p>A rung.</p>\n{PLACEHOLDER}\n<p>b</p>\n{PLACEHOLDER}")
    done = finisher.page("a.md", page, ["<p>One rung</p>", "<p>Two</p>"], by_hand=False)
    body = done.html.partition("<body>")[2]
    explained = '<abbr title="a step of a ladder" tabindex="0">rung</abbr>'
    assert body == f"<h1>T</h1>\n<p>A {explained}.</p>\n<p>One rung</p>\n<p>b</p>\n<p>Two</p></body>"
    assert 'href="assets/site.css?v=0123abcd"' in done.html
    assert done.html.index("Content-Security-Policy") < done.html.index("<script>")


@pytest.mark.parametrize(
    ("page", "parts", "message"),
    [
        (FRAME.format(up="", text="<p>a</p>"), [], "left out the comments around its text"),
        (built(PLACEHOLDER), [], "1 placeholders for 0 pieces of HTML"),
        (built("<p>a</p>"), ["<p>x</p>"], "0 placeholders for 1 pieces of HTML"),
        (built("<p onclick='x()'>a</p>"), [], "Take it out"),
    ],
)
def test_a_page_that_is_not_what_the_generator_was_given_is_refused(
    finisher: Finisher, page: str, parts: list[str], message: str
) -> None:
    with pytest.raises(FinishError, match=message):
        finisher.page("a.md", page, parts, by_hand=True)


def test_marks_that_a_text_writes_itself_do_not_make_it_part_of_the_frame(finisher: Finisher) -> None:
    """Else its scripts would run."""
    page = built(f"<p>a</p>\n{TEXT_END}<script>evil()</script>{TEXT_START}\n<p>b</p>")
    assert len(finisher.page("a.md", page, [], by_hand=False).scripts) == 1


def test_a_script_in_the_frame_that_is_not_the_themes_is_refused(finisher: Finisher) -> None:
    with pytest.raises(PolicyError, match=r"evil\(\)"):
        finisher.page("a.md", built("<p>a</p>").replace("<body>", "<body><script>evil()</script>"), [], by_hand=False)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("index.md", "index.html"),
        ("log.md", "log/index.html"),
        ("plans/index.md", "plans/index.html"),
        ("plans/README.md", "plans/index.html"),
        ("plans/5k/index.md", "plans/5k/index.html"),
        ("sessions/reindex.md", "sessions/reindex/index.html"),
        ("404.html", "404.html"),
    ],
)
def test_each_page_is_a_folder_of_its_own(page: str, file: str) -> None:
    assert html_path(page) == file


class Folder:
    """A build folder, and what a generator has built of it: two pages that link to each other."""

    def __init__(self, top: Path) -> None:
        self.top, self.html, self.site = top / "export", top / "html", top / "site"
        self.site.mkdir(parents=True)
        self.write("index.html", built('<p><a href="log/#there">Log</a></p>'))
        self.write("log/index.html", built('<h2 id="there">There</h2>\n<p><a href="../calendars/a.ics">Feed</a></p>', "../"))
        self.write("404.html", FRAME.format(up="/", text="None"))
        self.write("assets/site.css", "p {}")
        (self.top / "files/calendars").mkdir(parents=True)
        (self.top / "files/calendars/a.ics").write_text("BEGIN:VCALENDAR")
        write_manifest(self.top, Manifest("https://a.example/", {"index.md": None, "log.md": None}, {}, []))

    def write(self, path: str, text: str) -> None:
        (self.html / path).parent.mkdir(parents=True, exist_ok=True)
        (self.html / path).write_text(text, "utf-8")

    def refusal(self) -> str:
        with pytest.raises(BuildError) as error:
            finish_site(self.top, self.html, self.site)
        return str(error.value)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_site_has_finished_pages_all_other_files_and_its_policy(folder: Folder) -> None:
    finish_site(folder.top, folder.html, folder.site)
    assert TEXT_START not in (folder.site / "log/index.html").read_text("utf-8")
    assert (folder.site / "calendars/a.ics").read_text() == "BEGIN:VCALENDAR"
    assert (folder.site / "assets/site.css").read_text() == "p {}"
    assert (folder.site / "policy.txt").read_text().endswith("frame-ancestors 'none'\n")


def test_a_page_that_the_generator_skipped_is_refused(folder: Folder) -> None:
    """With exit code 0 one did: it knew nothing of a plugin that made pages."""
    (folder.html / "log/index.html").unlink()
    assert folder.refusal() == "pages cannot be finished:\nlog.md: the generator has not built it."


def test_a_page_that_was_not_given_to_the_generator_is_refused(folder: Folder) -> None:
    folder.write("blog/index.html", built("<p>a</p>"))
    assert "blog/index.html: this page was not given to the generator." in folder.refusal()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#there", "#nowhere", "index.html: log/#nowhere: the page has no place “nowhere”."),
        ("log/#there", "logs/", "index.html: logs/: there is no such file."),
        ("log/#there", "https://a.example/logs/", "index.html: https://a.example/logs/: there is no such file."),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(folder: Folder, old: str, new: str, message: str) -> None:
    folder.write("index.html", (folder.html / "index.html").read_text("utf-8").replace(old, new))
    assert folder.refusal() == f"links lead nowhere:\n{message}"


def test_links_in_inserted_html_are_followed_too(folder: Folder) -> None:
    folder.write("log/index.html", built(f'<h2 id="there">There</h2>\n{PLACEHOLDER}', "../"))
    (folder.top / "parts").mkdir()
    (folder.top / "parts/log.json").write_text(json.dumps(['<p><a href="../gone/">Gone</a></p>']))
    assert "log/index.html: ../gone/: there is no such file." in folder.refusal()


def test_a_site_below_a_path_of_its_host_is_followed_from_there(folder: Folder) -> None:
    """As on GitHub Pages: the page for missing ones may be shown at any address, so its links begin with that path."""
    pages = {"index.md": None, "log.md": None}
    write_manifest(folder.top, Manifest("https://a.example/running/", pages, {}, []))
    folder.write("404.html", FRAME.format(up="/running/", text='<a href="/running/log/">Log</a><a href="/elsewhere/">Other</a>'))
    finish_site(folder.top, folder.html, folder.site)
    folder.write("404.html", FRAME.format(up="/running/", text='<a href="/running/gone/">Log</a>'))
    assert "404.html: /running/gone/: there is no such file." in folder.refusal()


def test_links_to_others_are_not_followed(folder: Folder) -> None:
    page = (folder.html / "index.html").read_text("utf-8")
    for link in ("https://b.example/x", "mailto:a@b.example", "webcal://a.example/calendars/b.ics", "data:image/png;base64,AA"):
        folder.write("index.html", page.replace("log/#there", link))
        finish_site(folder.top, folder.html, folder.site)


def test_a_folder_without_a_page_for_missing_ones_is_refused(folder: Folder) -> None:
    (folder.html / "404.html").unlink()
    assert "has built no 404.html" in folder.refusal()
