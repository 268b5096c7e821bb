"""Lay the folder of a project over that of its base, or say why that cannot be done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.library.project import DOCS, OVERRIDES, Layer, Project
from toolkit.library.settings import SettingsRead, read_settings
from toolkit.models import SETTINGS_FILE
from toolkit.problems import Problem, shorten
from toolkit.things import CONTENT_FOLDERS, LISTS
from toolkit.yaml_reader import Document

LAID_OVER = (*CONTENT_FOLDERS, DOCS, OVERRIDES)
"""The folders of a base that a project uses."""


def open_project(root: Path) -> tuple[Project | None, list[Problem]]:
    """The project in a folder, and every problem of its settings; no project where a base cannot be laid under it."""
    own = read_settings(root)
    if own.hides_base:
        return None, list(own.problems)
    layers, settings, problems = [Layer(root)], own.settings, list(own.problems)
    here, read = root, own
    while read.settings.base is not None and read.document is not None:
        below = here / read.settings.base
        under = read_settings(below)
        if wrong := _wrong_base(read.document, read.settings.base, below, [layer.top for layer in layers], under):
            return None, [*problems, *_shown(root, here, wrong)]
        layers.append(Layer(below, (*layers[-1].left_out, *map(_plain, read.settings.leave_out))))
        settings = settings.laid_over(under.settings)
        here, read = below, under
    project = Project(tuple(layers), settings, own.document)
    needed = any(_needed_lists(project, path) for path in _left_out(own))
    return None if needed else project, [*problems, *_find_lost(project, own)]


def _wrong_base(document: Document, base: str, below: Path, above: list[Path], under: SettingsRead) -> list[Problem]:
    """What is wrong with the base that a file of settings names, if anything is: its own settings, too."""
    said = f"base: “{shorten(base)}”"
    if not below.is_dir():
        return [document.problem(("base",), f"{said} is no folder. Write where the base is from here, such as ../lasting-speed.")]
    if below.resolve() in [folder.resolve() for folder in above]:
        return [document.problem(("base",), f"{said} is this project itself. Write the folder of another one.")]
    if under.problems:
        shown = (below / SETTINGS_FILE).as_posix()
        return [replace(problem, file=os.path.relpath(shown, above[0])) for problem in under.problems]
    if under.settings.base is None and not all((below / folder).is_dir() for folder in CONTENT_FOLDERS):
        folders = " and ".join(f"{folder}/" for folder in CONTENT_FOLDERS)
        return [document.problem(("base",), f"{said} is no project: it has no {folders}. Write the folder of one.")]
    return []


def _shown(root: Path, folder: Path, problems: list[Problem]) -> list[Problem]:
    """Problems of the settings of a folder, with the file as one can open it from the project's own folder."""
    if folder == root:
        return problems
    file = Path(os.path.relpath(folder / SETTINGS_FILE, root)).as_posix()
    return [replace(problem, file=problem.file or file) for problem in problems]


def _plain(path: str) -> str:
    return path.removesuffix("/")


def _left_out(read: SettingsRead) -> list[str]:
    return list(map(_plain, read.settings.leave_out))


def _find_lost(project: Project, own: SettingsRead) -> Iterator[Problem]:
    """Every line of `leave_out` that names nothing of the base, or takes away what is needed."""
    for number, path in enumerate(_left_out(own)):
        place = ("leave_out", number)
        if own.document is None:
            continue
        if path.split("/")[0] not in LAID_OVER or not any(os.path.lexists(layer.top / path) for layer in project.layers[1:]):
            message = f"leave_out[{number}]: the base has no “{shorten(path)}”. Write the path of one of its files or folders."
            yield own.document.problem(place, message)
        elif needed := _needed_lists(project, path):
            message = f"leave_out[{number}]: {needed[0]} is needed. Delete this line, or write a file of that path here."
            yield own.document.problem(place, message)


def _needed_lists(project: Project, path: str) -> list[str]:
    """The lists at a path, or in a folder, without which there is nothing to build, and that the project does not have."""
    needed = [one.path for one in LISTS if one.presence != "optional"]
    return [one for one in needed if (one == path or one.startswith(f"{path}/")) and project.find(one) is None]
