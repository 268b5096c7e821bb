"""A project: the files of a folder, laid over those of the project that it names as its base."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from toolkit.library.files import find_files
from toolkit.models import Settings
from toolkit.problems import Problem
from toolkit.yaml_reader import Document

DOCS, OVERRIDES = "docs", "overrides"


class ProjectFile(NamedTuple):
    """A file of a project: its path, whichever folder it is in, and the top of that folder."""

    path: str
    top: Path

    @property
    def file(self) -> Path:
        """Where it is on the disk."""
        return self.top / self.path


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder of a project, and the files and folders in it that those above it leave out."""

    top: Path
    left_out: tuple[str, ...] = ()

    def has(self, path: str) -> bool:
        """Whether there is something at a path that is not left out."""
        return not self.leaves_out(path) and os.path.lexists(self.top / path)

    def leaves_out(self, path: str) -> bool:
        """Whether a path is left out, or lies in a folder that is."""
        return any(path == one or path.startswith(f"{one}/") for one in self.left_out)


@dataclass(frozen=True)
class Project:
    """The files of a project, from its own folder and from those below it, and its settings."""

    layers: tuple[Layer, ...]
    """Its own folder, then its base, then the base of that."""
    settings: Settings
    document: Document | None = None
    """Its own file of settings, if it has one."""

    @property
    def root(self) -> Path:
        """Its own folder."""
        return self.layers[0].top

    def find(self, path: str) -> ProjectFile | None:
        """The file, or the folder, that is used at a path; None where there is none."""
        return next(iter(self.find_all(path)), None)

    def find_all(self, path: str) -> list[ProjectFile]:
        """Every file at a path that is not left out, its own before that of the base."""
        return [ProjectFile(path, layer.top) for layer in self.layers if layer.has(path)]

    def leaves_out(self, path: str) -> bool:
        """Whether the settings leave a path out that the base has."""
        return any(layer.leaves_out(path) and os.path.lexists(layer.top / path) for layer in self.layers)

    def list_files(self, folder: str) -> Iterator[ProjectFile | Problem]:
        """Every visible file below a folder, in the order of the paths, after a problem for each folder that cannot be read."""
        used: dict[str, ProjectFile] = {}
        for layer in self.layers:
            for found in find_files(layer.top, folder):
                if isinstance(found, Problem):
                    yield self.locate(found)
                elif not layer.leaves_out(path := found.relative_to(layer.top).as_posix()):
                    used.setdefault(path, ProjectFile(path, layer.top))
        yield from sorted(used.values(), key=lambda one: PurePosixPath(one.path).parts)

    def real_files(self, folder: str) -> dict[str, Path]:
        """By the path below a folder (`docs`, `overrides`), every file that is used, and where it is on the disk."""
        files = (one for one in self.list_files(folder) if isinstance(one, ProjectFile))
        return {one.path.removeprefix(f"{folder}/"): one.file for one in files if not one.file.is_dir()}

    def shown_path(self, found: ProjectFile) -> str:
        """A file as the user can open it from the project's folder: `../lasting-speed/plans/5k.yaml` for one of the base."""
        return found.path if found.top == self.root else Path(os.path.relpath(found.file, self.root)).as_posix()

    def locate(self, problem: Problem) -> Problem:
        """A problem with the file that it is in, and what to do about one of the base."""
        found = self.find(problem.path)
        if not problem.file and (found is None or found.top == self.root):
            return problem
        file = problem.file or (self.shown_path(found) if found else "")
        return replace(problem, file=file, message=f"{problem.message} {_OF_THE_BASE}")


_OF_THE_BASE = "(This file is of the base: leave it out, or put a file of your own at its path.)"
