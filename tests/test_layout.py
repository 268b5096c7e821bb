"""Which tests read what is shipped: only those in tests/shipped/, so that a contributor's file fails in none of the others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from small import TESTS

OF_SHIPPED = {"real", "site", "built_site"}
"""The fixtures that hold what is shipped."""


@pytest.mark.parametrize("file", sorted(TESTS.glob("test_*.py")), ids=lambda file: file.stem)
def test_only_the_tests_of_what_is_shipped_ask_for_it(file: Path) -> None:
    functions = [one for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)]
    own = {one.name for one in functions}
    asked = {
        argument.arg
        for one in functions
        if one.name.startswith("test_") or one.decorator_list
        for argument in one.args.args
        if argument.arg in OF_SHIPPED - own
    }
    assert asked == set(), "move these tests to tests/shipped/, or ask for the fixture frozen or library"
