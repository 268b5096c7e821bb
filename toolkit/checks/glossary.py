"""The glossary: each word is a form of one term only."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.problems import Problem

_FILE = "templates/glossary.yaml"


def check_glossary(library: Library) -> Iterator[Problem]:
    """Every term with a form that another has, whatever the case of its letters: a tooltip could show only one of the two."""
    first: dict[str, str] = {}
    for name, term in library.glossary.items():
        for form in term.forms:
            if (other := first.setdefault(form.lower(), name)) != name:
                message = f"{name}: “{form}” is a form of {other} too. Leave it out of one of the two."
                yield library.documents[_FILE].problem((name,), message, at_key=True)
