"""Folders to a library: every session, exercise, plan and list, with the references between them checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from toolkit import notation
from toolkit.models import (
    KINDS,
    LIMITS,
    Cue,
    Exercise,
    LevelsFile,
    Limit,
    Plan,
    ReadinessFile,
    Session,
    Source,
    Variant,
    is_id,
    validate,
    validate_list,
)
from toolkit.problems import Problem, unknown
from toolkit.source import Document, Place, read

MODELS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "session": Session,
        "exercise": Exercise,
        "plan": Plan,
        "cues": Cue,
        "sources": Source,
        "limits": Limit,
        "levels": LevelsFile,
        "readiness": ReadinessFile,
    }
)
"""What a file, or an entry of a list, must be."""
LISTS = ("cues", "sources", "levels", "limits", "readiness")
ENDINGS = (".yaml",)


@dataclass(frozen=True, eq=False, repr=False)
class Library:
    """All that has been written, by id. Only files without problems are in it; `documents` has every file that could be read."""

    sessions: Mapping[str, Session]
    exercises: Mapping[str, Exercise]
    plans: Mapping[str, Plan]
    cues: Mapping[str, Cue]
    sources: Mapping[str, Source]
    levels: LevelsFile
    limits: Mapping[str, Limit]
    readiness: ReadinessFile
    documents: Mapping[str, Document]

    def path(self, thing: Session | Exercise | Plan) -> str:
        """The file that a session, an exercise or a plan was read from, from the project's folder."""
        if isinstance(thing, Plan):
            return f"plans/{thing.id}.yaml"
        return f"templates/{thing.kind if isinstance(thing, Session) else 'exercises'}/{thing.id}.yaml"

    def limit(self, rule: str, variant: Variant) -> float:
        """A rule's number for a variant: its level, and the age column of its rhythm."""
        return self.limits[rule].value(variant.level, self.levels.rhythms[variant.rhythm].column)

    def limit_range(self, rule: str, variant: Variant) -> tuple[float, float]:
        """As `limit`, for a rule with a least and a most."""
        return self.limits[rule].range(variant.level, self.levels.rhythms[variant.rhythm].column)


def load(root: Path) -> tuple[Library | None, list[Problem]]:
    """Read `templates/` and `plans/` below `root`.

    The library leaves out what has problems; without the lists that everything needs (levels, limits, readiness), there is none.
    """
    shelves = _Shelves()
    for folder in ("templates", "plans"):
        if not (root / folder).is_dir():
            shelves.problems.append(Problem(folder, 1, 1, f"there is no folder {folder}/ here. Run this in the project's folder."))
    for file in _files(root):
        shelves.add(root, file)
    return shelves.library()


def _files(root: Path) -> Iterator[Path]:
    """Every visible file below templates/ and plans/, in the order of their names."""
    for folder in ("templates", "plans"):
        yield from sorted(
            file
            for file in (root / folder).rglob("*")
            if (file.is_symlink() or not file.is_dir()) and not any(part.startswith(".") for part in file.relative_to(root).parts)
        )


class _Shelves:
    """What has been read so far, and its problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.ids: dict[str, dict[str, str]] = {"session": {}, "exercise": {}, "plan": {}}
        """By sort of thing, the ids that have a file, valid or not, and that file: a broken file is one problem, not many."""
        self.models: dict[str, dict[str, Any]] = {"session": {}, "exercise": {}, "plan": {}}
        self.lists: dict[str, Any] = {}

    def add(self, root: Path, file: Path) -> None:
        """Read one file and keep it where it belongs."""
        path = file.relative_to(root).as_posix()
        home = _home(path)
        if isinstance(home, Problem):
            self.problems.append(home)
            return
        sort, name, kind = home
        if sort != "list":
            self.claim(sort, name, path)
        document, problems = read(root, file)
        self.problems += problems
        if document is None:
            return
        self.documents[path] = document
        if sort == "list":
            self.add_list(name, document)
            return
        given = {"id": name, "kind": kind} if sort == "session" else {"id": name}
        checked = validate(MODELS[sort], document, **given)
        if isinstance(checked, list):
            said = {(problem.line, problem.column) for problem in problems}  # an alias, say, is not empty text besides
            self.problems += [problem for problem in checked if (problem.line, problem.column) not in said]
        elif not problems:
            self.models[sort].setdefault(name, checked)

    def claim(self, sort: str, name: str, path: str) -> None:
        """Note that an id has a file; two files with one id are a problem, and so are ids that differ only by case."""
        if not is_id(name):
            message = f"the name “{name}” cannot be an id. Use lower case letters, digits and single hyphens: {_as_id(name)}.yaml."
            self.problems.append(Problem(path, 1, 1, message))
        first = next((other for known, other in self.ids[sort].items() if known.lower() == name.lower()), None)
        if first:
            message = f"the id “{name}” is taken by {first}, whatever the case of its letters. Rename one of the two."
            self.problems.append(Problem(path, 1, 1, message))
        else:
            self.ids[sort][name] = path

    def add_list(self, name: str, document: Document) -> None:
        """Keep one of the lists."""
        if name in ("levels", "readiness"):
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

    def library(self) -> tuple[Library | None, list[Problem]]:
        """The library of what is sound, and every problem."""
        unlimited = list(self.unlimited())
        self.problems += unlimited
        for name in LISTS:
            path = f"templates/{name}.yaml"
            if name not in self.lists and not any(problem.path == path for problem in self.problems):
                self.problems.append(Problem(path, 1, 1, "this file is missing."))
        for sort, models in self.models.items():
            for name, thing in list(models.items()):
                document = self.documents[self.ids[sort][name]]
                broken = [*self.references(sort, thing, document), *self.uncounted(thing, document)]
                self.problems += broken
                if broken:
                    del models[name]
        self.drop_dependants()
        if unlimited or not {"levels", "readiness", "limits"} <= self.lists.keys() or LIMITS.keys() - self.lists["limits"].keys():
            return None, self.problems
        library = Library(
            sessions=self.models["session"],
            exercises=self.models["exercise"],
            plans=self.models["plan"],
            cues=self.lists.get("cues", {}),
            sources=self.lists.get("sources", {}),
            levels=self.lists["levels"],
            limits=self.lists["limits"],
            readiness=self.lists["readiness"],
            documents=self.documents,
        )
        return library, self.problems

    def references(self, sort: str, thing: Any, document: Document) -> Iterator[Problem]:
        """Every reference of a model that leads nowhere."""
        for noun, name, place, offset in _references(sort, thing):
            known: Iterable[str]
            if noun in ("cue", "source", "limit"):
                known = self.documents[f"templates/{noun}s.yaml"].data if f"templates/{noun}s.yaml" in self.documents else (name,)
            elif noun in KINDS:
                known = [key for key, path in self.ids["session"].items() if path.startswith(f"templates/{noun}/")]
            else:
                known = self.ids[noun]
            if name not in known:
                said = {"limit": "rule"}.get(noun, f"session in {noun}/" if noun in KINDS else noun)
                field = place[-1] if isinstance(place[-1], str) else f"{place[-2]}[{place[-1]}]"
                yield document.problem(place, f"{field}: {unknown(said, name, known)}", offset=offset)

    def uncounted(self, thing: Any, document: Document) -> Iterator[Problem]:
        """Every step that counts the repetitions of an exercise which does not say how long one takes."""
        for number, step in _steps_of(thing):
            exercise = self.models["exercise"].get(step.exercise or "")
            if exercise and not exercise.rep_time and step.amount and step.amount.unit == "times":
                message = (
                    f"rungs[{number}]: {step.exercise} is counted in repetitions, but has no rep_time. Write 30s {step.exercise}."
                )
                yield document.problem(("rungs", number), message, offset=step.offset)

    def drop_dependants(self) -> None:
        """Leave out what needs something that was left out, until nothing does."""
        while lost := [
            (sort, name) for sort, models in self.models.items() for name, thing in models.items() if self.lacks(sort, thing)
        ]:
            for sort, name in lost:
                del self.models[sort][name]

    def lacks(self, sort: str, thing: Any) -> bool:
        """Whether something that a model refers to has been left out."""
        return any(
            name not in self.models["session" if noun in KINDS else noun]
            for noun, name, _, _ in _references(sort, thing)
            if noun in KINDS or noun in self.models
        )


def _home(path: str) -> tuple[str, str, str] | Problem:
    """What a path holds: its sort, id and kind; or a problem, where nothing is looked for."""
    parts = path.split("/")
    stem, dot, ending = parts[-1].rpartition(".")
    if not dot or f".{ending}" not in ENDINGS:
        better = f"Rename it to {stem}.yaml." if ending == "yml" else "Move it out of here, or name it something.yaml."
        return Problem(path, 1, 1, f"only .yaml files are read here. {better}")
    if parts[0] == "plans" and len(parts) == 2:
        return "plan", stem, ""
    if parts[0] == "templates" and len(parts) == 2:
        if stem in LISTS:
            return "list", stem, ""
        return Problem(path, 1, 1, f"{unknown('list', stem, LISTS)} A session stands in a folder of its kind.")
    if parts[0] == "templates" and len(parts) == 3:
        if parts[1] == "exercises":
            return "exercise", stem, ""
        if parts[1] in KINDS:
            return "session", stem, parts[1]
        return Problem(path, 1, 1, unknown("folder for a kind of session", parts[1], [*KINDS, "exercises"]))
    return Problem(path, 1, 1, "files are not looked for this deep. Write templates/<kind>/<id>.yaml or plans/<id>.yaml.")


def _as_id(name: str) -> str:
    """A name that can be an id, made from one that cannot."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()) or "a-name"


def _references(sort: str, thing: Any) -> Iterator[tuple[str, str, Place, int]]:
    """Every reference of a model: what it refers to, the name, its place, and the offset into the text there.

    What it refers to is a sort of thing, a kind of session, or `cue`, `source` or `limit` for an entry in a list.
    """
    if isinstance(thing, Plan):
        yield from _plan_references(thing)
        return
    for number, source in enumerate(thing.sources):
        yield "source", source, ("sources", number), 0
    if not isinstance(thing, Session):
        return
    for number, cue in enumerate(thing.cues):
        yield "cue", cue, ("cues", number), 0
    if thing.warm_up:
        yield "warm-ups", thing.warm_up, ("warm_up",), 0
    if thing.cool_down:
        yield "cool-downs", thing.cool_down, ("cool_down",), 0
    if thing.tired:
        yield "session", thing.tired, ("tired",), 0
    for number, step in _steps_of(thing):
        if step.exercise:
            yield "exercise", step.exercise, ("rungs", number), step.offset


def _steps_of(thing: Any) -> Iterator[tuple[int, notation.Step]]:
    """Every step of a session's rungs, with the number of its rung; nothing for anything else."""
    if isinstance(thing, Session):
        for number, rung in enumerate(thing.rungs):
            for step in notation.mentioned(rung):
                yield number, step


def _plan_references(plan: Plan) -> Iterator[tuple[str, str, Place, int]]:
    yield "session", plan.stand_in, ("stand_in",), 0
    for number, phase in enumerate(plan.phases):
        tables: list[tuple[Place, Mapping[Any, tuple[str, ...]]]] = [(("days",), phase.days)]
        tables += [(("except", key), days) for key, days in phase.exceptions.items()]
        for above, table in tables:
            for weekday, sessions in table.items():
                for position, name in enumerate(sessions):
                    yield "session", name, ("phases", number, *above, weekday, position), 0
    for day, sessions in plan.race_week.items():
        for position, name in enumerate(sessions):
            yield "session", name, ("race_week", str(day), position), 0
    for position, acceptance in enumerate(plan.accepts):
        yield "limit", acceptance.rule, ("accepts", position, "rule"), 0
