"""Chapters to their parts: every value, citation and link is found at its place, and nothing else is."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.prose import BLOCKS, FORMS, Citation, Link, Value, check_chapter, read_chapter

TEXT = """# Hills

Hard days lie {limit hours-between-hard intermediate} apart [moderate, in men
of 60: @herbert_2015; @yasar_2019]. So [coaches](https://example.org) do [convention].
[The squat](../../exercises/squat.md#how) { .note } `{` {} {limits hard-units}
"""


def test_values_citations_and_links_are_found_in_their_order() -> None:
    value, cited, plain, link, block = read_chapter("a.md", TEXT).parts
    assert isinstance(value, Value)
    assert (value.name.text, [word.text for word in value.words]) == ("limit", ["hours-between-hard", "intermediate"])
    assert isinstance(cited, Citation)
    assert (cited.strength.text, cited.note) == ("moderate", "in men of 60")
    assert [source.text for source in cited.sources] == ["herbert_2015", "yasar_2019"]
    assert isinstance(plain, Citation)
    assert (plain.strength.text, plain.note, plain.sources) == ("convention", "", ())
    assert isinstance(link, Link)
    assert (link.sort, link.name.text) == ("exercise", "squat")
    assert isinstance(block, Value)
    assert block.name.text in BLOCKS


def test_every_word_of_a_part_is_where_it_says() -> None:
    chapter = read_chapter("a.md", TEXT)
    words = []
    for part in chapter.parts:
        if isinstance(part, Citation):
            words += [part.strength, *part.sources]
        else:
            words += [part.name, *(part.words if isinstance(part, Value) else ())]
    assert len(words) == 10
    assert [chapter.text[word.at :].startswith(word.text) for word in words] == [True] * len(words)


def test_a_problem_says_the_line_and_the_column_of_its_place() -> None:
    chapter = read_chapter("a.md", TEXT)
    problem = chapter.problem(next(part for part in chapter.parts if isinstance(part, Citation)).sources[0].at, "no")
    assert (problem.line, problem.column) == (4, 9)
    assert problem.source.startswith("of 60: @herbert_2015")


def test_windows_line_ends_move_nothing() -> None:
    assert read_chapter("a.md", TEXT.replace("\n", "\r\n")) == read_chapter("a.md", TEXT)


@given(
    st.lists(st.sampled_from([*"{}[](): @;,\n`#|é", "limit", "hard-units", "moderate", "convention", "../sessions/", ".md"])).map(
        "".join
    )
)
@example("[convention](a.md)")
@example("[moderate: @a: @b]")
@example("[: @]")
def test_whatever_is_written_is_read_and_checked_without_a_traceback(text: str) -> None:
    chapter = read_chapter("a.md", text)
    for part in chapter.parts:
        if not isinstance(part, Link):
            assert text[part.start] + text[part.end - 1] in ("{}", "[]")
    for problem in check_chapter(chapter, lambda noun, before: ("hard-units",)):
        assert problem.line <= text.count("\n") + 1


def test_a_block_comes_after_every_form_that_is_a_few_words() -> None:
    assert list(FORMS)[-len(BLOCKS) :] == list(BLOCKS)
