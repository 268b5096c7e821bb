"""What the settings offer is there."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.problems import Problem, unknown
from toolkit.things import key_of
from toolkit.yaml_reader import Document


def check_settings(library: Library, document: Document | None) -> Iterator[Problem]:
    """Every plan that the settings, whose file is `document`, offer and that has no file."""
    known = {key[1] for path in library.documents if (key := key_of(path)) and key[0] == "plan"}
    for number, name in enumerate(library.settings.plans or ()):
        if document and name not in known:
            yield document.problem(("plans", number), f"plans[{number}]: {unknown('plan', name, known)}")
