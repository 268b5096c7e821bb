"""What the settings offer and load is there."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import DOCS, Library, Project
from toolkit.problems import Problem, unknown
from toolkit.things import key_of


def check_settings(project: Project, library: Library) -> Iterator[Problem]:
    """Every plan that the settings offer, and every style sheet that they load, that has no file."""
    document = project.document
    if document is None:
        return
    known = {key[1] for path in library.documents if (key := key_of(path)) and key[0] == "plan"}
    for number, name in enumerate(library.settings.plans or ()):
        if name not in known:
            yield document.problem(("plans", number), f"plans[{number}]: {unknown('plan', name, known)}")
    for number, path in enumerate(project.settings.styles):
        if project.find(f"{DOCS}/{path}") is None:
            message = f"styles[{number}]: there is no file {DOCS}/{path}. Write the path of a style sheet below {DOCS}/."
            yield document.problem(("styles", number), message)
