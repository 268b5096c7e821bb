"""Folders to a library: every session, exercise, plan and list, with the references between them checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel

from toolkit import notation, prose
from toolkit.models import (
    COLUMNS,
    KINDS,
    LEVELS,
    LIMITS,
    NEVER_COMES_IN,
    PARTS,
    RACES,
    RHYTHMS,
    STRENGTHS,
    VARIANTS,
    Assessment,
    Baseline,
    CalendarsFile,
    Cue,
    Exercise,
    Gap,
    Habit,
    LevelsFile,
    Limit,
    LoadsFile,
    MissedFile,
    Need,
    OutcomesFile,
    Plan,
    ReadinessFile,
    Season,
    Session,
    Source,
    Template,
    Term,
    Track,
    Variant,
    is_id,
    is_outcome,
    validate,
    validate_list,
)
from toolkit.models.lists import unknown_further
from toolkit.problems import Problem, unknown
from toolkit.prose import Chapter
from toolkit.yaml_reader import Document, Place, Plain, read_document, text_of

MODELS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "session": Session,
        "exercise": Exercise,
        "assessment": Assessment,
        "habit": Habit,
        "track": Track,
        "plan": Plan,
        "season": Season,
        "cues": Cue,
        "needs": Need,
        "gaps": Gap,
        "glossary": Term,
        "sources": Source,
        "limits": Limit,
        "baseline": Baseline,
        "levels": LevelsFile,
        "readiness": ReadinessFile,
        "missed": MissedFile,
        "loads": LoadsFile,
        "outcomes": OutcomesFile,
        "calendars": CalendarsFile,
    }
)
"""What a file, or an entry of a list, must be."""
FOLDERS: Mapping[str, str] = MappingProxyType(
    {"exercises": "exercise", "assessments": "assessment", "habits": "habit", "tracks": "track"}
)
"""Folders of templates that hold no sessions, and the sort of thing in each; every kind of session has a folder of its own."""
SORTS = ("session", *FOLDERS.values(), "plan", "season")
"""What stands in a file of its own."""
WHOLE = ("levels", "readiness", "missed", "loads", "outcomes", "calendars")
"""Lists that are one thing each, without entries by id."""
LISTS = ("cues", "needs", "gaps", "glossary", "sources", "limits", "baseline", *WHOLE)
OPTIONAL = ("gaps", "glossary", "outcomes", "calendars")
"""Lists that a library can do without."""
NEEDED = frozenset({"limits", *WHOLE}.difference(OPTIONAL))
"""Lists without which there is no library."""
ENDINGS = (".yaml",)
RESERVED: Mapping[str, str] = MappingProxyType(
    {
        "index": "is the page that lists all of them",
        **dict.fromkeys(
            ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))),
            "is a device for Windows, where no file can have that name",
        ),
    }
)
"""Names that nothing with a file of its own can have, and why."""
GUIDE = "docs/guide"
"""Where the chapters of the guide are."""
WORDS: Mapping[str, Iterable[str]] = MappingProxyType(
    {
        "effort": notation.EFFORTS,
        "rhythm": RHYTHMS,
        "strength": STRENGTHS,
        "part": PARTS,
        "kind": ("load", "reset", "taper", "race"),
        "end": ("top",),
        "field": tuple(name for name, field in ReadinessFile.model_fields.items() if field.annotation is str),
    }
)
"""What a word of a chapter may be, where that does not depend on files."""
ANY: Mapping[str, Iterable[str]] = MappingProxyType(
    {"level": LEVELS, "variant": tuple(map(str, VARIANTS)), "bound": ("below", "at_least", "differ")}
)
"""What a word may be that depends on another, where that one does not say."""
LONGEST_PLAN = 40
"""Characters of a plan’s name: with it the identity of a calendar’s event is not folded before its date ends (decision 20)."""


@dataclass(frozen=True, eq=False, repr=False)
class Library:
    """All that has been written, by id. Only files without problems are in it; `documents` has every file that could be read."""

    sessions: Mapping[str, Session]
    exercises: Mapping[str, Exercise]
    assessments: Mapping[str, Assessment]
    habits: Mapping[str, Habit]
    tracks: Mapping[str, Track]
    plans: Mapping[str, Plan]
    seasons: Mapping[str, Season]
    cues: Mapping[str, Cue]
    needs: Mapping[str, Need]
    gaps: Mapping[str, Gap]
    glossary: Mapping[str, Term]
    sources: Mapping[str, Source]
    levels: LevelsFile
    limits: Mapping[str, Limit]
    baseline: Mapping[str, Baseline]
    readiness: ReadinessFile
    missed: MissedFile
    loads: LoadsFile
    outcomes: OutcomesFile
    calendars: CalendarsFile
    chapters: Mapping[str, Chapter]
    """The pages of the guide, by their paths in the site: `guide/strength.md`."""
    documents: Mapping[str, Document]
    complete: bool
    """Whether nothing was left out."""

    def path(self, thing: Template | Track | Plan | Season) -> str:
        """The file that a template, a track, a plan or a season was read from, from the project's folder."""
        if isinstance(thing, Plan):
            return f"plans/{thing.id}.yaml"
        if isinstance(thing, Season):
            return f"plans/seasons/{thing.id}.yaml"
        folder = thing.kind if isinstance(thing, Session) else f"{type(thing).__name__.lower()}s"
        return f"templates/{folder}/{thing.id}.yaml"

    def limit(self, rule: str, variant: Variant, metres: float = 0.0) -> float:
        """A rule's number for a variant: its level, and the age column of its rhythm; in some rules also a race's metres."""
        return self.limits[rule].value(variant.level, self.levels.rhythms[variant.rhythm].column, metres)

    def accepted(self, rule: str) -> str:
        """What a plan that accepts a rule, a figure of outcomes.yaml or NEVER_COMES_IN does not keep, in a sentence."""
        if rule == NEVER_COMES_IN:
            return "Some of what a phase lists never comes in."
        figure = self.outcomes.figures.get(rule) if is_outcome(rule) else None
        return f"Less than we aim at: {figure.title[0].lower()}{figure.title[1:]}." if figure else self.limits[rule].rule

    def limit_range(self, rule: str, variant: Variant) -> tuple[float, float]:
        """As `limit`, for a rule with a least and a most."""
        return self.limits[rule].range(variant.level, self.levels.rhythms[variant.rhythm].column)


def load(root: Path) -> tuple[Library | None, list[Problem]]:
    """Read `templates/`, `plans/` and, if it is there, `docs/guide/` below `root`.

    The library leaves out what has problems; without the lists that everything needs (NEEDED), there is none.
    """
    shelves = _Shelves()
    for folder in ("templates", "plans"):
        if not (root / folder).is_dir():
            shelves.problems.append(Problem(folder, 1, 1, f"there is no folder {folder}/ here. Run this in the project's folder."))
    for file in _files(root, shelves.problems):
        shelves.add(root, file)
    for file in _files(root, shelves.problems, (GUIDE,)):
        if file.suffix == ".md":
            shelves.add_chapter(root, file)
    return shelves.library()


def _files(root: Path, problems: list[Problem], tops: Iterable[str] = ("templates", "plans")) -> Iterator[Path]:
    """Every visible file below some folders, in the order of their names; a folder that cannot be read is a problem."""

    def refused(error: OSError) -> None:
        path = Path(error.filename).relative_to(root).as_posix()
        problems.append(Problem(path, 1, 1, f"the folder cannot be read: {error.strerror}."))

    for top in tops:
        found: list[Path] = []
        for folder, folders, files in os.walk(root / top, onerror=refused) if (root / top).exists() else ():
            linked = [name for name in folders if (Path(folder) / name).is_symlink()]
            found += [Path(folder) / name for name in (*files, *linked) if not (name.startswith(".") or is_leftover(name))]
            folders[:] = [name for name in folders if not name.startswith(".") and name not in linked]
        yield from sorted(found)


LEFTOVERS = re.compile(r".*~|#.*#|[0-9]{4,5}|.*\.(?:tmp|sw[a-p]|orig|rej|bak)|.*\.tmp\.[^/]*|.*___jb_(?:tmp|old)___")
"""Names of files that editors and git lay beside the one that is being written, for a moment or for good."""


def is_leftover(name: str) -> bool:
    """Whether a file is none of the content, but what an editor or git left beside it: `x~`, `#x#`, `4913`, `x.tmp.1`, `x.orig`."""
    return LEFTOVERS.fullmatch(name) is not None


def named(place: Place) -> str:
    """What a place is called in a message: its last part, and what it is a part of where that is a number, as in `race_week.-2`."""
    parts = list(map(str, place[-2:]))
    return ".".join(parts if re.fullmatch("-?[0-9]+", parts[-1]) else parts[-1:])


class _Shelves:
    """What has been read so far, and its problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.ids: dict[str, dict[str, str]] = {sort: {} for sort in SORTS}
        """By sort of thing, the ids that have a file, valid or not, and that file: a broken file is one problem, not many."""
        self.taken: dict[tuple[str, str], str] = {}
        """The file that has taken an id, whatever the case of its letters."""
        self.models: dict[str, dict[str, Any]] = {sort: {} for sort in SORTS}
        self.sorts: dict[tuple[str, str], Document] = {}
        """Every document that could be read, by its sort (or the name of its list) and path."""
        self.lists: dict[str, Any] = {}
        self.chapters: dict[str, Chapter] = {}

    def add(self, root: Path, file: Path) -> None:
        """Read one file and keep it where it belongs."""
        path = file.relative_to(root).as_posix()
        home = _home(path)
        if isinstance(home, Problem):
            self.problems.append(home)
            return
        sort, name, kind = home
        owner = sort == "list" or self.claim(sort, name, path)
        document, problems = read_document(root, file)
        self.problems += problems
        if document is None:
            return
        self.documents[path] = document
        self.sorts[(name if sort == "list" else sort), path] = document
        if sort == "list":
            self.add_list(name, document)
            return
        given = {"id": name, "kind": kind} if sort == "session" else {"id": name}
        checked = validate(MODELS[sort], document, **given)
        if isinstance(checked, list):
            said = {(problem.line, problem.column) for problem in problems}  # an alias, say, is not empty text besides
            self.problems += [problem for problem in checked if (problem.line, problem.column) not in said]
        elif owner and not problems and name == " ".join(name.split()):  # spaces in the name of a file are one in an id
            self.models[sort][name] = checked

    def add_chapter(self, root: Path, file: Path) -> None:
        """Read one page of the guide."""
        text = text_of(root, file)
        if isinstance(text, Problem):
            self.problems.append(text)
            return
        path = file.relative_to(root).as_posix()
        self.chapters[path.removeprefix("docs/")] = prose.read(path, text)

    def claim(self, sort: str, name: str, path: str) -> bool:
        """Note that an id has a file, and whether it may: two files of one id are a problem, whatever the case of its letters."""
        if sort == "exercise" and name in notation.RESERVED:
            self.problems.append(Problem(path, 1, 1, f"“{name}” is a word of the notation. Name the exercise otherwise."))
        if name.lower() in RESERVED:
            message = f"“{name}” {RESERVED[name.lower()]}. Name the file after what it holds."
            self.problems.append(Problem(path, 1, 1, message))
            return False
        if not is_id(name):
            message = f"the name “{name}” cannot be an id. Use lower case letters, digits and single hyphens: {_as_id(name)}.yaml."
            self.problems.append(Problem(path, 1, 1, message))
        space = "session" if sort == "track" else sort  # a plan's day lists either by its id
        first = self.taken.setdefault((space, name.lower()), path)
        if first != path:
            message = f"the id “{name}” is taken by {first}, whatever the case of its letters. Rename one of the two."
            self.problems.append(Problem(path, 1, 1, message))
            return False
        self.ids[sort][name] = path
        return True

    def add_list(self, name: str, document: Document) -> None:
        """Keep one of the lists."""
        if name in WHOLE:
            checked = validate(MODELS[name], document)
            if isinstance(checked, list):
                self.problems += checked
            else:
                self.lists[name] = checked
            return
        self.lists[name], problems = validate_list(MODELS[name], document)
        self.problems += problems

    def unlimited(self) -> Iterator[Problem]:
        """Every limit that is missing, lacks one of its further numbers, or is not known."""
        document = self.documents.get("templates/limits.yaml")
        limits: Mapping[str, Limit] = self.lists.get("limits", {})
        if document is None:
            return
        for name in sorted(LIMITS.keys() - document.data.keys()):
            yield Problem(document.path, 1, 1, f"the limit “{name}” is missing. The rules need it.")
        for name, limit in limits.items():
            if name not in LIMITS:
                yield document.problem((name,), unknown("limit", name, LIMITS), at_key=True)
            elif missing := set(LIMITS[name]) - limit.also.keys():
                yield document.problem((name,), f"{name}: also: {', '.join(sorted(missing))} is missing.", at_key=True)
            for one, message in unknown_further(name, limit.also) if name in LIMITS else ():
                yield document.problem((name, "also", one), message, at_key=True)
        for level, values in limits["reset-weeks"].values.items() if "reset-weeks" in limits else ():
            for column, value in enumerate(values):
                if float(value) < 2:
                    message = f"reset-weeks.values.{level}[{column}]: “{value}” is less than 2, the least."
                    yield document.problem(("reset-weeks", "values", level, column), message)

    def library(self) -> tuple[Library | None, list[Problem]]:
        """The library of what is sound, and every problem."""
        unlimited = list(self.unlimited())
        self.problems += unlimited
        for name in LISTS:
            path = f"templates/{name}.yaml"
            if name not in self.lists and name not in OPTIONAL and not any(problem.path == path for problem in self.problems):
                self.problems.append(Problem(path, 1, 1, "this file is missing."))
        for (sort, path), document in self.sorts.items():
            broken = [*self.references(sort, document), *self.raceless(sort, document), *self.stageless(sort, document)]
            self.problems += broken
            if broken and sort in self.models:
                self.models[sort].pop(Path(path).stem, None)
        for path, chapter in list(self.chapters.items()):
            if wrong := list(prose.check(chapter, self.known_to_prose)):
                self.problems += wrong
                del self.chapters[path]
        self.drop_dependants()
        if unlimited or not self.lists.keys() >= NEEDED or LIMITS.keys() - self.lists["limits"].keys():
            return None, self.problems
        library = Library(
            sessions=self.models["session"],
            exercises=self.models["exercise"],
            assessments=self.models["assessment"],
            habits=self.models["habit"],
            tracks=self.models["track"],
            plans=self.models["plan"],
            seasons=self.models["season"],
            cues=self.lists.get("cues", {}),
            needs=self.lists.get("needs", {}),
            gaps=self.lists.get("gaps", {}),
            glossary=self.lists.get("glossary", {}),
            sources=self.lists.get("sources", {}),
            levels=self.lists["levels"],
            limits=self.lists["limits"],
            baseline=self.lists.get("baseline", {}),
            readiness=self.lists["readiness"],
            missed=self.lists["missed"],
            loads=self.lists["loads"],
            outcomes=self.lists.get("outcomes") or OutcomesFile(),
            calendars=self.lists.get("calendars") or CalendarsFile(),
            chapters=self.chapters,
            documents=self.documents,
            complete=not self.problems,
        )
        return library, self.problems

    def references(self, sort: str, document: Document) -> Iterator[Problem]:
        """Every reference of a file that leads nowhere, and every count of an exercise that cannot be counted.

        They are looked for in the plain data, so that a file with another mistake has its references checked all the same.
        """
        for found in _references(sort, document):
            known = self.known(found.noun, found.name)
            if found.name not in known:
                noun, where = ("session", f" in {found.noun}/") if found.noun in KINDS else (found.noun, "")
                said = "rule" if noun == ACCEPTABLE else noun
                field = found.place[-1]
                if isinstance(field, int):
                    field = f"{named(found.place[:-1])}[{field}]"
                yield document.problem(found.place, f"{field}: {unknown(said, found.name, known, where)}", offset=found.offset)
            exercise = self.models["exercise"].get(found.name) if found.counted else None
            if exercise and not exercise.rep_time:
                message = f"{found.name} is counted in repetitions, but has no rep_time. Write 30s {found.name}."
                yield document.problem(found.place, f"rungs[{found.place[-1]}]: {message}", offset=found.offset)

    def raceless(self, sort: str, document: Document) -> Iterator[Problem]:
        """Race day holds a race."""
        if sort != "plan":
            return
        on_the_day = [name for _, name in _texts(document.data, ("race_week", "0", "*"), ())]
        races = [name for name in on_the_day if self.ids["session"].get(name, "").startswith("templates/race/")]
        if on_the_day and not races and all(name in self.ids["session"] for name in on_the_day):
            yield document.problem(("race_week", "0"), "race_week: day 0 holds no race. List a session of templates/race/.")

    def stageless(self, sort: str, document: Document) -> Iterator[Problem]:
        """Every track and stage that a phase of a plan names, and that there is not."""
        for part in ("phases", "after") if sort == "plan" else ():
            for place, stage in _texts(document.data, (part, "*", "stages", "*"), ()):
                track = str(place[-1])
                if track not in self.ids["track"]:
                    yield document.problem(place, f"stages: {unknown('track', track, self.ids['track'])}", at_key=True)
                    continue
                stages = self.documents[self.ids["track"][track]].data.get("stages")
                if stages and isinstance(stages, dict) and stage not in stages:
                    yield document.problem(place, f"stages.{track}: {unknown('stage', stage, stages, f' of {track}')}")

    def known(self, noun: str, name: str) -> Iterable[str]:
        """What a reference may name; where a whole list is missing, whatever it does name."""
        if noun in ("cue", "need", "source", "limit"):
            document = self.documents.get(f"templates/{noun}s.yaml")
            return document.data if document else (name,)
        if noun in KINDS:
            if self.ids["session"].get(name, "").startswith(f"templates/{noun}/"):
                return (name,)
            return [key for key, path in self.ids["session"].items() if path.startswith(f"templates/{noun}/")]
        if noun == LISTABLE:
            return self.ids["session"] | self.ids["track"]
        if noun == ACCEPTABLE:
            document = self.documents.get("templates/outcomes.yaml")
            figures = document.data.get("figures") if document else None
            return {*self.known("limit", name), *(figures if isinstance(figures, dict) else ()), NEVER_COMES_IN}
        return self.ids[noun]

    def sort_of(self, found: _Reference) -> str | None:
        """The sort of thing, with a file of its own, that a reference leads to; None for an entry of a list."""
        if found.noun == LISTABLE:
            return "track" if found.name in self.ids["track"] else "session"
        if found.noun in KINDS:
            return "session"
        return found.noun if found.noun in self.models else None

    def known_to_prose(self, noun: str, before: tuple[str, ...]) -> Iterable[str]:
        """What a word of a chapter may be, after the words before it."""
        if noun in WORDS:
            return WORDS[noun]
        if noun == "which":
            limit = self.lists.get("limits", {}).get(before[0])
            races = RACES if limit is None or limit.unit == "days by race" else ()
            return (*LEVELS, *RHYTHMS, *COLUMNS, *races, *LIMITS.get(before[0], ()))
        if noun == "category":
            return {cue.category for cue in self.lists.get("cues", {}).values()}
        if noun == "bound" and (assessment := self.models["assessment"].get(before[0])):
            return tuple(assessment.bounds)
        if noun == "level" and before and (session := self.models["session"].get(before[0])):
            return tuple(session.start)
        if noun == "variant" and (plan := self.models["plan"].get(before[0])):
            return tuple(map(str, plan.variants))
        if noun in ANY:  # of nothing, or of something with problems of its own
            return ANY[noun]
        return self.known(noun, before[-1] if before else "")

    def drop_dependants(self) -> None:
        """Leave out what needs something that was left out, until nothing does."""
        needed = {
            (sort, name): [
                (needed_sort, found.name)
                for found in _references(sort, self.documents[self.ids[sort][name]])
                if (needed_sort := self.sort_of(found))
            ]
            for sort, models in self.models.items()
            for name in models
        }
        while lost := [key for key, needs in needed.items() if any(name not in self.models[sort] for sort, name in needs)]:
            for sort, name in lost:
                del self.models[sort][name]
                del needed[sort, name]


def _home(path: str) -> tuple[str, str, str] | Problem:
    """What a path holds: its sort, id and kind; or a problem, where nothing is looked for."""
    parts = path.split("/")
    stem, dot, ending = parts[-1].rpartition(".")
    if not dot or f".{ending}" not in ENDINGS:
        better = f"Rename it to {stem}.yaml." if ending == "yml" else "Move it out of here, or name it something.yaml."
        return Problem(path, 1, 1, f"only .yaml files are read here. {better}")
    if parts[0] == "plans" and len(parts) == 2:
        if len(stem) > LONGEST_PLAN:
            message = f"a plan’s name has at most {LONGEST_PLAN} characters, and this has {len(stem)}. Rename the file."
            return Problem(path, 1, 1, message)
        return "plan", stem, ""
    if parts[:2] == ["plans", "seasons"] and len(parts) == 3:
        return "season", stem, ""
    if parts[0] == "plans" and len(parts) == 3:
        return Problem(path, 1, 1, unknown("folder", parts[1], ["seasons"], " in plans/"))
    if parts[0] == "templates" and len(parts) == 2:
        if stem in LISTS:
            return "list", stem, ""
        return Problem(path, 1, 1, f"{unknown('list', stem, LISTS)} A session stands in a folder of its kind.")
    if parts[0] == "templates" and len(parts) == 3:
        if parts[1] in FOLDERS:
            return FOLDERS[parts[1]], stem, ""
        if parts[1] in KINDS:
            return "session", stem, parts[1]
        return Problem(path, 1, 1, unknown("folder for a kind of session", parts[1], [*KINDS, *FOLDERS]))
    return Problem(
        path,
        1,
        1,
        "files are not looked for this deep. Write templates/<kind>/<id>.yaml, plans/<id>.yaml or plans/seasons/<id>.yaml.",
    )


def _as_id(name: str) -> str:
    """A name that can be an id, made from one that cannot."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()) or "a-name"


LISTABLE = "session or track"
"""What a day of a plan lists."""
ACCEPTABLE = "rule or outcome"
"""What a plan accepts by name: a limit, a figure of outcomes.yaml, or NEVER_COMES_IN."""

REFERENCES: Mapping[str, tuple[tuple[str, Place], ...]] = MappingProxyType(
    {
        "session": (
            ("cue", ("cues", "*")),
            ("warm-ups", ("warm_up",)),
            ("session", ("after",)),
            ("cool-downs", ("cool_down",)),
            ("warm-ups", ("instead", "*")),
            ("session", ("tired",)),
            ("session", ("needs_before", "sessions", "*")),
            ("need", ("needs", "*")),
            ("source", ("sources", "*")),
        ),
        "exercise": (("need", ("needs", "*")), ("source", ("sources", "*"))),
        "assessment": (
            ("session", ("session",)),
            ("need", ("needs", "*")),
            ("session", ("results", "*", "add", "*")),
            ("session", ("results", "*", "leave_out", "*")),
            ("source", ("norms", "sources", "*")),
            ("source", ("sources", "*")),
        ),
        "habit": (("session", ("sessions", "*")), ("source", ("sources", "*"))),
        "plan": (
            ("session", ("stand_in",)),
            (LISTABLE, ("optional", "*")),
            (LISTABLE, ("phases", "*", "days", "*", "*")),
            (LISTABLE, ("phases", "*", "except", "*", "*", "*")),
            (LISTABLE, ("after", "*", "days", "*", "*")),
            (LISTABLE, ("after", "*", "except", "*", "*", "*")),
            ("session", ("race_week", "*", "*")),
            ("session", ("race_week_except", "*", "*", "*")),
            ("plan", ("left_out", "*", "instead")),
            ("plan", ("next", "plan")),
            (ACCEPTABLE, ("accepts", "*", "rule")),
        ),
        "track": (("session", ("stages", "*", "*")),),
        "season": (("plan", ("parts", "*", "plan")),),
        "limits": (("source", ("*", "sources", "*")),),
        "readiness": (("source", ("sources", "*")),),
        "missed": (("source", ("sources", "*")),),
        "loads": (("source", ("sources", "*")),),
        "outcomes": (("source", ("sources", "*")),),
    }
)
"""Where a file refers to something: to what, and where, with `*` for every part of a list or mapping.

What it refers to is a sort of thing, a kind of session, or `cue`, `need`, `source` or `limit` for an entry in a list.
"""


class _Reference(NamedTuple):
    """A name in a file that must lead somewhere; `counted` where it is an exercise whose repetitions are counted."""

    noun: str
    name: str
    place: Place
    offset: int = 0
    counted: bool = False


def _references(sort: str, document: Document) -> Iterator[_Reference]:
    """Every reference of a file, the exercises of its rungs among them, in the order of REFERENCES."""
    for noun, pattern in REFERENCES.get(sort, ()):
        for place, name in _texts(document.data, pattern, ()):
            yield _Reference(noun, name, place)
    for place, rung in _texts(document.data, ("rungs", "*"), ()) if sort == "session" else ():
        try:
            steps = notation.read_steps(rung)
        except notation.NotationError:
            continue  # the model says so
        for step in notation.mentioned(steps):
            if step.exercise:
                counted = step.amount is not None and step.amount.unit == "times"
                yield _Reference("exercise", step.exercise, place, step.offset, counted)


def texts_of(data: Plain, pattern: Place) -> Iterator[tuple[Place, str]]:
    """Every text that a pattern leads to, `*` for every part of a list or mapping, and its place."""
    yield from _texts(data, pattern, ())


def _texts(data: Plain, pattern: Place, place: Place) -> Iterator[tuple[Place, str]]:
    """Every text that a pattern leads to, and its place."""
    if not pattern:
        if isinstance(data, str) and data:
            yield place, data
        return
    head, rest = pattern[0], pattern[1:]
    parts: Iterable[tuple[str | int, Plain]] = ()
    if head == "*":
        parts = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    elif isinstance(data, dict) and isinstance(head, str) and head in data:
        parts = ((head, data[head]),)
    for key, part in parts:
        yield from _texts(part, rest, (*place, key))


def names_in(document: Document) -> Iterator[tuple[str, str]]:
    """What a file refers to: what sort of thing or which kind of session, and its name; nothing for a file that has no place."""
    home = _home(document.path)
    if not isinstance(home, Problem):
        sort, name, _ = home
        yield from ((found.noun, found.name) for found in _references(name if sort == "list" else sort, document))


def key_of(path: str) -> tuple[str, str] | None:
    """The sort and the id of the thing in a file; None for a list, a chapter, or a file that has no place."""
    home = None if path.startswith(GUIDE) else _home(path)
    return None if home is None or isinstance(home, Problem) or home[0] == "list" else home[:2]
