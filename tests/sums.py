"""Finds what makes figures differ between Pythons: bare sums of what may be fractions, and rounding outside `rounding.py`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

WHOLE = ("len", "isinstance")
"""Calls that give whole numbers, truth values among them."""
ROUNDING_FORMAT = re.compile(r"(\.\d+)[fFeE%]$|\.\d+g$")
ROUNDING_TEXT = re.compile(r"%\d*\.\d+[fFeEg]|\{[^{}]*:[^{}]*\.\d+[fFeEg%]\}")
ROUNDING_TEMPLATE = re.compile(r"\|\s*(sum|round)\b|\bround\(|%(\.\d+)?[dfeg]|\|\s*format\b")
ADD = "Use rounding.add, by which mypy proves that they are whole numbers, or math.fsum for fractions."
ROUND = "Use rounding.fixed, brief, nearest or whole."
FILTER = "Use a filter of toolkit/rounding.py: minutes, tenths, brief."


def in_code(text: str) -> Iterator[tuple[int, str]]:
    """The line of each bare sum, but of counts, and of each rounding in a module, and what to use instead."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "sum" and not _counts(node):
                yield node.lineno, f"sum() adds floats otherwise from Python 3.12 on. {ADD}"
            elif node.func.id == "round":
                yield node.lineno, f"round() goes by the last bit of a float. {ROUND}"
        elif isinstance(node, ast.FormattedValue) and ROUNDING_FORMAT.search(_spec(node)):
            yield node.lineno, f"“:{_spec(node)}” goes by the last bit of a float. {ROUND}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and ROUNDING_TEXT.search(node.value):
            yield node.lineno, f"“{node.value}” goes by the last bit of a float. {ROUND}"


def in_template(text: str) -> Iterator[tuple[int, str]]:
    """The line of each sum and rounding by Jinja itself in a template, and what to use instead."""
    for number, line in enumerate(text.splitlines(), start=1):
        for expression in re.findall(r"\{[{%].*?[}%]\}", line):
            if found := ROUNDING_TEMPLATE.search(expression):
                yield number, f"“{found[0]}” gives other figures on other Pythons. {FILTER}"


def _counts(call: ast.Call) -> bool:
    """Whether a sum can be seen to count: each of its parts is a comparison, a length, `not` something, or a whole constant."""
    argument = call.args[0] if call.args else call
    return isinstance(argument, ast.GeneratorExp) and _is_whole(argument.elt)


def _is_whole(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in WHOLE
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int)
    return isinstance(value, ast.Compare) or (isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not))


def _spec(node: ast.FormattedValue) -> str:
    """The format that a part of an f-string is written in, as far as it is written out."""
    parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "0" for part in parts)
