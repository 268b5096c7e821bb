"""The reading grade: what counts as a sentence of a chapter."""

from __future__ import annotations

from reading import sentences

PAGE = """---
description: Not read.
---

# A title

Run easily.<br />Then walk <span class="evidence">(weak evidence: [Billat 2000](sources.md))</span>.

- First item
- Second item?

| a | table |
| --- | --- |
| not | read |

<!-- html -->
<ul class="ticks on-paper"><li>Not read</li></ul>
<svg class="picture"><path d="M0 0"/><text>Not read</text></svg>
<!-- /html -->

??? note "Sources of this page"

    - Not read

The end.
"""


def test_sentences_are_read_and_nothing_else_is() -> None:
    assert sentences(PAGE).splitlines() == ["Run easily.Then walk .", "First item.", "Second item?", "The end."]
