"""One sentence on pain: its numbers hold on every session and exercise, and the home page says no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.library import Library, Project
from toolkit.models import Assessment, Exercise, Session
from toolkit.problems import Problem
from toolkit.yaml_reader import text_of

_HOME = "docs/index.md"
_FILE = "templates/readiness.yaml"
_BOUND = re.compile(r"(?:\d–|above )(\d{1,2})\b")
"""The end of a range of pain, in the sentence: `0–2`, `above 5`."""
_LIMIT = re.compile(r"\bpain above (\d{1,2}) of 10\b")
"""A number for pain in a text that says when not to do something."""


_FOR_SOME = re.compile(r"\bhalve\b|\bfast part\b")
"""What is true only of a session with something fast in it."""


def check_pain(project: Project, library: Library) -> list[Problem]:
    """A sentence without a number, or not true of every session; numbers for pain that it does not know; another one at home."""
    bounds = sorted(set(_BOUND.findall(library.readiness.pain)), key=int)
    if not bounds:
        message = (
            "pain: no number says where pain is too much. Write ranges: Pain: 0–2 go on · 3–5 take the sore option · above 5 stop."
        )
        return [library.documents[_FILE].problem(("pain",), message)]
    if said := _FOR_SOME.search(library.readiness.pain):
        message = (
            f"pain: “{said[0]}” is not true where nothing is fast, and the sentence is in every event. Write: take the sore option."
        )
        return [library.documents[_FILE].problem(("pain",), message)]
    return [*_strange_numbers(library, bounds), *_home_without(project, library.readiness.pain)]


def _strange_numbers(library: Library, bounds: list[str]) -> Iterator[Problem]:
    things: tuple[Session | Exercise | Assessment, ...] = (
        *library.sessions.values(),
        *library.exercises.values(),
        *library.assessments.values(),
    )
    for thing in things:
        texts = {"avoid": thing.avoid} | ({"gate": thing.gate} if isinstance(thing, Session) and thing.gate else {})
        for field, text in texts.items():
            strange = [number for number in _LIMIT.findall(text) if number not in bounds]
            if strange:
                said = f"{field}: “pain above {strange[0]} of 10” is another limit than that of {_FILE}."
                yield library.documents[library.path(thing)].problem((field,), f"{said} Write one of: {', '.join(bounds)}.")


def _home_without(project: Project, sentence: str) -> Iterator[Problem]:
    if (home := project.find(_HOME)) is None:
        return
    text = text_of(home.top, home.file)
    if isinstance(text, Problem):
        yield text
    elif "pain" in text.lower() and sentence not in " ".join(text.split()):
        yield Problem(_HOME, 1, 1, f"the sentence on pain of {_FILE} is not here word for word. Write: {sentence}")
