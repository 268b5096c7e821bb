"""One row for each sort of file: its model, where it is, what it is called, and what the library does without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import BaseModel

from toolkit.models import (
    KINDS,
    Assessment,
    Baseline,
    Cue,
    Exercise,
    Gap,
    GradesFile,
    Habit,
    LevelsFile,
    Limit,
    LoadsFile,
    MissedFile,
    Need,
    OutcomesFile,
    Plan,
    ReadinessFile,
    RetiredPlan,
    Season,
    Session,
    Source,
    Template,
    Term,
    Track,
)

TEMPLATES = "templates"
"""The folder of most central lists, in which each sort of template has a folder."""
PLANS = "plans"
SEASONS = "seasons"
CONTENT_FOLDERS = (TEMPLATES, PLANS)
"""The folders that hold content; a project has both."""
GUIDE = "docs/guide"
"""The folder of the chapters of the guide, which are Markdown and have no model."""
ENDING = ".yaml"


@dataclass(frozen=True, slots=True)
class FileSort:
    """A sort of thing with a file of its own, which is named by its id."""

    noun: str
    """What one of them is called, in messages and in references."""
    table: str
    """What all of them are called: the field of the library that holds them by id."""
    model: type[BaseModel]
    folders: tuple[str, ...]
    """Where its files are, from the project's folder."""
    longest_id: int | None = None
    """The most characters of an id, where that is fewer than an id may have."""
    shares_ids_with: str = ""
    """The noun of another sort, all of whose ids differ from these: a plan's day lists either by its id."""

    @property
    def key(self) -> str:
        """The name of the row: its noun."""
        return self.noun

    @property
    def by_kind(self) -> bool:
        """Whether it has a folder for each of its kinds."""
        return len(self.folders) > 1


@dataclass(frozen=True, slots=True)
class CentralList:
    """A file of its own sort: `templates/cues.yaml`."""

    name: str
    model: type[BaseModel]
    """What each entry is, or the whole file where it has no entries by id."""
    noun: str = ""
    """What an entry is called where something refers to it."""
    whole: bool = False
    """Whether the file is one thing, and has no entries by id."""
    presence: Literal["essential", "expected", "optional"] = "expected"
    """Without an essential list there is no library; a missing expected one is a problem; an optional one may be absent."""
    folder: str = TEMPLATES

    @property
    def key(self) -> str:
        """The name of the row: that of the file."""
        return self.name

    @property
    def path(self) -> str:
        """The file, from the project's folder."""
        return f"{self.folder}/{self.name}{ENDING}"


SORTS = (
    FileSort("session", "sessions", Session, tuple(f"{TEMPLATES}/{kind}" for kind in KINDS)),
    FileSort("exercise", "exercises", Exercise, (f"{TEMPLATES}/exercises",)),
    FileSort("assessment", "assessments", Assessment, (f"{TEMPLATES}/assessments",)),
    FileSort("habit", "habits", Habit, (f"{TEMPLATES}/habits",)),
    FileSort("track", "tracks", Track, (f"{TEMPLATES}/tracks",), shares_ids_with="session"),
    # With 40 characters the identity of a calendar’s event is not folded before its date ends (decision 20).
    FileSort("plan", "plans", Plan, (PLANS,), longest_id=40),
    FileSort("season", "seasons", Season, (f"{PLANS}/{SEASONS}",)),
)
LISTS = (
    CentralList("cues", Cue, "cue"),
    CentralList("needs", Need, "need"),
    CentralList("gaps", Gap, presence="optional"),
    CentralList("glossary", Term, presence="optional"),
    CentralList("sources", Source, "source"),
    CentralList("limits", Limit, "limit", presence="essential"),
    CentralList("baseline", Baseline),
    CentralList("levels", LevelsFile, whole=True, presence="essential"),
    CentralList("readiness", ReadinessFile, whole=True, presence="essential"),
    CentralList("missed", MissedFile, whole=True, presence="essential"),
    CentralList("loads", LoadsFile, whole=True, presence="essential"),
    CentralList("outcomes", OutcomesFile, whole=True, presence="optional"),
    CentralList("grades", GradesFile, whole=True, presence="optional"),
    CentralList("retired", RetiredPlan, presence="optional", folder=PLANS),
)
TEMPLATE_FOLDERS = tuple(
    folder.removeprefix(f"{TEMPLATES}/") for sort in SORTS for folder in sort.folders if folder.startswith(TEMPLATES)
)
"""The folders that may be in templates/."""
LISTS_BY_NAME: Mapping[str, CentralList] = MappingProxyType({one.name: one for one in LISTS})
_LISTS_BY_PATH: Mapping[str, CentralList] = MappingProxyType({one.path: one for one in LISTS})
LISTS_BY_NOUN: Mapping[str, CentralList] = MappingProxyType({one.noun: one for one in LISTS if one.noun})
SORTS_BY_NOUN: Mapping[str, FileSort] = MappingProxyType({sort.noun: sort for sort in SORTS})
SORTS_BY_FOLDER: Mapping[str, FileSort] = MappingProxyType({folder: sort for sort in SORTS for folder in sort.folders})
_BY_MODEL: Mapping[type[BaseModel], FileSort] = MappingProxyType({sort.model: sort for sort in SORTS})


class Home(NamedTuple):
    """What a path holds."""

    row: FileSort | CentralList
    id: str
    """The id of the thing, or the name of the list."""
    kind: str
    """The kind of session; nothing for other sorts."""


def home_of(path: str) -> Home | None:
    """What the file at a path holds; None where no content is looked for, or its name is too long for its sort."""
    folder, _, file = path.rpartition("/")
    name = file.removesuffix(ENDING)
    if name == file:
        return None
    if path in _LISTS_BY_PATH:
        return Home(_LISTS_BY_PATH[path], name, "")
    sort = SORTS_BY_FOLDER.get(folder)
    if sort is None or (sort.longest_id and len(name) > sort.longest_id):
        return None
    return Home(sort, name, folder.rpartition("/")[2] if sort.by_kind else "")


def key_of(path: str) -> tuple[str, str] | None:
    """The noun and the id of the thing in a file; None for a list, a chapter, or a file that has no home."""
    home = home_of(path)
    return (home.row.noun, home.id) if home and isinstance(home.row, FileSort) else None


def path_of(thing: Template | Track | Plan | Season) -> str:
    """The file that a thing was read from, from the project's folder."""
    sort = _BY_MODEL[type(thing)]
    folder = f"{TEMPLATES}/{thing.kind}" if isinstance(thing, Session) else sort.folders[0]
    return f"{folder}/{thing.id}{ENDING}"
