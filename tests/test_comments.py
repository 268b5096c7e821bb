"""Comments: where one would cut a text that readers see it is refused; everywhere else it is let be."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import change
from small import check, said

FILE = "templates/easy/easy-run.yaml"
HARD = "templates/intervals/two-minutes.yaml"
CUT = [
    ("avoid: pain #1 of all kinds", "#1 of all kinds"),
    ("avoid: pain   # of all kinds", "# of all kinds"),
    ("avoid: pain\t#of all kinds", "#of all kinds"),
    ("avoid: pain, #1 of all kinds", "#1 of all kinds"),
    ("avoid: pain\n  of the knee #1 of all kinds", "#1 of all kinds"),
    ("avoid: pain\n  #1 of all kinds", "#1 of all kinds"),
    ("avoid: pain\n\n    # of all kinds", "# of all kinds"),
    ("avoid: #1 of all pain\n  of the knee", "#1 of all pain"),
    ('avoid: #1 of all pain\n  "of the knee"', "#1 of all pain"),
    ("avoid: #1 of all pain\n  # and more\n\n  of the knee", "#1 of all pain"),
]
LET_BE = [
    "avoid: 'pain #1 of all kinds'",
    'avoid: "pain"   # a note for authors',
    "avoid: 'pain\n  #1 of all kinds'",
    "avoid: pain#1 of all kinds",
    "avoid: >-\n  pain #1 of\n  # all kinds",
    "avoid: >-   # folded\n  pain of all kinds",
    "avoid: pain\n# a note for authors",
    "# a note for authors\navoid: pain",
]


def avoid(root: Path, lines: str) -> None:
    """Give the easy run other lines for its field `avoid`."""
    text = (root / FILE).read_text("utf-8").splitlines(keepends=True)
    changed = [f"{lines}\n" if line.startswith("avoid: ") else line for line in text]
    (root / FILE).write_text("".join(changed), "utf-8")


@pytest.mark.parametrize(("lines", "lost"), CUT)
def test_a_comment_that_cuts_a_text_is_refused(lines: str, lost: str, small: Path) -> None:
    avoid(small, lines)
    assert [problem.message for problem in check(small)] == [
        f"avoid: a comment cuts this text: readers would miss “{lost}”. "
        "Put the whole text in quotes, or the comment on a line of its own, above."
    ]


@pytest.mark.parametrize("lines", LET_BE)
def test_a_comment_that_cuts_nothing_is_let_be(lines: str, small: Path) -> None:
    avoid(small, lines)
    assert check(small) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("templates/cues.yaml", ", category", ", #1 of all\n  category"),
        ("templates/readiness.yaml", "red: ", "red: See #1 "),
        ("templates/exercises/squat.yaml", "feel: ", "feel: A stretch #2 "),
        ("templates/exercises/squat.yaml", "[Go slowly., Come back.]", "\n  - Go slowly. #1 of two\n  - Come back."),
        ("templates/exercises/squat.yaml", "[Go slowly., Come back.]", "[Go slowly, #1 of two\n  Come back.]"),
        ("plans/small.yaml", "name: Ground work", "name: Ground work # first"),
        ("templates/limits.yaml", "why: ", "why: It is #1 "),
    ],
)
def test_every_sort_of_text_is_kept_whole(file: str, old: str, new: str, small: Path) -> None:
    change(small / file, old, new)
    assert f"{file}:" in said(small)
    assert "a comment cuts this text: readers would miss “#" in said(small)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (HARD, "  - 3x(2min @5k, 2min jog)", "  - 3x(2min @5k, 2min jog) # one more"),
        (HARD, "load: {tissues: {calf-achilles: 1,", "load: {tissues: {calf-achilles: 1, # lightly\n  "),
        (HARD, "avoid: calf", "# when not to\navoid: calf"),
        (HARD, "cues: [precise-pacing, quick-turnover]", "cues: [precise-pacing, # first\n  quick-turnover] # two"),
        (HARD, "reviewed: 2026-11-01", "reviewed: 2026-11-01   # read again"),
        ("plans/small.yaml", "stand_in: easy-run", "stand_in: easy-run # until then"),
        ("plans/small.yaml", "  - name: Ground work\n", "  - name: Ground work\n    # what it is for\n"),
        ("templates/missed.yaml", "    back: 2", "    back: 2  # weeks"),
    ],
)
def test_numbers_names_and_rungs_may_have_comments_beside_them(file: str, old: str, new: str, small: Path) -> None:
    change(small / file, old, new)
    assert check(small) == []
