"""The traffic light of pain is one: in the chapter on pain and in the sentences that every session shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.library import Library
from toolkit.problems import Problem

CHAPTER = "guide/pain.md"
_ROW = re.compile(r"^\| \*\*([^*\n]*)\*\* \| (go|modify|stop) \|", re.MULTILINE)


def check_traffic_light(library: Library) -> Iterator[Problem]:
    """A row of the chapter's table whose numbers are not those of `templates/readiness.yaml`.

    The numbers are in sentences there, so that the chapter cannot take them one by one.
    """
    chapter = library.chapters.get(CHAPTER)
    if chapter is None:
        return
    rows = {row[2]: row for row in _ROW.finditer(chapter.text)}
    readiness = library.readiness
    for colour, sentence, field in (
        ("go", readiness.green, "green"),
        ("modify", readiness.sore, "sore"),
        ("stop", readiness.red, "red"),
    ):
        if colour not in rows:
            yield chapter.problem(0, f"the table of pain has no row for “{colour}”. Write one: | **0 to 2** | {colour} | …")
            continue
        said = rows[colour][1]
        number = {"go": f"at most {said.rpartition(' ')[2]} of 10", "modify": f"{said} of 10"}.get(colour, said.split(",")[0])
        if number not in sentence:
            message = f"templates/readiness.yaml does not say “{number}” in {field}. Write the same numbers in both."
            yield chapter.problem(rows[colour].start(1), message)
