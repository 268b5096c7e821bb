"""Chapters to pages: numbers, doses and sources come from the data, and change with it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from small import sound

from toolkit.app.build import Build, Surroundings
from toolkit.feeds.identity import History
from toolkit.library import Library
from toolkit.models import LIMITS, Limit
from toolkit.prose import BLOCKS, FORMS, read_chapter
from toolkit.site.chapter import SAID, SHOWN, chapter_markdown, say_limit
from toolkit.site.links import Links, in_markdown

SURROUNDINGS = Surroundings("https://lasting-speed.example/", History(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 22))


CHAPTER = """---
description: Go, ease or stop.
---

# Go, ease or stop

**Green.** {readiness green}

Hard days lie {limit hours-between-hard intermediate standard} apart, up to {limit hours-between-hard} for some, and a moderate day
{limit hours-between-hard moderate} from either. {evidence hours-between-hard}

Run by effort: threshold is {rpe threshold} of 10. {talk threshold} Think of {cue quick-turnover}.

{level returning} {rhythm extended}

Begin with {session two-minutes}: {dose two-minutes advanced}; its top is {dose two-minutes advanced top}. It helps
[weak, in young men: @a_trial; @a_review], or so coaches say [convention].
An own word for [a squat](../exercises/squat.md) is no value, and
{plan small} lasts {weeks small intermediate-standard}.

{limits hard-units}

{week small intermediate-standard load}

{profile two-minutes intermediate}

## What to do next

- {exercise squat}
"""


@pytest.fixture
def written_in(small: Path) -> Library:
    """The small project’s library with a chapter."""
    chapter = small / "docs/guide/readiness.md"
    chapter.parent.mkdir(parents=True)
    chapter.write_text(CHAPTER, "utf-8")
    return sound(small)


def page(library: Library, path: str = "guide/readiness.md") -> str:
    return next(output.content.decode() for output in Build(library, SURROUNDINGS).pages() if output.path == path)


def said(library: Library, text: str) -> str:
    """A line of a chapter as its page has it, without the list of its sources."""
    return (
        chapter_markdown(library, {}, Links(library, in_markdown("../")), read_chapter("docs/guide/a.md", text), lambda *_: "")
        .split("\n??? ")[0]
        .strip()
    )


def test_every_form_has_a_way_to_be_said() -> None:
    assert SAID.keys() == FORMS.keys() - set(BLOCKS)
    assert SHOWN.keys() == set(BLOCKS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{limit hours-between-hard intermediate standard}", "72 hours"),
        ("{limit hours-between-hard intermediate}", "48 to 96 hours"),
        ("{limit hours-between-hard 70+}", "72 to 96 hours"),
        ("{limit hours-between-hard}", "48 to 96 hours"),
        ("{limit hours-between-hard moderate}", "48"),
        ("{limit zero-impact-days advanced 40-49}", "1 day"),
        ("{limit hard-units returning 70+}", "0.5 hard units"),
        ("{limit reset-cut advanced 40-49}", "25 to 35 percent"),
        ("{limit hard-after-race intermediate standard 10k}", "7 days"),
        ("{limit hard-after-race intermediate standard}", "5 to 12 days"),
        ("{rpe threshold}", "5 to 6"),
        ("{cue soft-landings}", "“soft landings”"),
        ("{result knee-to-wall differ}", "2"),
        ("{weeks 10k intermediate-standard}", "11 weeks"),
        ("{session easy-run}", "[Easy run](../sessions/easy-run.md)"),
        ("{plan 5k}", "[A faster 5 km](../plans/5k/index.md)"),
        ("{season track-summer}", "[A summer on the track](../seasons/track-summer.md)"),
        ("{dose minutes intermediate}", "3 × (1 min at 5 km effort, 90 s jog)"),
        (
            "[moderate, in young men: @roberts_2015]",
            '<span class="evidence">(moderate evidence, in young men: [Roberts 2015](../guide/sources.md#roberts-2015))</span>',
        ),
        (
            "[weak: @borg_1982; @daniels_book; @billat_2000]",
            '<span class="evidence">(weak evidence: [Borg 1982](../guide/sources.md#borg-1982), from memory; '
            "[Daniels 2014](../guide/sources.md#daniels-book), second-hand; [Billat 2000](../guide/sources.md#billat-2000))</span>",
        ),
        ("[convention]", '<span class="evidence">(convention)</span>'),
        ("[An easy run](../sessions/easy-run.md)", "[An easy run](../sessions/easy-run.md)"),
    ],
)
def test_a_value_is_said_in_words(frozen: Library, text: str, wanted: str) -> None:
    assert said(frozen, f"Before {text} after.") == f"Before {wanted} after."


def test_every_limit_can_be_said(frozen: Library) -> None:
    link = Links(frozen, in_markdown("../"))
    for name, further in LIMITS.items():
        assert re.fullmatch(r"[\d.]+( to [\d.]+)? [a-z ]+", say_limit(frozen, link, name)), name
        assert [re.fullmatch(r"[\d.]+", say_limit(frozen, link, name, one)) is not None for one in further] == [True] * len(further)


def test_a_number_changes_with_the_data_and_nothing_else_does(written_in: Library) -> None:
    """Prose and table alike."""
    library = written_in
    old = library.limits["hard-units"]
    new: Limit = old.model_copy(update={"values": {**old.values, "returning": ("7.5", "1.0", "1.0", "0.5")}})
    before, after = page(library), page(replace(library, limits={**library.limits, "hard-units": new}))
    assert before.replace("| Returning | 1.0 |", "| Returning | 7.5 |") == after != before


def test_evidence_of_a_limit_is_that_of_its_file(frozen: Library) -> None:
    text = said(frozen, "{evidence reset-weeks}")
    assert text.startswith('<span class="evidence">(convention: ')
    assert "[Bell 2023](../guide/sources.md#bell-2023-deload)" in text


def test_a_chapter_ends_with_what_it_cites_each_once(written_in: Library) -> None:
    text = page(written_in).split('??? note "Sources of this page"')[1]
    cited = re.findall(r"^    - \[[^]]+\]\(\.\./guide/sources\.md#([\w-]+)\)(?:, from memory|, second-hand)?: ", text, re.MULTILINE)
    assert cited == [name.replace("_", "-") for name in written_in.chapters["guide/readiness.md"].cited]
    assert len(cited) == len(set(cited)) == 2


def test_the_chapter_of_the_small_project_reads_well(written_in: Library) -> None:
    text = page(written_in)
    assert "Hard days lie 72 hours apart, up to 48 to 96 hours for some" in text
    assert '<svg class="picture' in text
    assert "A small 5 km plan](../plans/small/index.md), intermediate, standard, [week " in text
    assert "{" not in re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
