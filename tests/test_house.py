"""The house: files, functions and lists of parameters stay short, and a public name is defined in one module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from project import ROOT

FILES = sorted((ROOT / "toolkit").rglob("*.py"))
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS = 300, 25, 7
LONG_FILES: dict[str, str] = {}
"""Files that are longer, each with the reason."""
LONG_FUNCTIONS: dict[str, str] = {"app/cli/show_plan.py:show_plan": "A command takes one parameter for each of its options."}
"""Functions that are longer, or take more parameters, as `module.py:name`, each with the reason."""
TWICE: dict[str, str] = {}
"""Public names that two modules define, each with the reason."""


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT / "toolkit").as_posix()


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef))


def public(file: Path) -> Iterator[str]:
    """The public names that a module defines at its top level."""
    for node in parsed(file).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def test_no_file_is_long() -> None:
    long = {name_of(file) for file in FILES if len(file.read_text("utf-8").splitlines()) > MOST_LINES}
    assert long == LONG_FILES.keys()


@pytest.mark.parametrize("measure", ["lines", "parameters"])
def test_no_function_is_long(measure: str) -> None:
    long = set()
    for file in FILES:
        for function in functions(file):
            arguments = function.args
            lines = (function.end_lineno or 0) - function.lineno + 1
            parameters = len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])
            if (lines > MOST_FUNCTION_LINES) if measure == "lines" else (parameters > MOST_PARAMETERS):
                long.add(f"{name_of(file)}:{function.name}")
    assert long - LONG_FUNCTIONS.keys() == set()


def test_no_exception_is_stale() -> None:
    there = {f"{name_of(file)}:{function.name}" for file in FILES for function in functions(file)}
    assert LONG_FUNCTIONS.keys() <= there


def test_a_public_name_is_defined_in_one_module() -> None:
    modules: dict[str, set[str]] = {}
    for file in FILES:
        for name in public(file):
            modules.setdefault(name, set()).add(name_of(file))
    assert {name: sorted(found) for name, found in modules.items() if len(found) > 1 and name not in TWICE} == {}
