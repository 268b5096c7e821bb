"""Only pages, pictures and fonts are published from docs/, and a picture runs and loads nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import project_in

from toolkit.checks.pages import check_pages
from toolkit.checks.pictures import judge_picture

FILES = {
    "docs/guide/page.html": "<script>alert(1)</script>",
    "docs/guide/page.htm": "x",
    "docs/page.markdown": "# x",
    "docs/page.mkd": "# x",
    "docs/evil.js": "alert(1)",
    "docs/guide/evil.css": "a{}",
    "docs/assets/javascripts/bundle.min.js": "alert(1)",
    "docs/assets/stylesheets/main.min.css": "a{}",
    "docs/assets/js/deeper/x.js": "alert(1)",
    "docs/x.svgz": "x",
    "docs/x.xml": "<x/>",
    "docs/assets/x.wasm": "x",
    "docs/assets/x": "x",
    "docs/a b.md": "# x",
    "docs/é.md": "# x",
    "docs/\x1b]0;x\x07.md": "# x",
    "docs/a\nb.md": "# x",
    "docs/<img src=x onerror=alert(1)>.md": "# x",
    "docs/x&quot;/y.md": "# x",
    "docs/p.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
}


@pytest.mark.parametrize("path", FILES)
def test_only_pages_pictures_and_fonts_are_published_from_docs(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(FILES[path])
    assert [problem.path for problem in check_pages(project_in(tmp_path))] == [path]


def test_scripts_and_modules_are_published_from_their_folders(tmp_path: Path) -> None:
    for path in ("docs/assets/x.js", "docs/assets/js/x.js", "docs/sw.js"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    assert list(check_pages(project_in(tmp_path))) == []


def test_a_link_to_what_is_not_ours_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "p/docs/guide").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "p/docs/a.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "p/docs/b").symlink_to(tmp_path / "folder")
    (tmp_path / "p/docs/c.txt").symlink_to(tmp_path / "p/docs/c.txt")
    assert [problem.path for problem in check_pages(project_in(tmp_path / "p"))] == ["docs/a.txt", "docs/b", "docs/c.txt"]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml">{}</svg>'
PICTURES = (
    "<script>alert(1)</script>",
    "<h:script>alert(1)</h:script>",
    "<foreignObject><h:iframe/></foreignObject>",
    '<path onload="alert(1)"/>',
    '<path xlink:href="https://evil.example"/>',
    '<a href="javascript:alert(1)"><path/></a>',
    '<use href="https://evil.example/x.svg#a"/>',
    '<image href="https://evil.example/p.png"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>a{background:url(https://evil.example)}</style>",
    "<style>a{background:u\\72l(https://evil.example)}</style>",
    "<style>a{background:u<tspan/>rl(https://evil.example)}</style>",
    "<style>a{background:image-set('https://evil.example/p.png' 1x)}</style>",
    "<style>a{background:-webkit-image-set('https://evil.example/p.png' 1x)}</style>",
    "<path style=\"cursor:image-set('https://evil.example/p.png' 1x),auto\"/>",
    '<path fill="src(&#34;https://evil.example&#34;)"/>',
    "<text>a&#x202e;b</text>",
    '<path style="fill:url(https://evil.example)"/>',
    '<path fill="url(https://evil.example#a)"/>',
    "<path>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
)


@pytest.mark.parametrize("inside", PICTURES)
def test_a_picture_runs_and_loads_nothing(inside: str) -> None:
    assert judge_picture(SVG.format(inside))


def test_a_picture_declares_nothing_and_may_have_shapes_words_and_colours() -> None:
    assert judge_picture('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>"))
    assert (
        judge_picture(SVG.format('<g class="a"><path d="M0 0" fill="#fff"/><text x="1">a</text></g><style>.a{fill:red}</style>'))
        == []
    )
    assert (
        judge_picture(
            SVG.format(
                '<defs><linearGradient id="url"><stop stop-color="rgb(1, 2, 3)"/></linearGradient></defs>'
                '<g transform="translate(1 2) rotate(3)" class="curl" aria-label="What is important (0 to 10)">'
                '<path fill="url(#url)"/></g>'
                "<style>@media (prefers-color-scheme: dark) { .a { fill: hsl(1 2% 3%) } }</style>"
            )
        )
        == []
    )
