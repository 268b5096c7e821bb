"""Every regular expression of the toolkit, found in its source, and texts made to hurt each."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from project import ROOT

Text = str | bytes
FUNCTIONS = ("fullmatch", "match", "search", "split", "sub", "findall", "finditer", "subn")


class Expression(NamedTuple):
    """An expression as it is used: where, and by which function of `re`."""

    module: str
    written: str
    pattern: re.Pattern[Any] | None
    """None where it is made from what only the function knows."""
    use: str


def expressions() -> list[Expression]:
    """Every use of a regular expression in the toolkit, those of pydantic's fields among them (as a search)."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / "toolkit").rglob("*.py"))}
    used = list(_uses(trees.values()))
    return [found for file, tree in trees.items() for found in _of_module(file, tree, used)]


def _uses(trees: Any) -> Iterator[tuple[str, str]]:
    """Every method of an expression that is called on a name or an attribute: `_WORD.finditer`, `self._form.sub`."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
                holder = node.value
                if isinstance(holder, (ast.Name, ast.Attribute)):
                    yield holder.id if isinstance(holder, ast.Name) else holder.attr, node.attr


def _of_module(file: Path, tree: ast.Module, used: list[tuple[str, str]]) -> Iterator[Expression]:
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    named = dict(pair for node in ast.walk(tree) for pair in _assigned(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_re(node.func) and node.func.attr != "escape":  # type: ignore[attr-defined]
            function = str(node.func.attr)  # type: ignore[attr-defined]
            pattern = _value(module, node if function == "compile" else node.args[0])
            uses = {use for name, use in used if name == named.get(id(node))} if function == "compile" else {function}
            for use in sorted(uses or {"fullmatch", "finditer"}):
                yield Expression(module, ast.unparse(node.args[0]), pattern, use)
        elif isinstance(node, ast.keyword) and node.arg == "pattern":
            yield Expression(module, ast.unparse(node.value), _value(module, node.value), "search")


def _assigned(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The calls in what is given a name, by that name."""
    if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], (ast.Name, ast.Attribute)):
        for part in ast.walk(node.value):
            if isinstance(part, ast.Call):
                yield id(part), target.id if isinstance(target, ast.Name) else target.attr


def _is_re(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"


def _value(module: str, node: ast.expr) -> re.Pattern[Any] | None:
    """The expression that code at the top of a module says; None where it needs a function's own names."""
    try:
        value = eval(compile(ast.Expression(node), module, "eval"), vars(importlib.import_module(module)))
    except NameError:
        return None
    return value if isinstance(value, re.Pattern) else re.compile(value)


class Attack(NamedTuple):
    """A beginning, what comes again and again after it, and an end that should not match."""

    head: str
    pump: str
    tail: str = "\0"

    def text(self, size: int, binary: bool) -> Text:
        """A text of about a size."""
        text = self.head + self.pump * (size // len(self.pump)) + self.tail
        return text.encode("latin-1", "replace") if binary else text


def attacks(pattern: re.Pattern[Any]) -> Iterator[Attack]:
    """What may hurt an expression: each beginning of a match, then one or two of its pieces again and again."""
    binary = isinstance(pattern.pattern, bytes)
    tree = parser.parse(pattern.pattern.decode("latin-1") if binary else pattern.pattern, pattern.flags & ~re.DEBUG & ~re.LOCALE)
    heads, pieces, tails = _heads(tree), sorted(_pieces(tree))[:14], ["\0", *sorted(_refused(tree))[:5]]
    pumps = [f"{one}{other}" for one, other in product(pieces, pieces) if one != other]
    yield from (Attack(*parts) for parts in product(heads, pieces, tails))
    yield from (Attack(head, pump) for head in (heads[0], heads[-1]) for pump in pumps)


def _heads(tree: Any) -> list[str]:
    """The beginnings of a short match, nothing first."""
    heads = [""]
    for branch in _branches(tree):
        said = ""
        for node in branch:
            said += _example([node])
            if said not in heads:
                heads.append(said)
    return heads[:30]


def _branches(tree: Any) -> Iterator[Any]:
    if len(tree) == 1 and tree[0][0] is code.BRANCH:
        yield from tree[0][1][1]
    else:
        yield tree


def _example(nodes: Any) -> str:
    """A short text that nodes match, as far as looking around does not matter."""
    said = ""
    for op, value in nodes:
        if op is code.LITERAL:
            said += chr(value)
        elif op in (code.NOT_LITERAL, code.ANY):
            said += "a"
        elif op is code.IN:
            said += _member(value)
        elif op is code.BRANCH:
            said += _example(value[1][0])
        elif op is code.SUBPATTERN:
            said += _example(value[3])
        elif op is code.ATOMIC_GROUP:
            said += _example(value)
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            said += _example(value[2]) * min(max(value[0], 1), 3)
    return said


CLASSES = {code.CATEGORY_DIGIT: "0", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a"}


def _member(parts: Any) -> str:
    """A character of a class."""
    for op, value in parts:
        if op is code.NEGATE:
            return " "
        if op is code.LITERAL:
            return chr(value)
        if op is code.RANGE:
            return chr(value[0])
        if op is code.CATEGORY:
            return CLASSES.get(value, "a")
    return "a"


def _pieces(nodes: Any) -> set[str]:
    """What an expression is made of: its runs of letters, a character of each class, and white space."""
    found, run = {" ", "\n", "a"}, ""
    for op, value in nodes:
        if op is code.LITERAL:
            run += chr(value)
            continue
        found |= {run} if run else set()
        run = ""
        if op is code.IN:
            found.add(_member(value))
        elif op is code.BRANCH:
            found = found.union(*(_pieces(branch) for branch in value[1]))
        elif op is code.SUBPATTERN:
            found |= _pieces(value[3]) | {_example(value[3])}
        elif op is code.ATOMIC_GROUP:
            found |= _pieces(value)
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            found |= _pieces(value[2]) | {_example(value[2])}
        elif op in (code.ASSERT, code.ASSERT_NOT):
            found |= _pieces(value[1])
    return {piece for piece in found | {run} if piece}


def _refused(nodes: Any) -> set[str]:
    """A character that each negated class refuses."""
    found = set()
    for op, value in nodes:
        if op is code.IN and value[0][0] is code.NEGATE:
            found |= {chr(one[1]) for one in value[1:5] if one[0] is code.LITERAL}
        for inner in value if isinstance(value, tuple) else ():
            for part in inner if isinstance(inner, list) else [inner]:
                found |= _refused(part) if isinstance(part, parser.SubPattern) else set()
        if op is code.ATOMIC_GROUP:
            found |= _refused(value)
    return found


def applied(pattern: re.Pattern[Any], use: str) -> Callable[[Text], object]:
    """The function that uses an expression, on a text."""
    if use in ("sub", "subn"):
        return lambda text: getattr(pattern, use)(b"" if isinstance(text, bytes) else "", text)
    if use == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    function: Callable[[Text], object] = getattr(pattern, use)
    return function
